package scenarios

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/scenarios/notes"
)

// notesOf a scenario below the line on sides.
func notesOf(t *testing.T, text string, o Options) []string {
	t.Helper()
	return notes.Texts(mustParse(t, text, o).Notes, notes.Says)[1:]
}

func TestSidesAreNoted(t *testing.T) {
	for set, want := range map[string]string{
		"party.rebels.side=-1":     "side +1: government; side -1: rebels",
		"party.government.side=-1": "side +1: nobody; side -1: government, rebels",
		"party.rebels.side=0":      "side +1: government; side -1: nobody; side 0: rebels",
	} {
		if got := mustParse(t, said, Options{Set: []string{set}}).Notes[0].Text; got != want {
			t.Errorf("%s: %s", set, got)
		}
	}
}

const said = `format = 1
start = "2001-01"
months = 24
implementation = 12
[coordination]
lead = "un"
consensus_coded = [0.5]
[party.government]
cohesion = [0.5]
trust = [0.5]
skill = [0.5]
optimism = [0.5]
war_support = [0]
[party.rebels]
[front.main]
held = [0.5]
intensity = [3]
[issue.power]
salience.government = [4]
salience.rebels = [4]
position.government = 0
[issue.land]
[mediator.un]
name = "United Nations"
acceptance_as_lead = [0.6]
bias = [0.1]
resolve = [0.5]
autonomy = [0.3]
leverage.rebels = [0.2]
consent.rebels = [0.5]
roles.convener = [0.5]
roles.facilitator = [0.9]
roles.enforcer = [0.5]
roles.monitor = 0
[mediator.north]
roles.inducer = [0.5]
[mediator.south]
roles.inducer = [0.5]
[link.north]
south = [0.4]
[shock.coup]
start = "2002-12"
skill.rebels = 0.1
`

// What is silent and matters is told in one line for each kind, and what is said is not.
func TestNotesOnWhatNobodySaid(t *testing.T) {
	for _, c := range []struct {
		without string // lines of the scenario
		set     []string
		want    []string
	}{
		{"", nil, nil},
		{"roles.inducer = [0.5]\n", nil, []string{"no role is coded, so the profile of its track holds, 9 roles if official, 6 roles if unofficial: north, south; " +
			"one that is coded, as mediator.north.roles.convener = [0.5], replaces it"}},
		{"roles.inducer = [0.5]\n", []string{"coding.capability=equal"}, []string{
			"no effect: link.north.south: only patrons who can press opposed sides agree in pairs",
			"nobody is capable enough to chair the talks, as a facilitator above 0.75: those who try are observers, of whom a quarter counts",
			"under another coding: for each role the same capability for every third party, the mean over them"}},
		{"salience.rebels = [4]\n", nil, []string{"no salience is coded, so all issues weigh alike: rebels; otherwise as issue.power.salience.rebels = [4]"}},
		{"salience.rebels = [4]\n", []string{"issue.land.salience.rebels=1"}, nil},
		{"trust = [0.5]\n", nil, []string{"coded for nobody, so the default holds: party trust 0.25; how to code one: parley list keys trust"}},
		{"trust = [0.5]\n", []string{"party.rebels.trust=0.25"}, nil},
		{"autonomy = [0.3]\nleverage.rebels = [0.2]\n", nil,
			[]string{"coded for nobody, so the default holds: mediator leverage 0.25, mediator autonomy 0.3; how to code one: parley list keys leverage"}},
		{"held = [0.5]\n", nil, []string{"coded for nobody, so the default holds: front held 0.5; how to code one: parley list keys held"}},
		{"acceptance_as_lead = [0.6]\n", nil, []string{"no acceptance as lead is coded, so it follows from preferred settlements and consent: un; otherwise as mediator.un.acceptance_as_lead = [0.5]"}},
		{"acceptance_as_lead = [0.6]\n", []string{"coordination.acceptance=0.5"}, nil},
		{"lead = \"un\"\n", nil, nil},
		{"", []string{`coordination.co_chairs=["north"]`, "coordination.successor.next.lead=south", "coordination.successor.next.from=2001-04"},
			[]string{"no acceptance as lead is coded, so it follows from preferred settlements and consent: north, south; otherwise as mediator.north.acceptance_as_lead = [0.5]"}},
		{"[link.north]\nsouth = [0.4]\n", nil, []string{"no links, so patrons of opposed sides never agree in pairs on when to push; otherwise as link.north.south = [0.4]"}},
		{"[link.north]\nsouth = [0.4]\n", []string{"mediator.south.interest=-0.5"}, []string{"wants no settlement, so that it does nothing but press a side against one, if it can: south"}},
		{"", []string{"mediator.un.interest=0.5", "mediator.north.interest=0.5"}, nil},
		{"", []string{"mediator.un.interest=0.5", "mediator.north.interest=0.5", "mediator.south.interest=0.5"},
			[]string{"consensus_coded acts on preferred settlements only, as every interest is coded; an interest that is not follows from consensus and bias"}},
		{"", []string{"mediator.un.interest=0.5", "mediator.north.interest=0.5", "mediator.south.interest=0.5",
			"mediator.un.outline=0", "mediator.north.outline=0.5", "mediator.south.outline=-0.5"},
			[]string{"no effect: coordination.consensus_coded: an interest and outline follow from consensus and bias where they are not coded, and all are, or the bias is 0"}},
		{"", []string{"shock.b.name=B", "shock.b.start=2001-05", "shock.b.end=2001-07", "shock.b.violence=1"},
			[]string{"shocks that last to their end: b; in each of their months a point of pressure is worth 0.05 of value, one of violence half a step of intensity"}},
		{"", []string{"shock.coup.start=2003-01"},
			[]string{"after the horizon, so only a settlement that is being carried out meets the shock: coup; months says how long the war is followed"}},
	} {
		text := said
		for line := range strings.Lines(c.without) {
			text = strings.ReplaceAll(text, line, "")
		}
		if got := notesOf(t, text, Options{Set: c.set}); !slices.Equal(got, c.want) {
			t.Errorf("without %q, %s:\n%s\nwant\n%s", c.without, c.set, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestNotesOnMissingNames(t *testing.T) {
	text := strings.NewReplacer("name = \"United Nations\"\n", "", "[issue.land]", "[issue.land_2]", "rebels", "gam").Replace(said)
	want := []string{"no name, so that texts have the id: party.gam, mediator.un, issue.land_2"}
	if got := notesOf(t, text, Options{}); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, set := range []string{"party.gam.name=Free Aceh Movement", "mediator.un.name=United Nations", "issue.land_2.name=Land"} {
		if got := notesOf(t, text, Options{Set: []string{set}}); len(got) != 1 || strings.Contains(got[0], strings.TrimSuffix(set[:strings.Index(set, "=")], ".name")) {
			t.Errorf("%s: %s", set, strings.Join(got, "\n"))
		}
	}
}

func TestNotesOnPartiesOnNoFront(t *testing.T) {
	set := []string{"party.exile.name=Exile", "front.main.first=government", "front.main.second=rebels"}
	for _, c := range []struct {
		set  string
		want bool
	}{{"party.exile.trust=0.2", true}, {"party.exile.status_quo=0", false}, {"party.exile.essential=false", false}} {
		got := strings.Join(notesOf(t, said, Options{Set: append(set, c.set)}), "\n")
		if strings.Contains(got, "without a coded status_quo") != c.want || strings.Contains(got, "any settlement is better: exile; otherwise as party.exile.status_quo = [0.5]") != c.want {
			t.Errorf("%s:\n%s", c.set, got)
		}
	}
}

func TestNotesOnExactNumbers(t *testing.T) {
	text := strings.Replace(said, "resolve = [0.5]\n", "resolve = 0.5\n", 1)
	text = strings.Replace(text, "convener = [0.5]", "convener = 1", 1)
	want := []string{"a plain number is exact, and one in brackets has a margin: 2 coded numbers are plain (resolve, roles); otherwise as mediator.un.resolve = [0.5]"}
	if got := notesOf(t, text, Options{}); !slices.Equal(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
	for _, set := range []string{"mediator.un.capacity=2", "coding.margin=0"} {
		got := notesOf(t, said, Options{Set: []string{set}})
		if len(got) > 0 {
			t.Errorf("%s: %s", set, strings.Join(got, "\n"))
		}
	}
	plain := regexp.MustCompile(`\[([0-9.]+)\]`).ReplaceAllString(said, "$1")
	if got := notesOf(t, plain, Options{}); len(got) > 0 {
		t.Errorf("no number has a margin: %s", strings.Join(got, "\n"))
	}
}

// Whoever names another lead, strategy or window sees what that drops.
func TestNotesOnWhatAnOverrideDrops(t *testing.T) {
	text := strings.Replace(said, "lead = \"un\"\n", `lead = "un"
co_chairs = ["north"]
until = "2001-06"
successor.next = { lead = "south", from = "2001-09" }
`, 1) + `[mediator.south.settings]
memory = 0.5
[act.a]
mediator = "north"
role = "inducer"
start = "2001-02"
`
	text = strings.Replace(text, "[mediator.north]\n", "[mediator.north]\nacceptance_as_lead = [0.5]\nstrategy = \"scripted\"\n", 1)
	text = strings.Replace(text, "[mediator.south]\n", "[mediator.south]\nacceptance_as_lead = [0.5]\nstrategy = \"adaptive\"\n", 1)
	for _, c := range []struct{ set, want []string }{
		{nil, nil},
		{[]string{"coordination.lead=south"},
			[]string{"dropped: coordination.until, coordination.co_chairs, coordination.successor.next: coordination.lead = south (--set) leads alone"}},
		{[]string{"coordination.lead=south", "coordination.until=2001-05"},
			[]string{"dropped: coordination.co_chairs, coordination.successor.next: coordination.lead = south (--set) leads alone"}},
		{[]string{"mediator.north.strategy=interest", "mediator.south.strategy=interest"},
			[]string{"dropped: act.a: mediator.north.strategy = interest (--set)", "dropped: mediator.south.settings.memory: mediator.south.strategy = interest (--set)"}},
		{[]string{"months=12", "implementation=6"}, []string{"dropped: shock.coup: outside the months that are simulated, 2001-01 to 2001-12"}},
	} {
		got := slices.DeleteFunc(notesOf(t, text, Options{Set: c.set}), func(s string) bool { return strings.HasPrefix(s, "the lead does not lead") })
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.set, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}

func TestNotesOnMonthsWithoutALead(t *testing.T) {
	const lead = "the lead does not lead all the time: "
	text := strings.Replace(said, "lead = \"un\"\n", "lead = \"un\"\nsuccessor.next = { lead = \"south\", from = \"2001-09\" }\n", 1)
	for set, want := range map[string][]string{
		"mediator.un.name=United Nations": nil,
		"coordination.until=2001-07":      {lead + "un from 2001-01 to 2001-07, south from 2001-09 to 2002-12, 23 of 24 months"},
		"mediator.un.exit=2001-05":        {lead + "un from 2001-01 to 2001-05, south from 2001-09 to 2002-12, 21 of 24 months"},
		"mediator.south.enter=2002-01":    {lead + "un from 2001-01 to 2001-08, south from 2002-01 to 2002-12, 20 of 24 months"},
		"mediator.south.exit=2001-08":     {lead + "un from 2001-01 to 2001-08, south never, 8 of 24 months"},
		"mediator.south.interest=0":       {lead + "un from 2001-01 to 2001-08, south never, 8 of 24 months"},
	} {
		got := slices.DeleteFunc(notesOf(t, text, Options{Set: []string{set}}), func(s string) bool { return !strings.HasPrefix(s, lead) })
		if !slices.Equal(got, want) {
			t.Errorf("%s: %s", set, strings.Join(got, "\n"))
		}
	}
}

// A date of the file below that a shorter war leaves out is no longer silent.
func TestNotesOnDatesThatAnOverrideDrops(t *testing.T) {
	text := said + "[talks]\ndeadline = \"2002-06\"\n[calibration]\nuntil = \"2002-06\"\n"
	for months, want := range map[string][]string{
		"24": nil, // of the file
		"16": {"dropped: calibration.until: outside the months that are simulated, 2001-01 to 2002-04"},
		"15": {"dropped: calibration.until: outside the months that are simulated, 2001-01 to 2002-03", "dropped: talks.deadline: outside the months that are simulated, 2001-01 to 2002-03"},
	} {
		got := slices.DeleteFunc(notesOf(t, text, Options{Set: []string{"months=" + months}}), func(s string) bool { return !strings.HasPrefix(s, "dropped: ") })
		if !slices.Equal(got, want) {
			t.Errorf("%s months:\n%s\nwant\n%s", months, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// Each way in which a number has another effect than its name promises is told; the war is
// the one in which nothing is.
func TestDoubts(t *testing.T) {
	if got := mustParse(t, said, Options{}).Notes; len(notes.Texts(got, notes.Doubt)) > 0 {
		t.Fatal(notes.Texts(got, notes.Doubt))
	}
	for _, c := range []struct {
		set  []string
		want string // a part of the only such note
		kind notes.Kind
	}{
		{[]string{"party.rebels.side=1"}, "both sides stand on one side", notes.Answer},
		{[]string{"party.rebels.optimism=[0.9]"}, "optimism sums to 1.40 (government and rebels): 1 is neutral", notes.Answer},
		{[]string{"party.rebels.optimism=[0.2]"}, "optimism sums to 0.70", notes.Answer},
		{[]string{"mediator.un.interest=-0.5"}, "the lead can change no act: un, no interest in a settlement", notes.Answer},
		{[]string{"coordination.mechanisms=[]"}, "the lead can change no act: un, no mandate", notes.Answer},
		{[]string{"mediator.un.exit=2001-05"}, "un from 2001-01 to 2001-05, 5 of 24 months", notes.Doubt},
		{[]string{"mediator.un.enter=2002-05"}, "un from 2002-05 to 2002-12, 8 of 24 months", notes.Doubt},
		{[]string{`mediator.un.patron_of=["rebels"]`, "party.rebels.war_support=0.4", "mediator.un.bias=[0.6]"}, "patron of a party that its bias is against: un", notes.Doubt},
		{[]string{`mediator.un.patron_of=["rebels"]`}, "no effect: mediator.un.patron_of: those parties fight no war with support from abroad", notes.Answer},
		{[]string{"mediator.south.acceptance_as_lead=0.5"}, "acceptance_as_lead counts only where that third party leads: south", notes.Answer},
		{[]string{"mediator.un.acceptance_as_lead=0.5"}, "acceptance_as_lead", notes.Says}, // it leads
		{[]string{"party.exile.name=Exile", "front.main.first=government", "front.main.second=rebels", "party.exile.war_support=0.2"}, "no effect: party.exile.war_support: it counts where", notes.Answer},
		{[]string{"mediator.north.name=South", "mediator.south.name=south"}, "the same name: north and south", notes.Doubt},
		{[]string{"mediator.north.leverage.rebels=0", "mediator.north.leverage.government=0"}, "does nothing, having no role in which it reaches anybody: north", notes.Doubt},
		{[]string{"mediator.north.strategy=scripted"}, "does nothing, being scripted without an [act]: north", notes.Doubt},
		{[]string{"mediator.new.name=New", "mediator.new.strategy=spoiler", "mediator.new.roles.reconciler=1"}, "a spoiler without a role in which a second actor hurts, or leverage to press with: new", notes.Doubt},
		{[]string{"mediator.un.consent.rebels=0"}, "a side does not admit it at all", notes.Doubt},
		{[]string{"mediator.un.capacity=1.3"}, "that of un is read as 1", notes.Doubt},
		{[]string{"issue.power.ideal.government=0.2"}, "power of government", notes.Says}, // its position is coded
		{[]string{"issue.land.ideal.government=0.2"}, "ideal is coded and position is not, so it opens at the end of the scale: land of government", notes.Doubt},
		{[]string{"issue.land.position.government=1"}, "the sides open at one position, so there is nothing to settle: land", notes.Doubt},
		{[]string{"issue.land.salience.government=0", "issue.land.salience.rebels=0"}, "issues that nobody cares about (salience 0)", notes.Doubt},
		{[]string{"issue.land.cluster=soil"}, "alone in their cluster: land", notes.Doubt},
		{[]string{"front.main.intensity=0"}, "the fighting is never below 0.2 of 4: main", notes.Doubt},
		{[]string{"shock.b.name=B", "shock.b.start=2001-05", "shock.b.pressure.rebels=1"}, "shocks that last one month, as they have no end, and wear off: b; a point of pressure is worth 0.05 of value", notes.Answer},
		{[]string{"shock.b.name=B", "shock.b.start=2001-05"}, "no effect: shock.b: changes nothing", notes.Answer},
		{[]string{"shock.b.name=B", "shock.b.start=2001-05", "shock.b.interest.un=0.1", "mediator.un.interest=1"},
			"no effect: shock.b.interest.un: it is at that end of its scale already", notes.Answer},
		{[]string{"shock.b.name=B", "shock.b.start=2001-05", "shock.b.leverage.north.government=-0.2", "mediator.north.leverage.government=0"},
			"it is at that end of its scale already", notes.Answer},
		{[]string{"model.third_parties=4"}, "no effect: model.third_parties: that many are there, or fewer", notes.Answer},
		{[]string{"coding.coder=b"}, "no effect: coding.coder: nobody gives a number of each coder", notes.Answer},
		{[]string{"coding.margins.odds=0.2"}, "no effect: coding.margins.odds: nothing is coded on that scale", notes.Answer},
		{[]string{"start=2001-03"}, "moves time zero", notes.Answer},
		{[]string{"structure.parties=dual_track", "party.government.strategy=rational", "party.rebels.strategy=rational"}, "no effect: structure.parties: every party has", notes.Answer},
		{[]string{"parameters.fatigue=0.01"}, "no effect: parameters.fatigue: nobody is patron", notes.Answer},
		{[]string{"parameters.coordination_cost=0.05", "coordination.costs=[]"}, "no effect: parameters.coordination_cost: nobody leads, or", notes.Answer},
		{[]string{"coordination.own_interest=true", "coordination.mechanisms=[\"pool\"]"}, "no effect: coordination.own_interest: nobody leads, or", notes.Answer},
		{[]string{"shock.b.name=B", "shock.b.start=2001-05", "shock.b.end=2001-09", "shock.b.interest.un=0.1"}, "no effect: shock.b.end: what it changes of coded numbers is for good", notes.Answer},
		{[]string{"mediator.south.consent.rebels=0.9", "structure.attention=dilute"}, "no effect: mediator.south.consent: no role", notes.Answer},
		{[]string{"mediator.un.strategy=weighted", "mediator.un.settings.inducer=2"}, "no effect: mediator.un.settings.inducer: its third party has no reach", notes.Answer},
		{[]string{"party.rebels.strategy=reciprocator", "party.rebels.settings.least=1.5", "party.rebels.settings.retaliation=0", "party.rebels.settings.memory=0.2"},
			"no effect: party.rebels.settings.memory: at retaliation 0", notes.Answer},
	} {
		found := false
		for _, n := range mustParse(t, said, Options{Set: c.set}).Notes {
			found = found || n.Kind == c.kind && strings.Contains(n.Text, c.want)
		}
		if want := c.kind != notes.Says; found != want {
			t.Errorf("%s: want a note of kind %d with %q: %q", c.set, c.kind, c.want, notes.Texts(mustParse(t, said, Options{Set: c.set}).Notes, notes.Doubt))
		}
	}
	for name, want := range map[string]bool{"mozambique.toml": true, "mozambique-own.toml": true, "moz.toml": false, "minimal.toml": false} {
		s, err := Parse(name, []byte(said), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(strings.Join(notes.Texts(s.Notes, notes.Doubt), ""), "is a shipped war"); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A lead that is left out has its first successor in its place, and one that follows is named where it goes.
func TestASuccessorTakesThePlaceOfALeadThatIsLeftOut(t *testing.T) {
	text := strings.Replace(said, "lead = \"un\"\n", `lead = "un"
co_chairs = ["ngo"]
until = "2001-03"
successor.next = { lead = "south", from = "2001-09", until = "2002-03" }
successor.last = { lead = "north", from = "2002-05" }
`, 1) + "[mediator.ngo]\n"
	text = strings.Replace(text, "[mediator.un]\n", "[mediator.un]\nexit = \"2001-05\"\n", 1)
	for _, c := range []struct {
		without, set []string
		lead         string
		terms        int
		want         []string
	}{
		{[]string{"un"}, nil, "south", 2, []string{"dropped: coordination.lead: the lead is left out, and south is the first to lead", "dropped: coordination.co_chairs: they share the first lead alone"}},
		{[]string{"un", "south"}, nil, "north", 1, []string{"dropped: coordination.lead: the lead is left out, and north is the first to lead"}},
		{[]string{"south"}, nil, "un", 2, []string{"dropped: coordination.successor.next: south is left out"}},
		{[]string{"ngo"}, nil, "un", 3, []string{"dropped: coordination.co_chairs: ngo is left out"}},
		{nil, []string{"start=2001-08"}, "south", 2,
			[]string{"dropped: coordination.lead: the lead is not there in the months that are simulated (2001-08 to 2003-07), and south is the first to lead"}},
	} {
		s := mustParse(t, text, Options{Without: c.without, Set: c.set})
		if got := s.Config.Mediators[s.Arm.Lead].ID; got != c.lead || len(s.Config.Terms(&s.Arm)) != c.terms {
			t.Errorf("without %s: %s leads, %+v", c.without, got, s.Config.Terms(&s.Arm))
		}
		for _, want := range c.want {
			if got := notes.Texts(s.Notes, notes.Answer); !slices.Contains(got, want) {
				t.Errorf("without %s: %s", c.without, strings.Join(got, "\n"))
			}
		}
	}
}

// On top of every answer stands how many doubts check lists, reason by reason.
func TestAnswersSayHowManyDoubtsThereAre(t *testing.T) {
	const want = "values without effect in this war, or with another than the name says, as parley check test.toml lists them: "
	const ends = "[shock.a]\nstart = \"2001-02\"\ninterest.un = 0.1\nend = \"2001-03\"\n"
	for n, more := range map[string]string{
		"1": ends,
		"3": ends + "[shock.b]\nstart = \"2001-02\"\n[issue.flag]\nsalience = { government = 0, rebels = 0 }\n", // two reasons, and a note of its own
	} {
		if got := mustParse(t, said+more, Options{}).Config.Notes; !slices.Contains(got, want+n) {
			t.Errorf("%s: %q", n, got)
		}
	}
}

func TestNotesSayThatTheLeadIsLeftOut(t *testing.T) {
	got := notesOf(t, said, Options{Without: []string{"un"}})
	if want := "dropped: coordination.lead: the lead is left out"; !slices.Contains(got, want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}
