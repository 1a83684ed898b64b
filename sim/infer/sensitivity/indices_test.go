package sensitivity

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// planOf has k factors from 0 to 1.
func planOf(design sweep.Design, points, k int, seed int64) *sweep.Plan {
	p := &sweep.Plan{Design: design, Points: points, Reps: 1, Seed: seed}
	for i := range k {
		p.Factors = append(p.Factors, sweep.Factor{Path: fmt.Sprint("x", i+1), Range: &sweep.Range{High: 1}})
	}
	return p
}

// sampled plays a function at all points of a plan; f is told the block too, for its noise.
func sampled(p *sweep.Plan, f func(u []float64, base, block int) float64) (s Sample, places [][][]float64) {
	n, _ := p.Size()
	for i := range n {
		base, column, block := p.Place(i)
		if column == 0 && block == 0 {
			s, places = append(s, make([][]float64, p.Columns())), append(places, nil)
		}
		if block == 0 {
			var u []float64
			for _, v := range p.Point(i) {
				x, _ := strconv.ParseFloat(v, 64)
				u = append(u, x)
			}
			places[base] = append(places[base], u)
		}
		s[base][column] = append(s[base][column], f(places[base][column], base, block))
	}
	return s, places
}

func ishigami(u []float64, _, _ int) float64 {
	x := func(i int) float64 { return math.Pi * (2*u[i] - 1) }
	return math.Sin(x(0)) + 7*math.Pow(math.Sin(x(1)), 2) + 0.1*math.Pow(x(2), 4)*math.Sin(x(0))
}

var gWeights = []float64{0, 1, 4.5, 9, 99, 99, 99, 99}

func sobolG(u []float64, _, _ int) float64 {
	y := 1.0
	for i, a := range gWeights {
		y *= (math.Abs(4*u[i]-2) + a) / (1 + a)
	}
	return y
}

// Saltelli et al. 2008, Global Sensitivity Analysis, sections 4.6 and 5: closed forms.
func TestIndicesOfIshigamiAndSobolGAreTheClosedForms(t *testing.T) {
	total := make([]float64, len(gWeights))
	first, all := make([]float64, len(gWeights)), 1.0
	for i, a := range gWeights {
		first[i] = 1 / (3 * (1 + a) * (1 + a))
		all *= 1 + first[i]
	}
	for i := range first {
		total[i] = first[i] * all / (1 + first[i]) / (all - 1)
		first[i] /= all - 1
	}
	for _, x := range []struct {
		name         string
		f            func([]float64, int, int) float64
		k            int
		first, total []float64
	}{
		{"Ishigami", ishigami, 3, []float64{0.3139, 0.4424, 0}, []float64{0.5576, 0.4424, 0.2437}},
		{"g", sobolG, 8, first, total},
	} {
		s, _ := sampled(planOf(sweep.Saltelli, 1<<11, x.k, 1), x.f)
		got := Sobol(s, 1, sim.NewSeed(1))
		if got.Noise > 1e-12 {
			t.Errorf("%s: noise %g of a function without any", x.name, got.Noise)
		}
		for i := range x.k {
			if f, total := got.First[i].Mean, got.Total[i].Mean; math.Abs(f-x.first[i]) > 0.01 || math.Abs(total-x.total[i]) > 0.01 {
				t.Errorf("%s: factor %d: %.4f and %.4f, want %.4f and %.4f", x.name, i+1, f, total, x.first[i], x.total[i])
			}
		}
	}
}

// noisy is a toy with effects in closed form, a product, and noise that makes up 9/10 of the
// variance of a point and is the same at all points of a base point but for a part.
func noisy(seed uint64) func(u []float64, base, block int) float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	common := map[[2]int]float64{}
	return func(u []float64, base, block int) float64 {
		at := [2]int{base, block}
		if _, ok := common[at]; !ok {
			common[at] = r.NormFloat64()
		}
		return signal(u) + 1.0*common[at] + 0.8*r.NormFloat64()
	}
}

// signal has variance 1/12 (4 + 1/4) + 1/144 = 52/144: in it factor 1 has 48/144 by itself
// and 49/144 in all, factor 2 has 3/144 and 4/144, factor 3 none.
func signal(u []float64) float64 {
	a, b := u[0]-0.5, u[1]-0.5
	return 2*a + 0.5*b + a*b
}

func TestIntervalsOfANoisyToyCoverTheTruthAtTheirRate(t *testing.T) {
	first, total := []float64{48. / 52, 3. / 52, 0}, []float64{49. / 52, 4. / 52, 0}
	const times = 200
	var firsts, totals [3]int
	small, noise, sds := 0.0, 0.0, 0
	for k := range times {
		s, _ := sampled(planOf(sweep.Saltelli, 128, 3, int64(k)), noisy(uint64(k)))
		x := Sobol(s, 1, sim.NewSeed(int64(k)))
		for i := range first {
			firsts[i] += stats.Bit(x.First[i].Low <= first[i] && first[i] <= x.First[i].High)
			totals[i] += stats.Bit(x.Total[i].Low <= total[i] && total[i] <= x.Total[i].High)
		}
		small, noise = small+x.Total[1].Mean/times, noise+x.Noise/times
		sd := math.Sqrt(52. / 144)
		sds += stats.Bit(x.SD.Low <= sd && sd <= x.SD.High)
	}
	// 95 % of 200, within 2.9 standard errors.
	for _, n := range append(append(firsts[:], totals[:]...), sds) {
		if n < 181 || n > 198 {
			t.Errorf("first %v, total %v, deviation %d intervals of %d hold the truth: want 190", firsts, totals, sds, times)
			break
		}
	}
	if math.Abs(small-total[1]) > 0.01 {
		t.Errorf("the total index of the weak factor is %.3f on average, not %.3f", small, total[1])
	}
	if want := 1.64 / (1.64 + 52./144); math.Abs(noise-want) > 0.01 {
		t.Errorf("noise is %.3f of the variance of a history on average, not %.3f", noise, want)
	}
}

func TestNothingIsSaidOfAnOutputThatIsNoiseAlone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	s, _ := sampled(planOf(sweep.Saltelli, 64, 2, 1), func([]float64, int, int) float64 { return r.NormFloat64() })
	if x := Sobol(s, 1, sim.NewSeed(1)); x.Total != nil || x.First != nil {
		t.Errorf("indices %v and %v", x.First, x.Total)
	}
}

func TestElementaryEffectsAreThoseOfTheFunction(t *testing.T) {
	f := func(u []float64, _, _ int) float64 { return 3*u[0] - u[1] + 4*math.Abs(u[2]-0.5) }
	s, places := sampled(planOf(sweep.Radial, 64, 3, 1), f)
	steps := make([][]float64, len(s))
	for b, at := range places {
		for i := range 3 {
			steps[b] = append(steps[b], at[i+1][i]-at[0][i])
			if math.Abs(steps[b][i]) != 0.5 {
				t.Fatalf("base %d: factor %d moves by %g", b, i+1, steps[b][i])
			}
		}
	}
	got := Morris(s, steps, sim.NewSeed(1))
	for i, mu := range []float64{3, -1} {
		if e := got[i]; math.Abs(e.Mean.Mean-mu) > 1e-12 || math.Abs(e.Size-math.Abs(mu)) > 1e-12 || e.Spread > 1e-6 || math.Abs(e.Root.Mean-math.Abs(mu)) > 1e-12 {
			t.Errorf("factor %d: %+v, want an effect of %g without spread", i+1, e, mu)
		}
	}
	if e := got[2]; math.Abs(e.Mean.Mean) > 0.1 || e.Size < 1.5 || e.Spread < 1.5 {
		t.Errorf("a valley rises as often as it falls: %+v", e)
	}
	noisy, _ := sampled(planOf(sweep.Radial, 1024, 3, 1), func(u []float64, base, block int) float64 {
		return f(u, base, block) + rand.New(rand.NewPCG(math.Float64bits(u[0]+u[1]+u[2]), uint64(block))).NormFloat64()
	})
	for b := len(steps); b < len(noisy); b++ {
		steps = append(steps, []float64{0.5, 0.5, 0.5})
	}
	if e := Morris(noisy, steps, sim.NewSeed(1))[1]; math.Abs(e.Root.Mean-1) > 0.2 || e.Size < 1.2 {
		t.Errorf("noise is not taken out of %.2f, or did not add to %.2f", e.Root.Mean, e.Size)
	}
}

// The partial correlation of three variables has a closed form in the pairwise ones.
func TestRankCorrelationsHoldTheOthers(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	var a, b, y []float64
	for range 500 {
		u, v := r.NormFloat64(), r.NormFloat64()
		a, b, y = append(a, u), append(b, u+v), append(y, math.Exp(u+v+0.5*r.NormFloat64()))
	}
	got, told := RankCorrelations([][]float64{a, b}, y)
	ya, yb, ab := stats.RankCorrelation(y, a).Mean, stats.RankCorrelation(y, b).Mean, stats.RankCorrelation(a, b).Mean
	if want := (ya - yb*ab) / math.Sqrt((1-yb*yb)*(1-ab*ab)); math.Abs(got[0].Mean-want) > 1e-12 {
		t.Errorf("%g, want %g", got[0].Mean, want)
	}
	if got[0].Low > 0 || got[0].High < 0 || got[1].Low < 0.8 || told[0] || !told[1] {
		t.Errorf("%v: want nothing of the first and nearly all of the second", got)
	}
	for _, x := range [][][]float64{{a, a, y}, {a[:13], b[:13], y[:13]}} {
		if list, told := RankCorrelations(x[:2], x[2]); list != nil || told != nil {
			t.Error("something is said of factors that move together, or of thirteen points")
		}
	}
}

// Of many factors that are noise one in twenty has an interval without 0, and few sets have one
// that is told.
func TestOfManyFactorsWithoutEffectFewSetsTellOne(t *testing.T) {
	r, sets, alone := rand.New(rand.NewPCG(3, 3)), 0, 0
	for range 200 {
		columns := make([][]float64, 21)
		for i := range columns {
			for range 20 + MorePoints {
				columns[i] = append(columns[i], r.Float64())
			}
		}
		list, told := RankCorrelations(columns[1:], columns[0])
		sets += stats.Bit(slices.Contains(told, true))
		alone += stats.Bit(slices.ContainsFunc(list, func(e stats.Estimate) bool { return e.Low > 0 || e.High < 0 }))
	}
	if sets > 20 || alone < 60 {
		t.Errorf("of 200 sets %d tell one of 20 factors without effect, %d by its own interval", sets, alone)
	}
}

func TestTheVerdictChangesWhereTheEffectPassesAPoint(t *testing.T) {
	effect := func(u []float64, base, block int) float64 {
		return 0.2*(u[0]-0.7) + 0.01 + 0.02*(u[1]-0.5) + 0.1*rand.New(rand.NewPCG(uint64(base), uint64(block))).NormFloat64()
	}
	s, places := sampled(planOf(sweep.Saltelli, 512, 2, 1), effect)
	along := func(i int) []Range {
		var a, b []float64
		for _, at := range places {
			a, b = append(a, at[0][i]), append(b, at[1][i])
		}
		return AlongInput(s, i, a, b, sim.NewSeed(1))
	}
	// It hurts below 0.6 and helps above 0.7.
	x := along(0)
	first, last := x[0], x[len(x)-1]
	if first.Verdict != stats.Hurts || last.Verdict != stats.Helps || first.Low != 0 || last.High != 1 {
		t.Fatalf("%+v", x)
	}
	if math.Abs(first.High-0.6) > 0.03 || math.Abs(last.Low-0.7) > 0.03 {
		t.Errorf("%+v: want it to hurt up to 0.6 and to help from 0.7 on", x)
	}
	if x := along(1); len(x) != 1 || x[0] != (Range{0, 1, stats.Hurts}) {
		t.Errorf("the second factor does not change that it hurts: %+v", x)
	}
	levels := AtLevels(s, 0, column(places, 0), column(places, 1), 2, func(u float64) int { return stats.Bit(u >= 0.5) }, sim.NewSeed(1))
	for l, want := range []float64{-0.08, 0.02} {
		if levels[l].Low > want || levels[l].High < want {
			t.Errorf("level %d: %v, want %g", l, levels[l], want)
		}
	}
}

// column of the first factor's places.
func column(places [][][]float64, c int) (u []float64) {
	for _, at := range places {
		u = append(u, at[c][0])
	}
	return u
}
