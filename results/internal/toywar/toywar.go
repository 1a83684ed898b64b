// Package toywar is a war for tests of what is told of wars: it has no behaviour, and its
// counts are made up.
package toywar

import (
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// War of a year between a government and rebels, with three third parties.
func War() *sim.Config {
	between := []sim.Coded{sim.Exact(0), sim.Exact(1)}
	return &sim.Config{
		Title: "A small war", Start: sim.NewMonth(1993, 1), Months: 12, Implementation: 24,
		Parties: []sim.Party{
			{ID: "gov", Name: "Government of Ruritania", Side: 1, Essential: true, Optimism: sim.Coded{Low: 0.4, High: 0.6}},
			{ID: "reb", Name: "rebels (northern)", Side: -1, Essential: true,
				Factions: []sim.Faction{{ID: "hill", Name: "Hill bands"}}},
		},
		Fronts:    []sim.Front{{ID: "main", First: 0, Second: 1, Forts: 20}},
		Issues:    []sim.Issue{{ID: "power", Name: "Who governs", Essential: true, Position: between}, {ID: "land", Position: between}},
		Mediators: []sim.Mediator{{ID: "un", Name: "United Nations", Exit: 36}, {ID: "russia", Name: "Russia", Exit: 36}, {ID: "iran", Name: "Iran", Exit: 36}},
		Shocks:    []sim.Shock{{ID: "x1", Name: "A neighbour falls."}},
	}
}

// Arms of the ladder.
func Arms() []sim.Arm {
	return []sim.Arm{
		{Name: "networked", Regime: sim.RegimeNetworked},
		{Name: "lead", Regime: sim.RegimeLead},
		{Name: "informed", Regime: sim.RegimeInformed},
		{Name: "independent", Regime: sim.RegimeIndependent},
	}
}

// Count 100 replications in which arm a settles settled[a], always the first ones, half
// of them kept.
func Count(t *sweep.Tally, settled ...int64) *sweep.Tally {
	t.Replications = 100
	for a, x := range settled {
		arm := &t.Arms[a]
		arm.Came[sweep.Settled], arm.Came[sweep.Kept] = stats.Sums{N: 100, Sum: x, Squares: x}, stats.Sums{N: 100, Sum: x / 2, Squares: x / 2}
		arm.Came[sweep.Months] = stats.Sums{N: 100, Sum: 5*x + 7*10 + 12*(90-x), Squares: 25*x + 49*10 + 144*(90-x)}
		arm.Collapsed[6] = x - x/2
		arm.Ended[sim.EndSettlement][5], arm.Ended[sim.EndVictory][7], arm.Ended[sim.EndUnsettled][12] = x, 10, 90-x
		arm.Victories[1] = 10
		arm.OpenedIn[2], arm.TruceIn[1] = 60, 30
		arm.Sums[outcome.Index("ceasefires")].Sum = 45
		arm.Issues[0].In[4], arm.Issues[0].Position = x, x*sweep.PositionUnit/4
	}
	for _, c := range t.Contrasts {
		if len(c.Weights) != 2 {
			continue
		}
		a, b := settled[c.Weights[0].Arm], settled[c.Weights[1].Arm]
		both, most := min(a, b), max(a, b)
		product := 25*both + 5*12*(most-both) + 49*10 + 144*(90-most)
		x, y := t.Arms[c.Weights[0].Arm].Came[sweep.Months], t.Arms[c.Weights[1].Arm].Came[sweep.Months]
		c.Sums[sweep.Settled] = stats.Sums{N: 100, Sum: a - b, Squares: most - both}
		keptA, keptB := (a-both)/2, (b-both)/2 // in one of them only
		c.Sums[sweep.Kept] = stats.Sums{N: 100 - most/2 + keptA + keptB + both/2, Sum: keptA - keptB, Squares: keptA + keptB}
		c.Sums[sweep.Months] = stats.Sums{N: 100, Sum: x.Sum - y.Sum, Squares: x.Squares + y.Squares - 2*product}
	}
	return t
}
