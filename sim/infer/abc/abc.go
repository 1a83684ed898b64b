// Package abc infers parameters without a likelihood: approximate Bayesian
// computation by population Monte Carlo (Beaumont, Cornuet, Marin & Robert 2009,
// Biometrika 96, 983-990; Toni et al. 2009, J. R. Soc. Interface 6, 187-202). A
// generation proposes from the last one until enough proposals come as near to
// what was observed as half of the last did; the last one as near as the budget allows.
//
// Parameters are points of the unit cube, on which the prior is uniform. Proposals
// are numbered, and the first of them that are near enough are taken: by number,
// not by arrival, so that the result does not depend on the workers.
package abc

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math"

	"parley/sim"
)

// Problem is what to infer, and from what.
type Problem struct {
	// Names of the parameters; points have a coordinate in [0,1] for each.
	Names []string
	// Cuts are where the levels of a coordinate end, in [0,1], but for the last; nil for a
	// number. None at all is numbers only.
	Cuts [][]float64
	// Target are the observed summaries.
	Target []Summary
	// NewModel makes a simulator for one worker.
	NewModel func() (Model, error)
	// Histories of an estimate of the likelihood, where models are Weighers: of a particle that
	// others are proposed from, and of one of the last generation. 0 is without a likelihood.
	Histories, LastHistories int
	Seed                     sim.Seed
	// Particles in a generation, 10 or more.
	Particles int
	// Budget of simulations, which only the first generation may exceed; none starts that
	// would likely not end within it, and the last is one that uses what is left.
	Budget int
	// Workers simulating at once; below 1 is 1. They do not show in results.
	Workers int
	// Progress, if set, hears after each batch and each generation how it goes.
	Progress func(Progress)
	// Checkpoint, if set, is given states from which Run can go on, the last of them when
	// ctx ends. An error ends the run.
	Checkpoint func(*State) error
}

// Model simulates. It is used by one worker at a time.
type Model interface {
	// Simulate fills out with the summaries of a history with the parameters at u
	// and the luck of the given number; NaN is a summary that did not come about.
	Simulate(u []float64, luck sim.Seed, number int, out []float64)
}

// Weigher is a Model that has, beside the summaries, evidence with a likelihood.
type Weigher interface {
	// LogLikelihood at u, natural, from so many histories with the luck of the given number.
	LogLikelihood(u []float64, luck sim.Seed, number, histories int) float64
}

// Summary is an observed number.
type Summary struct {
	Name string `json:"name"`
	// Value observed; a difference up to Slack counts as none, >= 0, same unit.
	Value float64 `json:"value"`
	Slack float64 `json:"slack"`
	// Scale of what differences count beyond that, > 0, same unit.
	Scale float64 `json:"scale"`
	// Weight beside the other summaries, > 0.
	Weight float64 `json:"weight"`
}

// Progress of a calibration.
type Progress struct {
	// Whole generations; read only.
	Whole []Generation
	// Simulations in all, and the most there may be.
	Simulations, Budget int
	// Weighed is how many particles of the last generation have a likelihood, of all Particles.
	Weighed, Particles int
}

// Stopping rules; modelling choices.
const (
	keepShare        = 0.5   // of distances that the next generation must beat, but for the last
	leastAcceptance  = 0.001 // below which generations are not worth their cost
	mostGenerations  = 60
	checkpointPeriod = 20_000 // simulations
)

// Run goes on from a state, nil for the beginning, until the budget is spent,
// acceptance falls too low, or ctx ends, which Checkpoint is told of too. A state of
// another problem is an ErrTarget. The state that it returns is the last whole generation's.
func Run(ctx context.Context, p *Problem, s *State) (*State, error) {
	if s == nil {
		s = &State{Target: p.checksum()}
	}
	if s.Target != p.checksum() {
		return nil, ErrTarget
	}
	for !p.finished(s) {
		next, err := p.generation(ctx, s)
		if err != nil {
			return s, err
		}
		if next == nil {
			break
		}
		s = next
		p.tell(s, 0)
		if p.Checkpoint != nil {
			if err := p.Checkpoint(s); err != nil {
				return s, err
			}
		}
	}
	return p.weighLast(ctx, s)
}

// finished says that another generation would not pay, or not end within the budget.
func (p *Problem) finished(s *State) bool {
	n := len(s.Generations)
	if n == 0 {
		return false
	}
	last := &s.Generations[n-1]
	return n >= mostGenerations || last.Acceptance < leastAcceptance || last.Tolerance == 0 || p.keep(s) == len(s.Particles)
}

// keep is how many of a generation's particles lie within the tolerance of the next one, all
// if no next one would end within the budget: half of them, or, in the last generation, after
// which there could be no other half, as few as what is left will likely pay for.
func (p *Problem) keep(s *State) int {
	n := float64(p.Particles)
	again := n / s.Generations[len(s.Generations)-1].Acceptance // proposals for the same tolerance
	left := float64(p.Budget - s.Simulations)
	if left >= float64(again/keepShare)+float64(again/(keepShare*keepShare)) {
		return int(keepShare*(n-1)) + 1
	}
	// A share of n that were accepted less two standard errors: its own, and those of how many
	// proposals n took and will take.
	pessimistic := func(share float64) float64 {
		return share - float64(2*math.Sqrt((share+float64(share*share))/n))
	}
	k := 1
	for float64(k) < n && (left <= 0 || pessimistic(float64(k)/n) < again/left) {
		k++
	}
	return k
}

// State is a calibration on its way: whole generations, and what is begun.
type State struct {
	// Target is the checksum of what is fitted, by Problem.checksum.
	Target string `json:"target"`
	// Simulations of whole generations.
	Simulations int          `json:"simulations"`
	Generations []Generation `json:"generations"`
	// Particles of the last whole generation.
	Particles []Particle `json:"particles"`
	// Begun is the generation that is going on.
	Begun *Begun `json:"begun,omitempty"`
}

// Generation is what is remembered of one.
type Generation struct {
	// Tolerance that its particles keep, in [0, Farthest]; Farthest lets in everything.
	Tolerance float64 `json:"tolerance"`
	// Acceptance is the share of proposals that were near enough.
	Acceptance float64 `json:"acceptance"`
	// ESS is the effective sample size, 1 to the number of particles.
	ESS         float64 `json:"ess"`
	Simulations int     `json:"simulations"`
}

// Particle is a point of the cube with what came of it.
type Particle struct {
	U        []float64 `json:"u"`
	Weight   float64   `json:"weight"`
	Distance float64   `json:"distance"`
	// Log of prior over proposal, up to what all share.
	Log float64 `json:"log,omitempty"`
}

// Begun is a part of a generation: of all proposals below Next, those that were
// near enough.
type Begun struct {
	Next     int        `json:"next"`
	Accepted []Particle `json:"accepted"`
}

// ErrTarget is a state of a calibration of something else, or with another distance.
var ErrTarget = errors.New("abc: a state of a calibration with another distance")

// checksum names what is fitted, the distance to what was observed, and how it falls.
func (p *Problem) checksum() string {
	text, err := json.Marshal([]any{p.Names, p.Cuts, p.Target, Farthest, keepShare, "reflected", widening, stay, p.Histories, p.LastHistories})
	if err != nil {
		panic("abc: " + err.Error()) // a target is no number
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
