package sim

import (
	"math"
	"testing"
)

// solveWalk solves the walk as a system of equations, state by state: f(k) =
// here(k) + r (p f(k+1) + q f(k-1)) between f(0) = low and f(n) = high.
func solveWalk(p float64, n int, s, here, low, high float64) []float64 {
	r, q := 1-s, 1-p
	slope, rest := make([]float64, n), make([]float64, n) // f(k) = slope(k) f(k+1) + rest(k)
	rest[0] = low
	for k := 1; k < n; k++ {
		d := 1 - r*q*slope[k-1]
		slope[k], rest[k] = r*p/d, (here+r*q*rest[k-1])/d
	}
	f := make([]float64, n+1)
	f[n] = high
	for k := n - 1; k >= 0; k-- {
		f[k] = slope[k]*f[k+1] + rest[k]
	}
	return f
}

// exactWalk is walk by solveWalk. The battle in which the war ends otherwise
// moves no fort but counts.
func exactWalk(p float64, i, n int, s float64) walkValue {
	return walkValue{
		Win:     solveWalk(p, n, s, 0, 0, 1)[i],
		Lose:    solveWalk(p, n, s, 0, 1, 0)[i],
		Battles: solveWalk(p, n, s, 1, 0, 0)[i],
	}
}

// printed reports whether x is the number of the table, to its last digit.
func printed(x, table, unit float64) bool { return math.Abs(x-table) <= unit/2*(1+1e-9) }

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.15g, want %.15g", what, got, want)
	}
}

func TestWarOfAttritionOutright(t *testing.T) {
	for _, c := range []struct {
		n, i               int
		p, win             float64
		duration, lastUnit float64
	}{
		{10, 5, 0.50, 0.500000, 25, 1e-4},
		{10, 3, 0.50, 0.300000, 21, 1e-4},
		{10, 5, 0.55, 0.731717, 23.1717, 1e-4},
		{10, 3, 0.60, 0.716122, 20.8061, 1e-4},
		{20, 10, 0.48, 0.309934, 95.0329, 1e-4},
	} {
		win, duration := winOutright(c.p, c.i, c.n), durationOutright(c.p, c.i, c.n)
		if !printed(win, c.win, 1e-6) || !printed(duration, c.duration, c.lastUnit) {
			t.Errorf("n=%d i=%d p=%v: win %.9f, duration %.9f, want %v, %v", c.n, c.i, c.p, win, duration, c.win, c.duration)
		}
		near(t, "win", win, solveWalk(c.p, c.n, 0, 0, 0, 1)[c.i], 1e-9)
		near(t, "duration", duration, solveWalk(c.p, c.n, 0, 1, 0, 0)[c.i], 1e-9)
		v := walk(c.p, c.i, c.n, 1e-7) // a war that hardly ever ends otherwise
		near(t, "limit of win", v.Win, win, 1e-5)
		near(t, "limit of battles", v.Battles, duration, 2e-3)
	}
}

// durationOutright is the expected number of battles when nothing else ends the
// war (Feller, volume I, XIV.3).
func durationOutright(p float64, i, n int) float64 {
	if p == 0.5 {
		return float64(i * (n - i))
	}
	drift := 1 - 2*p // towards defeat
	return float64(i)/drift - float64(n)/drift*winOutright(p, i, n)
}

func TestWarOfAttritionThatEndsOtherwise(t *testing.T) {
	for _, c := range []struct {
		n, i                          int
		p, s                          float64
		win, lose, settle, battlesEnd float64
	}{
		{10, 5, 0.50, 0.02, 0.321946, 0.321946, 0.356109, 17.805438},
		{10, 5, 0.55, 0.05, 0.293635, 0.107661, 0.598704, 11.974074},
		{20, 10, 0.48, 0.01, 0.145588, 0.324151, 0.530260, 53.026012},
	} {
		v, exact := walk(c.p, c.i, c.n, c.s), exactWalk(c.p, c.i, c.n, c.s)
		if !printed(v.Win, c.win, 1e-6) || !printed(v.Lose, c.lose, 1e-6) ||
			!printed(1-v.Win-v.Lose, c.settle, 1e-6) || !printed(v.Battles, c.battlesEnd, 1e-6) {
			t.Errorf("n=%d i=%d p=%v s=%v: %+v, want %+v", c.n, c.i, c.p, c.s, v, c)
		}
		near(t, "win", v.Win, exact.Win, 1e-9)
		near(t, "lose", v.Lose, exact.Lose, 1e-9)
		near(t, "battles", v.Battles, exact.Battles, 1e-9)
	}
}

func TestWalkSolvesItsEquations(t *testing.T) {
	for _, n := range []int{2, 3, 7, 10, 20, 64, 200} {
		for _, p := range []float64{0.001, 0.02, 0.3, 0.48, 0.5, 0.5000001, 0.55, 0.9, 0.999} {
			for _, s := range []float64{1e-4, 0.002, 0.049, 0.4, 0.9999} {
				for i := 0; i <= n; i++ {
					v, exact := walk(p, i, n, s), exactWalk(p, i, n, s)
					near(t, "win", v.Win, exact.Win, 1e-11)
					near(t, "lose", v.Lose, exact.Lose, 1e-11)
					near(t, "battles", v.Battles, exact.Battles, 1e-9*(1+exact.Battles))
					mirror := walk(1-p, n-i, n, s)
					near(t, "win of the other", mirror.Lose, v.Win, 1e-12)
					near(t, "battles of the other", mirror.Battles, v.Battles, 1e-12/s)
					near(t, "outright", winOutright(p, i, n), solveWalk(p, n, 0, 0, 0, 1)[i], 1e-11)
				}
				if t.Failed() {
					t.Fatalf("n=%d p=%v s=%v", n, p, s)
				}
			}
		}
	}
}

func TestWalkAtItsEnds(t *testing.T) {
	if v := walk(0.3, 0, 10, 0.1); v != (walkValue{Lose: 1}) {
		t.Errorf("without forts: %+v", v)
	}
	if v := walk(0.3, 10, 10, 0.1); v != (walkValue{Win: 1}) {
		t.Errorf("with all forts: %+v", v)
	}
	if walk(-3, 4, 10, 0.1) != walk(0.001, 4, 10, 0.1) || walk(2, 4, 10, 0.1) != walk(0.999, 4, 10, 0.1) {
		t.Error("odds are not clamped")
	}
	if v := walk(0.6, 4, 10, 1); v != (walkValue{Battles: 1}) {
		t.Errorf("a war that ends with the first battle: %+v", v)
	}
	if got := winOutright(0.5, 3, 10); got != 0.3 {
		t.Errorf("even odds: %v", got)
	}
}

func TestWalkAgreesWithFighting(t *testing.T) {
	const wars, n, i, p, s = 200_000, 10, 4, 0.54, 0.03
	var won, lost, battles int
	var stream Stream
	seed := NewSeed(7)
	for w := range wars {
		stream.reset(newReplicationKey(seed, w), newActorKey("war", "w"), 0)
		at, slot := i, 0
		for at > 0 && at < n {
			battles++
			if stream.Uniform(slot) < s {
				break
			}
			if stream.Uniform(slot+1) < p {
				at++
			} else {
				at--
			}
			slot += 2
		}
		if at == n {
			won++
		}
		if at == 0 {
			lost++
		}
	}
	v := walk(p, i, n, s)
	for _, c := range []struct {
		what      string
		got, want float64
	}{{"win", float64(won) / wars, v.Win}, {"lose", float64(lost) / wars, v.Lose}} {
		near(t, c.what, c.got, c.want, 4*math.Sqrt(c.want*(1-c.want)/wars))
	}
	near(t, "battles", float64(battles)/wars, v.Battles, 4*v.Battles/math.Sqrt(wars)) // its deviation is about its mean
}

func TestFirstPassage(t *testing.T) {
	// Chance of losing the last fort in battle number t, from the whole walk.
	const n, i, p = 10, 5, 0.55
	state, total := make([]float64, n+1), 0.0
	state[i] = 1
	lost := map[int]float64{}
	for battle := 1; battle < 5000; battle++ {
		next := make([]float64, n+1)
		for k := 1; k < n; k++ {
			next[k+1] += p * state[k]
			next[k-1] += (1 - p) * state[k]
		}
		lost[battle] = next[0]
		total += next[0]
		next[0], next[n] = 0, 0
		state = next
	}
	for battle, want := range map[int]float64{5: 0.018453, 7: 0.022835, 9: 0.022607} {
		if !printed(lost[battle], want, 1e-6) {
			t.Errorf("losing at battle %d: %.9f, want %v", battle, lost[battle], want)
		}
	}
	if !printed(total, 0.268283, 1e-6) {
		t.Errorf("losing at all: %.9f", total)
	}
	near(t, "losing at all", 1-winOutright(p, i, n), total, 1e-9)
}

func TestLateHazard(t *testing.T) {
	for p, want := range map[float64]float64{0.50: 0.048943, 0.55: 0.053711} {
		const n = 10
		formula := 1 - 2*math.Sqrt(p*(1-p))*math.Cos(math.Pi/n)
		if !printed(formula, want, 1e-6) {
			t.Errorf("late hazard at %v: %.9f", p, formula)
		}
		// The walk that will still go on: what leaves it in two late battles.
		state := make([]float64, n+1)
		state[5] = 1
		fight := func() {
			next := make([]float64, n+1)
			for k := 1; k < n; k++ {
				next[k+1] += p * state[k]
				next[k-1] += (1 - p) * state[k]
			}
			next[0], next[n] = 0, 0
			state = next
		}
		alive := func() (sum float64) {
			for _, x := range state {
				sum += x
			}
			return sum
		}
		for range 300 {
			fight()
		}
		before := alive()
		fight()
		fight()
		near(t, "late hazard", 1-math.Sqrt(alive()/before), formula, 1e-9)
	}
}

func TestOddsForUndoesWinOutright(t *testing.T) {
	for _, n := range []int{2, 3, 10, 20, 57, 200} {
		for i := 1; i < n; i++ {
			for _, p := range []float64{0.001, 0.01, 0.2, 0.4, 0.48, 0.5, 0.500001, 0.52, 0.7, 0.95, 0.999} {
				win := winOutright(p, i, n)
				if got := winOutright(oddsFor(win, i, n), i, n); !(math.Abs(got-win) <= 1e-12) {
					t.Fatalf("n=%d i=%d p=%v: odds for %v are %v, which give %v", n, i, p, win, oddsFor(win, i, n), got)
				}
			}
			last := 0.0
			for k := range 101 {
				win := float64(k) / 100
				odds := oddsFor(win, i, n)
				if odds < last || odds < 0.001 || odds > 0.999 {
					t.Fatalf("n=%d i=%d: odds for %v are %v after %v", n, i, win, odds, last)
				}
				last = odds
				attainable := min(max(win, winOutright(0.001, i, n)), winOutright(0.999, i, n))
				if got := winOutright(odds, i, n); !(math.Abs(got-attainable) <= 1e-12) {
					t.Fatalf("n=%d i=%d: odds for %v are %v, which give %v", n, i, win, odds, got)
				}
			}
		}
	}
	if oddsFor(0.5, 10, 20) != 0.5 || oddsFor(0.3, 0, 20) != 0.5 || oddsFor(0.3, 20, 20) != 0.5 {
		t.Error("even odds are not even")
	}
}

func TestPerBattle(t *testing.T) {
	for _, s := range []float64{0.001, 0.02, 0.3, 0.99} {
		for _, rate := range []float64{0.01, 0.1, 0.4, 1, 3} {
			near(t, "per battle", perBattle(s, rate), 1-math.Pow(1-s, 1/rate), 1e-14)
		}
	}
}

// With agreed beliefs and what is held as fallback, the zone is the joint cost of
// war (Fearon 1995).
func TestWalkGivesTheJointCostOfWar(t *testing.T) {
	const n, i, p, s, b = 20, 14, 0.52, 0.02, 0.4
	v := walk(p, i, n, perBattle(s, b))
	months := v.Battles / b
	for c, want := range map[float64]float64{0.002: 0.16, 0.0077: 0.63} {
		held := (1 - v.Win - v.Lose) // what a war that ends otherwise leaves to both
		zone := 1 - (v.Win + held*i/n - c*months) - (v.Lose + held*(n-i)/n - c*months)
		near(t, "zone", zone, want, 0.005)
	}
}

func BenchmarkWalk(b *testing.B) {
	benchmarkOver(b, 0.4, 0.6, func(p float64) float64 { return walk(p, 9, 20, 0.049).Battles })
}

func BenchmarkWinOutright(b *testing.B) {
	benchmarkOver(b, 0.4, 0.6, func(p float64) float64 { return winOutright(p, 9, 20) })
}

func BenchmarkOddsFor(b *testing.B) {
	benchmarkOver(b, 0.1, 0.9, func(win float64) float64 { return oddsFor(win, 9, 20) })
}
func BenchmarkPerBattle(b *testing.B) {
	benchmarkOver(b, 0.01, 0.1, func(s float64) float64 { return perBattle(s, 0.4) })
}

// winOutright returns the chance that the side with i of n forts takes them all
// when nothing else ends the war: (1-x^i)/(1-x^n) with x = (1-p)/p, or i/n at
// even odds.
func winOutright(p float64, i, n int) float64 {
	if i <= 0 {
		return 0
	}
	if i >= n {
		return 1
	}
	p = clampOdds(p)
	x, left := (1-p)/p, 1.0
	if x > 1 {
		x = 1 / x
		left = powi(x, n-i)
	}
	lower, power := geometric(x, i)
	upper, _ := geometric(x, n-i)
	return float64(left*lower) / (lower + float64(power*upper))
}
