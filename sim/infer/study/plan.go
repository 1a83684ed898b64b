package study

import (
	"cmp"
	"fmt"
	"slices"

	"parley/sim"
)

// Reps are the replications of each block in each draw.
type Reps struct {
	Regimes, Mechanisms, Numbers, Balance, Roles int
	// Codings are the replications of the headlines under other codings.
	Codings int
	// Corrections are the resamples, at most 1,000, behind the interval of a share that is
	// corrected for noise, where each is dear; 0 is 200.
	Corrections int
}

// PlannedReps are those of docs/studies/prior-plan.md.
var PlannedReps = Reps{Regimes: 300, Mechanisms: 80, Numbers: 80, Balance: 100, Roles: 20, Codings: 2000}

// Places of the blocks.
const (
	inRegimes = iota
	inMechanisms
	inNumbers
	inBalance
)

// blocks of every draw, and who is in the block of balance.
func (s *Study) blocks() ([]block, Balance) {
	balance, info := balanceBlock(s.Arm, s.Config, s.Reps.Balance)
	return []block{
		regimeBlock(s.Arm, s.Reps.Regimes), mechanismBlock(s.Arm, s.Reps.Mechanisms),
		numberBlock(s.Arm, s.Config, s.Reps.Numbers), balance,
	}, info
}

// block is arms that are played together in each draw.
type block struct {
	name string
	arms []sim.Arm
	reps int
}

// arm finds an arm by name; a name that is not there is a mistake in this package.
func (b *block) arm(name string) int {
	i := slices.IndexFunc(b.arms, func(a sim.Arm) bool { return a.Name == name })
	if i < 0 {
		panic("study: block " + b.name + " has no arm " + name)
	}
	return i
}

// lead names the lead's arm.
var lead = sim.RegimeLead.String()

// Regimes of the headline, the lead's first.
var headlineRegimes = []sim.Regime{sim.RegimeLead, sim.RegimeNetworked, sim.RegimeInformed, sim.RegimeIndependent}

// armOf a regime, which gives its name.
func armOf(base sim.Arm, r sim.Regime) sim.Arm {
	base.Regime, base.Name = r, r.String()
	return base
}

func regimeBlock(base sim.Arm, reps int) block {
	b := block{name: "regimes", reps: reps}
	for _, r := range headlineRegimes {
		b.arms = append(b.arms, armOf(base, r))
	}
	return b
}

// Names of arms of the block of mechanisms.
const (
	allMechanisms = "all"
	noMechanism   = "none"
)

func withoutName(m sim.Mechanism) string { return "without " + m.String() }
func aloneName(m sim.Mechanism) string   { return m.String() + " alone" }

func mechanismBlock(base sim.Arm, reps int) block {
	b := block{name: "mechanisms", reps: reps}
	add := func(name string, set sim.MechanismSet) {
		arm := armOf(base, sim.RegimeLead)
		arm.Name, arm.Mechanisms, arm.Costs = name, set, 0 // as compare --mechanisms
		b.arms = append(b.arms, arm)
	}
	add(allMechanisms, sim.AllMechanisms)
	add(noMechanism, 0)
	for m := range sim.NumMechanisms {
		add(withoutName(m), sim.AllMechanisms.Without(m))
		add(aloneName(m), sim.MechanismSet(0).With(m))
	}
	return b
}

// numbers of third parties that are tried, as far as there are so many, and all.
func numbers(c *sim.Config) []int {
	var n []int
	for _, k := range []int{1, 2, 3, 5, 8, 12, 20, 32, 64} {
		if k < len(c.Mediators) {
			n = append(n, k)
		}
	}
	return append(n, len(c.Mediators))
}

// curves of the block of numbers.
var curves = []sim.Regime{sim.RegimeNetworked, sim.RegimeLead}

func numberName(r sim.Regime, n int) string { return fmt.Sprintf("%s/%d", r, n) }

func numberBlock(base sim.Arm, c *sim.Config, reps int) block {
	b := block{name: "numbers", reps: reps}
	for _, regime := range curves {
		for _, n := range numbers(c) {
			arm := armOf(base, regime)
			arm.Name, arm.ThirdParties = numberName(regime, n), n
			if !sim.Regimes[regime].NeedsLead {
				arm.Lead = -1 // so that whoever could lead is no more there than others
			}
			b.arms = append(b.arms, arm)
		}
	}
	return b
}

// leastBias makes a third party a partisan; modelling choice.
const leastBias = 0.2

// Arms of the block of balance.
const (
	bothSides  = "both"
	firstSide  = "first"
	secondSide = "second"
)

// Balance says who the partisans are that take part.
type Balance struct {
	// Each is how many partisans take part in an arm; 0 if a side has fewer than two.
	Each int `json:"each"`
	// First and Second are partisans by leverage over their side, Both the mixed ones.
	First  []string `json:"first"`
	Second []string `json:"second"`
	Both   []string `json:"both"`
}

// partisans of the party with the given side, those with the most leverage over
// it first.
func partisans(c *sim.Config, side float64) (list []int) {
	party := slices.IndexFunc(c.Parties, func(p sim.Party) bool { return p.Side == side })
	if party < 0 {
		return nil
	}
	for i := range c.Mediators {
		if side*middle(c.Mediators[i].Bias) >= leastBias {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Compare(middle(c.Mediators[b].Leverage[party]), middle(c.Mediators[a].Leverage[party]))
	})
	return list
}

func middle(x sim.Coded) float64 { return (x.Low + x.High) / 2 }

func balanceBlock(base sim.Arm, c *sim.Config, reps int) (block, Balance) {
	first, second := partisans(c, 1), partisans(c, -1)
	k := min(len(first), len(second))
	b := block{name: "balance", reps: reps}
	info := Balance{Each: k}
	if k < 2 {
		info.Each = 0
		return b, info
	}
	half := (k + 1) / 2
	both := append(slices.Clone(first[:half]), second[:k-half]...)
	all := append(slices.Clone(first), second...)
	for _, side := range []struct {
		name string
		in   []int
		ids  *[]string
	}{{bothSides, both, &info.Both}, {firstSide, first[:k], &info.First}, {secondSide, second[:k], &info.Second}} {
		arm := armOf(base, sim.RegimeNetworked)
		arm.Name = side.name
		for _, i := range all {
			if !slices.Contains(side.in, i) {
				arm.Absent = arm.Absent.With(i)
			}
		}
		for _, i := range side.in {
			*side.ids = append(*side.ids, c.Mediators[i].ID)
		}
		b.arms = append(b.arms, arm)
	}
	return b, info
}
