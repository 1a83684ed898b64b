package sim_test

import (
	"reflect"
	"testing"

	"parley/sim"
)

func TestLookingOnChangesNothing(t *testing.T) {
	s := tajikistan(t)
	plain, watched := newWorld(t, s.Config), newWorld(t, s.Config)
	for k := range 40 {
		want := plain.Run(&s.Arm, sim.NewSeed(1), k)
		if got := watched.Observe(&s.Arm, sim.NewSeed(1), k, func(*sim.Seen) {}); !reflect.DeepEqual(want, got) {
			t.Fatalf("history %d differs: %s", k, difference(want, got))
		}
	}
}

// What an onlooker adds up month by month is what the history came to, and what
// its chronicle tells.
func TestAnOnlookerSeesWhatAHistoryCameTo(t *testing.T) {
	s := tajikistan(t)
	w := newWorld(t, s.Config)
	truces := 0
	for k := range 300 {
		type counts struct{ meetings, truces, extensions, breakdowns, frameworks, terms int }
		var seen, told counts
		var months []int
		end := sim.EndUnsettled
		out := w.Observe(&s.Arm, sim.NewSeed(1), k, func(m *sim.Seen) {
			if m.Implementing {
				return
			}
			seen.meetings += count(m.Met)
			seen.truces += count(m.TruceSigned)
			seen.extensions += count(m.TruceProlonged)
			seen.breakdowns += count(m.TruceBroken)
			seen.frameworks += count(m.Framework)
			if m.TruceSigned || m.TruceProlonged {
				seen.terms += m.Term
			}
			if m.Intensity < 0 || m.Intensity > 4 {
				t.Errorf("intensity %g", m.Intensity)
			}
			months, end = append(months, m.Round), m.End
		})
		events, _ := newWorld(t, s.Config).Trace(&s.Arm, sim.NewSeed(1), k)
		for _, e := range events {
			told.meetings += count(e.Kind == sim.EventMeeting)
			told.truces += count(e.Kind == sim.EventTruce)
			told.extensions += count(e.Kind == sim.EventExtended)
			told.breakdowns += count(e.Kind == sim.EventBreakdown)
			told.frameworks += count(e.Kind == sim.EventFramework)
			if e.Kind == sim.EventTruce || e.Kind == sim.EventExtended {
				told.terms += int(e.Value)
			}
		}
		if out.End == sim.EndFrozen { // is said of a whole history, at its horizon
			out.End = sim.EndUnsettled
		}
		if seen != told || end != out.End || months[len(months)-1] != min(out.Month, s.Config.Months-1) {
			t.Errorf("history %d: seen %+v, told %+v, end %v of %v, last month %d of %d", k, seen, told, end, out.End, months[len(months)-1], out.Month)
		}
		truces += seen.truces
	}
	if truces == 0 {
		t.Error("no history had a ceasefire to see")
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestLookingOnAllocatesNothing(t *testing.T) {
	s := tajikistan(t)
	w := newWorld(t, s.Config)
	months := 0
	look := func(*sim.Seen) { months++ }
	for k := range 50 { // buffers grow to their size
		w.Observe(&s.Arm, sim.NewSeed(1), k, look)
	}
	k := 0
	if n := testing.AllocsPerRun(100, func() { w.Observe(&s.Arm, sim.NewSeed(1), k, look); k++ }); n != 0 || months == 0 {
		t.Errorf("%g allocations a history, want 0; %d months seen", n, months)
	}
}
