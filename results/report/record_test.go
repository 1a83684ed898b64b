package report

import (
	"strings"
	"testing"

	"parley/scenarios"
	"parley/sim/infer/observe"
)

func TestTheRecordIsToldInASentence(t *testing.T) {
	in := small(t)
	in.Record = &observe.Chronicle{Months: 12, Ended: 9, Settled: 9, Meetings: []observe.Meeting{{Month: 5}}, Protocols: []int{3, observe.Never, 8},
		Terms: []observe.Term{{Signed: 1, Last: 2, Broken: observe.Never}, {Signed: 8, Last: 9, Broken: 8}}}
	const want = "In the record the sides meet in 1 month, agree on 2 issues and sign or prolong a ceasefire 2 times, of which 1 is broken; it is settled in October 2001."
	if text := said(t, in, "One history"); !strings.Contains(text, want) {
		t.Error(text)
	}
	in.Uncoded = true
	if text := said(t, in, "One history"); !strings.Contains(text, "meet in at least 1 month (not every round is coded), agree") {
		t.Error(text)
	}
	in.Record.Ended, in.Record.Settled = 12, observe.Never
	if text := said(t, in, "One history"); !strings.Contains(text, "of which 1 is broken.") {
		t.Error(text)
	}
}

// What became of the war stands beside the share of histories that are settled by then.
func TestTheEndOfTheWarStandsBesideThatOfItsHistories(t *testing.T) {
	for want, record := range map[string]observe.Chronicle{"the war was settled in October 2001. Of 100": {Months: 12, Ended: 9, Settled: 9},
		"a side won in October 2001. Of 100": {Months: 12, Ended: 9, Settled: observe.Never}, "the war was not settled by December 2001. Of 100": {Months: 12, Ended: 12, Settled: observe.Never}} {
		in := small(t)
		in.Record = &record
		in.Arm("networked").Incidence[11].Settled = 0.5
		if text := said(t, in, "Is the model"); !strings.Contains(text, want) || strings.Contains(text, "has 50.0 settled by then") != (record.Ended == 12) {
			t.Errorf("%q, want %q", text, want)
		}
	}
}

// What is folded away on paper, the foot says: how to play it again, and what it is not.
func TestTheFootSaysHowThePageWasMade(t *testing.T) {
	in := small(t)
	in.Again = "parley report minimal --seed 1"
	const want = "Settled: all required parties have signed on all required issues; kept: still in force 3 months later. No forecast: wars “like this one” are the model's, with its assumptions. 30 wars, seed 1, parley test, model 2: parley report minimal --seed 1"
	if got := Page(in.Input).Foot; got != want {
		t.Error(got)
	}
}

// The remarks of a record say whether all its rounds are coded.
func TestARecordSaysThatRoundsAreNotCoded(t *testing.T) {
	for war, want := range map[string]bool{"tajikistan": false, "mozambique": true, "sudan_1993": true} {
		s, err := scenarios.Load(war, scenarios.Options{})
		if err != nil {
			t.Fatal(err)
		}
		in := &Input{Scenario: s}
		if err := in.ReadRecord(); err != nil || in.Record == nil || in.Uncoded != want {
			t.Errorf("%s: uncoded %v, %v", war, in.Uncoded, err)
		}
	}
}
