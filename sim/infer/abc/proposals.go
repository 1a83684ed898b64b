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

// search goes through the proposals of a generation by number: those below Next are done.
type search struct {
	*Problem
	Begun
	state     *State
	number    int
	from      *population
	tolerance float64
	saved     int
}

// generation takes the first proposals that are near enough. It returns nil when
// the budget ends first, and keeps what is begun in the state.
func (p *Problem) generation(ctx context.Context, s *State) (*State, error) {
	g := &search{Problem: p, state: s, tolerance: Farthest, number: len(s.Generations)}
	if g.number > 0 {
		g.from = newPopulation(s.Particles, p.Cuts)
		nearest := slices.SortedFunc(slices.Values(s.Particles), func(a, b Particle) int { return cmp.Compare(a.Distance, b.Distance) })
		g.tolerance = nearest[p.keep(s)-1].Distance
	}
	if s.Begun != nil {
		g.Begun = Begun{s.Begun.Next, slices.Clone(s.Begun.Accepted)}
	}
	if err := g.run(ctx); err != nil || len(g.Accepted) < p.Particles {
		return nil, err
	}
	if err := p.weigh(ctx, g.number, g.from, g.Accepted); err != nil {
		return nil, cmp.Or(g.save(), err)
	}
	last := Generation{Tolerance: g.tolerance, Acceptance: float64(len(g.Accepted)) / float64(g.Next),
		ESS: ESS(g.Accepted), Simulations: g.Next}
	return &State{Target: s.Target, Simulations: s.Simulations + g.Next, Particles: g.Accepted,
		Generations: append(slices.Clone(s.Generations), last)}, nil
}

// batch of proposals for each worker between two looks.
const batch = 64

func (g *search) run(ctx context.Context) error {
	models := make([]Model, max(1, g.Workers))
	for i := range models {
		var err error
		if models[i], err = g.NewModel(); err != nil {
			return err
		}
	}
	results := make([]Particle, len(models)*batch)
	for len(g.Accepted) < g.Particles && !g.spent() {
		if err := ctx.Err(); err != nil {
			return cmp.Or(g.save(), err)
		}
		free := make(chan Model, len(models))
		for _, m := range models {
			free <- m
		}
		err := sweep.Each(context.Background(), len(results), len(models), func() (Model, error) { return <-free, nil },
			func(m Model, i int) error {
				results[i] = g.simulate(m, g.Next+i)
				return nil
			}, nil)
		if err != nil {
			return err
		}
		g.take(results)
		if g.Next-g.saved >= checkpointPeriod && len(g.Accepted) < g.Particles {
			if err := g.save(); err != nil {
				return err
			}
		}
		g.tell(g.state, g.Next, g.Accepted, g.tolerance)
	}
	return nil
}

// spent says that the budget is. Only the first generation may exceed it.
func (g *search) spent() bool { return g.number > 0 && g.state.Simulations+g.Next >= g.Budget }

func (g *search) simulate(m Model, number int) Particle {
	x, values := Particle{U: make([]float64, len(g.Names))}, make([]float64, len(g.Target))
	luck := newStream(g.seed(g.number, proposalPart), number)
	if g.from == nil {
		for k := range x.U {
			x.U[k] = luck.uniform()
		}
	} else {
		g.from.propose(luck, x.U)
	}
	m.Simulate(x.U, g.seed(g.number, historyPart), number, values)
	x.Distance = Distance(g.Target, values)
	return x
}

// take accepts in the order of numbers and forgets what lies behind the last
// that is needed.
func (g *search) take(results []Particle) {
	for i := range results {
		if len(g.Accepted) == g.Particles || g.spent() {
			return
		}
		g.Next++
		if results[i].Distance <= g.tolerance {
			g.Accepted = append(g.Accepted, results[i])
		}
	}
}

// save what is begun, for a state to go on from.
func (g *search) save() error {
	g.saved = g.Next
	g.state.Begun = &Begun{g.Next, slices.Clone(g.Accepted)}
	if g.Checkpoint == nil {
		return nil
	}
	return g.Checkpoint(g.state)
}

// tell how far a generation is, beside the whole ones of a state.
func (p *Problem) tell(s *State, proposed int, accepted []Particle, tolerance float64) {
	if p.Progress != nil {
		p.Progress(Progress{Whole: s.Generations, Tolerance: tolerance, Proposed: proposed, Accepted: len(accepted),
			Particles: p.Particles, Simulations: s.Simulations + proposed, Budget: p.Budget})
	}
}
