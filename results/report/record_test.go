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
