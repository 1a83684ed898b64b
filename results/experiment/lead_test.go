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
