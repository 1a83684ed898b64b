package experiment

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"parley/sim/stats"
)

func TestLooksAreAnnounced(t *testing.T) {
	p := PlanPrecision(0.01, 10_000)
	want := []int{10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000}
	if !reflect.DeepEqual(p.Looks, want) {
		t.Errorf("looks %v", p.Looks)
	}
	near(t, "level of a look", p.LookLevel, 1-0.05/7, 1e-12)
	if p := PlanPrecision(0.01, 2*MostHistories); len(p.Looks) != 1 || p.LookLevel != stats.Level {
		t.Errorf("one look: %+v", p)
	}
}

func TestLooksStop(t *testing.T) {
	p := PlanPrecision(0.01, MostHistories/4)
	if p.Look(0.02) || p.Reached {
		t.Error("stopped too wide")
	}
	if !p.Look(0.009) || !p.Reached || p.Used != 2 {
		t.Errorf("did not stop: %+v", p)
	}
	p = PlanPrecision(0.01, MostHistories/2)
	p.Look(1)
	if !p.Look(1) || p.Reached {
		t.Errorf("the last look must stop without reaching: %+v", p)
	}
}

// Stopping at the first narrow interval favours those that happen to be narrow; coverage must hold
// all the same. Few discordant pairs make the width itself a matter of chance.
func TestCoverageUnderStopping(t *testing.T) {
	const trials, onlyA, onlyB = 2000, 0.012, 0.008
	draws := rand.New(rand.NewPCG(3, 5))
	held, stops := 0, map[int]int{}
	for range trials {
		p := &Precision{HalfWidth: 0.016, Looks: []int{200, 400, 800, 1600}, LookLevel: 1 - 0.05/4}
		var table stats.Table
		var d stats.Difference
		n := 0
		for _, look := range p.Looks {
			for ; n < look; n++ {
				switch u := draws.Float64(); {
				case u < onlyA:
					table[1][0]++
				case u < onlyA+onlyB:
					table[0][1]++
				default:
					table[0][0]++
				}
			}
			d = stats.ShareDifference(table, p.LookLevel)
			if p.Look(d.HalfWidth()) {
				break
			}
		}
		stops[p.Used]++
		if d.Low <= onlyA-onlyB && onlyA-onlyB <= d.High {
			held++
		}
	}
	if len(stops) < 2 {
		t.Errorf("the test does not stop at different looks: %v", stops)
	}
	if c := float64(held) / trials; c < stats.Level {
		t.Errorf("covers %.3f under stopping", c)
	}
}
