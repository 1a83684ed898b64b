package scenarios

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"parley/sim"
)

func TestDefaults(t *testing.T) {
	s := mustParse(t, small, Options{Prior: true})
	c := s.Config
	p := c.Parties
	if p[0].Side != 1 || p[1].Side != -1 || !p[0].Essential || p[0].StrengthShare != sim.Exact(0.5) || p[0].Name != "government" || p[1].Trust != sim.Exact(0.25) {
		t.Errorf("parties %+v", p)
	}
	if f := c.Fronts; len(f) != 1 || f[0].ID != "main" || f[0].First != 0 || f[0].Second != 1 || f[0].Forts != 20 || f[0].OddsCoded || f[0].Intensity != sim.Exact(3) {
		t.Errorf("fronts %+v", f)
	}
	k := c.Issues[0]
	if k.Position[0] != sim.Exact(0) || k.Position[1] != sim.Exact(1) || k.Ideal[1] != sim.Exact(1) || k.Salience[0] != sim.Exact(1) || !k.Essential || k.Hard {
		t.Errorf("issue %+v", k)
	}
	un, ngo := mediatorBy(t, s, "un"), mediatorBy(t, s, "ngo")
	if un.InterestCoded || un.OutlineCoded || un.AcceptanceCoded || un.Leverage[0] != sim.Exact(0.25) || un.Consent[1] != sim.Exact(0.5) || un.Autonomy != sim.Exact(0.3) {
		t.Errorf("mediator %+v", un)
	}
	if un.Capability[sim.Convener] != sim.Exact(0.5) || un.Capability[sim.Unofficial] != sim.Exact(0) ||
		ngo.Capability[sim.Unofficial] != sim.Exact(1) || ngo.Capability[sim.Convener] != sim.Exact(0) {
		t.Error("profiles of the tracks")
	}
	if c.ConsensusCoded != sim.Exact(0.5) || c.ConsensusSet || c.Parameters != (sim.ParameterSet{}) {
		t.Errorf("consensus %+v, parameters %+v", c.ConsensusCoded, c.Parameters)
	}
	if s.Arm.Mechanisms != sim.AllMechanisms || s.Arm.Costs != sim.AllCosts || s.Arm.Name != "networked" {
		t.Errorf("arm %+v", s.Arm)
	}
}

func TestDefaultsThatFollowOtherKeys(t *testing.T) {
	text := strings.NewReplacer(
		"[party.rebels]", "[party.rebels]\n[party.elders]",
		"[issue.power]", "[front.war]\nfirst = \"rebels\"\nsecond = \"government\"\n[issue.power]\nposition.rebels = 0.8",
		"[mediator.un]", "[mediator.un]\nroles.convener = 1").Replace(small)
	s := mustParse(t, text, Options{})
	c := s.Config
	if c.Parties[2].Side != 0 || c.Parties[0].StrengthShare != sim.Exact(0.5) {
		t.Errorf("parties %+v", c.Parties)
	}
	if k := c.Issues[0]; k.Position[2] != sim.Exact(0.5) || k.Ideal[1] != sim.Exact(0.8) {
		t.Errorf("issue %+v", k)
	}
	if c.Fronts[0].First != 1 || c.Fronts[0].Second != 0 {
		t.Errorf("front %+v", c.Fronts[0])
	}
	if un := mediatorBy(t, s, "un"); un.Capability[sim.Convener] != sim.Exact(1) || un.Capability[sim.Monitor] != sim.Exact(0) {
		t.Errorf("unnamed roles are 0 once one is named: %v", un.Capability)
	}
}

func TestOneSideOfAFrontGivesTheOther(t *testing.T) {
	for given, want := range map[string][2]int{"first = \"rebels\"": {1, 0}, "second = \"government\"": {1, 0}, "second = \"rebels\"": {0, 1}, "held = 0.4": {0, 1}} {
		s := mustParse(t, small+"[front.f]\n"+given+"\n", Options{})
		if f := s.Config.Fronts[0]; f.First != want[0] || f.Second != want[1] {
			t.Errorf("%s: %d against %d", given, f.First, f.Second)
		}
	}
}

func TestCodersRanges(t *testing.T) {
	margins := "[coding]\nmargin = 0.2\nmargins.bias = 0.05\nmargins.intensity = 0.5\n"
	for _, c := range []struct {
		extra, set string
		get        func(*Scenario) sim.Coded
		want       sim.Coded
	}{
		{"", "mediator.un.interest=0.4", interestOfUN, sim.Exact(0.4)},
		{"", "mediator.un.interest=1", interestOfUN, sim.Exact(1)},
		{"", "mediator.un.interest=[0.4]", interestOfUN, sim.Coded{Low: 0.3, High: 0.5}},
		{"", "mediator.un.interest=[0.4, 0.2, 0.3]", interestOfUN, sim.Coded{Low: 0.1, High: 0.5}},
		{"", "mediator.un.interest=[0.95, 1]", interestOfUN, sim.Coded{Low: 0.85, High: 1}},
		{margins, "mediator.un.interest=[0.4, 0.4]", interestOfUN, sim.Coded{Low: 0.2, High: 0.6}},
		{"[coding]\nmargin = 0\n", "mediator.un.interest=[0.4, 0.4]", interestOfUN, sim.Exact(0.4)},
		{margins, "mediator.un.interest={low = 0.1, high = 0.9}", interestOfUN, sim.Coded{Low: 0.1, High: 0.9}},
		{margins, "mediator.un.bias=[0.4, 0.4]", biasOfUN, sim.Coded{Low: 0.35, High: 0.45}},
		{"", "mediator.un.roles.convener=[0, 0]", convenerOfUN, sim.Exact(0)},
		{"", "mediator.un.roles.convener=[0, 0.5]", convenerOfUN, sim.Coded{Low: 0, High: 0.6}},
		{"", "front.main.intensity=[3, 3.5]", intensity, sim.Coded{Low: 2.6, High: 3.9}},
		{margins, "front.main.intensity=[3, 3.5]", intensity, sim.Coded{Low: 2.5, High: 4}},
		{"", "party.rebels.optimism=[0.95, 0.95]", optimismOfRebels, sim.Coded{Low: 0.85, High: 0.99}},
	} {
		s := mustParse(t, small+"[front.main]\n"+c.extra, Options{Set: []string{c.set}})
		if got := c.get(s); !near(got, c.want) {
			t.Errorf("%s: %v, want %v", c.set, got, c.want)
		}
	}
}

func ofUN(s *Scenario) *sim.Mediator         { return &s.Config.Mediators[2] }
func interestOfUN(s *Scenario) sim.Coded     { return ofUN(s).Interest }
func biasOfUN(s *Scenario) sim.Coded         { return ofUN(s).Bias }
func convenerOfUN(s *Scenario) sim.Coded     { return ofUN(s).Capability[sim.Convener] }
func intensity(s *Scenario) sim.Coded        { return s.Config.Fronts[0].Intensity }
func optimismOfRebels(s *Scenario) sim.Coded { return s.Config.Parties[1].Optimism }

func TestParameters(t *testing.T) {
	s := mustParse(t, small+"[parameters]\nmode = \"point\"\nfear = 0\nattention = 4\n", Options{})
	p := s.Config.Parameters
	if p.Mode != sim.ParametersPoint || !p.Set[sim.ParamF0] || p.Value[sim.ParamF0] != 0 || p.Value[sim.ParamK] != 4 || p.Set[sim.ParamC] {
		t.Errorf("%+v", p)
	}
	if e := entryOf(t, s, "parameters.war_cost"); e.Value != "median of a number drawn log-uniformly from 0.002 to 0.015" || e.Origin != "default" {
		t.Errorf("%+v", e)
	}
}

func TestAScenarioBoundsAPrior(t *testing.T) {
	text := small + "[parameters]\nfear = [0.2, 0.3]\nwar_cost = [0.01, 0.02]\nends_otherwise = [0.01, 0.03]\n"
	s := mustParse(t, text, Options{})
	set := s.Config.Parameters
	if got, plain := len(sim.FreeParameters(&set)), len(sim.FreeParameters(&sim.ParameterSet{})); got != plain+1 {
		t.Errorf("%d parameters are drawn, want one more than by default", got)
	}
	middle := sim.PriorAt(set, []sim.Parameter{sim.ParamF0, sim.ParamC}, []float64{0.5, 0.5})
	if f, c := middle.Value[sim.ParamF0], middle.Value[sim.ParamC]; math.Abs(f-0.25) > 1e-12 || math.Abs(c-math.Sqrt(0.01*0.02)) > 1e-12 {
		t.Errorf("medians %g and %g, want the middle of 0.2 and 0.3, and the geometric mean of 0.01 and 0.02", f, c)
	}
	for i := range 200 {
		if f := sim.PriorDraw(set, sim.NewSeed(1), i).Value[sim.ParamF0]; f < 0.2 || f > 0.3 {
			t.Fatalf("draw %d of fear is %g", i, f)
		}
	}
	if e := entryOf(t, s, "parameters.war_cost"); e.Value != "drawn log-uniformly from 0.01 to 0.02" || !strings.HasPrefix(e.Origin, "test.toml:") {
		t.Errorf("%+v", e)
	}
	s = mustParse(t, text, Options{Set: []string{"parameters.fear=0.4"}})
	if p := s.Config.Parameters; !p.Set[sim.ParamF0] || p.Range[sim.ParamF0] != (sim.PriorRange{}) {
		t.Errorf("a number over a range: %+v", p)
	}
}

func TestBoundsOfAPriorChangeTheHashAndCalibrationDoesNot(t *testing.T) {
	hash := func(extra string) string {
		tmpl, err := Prepare(write(t, t.TempDir(), "war.toml", small+extra), Options{})
		if err != nil {
			t.Fatal(err)
		}
		return tmpl.Hash()
	}
	if hash("") == hash("[parameters]\nfear = [0.1, 0.4]\n") || hash("[parameters]\nfear = [0.1, 0.4]\n") == hash("[parameters]\nfear = [0.1, 0.3]\n") {
		t.Error("scenarios with other priors have one hash")
	}
	if hash("") != hash("[calibration]\nparticles = 100\nsummaries = [\"talks\"]\n") {
		t.Error("how a scenario is fitted changes its hash, and no history")
	}
}

func TestCalibrationTable(t *testing.T) {
	s := mustParse(t, small+"[calibration]\nsummaries = [\"talks\"]\nparticles = 100\nuntil = \"2001-06\"\n", Options{})
	c := s.Calibration
	until, _ := sim.ParseMonth("2001-06")
	if !slices.Equal(c.Summaries.V, []string{"talks"}) || c.Particles.V != 100 || c.Until.V != until || !c.Until.Set {
		t.Errorf("%+v", c)
	}
	if at := fmt.Sprintf("test.toml:%d: calibration.summaries", 2+strings.Count(small, "\n")); c.Summaries.Place() != at || c.Source.Place() != "" {
		t.Errorf("summaries at %q, want %q", c.Summaries.Place(), at)
	}
	if c := mustParse(t, small, Options{}).Calibration; c.Summaries.Set || c.Particles.Set || c.Until.Set {
		t.Errorf("%+v of none", c)
	}
}

func TestBoundsOfAPriorDoNotGoWithAPosterior(t *testing.T) {
	_, err := Load("tajikistan", Options{Set: []string{"parameters.fear=[0.1,0.2]", "parameters.mode=posterior"}})
	wantFault(t, err, "--set: parameters.fear = [0.1,0.2]: bounds of a prior, and the parameters come from a posterior")
}

func TestByteOrderMarkAndCarriageReturns(t *testing.T) {
	s := mustParse(t, "\xef\xbb\xbf"+strings.ReplaceAll(small, "\n", "\r\n"), Options{})
	if e := entryOf(t, s, "coordination.lead"); e.Origin != "test.toml:6" {
		t.Errorf("%+v", e)
	}
}
