package scenarios

import (
	"slices"
	"strings"
	"testing"

	"parley/sim"
)

func TestSetChangesOneKey(t *testing.T) {
	for _, c := range []struct{ set, path, value string }{
		{"months=12", "months", "12"},
		{"coordination.regime=lead", "coordination.regime", "lead"},
		{`coordination.regime = "lead-only"`, "coordination.regime", "lead-only"},
		{"title=Two words", "title", "Two words"},
		{"start=2000-06", "start", "2000-06"},
		{"mediator.un.interest=[0.3, 0.5]", "mediator.un.interest", "0.3, 0.5 by two coders: drawn from 0.20 to 0.60"},
		{"mediator.un.interest={low=0.1, high=0.2}", "mediator.un.interest", "drawn from 0.10 to 0.20"},
		{"mediator.un.leverage.rebels=1", "mediator.un.leverage.rebels", "1"},
		{"party.rebels.strategy=dual_track", "party.rebels.strategy", "dual_track"},
		{"issue.power.hard=true", "issue.power.hard", "true"},
		{"parameters.fear=0.25", "parameters.fear", "0.25"},
		{"coordination.mechanisms=[]", "coordination.mechanisms", "none"},
		{`coordination.mechanisms=["pool","forum"]`, "coordination.mechanisms", "pool, forum"},
		{"link.un.ngo=0.2", "link.un.ngo", "0.2"},
		{"link.un.ngo=.2", "link.un.ngo", "0.2"},
		{"mediator.un.bias = -.5", "mediator.un.bias", "-0.5"},
		{"mediator.un.interest=[.3,.5]", "mediator.un.interest", "0.3, 0.5 by two coders: drawn from 0.20 to 0.60"},
		{"mediator.un.interest={low=.1, high=.2}", "mediator.un.interest", "drawn from 0.10 to 0.20"},
		{"title=.5 of it", "title", ".5 of it"},
		{"mediator.un.exit=2001-12", "mediator.un.exit", "2001-12"},
		{"mediator.norway.name=Norway", "mediator.norway.name", "Norway"},
	} {
		s := mustParse(t, small, Options{Set: []string{c.set}})
		e := entryOf(t, s, c.path)
		if e.Value != c.value || e.Origin != "--set" {
			t.Errorf("%s gives %q from %s, want %q from --set", c.set, e.Value, e.Origin, c.value)
		}
	}
}

// The command line is told the same as a file, but nothing of quotes that the
// shell has taken.
func TestSetRefusesLikeAFile(t *testing.T) {
	for set, want := range map[string]string{
		"party.rebels.trust=5.":          "--set: party.rebels.trust = 5.: want digits on both sides of the point, as in 0.5",
		"party.rebels.trust=0,5":         "--set: party.rebels.trust = 0,5: want a point in a decimal number, as in 0.5",
		"party.rebels.trust=50%":         "--set: party.rebels.trust = 50%: want a share as a decimal number, as in 0.5",
		"party.rebels.trust=abc":         "--set: party.rebels.trust = abc: want a number, 0 to 1",
		`party.rebels.trust="abc"`:       `--set: party.rebels.trust = "abc": want a number without quotes, 0 to 1`,
		"parameters.fear=1.":             "--set: parameters.fear = 1.: want digits on both sides of the point, as in 0.5",
		"party.rebels.trust=[5., 0.6]":   "--set: party.rebels.trust = [5., 0.6]: want digits on both sides of the point, as in 0.5",
		"months=1,5":                     "--set: months = 1,5: want a whole number, 1 to 600",
		"party.rebels.essential=no":      "--set: party.rebels.essential = no: want true or false",
		"start=93-01":                    "--set: start = 93-01: want a month, as in 1993-01, from 1800-01 to 2200-12",
		"start=1993-01-01":               "--set: start = 1993-01-01: want a month, as in 1993-01: 1993-01, without day and time",
		"coordination.regime=leed":       "--set: coordination.regime = leed: want one of",
		"mediator.u.interest=1.":         "--set: mediator.u: unknown mediator; did you mean un? (to add one, give it a name)\n--set: mediator.u.interest = 1.: want digits",
		"mediator.u.interest=[0.1":       "--set: mediator.u: unknown mediator; did you mean un? (to add one, give it a name)\n--set: mediator.u.interest = [0.1: not a value",
		"mediator.un.leverage.rebel=abc": "--set: mediator.un.leverage.rebel = abc: want a number, 0 to 1\n--set: mediator.un.leverage.rebel = abc: unknown party; did you mean rebels?",
		"mediator.un.intrest=[0.1":       "--set: mediator.un.intrest = [0.1: unknown key; did you mean interest?",
		"mediator.un.roles.convenor=0,5": "--set: mediator.un.roles.convenor = 0,5: unknown role; did you mean convener?",
	} {
		_, err := Parse("test.toml", []byte(small), Options{Set: []string{set}})
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%s: got\n%v\nwant\n%s", set, err, want)
		}
	}
}

func TestLaterSetWins(t *testing.T) {
	s := mustParse(t, small, Options{Set: []string{"months=12", "months=18"}})
	if s.Config.Months != 18 {
		t.Errorf("%d months", s.Config.Months)
	}
}

func TestSetRefuses(t *testing.T) {
	for _, c := range []struct{ set, want string }{
		{"months", "--set: months: want path=value"},
		{"=3", "want path=value"},
		{"months=", "want path=value"},
		{"months=abc", "--set: months = abc: want a whole number, 1 to 600"},
		{"months=1.5", "--set: months = 1.5: want a whole number"},
		{"months=601", "--set: months = 601: want 1 to 600"},
		{"mnths=3", "--set: mnths = 3: unknown key; did you mean months?"},
		{"mediator.u.interest=0.5", "--set: mediator.u: unknown mediator; did you mean un? (to add one, give it a name)"},
		{"party.goverment.trust=0.5", "unknown party; did you mean government?"},
		{"mediator.un.leverage.rebel=0.5", "unknown party; did you mean rebels?"},
		{"mediator.un.interest=nan", "want a finite number, -1 to 1"},
		{"mediator.un.interest=[0.1", "not a value of TOML"},
		{"mediator.un.interest=0.5\nmonths = 3", "want a value on one line"},
		{"mediator un.interest=0.5", "want keys joined by points"},
		{"extends=tajikistan", "belongs in a file"},
		{"coordination.lead=nobody", "unknown mediator: want one of un, north, ngo"},
		{"coordination.from=2003-01", "outside the months that are simulated: want 2001-01 to 2002-12"},
		{"mediator.un=3", "want a table"},
		{"months.x=3", "want a whole number, not a table"},
		{"format=2", "want 1"},
	} {
		_, err := Parse("test.toml", []byte(small), Options{Set: []string{c.set}})
		wantFault(t, err, c.want)
	}
}

func TestWithoutTakesReferencesAlong(t *testing.T) {
	text := small + "[mediator.iran]\nstrategy = \"scripted\"\n[act.a]\nmediator = \"iran\"\nrole = \"convener\"\nstart = \"2001-02\"\n" +
		"[act.b]\nmediator = \"iran\"\nrole = \"convener\"\nissue = \"land\"\nstart = \"2001-02\"\n[party.rebels.faction.young]\nshare = 0.2\n"
	c := mustParse(t, text, Options{Without: []string{"north", "coup", "land", "young", "a"}}).Config
	if len(c.Mediators) != 3 || len(c.Links) != 0 || len(c.Shocks) != 0 || len(c.Issues) != 1 || len(c.Parties[1].Factions) != 0 {
		t.Errorf("%d mediators, %d links, %d shocks, %d issues", len(c.Mediators), len(c.Links), len(c.Shocks), len(c.Issues))
	}
	c = mustParse(t, text, Options{Without: []string{"north"}}).Config
	if len(c.Shocks) != 1 || len(c.Shocks[0].Changes) != 0 {
		t.Errorf("the shock still moves the interest of who is left out: %+v", c.Shocks)
	}
	if c := mustParse(t, text, Options{Without: []string{"link.north.un"}}).Config; len(c.Links) != 0 {
		t.Errorf("a link named from its other end stays: %+v", c.Links)
	}
	if c := mustParse(t, text, Options{Without: []string{"link.un.north", "iran"}}).Config; len(c.Links) != 0 || len(c.Mediators) != 3 {
		t.Errorf("%d links, %d mediators", len(c.Links), len(c.Mediators))
	}
}

func TestWithoutLead(t *testing.T) {
	s := mustParse(t, small, Options{Without: []string{"un"}})
	if s.Arm.Lead != -1 || s.Arm.Name != "networked" {
		t.Errorf("arm %+v", s.Arm)
	}
	_, err := Parse("test.toml", []byte(small), Options{Set: []string{"coordination.regime=lead"}, Without: []string{"un"}})
	wantFault(t, err, `test.toml:6: coordination.lead = "un": the lead is left out: want another lead, or a regime without one`)
}

func TestWithoutRefuses(t *testing.T) {
	for _, c := range []struct {
		without []string
		want    string
	}{
		{[]string{"nort"}, "--without: nort: nothing of this name can be left out; did you mean north?"},
		{[]string{"mediator.nort"}, "did you mean mediator.north?"},
		{[]string{"rebels"}, "a party cannot be left out"},
		{[]string{"power", "land"}, "no issues: want at least one"},
		{[]string{"zzzzzz"}, ": nothing of this name can be left out: want one of issue.power, "},
		{[]string{"mediator.zzz"}, "--without: mediator.zzz: nothing of this name can be left out; did you mean mediator.un?"},
		{[]string{"mediatr.un"}, "did you mean mediator.un?"},
		{[]string{"link.un.ngo"}, "--without: link.un.ngo: nothing of this name can be left out; did you mean link.un.north?"},
		{[]string{"link.nort.un"}, "did you mean link.un.north?"},
		{[]string{"link.un.nort"}, "did you mean link.un.north?"},
		{[]string{"link.zz.yy"}, "can be left out"},
		{[]string{"link.un.north", "link.north.un"}, "link.north.un: nothing of this name can be left out: want one of"},
	} {
		_, err := Parse("test.toml", []byte(small), Options{Without: c.without})
		wantFault(t, err, c.want)
	}
	_, err := Parse("test.toml", []byte(small+"[shock.north]\nstart = \"2001-02\"\n"), Options{Without: []string{"north"}})
	wantFault(t, err, "north: stands for several things: want one of mediator.north, shock.north")
}

// Order of options and of the document must not decide who is who.
func TestMediatorsAreSortedById(t *testing.T) {
	s := mustParse(t, small, Options{})
	var got []string
	for i := range s.Config.Mediators {
		got = append(got, s.Config.Mediators[i].ID)
	}
	if !slices.Equal(got, []string{"ngo", "north", "un"}) {
		t.Error(got)
	}
	if l := s.Config.Links[0]; got[l.A] != "un" || got[l.B] != "north" {
		t.Errorf("link %+v", l)
	}
	if s.Config.Shocks[0].Changes[0] != (sim.Change{Number: sim.NumberInterest, Mediator: 1, Party: -1, By: -0.5}) || got[s.Arm.Lead] != "un" {
		t.Errorf("shock %+v, lead %d", s.Config.Shocks[0], s.Arm.Lead)
	}
	if s.Config.Parties[0].ID != "government" || s.Config.Issues[0].ID != "power" {
		t.Error("parties and issues keep the order of the document")
	}
}

func TestArmFollowsCoordination(t *testing.T) {
	text := small + "[model]\nfallback = \"nothing\"\n[roles]\nconvener = false\n"
	s := mustParse(t, text, Options{Set: []string{
		"coordination.regime=placebo", "coordination.from=2001-04", "coordination.acceptance=0.7", "coordination.consensus=0.2",
		`coordination.mechanisms=["forum"]`, `coordination.costs=["delay"]`,
	}})
	a := s.Arm
	if a.Name != "placebo un" || a.Regime != sim.RegimePlacebo || a.From != 3 || !a.AcceptanceSet || a.Acceptance != 0.7 ||
		a.Mechanisms != sim.MechanismSet(0).With(sim.Forum) || a.Costs != 1<<sim.CostDelay {
		t.Errorf("arm %+v", a)
	}
	if c := s.Config; !c.ConsensusSet || c.Consensus != 0.2 || c.Fallback != sim.FallbackNothing || !c.RolesOff[sim.Convener] || c.RolesOff[sim.Monitor] {
		t.Errorf("config %+v", c)
	}
}
