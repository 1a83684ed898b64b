package observe

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
)

// blind is an observer that has seen nothing yet.
func blind(t *testing.T, months int) *Observer {
	t.Helper()
	s, err := scenarios.Load("tajikistan", scenarios.Options{Prior: true})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		t.Fatal(err)
	}
	o, err := New(s.Config, r, months)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// quiet is a month in which nothing happened and no issue stands agreed.
func (o *Observer) quiet(round int) *sim.Seen {
	n := len(o.config.Issues)
	s := &sim.Seen{Round: round, Protocols: make([]int, n), Agreed: make([]float64, n)}
	for k := range s.Protocols {
		s.Protocols[k] = sim.Never
	}
	return s
}

func TestAMeetingOfAHistoryIsWorthWhatItSigned(t *testing.T) {
	o := blind(t, 24)
	essential := slices.IndexFunc(o.config.Issues, func(k sim.Issue) bool { return k.Essential })
	other := slices.IndexFunc(o.config.Issues, func(k sim.Issue) bool { return !k.Essential })
	for _, x := range []struct {
		what string
		do   func(*sim.Seen)
		want record.Result
	}{
		{"talk", func(*sim.Seen) {}, record.ResultNone},
		{"moves that nobody would announce", func(s *sim.Seen) { s.Yielded = 0.09 }, record.ResultNone},
		{"a concession", func(s *sim.Seen) { s.Yielded = 0.1 }, record.ResultPartial},
		{"a framework", func(s *sim.Seen) { s.Framework = true }, record.ResultPartial},
		{"a ceasefire prolonged", func(s *sim.Seen) { s.TruceProlonged, s.Term = true, 2 }, record.ResultPartial},
		{"an issue on the side", func(s *sim.Seen) { s.Protocols[other] = 0 }, record.ResultPartial},
		{"an issue without which there is no peace", func(s *sim.Seen) { s.Protocols[essential] = 0 }, record.ResultAgreement},
		{"a new ceasefire", func(s *sim.Seen) { s.TruceSigned, s.Term = true, 2 }, record.ResultAgreement},
		{"peace", func(s *sim.Seen) { s.End = sim.EndSettlement }, record.ResultAgreement},
	} {
		o.played.clear()
		s := o.quiet(0)
		s.Met, s.Level = true, sim.LevelHigh
		x.do(s)
		o.see(s)
		if got, want := o.played.Meetings, []Meeting{{0, sim.LevelHigh, x.want}}; !cmp.Equal(got, want) {
			t.Errorf("%s: %v, want %v", x.what, got, want)
		}
	}
}

func TestWhatWasAgreedBeforeIsNoResultOfAMeeting(t *testing.T) {
	o := blind(t, 24)
	s := o.quiet(3)
	s.Met, s.Protocols[0] = true, 2
	o.see(s)
	if got := o.played.Meetings[0].Result; got != record.ResultNone {
		t.Errorf("the protocol of the month before makes it %s", record.ResultNames[got])
	}
}

// A ceasefire of three months from month 2 is broken in month 3; its term runs to
// month 4, so what is signed then renews it, for the two months after.
func TestTheTermOfABrokenCeasefireRunsOn(t *testing.T) {
	o := blind(t, 24)
	for round := range 8 {
		s := o.quiet(round)
		switch round {
		case 2:
			s.TruceSigned, s.Term = true, 3
		case 3:
			s.TruceBroken = true
		case 4:
			s.TruceSigned, s.Term = true, 3
		case 6:
			s.TruceProlonged, s.Term = true, 2
		}
		o.see(s)
	}
	want := []Term{{2, 4, 3, 3}, {4, 6, 3, Never}, {6, 8, 2, Never}}
	if got := o.played.Terms; !cmp.Equal(got, want) {
		t.Errorf("terms %v, want %v", got, want)
	}
	if n := o.played.renewals(); n != 2 {
		t.Errorf("%d renewals, want 2", n)
	}
}

// Who only pretends to carry messages, or does something else, carried none.
func TestACeasefireWithoutAMeetingWentByMessenger(t *testing.T) {
	o := blind(t, 24)
	acts := []sim.Act{{Mediator: 0, Role: sim.Messenger}, {Mediator: 1, Role: sim.Messenger, Effort: 0.5}, {Mediator: 2, Role: sim.Convener, Effort: 0.5}}
	for round := range 8 {
		s := o.quiet(round)
		s.Acts, s.Met = acts, round == 5
		s.TruceSigned, s.TruceProlonged, s.Term = round == 2 || round == 5, round == 4, 2
		o.see(s)
	}
	by := sim.MediatorSet{}.With(1)
	if got, want := o.played.Carried, []Carried{{2, by}, {4, by}}; !cmp.Equal(got, want) {
		t.Errorf("carried %v, want %v", got, want)
	}
	o.played.cut(3)
	if got, want := o.played.Carried, []Carried{{4, by}}; !cmp.Equal(got, want) {
		t.Errorf("from month 3: %v, want %v", got, want)
	}
	if o.played.clear(); len(o.played.Carried) != 0 {
		t.Error("the next history begins with what the last one carried")
	}
}

func TestIntensityIsRoundedToTheOrdinalOfTheRecord(t *testing.T) {
	o := blind(t, 24)
	for round, x := range []float64{0, .49, .5, 1.4, 2.5, 3.6, 4} {
		s := o.quiet(round)
		s.Intensity = x
		o.see(s)
	}
	if got, want := o.played.Ordinals[:7], []int8{0, 0, 1, 1, 3, 4, 4}; !cmp.Equal(got, want) {
		t.Errorf("ordinals %v, want %v", got, want)
	}
	if got, want := o.played.Years[0], 1+1+6+15+15.0; got != want {
		t.Errorf("the year weighs %g, want %g", got, want)
	}
}

func TestAnActWithoutEffortIsNotSeen(t *testing.T) {
	o := blind(t, 24)
	s := o.quiet(0)
	s.Acts = []sim.Act{{Mediator: 1, Role: sim.Convener, Effort: 0}, {Mediator: 2, Role: sim.Convener, Effort: 0.1}}
	o.see(s)
	if got := o.played.Seen[0][sim.Convener]; got.Has(1) || !got.Has(2) || got.Len() != 1 {
		t.Errorf("seen: %v", got)
	}
}

// The implementation of a settlement belongs to no record of the war.
func TestMonthsAfterASettlementAreNotSeen(t *testing.T) {
	o := blind(t, 24)
	s := o.quiet(5)
	s.Implementing, s.Intensity, s.Met = true, 3, true
	o.see(s)
	if o.played.Ordinals[5] != 0 || len(o.played.Meetings) != 0 {
		t.Errorf("seen: %v %v", o.played.Ordinals[5], o.played.Meetings)
	}
}

// Five years count, from the settlement's own month; a war that is followed for less
// cannot say that it was kept.
func TestASettlementIsKeptThatHoldsForFiveYears(t *testing.T) {
	o := blind(t, 24)
	for _, x := range []struct {
		settled, collapsed, followed int
		want                         record.Answer
	}{
		{Never, sim.Never, 60, record.AnswerUnknown}, {5, sim.Never, 60, record.AnswerYes}, {5, 59, 60, record.AnswerNo},
		{5, 60, 120, record.AnswerNo}, {5, 61, 120, record.AnswerYes}, {5, 3, 12, record.AnswerNo}, {5, sim.Never, 12, record.AnswerUnknown},
	} {
		o.played.clear()
		o.played.Settled, o.config.Implementation = x.settled, x.followed
		o.seePeace(&sim.Outcome{Collapsed: x.collapsed})
		if got := o.played.Kept; got != x.want {
			t.Errorf("%+v: %d", x, got)
		}
	}
}
