package main

import (
	"encoding/json"
	"math"
	"testing"

	"parley/results/whatif"
	"parley/scenarios"
)

// What a page plays for itself is what the command line plays, history by history.
func TestAChangeInAPageIsThatOfTheCommandLine(t *testing.T) {
	const reps = 40
	tmpl, err := scenarios.Prepare("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	war := &whatif.War{Name: "tajikistan", Text: tmpl.Text(), Seed: 5}
	p, err := whatif.Open(war, whatif.Change{Set: []string{"coordination.lead=russia", "coordination.acceptance=0.9", "structure.attention=queue"}, Without: []string{"iran"}})
	if err != nil {
		t.Fatal(err)
	}
	var printed struct {
		Arms []struct {
			Name          string
			Settled, Kept struct{ Mean float64 }
			Incidence     []struct{ Settled float64 }
		}
	}
	text := output(t, "compare", "tajikistan", "--set", "coordination.lead=russia", "--set", "coordination.acceptance=0.9", "--set", "structure.attention=queue",
		"--without", "iran", "--seed", "5", "--reps", "40", "--format", "json")
	if err := json.Unmarshal([]byte(text), &printed); err != nil {
		t.Fatal(err)
	}
	count := func(share float64) int64 { return int64(math.Round(share * reps)) }
	compared := 0
	for _, x := range p.Answer(p.Play(0, reps), nil).Arms {
		for _, a := range printed.Arms {
			if a.Name != x.Name {
				continue
			}
			compared++
			if x.Now.Settled != count(a.Settled.Mean) || x.Now.Kept != count(a.Kept.Mean) {
				t.Errorf("%s: %d settled and %d kept, printed are %v and %v", x.Name, x.Now.Settled, x.Now.Kept, a.Settled.Mean, a.Kept.Mean)
			}
			for m := range a.Incidence {
				if x.Now.By[m] != count(a.Incidence[m].Settled) {
					t.Errorf("%s: %d settled by month %d, printed are %v", x.Name, x.Now.By[m], m+1, a.Incidence[m].Settled)
				}
			}
		}
	}
	if compared != 4 {
		t.Errorf("%d arms", compared)
	}
}
