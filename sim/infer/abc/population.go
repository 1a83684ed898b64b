package abc

import (
	"cmp"
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"sort"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// population is a weighted generation to propose from. A proposal is a step from one of
// its particles: in each number normal and reflected at the ends of the cube; in a level
// it stays, or draws from the prior (Toni & Stumpf 2010, Bioinformatics 26, 104-110).
// From particles of the prior both propose the prior.
type population struct {
	particles []Particle
	upTo      []float64   // cumulative weights
	cuts      [][]float64 // by coordinate; nil of a number
	sd        []float64   // of the step by coordinate; levels have none
}

// widening of the step's variance, twice that of the population (Beaumont et al. 2009);
// ridge keeps it above 0 where a coordinate hardly varies; stay is the chance that a level
// is kept. Modelling choices but for the first.
const (
	widening = 2
	ridge    = 1e-8
	stay     = 0.5
)

func newPopulation(particles []Particle, cuts [][]float64) *population {
	p := &population{particles: particles, upTo: make([]float64, len(particles)), cuts: cuts, sd: make([]float64, len(particles[0].U))}
	if cuts == nil {
		p.cuts = make([][]float64, len(p.sd))
	}
	sum := 0.0
	for i := range particles {
		sum += particles[i].Weight
		p.upTo[i] = sum
	}
	_, c := Covariance(particles)
	for k := range p.sd {
		if p.cuts[k] == nil {
			p.sd[k] = math.Sqrt(widening * min(c[k][k]+ridge, priorVariance))
		}
	}
	return p
}

// propose draws from the mixture of kernels.
func (p *population) propose(draws *stream, u []float64) {
	at := sort.SearchFloat64s(p.upTo, draws.uniform()*p.upTo[len(p.upTo)-1])
	from := p.particles[min(at, len(p.particles)-1)].U
	for k := range u {
		switch {
		case p.cuts[k] == nil:
			u[k] = reflected(from[k] + float64(p.sd[k]*draws.normal()))
		case draws.uniform() < stay:
			u[k] = from[k]
		default: // where in its level a point lies means nothing
			u[k] = draws.uniform()
		}
	}
}

// reflected at 0 and 1, as often as it takes; 1 itself is outside.
func reflected(x float64) float64 {
	if x = math.Mod(math.Abs(x), 2); x > 1 {
		x = 2 - x
	}
	return min(x, math.Nextafter(1, 0))
}

// level of a coordinate, and the share of the prior that it has.
func level(cuts []float64, u float64) (at int, width float64) {
	low, high := 0.0, 1.0
	for at < len(cuts) && u >= cuts[at] {
		low = cuts[at]
		at++
	}
	if at < len(cuts) {
		high = cuts[at]
	}
	return at, high - low
}

// weighLast weighs the last generation by a better estimate of the likelihood. Noise of an estimate costs
// effective particles; only its bias moves the posterior (Andrieu & Roberts 2009, Ann. Stat. 37, 697-725).
func (p *Problem) weighLast(ctx context.Context, s *State) (*State, error) {
	if p.LastHistories == 0 || len(s.Generations) == 0 {
		return s, nil
	}
	last := *s
	last.Particles, last.Generations = slices.Clone(s.Particles), slices.Clone(s.Generations)
	n := len(last.Generations) - 1
	err := p.weigh(ctx, n, last.Particles, p.LastHistories)
	last.Generations[n].ESS = ESS(last.Particles)
	return &last, err
}

// weigh sets the weights of a generation's particles: prior over proposal, by a likelihood from
// so many histories if there is one, scaled to sum to 1.
func (p *Problem) weigh(ctx context.Context, generation int, particles []Particle, histories int) error {
	logs, n := stats.Values(particles, func(x *Particle) float64 { return x.Log }), min(histories, 1)*len(particles)
	luck := p.seed(generation, historyPart).Child(histories)
	err := sweep.Each(ctx, n, p.Workers, p.NewModel, func(m Model, i int) error {
		logs[i] += m.(Weigher).LogLikelihood(particles[i].U, luck, i, histories)
		return nil
	}, func(done, _ int) {
		if p.Progress != nil {
			p.Progress(Progress{Weighed: done, Particles: p.Particles})
		}
	})
	if err != nil {
		return err
	}
	most, sum := slices.Max(logs), 0.0
	for i := range particles {
		particles[i].Weight = math.Exp(logs[i] - most)
		sum += particles[i].Weight
	}
	for i := range particles {
		particles[i].Weight /= sum
	}
	return nil
}

// logDensity of a proposal against the prior, up to a constant.
func (p *population) logDensity(u []float64) float64 {
	sum := 0.0
	for i := range p.particles {
		density := p.particles[i].Weight
		for k := range u {
			if p.cuts[k] == nil {
				density *= stepDensity(p.particles[i].U[k], u[k], p.sd[k])
			} else {
				density *= jumpDensity(p.cuts[k], p.particles[i].U[k], u[k])
			}
		}
		sum += float64(density)
	}
	return math.Log(math.Max(sum, math.SmallestNonzeroFloat64))
}

// stepDensity of a reflected normal step, up to a constant. The images of a point that
// it leaves out lie two or more away, five of the widest step.
func stepDensity(from, to, sd float64) float64 {
	sum := 0.0
	for _, d := range [...]float64{to - from, to + from, 2 - to - from, 2 + to - from, 2 - to + from} {
		d /= sd
		sum += math.Exp(-float64(d*d) / 2)
	}
	return sum
}

// jumpDensity of a level from another, against the prior.
func jumpDensity(cuts []float64, from, to float64) float64 {
	a, width := level(cuts, to)
	if b, _ := level(cuts, from); a == b {
		return 1 - stay + stay/width
	}
	return 1 - stay
}

// ESS is the effective sample size of weights that sum to 1 (Kong 1992).
func ESS(particles []Particle) float64 {
	sum := 0.0
	for i := range particles {
		sum += float64(particles[i].Weight * particles[i].Weight)
	}
	return 1 / sum
}

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
	for i := range g.Accepted {
		if g.from != nil {
			g.Accepted[i].Log = -g.from.logDensity(g.Accepted[i].U)
		}
	}
	if err := p.weigh(ctx, g.number, g.Accepted, p.Histories); err != nil {
		return nil, cmp.Or(g.save(), err)
	}
	last := Generation{Tolerance: g.tolerance, Acceptance: float64(len(g.Accepted)) / float64(g.Next),
		ESS: ESS(g.Accepted), Simulations: g.Next}
	return &State{Target: s.Target, Simulations: s.Simulations + g.Next, Particles: g.Accepted,
		Generations: append(slices.Clone(s.Generations), last)}, nil
}

// look is how many proposals lie between two of which Progress hears.
const look = 64

var errEnough = errors.New("abc: enough")

// run takes proposals in the order of numbers, and forgets what lies behind the last that is needed.
func (g *search) run(ctx context.Context) error {
	if g.enough() {
		return nil
	}
	first := g.Next
	err := sweep.InOrder(ctx, math.MaxInt, g.Workers, g.NewModel,
		func(m Model, i int) (Particle, error) { return g.simulate(m, first+i), nil },
		func(_ int, x Particle) (err error) {
			if g.Next++; x.Distance <= g.tolerance {
				g.Accepted = append(g.Accepted, x)
			}
			switch {
			case g.enough():
				err = errEnough
			case g.Next-g.saved >= checkpointPeriod:
				err = g.save()
			}
			if err != nil || g.Next%look == 0 {
				g.tell(g.state, g.Next)
			}
			return err
		})
	switch {
	case errors.Is(err, errEnough):
		return nil
	case ctx.Err() != nil:
		return cmp.Or(g.save(), err)
	}
	return err
}

// enough particles, or all of the budget, which only the first generation may exceed.
func (g *search) enough() bool {
	return len(g.Accepted) == g.Particles || g.number > 0 && g.state.Simulations+g.Next >= g.Budget
}

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
func (p *Problem) tell(s *State, proposed int) {
	if p.Progress != nil {
		p.Progress(Progress{Whole: s.Generations, Simulations: s.Simulations + proposed, Budget: p.Budget})
	}
}
