package observe

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
)

func TestALookFromAMonthOnCountsWhatRunsThenFromThere(t *testing.T) {
	c := newChronicle(12, 3, 0, 0)
	c.Meetings = []Meeting{{2, 0, 0}, {6, 0, 0}, {8, 0, 0}}
	c.Terms = []Term{{1, 2, 2, Never}, {3, 9, 7, Never}, {4, 7, 4, 5}, {8, 9, 2, 9}}
	c.Protocols, c.Framework = []int{3, Never, 7}, 2
	c.cut(6)
	want := []Term{{6, 7, 4, 5}, {8, 9, 2, 9}}
	if diff := cmp.Diff(want, c.Terms); diff != "" {
		t.Error(diff)
	}
	if len(c.Meetings) != 2 || !slices.Equal(c.Protocols, []int{6, Never, 7}) || c.Framework != 6 {
		t.Errorf("%+v", c)
	}
	if n := c.breakdowns(); n != 1 {
		t.Errorf("%d breakdowns: the term that was broken before is not broken again", n)
	}
	if months, held, longest := c.covered(); months != 4 || held != 1 || longest != 1 {
		t.Errorf("%d months under a term, %d held, %d in a row; want 4, 1, 1", months, held, longest)
	}
}

func TestATermThatIsOverByTheFirstMonthIsForgotten(t *testing.T) {
	c := newChronicle(12, 1, 0, 0)
	c.Terms = []Term{{1, 5, 5, Never}}
	if c.cut(6); len(c.Terms) != 0 {
		t.Errorf("%+v", c.Terms)
	}
}

func TestSeveralObserversSeeOneHistoryAsEachAloneWould(t *testing.T) {
	s, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		t.Fatal(err)
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		t.Fatal(err)
	}
	whole := blind(t, 54)
	late, err := NewFrom(s.Config, r, 36, 54)
	if err != nil {
		t.Fatal(err)
	}
	met := false
	for k := range 20 {
		seen, _ := PlayBefore(w, &s.Arm, sim.NewSeed(1), k, whole, late)
		a, b := slices.Clone(seen[0]), slices.Clone(seen[1])
		alone, _ := whole.Play(w, &s.Arm, sim.NewSeed(1), k)
		if diff := cmp.Diff(alone, a); diff != "" {
			t.Fatal(diff)
		}
		alone, _ = late.Play(w, &s.Arm, sim.NewSeed(1), k)
		if diff := cmp.Diff(alone, b); diff != "" {
			t.Fatal(diff)
		}
		for i := range a {
			if a[i].Name == "talks.meetings" {
				met = met || b[i].Value > 0 && b[i].Value < a[i].Value
				if b[i].Value > a[i].Value {
					t.Errorf("history %d: more meetings late than ever", k)
				}
			}
		}
	}
	if !met {
		t.Error("no history met both before and after month 36; the test says little")
	}
}

func TestTheOrderOfProtocolsIsOnlyOfThoseThatCameLate(t *testing.T) {
	o := blind(t, 54)
	war, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	war.Config = o.config
	s, err := record.Shipped("tajikistan", war)
	if err != nil {
		t.Fatal(err)
	}
	late, err := NewFrom(o.config, s, 36, 54)
	if err != nil {
		t.Fatal(err)
	}
	// What came early in the record never comes here; the rest is as recorded.
	c := newChronicle(54, len(o.config.Issues), len(o.years), len(o.periods))
	for k, month := range o.recorded.Protocols {
		if month >= 36 {
			c.Protocols[k] = month
		}
	}
	order := func(o *Observer) float64 {
		list := o.Summaries(&c)
		return list[slices.IndexFunc(list, func(s Summary) bool { return s.Name == "protocols.order" })].Value
	}
	if order(late) != 1 || order(o) >= 1 {
		t.Errorf("late order %g, whole order %g", order(late), order(o))
	}
	for _, bad := range []int{-1, 54} {
		if _, err := NewFrom(o.config, s, bad, 54); err == nil {
			t.Errorf("a look from month %d on was not refused", bad)
		}
	}
}
