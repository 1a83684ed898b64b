package sweep

import (
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/sim"
)

func factors(t testing.TB, texts ...string) []Factor {
	t.Helper()
	var fs []Factor
	for _, s := range texts {
		f, err := ParseFactor(s)
		if err != nil {
			t.Fatal(err)
		}
		fs = append(fs, f)
	}
	return fs
}

// units are a plan's coordinates when each factor is the range 0 to 1.
func units(t testing.TB, d Design, points, dimensions int, seed int64) [][]float64 {
	t.Helper()
	p := Plan{Design: d, Points: points, Reps: 1, Seed: seed}
	for f := range dimensions {
		p.Factors = append(p.Factors, Factor{Path: fmt.Sprint("x", f), Range: &Range{High: 1}})
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	x := make([][]float64, points)
	for i := range x {
		for _, v := range p.Point(i) {
			u, err := strconv.ParseFloat(v, 64)
			if err != nil || u < 0 || u > 1 {
				t.Fatalf("%s point %d: %q", d, i, v)
			}
			x[i] = append(x[i], u)
		}
	}
	return x
}

func TestGridMovesTheLastFactorFastest(t *testing.T) {
	p := Plan{Design: Grid, Reps: 1, Factors: factors(t, "a=0:1:2", "b=un,iran,russia")}
	want := []string{"a=0 b=un", "a=0 b=iran", "a=0 b=russia", "a=1 b=un", "a=1 b=iran", "a=1 b=russia"}
	checkPoints(t, &p, want)
}

func TestOneAtATimeStartsWithTheScenarioAsItStands(t *testing.T) {
	p := Plan{Design: OneAtATime, Reps: 1, Factors: factors(t, "a=0,1", "b=true", "c=x,y")}
	checkPoints(t, &p, []string{"", "a=0", "a=1", "b=true", "c=x", "c=y"})
}

func TestTableGivesItsRows(t *testing.T) {
	p := Plan{Design: Table, Reps: 1, Factors: []Factor{{Path: "a"}, {Path: "b"}}, Rows: [][]string{{"1", "un"}, {"", "iran"}, {"1", "un"}}}
	checkPoints(t, &p, []string{"a=1 b=un", "b=iran", "a=1 b=un"})
	p.Point(0)[0] = "changed"
	if got := p.Point(0)[0]; got != "1" {
		t.Errorf("a caller changed the table: %s", got)
	}
}

func TestNothingVariedIsOnePoint(t *testing.T) {
	for _, d := range []Design{Grid, OneAtATime} {
		checkPoints(t, &Plan{Design: d, Reps: 1}, []string{""})
	}
}

func checkPoints(t *testing.T, p *Plan, want []string) {
	t.Helper()
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	n, err := p.Size()
	if err != nil || n != len(want) {
		t.Fatalf("%d points, %v; want %d", n, err, len(want))
	}
	for i := range want {
		at := p.Point(i)
		if got := strings.Join(p.Overrides(at), " "); got != want[i] || len(at) != len(p.Factors) {
			t.Errorf("point %d: %s %+v, want %s", i, got, at, want[i])
		}
	}
}

func TestPointsAreReckonedAlone(t *testing.T) {
	for _, d := range Designs {
		p := Plan{Design: d, Reps: 1, Seed: 4, Factors: factors(t, "a=0:1:30", "b=un,iran,russia")}
		switch {
		case d.samples():
			p.Points = 90
		case d == Table:
			p.Factors = []Factor{{Path: "a"}}
			p.Rows = [][]string{{"1"}, {"2"}, {"3"}}
		}
		n, err := p.Size()
		if err != nil {
			t.Fatal(err)
		}
		var forward [][]string
		for i := range n {
			forward = append(forward, p.Point(i))
		}
		for i := n - 1; i >= 0; i-- {
			fresh := p
			if got := fresh.Point(i); !reflect.DeepEqual(got, forward[i]) {
				t.Fatalf("%s: point %d backwards: %+v, forwards %+v", d, i, got, forward[i])
			}
		}
	}
}

// Numbers that no machine and no version may change: plans outlive programs.
func TestDesignsStayAsTheyAre(t *testing.T) {
	want := map[Design]string{
		Random:    "-0.04988423417836718 usa 0.736209210000978 iran -0.4653401760233964 usa",
		LatinCube: "-0.035436881065368686 russia 0.07372591543197626 un -0.9550030093193054 itd",
		Sobol:     "0.5056361288349391 un -0.2663150162871113 itd 0.8743178561726481 pak",
	}
	for d := range want {
		p := Plan{Design: d, Points: 1000, Reps: 1, Seed: 7, Factors: factors(t, "a=-1:1", "b=un,iran,russia,itd,usa,pak")}
		var got []string
		for _, i := range []int{0, 1, 999} {
			got = append(got, p.Point(i)...)
		}
		if s := strings.Join(got, " "); s != want[d] {
			t.Errorf("%s: %s, want %s", d, s, want[d])
		}
	}
}

func TestLatinCubeIsAPermutationInEachColumn(t *testing.T) {
	for _, n := range []int{1, 2, 3, 4, 5, 16, 17, 63, 100, 1000, 4097} {
		x := units(t, LatinCube, n, 3, int64(n))
		for column := range 3 {
			seen := make([]bool, n)
			for i := range x {
				slice := int(x[i][column] * float64(n))
				if slice >= n || seen[slice] {
					t.Fatalf("%d points, column %d: slice %d twice", n, column, slice)
				}
				seen[slice] = true
			}
		}
	}
	x := units(t, LatinCube, 50, 2, 1)
	same := 0
	for i := range x {
		if int(x[i][0]*50) == int(x[i][1]*50) {
			same++
		}
	}
	if same > 8 {
		t.Errorf("%d of 50 points on the diagonal: columns are alike", same)
	}
}

func TestPermutationsAreOfEveryKind(t *testing.T) {
	for _, n := range []uint64{2, 3, 5, 8, 12} {
		const keys = 6000
		counts := make([]float64, n*n*n) // where 0 and 1 go
		for k := range uint64(keys) {
			key := newKey(int64(k), "test")
			counts[key.permute(0, n)*n+key.permute(1, n)]++
		}
		expected := float64(keys) / float64(n*(n-1))
		chi2, freedom := 0.0, float64(n*(n-1)-1)
		for a := range n {
			for b := range n {
				if c := counts[a*n+b]; a != b {
					chi2 += (c - expected) * (c - expected) / expected
				} else if c > 0 {
					t.Fatalf("0 and 1 of %d go to the same place", n)
				}
			}
		}
		if z := (chi2 - freedom) / math.Sqrt(2*freedom); z > 4 {
			t.Errorf("permutations of %d: %.1f standard deviations from even", n, z)
		}
	}
	// Far apart and large.
	key := newKey(1, "test")
	const large = MaxPoints
	seen := map[uint64]bool{}
	for i := uint64(0); i < large; i += large / 1000 {
		if at := key.permute(i, large); at >= large || seen[at] {
			t.Fatalf("point %d of %d goes to %d", i, large, at)
		} else {
			seen[at] = true
		}
	}
}

// The digits, x 2^32, are those that scipy.stats.qmc.Sobol 1.11.4 gives unscrambled.
func TestSobolIsTheSequenceOfJoeAndKuo(t *testing.T) {
	indices := []uint32{1, 2, 3, 7, 500, 1023, 1000003}
	digits := map[int][]uint32{
		0:   {2147483648, 3221225472, 1073741824, 536870912, 1887436800, 4194304, 1187450880},
		1:   {2147483648, 1073741824, 3221225472, 2684354560, 276824064, 3233808384, 2413424640},
		2:   {2147483648, 1073741824, 3221225472, 1610612736, 1484783616, 2629828608, 334991360},
		3:   {2147483648, 1073741824, 3221225472, 536870912, 1753219072, 624951296, 1796354048},
		9:   {2147483648, 3221225472, 1073741824, 3758096384, 595591168, 3653238784, 18903040},
		39:  {2147483648, 1073741824, 3221225472, 536870912, 1820327936, 2998927360, 1122742272},
		63:  {2147483648, 3221225472, 1073741824, 1610612736, 1887436800, 171966464, 1323372544},
		127: {2147483648, 1073741824, 3221225472, 1610612736, 1384120320, 3007315968, 1969033216},
	}
	for d, want := range digits {
		for k, i := range indices {
			if got := sobolDigits(i, d); got != want[k] {
				t.Errorf("point %d, dimension %d: %d, want %d", i, d+1, got, want[k])
			}
		}
	}
	firsts := [][]float64{{0, 0, 0}, {.5, .5, .5}, {.75, .25, .25}, {.25, .75, .75}, {.375, .375, .625}, {.875, .875, .125}}
	for i := range firsts {
		for d, want := range firsts[i] {
			if got := float64(sobolDigits(uint32(i), d)) / (1 << 32); got != want {
				t.Errorf("point %d, dimension %d: %g, want %g", i, d+1, got, want)
			}
		}
	}
}

func TestSobolNumbersAreWhatTheyMustBe(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(sobolNumbers), "\n")
	if len(lines) != MaxSobol-1 {
		t.Fatalf("%d lines for %d dimensions", len(lines), MaxSobol)
	}
	seen := map[string]bool{}
	for _, line := range lines {
		fields := strings.Fields(line)
		if seen[fields[0]] {
			t.Errorf("polynomial %s twice", fields[0])
		}
		seen[fields[0]] = true
		polynomial, _ := strconv.Atoi(fields[0])
		degree := len(fields) - 1
		if order(polynomial, degree) != 1<<degree-1 {
			t.Errorf("polynomial %d of degree %d is not primitive", polynomial, degree)
		}
		for k, text := range fields[1:] {
			if m, _ := strconv.Atoi(text); m%2 == 0 || m >= 2<<k {
				t.Errorf("polynomial %d: initial number %d is %s: want odd, below %d", polynomial, k+1, text, 2<<k)
			}
		}
	}
}

// order of x modulo a polynomial over GF(2).
func order(polynomial, degree int) int {
	if polynomial>>degree != 1 {
		return 0
	}
	x := 1
	for n := 1; n < 1<<degree; n++ {
		if x <<= 1; x>>degree == 1 {
			x ^= polynomial
		}
		if x == 1 {
			return n
		}
	}
	return 0
}

func TestScrambledSobolStaysANet(t *testing.T) {
	const log = 8
	for seed := range int64(3) {
		x := units(t, Sobol, 3<<log, MaxSobol, seed)
		for block := range 3 { // any 2^k from a multiple of 2^k
			part := x[block<<log:][:1<<log]
			for d := range MaxSobol {
				seen := [1 << log]bool{}
				for i := range part {
					seen[int(part[i][d]*(1<<log))] = true
				}
				for slice, ok := range seen {
					if !ok {
						t.Fatalf("seed %d, block %d, dimension %d: nothing in slice %d of %d", seed, block, d+1, slice, 1<<log)
					}
				}
			}
			for a := range log + 1 { // the first two dimensions: one in each box
				seen := map[[2]int]bool{}
				for i := range part {
					seen[[2]int{int(part[i][0] * float64(int(1)<<a)), int(part[i][1] * float64(int(1)<<(log-a)))}] = true
				}
				if len(seen) != 1<<log {
					t.Errorf("seed %d, block %d: boxes of 2^-%d x 2^-%d: %d of %d filled", seed, block, a, log-a, len(seen), 1<<log)
				}
			}
		}
	}
	if a, b := units(t, Sobol, 4, 2, 1), units(t, Sobol, 4, 2, 2); reflect.DeepEqual(a, b) {
		t.Error("the seed does not show")
	}
	if a, b := units(t, Sobol, 100, 5, 1), units(t, Sobol, 1000, 5, 1); !reflect.DeepEqual(a, b[:100]) {
		t.Error("more points do not extend the sequence")
	}
}

// discrepancy is the L2 star discrepancy, squared (Warnock 1972).
func discrepancy(x [][]float64) float64 {
	n, s := float64(len(x)), float64(len(x[0]))
	var one, two float64
	for i := range x {
		product := 1.0
		for _, u := range x[i] {
			product *= (1 - u*u) / 2
		}
		one += product
		for j := range x {
			product := 1.0
			for d, u := range x[i] {
				product *= 1 - max(u, x[j][d])
			}
			two += product
		}
	}
	return math.Pow(3, -s) - 2/n*one + two/(n*n)
}

func TestSobolIsMoreEvenThanLatinThanRandom(t *testing.T) {
	for _, dimensions := range []int{2, 5} {
		mean := func(d Design) (sum float64) {
			for seed := range int64(8) {
				sum += discrepancy(units(t, d, 256, dimensions, seed)) / 8
			}
			return sum
		}
		random, latin, sobol := mean(Random), mean(LatinCube), mean(Sobol)
		if !(sobol < latin/2 && latin < random) {
			t.Errorf("%d dimensions: squared discrepancy %.2g random, %.2g lhs, %.2g sobol", dimensions, random, latin, sobol)
		}
	}
}

func TestRandomIsEvenAndItsFactorsApart(t *testing.T) {
	const n, cells = 20_000, 16
	x := units(t, Random, n, 2, 3)
	var counts [cells * cells]float64
	for i := range x {
		counts[int(x[i][0]*cells)*cells+int(x[i][1]*cells)]++
	}
	chi2, expected := 0.0, float64(n)/(cells*cells)
	for _, c := range counts {
		chi2 += (c - expected) * (c - expected) / expected
	}
	const freedom = cells*cells - 1
	if z := (chi2 - freedom) / math.Sqrt(2*freedom); math.Abs(z) > 4 {
		t.Errorf("%.1f standard deviations from even", z)
	}
}

func TestLevelsHaveEqualShares(t *testing.T) {
	for _, d := range []Design{LatinCube, Sobol} {
		p := Plan{Design: d, Points: 64, Reps: 1, Factors: factors(t, "a=0:1", "b=w,x,y,z")}
		counts := map[string]int{}
		for i := range p.Points {
			counts[p.Point(i)[1]]++
		}
		if want := map[string]int{"w": 16, "x": 16, "y": 16, "z": 16}; !reflect.DeepEqual(counts, want) {
			t.Errorf("%s: %v", d, counts)
		}
	}
}

func TestAFactorMoreMovesNoOther(t *testing.T) {
	for _, d := range []Design{Random, LatinCube, Sobol} {
		p := Plan{Design: d, Points: 50, Reps: 1, Factors: factors(t, "a=0:1", "b=0:1")}
		q := p
		q.Factors = factors(t, "a=0:1", "b=0:1", "c=0:1")
		for i := range p.Points {
			if got, want := q.Point(i)[:2], p.Point(i); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: point %d: %v, was %v", d, i, got, want)
			}
		}
	}
}

func TestSaltelliTakesOneFactorFromB(t *testing.T) {
	p := Plan{Design: Saltelli, Points: 8, Reps: 5, Seed: 2, Factors: factors(t, "a=0:1", "b=0:1", "c=x,y")}
	n, err := p.Size()
	if err := errors.Join(err, p.Validate()); err != nil || n != 8*5*Blocks {
		t.Fatalf("%d points, %v", n, err)
	}
	first := map[int]bool{}
	for i := range n {
		base, column, block := p.Place(i)
		at := func(c int) []string { return p.Point((base*p.Columns() + c) * Blocks) }
		a, b, got := at(0), at(1), p.Point(i)
		for f := range got {
			want := a[f]
			if column == 1 || column == f+2 {
				want = b[f]
			}
			if got[f] != want {
				t.Errorf("point %d, column %d: factor %d is %s, not %s", i, column, f, got[f], want)
			}
		}
		if a[0] == b[0] {
			t.Errorf("base %d: A and B are one", base)
		}
		if want := (base*Blocks + block) * p.Reps; p.First(i) != want {
			t.Errorf("point %d begins with replication %d, not %d", i, p.First(i), want)
		}
		first[p.First(i)] = true
	}
	if len(first) != 8*Blocks {
		t.Errorf("%d runs of replications, want one for each block of a base point", len(first))
	}
}

func TestRadialMovesOneFactorByHalf(t *testing.T) {
	p := Plan{Design: Radial, Points: 4, Reps: 1, Factors: factors(t, "a=0:1", "b=0:1")}
	n, err := p.Size()
	if err := errors.Join(err, p.Validate()); err != nil || n != 4*3*Blocks {
		t.Fatalf("%d points, %v", n, err)
	}
	for i := range n {
		base, column, _ := p.Place(i)
		a, got := p.Point(base*p.Columns()*Blocks), p.Point(i)
		for f := range got {
			from, _ := strconv.ParseFloat(a[f], 64)
			to, _ := strconv.ParseFloat(got[f], 64)
			want := 0.0
			if column == f+1 {
				want = 0.5
			}
			if math.Abs(to-from) != want {
				t.Errorf("point %d, column %d: factor %d from %g to %g", i, column, f, from, to)
			}
		}
	}
}

// More dimensions than the sequence has are drawn.
func TestSaltelliTakesMoreFactorsThanSobolHas(t *testing.T) {
	p := Plan{Design: Saltelli, Points: 256, Reps: 1, Seed: 1}
	for f := range MaxSobol {
		p.Factors = append(p.Factors, Factor{Path: fmt.Sprint("x", f), Range: &Range{High: 1}})
	}
	if err := p.Validate(); err != nil {
		t.Fatal(err)
	}
	sum := 0.0
	for base := range p.Points {
		u, _ := strconv.ParseFloat(p.Point((base*p.Columns() + 1) * Blocks)[MaxSobol-1], 64)
		sum += u / 256
	}
	if math.Abs(sum-0.5) > 4*math.Sqrt(1./12/256) {
		t.Errorf("mean %g", sum)
	}
}

// Blocks of a base point share no replication, and all its points share theirs.
func TestAnAnalysisIsPlayedWithReplicationsOfItsBasePoint(t *testing.T) {
	b := fakeBatch(t, 3, 2)
	b.Plan = &Plan{Design: Radial, Points: 2, Reps: 3, Seed: 3, Factors: factors(t, "months=12,24,36,48", "x=0,1"), Histories: true}
	n, err := b.Plan.Size()
	if err != nil {
		t.Fatal(err)
	}
	b.Todo = Indices{{End: n}}
	var got, want []int
	b.History = func(r *Record, k int, _ []sim.Outcome) error { got = append(got, k); return nil }
	b.Sink = func(r *Record) error {
		for k := range 3 {
			want = append(want, b.Plan.First(r.Point)+k)
		}
		return nil
	}
	if err := b.run(context.Background(), newShifted); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) || got[len(got)-1] != 2*Blocks*3-1 {
		t.Errorf("replications %v, want %v", got, want)
	}
}
