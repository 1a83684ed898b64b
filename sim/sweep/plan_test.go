package sweep

import (
	"encoding/json"
	"reflect"
	"testing"
)

func TestBadPlans(t *testing.T) {
	million := factors(t, "a=0:1:1000000", "b=0:1:1000000")
	huge := factors(t, "a=0:1:1000000000", "b=0:1:1000000000", "c=0:1:1000000000")
	many := make([]Factor, MaxSobol+1)
	for i := range many {
		many[i] = Factor{Path: string(rune('a'+i/26)) + string(rune('a'+i%26)), Range: &Range{High: 1}}
	}
	one := factors(t, "a=0:1:3")
	tests := []struct {
		plan Plan
		want string
	}{
		{Plan{Design: Grid, Reps: 1, Factors: million}, "2000000000 points or more: want at most 1000000000"},
		{Plan{Design: Grid, Reps: 1, Factors: huge}, "2000000000 points or more: want at most 1000000000"},
		{Plan{Design: OneAtATime, Reps: 1, Factors: huge}, "2000000000 points or more: want at most 1000000000"},
		{Plan{Design: Random, Reps: 1, Points: MaxPoints + 1, Factors: one}, "1000000001 points or more: want at most 1000000000"},
		{Plan{Design: Random, Reps: 1, Factors: one}, "points = 0: design random wants to know how many, at least 1"},
		{Plan{Design: Grid, Reps: 1, Points: 5, Factors: one}, "points = 5: design grid has as many as its levels make"},
		{Plan{Design: "grit", Reps: 1}, "design = grit: want one of [grid random lhs sobol one-at-a-time table]"},
		{Plan{Design: Grid}, "reps = 0: want 1 to 1000000000"},
		{Plan{Design: Grid, Reps: 1, Factors: factors(t, "a=0:1")}, "a = 0:1: design grid wants levels, as low:high:count"},
		{Plan{Design: Grid, Reps: 1, Factors: factors(t, "a=0,1", "a=2")}, "a: varied twice"},
		{Plan{Design: Grid, Reps: 1, Factors: []Factor{{Path: "a"}}}, "a: no levels"},
		{Plan{Design: Sobol, Reps: 1, Points: 1}, "design sobol wants something to vary"},
		{Plan{Design: Sobol, Reps: 1, Points: 1, Factors: many}, "129 factors: design sobol knows at most 128"},
		{Plan{Design: Table, Reps: 1, Factors: []Factor{{Path: "a"}}}, "the table has no rows"},
	}
	for _, test := range tests {
		if err := test.plan.Validate(); err == nil || err.Error() != test.want {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
	}
}

func TestTheLargestPlan(t *testing.T) {
	p := Plan{Design: Grid, Reps: MaxReps, Factors: factors(t, "a=0:1:1000", "b=0:1:1000000")}
	n, err := p.Size()
	if err != nil || n != MaxPoints {
		t.Fatalf("%d points, %v", n, err)
	}
	if allocated := testing.AllocsPerRun(10, func() { _, _ = p.Size() }); allocated != 0 {
		t.Errorf("%g allocations to count the points", allocated)
	}
	if got := p.Overrides(p.Point(n - 1)); !reflect.DeepEqual(got, []string{"a=1", "b=1"}) {
		t.Errorf("last point %v", got)
	}
}

func TestHashNamesWhatDecidesResults(t *testing.T) {
	base := func() Plan {
		return Plan{Scenario: "a.toml", ScenarioHash: "h", Set: []string{"x=1"}, Without: []string{"usa"}, Design: Sobol, Points: 8,
			Factors: factors(t, "a=0:1", "b=un,iran"), Reps: 10, Seed: 1, Compare: true, Regimes: []string{"lead"}}
	}
	want := base()
	changes := map[string]func(*Plan){
		"scenario":  func(p *Plan) { p.ScenarioHash = "i" },
		"set":       func(p *Plan) { p.Set[0] = "x=2" },
		"without":   func(p *Plan) { p.Without = nil },
		"design":    func(p *Plan) { p.Design = LatinCube },
		"points":    func(p *Plan) { p.Points++ },
		"range":     func(p *Plan) { p.Factors[0].Range.High = 2 },
		"levels":    func(p *Plan) { p.Factors[1].Levels[0] = "itd" },
		"order":     func(p *Plan) { p.Factors[0], p.Factors[1] = p.Factors[1], p.Factors[0] },
		"reps":      func(p *Plan) { p.Reps++ },
		"seed":      func(p *Plan) { p.Seed++ },
		"compare":   func(p *Plan) { p.Compare = false },
		"regimes":   func(p *Plan) { p.Regimes = nil },
		"histories": func(p *Plan) { p.Histories = true },
		"rows":      func(p *Plan) { p.Rows = [][]string{{"1"}} },
	}
	seen := map[string]string{want.Hash(): "base"}
	for name, change := range changes {
		p := base()
		change(&p)
		if other, ok := seen[p.Hash()]; ok {
			t.Errorf("%s: the hash is that of %s", name, other)
		}
		seen[p.Hash()] = name
	}
	moved := base()
	moved.Scenario = "/elsewhere/b.toml"
	text, err := json.Marshal(&moved)
	var stored Plan
	if err != nil || json.Unmarshal(text, &stored) != nil || !reflect.DeepEqual(stored, moved) || stored.Hash() != want.Hash() {
		t.Errorf("a plan moved and stored: %+v, %v", stored, err)
	}
	empty, none := Plan{Factors: []Factor{}}, Plan{}
	if empty.Hash() != none.Hash() {
		t.Error("no factors: nil and empty differ")
	}
}

func TestIndices(t *testing.T) {
	for text, want := range map[string]Indices{
		"0":        {{0, 1}},
		"2,5-9,12": {{2, 3}, {5, 10}, {12, 13}},
		"0-3":      {{0, 4}},
	} {
		if want.String() != text {
			t.Errorf("%s: %s", text, want)
		}
		var added Indices
		for _, s := range want {
			for i := s.First; i < s.End; i++ {
				added = added.Add(i)
			}
		}
		if !reflect.DeepEqual(added, want) || added.Count() != want.Count() {
			t.Errorf("%s: added one by one: %v", text, added)
		}
	}
	spans := Indices{}.AddSpan(Span{1, 3}).AddSpan(Span{3, 5}).AddSpan(Span{9, 10})
	if spans.String() != "1-4,9" || spans.at(3) != 4 || spans.at(4) != 9 {
		t.Errorf("neighbours: %s", spans)
	}
	if (Indices{{End: 7}}).String() != "0-6" {
		t.Error("all points")
	}
}
