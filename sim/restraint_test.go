package sim_test

import (
	"testing"

	"parley/sim"
)

// restrained is a lead that plans for everybody and holds them back.
func restrained() sim.Arm {
	arm := testArm(sim.RegimeLead, 1)
	arm.Acceptance, arm.AcceptanceSet = 1, true
	return arm
}

func TestARestrainingLeadAsksNoMoreThanTheSidesCanTakeIn(t *testing.T) {
	const k = 3
	c := fixed(testWar(), sim.SwitchAttention, int(sim.AttentionDilute))
	c.Parameters.Fix(sim.ParamK, k)
	for i := range c.Mediators {
		m := &c.Mediators[i]
		m.Capacity, m.Autonomy = sim.Exact(3), sim.Exact(0)
		m.Interest, m.InterestCoded, m.Outline, m.OutlineCoded = sim.Exact(1), true, sim.Exact(0), true
	}
	w := newWorld(t, c)
	full, restrainedMonths := 0, 0
	for r := range 20 {
		arm := restrained()
		w.Observe(&arm, sim.NewSeed(5), r, func(month *sim.Seen) {
			var contacts [2]int
			for _, a := range month.Acts {
				if !a.Planned && a.Mediator != arm.Lead {
					return // somebody is outside the plan this month
				}
				for p := range contacts {
					if a.Party == sim.Everyone || a.Party == p {
						contacts[p]++
					}
				}
			}
			restrainedMonths++
			for p, n := range contacts {
				if n > k {
					t.Errorf("side %d is to take in %d contacts, can take in %d", p, n, k)
				}
				if n == k {
					full++
				}
			}
		})
	}
	if full == 0 || restrainedMonths < 50 {
		t.Errorf("%d months in which all were in the plan, %d times a side had all it can take: want many", restrainedMonths, full)
	}
}

func TestRestraintIsNothingWhereTheSidesTakeInEverything(t *testing.T) {
	c := testWar()
	c.Parameters.Fix(sim.ParamK, 1000)
	w := newWorld(t, c)
	free := restrained()
	free.Mechanisms = free.Mechanisms.Without(sim.Restrain)
	if differ(w, free, restrained(), 50) {
		t.Error("with attention for a thousand contacts restraint changes histories")
	}
}

func TestRestraintIsNothingWhereAttentionIsUnlimited(t *testing.T) {
	c := testWar()
	c.Parameters.Fix(sim.ParamK, 1)
	w := newWorld(t, fixed(c, sim.SwitchAttention, int(sim.AttentionUnlimited)))
	free := restrained()
	free.Mechanisms = free.Mechanisms.Without(sim.Restrain)
	if differ(w, free, restrained(), 50) {
		t.Error("with unlimited attention restraint changes histories")
	}
}
