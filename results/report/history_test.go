package report

import (
	"strings"
	"testing"

	"parley/sim"
	"parley/sim/infer/observe"
)

// chronicle is a war of an input in which nothing happens.
func chronicle(in page) *observe.Chronicle {
	c := in.Config()
	x := &observe.Chronicle{Months: c.Months, Ended: c.Months, Settled: observe.Never, Framework: observe.Never}
	for range c.Issues {
		x.Protocols = append(x.Protocols, observe.Never)
	}
	return x
}

// Two of three ceasefires come about without a meeting.
func TestACeasefireWithoutAMeetingIsToldWithWhoCarriedMessages(t *testing.T) {
	in := small(t)
	x := chronicle(in)
	x.Meetings = []observe.Meeting{{Month: 5}}
	x.Terms = []observe.Term{{Signed: 1, Last: 2, Broken: observe.Never}, {Signed: 5, Last: 6, Broken: observe.Never}, {Signed: 8, Last: 9, Broken: 8}}
	north, un := 0, 0
	for i, m := range in.Config().Mediators {
		switch m.ID {
		case "north":
			north = i
		case "un":
			un = i
		}
	}
	both := sim.MediatorSet{}.With(un).With(north)
	x.Carried = []observe.Carried{{Month: 1, By: both}, {Month: 8, By: sim.MediatorSet{}.With(un)}}
	in.History = &History{Played: x, Regime: "networked"}
	text := said(t, in, "One history")
	for _, want := range []string{"2 times they do so without a meeting: third parties carry messages (north and the United Nations)", "hole: signed"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	f := in.HistoryPicture()
	if !strings.Contains(f.Alt, "without a meeting") {
		t.Errorf("in words: %s", f.Alt)
	}
	var details []string
	for _, row := range f.Rows {
		if row[2] == "ceasefire" && row[3] != "broken" {
			details = append(details, row[3])
		}
	}
	for k, carried := range []bool{true, false, true} {
		if strings.Contains(details[k], "messages carried by") != carried {
			t.Errorf("signature %d: %s", k, details[k])
		}
	}
	x.Terms = x.Terms[:2]
	x.Carried = []observe.Carried{{Month: 1, By: both}, {Month: 5, By: both}}
	if text := said(t, in, "One history"); !strings.Contains(text, "Each time they do so without a meeting") {
		t.Error(text)
	}
	x.Carried = nil
	if text := said(t, in, "One history"); strings.Contains(text, "without a meeting") {
		t.Errorf("nobody carried anything: %s", text)
	}
}
