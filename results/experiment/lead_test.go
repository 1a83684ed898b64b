package experiment

import (
	"testing"

	"parley/results/internal/toywar"
	"parley/sim"
)

func TestWhoLeadsWhenIsSaid(t *testing.T) {
	c := toywar.War()
	arm := &sim.Arm{Lead: 0, From: 1}
	if got := Leads(c, arm) + " from " + LeadStart(c, arm); got != "the United Nations leads from February 1993" {
		t.Error(got)
	}
	arm.CoChairs.Add(1)
	arm.Successors = [sim.MaxSuccessors]sim.Succession{{Lead: -1, From: 3}, {Lead: 2, From: 5}, {Lead: -1, From: 9}}
	want := "the United Nations (with Russia) leads from February 1993 to March 1993, then Iran from June 1993 to September 1993"
	if got := Leads(c, arm) + " from " + LeadStart(c, arm); got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}

func TestWhoIsNotThereDoesNotLead(t *testing.T) {
	next := func(list ...sim.Succession) (out [sim.MaxSuccessors]sim.Succession) {
		copy(out[:], list)
		return out
	}
	for _, x := range []struct {
		enter, exit [3]int // of the United Nations, Russia and Iran
		next        [sim.MaxSuccessors]sim.Succession
		want, all   string
	}{
		{exit: [3]int{4, 36, 36}, want: "the United Nations leads from January 1993 to April 1993 (the month of departure)", all: "the United Nations leads"},
		{exit: [3]int{36, 4, 36}, next: next(sim.Succession{Lead: 1, From: 2}, sim.Succession{Lead: 2, From: 6}),
			want: "the United Nations leads from January 1993, then Russia from March 1993 to April 1993 (the month of departure), then Iran from July 1993",
			all:  "the United Nations, Russia and Iran lead in turn"},
		{enter: [3]int{0, 12, 0}, exit: [3]int{36, 36, 36}, next: next(sim.Succession{Lead: 1, From: 2}, sim.Succession{Lead: 2, From: 6}),
			want: "the United Nations leads from January 1993 to February 1993, then Iran from July 1993", all: "the United Nations and Iran lead in turn"},
		{enter: [3]int{5, 3, 0}, exit: [3]int{36, 36, 36}, next: next(sim.Succession{Lead: 1, From: 2}),
			want: "Russia leads from April 1993 (the month of entry)", all: "Russia leads"},
	} {
		c := toywar.War()
		for i := range c.Mediators {
			c.Mediators[i].Enter, c.Mediators[i].Exit = x.enter[i], x.exit[i]
		}
		arm := &sim.Arm{Lead: 0, Successors: x.next}
		if got := Leads(c, arm) + " from " + LeadStart(c, arm); got != x.want {
			t.Errorf("%s\nwant %s", got, x.want)
		}
		if got := LeadsInTurn(c, arm); got != x.all {
			t.Errorf("%s\nwant %s", got, x.all)
		}
	}
}
