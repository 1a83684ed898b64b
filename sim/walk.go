package sim

import "math"

// walkValue is what a war of attrition brings the first side.
type walkValue struct {
	Win, Lose float64 // chances of taking all forts, of losing them all; the rest is a war that ends otherwise
	Battles   float64 // expected number of battles until it ends one way or another
}

// walk values a war between two sides that hold i and n-i forts. The first wins
// a fort with chance p in each battle, after clamping to [.001, .999], and the
// war ends otherwise with chance s a battle, 0 < s < 1 (Smith & Stam 2003; the
// generating functions of gambler's ruin in Feller, volume I, chapter XIV).
//
// With l1 > 1 > l2 the roots of p r l^2 - l + q r = 0, r = 1-s, only 1/l1, l2 and
// their product rho enter, all below 1, and no difference of near numbers.
func walk(p float64, i, n int, s float64) walkValue {
	if i <= 0 {
		return walkValue{Lose: 1}
	}
	if i >= n {
		return walkValue{Win: 1}
	}
	p = clampOdds(p)
	q, r := 1-p, 1-s
	gap := p - q
	root := math.Sqrt(float64(gap*gap) + float64(4*p*q*s*(1+r)))
	scaled := 2 * r / (1 + root)
	up, down := p*scaled, q*scaled
	upper, _ := geometric(up*down, n-i)
	lower, power := geometric(up*down, i)
	all := lower + float64(power*upper)
	v := walkValue{
		Win:  float64(powi(up, n-i) * lower / all),
		Lose: float64(powi(down, i) * upper / all),
	}
	v.Battles = (1 - v.Win - v.Lose) / s
	return v
}

// worth is what fighting on brings the first side of a walk before its cost: victory,
// and if the war ends otherwise what it then holds. It solves
// v_i = s i/n + (1-s)(p v_(i+1) + q v_(i-1)), v_0 = 0, v_n = 1, so it is
// i/n + k (1-A-B) with k = (1-s)(p-q)/(n s); at even odds i/n.
func (v *walkValue) worth(p float64, i, n int, s float64) float64 {
	p = clampOdds(p)
	drift := (1 - s) * (2*p - 1) / (float64(n) * s)
	return float64(i)/float64(n) + float64(drift*(1-v.Win-v.Lose))
}

// beliefFor returns the odds per battle, in [.001, .999], at which value, a rising
// function of them, is want, or the nearest that there are: in their log-odds, by
// false position with the Illinois rule (Dowell & Jarratt 1971).
func beliefFor(want float64, value func(p float64) float64) float64 {
	const most = 6.906754778648554 // ln 999
	low, high := -most, most
	below, above := value(logistic(low))-want, value(logistic(high))-want
	switch {
	case below >= 0:
		return clampOdds(logistic(low))
	case above <= 0:
		return clampOdds(logistic(high))
	}
	side := 0
	for range 60 {
		t := (float64(low*above) - float64(high*below)) / (above - below)
		miss := value(logistic(t)) - want
		switch {
		case math.Abs(miss) < 1e-13 || high-low < 1e-12:
			return clampOdds(logistic(t))
		case miss < 0:
			if low, below = t, miss; side < 0 {
				above /= 2
			}
			side = -1
		default:
			if high, above = t, miss; side > 0 {
				below /= 2
			}
			side = 1
		}
	}
	return clampOdds(logistic((low + high) / 2))
}

// oddsFor returns the odds per battle, in [.001, .999], at which the side with i
// of n forts wins outright with chance win, or the nearest that there are. At
// i = 0 and i = n every odds would do; it returns even ones.
//
// In t = ln((1-p)/p) the log-odds of winning are nearly straight, with slope
// -n/2 and value ln(i/(n-i)) at 0, so a few secants suffice.
func oddsFor(win float64, i, n int) float64 {
	if i <= 0 || i >= n {
		return 0.5
	}
	const most = 6.906754778648554 // ln 999
	target := ln(win / (1 - win))
	clip := func(t float64) float64 { return min(max(t, -most), most) }
	last, miss := 0.0, ln(float64(i)/float64(n-i))-target
	t := clip(2 * miss / float64(n))
	for range 12 {
		now := logOddsOfWinning(t, i, n) - target
		if now == miss {
			break
		}
		next := clip(t - float64(now*((t-last)/(now-miss))))
		if math.Abs(next-t) < 1e-15 {
			break
		}
		last, miss, t = t, now, next
	}
	return clampOdds(logistic(-t))
}

// logOddsOfWinning returns ln(P/(1-P)) of winOutright at odds 1/(1+e^t).
func logOddsOfWinning(t float64, i, n int) float64 {
	slope := float64(i)
	if t > 0 {
		slope = float64(n - i)
	}
	y := exp(-math.Abs(t))
	lower, _ := geometric(y, i)
	upper, _ := geometric(y, n-i)
	return ln(lower/upper) - float64(slope*t)
}

// perBattle returns the chance per battle of what has chance s a month when
// battles come at a rate of so many a month: 1-(1-s)^(1/rate).
func perBattle(s, rate float64) float64 { return 1 - exp(ln(1-s)/rate) }

func clampOdds(p float64) float64 { return min(max(p, 0.001), 0.999) }

// geometric returns 1 + x + ... + x^(n-1) and x^n, by doubling.
func geometric(x float64, n int) (sum, power float64) {
	sum, power = 0, 1
	block := 1.0 // 1 + ... + x^(2^k-1), where x stands for x^(2^k)
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			sum += float64(power * block)
			power = float64(power * x)
		}
		block = float64(block * (1 + x))
		x = float64(x * x)
	}
	return sum, power
}
