package abc

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// population is a weighted generation to propose from. A proposal is a step from one of
// its particles: normal in the numbers; in a level it stays, or draws from the prior
// (Toni & Stumpf 2010, Bioinformatics 26, 104-110).
type population struct {
	particles []Particle
	upTo      []float64 // cumulative weights
	cuts      [][]float64
	numbers   []int       // coordinates that are, in order
	root      [][]float64 // rows of the kernel's Cholesky factor over numbers, up to the diagonal
	white     [][]float64 // particles in the coordinates in which the kernel is round
}

// widening of the kernel's covariance, twice that of the population (Beaumont et
// al. 2009); ridge keeps it regular where a coordinate hardly varies; stay is the chance
// that a level is kept. Modelling choices but for the first.
const (
	widening = 2
	ridge    = 1e-8
	stay     = 0.5
)

func newPopulation(particles []Particle, cuts [][]float64) *population {
	p := &population{particles: particles, upTo: make([]float64, len(particles)), cuts: cuts}
	sum := 0.0
	for i := range particles {
		sum += particles[i].Weight
		p.upTo[i] = sum
	}
	for k := range particles[0].U {
		if p.cutsOf(k) == nil {
			p.numbers = append(p.numbers, k)
		}
	}
	if d := len(p.numbers); d > 0 {
		var chol mat.Cholesky
		if !chol.Factorize(p.covariance(d)) {
			panic("abc: the covariance of a population is not positive")
		}
		var lower mat.TriDense
		chol.LTo(&lower)
		for i := range d {
			p.root = append(p.root, mat.Row(nil, i, &lower)[:i+1])
		}
	}
	for i := range particles {
		p.white = append(p.white, p.whiten(particles[i].U))
	}
	return p
}

// cutsOf a coordinate, nil of a number.
func (p *population) cutsOf(k int) []float64 {
	if p.cuts == nil {
		return nil
	}
	return p.cuts[k]
}

func (p *population) covariance(d int) *mat.SymDense {
	mean := make([]float64, d)
	for i := range p.particles {
		for a, k := range p.numbers {
			mean[a] += float64(p.particles[i].Weight * p.particles[i].U[k])
		}
	}
	c := mat.NewSymDense(d, nil)
	for a := range d {
		for b := a; b < d; b++ {
			sum := 0.0
			for i := range p.particles {
				x, y := p.particles[i].U[p.numbers[a]]-mean[a], p.particles[i].U[p.numbers[b]]-mean[b]
				sum += float64(p.particles[i].Weight * x * y)
			}
			if a == b {
				sum += ridge
			}
			c.SetSym(a, b, widening*sum)
		}
	}
	return c
}

// whiten solves root x = the numbers of u.
func (p *population) whiten(u []float64) []float64 {
	x := make([]float64, len(p.numbers))
	for i, k := range p.numbers {
		x[i] = u[k]
		for j := range i {
			x[i] -= float64(p.root[i][j] * x[j])
		}
		x[i] /= p.root[i][i]
	}
	return x
}

// propose draws from the mixture of kernels, again until the point lies in the cube.
func (p *population) propose(luck *stream, u []float64) {
	z := make([]float64, len(p.numbers))
	for {
		at := sort.SearchFloat64s(p.upTo, luck.uniform()*p.upTo[len(p.upTo)-1])
		from := p.particles[min(at, len(p.particles)-1)].U
		if p.step(luck, from, z, u) {
			p.jump(luck, from, u)
			return
		}
	}
}

// step away from a particle, a number at a time: most steps leave the cube, and
// the first number to leave it ends them. z is scratch.
func (p *population) step(luck *stream, from, z, u []float64) (inside bool) {
	for i, k := range p.numbers {
		z[i], u[k] = luck.normal(), from[k]
		for j, r := range p.root[i] {
			u[k] += float64(r * z[j])
		}
		if u[k] < 0 || u[k] >= 1 {
			return false
		}
	}
	return true
}

// jump in the levels. Where in its level a point lies means nothing.
func (p *population) jump(draws *stream, from, u []float64) {
	for k, cuts := range p.cuts {
		if cuts == nil {
			continue
		}
		if u[k] = from[k]; draws.uniform() >= stay {
			u[k] = draws.uniform()
		}
	}
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

// weigh sets the weights of particles proposed from p: prior over proposal, up to
// a factor that all share, then scaled to sum to 1.
func (p *population) weigh(particles []Particle) {
	logs := make([]float64, len(particles))
	for i := range particles {
		logs[i] = -p.logDensity(particles[i].U)
	}
	most, sum := slices.Max(logs), 0.0
	for i := range particles {
		particles[i].Weight = math.Exp(logs[i] - most)
		sum += particles[i].Weight
	}
	for i := range particles {
		particles[i].Weight /= sum
	}
}

// logDensity of a proposal against the prior, up to a constant.
func (p *population) logDensity(u []float64) float64 {
	x := p.whiten(u)
	sum := 0.0
	for i, y := range p.white {
		d := 0.0
		for k := range x {
			d += float64((x[k] - y[k]) * (x[k] - y[k]))
		}
		sum += float64(p.particles[i].Weight * p.jumpDensity(p.particles[i].U, u) * math.Exp(-d/2))
	}
	return math.Log(math.Max(sum, math.SmallestNonzeroFloat64))
}

// jumpDensity of levels from those of a particle, against the prior.
func (p *population) jumpDensity(from, to []float64) float64 {
	density := 1.0
	for k, cuts := range p.cuts {
		if cuts == nil {
			continue
		}
		factor := 1 - stay
		a, width := level(cuts, to[k])
		if b, _ := level(cuts, from[k]); a == b {
			factor += stay / width
		}
		density *= factor
	}
	return density
}

// ESS is the effective sample size of weights that sum to 1 (Kong 1992).
func ESS(particles []Particle) float64 {
	sum := 0.0
	for i := range particles {
		sum += float64(particles[i].Weight * particles[i].Weight)
	}
	return 1 / sum
}
