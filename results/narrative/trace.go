package narrative

import (
	"parley/results/document"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
)

// Trace is a history as plain data: IDs in place of indices, months from 1.
type Trace struct {
	Format      int               `json:"format" doc:"form of this document, 1"`
	Version     string            `json:"version" doc:"version of the program"`
	Scenario    string            `json:"scenario" doc:"name"`
	Title       string            `json:"title" doc:"title of the scenario"`
	Seed        int64             `json:"seed" doc:"root of all random streams"`
	Replication int               `json:"replication" doc:"number of the history, from 0"`
	Point       *SweepPoint       `json:"point,omitempty" doc:"point of a sweep, if it is of one"`
	Remark      string            `json:"remark,omitempty" doc:"why this history was chosen"`
	Arm         TraceArm          `json:"arm" doc:"how the war was mediated"`
	Notes       []string          `json:"notes,omitempty" doc:"what of the posterior is of another war, another model or other parameters, and what of the war touches every answer"`
	Structure   map[string]string `json:"structure" doc:"level of each switch of structure"`
	Outcome     map[string]any    `json:"outcome" doc:"what it came to, named as the columns of a file of histories; null where something did not happen. protocols: month in which each issue that is agreed was last agreed"`
	Events      []EventIn         `json:"events" doc:"in order"`
	Rerun       string            `json:"rerun" doc:"command line that gives the same again"`
}

// TraceArm says how the war was mediated.
type TraceArm struct {
	Name   string  `json:"name" doc:"name of the arm"`
	Regime string  `json:"regime" doc:"regime"`
	Lead   *string `json:"lead" doc:"mediator that leads; null where the regime has none"`
}

// EventIn is one event; what does not apply to its kind is left out.
type EventIn struct {
	Month      int           `json:"month" unit:"month" doc:"in which it happened"`
	Date       string        `json:"date" doc:"the calendar month, YYYY-MM"`
	Kind       string        `json:"kind" doc:"what happened"`
	Shock      string        `json:"shock,omitempty" doc:"id"`
	Mediator   string        `json:"mediator,omitempty" doc:"id"`
	Role       string        `json:"role,omitempty" doc:"id of the role that it acts in"`
	Party      string        `json:"party,omitempty" doc:"id"`
	Faction    string        `json:"faction,omitempty" doc:"id"`
	Front      string        `json:"front,omitempty" doc:"id"`
	Issue      string        `json:"issue,omitempty" doc:"id"`
	Other      string        `json:"other_issue,omitempty" doc:"second issue of a package"`
	Level      string        `json:"level,omitempty" doc:"of the delegations: low, high or top"`
	Attributed *bool         `json:"attributed,omitempty" doc:"it was known whose violation it was"`
	Chance     *stats.Number `json:"chance,omitempty" unit:"share" doc:"chance that was drawn against"`
	Attendance *stats.Number `json:"attendance,omitempty" unit:"share" doc:"of the party least willing to come"`
	Will       *stats.Number `json:"willingness,omitempty" unit:"share" doc:"of the party least willing"`
	Venue      *stats.Number `json:"venue,omitempty" unit:"share" doc:"chance that the sides choose the same place"`
	Cohesion   *stats.Number `json:"cohesion,omitempty" unit:"share" doc:"product over the sides"`
	Interest   *stats.Number `json:"interest,omitempty" unit:"scale" doc:"of the mediator in a settlement, -1 to 1"`
	Forts      *int          `json:"forts,omitempty" doc:"that the party now holds"`
	Term       *int          `json:"term,omitempty" unit:"months" doc:"of the ceasefire"`
	Coord      *int          `json:"coordinated,omitempty" doc:"followers of the plan"`
	Acceptance *stats.Number `json:"acceptance,omitempty" unit:"share" doc:"of the lead by the others"`
	Position   *stats.Number `json:"position,omitempty" unit:"position" doc:"on the issue"`
	Change     *stats.Number `json:"change,omitempty" unit:"distance" doc:"of a position, or of trust"`
	Effort     *stats.Number `json:"effort,omitempty" unit:"share" doc:"behind the act"`
	Outline    *stats.Number `json:"outline,omitempty" unit:"scale" doc:"that the act carries, -1 to 1"`
	Planned    bool          `json:"planned,omitempty" doc:"a plan made it"`
	Delayed    bool          `json:"delayed,omitempty" doc:"it rests on the picture of the month before"`
}

// Both are two histories told one after the other.
type Both struct {
	Format  int      `json:"format" doc:"form of this document, 1"`
	Parting *Parting `json:"parting" doc:"where the two part"`
	Traces  []*Trace `json:"histories" doc:"the two, each as trace tells one"`
}

// NewBoth puts names to two histories.
func NewBoth(a, b *History) *Both {
	return &Both{document.Format, Part(a, b), []*Trace{NewTrace(a), NewTrace(b)}}
}

// NewTrace puts names to a history.
func NewTrace(h *History) *Trace {
	t := &Trace{Format: document.Format, Version: h.Version, Scenario: h.Scenario, Title: h.Config.Title, Seed: h.Seed,
		Replication: h.Replication, Point: h.Point, Remark: h.Remark, Rerun: h.Rerun, Outcome: map[string]any{}, Events: []EventIn{}, Structure: map[string]string{},
		Notes: experiment.Notes(h.Config), Arm: TraceArm{Name: h.Arm.Name, Regime: h.Arm.Regime.String()}}
	t.ended(h)
	if id := h.Config.LeadOf(h.Arm); id != "" {
		t.Arm.Lead = &id
	}
	for i := range h.Events {
		t.Events = append(t.Events, eventIn(h.Config, &h.Events[i]))
	}
	return t
}

// ended is what a history came to, by the ids of the codebook, and the month in which each
// issue that is agreed was last agreed.
func (t *Trace) ended(h *History) {
	protocols := map[string]int{}
	for _, x := range outcome.OfHistories() {
		value := x.Named(h.Config, h.Outcome)
		if _, structure := sim.ParameterByID(x.ID); structure {
			t.Structure[x.ID] = value.(string)
		} else {
			t.Outcome[x.ID] = value
		}
	}
	for k, month := range h.Outcome.Protocols {
		if month != sim.Never {
			protocols[h.Config.Issues[k].ID] = month + 1
		}
	}
	t.Outcome["protocols"] = protocols
}

func eventIn(c *sim.Config, e *sim.Event) EventIn {
	j := EventIn{Month: e.Round + 1, Date: (c.Start + sim.Month(e.Round)).String(), Kind: sim.EventKindNames[e.Kind]}
	if e.Shock >= 0 {
		j.Shock = c.Shocks[e.Shock].ID
	}
	if e.Mediator >= 0 {
		j.Mediator = c.Mediators[e.Mediator].ID
	}
	if e.Party >= 0 {
		j.Party = c.Parties[e.Party].ID
		if e.Faction >= 0 {
			j.Faction = c.Parties[e.Party].Factions[e.Faction].ID
		}
	}
	if e.Front >= 0 {
		j.Front = c.Fronts[e.Front].ID
	}
	if e.Issue >= 0 {
		j.Issue = c.Issues[e.Issue].ID
	}
	if e.Other >= 0 {
		j.Other = c.Issues[e.Other].ID
	}
	figures(&j, e)
	return j
}

// figures names what Chance, Value, Second and Third mean for each kind.
func figures(j *EventIn, e *sim.Event) {
	whole := int(e.Value)
	switch e.Kind {
	case sim.EventAct:
		j.Role = e.Act.Role.String()
		j.Interest = figure(e.Value)
		j.Effort, j.Outline, j.Planned, j.Delayed = figure(e.Act.Effort), figure(e.Act.Outline), e.Act.Planned, e.Act.Delayed
	case sim.EventPlan:
		j.Coord, j.Acceptance = &whole, figure(e.Chance)
	case sim.EventBattle:
		j.Forts = &whole
	case sim.EventConveningFailed:
		j.Chance, j.Attendance, j.Venue, j.Cohesion = figure(e.Chance), figure(e.Value), figure(e.Second), figure(e.Third)
	case sim.EventNoMeeting:
		j.Chance, j.Attendance, j.Venue = figure(e.Chance), figure(e.Value), figure(e.Second)
	case sim.EventOpened, sim.EventReopened:
		j.Chance, j.Venue = figure(e.Chance), figure(e.Value)
	case sim.EventMeeting:
		j.Level, j.Venue = sim.LevelNames[e.Level], figure(e.Value)
	case sim.EventConcession:
		j.Change, j.Position = figure(e.Value), figure(e.Second)
	case sim.EventProtocol:
		j.Level, j.Position = sim.LevelNames[e.Level], figure(e.Value)
	case sim.EventIssueBroken:
		j.Change = figure(e.Value)
	case sim.EventTruce, sim.EventExtended:
		j.Chance, j.Term = figure(e.Chance), &whole
	case sim.EventTruceRefused, sim.EventSigned, sim.EventSigningFailed:
		j.Chance, j.Will = figure(e.Chance), figure(e.Value)
	case sim.EventSuspended:
		j.Chance, j.Attendance = figure(e.Chance), figure(e.Value)
	case sim.EventCollapsed:
		j.Chance = figure(e.Chance)
	case sim.EventViolation:
		j.Attributed = &e.Attributed
	}
}

func figure(x float64) *stats.Number {
	n := stats.Number(x)
	return &n
}
