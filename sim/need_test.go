package sim_test

import (
	"math"
	"testing"

	"parley/sim"
)

// onlooker does nothing and checks what it is shown.
type onlooker struct {
	t      *testing.T
	months *int
}

func (o onlooker) Propose(v *sim.MediatorView, _ *sim.Stream, acts []sim.Act) []sim.Act {
	for i, at := range v.At {
		want := math.Exp(v.Need[at] / v.Noise)
		if v.Others != nil {
			others := int(v.Others[at])
			for _, own := range v.Own {
				if own == int(at) { // a partner or a lead had it act
					others--
				}
			}
			want *= sim.Crowding(v.Candidates[i].Role, others)
		}
		if got := v.Pull[at]; math.Abs(got-want) > 1e-9*want {
			o.t.Errorf("month %d: a need of %g pulls with %g, want %g", v.Round, v.Need[at], got, want)
		}
	}
	*o.months++
	return acts
}

func TestNeedIsWhatPullIsMadeOf(t *testing.T) {
	c, months := testWar(), 0
	c.Mediators[0].Strategy = func() sim.MediatorStrategy { return onlooker{t, &months} }
	w := newWorld(t, c)
	for _, arm := range arms(1) {
		arm.Mechanisms = arm.Mechanisms.Without(sim.Allocate) // else a follower is not asked
		for k := range 5 {
			w.Run(&arm, sim.NewSeed(1), k)
		}
	}
	if months == 0 {
		t.Error("it was shown nothing")
	}
}
