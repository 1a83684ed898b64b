package claims

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"

	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Counts are sums over histories of a variant.
type Counts [numCounts]float64

// What is counted.
const (
	histories = iota
	settled
	kept
	opened
	early  // settlements within earlyUntil
	soon   // talks within soonUntil
	months // at war
	truces
	truceMonths
	numCounts
)

// Months that count as early, and as soon.
const (
	earlyUntil = 18
	soonUntil  = 24
)

func (c *Counts) add(o *sim.Outcome) {
	one := func(yes bool) float64 { return float64(stats.Bit(yes)) }
	opens := o.Opened != sim.Never
	c.plus(&Counts{histories: 1, settled: one(o.Settled()), kept: one(o.Kept()), opened: one(opens),
		early: one(o.Settled() && o.Month < earlyUntil), soon: one(opens && o.Opened < soonUntil),
		months: float64(o.Month), truces: float64(o.Truces), truceMonths: float64(o.TruceMonths)}, 1)
}

// plus adds counts, as often as times says: -1 takes them out.
func (c *Counts) plus(d *Counts, times float64) {
	for k := range c {
		c[k] += float64(times * d[k])
	}
}

func (c *Counts) settled() float64 { return c[settled] / c[histories] }
func (c *Counts) held() float64    { return c[kept] / c[settled] }
func (c *Counts) talks() float64   { return c[soon] / c[histories] }
func (c *Counts) atWar() float64   { return c[months] / c[histories] }

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
	High      stats.Number `json:"high"`
	Histories int          `json:"histories"` // of each variant
	Low       stats.Number `json:"low"`
	Value     stats.Number `json:"value"`
	Verdict   Verdict      `json:"verdict"`
	Wars      int          `json:"wars"`
}

// Tested is a claim with what came of it.
type Tested struct {
	Claim *Claim `json:"claim"`
	// Shipped is over the wars given, each with as many histories; of shares of settlements, or of
	// talks, those wars weigh more in which there are more. Each by war, whose verdicts have
	// intervals of their own; Random over wars drawn from the prior.
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
func (t *Test) Histories() (n int) {
	for i := range Claims {
		n += len(Claims[i].changes) * (len(t.Wars)*t.PerWar() + t.Worlds*Blocks)
	}
	return n
}

// PerWar is how many histories of each variant a war has: a multiple of Blocks.
func (t *Test) PerWar() int { return max(1, t.Reps/Blocks) * Blocks }

// Run tests all claims. The same test gives the same results with any number of workers.
func (t *Test) Run(ctx context.Context) ([]Tested, error) {
	results := make([]Tested, len(Claims))
	played := 0
	var worlds []War
	wars := stats.Values(t.Wars, (*War).prepared)
	for k := range t.Worlds {
		worlds = append(worlds, randomWar(t.Seed, k))
	}
	for i := range Claims {
		c := &Claims[i]
		counts, err := t.play(ctx, c, wars, t.PerWar()/Blocks, &played)
		if err != nil {
			return nil, err
		}
		random, err := t.play(ctx, c, worlds, 1, &played)
		if err != nil {
			return nil, err
		}
		var byWar [][]Counts // so that the jackknife is over wars
		for _, war := range random {
			if war != nil {
				byWar = append(byWar, sum(war...))
			}
		}
		results[i] = Tested{Claim: c, Shipped: c.pooled(counts...), Random: c.pooled(byWar)}
		results[i].Random.Wars = len(byWar)
		for _, war := range counts {
			results[i].Each = append(results[i].Each, c.pooled(war))
		}
	}
	return results, nil
}

// play gives [war][block][variant]; a war without room has nil. Played counts histories.
func (t *Test) play(ctx context.Context, c *Claim, wars []War, reps int, played *int) ([][][]Counts, error) {
	out := make([][][]Counts, len(wars))
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
	}, func(int, int) {
		if *played += len(c.changes) * reps * Blocks; t.Progress != nil {
			t.Progress(*played, t.Histories())
		}
	})
	return out, err
}

// sum of lists of counts, place by place; nil of none.
func sum(lists ...[]Counts) (all []Counts) {
	for _, list := range lists {
		if all == nil {
			all = slices.Clone(list)
			continue
		}
		for v := range list {
			all[v].plus(&list[v], 1)
		}
	}
	return all
}

// pooled estimates the claim's value over wars, whose parts are summed one by one, with the
// jackknife's standard error over parts left out in turn (Efron & Stein 1981), and a 95 %
// interval. Wars without room are nil.
func (c *Claim) pooled(wars ...[][]Counts) Result {
	nan := stats.Number(math.NaN())
	r := Result{Value: nan, Low: nan, High: nan, Verdict: Untested}
	var parts [][]Counts
	for _, war := range wars {
		r.Wars += stats.Bit(war != nil)
		for b := range war {
			if b == len(parts) {
				parts = append(parts, nil)
			}
			parts[b] = sum(parts[b], war[b])
		}
	}
	all := sum(parts...)
	if all == nil {
		return r
	}
	var left []float64
	for _, p := range parts {
		rest := slices.Clone(all)
		for v := range rest {
			rest[v].plus(&p[v], -1)
		}
		left = append(left, c.value(rest))
	}
	value, half := c.value(all), 1.96*math.Sqrt(float64(len(left)-1)*stat.PopVariance(left, nil))
	r.Value, r.Low, r.High = stats.Number(value), stats.Number(value-half), stats.Number(value+half)
	r.Histories, r.Verdict = int(all[0][histories]), c.verdict(value-half, value+half)
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
