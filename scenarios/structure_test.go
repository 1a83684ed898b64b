package scenarios

import (
	"reflect"
	"strings"
	"testing"

	"parley/agents"
	"parley/sim"
)

func TestALevelFixesASwitchAndAListWeighsIt(t *testing.T) {
	s := mustParse(t, small+"[structure]\nattention = \"queue\"\nneeds = [1, 0, 3]\n", Options{Set: []string{"structure.hurt=absolute", "structure.table=[0, 2]"}})
	p := &s.Config.Parameters
	if !p.Set[sim.SwitchAttention] || p.Value[sim.SwitchAttention] != float64(sim.AttentionQueue) || !p.Set[sim.SwitchHurt] || p.Value[sim.SwitchHurt] != sim.HurtAbsolute {
		t.Errorf("attention and hurt: %v, %v", p.Set[sim.FirstSwitch:], p.Value[sim.FirstSwitch:])
	}
	if p.Set[sim.SwitchNeeds] || p.LevelWeights(sim.SwitchNeeds) != [sim.MaxLevels]float64{1, 0, 3} {
		t.Errorf("needs: fixed %t, weights %v", p.Set[sim.SwitchNeeds], p.LevelWeights(sim.SwitchNeeds))
	}
	for q, want := range map[sim.Parameter]bool{sim.SwitchAttention: false, sim.SwitchNeeds: true, sim.SwitchTable: false, sim.SwitchParties: true} {
		if got := p.Draws(q); got != want {
			t.Errorf("%s is drawn: %t, want %t", sim.ParameterTable[q].ID, got, want)
		}
	}
	if got := p.LevelWeights(sim.SwitchParties); got != [sim.MaxLevels]float64{1, 1, 1} {
		t.Errorf("what is not given weighs %v, want all levels alike", got)
	}
	for path, want := range map[string]string{"structure.attention": `"queue"`, "structure.needs": "[1, 0, 3]", "structure.parties": "drawn, all levels alike"} {
		if e := entryOf(t, s, path); e.Value != want && e.Value != strings.Trim(want, `"`) {
			t.Errorf("%s is shown as %s, want %s", path, e.Value, want)
		}
	}
}

func TestALaterLayerReplacesLevelByWeightsAndWeightsByLevel(t *testing.T) {
	text := small + "[structure]\nattention = \"queue\"\nneeds = [1, 0, 3]\n"
	p := mustParse(t, text, Options{Set: []string{"structure.attention=[1, 1, 0]", "structure.needs=blind"}, Prior: true}).Config.Parameters
	if p.Set[sim.SwitchAttention] || p.LevelWeights(sim.SwitchAttention) != [sim.MaxLevels]float64{1, 1, 0} {
		t.Errorf("attention: fixed %t, weights %v", p.Set[sim.SwitchAttention], p.LevelWeights(sim.SwitchAttention))
	}
	if !p.Set[sim.SwitchNeeds] || p.Value[sim.SwitchNeeds] != sim.NeedsBlind || p.Weight[sim.SwitchNeeds] != [sim.MaxLevels]float64{} {
		t.Errorf("needs: %v at %g, weights %v", p.Set[sim.SwitchNeeds], p.Value[sim.SwitchNeeds], p.Weight[sim.SwitchNeeds])
	}
}

func TestFaultsOfAStructure(t *testing.T) {
	for set, want := range map[string]string{
		"structure.attention=quue":         "want one of dilute, queue, unlimited; did you mean queue?",
		"structure.attention=1":            "want one of dilute, queue, unlimited, or the weights of these in this order",
		"structure.attention=[1, 1]":       "want 3 weights, of dilute, queue, unlimited",
		"structure.hurt=[1, 1, 1]":         "want 2 weights, of relative, absolute",
		"structure.needs=[0, 0, 0]":        "not all 0",
		"structure.needs=[1, -1, 1]":       "for a weight",
		"structure.needs=[1, \"x\", 1]":    "for a weight",
		"structure.atention=queue":         "did you mean attention?",
		"model.attention=queue":            "it belongs in [structure]",
		"parameters.structure.needs=blind": "parameters.structure",
	} {
		_, err := Parse("test.toml", []byte(small), Options{Set: []string{set}})
		wantFault(t, err, want)
	}
}

// Every level that the engine has can be written, and means that level.
func TestEverySwitchIsAKeyOfStructure(t *testing.T) {
	for q := sim.FirstSwitch; q < sim.NumParameters; q++ {
		info := &sim.ParameterTable[q]
		for level := range info.Levels {
			p := mustParse(t, small, Options{Set: []string{info.ID + "=" + info.Levels[level].ID}}).Config.Parameters
			if !p.Set[q] || p.Value[q] != float64(level) {
				t.Errorf("%s = %s is %v", info.ID, info.Levels[level].ID, p.Value[q])
			}
		}
	}
}

func TestAPartyWhoseStrategyIsNotSetBehavesAsTheStructureSays(t *testing.T) {
	s := mustParse(t, small+"[front.main]\nfirst = \"government\"\nsecond = \"rebels\"\n[party.elders]\nstrategy = \"hardliner\"\n", Options{})
	levels := sim.ParameterTable[sim.SwitchParties].Levels
	for i, p := range s.Config.Parties {
		var want []sim.PartyStrategy
		if p.ID == "elders" {
			how, _ := agents.Named(agents.Parties(), "hardliner")
			want = append(want, how.New(how.With(nil)))
		} else {
			for _, level := range levels {
				how, _ := agents.Named(agents.Parties(), level.ID)
				want = append(want, how.New(how.With(nil)))
			}
		}
		if got := made(p.Strategy); !reflect.DeepEqual(got, want) || (p.StrategyName == "") != (len(want) > 1) {
			t.Errorf("party %d, %s: %v named %q, want %v", i, p.ID, got, p.StrategyName, want)
		}
	}
}

func TestAnIssueCanBeAboutTheCeasefire(t *testing.T) {
	for text, want := range map[string]bool{"ceasefire = true": true, "ceasefire = false": false, "": false} {
		s := mustParse(t, strings.Replace(small, "[issue.power]", "[issue.power]\n"+text, 1), Options{})
		if got := s.Config.Issues[0].Ceasefire; got != want || s.Config.Issues[1].Ceasefire {
			t.Errorf("%q: %t, want %t", text, got, want)
		}
	}
	_, err := Parse("test.toml", []byte(small), Options{Set: []string{"issue.power.ceasefire=1"}})
	wantFault(t, err, "want true or false")
}

func TestDatesAfterTheHorizonAreThoseOfImplementation(t *testing.T) {
	text := strings.NewReplacer("[mediator.north]", "[mediator.north]\nenter = \"2003-02\"", "[mediator.ngo]", "[mediator.ngo]\nexit = \"2003-06\"",
		"start = \"2001-06\"\nend = \"2001-08\"", "start = \"2003-03\"").Replace(small) + `[mediator.iran]
strategy = "scripted"
[act.late]
mediator = "iran"
role = "monitor"
start = "2003-11"
end = "2003-12"
`
	s := mustParse(t, text, Options{})
	if m := mediatorBy(t, s, "north"); m.Enter != 25 {
		t.Errorf("north enters in round %d, want 25", m.Enter)
	}
	if m := mediatorBy(t, s, "ngo"); m.Exit != 30 {
		t.Errorf("ngo is gone from round %d, want 30", m.Exit)
	}
	if x := s.Config.Shocks[0]; x.Start != 26 || x.End != 26 {
		t.Errorf("shock %d to %d, want 26", x.Start, x.End)
	}
	acts := mediatorBy(t, s, "iran").Strategy().Propose(&sim.MediatorView{MonthView: &sim.MonthView{Round: 35}}, nil, nil)
	if len(acts) != 1 {
		t.Errorf("%d acts in the last month of implementation, want 1", len(acts))
	}
	_, err := Parse("test.toml", []byte(strings.Replace(text, "2003-12", "2004-01", 1)), Options{})
	wantFault(t, err, "outside the months that are simulated: want 2001-01 to 2003-12")
}

// Time zero of the relative cost of war is the intensity that the war then has.
func TestAWarOfIntensityZeroIsOneOfTheLeastIntensity(t *testing.T) {
	tallies := map[string][sim.NumEndReasons]int{}
	for _, intensity := range []string{"0", "1e-9", "0.01", "0.2"} {
		s := mustParse(t, small+"[front.main]\n", Options{Set: []string{"front.main.intensity=" + intensity, "coding.margin=0"}})
		w, err := sim.NewWorld(s.Config)
		if err != nil {
			t.Fatal(err)
		}
		tally := tallies[intensity]
		for k := range 100 {
			out := w.Run(&s.Arm, sim.NewSeed(1), k)
			tally[out.End]++
		}
		tallies[intensity] = tally
	}
	for intensity, tally := range tallies {
		if tally != tallies["0.2"] {
			t.Errorf("at intensity %s the endings are %v, at .2 %v", intensity, tally, tallies["0.2"])
		}
	}
}
