package why

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"parley/results/narrative"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/stats"
)

const (
	readiness = 0
	intensity = 8
	convening = 9 + int(sim.Convener)
)

// course of a toy war: every measure is 0 but what set says of a month.
func course(end sim.EndReason, month, months int, set func(round int, m []float32)) Course {
	c := Course{End: end, Month: month}
	for r := range months {
		m := make([]float32, len(measures))
		set(r, m)
		c.Months = append(c.Months, m)
	}
	return c
}

// toy histories of two years: the sides grow ready in the half year before they settle, the
// fighting abates a little, and third parties call them to talks ever more often as time goes on, whatever becomes of it.
// Those who settle late have seen most of those calls.
func toy(n int, luck *rand.Rand) (courses []Course) {
	for k := range n {
		calls := func(r int, m []float32) { m[convening] = float32(r) + luck.Float32() }
		if k%2 == 0 {
			courses = append(courses, course(sim.EndUnsettled, 24, 24, func(r int, m []float32) {
				m[readiness], m[intensity] = luck.Float32(), luck.Float32()
				calls(r, m)
			}))
			continue
		}
		settled := 15 + k%8
		courses = append(courses, course(sim.EndSettlement, settled, settled+1, func(r int, m []float32) {
			ripe := float32(yes(r >= settled-6))
			m[readiness], m[intensity] = luck.Float32()+ripe, luck.Float32()-ripe/2
			calls(r, m)
		}))
	}
	return courses
}

func TestWhatIsKnownToPrecedeSettlingRanksFirstAndTimeDoesNotShow(t *testing.T) {
	b := Contrasts("lead", toy(400, rand.New(rand.NewPCG(1, 2))), Window{1, 6})
	if b.Settled != 200 || b.Others != 200 || b.LeftOut != 0 || len(b.Contrasts) != 3 {
		t.Fatalf("%+v", b)
	}
	first, last := b.Contrasts[0], b.Contrasts[2]
	if first.Measure != "readiness" || math.Abs(float64(first.Before-first.Others)-1) > 0.03 || first.Spread.Low < 7 {
		t.Errorf("readiness, higher by 1: %+v", first)
	}
	if next := b.Contrasts[1]; next.Measure != "intensity" || next.Spread.High > -3 {
		t.Errorf("fighting, less by a half: %+v", next)
	}
	if last.Measure != "acts.convener" || last.Spread.Low > 0 || last.Spread.High < 0 {
		t.Errorf("calls, which only grow with time: %+v", last)
	}
	if far := Contrasts("lead", toy(400, rand.New(rand.NewPCG(1, 2))), Window{8, 12}); far.Contrasts[0].Spread.Low > 0 && far.Contrasts[0].Measure == "readiness" {
		t.Errorf("readiness more than half a year before: %+v", far.Contrasts[0])
	}
}

// By hand: ten settle in month 3 with 2, 0, 0 and four acts; of ten others half have a mean
// of 0 and half of 1 in the two months before, which is a mean of .5 and a spread of .5.
func TestAContrastIsTheDifferenceInSpreadsOfTheOthers(t *testing.T) {
	var courses []Course
	for k := range 10 {
		courses = append(courses, course(sim.EndSettlement, 3, 4, func(r int, m []float32) { m[convening] = []float32{9, 2, 1, 7}[r] }),
			course(sim.EndVictory, 3, 4, func(r int, m []float32) { m[convening] = float32(k % 2) }),
			course(sim.EndVictory, 2, 3, func(_ int, m []float32) { m[convening] = 100 })) // over by then
	}
	courses = append(courses, course(sim.EndSettlement, 1, 2, func(int, []float32) {})) // no such months before
	b := Contrasts("lead", courses, Window{1, 2})
	if b.Settled != 11 || b.LeftOut != 0 {
		t.Fatalf("%+v", b)
	}
	b = Contrasts("lead", courses, Window{2, 3})
	if b.Settled != 10 || b.Others != 10 || b.LeftOut != 1 {
		t.Fatalf("%+v", b)
	}
	c := b.Contrasts[0]
	if c.Before != 5.5 || c.Others != 0.5 || c.Spread.Difference != 10 {
		t.Errorf("%+v", c)
	}
	// Settlements do not vary: the error is that of the others' mean, in their spread.
	half := stats.NormalQuantile(1-0.05/float64(len(measures))) / math.Sqrt(10)
	if math.Abs(c.Spread.HalfWidth()-half) > 1e-9 {
		t.Errorf("half an interval of %g, want %g", c.Spread.HalfWidth(), half)
	}
}

// Where nothing precedes settling the interval of 95 % has 0 in it that often, though the same
// others are compared in many months and each history has a level of its own.
func TestIntervalsHoldOverHistories(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	const sets = 400
	held := 0
	for range sets {
		var courses []Course
		for range 120 {
			level := float32(luck.NormFloat64())
			set := func(_ int, m []float32) { m[readiness] = level + float32(luck.NormFloat64()) }
			if month := 5 + luck.IntN(40); month < 25 {
				courses = append(courses, course(sim.EndSettlement, month, month+1, set))
			} else {
				courses = append(courses, course(sim.EndUnsettled, 25, 25, set))
			}
		}
		list := groups(courses, Window{1, 5})
		c, ok := contrast(courses, list, Window{1, 5}, readiness, stats.Level)
		if held += stats.Bit(ok && c.Spread.Low <= 0 && c.Spread.High >= 0); !ok {
			t.Fatal("no contrast")
		}
	}
	if share := float64(held) / sets; share < 0.92 || share > 0.98 {
		t.Errorf("an interval of 95 %% held 0 in %.3f of the sets", share)
	}
}

func TestTooFewHistoriesAreNotCompared(t *testing.T) {
	if b := Contrasts("lead", toy(18, rand.New(rand.NewPCG(1, 2))), Window{1, 6}); len(b.Contrasts) > 0 || b.Settled != 9 {
		t.Errorf("%+v", b)
	}
}

func TestTheHistoryChosenEndsOtherwise(t *testing.T) {
	none := func(int, []float32) {}
	at := func(ends ...sim.EndReason) (list []Course) {
		for _, e := range ends {
			list = append(list, course(e, 3, 4, none))
		}
		return list
	}
	for _, x := range []struct {
		first, second []Course
		want          int
		found         bool
	}{
		{at(sim.EndVictory, sim.EndVictory, sim.EndSettlement), at(sim.EndVictory, sim.EndDivided, sim.EndVictory), 2, true},
		{at(sim.EndVictory, sim.EndVictory), at(sim.EndVictory, sim.EndDivided), 1, true},
		{at(sim.EndVictory), at(sim.EndVictory), 0, false},
	} {
		if k, found := Choose(x.first, x.second); k != x.want || found != x.found {
			t.Errorf("%d, %v: want %d, %v", k, found, x.want, x.found)
		}
	}
	e := EndsOf(at(sim.EndSettlement, sim.EndSettlement, sim.EndVictory, sim.EndVictory), at(sim.EndSettlement, sim.EndVictory, sim.EndVictory, sim.EndVictory))
	if e.Both != 1 || e.First != 1 || e.Second != 0 || e.Neither != 2 || e.Difference.Difference != 0.25 {
		t.Errorf("%+v", e)
	}
}

// What a course adds up to is what the history came to.
func TestACourseIsThatOfTheWar(t *testing.T) {
	s, err := scenarios.Load("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		t.Fatal(err)
	}
	at := func(id string) int { return slices.IndexFunc(measures, func(m measure) bool { return m.ID == id }) }
	for k := range 40 {
		c, out := Follow(w, &s.Arm, sim.NewSeed(1), k), w.Run(&s.Arm, sim.NewSeed(1), k)
		months := min(out.Month+1, s.Config.Months)
		var sums [3]float64
		last := 0.0
		for round, m := range c.Months {
			for i, id := range []string{"meeting", "ceasefire_held", "violations"} {
				if i == 1 && out.Settled() && round == out.Month {
					continue // the ceasefire ends in peace
				}
				sums[i] += float64(m[at(id)])
			}
			last = float64(m[at("agreed")])
			if r := m[readiness]; r < 0 || r > 1 || r == 0 && out.Settled() {
				t.Errorf("history %d: readiness %g", k, r)
			}
		}
		if c.End != out.End || c.Month != out.Month || len(c.Months) != months || sums != [3]float64{float64(out.Meetings), float64(out.TruceMonths - out.Breakdowns), float64(out.Violations)} {
			t.Errorf("history %d: %v in %d, %d months, %v: want %+v", k, c.End, c.Month, len(c.Months), sums, out)
		}
		if got, want := last, measures[at("agreed")].of(&sim.Seen{Protocols: out.Protocols}); math.Abs(got-want) > 1e-6 {
			t.Errorf("history %d: %g agreed in the end, want %g", k, got, want)
		}
	}
}

// Of many months the table has the first and those of the ends.
func TestTheTableHasTheEnds(t *testing.T) {
	p := &narrative.Parting{}
	for k := range 20 {
		p.After = append(p.After, narrative.SideBySide{Month: k + 1, Ends: k > 17})
	}
	v := view{Why: &Why{Pair: Pair{Sides: make([]Side, 2), Parting: p}}}
	if rows := v.Beside().Rows; len(rows) != mostMonths+2 || v.More() != 6 {
		t.Errorf("%d rows, %d more", len(rows), v.More())
	}
}
