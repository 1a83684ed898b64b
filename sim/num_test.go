package sim

import (
	"hash/fnv"
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// within reports whether got is want to a relative tolerance.
func within(got, want, tolerance float64) bool {
	if got == want || got != got && want != want {
		return true
	}
	return math.Abs(got-want) <= tolerance*math.Abs(want)
}

func TestExpAgreesWithTheLibrary(t *testing.T) {
	for i := range 400_001 {
		for _, span := range []float64{1e-9, 1, 20, 708} {
			x := span * (float64(i)/200_000 - 1)
			if got, want := exp(x), math.Exp(x); !within(got, want, 8e-16) {
				t.Fatalf("exp(%v) = %v, want %v: off by %.2g", x, got, want, got/want-1)
			}
		}
	}
}

func TestExpAtItsEnds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ x, want, tolerance float64 }{
		{0, 1, 0}, {math.Copysign(0, -1), 1, 0}, {1, math.E, 4e-16}, {inf, inf, 0}, {-inf, 0, 0}, {math.NaN(), math.NaN(), 0},
		{709.5, 1.3549863193146328e308, 1e-15}, {709.782712893384, 0x1.fffffffffff2ap1023, 1e-15}, {709.7827128933841, inf, 0}, {1e6, inf, 0}, {1e300, inf, 0},
		{-708.5, 2.0061323053313058e-308, 1e-15}, {-745, 5e-324, 0}, {-746, 0, 0}, {-1e6, 0, 0}, {-1e300, 0, 0},
	} {
		if got := exp(c.x); !within(got, c.want, c.tolerance) {
			t.Errorf("exp(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestLnAgreesWithTheLibrary(t *testing.T) {
	check := func(x float64) {
		if got, want := ln(x), math.Log(x); !within(got, want, 8e-16) {
			t.Fatalf("ln(%v) = %v, want %v: off by %.2g", x, got, want, got/want-1)
		}
	}
	for i := 1; i <= 400_000; i++ {
		check(float64(i) / 200_000)
		check(float64(i) * 1e9)
		check(1 + float64(i)*1e-14)
		check(1 - float64(i)*1e-14)
		check(math.Exp(float64(i)/200*0.7 - 700))
	}
	for x := 0x1p-1022; x < math.MaxFloat64/3; x *= 3 {
		check(x)
	}
}

func TestLnAtItsEnds(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ x, want float64 }{
		{5e-324, -744.4400719213812}, {1e-310, -713.8013788281542}, {0, -inf}, {math.Copysign(0, -1), -inf}, {1, 0}, {inf, inf}, {-1, math.NaN()}, {-inf, math.NaN()}, {-5e-324, math.NaN()}, {math.NaN(), math.NaN()},
	} {
		if got := ln(c.x); !within(got, c.want, 0) {
			t.Errorf("ln(%v) = %v, want %v", c.x, got, c.want)
		}
	}
}

func TestLogistic(t *testing.T) {
	inf := math.Inf(1)
	for _, c := range []struct{ x, want float64 }{
		{0, 0.5}, {inf, 1}, {-inf, 0}, {1e6, 1}, {-1e6, 0}, {1e300, 1}, {-1e300, 0}, {math.NaN(), math.NaN()},
		{2, 0.8807970779778825}, {-2, 0.11920292202211755}, {-700, math.Exp(-700)},
	} {
		if got := logistic(c.x); !within(got, c.want, 1e-14) {
			t.Errorf("logistic(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	for i := range 100_000 {
		x := float64(i) / 2000
		if s := logistic(x) + logistic(-x); math.Abs(s-1) > 3e-16 {
			t.Fatalf("logistic(%v) and of its negative sum to %v", x, s)
		}
	}
}

func TestNormalQuantileAgreesWithGonum(t *testing.T) {
	check := func(u float64) {
		want := distuv.UnitNormal.Quantile(u)
		if got := normalQuantile(u); math.Abs(got-want) > 1e-12*max(1, math.Abs(want)) {
			t.Fatalf("normalQuantile(%v) = %v, want %v", u, got, want)
		}
	}
	for i := 1; i < 200_000; i++ {
		check(float64(i) / 200_000)
	}
	for u := 0.1; u > 1e-300; u *= 0.7 {
		check(u)
	}
	for u := 0.1; u > 1e-12; u *= 0.7 { // gonum itself is coarse nearer to 1
		if got, want := normalQuantile(1-u), -normalQuantile(1-(1-u)); got != want {
			t.Fatalf("normalQuantile(1-%v) = %v, want %v", u, got, want)
		}
	}
	if normalQuantile(0.5) != 0 {
		t.Error("the median is not 0")
	}
	if got := normalQuantile(0.975); !within(got, 1.959963984540054, 1e-15) {
		t.Errorf("normalQuantile(.975) = %v", got)
	}
	for _, u := range []float64{1.0 / (1 << 54), 1 - 1.0/(1<<53)} { // the ends of what a draw can be
		if x := normalQuantile(u); !(math.Abs(x) > 8 && math.Abs(x) < 8.4) {
			t.Errorf("normalQuantile(%v) = %v", u, x)
		}
	}
}

func TestPowi(t *testing.T) {
	for _, x := range []float64{0, 0.5, 0.97, 1, 1.25, -1.5, 3} {
		want := 1.0
		for n := range 201 {
			if got := powi(x, n); !within(got, want, 1e-13) {
				t.Fatalf("powi(%v, %d) = %v, want %v", x, n, got, want)
			}
			want *= x
		}
	}
}

func TestMonotone(t *testing.T) {
	rising := func(name string, f func(float64) float64, from, to float64) {
		const cells = 300_000
		last := math.Inf(-1)
		for i := range cells + 1 {
			x := from + (to-from)*float64(i)/cells
			if y := f(x); y < last {
				t.Fatalf("%s falls at %v: %v after %v", name, x, y, last)
			} else {
				last = y
			}
		}
	}
	rising("exp", exp, -750, 712)
	rising("exp", exp, -1, 1)
	rising("ln", ln, 1e-9, 4)
	rising("ln", ln, 0.98, 1.02)
	rising("logistic", logistic, -50, 50)
	rising("normalQuantile", normalQuantile, 1e-6, 1-1e-6)
	rising("normalQuantile", normalQuantile, 0.0749, 0.0751)
	rising("normalQuantile", normalQuantile, 1e-12, 2e-11)
}

// One hash on every machine: the bits of 100,000 values of each function.
func TestNumbersAreTheSameOnEveryMachine(t *testing.T) {
	h := fnv.New64a()
	var buffer []byte
	put := func(xs ...float64) {
		for _, x := range xs {
			b := math.Float64bits(x)
			for range 8 {
				buffer = append(buffer, byte(b))
				b >>= 8
			}
		}
	}
	state := uint64(1)
	for i := range 100_000 {
		state = state*6364136223846793005 + 1442695040888963407
		u := float64((float64(finish(state)>>12) + 0.5) * 0x1p-52)
		x := float64(u-0.5) * float64([4]float64{1e-3, 4, 100, 1600}[i%4])
		put(exp(x), ln(u), ln(exp(x)), logistic(x), normalQuantile(u), normalQuantile(float64(u*u)*1e-9), powi(u, i%64))
	}
	_, _ = h.Write(buffer)
	const want = 0x70bcd7c601fad274
	if got := h.Sum64(); got != want {
		t.Errorf("the bits hash to %#x, want %#x", got, uint64(want))
	}
}

var sink float64

func benchmarkOver(b *testing.B, from, to float64, f func(float64) float64) {
	var xs [1024]float64
	for i := range xs {
		xs[i] = from + (to-from)*float64(finish(uint64(i))>>11)*0x1p-53
	}
	b.ReportAllocs()
	sum, i := 0.0, 0
	for b.Loop() {
		sum += f(xs[i&1023])
		i++
	}
	sink = sum
}

func BenchmarkExp(b *testing.B)            { benchmarkOver(b, -10, 10, exp) }
func BenchmarkLn(b *testing.B)             { benchmarkOver(b, 0.01, 10, ln) }
func BenchmarkLogistic(b *testing.B)       { benchmarkOver(b, -10, 10, logistic) }
func BenchmarkNormalQuantile(b *testing.B) { benchmarkOver(b, 1e-9, 1-1e-9, normalQuantile) }
func BenchmarkPowi(b *testing.B) {
	benchmarkOver(b, 0.9, 1, func(x float64) float64 { return powi(x, 20) })
}
func BenchmarkLibraryExp(b *testing.B) { benchmarkOver(b, -10, 10, math.Exp) }
func BenchmarkLibraryLog(b *testing.B) { benchmarkOver(b, 0.01, 10, math.Log) }
