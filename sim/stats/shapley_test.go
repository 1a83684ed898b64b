package stats

import "testing"

// values of a game, by the weights.
func values(n int, worth func(subset int) float64) []float64 {
	var list []float64
	for i := range n {
		sum := 0.0
		for s, w := range ShapleyWeights(n, i) {
			sum += float64(w) * worth(s)
		}
		list = append(list, sum/float64(Factorial(n)))
	}
	return list
}

func nearAll(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		near(t, what, got[i], want[i], 1e-9)
	}
}

func size(subset, n int) (k int) {
	for j := range n {
		k += subset >> j & 1
	}
	return k
}

func TestInAnAdditiveGameEachGetsItsOwn(t *testing.T) {
	own := []float64{3, -1, 0.5, 0, 7, 2, -4}
	nearAll(t, "own worth", values(7, func(s int) float64 {
		sum := 10.0
		for j, x := range own {
			sum += x * float64(s>>j&1)
		}
		return sum
	}), own)
}

func TestInASymmetricGameAllGetTheSame(t *testing.T) {
	nearAll(t, "majority of seven", values(7, func(s int) float64 { return one(size(s, 7) >= 4) }),
		[]float64{1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7, 1. / 7})
}

func TestADummyGetsNothing(t *testing.T) {
	got := values(4, func(s int) float64 { k := size(s&^4, 4); return float64(k * k) })
	nearAll(t, "square of the others", got, []float64{3, 3, 0, 3})
}

// One left glove, two right ones; a pair is worth 1 (Shapley & Shubik 1969).
func TestTheOwnerOfTheRareGloveGetsTwoThirds(t *testing.T) {
	got := values(3, func(s int) float64 { return one(s&1 == 1 && s&6 != 0) })
	nearAll(t, "gloves", got, []float64{2. / 3, 1. / 6, 1. / 6})
}

func TestShapleyWeightsAddUpToAllLessNone(t *testing.T) {
	for n := 1; n <= 7; n++ {
		sum := make([]int64, 1<<n)
		for i := range n {
			for s, w := range ShapleyWeights(n, i) {
				sum[s] += w
			}
		}
		for s, w := range sum {
			want := int64(0)
			switch s {
			case 0:
				want = -Factorial(n)
			case 1<<n - 1:
				want = Factorial(n)
			}
			if w != want {
				t.Errorf("%d players, subset %b: weights sum to %d, want %d", n, s, w, want)
			}
		}
	}
}

// A contrast of two arms is a matched pair.
func TestAContrastOfMinusOneToOneIsThatOfPairs(t *testing.T) {
	for _, table := range []Table{{{90, 0}, {0, 10}}, {{60, 7}, {12, 21}}, {{0, 0}, {30, 0}}} {
		n := table[0][0] + table[0][1] + table[1][0] + table[1][1]
		s := Sums{n, table[1][0] - table[0][1], table[1][0] + table[0][1]}
		want := ShareDifference(table, Level)
		for _, part := range []int64{1, 5040} {
			got := ContrastDifference(Sums{n, s.Sum * part, s.Squares * part * part}, part, Level)
			near(t, "difference", got.Difference, want.Difference, 1e-12)
			near(t, "low", got.Low, want.Low, 1e-12)
			near(t, "high", got.High, want.High, 1e-12)
		}
	}
}
