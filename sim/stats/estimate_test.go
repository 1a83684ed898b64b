package stats

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(got) || math.Abs(got-want) > tolerance {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// Reference values: Wilson's formula by hand with z = 1.959964.
func TestShareByHand(t *testing.T) {
	for _, c := range []struct {
		x, n            int64
		mean, low, high float64
	}{
		{0, 10, 0, 0, 0.277533},
		{10, 10, 1, 0.722467, 1},
		{5, 10, 0.5, 0.236593, 0.763407},
		{1, 1, 1, 0.206549, 1},
		{1820, 10000, 0.182, 0.174560, 0.189684},
	} {
		e := Share(c.x, c.n, Level)
		near(t, "mean", e.Mean, c.mean, 1e-12)
		near(t, "low", e.Low, c.low, 1e-6)
		near(t, "high", e.High, c.high, 1e-6)
	}
}

// Agresti & Min's first example: 2x2 table of the approval of a premier, 1600
// pairs; d = (150-86)/1600.
func TestShareDifferenceByHand(t *testing.T) {
	table := Table{{570, 86}, {150, 794}}
	d := ShareDifference(table, Level)
	near(t, "difference", d.Difference, 0.04, 1e-12)
	// By hand: b* = 150.5, c* = 86.5, n* = 1602: middle .0399501,
	// half = 1.959964/1602 sqrt(237 - 64^2/1602) = .0187336.
	near(t, "low", d.Low, 0.0399501-0.0187336, 1e-6)
	near(t, "high", d.High, 0.0399501+0.0187336, 1e-6)
	swapped := ShareDifference(Table{{570, 150}, {86, 794}}, Level)
	near(t, "swapped low", swapped.Low, -d.High, 1e-12)
}

func TestIdenticalArmsDifferByNothing(t *testing.T) {
	table := Table{{9000, 0}, {0, 1000}}
	d := ShareDifference(table, Level)
	if d.Difference != 0 || d.Low >= 0 || d.High <= 0 || d.HalfWidth() > 0.0003 {
		t.Errorf("identical arms: %+v", d)
	}
	l := LogOddsDifference(table, Level)
	if l.Difference != 0 || l.HalfWidth() > 0.05 {
		t.Errorf("identical arms, log-odds: %+v", l)
	}
	if m := MeanDifference(Sums{N: 100}, 54, Level); m != (Difference{}) {
		t.Errorf("identical arms, months: %+v", m)
	}
}

// Independent pairs: the delta method reduces to Woolf's variance.
func TestLogOddsByHand(t *testing.T) {
	// a: 400 of 1000, b: 200 of 1000, independent: 80 both.
	d := LogOddsDifference(Table{{480, 120}, {320, 80}}, Level)
	want := math.Log(400.5/600.5) - math.Log(200.5/800.5)
	near(t, "log-odds", d.Difference, want, 1e-12)
	woolf := 1.959964 * math.Sqrt(1/400.5+1/600.5+1/200.5+1/800.5)
	near(t, "half-width", d.HalfWidth(), woolf, 1e-4)
}

func TestEdgesStayFinite(t *testing.T) {
	for _, table := range []Table{{{1, 0}, {0, 0}}, {{0, 0}, {0, 1}}, {{0, 0}, {10, 0}}, {{0, 7}, {0, 0}}} {
		for _, d := range []Difference{ShareDifference(table, Level), LogOddsDifference(table, Level)} {
			if math.IsNaN(d.Low+d.High+d.Difference) || math.IsInf(d.Low+d.High, 0) || d.Low > d.Difference || d.High < d.Difference {
				t.Errorf("%v: %+v", table, d)
			}
		}
	}
	if e := Mean(Sums{1, 54, 54 * 54}, 0, 54, Level); e != (Estimate{54, 0, 54}) {
		t.Errorf("one history: %+v", e)
	}
}

// By hand: .06 (.03 to .10) less .01 (-.04 to .04): low .05 - sqrt(.03^2 + .03^2), high .05 + sqrt(.04^2 + .05^2).
func TestApartByHand(t *testing.T) {
	d := Apart(Difference{0.06, 0.03, 0.10}, Difference{0.01, -0.04, 0.04})
	near(t, "difference", d.Difference, 0.05, 1e-12)
	near(t, "low", d.Low, 0.05-0.03*math.Sqrt2, 1e-12)
	near(t, "high", d.High, 0.05+math.Sqrt(0.0041), 1e-12)
}

// Values 2, 4, 6, 8: mean 5, variance 20/3, t(3) = 3.182446.
func TestMeanByHand(t *testing.T) {
	e := Mean(Sums{4, 20, 120}, 0, 54, Level)
	near(t, "mean", e.Mean, 5, 1e-12)
	near(t, "half-width", e.HalfWidth(), 3.182446*math.Sqrt(20.0/3/4), 1e-5)
	// Differences 1 0 1 2: mean 1, variance 2/3.
	d := MeanDifference(Sums{4, 4, 6}, 54, Level)
	near(t, "difference", d.Difference, 1, 1e-12)
	near(t, "half-width", d.HalfWidth(), 3.182446*math.Sqrt(2.0/3/4), 1e-5)
}

func TestQuantilesByHand(t *testing.T) {
	sorted := []float64{1, 2, 4, 8}
	for q, want := range map[float64]float64{0: 1, 0.25: 1.75, 0.5: 3, 0.9: 6.8, 1: 8} {
		near(t, "quantile", Quantile(sorted, q), want, 1e-12)
	}
	near(t, "median", Median([]float64{8, 1, 4, 2}), 3, 0)
	weights := []float64{1, 1, 6, 2} // 4 has from .2 to .8 of the weight
	for q, want := range map[float64]float64{0.1: 1, 0.2: 2, 0.21: 4, 0.8: 4, 0.81: 8, 1: 8} {
		near(t, "weighted quantile", WeightedQuantile(sorted, weights, q), want, 0)
	}
}

func TestCountQuantile(t *testing.T) {
	counts := []int64{0, 3, 1, 0, 4}
	for _, c := range []struct {
		q    float64
		want int
	}{{0.25, 1}, {0.5, 2}, {0.75, 4}, {0, 1}, {1, 4}} {
		if got, ok := CountQuantile(counts, c.q); !ok || got != c.want {
			t.Errorf("CountQuantile(%v) = %d, %v; want %d", c.q, got, ok, c.want)
		}
	}
	if _, ok := CountQuantile([]int64{0, 0}, 0.5); ok {
		t.Error("a quantile of nothing")
	}
}

// coverage plays trials of n matched pairs with known cell probabilities and
// returns how often an interval held the truth.
func coverage(p [2][2]float64, n, trials int, covers func(Table) bool) float64 {
	luck := rand.New(rand.NewPCG(11, 7))
	held := 0
	for range trials {
		var table Table
		for range n {
			u := luck.Float64()
			switch {
			case u < p[0][0]:
				table[0][0]++
			case u < p[0][0]+p[0][1]:
				table[0][1]++
			case u < p[0][0]+p[0][1]+p[1][0]:
				table[1][0]++
			default:
				table[1][1]++
			}
		}
		if covers(table) {
			held++
		}
	}
	return float64(held) / float64(trials)
}

func TestIntervalsCover(t *testing.T) {
	for _, p := range [][2][2]float64{
		{{0.7, 0.05}, {0.1, 0.15}},
		{{0.95, 0.01}, {0.02, 0.02}},
		{{0.25, 0.25}, {0.25, 0.25}},
	} {
		a, b := p[1][0]+p[1][1], p[0][1]+p[1][1]
		odds := math.Log(a/(1-a)) - math.Log(b/(1-b))
		for name, covers := range map[string]func(Table) bool{
			"share": func(t Table) bool {
				e := Share(t[1][0]+t[1][1], 300, Level)
				return e.Low <= a && a <= e.High
			},
			"difference": func(t Table) bool {
				d := ShareDifference(t, Level)
				return d.Low <= a-b && a-b <= d.High
			},
			"log-odds": func(t Table) bool {
				d := LogOddsDifference(t, Level)
				return d.Low <= odds && odds <= d.High
			},
		} {
			// 4,000 trials: a true .95 lies within .94 to .96 with near certainty; the
			// small-sample corrections may err on the safe side.
			if c := coverage(p, 300, 4000, covers); c < 0.94 || c > 0.99 {
				t.Errorf("%s at %v: covers %.3f", name, p, c)
			}
		}
	}
}
