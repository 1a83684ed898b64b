package abc

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"parley/sim"
	"parley/sim/sweep"
)

// stream is the luck of one proposal, apart from that of its history.
type stream struct{ source rand.PCG }

// newStream of a proposal of a generation.
func newStream(seed sim.Seed, number int) *stream {
	a, b := seed.Child(number).Words()
	return &stream{*rand.NewPCG(a, b)}
}

func (s *stream) uniform() float64 { return float64(s.source.Uint64()>>11) * (1.0 / (1 << 53)) }

// normal by inversion: one draw each.
func (s *stream) normal() float64 {
	return math.Sqrt2 * math.Erfinv(float64(2*(s.uniform()+1.0/(1<<54)))-1)
}

// Seeds of a generation: one for where proposals go, one for their histories.
const (
	proposalPart = iota
	historyPart
	parts
)

func (p *Problem) seed(generation, part int) sim.Seed { return p.Seed.Child(generation*parts + part) }

// generation takes the first proposals that are near enough. It returns nil when
// the budget ends first, and keeps what is begun in the state.
func (p *Problem) generation(ctx context.Context, s *State) (*State, error) {
	g := &search{p: p, s: s, tolerance: Farthest, number: len(s.Generations)}
	if g.number > 0 {
		g.from = newPopulation(s.Particles, p.Cuts)
		g.tolerance = nearest(s.Particles, p.keep(s))
	}
	if s.Begun != nil {
		g.next, g.accepted = s.Begun.Next, slices.Clone(s.Begun.Accepted)
	}
	if err := g.run(ctx); err != nil {
		return nil, err
	}
	if len(g.accepted) < p.Particles {
		return nil, nil
	}
	return g.finish(), nil
}

// nearest is the tolerance that keeps k of a population, or more where some are as far.
func nearest(particles []Particle, k int) float64 {
	sorted := slices.SortedFunc(slices.Values(particles), func(a, b Particle) int { return cmp.Compare(a.Distance, b.Distance) })
	return sorted[k-1].Distance
}

// search goes through the proposals of a generation by number.
type search struct {
	p         *Problem
	s         *State
	number    int
	from      *population
	tolerance float64
	next      int // proposals below are done
	accepted  []Particle
	saved     int
}

// batch of proposals for each worker between two looks.
const batch = 64

func (g *search) run(ctx context.Context) error {
	models := make([]Model, max(1, g.p.Workers))
	for i := range models {
		var err error
		if models[i], err = g.p.NewModel(); err != nil {
			return err
		}
	}
	results := make([]Particle, len(models)*batch)
	for len(g.accepted) < g.p.Particles && !g.spent() {
		if err := ctx.Err(); err != nil {
			return cmp.Or(g.save(), err)
		}
		if err := g.play(models, results); err != nil {
			return err
		}
		g.take(results)
		if g.next-g.saved >= checkpointPeriod && len(g.accepted) < g.p.Particles {
			if err := g.save(); err != nil {
				return err
			}
		}
		g.p.tell(g.s, g.next, g.accepted, g.tolerance)
	}
	return nil
}

// spent says that the budget is. Only the first generation may exceed it.
func (g *search) spent() bool { return g.number > 0 && g.s.Simulations+g.next >= g.p.Budget }

// play simulates the next proposals, each at its place.
func (g *search) play(models []Model, results []Particle) error {
	free := make(chan Model, len(models))
	for _, m := range models {
		free <- m
	}
	return sweep.Each(context.Background(), len(results), len(models), func() (Model, error) { return <-free, nil },
		func(m Model, i int) error {
			results[i] = g.simulate(m, g.next+i)
			return nil
		}, nil)
}

func (g *search) simulate(m Model, number int) Particle {
	x, values := Particle{U: make([]float64, len(g.p.Names)), Number: number}, make([]float64, len(g.p.Target))
	luck := newStream(g.p.seed(g.number, proposalPart), number)
	if g.from == nil {
		for k := range x.U {
			x.U[k] = luck.uniform()
		}
	} else {
		g.from.propose(luck, x.U)
	}
	m.Simulate(x.U, g.p.seed(g.number, historyPart), number, values)
	x.Distance = Distance(g.p.Target, values)
	return x
}

// take accepts in the order of numbers and forgets what lies behind the last
// that is needed.
func (g *search) take(results []Particle) {
	for i := range results {
		if len(g.accepted) == g.p.Particles || g.spent() {
			return
		}
		g.next++
		if results[i].Distance <= g.tolerance {
			g.accepted = append(g.accepted, results[i])
		}
	}
}

// save what is begun, for a state to go on from.
func (g *search) save() error {
	g.saved = g.next
	g.s.Begun = &Begun{Next: g.next, Accepted: slices.Clone(g.accepted)}
	if g.p.Checkpoint == nil {
		return nil
	}
	return g.p.Checkpoint(g.s)
}

// tell how far a generation is, beside the whole ones of a state.
func (p *Problem) tell(s *State, proposed int, accepted []Particle, tolerance float64) {
	if p.Progress == nil {
		return
	}
	p.Progress(Progress{Whole: s.Generations, Tolerance: tolerance, Proposed: proposed, Accepted: len(accepted),
		Particles: p.Particles, Simulations: s.Simulations + proposed, Budget: p.Budget})
}

// finish weighs the generation and closes it.
func (g *search) finish() *State {
	if g.from == nil {
		for i := range g.accepted {
			g.accepted[i].Weight = 1 / float64(len(g.accepted))
		}
	} else {
		g.from.weigh(g.accepted)
	}
	last := Generation{Tolerance: g.tolerance, Acceptance: float64(len(g.accepted)) / float64(g.next),
		ESS: ESS(g.accepted), Simulations: g.next}
	return &State{Target: g.s.Target, Simulations: g.s.Simulations + g.next, Particles: g.accepted,
		Generations: append(slices.Clone(g.s.Generations), last)}
}

// Summaries plays the histories of a state's particles again: [particle][summary].
func (p *Problem) Summaries(s *State) ([][]float64, error) {
	m, err := p.NewModel()
	if err != nil {
		return nil, err
	}
	out := make([][]float64, len(s.Particles))
	seed := p.seed(len(s.Generations)-1, historyPart)
	for i := range out {
		out[i] = make([]float64, len(p.Target))
		m.Simulate(s.Particles[i].U, seed, s.Particles[i].Number, out[i])
	}
	return out, nil
}
