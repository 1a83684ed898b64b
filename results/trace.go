package results

import "parley/sim"

// Trace is a history as plain data: IDs in place of indices, months from 1.
type Trace struct {
	Format      int         `json:"format"`
	Version     string      `json:"version"`
	Scenario    string      `json:"scenario"`
	Title       string      `json:"title"`
	Seed        int64       `json:"seed"`
	Replication int         `json:"replication"`
	Point       *SweepPoint `json:"point,omitempty"`
	Arm         TraceArm    `json:"arm"`
	Outcome     TraceEnd    `json:"outcome"`
	Events      []EventIn   `json:"events"`
	Rerun       string      `json:"rerun"`
}

// TraceArm says how the war was mediated.
type TraceArm struct {
	Name      string  `json:"name"`
	Regime    string  `json:"regime"`
	Lead      *string `json:"lead"`
	Attention string  `json:"attention"`
}

// TraceEnd is what a history came to; null where something did not happen.
type TraceEnd struct {
	End            string         `json:"end"`
	Month          *int           `json:"end_month"`
	MonthsAtWar    int            `json:"months_at_war"`
	Winner         *string        `json:"winner"`
	CollapsedAfter *int           `json:"collapsed_after"`
	Opened         *int           `json:"talks_month"`
	Meetings       int            `json:"meetings"`
	Suspensions    int            `json:"suspensions"`
	Frameworks     int            `json:"frameworks"`
	FirstTruce     *int           `json:"ceasefire_month"`
	Truces         int            `json:"ceasefires"`
	Extensions     int            `json:"extensions"`
	Lapses         int            `json:"lapses"`
	Breakdowns     int            `json:"breakdowns"`
	TruceMonths    int            `json:"ceasefire_months"`
	Violations     int            `json:"violations"`
	Battles        int            `json:"battles"`
	Acts           int            `json:"acts"`
	Protocols      map[string]int `json:"protocols"`
}

// EventIn is one event; what does not apply to its kind is left out.
type EventIn struct {
	Month      int     `json:"month"`
	Date       string  `json:"date"`
	Kind       string  `json:"kind"`
	Shock      string  `json:"shock,omitempty"`
	Mediator   string  `json:"mediator,omitempty"`
	Role       string  `json:"role,omitempty"`
	Party      string  `json:"party,omitempty"`
	Faction    string  `json:"faction,omitempty"`
	Front      string  `json:"front,omitempty"`
	Issue      string  `json:"issue,omitempty"`
	Other      string  `json:"other_issue,omitempty"`
	Level      string  `json:"level,omitempty"`
	Attributed *bool   `json:"attributed,omitempty"`
	Chance     *number `json:"chance,omitempty"`
	Readiness  *number `json:"readiness,omitempty"`
	Will       *number `json:"willingness,omitempty"`
	Venue      *number `json:"venue,omitempty"`
	Cohesion   *number `json:"cohesion,omitempty"`
	Interest   *number `json:"interest,omitempty"`
	Forts      *int    `json:"forts,omitempty"`
	Term       *int    `json:"term,omitempty"`
	Coord      *int    `json:"coordinated,omitempty"`
	Acceptance *number `json:"acceptance,omitempty"`
	Position   *number `json:"position,omitempty"`
	Change     *number `json:"change,omitempty"`
	Effort     *number `json:"effort,omitempty"`
	Outline    *number `json:"outline,omitempty"`
	Planned    bool    `json:"planned,omitempty"`
	Delayed    bool    `json:"delayed,omitempty"`
}

// NewTrace puts names to a history.
func NewTrace(h *History) *Trace {
	t := &Trace{Format: Format, Version: h.Version, Scenario: h.Scenario, Title: h.Config.Title, Seed: h.Seed,
		Replication: h.Replication, Point: h.Point, Rerun: h.Rerun, Outcome: traceEnd(h), Events: []EventIn{},
		Arm: TraceArm{Name: h.Arm.Name, Regime: h.Arm.Regime.String(), Attention: sim.AttentionNames[h.Arm.Attention]}}
	if sim.Regimes[h.Arm.Regime].NeedsLead && h.Arm.Lead >= 0 {
		t.Arm.Lead = &h.Config.Mediators[h.Arm.Lead].ID
	}
	for i := range h.Events {
		t.Events = append(t.Events, eventIn(h.Config, &h.Events[i]))
	}
	return t
}

func traceEnd(h *History) TraceEnd {
	o := h.Outcome
	e := TraceEnd{End: sim.EndReasonNames[o.End], MonthsAtWar: o.Month, Opened: monthFromOne(o.Opened),
		Meetings: o.Meetings, Suspensions: o.Suspensions, Frameworks: o.Frameworks, FirstTruce: monthFromOne(o.FirstTruce),
		Truces: o.Truces, Extensions: o.Extensions, Lapses: o.Lapses, Breakdowns: o.Breakdowns, TruceMonths: o.TruceMonths,
		Violations: o.Violations, Battles: o.Battles, Acts: o.Acts, Protocols: map[string]int{}}
	if o.End != sim.EndUnsettled {
		e.Month = monthFromOne(o.Month)
	}
	if o.End == sim.EndVictory {
		e.Winner = &h.Config.Parties[o.Winner].ID
	}
	if o.Collapsed != sim.Never {
		e.CollapsedAfter = &o.Collapsed
	}
	for k, month := range o.Protocols {
		if month != sim.Never {
			e.Protocols[h.Config.Issues[k].ID] = month + 1
		}
	}
	return e
}

func monthFromOne(month int) *int {
	if month == sim.Never {
		return nil
	}
	month++
	return &month
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
	case sim.EventConvenedInVain:
		j.Chance, j.Readiness, j.Venue, j.Cohesion = figure(e.Chance), figure(e.Value), figure(e.Second), figure(e.Third)
	case sim.EventNoMeeting:
		j.Chance, j.Readiness, j.Venue = figure(e.Chance), figure(e.Value), figure(e.Second)
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
		j.Chance, j.Readiness = figure(e.Chance), figure(e.Value)
	case sim.EventCollapsed:
		j.Chance = figure(e.Chance)
	case sim.EventViolation:
		j.Attributed = &e.Attributed
	}
}

func figure(x float64) *number {
	n := number(x)
	return &n
}
