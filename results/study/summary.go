package study

import (
	"context"

	"golang.org/x/sync/errgroup"

	"parley/sim"
	"parley/sim/stats"
)

// Report is what a study came to.
type Report struct {
	Scenario string `json:"scenario"`
	Title    string `json:"title"`
	Lead     string `json:"lead"`
	Draws    int    `json:"draws"`
	Seed     int64  `json:"seed"`
	// Histories played in all.
	Histories  int             `json:"histories"`
	Levels     []Level         `json:"levels"`
	Effects    []Effect        `json:"effects"`
	KeptEffect []Effect        `json:"kept_effects"`
	Moderators []Moderator     `json:"moderators"`
	Structure  []LevelEffect   `json:"structure"`
	Mechanisms []Worth         `json:"mechanisms"`
	Curves     []Curve         `json:"curves"`
	Balance    Balance         `json:"balance"`
	Sides      []Effect        `json:"balance_effects"`
	Roles      *Roles          `json:"roles,omitempty"`
	Codings    []CodedHeadline `json:"codings,omitempty"`
}

// Level is the share settled and kept of an arm, over draws.
type Level struct {
	Arm     string   `json:"arm"`
	Settled Interval `json:"settled"`
	Kept    Interval `json:"kept"`
	// Quantiles of the draws' shares settled, at .05, .25, .5, .75 and .95.
	Quantiles [5]Number `json:"quantiles"`
}

// Worth is what a mechanism does, taken out of all and alone.
type Worth struct {
	Mechanism   string `json:"mechanism"`
	LeaveOneOut Effect `json:"leave_one_out"`
	AddOne      Effect `json:"add_one"`
}

// Run plays a study and reports it. Draws are at place by their number, so the
// report does not depend on the workers. The rows are Report's raw material.
func Run(ctx context.Context, s *Study) (*Report, *Rows, error) {
	blocks, balance := s.blocks()
	p := &progress{total: s.histories(blocks), tell: s.Progress}
	draws, err := s.play(ctx, blocks, p)
	if err != nil {
		return nil, nil, err
	}
	codings, err := s.playCodings(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	out := &Report{
		Scenario: s.Config.Name, Title: s.Config.Title, Draws: s.Draws, Seed: s.Seed, Histories: p.total,
		Balance: balance, Codings: codings,
	}
	if s.Arm.Lead >= 0 {
		out.Lead = s.Config.Mediators[s.Arm.Lead].ID
	}
	s.estimate(out, blocks, draws)
	return out, newRows(blocks, draws), nil
}

// job is a part of the estimation that can go on beside the others.
type job func()

func (s *Study) estimate(out *Report, blocks []block, draws []draw) {
	r := newResampler(len(draws))
	jobs := s.effectJobs(out, r, blocks, draws)
	jobs = append(jobs, func() { out.Levels = levels(r, &blocks[inRegimes], draws) })
	n := numbers(s.Config)
	out.Curves = make([]Curve, len(curves))
	for i, at := range curves {
		jobs = append(jobs, func() {
			c := newCurve(draws, &blocks[inNumbers], n, at)
			out.Curves[i] = c.report(r, n, at)
		})
	}
	jobs = append(jobs, func() {
		b := &blocks[inRegimes]
		c := newContrast(draws, inRegimes, b.arm(sim.RegimeLead.String()), b.arm(sim.RegimeNetworked.String()), false)
		free := sim.FreeParameters(&s.Config.Parameters)
		out.Moderators = moderators(draws, free, c.difference)
		out.Structure = byStructure(r, draws, free, c.difference)
	})
	if len(s.Record) > 0 {
		jobs = append(jobs, func() {
			roles := reportRoles(s.Config, draws, s.Record)
			out.Roles = &roles
		})
	}
	var g errgroup.Group
	g.SetLimit(max(1, s.Workers))
	for _, j := range jobs {
		g.Go(func() error { j(); return nil })
	}
	_ = g.Wait() // jobs have no errors
}

// effectJobs fill every effect of the report, each at its own place.
func (s *Study) effectJobs(out *Report, r *resampler, blocks []block, draws []draw) (jobs []job) {
	fill := func(to *Effect, in int, a, b string, kept bool) {
		jobs = append(jobs, func() {
			c := newContrast(draws, in, blocks[in].arm(a), blocks[in].arm(b), kept)
			*to = c.effect(r, a, b)
		})
	}
	headline := headlineContrasts()
	out.Effects, out.KeptEffect = make([]Effect, len(headline)), make([]Effect, len(headline))
	for i, c := range headline {
		fill(&out.Effects[i], inRegimes, c[0], c[1], false)
		fill(&out.KeptEffect[i], inRegimes, c[0], c[1], true)
	}
	out.Mechanisms = make([]Worth, sim.NumMechanisms)
	for m := range sim.NumMechanisms {
		w := &out.Mechanisms[m]
		w.Mechanism = m.String()
		fill(&w.LeaveOneOut, inMechanisms, allMechanisms, withoutName(m), false)
		fill(&w.AddOne, inMechanisms, aloneName(m), noMechanism, false)
	}
	if out.Balance.Each > 0 {
		out.Sides = make([]Effect, 2)
		fill(&out.Sides[0], inBalance, bothSides, firstSide, false)
		fill(&out.Sides[1], inBalance, bothSides, secondSide, false)
	}
	return jobs
}

func levels(r *resampler, b *block, draws []draw) (list []Level) {
	for a := range b.arms {
		settled, kept := make([]float64, len(draws)), make([]float64, len(draws))
		for i := range draws {
			n := draws[i].blocks[inRegimes].arms[a]
			settled[i], kept[i] = float64(n.settled)/float64(n.n), float64(n.kept)/float64(n.n)
		}
		l := Level{Arm: b.arms[a].Name}
		l.Settled = r.interval(func(draws []int) float64 { return meanAt(settled, draws) })
		l.Kept = r.interval(func(draws []int) float64 { return meanAt(kept, draws) })
		order := stats.Sorted(settled)
		for i, q := range [...]float64{0.05, 0.25, 0.5, 0.75, 0.95} {
			l.Quantiles[i] = Number(stats.Quantile(order, q))
		}
		list = append(list, l)
	}
	return list
}
