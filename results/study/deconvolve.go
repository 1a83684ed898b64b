package study

import "math"

// The grid of true effects: half points from -50 to 50, so laid that a point
// either way lies between two of its places.
const (
	gridStep = 0.005
	gridSize = 200
)

func gridAt(g int) float64 { return (float64(g)+0.5)*gridStep - gridStep*gridSize/2 }

// mixture is the likelihood of each observed effect at each place of the grid,
// kept only where it is not next to nothing.
type mixture struct {
	first []int       // place of the first entry of each row
	like  [][]float64 // by effect
}

// reach, in standard errors, of the places that matter to an effect.
const reach = 5

func newMixture(observed, se []float64) mixture {
	m := mixture{make([]int, len(observed)), make([][]float64, len(observed))}
	for i, d := range observed {
		low := int((d-reach*se[i]+gridStep*gridSize/2)/gridStep - 1)
		high := int((d+reach*se[i]+gridStep*gridSize/2)/gridStep + 1)
		low, high = min(max(low, 0), gridSize-1), min(max(high, 0), gridSize-1)
		m.first[i] = low
		for g := low; g <= high; g++ {
			z := (d - gridAt(g)) / se[i]
			m.like[i] = append(m.like[i], math.Exp(-z*z/2)/se[i])
		}
	}
	return m
}

// emSteps is enough for shares to stand still in the third digit; see the tests.
const emSteps = 200

// distribution of true effects: the mixing weights of greatest likelihood (Kiefer
// & Wolfowitz 1956) for the effects of the given draws, by EM from even weights
// (Laird 1978, JASA 73, 805-811).
func (m *mixture) distribution(draws []int) []float64 {
	weight, next := make([]float64, gridSize), make([]float64, gridSize)
	for g := range weight {
		weight[g] = 1.0 / gridSize
	}
	for range emSteps {
		clear(next)
		for _, i := range draws {
			at := weight[m.first[i]:]
			total := 0.0
			for k, l := range m.like[i] {
				total += l * at[k]
			}
			if total <= 0 {
				continue
			}
			to := next[m.first[i]:]
			for k, l := range m.like[i] {
				to[k] += l * at[k] / total
			}
		}
		sum := 0.0
		for _, x := range next {
			sum += x
		}
		for g := range weight {
			weight[g] = next[g] / sum
		}
	}
	return weight
}

// sharesOf a distribution that help, do nothing within a point, hurt.
func sharesOf(weight []float64) (helps, none, hurts float64) {
	for g, w := range weight {
		switch x := gridAt(g); {
		case x > nothing:
			helps += w
		case x < -nothing:
			hurts += w
		default:
			none += w
		}
	}
	return helps, none, hurts
}

// corrected are the shares of true effects, with intervals.
func (c *contrast) corrected(r *resampler) Corrected {
	m := newMixture(c.difference, c.se)
	helps, none, hurts := sharesOf(m.distribution(r.all))
	var a, b, d []float64
	for _, draws := range r.again[:dearResamples] {
		h, n, u := sharesOf(m.distribution(draws))
		a, b, d = append(a, h), append(b, n), append(d, u)
	}
	return Corrected{Helps: percentile(helps, a), Nothing: percentile(none, b), Hurts: percentile(hurts, d)}
}
