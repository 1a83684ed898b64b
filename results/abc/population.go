package abc

import (
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/mat"
)

// population is a weighted generation to propose from.
type population struct {
	particles []Particle
	upTo      []float64   // cumulative weights
	root      [][]float64 // rows of the kernel's Cholesky factor, up to the diagonal
	white     [][]float64 // particles in the coordinates in which the kernel is round
}

// widening of the kernel's covariance, twice that of the population (Beaumont et
// al. 2009); ridge keeps it regular where a coordinate hardly varies.
const (
	widening = 2
	ridge    = 1e-8
)

func newPopulation(particles []Particle) *population {
	p := &population{particles: particles, upTo: make([]float64, len(particles))}
	sum := 0.0
	for i := range particles {
		sum += particles[i].Weight
		p.upTo[i] = sum
	}
	d := len(particles[0].U)
	var chol mat.Cholesky
	if !chol.Factorize(p.covariance(d)) {
		panic("abc: the covariance of a population is not positive")
	}
	var lower mat.TriDense
	chol.LTo(&lower)
	for i := range d {
		p.root = append(p.root, mat.Row(nil, i, &lower)[:i+1])
	}
	for i := range particles {
		p.white = append(p.white, p.whiten(particles[i].U))
	}
	return p
}

func (p *population) covariance(d int) *mat.SymDense {
	mean := make([]float64, d)
	for i := range p.particles {
		for k, x := range p.particles[i].U {
			mean[k] += float64(p.particles[i].Weight * x)
		}
	}
	c := mat.NewSymDense(d, nil)
	for a := range d {
		for b := a; b < d; b++ {
			sum := 0.0
			for i := range p.particles {
				u := p.particles[i].U
				sum += float64(p.particles[i].Weight * (u[a] - mean[a]) * (u[b] - mean[b]))
			}
			if a == b {
				sum += ridge
			}
			c.SetSym(a, b, widening*sum)
		}
	}
	return c
}

// whiten solves root x = u.
func (p *population) whiten(u []float64) []float64 {
	x := slices.Clone(u)
	for i := range x {
		for j := range i {
			x[i] -= float64(p.root[i][j] * x[j])
		}
		x[i] /= p.root[i][i]
	}
	return x
}

// propose draws from the mixture of kernels, again until the point lies in the cube.
func (p *population) propose(luck *stream, u []float64) {
	z := make([]float64, len(u))
	for {
		at := sort.SearchFloat64s(p.upTo, luck.uniform()*p.upTo[len(p.upTo)-1])
		if p.step(luck, p.particles[min(at, len(p.particles)-1)].U, z, u) {
			return
		}
	}
}

// step away from a particle, a coordinate at a time: most steps leave the cube, and
// the first coordinate to leave it ends them. z is scratch.
func (p *population) step(luck *stream, from, z, u []float64) (inside bool) {
	for i := range u {
		z[i], u[i] = luck.normal(), from[i]
		for j, r := range p.root[i] {
			u[i] += float64(r * z[j])
		}
		if u[i] < 0 || u[i] >= 1 {
			return false
		}
	}
	return true
}

// weigh sets the weights of particles proposed from p: prior over proposal, up to
// a factor that all share, then scaled to sum to 1.
func (p *population) weigh(particles []Particle) {
	logs := make([]float64, len(particles))
	for i := range particles {
		logs[i] = -p.logDensity(p.whiten(particles[i].U))
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

func (p *population) logDensity(x []float64) float64 {
	sum := 0.0
	for i, y := range p.white {
		d := 0.0
		for k := range x {
			d += float64((x[k] - y[k]) * (x[k] - y[k]))
		}
		sum += float64(p.particles[i].Weight * math.Exp(-d/2))
	}
	return math.Log(math.Max(sum, math.SmallestNonzeroFloat64))
}

// ESS is the effective sample size of weights that sum to 1 (Kong 1992).
func ESS(particles []Particle) float64 {
	sum := 0.0
	for i := range particles {
		sum += float64(particles[i].Weight * particles[i].Weight)
	}
	return 1 / sum
}
