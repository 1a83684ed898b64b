package claims

import (
	"context"
	"encoding/json"
	"math"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Counts are sums over histories of a variant.
type Counts struct {
	N, Settled, Kept, Opened float64
	// Early settlements are of the first 18 months, Talks opened within 24.
	Early, Talks        float64
	War                 float64 // months at war
	Truces, TruceMonths float64
}

// Months that count as early, and as soon.
const (
	earlyUntil = 18
	soonUntil  = 24
)

func (c *Counts) add(o *sim.Outcome) {
	c.N++
	c.War += float64(o.Month)
	c.Truces += float64(o.Truces)
	c.TruceMonths += float64(o.TruceMonths)
	for _, x := range []struct {
		sum *float64
		is  bool
	}{
		{&c.Settled, o.Settled()}, {&c.Kept, o.Kept()}, {&c.Opened, o.Opened != sim.Never},
		{&c.Early, o.Settled() && o.Month < earlyUntil}, {&c.Talks, o.Opened != sim.Never && o.Opened < soonUntil},
	} {
		if x.is {
			*x.sum++
		}
	}
}

// plus adds counts, as often as times says: -1 takes them out.
func (c *Counts) plus(d *Counts, times float64) {
	for _, x := range []struct{ sum, term *float64 }{
		{&c.N, &d.N}, {&c.Settled, &d.Settled}, {&c.Kept, &d.Kept}, {&c.Opened, &d.Opened}, {&c.Early, &d.Early}, {&c.Talks, &d.Talks},
		{&c.War, &d.War}, {&c.Truces, &d.Truces}, {&c.TruceMonths, &d.TruceMonths},
	} {
		*x.sum += float64(times * *x.term)
	}
}

func (c *Counts) settled() float64 { return c.Settled / c.N }
func (c *Counts) held() float64    { return c.Kept / c.Settled }
func (c *Counts) talks() float64   { return c.Talks / c.N }
func (c *Counts) atWar() float64   { return c.War / c.N }

// Verdict on a claim.
type Verdict string

// A claim is held where the whole interval lies within what it allows, not held where
// all of it lies outside, and untested where no war has room for it.
const (
	Held      Verdict = "held"
	NotHeld   Verdict = "not held"
	Undecided Verdict = "undecided"
	Untested  Verdict = "untested"
)

// Result is an estimate over some wars.
type Result struct {
	Value, Low, High float64
	Wars             int
	Histories        int // of each variant
	Verdict          Verdict
}

// MarshalJSON writes the result; what is not a number is null.
func (r Result) MarshalJSON() ([]byte, error) {
	figure := func(x float64) any {
		if math.IsNaN(x) {
			return nil
		}
		return stats.Number(x)
	}
	return json.Marshal(map[string]any{"value": figure(r.Value), "low": figure(r.Low), "high": figure(r.High), "wars": r.Wars,
		"histories": r.Histories, "verdict": r.Verdict})
}

// Tested is a claim with what came of it.
type Tested struct {
	Claim *Claim `json:"claim"`
	// Shipped is over the wars given, each with the same weight; Each by war, whose
	// verdicts have intervals of their own; Random over wars drawn from the prior.
	Shipped Result   `json:"shipped"`
	Each    []Result `json:"each"`
	Random  Result   `json:"random"`
}

// Test is what to play.
type Test struct {
	Wars []War
	// Reps is how many histories of each variant a war has, Worlds how many random wars
	// there are, of Blocks histories each.
	Reps, Worlds int
	Seed         int64
	Workers      int
	// Progress, if set, is told how many histories are played.
	Progress func(done, total int)
}

// Blocks is how many parts of the histories a jackknife leaves out in turn.
const Blocks = 32

// Histories that the test plays at most.
func (t *Test) Histories() int {
	n := 0
	for i := range Claims {
		n += t.variants(&Claims[i]) * (len(t.Wars)*t.blockReps()*Blocks + t.Worlds*Blocks)
	}
	return n
}

// PerWar is how many histories of each variant a war has: a multiple of Blocks.
func (t *Test) PerWar() int { return t.blockReps() * Blocks }

func (t *Test) blockReps() int { return max(1, t.Reps/Blocks) }

// variants of a claim, as many as the first war with room for it has.
func (t *Test) variants(c *Claim) int {
	w := randomWar(t.Seed, 0)
	return len(c.variants(&w))
}

// Run tests all claims. The same test gives the same results with any number of workers.
func (t *Test) Run(ctx context.Context) ([]Tested, error) {
	results := make([]Tested, len(Claims))
	done, total := 0, t.Histories()
	told := func(n int) {
		if done += n; t.Progress != nil {
			t.Progress(done, total)
		}
	}
	for i := range Claims {
		c := &Claims[i]
		wars := make([]War, len(t.Wars))
		for k := range wars {
			wars[k] = t.Wars[k].prepared()
		}
		counts, err := t.play(ctx, c, wars, t.blockReps(), told)
		if err != nil {
			return nil, err
		}
		worlds := make([]War, t.Worlds)
		for k := range worlds {
			worlds[k] = randomWar(t.Seed, k)
		}
		random, err := t.play(ctx, c, worlds, 1, told)
		if err != nil {
			return nil, err
		}
		results[i] = Tested{Claim: c, Shipped: c.pooled(byBlock(counts)), Random: c.pooled(byWar(random))}
		results[i].Shipped.Wars, results[i].Random.Wars = played(counts), played(random)
		for _, war := range counts {
			one := c.pooled(byBlock([][][]Counts{war}))
			if one.Wars = 1; war == nil {
				one.Wars = 0
			}
			results[i].Each = append(results[i].Each, one)
		}
	}
	return results, nil
}

// play gives [war][block][variant]; a war without room has nil.
func (t *Test) play(ctx context.Context, c *Claim, wars []War, reps int, told func(int)) ([][][]Counts, error) {
	out := make([][][]Counts, len(wars))
	last := 0
	err := sweep.Each(ctx, len(wars), t.Workers, nil, func(_ struct{}, i int) error {
		variants := c.variants(&wars[i])
		if variants == nil {
			return nil
		}
		blocks := make([][]Counts, Blocks)
		for b := range blocks {
			blocks[b] = make([]Counts, len(variants))
		}
		for v := range variants {
			w, err := sim.NewWorld(variants[v].Config)
			if err != nil {
				return err
			}
			for k := range Blocks * reps {
				if ctx.Err() != nil {
					return ctx.Err()
				}
				o := w.Run(&variants[v].Arm, sim.NewSeed(t.Seed), k)
				blocks[k/reps][v].add(&o)
			}
		}
		out[i] = blocks
		return nil
	}, func(done, _ int) {
		told((done - last) * t.variants(c) * reps * Blocks)
		last = done
	})
	return out, err
}

func played(counts [][][]Counts) (n int) {
	for _, war := range counts {
		if war != nil {
			n++
		}
	}
	return n
}

// byBlock sums the wars' counts, block by block.
func byBlock(counts [][][]Counts) (parts [][]Counts) {
	for _, war := range counts {
		for b, variants := range war {
			if parts == nil {
				parts = make([][]Counts, Blocks)
			}
			parts[b] = sum(parts[b], variants)
		}
	}
	return parts
}

// byWar sums each war's counts, so that the jackknife is over wars.
func byWar(counts [][][]Counts) (parts [][]Counts) {
	for _, war := range counts {
		var all []Counts
		for _, variants := range war {
			all = sum(all, variants)
		}
		if all != nil {
			parts = append(parts, all)
		}
	}
	return parts
}

func sum(into, add []Counts) []Counts {
	if into == nil {
		into = make([]Counts, len(add))
	}
	for v := range add {
		into[v].plus(&add[v], 1)
	}
	return into
}

// pooled estimates the claim's value over all parts, with the jackknife's standard error
// over parts left out in turn (Efron & Stein 1981), and a 95 % interval.
func (c *Claim) pooled(parts [][]Counts) Result {
	var all []Counts
	for _, p := range parts {
		all = sum(all, p)
	}
	if all == nil {
		return Result{Value: math.NaN(), Low: math.NaN(), High: math.NaN(), Verdict: Untested}
	}
	value, n := c.value(all), float64(len(parts))
	var left []float64
	mean := 0.0
	for _, p := range parts {
		rest := make([]Counts, len(all))
		copy(rest, all)
		for v := range rest {
			rest[v].plus(&p[v], -1)
		}
		x := c.value(rest)
		left = append(left, x)
		mean += x / n
	}
	squares := 0.0
	for _, x := range left {
		squares += float64((x - mean) * (x - mean))
	}
	half := float64(1.96 * math.Sqrt(float64((n-1)/n*squares)))
	r := Result{Value: value, Low: value - half, High: value + half, Histories: int(all[0].N)}
	r.Verdict = c.verdict(value-half, value+half)
	return r
}

// verdict on an interval; one that is not a number decides nothing.
func (c *Claim) verdict(low, high float64) Verdict {
	switch {
	case low > c.Low && high < c.High:
		return Held
	case high < c.Low || low > c.High:
		return NotHeld
	}
	return Undecided
}
