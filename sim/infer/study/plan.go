// Package study explores what the model implies under its priors, before anything is
// fitted: many draws of the parameters and the structure, several experiments on each,
// and estimates over all draws. docs/studies/prior-plan.md lists every quantity and its
// estimator, and was written before the first study.
//
//  1. Blocks of arms that each draw plays: regimes, mechanisms, numbers of third
//     parties, balances of partisans. The arms of a block share their
//     replications and random streams.
//  2. A draw gives counts: settled, kept, and jointly by pairs of arms.
//  3. A contrast of two arms gives an effect over draws. What a draw shows
//     is the true effect and Monte Carlo noise; a mixture takes the noise out.
//  4. Intervals come from resamples of whole draws.
//  5. A Report has them all, and draws.csv the counts behind it.
//
// Beside these, who does what is compared with a coded record.
package study

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
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
		if side*c.Mediators[i].Bias.Middle() >= leastBias {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b int) int {
		return cmp.Compare(c.Mediators[b].Leverage[party].Middle(), c.Mediators[a].Leverage[party].Middle())
	})
	return list
}

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

// Study is what to play.
type Study struct {
	// Config of the war; parameters that it does not fix are drawn from the prior.
	Config *sim.Config
	// Arm of the scenario, with its lead.
	Arm sim.Arm
	// Draws of the parameters and the structure, from 1; an interval wants some.
	Draws   int
	Seed    int64
	Workers int
	Reps    Reps
	// Record, if there is one, is what the roles are compared with.
	Record []record.RoleEntry
	// Codings to repeat the headlines under.
	Codings []Coding
	// Progress, if set, is told how many histories are played; by one worker at a time.
	Progress func(done, total int)
}

// Coding is the war as somebody else codes it.
type Coding struct {
	Name   string
	Config *sim.Config
	Arm    sim.Arm
}

// draw is what came of one draw of the parameters.
type draw struct {
	parameters sim.ParameterSet
	blocks     []*sweep.Tally
	roles      roleCounts
}

// shares of an arm by draw, settled or kept.
func shares(draws []draw, block, arm int, m sweep.Measure) []float64 {
	return stats.Values(draws, func(d *draw) float64 {
		t := d.blocks[block]
		return float64(t.Arms[arm].Came[m].Sum) / float64(t.Replications)
	})
}

// Histories that the study will play.
func (s *Study) Histories() int {
	blocks, _ := s.blocks()
	return s.Draws*s.each(blocks) + s.CodingHistories()
}

// each is the histories of a draw.
func (s *Study) each(blocks []block) (n int) {
	for i := range blocks {
		n += len(blocks[i].arms) * blocks[i].reps
	}
	if len(s.Record) > 0 {
		n += s.Reps.Roles
	}
	return n
}

// Shuffles of the third parties' codings among Codings, if there are so many.
const Shuffles = 10

// CodingHistories are those under other codings, however many the draws.
func (s *Study) CodingHistories() int {
	return len(s.Codings) * s.Reps.Codings * len(headlineRegimes)
}

func (s *Study) tell(done int) {
	if s.Progress != nil {
		s.Progress(done, s.Histories())
	}
}

func (s *Study) playDraw(ctx context.Context, blocks []block, i int) (d draw, err error) {
	root := sim.NewSeed(s.Seed)
	c := *s.Config
	c.Parameters = sim.PriorDraw(c.Parameters, root, i)
	d.parameters = c.Parameters
	for b := range blocks {
		one, err := playBlock(ctx, &c, &blocks[b], root.Child(i), 1)
		if err != nil {
			return d, err
		}
		d.blocks = append(d.blocks, one)
	}
	if len(s.Record) > 0 {
		d.roles, err = newRoleTable(&c, s.Record).watch(&c, s.Arm, root.Child(i), s.Reps.Roles)
	}
	return d, err
}

func playBlock(ctx context.Context, c *sim.Config, b *block, seed sim.Seed, workers int) (*sweep.Tally, error) {
	t := sweep.NewTally(c, len(b.arms), sweep.Pairs(len(b.arms)))
	if len(b.arms) == 0 {
		return t, nil
	}
	err := sweep.Run(ctx, sweep.Cell{Config: c, Arms: b.arms, Tally: t, Seed: seed, Replications: b.reps, Workers: workers})
	for a := range t.Arms { // months and issues are not used, and draws are many
		t.Arms[a] = sweep.ArmTally{Came: t.Arms[a].Came}
	}
	return t, err
}
