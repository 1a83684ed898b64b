package sim

import (
	"fmt"
	"hash/fnv"
	"math"
	"testing"
)

// A stream to look at: it deals the stream of key number k.
type dealer func(l *Stream, k int)

var (
	ourDealers = map[string]dealer{
		"seeds":        func(l *Stream, k int) { l.reset(newReplicationKey(NewSeed(int64(k)), 0), someone, 0) },
		"replications": func(l *Stream, k int) { l.reset(newReplicationKey(NewSeed(1), k), someone, 0) },
		"rounds":       func(l *Stream, k int) { l.reset(newReplicationKey(NewSeed(1), 0), someone, k) },
		"actors": func(l *Stream, k int) {
			l.reset(newReplicationKey(NewSeed(1), 0), newActorKey("mediator", fmt.Sprint("m", k)), 0)
		},
	}
	// What one would write without thinking; correlated in this generator.
	naiveDealers = map[string]dealer{
		"Seed(s)":     func(l *Stream, k int) { seed(l, uint64(k)) },
		"Seed(s<<32)": func(l *Stream, k int) { seed(l, uint64(k)<<32) },
		"Seed(s<<44)": func(l *Stream, k int) { seed(l, uint64(k)<<44) },
	}
	someone     = newActorKey("party", "government")
	drawsLooked = [...]int{0, 1, 2, 4, 10, 50}
)

// seed begins a stream as the source seeds itself.
func seed(l *Stream, s uint64) {
	*l = Stream{}
	l.src.Seed(s)
	state, _ := l.src.MarshalBinary()
	copy(l.state[:], state)
}

// pairDeviations returns, for each of drawsLooked, by how many standard
// deviations the draws of keys 2k and 2k+1 leave independence on a 32x32 grid.
func pairDeviations(keys int, deal dealer) (z [len(drawsLooked)]float64) {
	const cells = 32
	var counts [len(drawsLooked)][cells * cells]float64
	var l Stream
	for k := 0; k < keys; k += 2 {
		var cell [len(drawsLooked)]int
		for half := range 2 {
			deal(&l, k+half)
			for i, slot := range drawsLooked {
				cell[i] = cell[i]*cells + int(l.Uniform(slot)*cells)
			}
		}
		for i, c := range cell {
			counts[i][c]++
		}
	}
	expected := float64(keys) / 2 / (cells * cells)
	const freedom = cells*cells - 1
	for i := range counts {
		chi2 := 0.0
		for _, n := range counts[i] {
			chi2 += (n - expected) * (n - expected) / expected
		}
		z[i] = (chi2 - freedom) / math.Sqrt(2*freedom)
	}
	return z
}

func TestNeighbouringKeysAreIndependent(t *testing.T) {
	for name, deal := range ourDealers {
		z := pairDeviations(1<<17, deal)
		t.Logf("%-13s %5.1f", name, z)
		for i, x := range z {
			if math.Abs(x) > 4 {
				t.Errorf("neighbouring %s: draw %d is %.1f standard deviations from independence", name, drawsLooked[i], x)
			}
		}
	}
}

// The statistic above can fail: it finds what naive seeding does.
func TestNaiveSeedsAreFoundOut(t *testing.T) {
	for name, deal := range naiveDealers {
		z := pairDeviations(1<<18, deal)
		t.Logf("%-13s %5.1f", name, z)
		worst := 0.0
		for _, x := range z {
			worst = max(worst, math.Abs(x))
		}
		if worst < 8 {
			t.Errorf("%s passes the test of independence with %.1f", name, z)
		}
	}
}

func TestSlotsAreFixed(t *testing.T) {
	var all, one Stream
	r := newReplicationKey(NewSeed(3), 5)
	all.reset(r, someone, 7)
	one.reset(r, someone, 7)
	var draws [4]float64
	for slot := range draws {
		draws[slot] = all.Uniform(slot)
	}
	if got := one.Uniform(3); got != draws[3] {
		t.Errorf("slot 3 alone is %v, after the others %v", got, draws[3])
	}
	one.reset(r, someone, 7)
	if got := one.Uniform(1); got != draws[1] {
		t.Errorf("slot 1 after a new deal is %v, want %v", got, draws[1])
	}
	if got := normalQuantile(one.open(2)); got != normalQuantile(draws[2]+0x1p-54) {
		t.Errorf("slot 2 as a normal is %v", got)
	}
}

func TestSlotsAreReadOnceAndInOrder(t *testing.T) {
	for _, slots := range [][2]int{{0, 0}, {3, 3}, {3, 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("slots %v were read in this order", slots)
				}
			}()
			var l Stream
			l.reset(newReplicationKey(NewSeed(3), 5), someone, 7)
			l.Uniform(slots[0])
			l.Uniform(slots[1])
		}()
	}
}

// Streams are named, not numbered: who else is there does not matter.
func TestAnActorMoreMovesNobodyElsesLuck(t *testing.T) {
	r := newReplicationKey(NewSeed(11), 2)
	first := func(actors ...string) map[string]float64 {
		draws := map[string]float64{}
		for _, id := range actors {
			var l Stream
			l.reset(r, newActorKey("mediator", id), 4)
			draws[id] = l.Uniform(0)
		}
		return draws
	}
	few, more := first("iran", "un"), first("iran", "russia", "un", "us")
	for id, draw := range few {
		if more[id] != draw {
			t.Errorf("%s draws %v alone and %v in company", id, draw, more[id])
		}
	}
	if newActorKey("party", "un") == newActorKey("mediator", "un") || newActorKey("a", "bc") == newActorKey("ab", "c") {
		t.Error("kind and id of an actor run together")
	}
}

func TestNoTwoKeysDealTheSameLuck(t *testing.T) {
	seen := make(map[[2]uint64]string, 200_000)
	check := func(l *Stream, name string, k ...int) {
		key := [2]uint64{l.src.Uint64(), l.src.Uint64()}
		if other, ok := seen[key]; ok {
			t.Fatalf("%s %v deals the stream of %s", name, k, other)
		}
		seen[key] = fmt.Sprint(name, k)
	}
	var l Stream
	var actors [20]actorKey
	for i := range actors {
		actors[i] = newActorKey("mediator", fmt.Sprint("m", i))
	}
	for seed := range 10 {
		for replication := range 10 {
			r := newReplicationKey(NewSeed(int64(seed)), replication)
			for i, a := range actors {
				for round := range 50 {
					l.reset(r, a, round-1)
					check(&l, "grid", seed, replication, i, round)
				}
			}
		}
	}
	for i := 20; i < 34_000; i++ { // below, some are keys of the grid or have two names
		for name, deal := range ourDealers {
			deal(&l, i)
			check(&l, name, i)
		}
	}
}

func TestDrawsStayInTheirInterval(t *testing.T) {
	var l Stream
	sum, low, high := 0.0, 1.0, 0.0
	const draws = 1_000_000
	l.reset(newReplicationKey(NewSeed(1), 1), someone, 1)
	for slot := range draws {
		u := l.Uniform(slot)
		low, high, sum = min(low, u), max(high, u), sum+u
	}
	if low < 0 || high >= 1 || low > 1e-4 || high < 1-1e-4 {
		t.Errorf("draws between %v and %v", low, high)
	}
	if z := (sum/draws - 0.5) * math.Sqrt(12*draws); math.Abs(z) > 4 {
		t.Errorf("their mean is %.1f standard deviations off", z)
	}
}

// Results are published with a seed: its streams never change, on any machine.
func TestStreamsNeverChange(t *testing.T) {
	h := fnv.New64a()
	var l Stream
	for k := range 1000 {
		l.reset(newReplicationKey(NewSeed(int64(k)-500), k*k), newActorKey("mediator", fmt.Sprint("m", k)), k%60-1)
		fmt.Fprintln(h, math.Float64bits(l.Uniform(0)), math.Float64bits(normalQuantile(l.open(3))), math.Float64bits(l.open(17)))
	}
	const want = 0x88ef872b9313b764
	if got := h.Sum64(); got != want {
		t.Errorf("the streams hash to %#x, want %#x", got, uint64(want))
	}
}

func BenchmarkDeal(b *testing.B) {
	var l Stream
	r := newReplicationKey(NewSeed(1), 1)
	sum, round := 0.0, 0
	for b.Loop() {
		l.reset(r, someone, round)
		sum += l.Uniform(0)
		round++
	}
	sink = sum
}

func BenchmarkUniform(b *testing.B) {
	var l Stream
	l.reset(newReplicationKey(NewSeed(1), 1), someone, 1)
	sum, slot := 0.0, 0
	for b.Loop() {
		sum += l.Uniform(slot)
		slot++
	}
	sink = sum
}
