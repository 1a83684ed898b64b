package scenarios

import (
	"reflect"
	"testing"

	"parley/sim"
)

const begun = `format = 1
start = "2001-01"
months = 24
implementation = 12
[talks]
state = "suspended"
ceasefire = 5
frameworks = ["power"]
guarantee = 0.3
legitimacy = [0.2, 0.4]
deadline = "2002-06"
[coding]
margin = 0
[coordination]
lead = "un"
until = "2001-06"
co_chairs = ["north"]
[coordination.successor.b]
lead = "ngo"
from = "2001-09"
until = "2002-01"
[coordination.successor.a]
lead = "north"
from = "2001-08"
[party.government]
[party.rebels]
[party.splinter]
at_table = false
enter = "2001-03"
exit = "2001-12"
[front.main]
first = "government"
second = "rebels"
[front.south]
first = "government"
second = "splinter"
[issue.power]
cluster = "power"
agreed = [0.3, 0.5]
[issue.land]
cluster = "power"
[mediator.un]
[mediator.north]
[mediator.ngo]
[shock.coup]
start = "2001-06"
bias.north = 0.5
leverage.un = { rebels = -0.25, government = 0.1 }
trust.rebels = -0.2
cohesion.government = 0
`

func TestAWarAsItStandsAtTimeZeroIsBuilt(t *testing.T) {
	s := mustParse(t, begun, Options{})
	c := s.Config
	want := sim.Beginning{Talks: sim.StageSuspended, Truce: 5, Frameworks: []string{"power"}, Guarantee: sim.Exact(0.3), Legitimacy: sim.Coded{Low: 0.2, High: 0.4}}
	if !reflect.DeepEqual(c.Beginning, want) || c.Deadline != 17 {
		t.Errorf("%+v, deadline %d", c.Beginning, c.Deadline)
	}
	if p := c.Parties[2]; !p.AwayFromTable || p.Essential || p.Enter != 2 || p.Exit != 12 || c.Parties[0].AwayFromTable || !c.Parties[0].Essential || c.Parties[0].Exit != 0 {
		t.Errorf("%+v", p)
	}
	if k := c.Issues[0]; !k.AgreedBefore || k.Agreed != (sim.Coded{Low: 0.3, High: 0.5}) || c.Issues[1].AgreedBefore {
		t.Errorf("%+v", k)
	}
	changes := []sim.Change{
		{Number: sim.NumberBias, Mediator: 1, Party: -1, By: 0.5}, {Number: sim.NumberLeverage, Mediator: 2, Party: 1, By: -0.25},
		{Number: sim.NumberLeverage, Mediator: 2, Party: 0, By: 0.1}, {Number: sim.NumberTrust, Mediator: -1, Party: 1, By: -0.2},
	}
	if got := c.Shocks[0].Changes; !reflect.DeepEqual(got, changes) {
		t.Errorf("%+v", got)
	}
	ngo, north, un := 0, 1, 2
	terms := [sim.MaxSuccessors]sim.Succession{{Lead: -1, From: 6}, {Lead: north, From: 7}, {Lead: ngo, From: 8}, {Lead: -1, From: 13}}
	if a := s.Arm; a.Lead != un || a.Successors != terms || a.CoChairs != (sim.MediatorSet{}.With(north)) {
		t.Errorf("%+v", a)
	}
}

// Another lead on the command line leads alone, and to the end.
func TestAnotherLeadDropsTheTermsOfTheFile(t *testing.T) {
	a := mustParse(t, begun, Options{Set: []string{"coordination.lead=north"}}).Arm
	if a.Lead != 1 || a.Successors != [sim.MaxSuccessors]sim.Succession{} || a.CoChairs != (sim.MediatorSet{}) {
		t.Errorf("%+v", a)
	}
	a = mustParse(t, begun, Options{Without: []string{"north"}}).Arm
	if a.CoChairs != (sim.MediatorSet{}) || a.Successors[1].Lead != 0 {
		t.Errorf("%+v", a)
	}
}
