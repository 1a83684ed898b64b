package narrative

import (
	"encoding/json"
	"strings"
	"testing"

	"parley/results/document"
	"parley/results/internal/toywar"
	"parley/sim"
)

// happened makes an event with nobody in it, and lets f fill it.
func happened(round int, kind sim.EventKind, f func(*sim.Event)) sim.Event {
	e := sim.Event{Round: round, Kind: kind, Shock: -1, Mediator: -1, Party: -1, Faction: -1, Front: -1, Issue: sim.NoIssue, Other: sim.NoIssue}
	if f != nil {
		f(&e)
	}
	return e
}

func did(round, mediator int, role sim.Role, party int) sim.Event {
	return happened(round, sim.EventAct, func(e *sim.Event) {
		e.Mediator, e.Party = mediator, party
		e.Act = sim.Act{Mediator: mediator, Role: role, Party: party, Issue: sim.NoIssue, Effort: 0.5}
	})
}

func story() *History {
	by := func(party int, chance, value, second float64) func(*sim.Event) {
		return func(e *sim.Event) { e.Party, e.Chance, e.Value, e.Second = party, chance, value, second }
	}
	on := func(issue int, value float64) func(*sim.Event) {
		return func(e *sim.Event) { e.Issue, e.Value = issue, value }
	}
	events := []sim.Event{
		did(0, 0, sim.Explorer, sim.Everyone),
		happened(1, sim.EventBattle, func(e *sim.Event) { e.Front, e.Party, e.Value = 0, 1, 11 }),
		happened(2, sim.EventConveningFailed, func(e *sim.Event) { by(1, 0.03, 0.2, 0.4)(e); e.Third = 0.12 }),
		happened(3, sim.EventShock, func(e *sim.Event) { e.Shock = 0 }),
		happened(3, sim.EventEnters, func(e *sim.Event) { e.Mediator = 2 }),
		happened(3, sim.EventPlan, func(e *sim.Event) { e.Mediator, e.Value = 0, 2 }),
		did(3, 0, sim.Convener, sim.Everyone),
		did(3, 1, sim.Inducer, 0),
		did(3, 2, sim.Inducer, 1),
		did(3, 1, sim.Legitimiser, sim.Everyone),
		did(3, 2, sim.Legitimiser, sim.Everyone),
		happened(3, sim.EventOpened, by(-1, 0.25, 0.6, 0)),
		happened(3, sim.EventMeeting, func(e *sim.Event) { e.Level, e.Value = sim.LevelHigh, 0.6 }),
		happened(3, sim.EventConcession, func(e *sim.Event) { e.Party, e.Issue, e.Value = 0, 0, 0.15 }),
		happened(3, sim.EventConcession, func(e *sim.Event) { e.Party, e.Issue, e.Value = 1, 1, 0.01 }),
		happened(3, sim.EventProtocol, on(1, 0.4)),
		happened(3, sim.EventTruce, by(-1, 0.3, 2, 0)),
		happened(4, sim.EventMeeting, nil),
		happened(4, sim.EventViolation, func(e *sim.Event) { e.Party, e.Faction = 1, 0 }),
		happened(5, sim.EventViolation, func(e *sim.Event) { e.Party, e.Faction, e.Attributed = 1, 0, true }),
		happened(5, sim.EventBreakdown, by(1, 0, 0, 0)),
		happened(5, sim.EventSuspended, by(0, 0.2, 0.1, 0)),
		happened(6, sim.EventReopened, by(-1, 0.1, 0.5, 0)),
		happened(6, sim.EventMeeting, nil),
		happened(6, sim.EventSigned, by(1, 0.4, 0.5, 0)),
		did(7, 0, sim.Monitor, sim.Everyone),
		happened(13, sim.EventCollapsed, by(-1, 0.02, 0, 0)),
	}
	return &History{Scenario: "small", Rerun: "parley trace small", Config: toywar.War(), Seed: 1, Replication: 7,
		Arm: &sim.Arm{Name: "lead", Regime: sim.RegimeLead}, Events: events,
		Outcome: &sim.Outcome{Structure: sim.Structure{1, 0, 0, 0, 2}, End: sim.EndSettlement, Month: 6, Winner: -1, Collapsed: 7, Opened: 3, Meetings: 3, Suspensions: 1,
			FirstTruce: 3, Truces: 1, TruceMonths: 2, Violations: 2, Battles: 1, Protocols: []int{6, 3}, Agreed: []float64{0.5, 0.4}}}
}

func TestAShockSaysWhatItIsWorth(t *testing.T) {
	h := story()
	h.Config.Shocks[0] = sim.Shock{Name: "A neighbour falls.", Start: 3, End: 5, Pressure: []float64{-2, 0}, Violence: 1,
		Changes: []sim.Change{{Number: sim.NumberLeverage, Mediator: 1, Party: 1, By: 0.2}, {Number: sim.NumberWarSupport, Mediator: -1, Party: 1, By: -0.3}}}
	want := "From outside: A neighbour falls (pressure to settle on the Government of Ruritania -0.10, intensity +0.50 of 4, to June 1993, " +
		"leverage of Russia with the rebels +0.20, war support of the rebels -0.30)."
	if got := strings.Join(strings.Fields(told(h)), " "); !strings.Contains(got, want) {
		t.Errorf("no %q in\n%s", want, got)
	}
}

func TestChronicleTellsTheStory(t *testing.T) {
	got := strings.Join(strings.Fields(told(story())), " ")
	for _, want := range []string{
		"replication 7 of seed 1",
		"the United Nations leads from January 1993. Structure: attention queue, needs marginal, hurt relative, table free, parties readiness.",
		"With every essential issue agreed the sides signed a settlement",
		"January to March 1993 (months 1 to 3)", // nothing began, ended or was signed
		"called to talks in 1 of 3 months and did not come (a chance of 3 %): the weakest factor was cohesion within the sides (0.12).",
		"The rebels won 1 battle; 11 of 20 forts are now in the hands of the rebels.",
		"April 1993 (month 4) From outside: A neighbour falls. Iran enters as a third party. The United Nations coordinated 2 other third parties.",
		"Russia and Iran lent standing to the talks by observing them",
		"Russia pressed the Government of Ruritania and Iran pressed the rebels.",
		"Talks opened, at the call of the United Nations, with high delegations (the chance was 25 %, the venue 0.60).",
		`The Government of Ruritania gave way far on "Who governs"; the rebels gave way a little on "land".`,
		`Agreed: "land", 40 % of the way from the Government of Ruritania to the rebels.`,
		"A ceasefire was signed for 2 months (the chance was 30 %).",
		"May 1993 (month 5)",
		"The ceasefire was violated once.",
		"Fighters of the rebels (Hill bands) violated the ceasefire, and it was established who they were. That was the end of the ceasefire.",
		"The talks were suspended (a chance of 20 %): attendance was lowest with the Government of Ruritania (0.10).",
		"Talks resumed, with nobody calling",
		"the sides signed a settlement (a chance of 40 %; willingness was lowest with the rebels, 50 %).",
		"A settlement was signed in July 1993 (month 7). It collapsed after 7 months, in February 1994.",
		"Agreed in the end: 2 of 2 issues.",
		"Again: parley trace small",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, told(story()))
		}
	}
	if strings.Contains(got, "August 1993") {
		t.Error("months of implementation are told one by one")
	}
}

// What had been agreed at a signature is told as it was.
func TestChronicleKnowsWhatWasEssential(t *testing.T) {
	for _, c := range []struct {
		essential bool
		from      int
		want      string
	}{
		{true, 6, " With every essential issue agreed the sides signed a settlement (a"},
		{true, 7, ` With no essential issue on the table yet ("Who governs" had not come up) the sides signed a settlement (a`},
		{false, 0, " The sides signed a settlement (a"},
	} {
		h := story()
		h.Config.Issues[0].Essential, h.Config.Issues[0].From = c.essential, c.from
		if text := strings.Join(strings.Fields(told(h)), " "); !strings.Contains(text, c.want) {
			t.Errorf("no %q in\n%s", c.want, text)
		}
	}
	h := story()
	h.Config.Issues[1].Essential, h.Config.Issues[1].From = true, 9
	want := `With every essential issue then on the table agreed ("land" had not come up) the sides signed`
	if text := strings.Join(strings.Fields(told(h)), " "); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}

func TestALeadLeadsFromItsEntry(t *testing.T) {
	h := story()
	h.Config.Mediators[0].Enter = 3
	text := strings.Join(strings.Fields(told(h)), " ")
	if !strings.Contains(text, "the United Nations leads from April 1993 (the month of entry).") {
		t.Error(text)
	}
	h.Arm.From = 4
	if text := told(h); !strings.Contains(text, "from May 1993.") {
		t.Error(text)
	}
}

// Months without an event count as well, before the first and to the last.
func TestChronicleTellsAllMonths(t *testing.T) {
	h := story()
	h.Events = []sim.Event{did(2, 0, sim.Explorer, sim.Everyone), happened(11, sim.EventUnsettled, nil)}
	h.Outcome = &sim.Outcome{End: sim.EndUnsettled, Month: 12, Winner: -1, Collapsed: sim.Never, Opened: sim.Never, FirstTruce: sim.Never}
	if text := told(h); !strings.Contains(text, "\nJanuary to December 1993 (months 1 to 12)\n") {
		t.Error(text)
	}
}

// Every kind of event can stand alone in a month, and has a name in JSON.
func TestEveryKindOfEventIsTold(t *testing.T) {
	for kind := range sim.NumEventKinds {
		h := story()
		e := happened(0, kind, func(e *sim.Event) {
			e.Shock, e.Mediator, e.Party, e.Faction, e.Front, e.Issue, e.Other = 0, 1, 1, 0, 0, 0, 1
			e.Chance, e.Value, e.Second = 0.3, 2, 0.25
			e.Act = sim.Act{Mediator: 1, Role: sim.Inducer, Party: 0, Issue: sim.NoIssue}
		})
		h.Events = []sim.Event{e}
		if text := told(h); !strings.Contains(text, "January 1993 (month 1)") {
			t.Errorf("%s is not told:\n%s", sim.EventKindNames[kind], text)
		}
		document, err := json.Marshal(NewTrace(h).Events[0])
		if err != nil || !strings.Contains(string(document), `"kind":"`+sim.EventKindNames[kind]+`"`) ||
			!strings.Contains(string(document), `"date":"1993-01"`) {
			t.Errorf("%s in JSON: %s, %v", sim.EventKindNames[kind], document, err)
		}
	}
}

func TestTraceNamesWhatHappened(t *testing.T) {
	document, err := json.Marshal(NewTrace(story()))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"arm":{"name":"lead","regime":"lead","lead":"un"},"structure":{"structure.attention":"queue","structure.hurt":"relative","structure.needs":"marginal","structure.parties":"readiness","structure.table":"free"}`,
		`"end":"settlement","end_month":7,`, `"months_at_war":6,`, `"winner":null`, `"collapsed_after":7,`, `"talks_month":4,`, `"ceasefire_month":4,`,
		`"protocols":{"land":4,"power":7}`,
		`{"month":4,"date":"1993-04","kind":"act","mediator":"russia","role":"inducer","party":"gov","interest":0,"effort":0.5,"outline":0}`,
		`"kind":"violation","party":"reb","faction":"hill","attributed":false`,
	} {
		if !strings.Contains(string(document), want) {
			t.Errorf("no %s in %s", want, document)
		}
	}
}

// told is a history as text.
func told(h *History) string { return Chronicle(h).Text(document.Screen{}) }

// Talks and a ceasefire stand at time zero, a party comes and goes, and a deadline passes.
func TestAWarThatIsUnderWayIsTold(t *testing.T) {
	h := story()
	c := *h.Config
	c.Months, c.Deadline, c.Beginning = 12, 3, sim.Beginning{Talks: sim.StageOpen, Truce: 12}
	h.Config = &c
	h.Events = []sim.Event{
		happened(0, sim.EventNoMeeting, func(e *sim.Event) { e.Party, e.Chance, e.Value, e.Second = 1, 0.03, 0.2, 0.4 }),
		happened(1, sim.EventJoins, func(e *sim.Event) { e.Party = 1 }),
		happened(2, sim.EventWithdraws, func(e *sim.Event) { e.Party = 1 }),
		happened(11, sim.EventFrozen, nil),
	}
	h.Outcome = &sim.Outcome{End: sim.EndFrozen, Month: 12, Winner: -1, Collapsed: sim.Never, Opened: 4, FirstTruce: sim.Never,
		Protocols: []int{sim.Never, sim.Never}, Agreed: make([]float64, 2)}
	got := strings.Join(strings.Fields(told(h)), " ")
	for _, want := range []string{
		"January 1993 (month 1) Talks were open, but nobody met (a chance of 3 %)", "The ceasefire held.",
		"The rebels entered the war.", "The rebels left the war, and nobody won the fronts there.",
		"May to December 1993 (months 5 to 12) The deadline for talks had passed. The ceasefire held.",
		"The sides first met in May 1993 (month 5)",
		"with the war frozen: no settlement, and a ceasefire that had been in force for two years or more.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Names have their article, plural ones a plural verb, and who leaves is told.
func TestWhoComesAndLeavesIsToldInGoodEnglish(t *testing.T) {
	h := story()
	h.Config.Mediators = append(h.Config.Mediators, sim.Mediator{ID: "obs", Name: "Observers", Exit: 3, Grammar: sim.Grammar{Article: sim.ArticleThe, Plural: true}})
	h.Arm.Lead = 3
	h.Config.Mediators[3].Enter = 1
	who := func(round int, kind sim.EventKind, mediator int) sim.Event {
		return happened(round, kind, func(e *sim.Event) { e.Mediator = mediator })
	}
	h.Events = []sim.Event{who(1, sim.EventEnters, 3), who(2, sim.EventLeaves, 2), who(3, sim.EventLeaves, 3), who(4, sim.EventLeaves, 0), who(4, sim.EventLeaves, 1)}
	got := strings.Join(strings.Fields(told(h)), " ")
	for _, want := range []string{
		"the Observers lead from February 1993 (the month of entry) to March 1993 (the month of departure).",
		"The Observers enter as a third party.",
		"Iran leaves, and is no longer a third party.",
		"The Observers leave, and are no longer a third party.",
		"The United Nations and Russia leave, and are no longer third parties.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// A month is told in the order in which it happened, but for the end of a ceasefire, which comes
// after the violations of both sides.
func TestAMonthIsToldInOrder(t *testing.T) {
	h := story()
	by := func(party int) func(*sim.Event) {
		return func(e *sim.Event) { e.Party, e.Issue, e.Value = party, 0, 0.2 }
	}
	h.Events = []sim.Event{happened(0, sim.EventMeeting, nil), happened(0, sim.EventIssueBroken, by(-1)), happened(0, sim.EventConcession, by(0)),
		happened(0, sim.EventSuspended, by(0)), happened(0, sim.EventViolation, by(0)), happened(0, sim.EventBreakdown, by(0)), happened(0, sim.EventViolation, by(1))}
	text, at := strings.Join(strings.Fields(told(h)), " "), 0
	for _, next := range []string{"delegations met", "fell apart", "gave way", "were suspended", "Fighters of the Government", "Fighters of the rebels", "the end of the ceasefire"} {
		i := strings.Index(text[at:], next)
		if i < 0 {
			t.Fatalf("no %q after the rest in\n%s", next, text)
		}
		at += i
	}
	if h.Events[5].Kind != sim.EventBreakdown {
		t.Error("telling a history changed it")
	}
}

// The reason is the least factor of the chance, unless that was better than even.
func TestWhyNothingCameOfIt(t *testing.T) {
	h := story()
	of := func(kind sim.EventKind, chance, attendance, venue, cohesion float64) sim.Event {
		return happened(0, kind, func(e *sim.Event) {
			e.Party, e.Chance, e.Value, e.Second, e.Third = 1, chance, attendance, venue, cohesion
		})
	}
	failed, none := sim.EventConveningFailed, sim.EventNoMeeting
	for _, c := range []struct {
		want   string
		events []sim.Event
	}{
		{"(a chance of 20 %): the weakest factor was cohesion within the sides (0.34).", []sim.Event{of(failed, 0.2, 0.9, 0.65, 0.34)}},
		{"(a chance of 12 %): the weakest factor was the venue (0.20).", []sim.Event{of(failed, 0.12, 0.7, 0.2, 0.8)}},
		{"(a chance of 20 %): the weakest factor was attendance, lowest with the rebels (0.10).", []sim.Event{of(none, 0.2, 0.1, 0.8, 0)}},
		{"(a chance of 0 %): the rebels had no motive to end the war (attendance 0).", []sim.Event{of(none, 0, 0, 0.8, 0)}},
		{"nobody met (a chance of 60 %): it was bad luck.", []sim.Event{of(none, 0.6, 0.7, 0.8, 0)}},
		{"(the best chance was 30 %): in 2 of 3 months the weakest factor was the venue.", []sim.Event{of(none, 0.2, 0.1, 0.8, 0), of(none, 0.3, 0.8, 0.35, 0), of(none, 0.2, 0.8, 0.25, 0)}},
		{"(the best chance was 30 %): the weakest factor was the venue.", []sim.Event{of(none, 0.3, 0.8, 0.35, 0), of(none, 0.2, 0.8, 0.25, 0)}},
		{"No ceasefire came about (a chance of 89 %): it was bad luck.", []sim.Event{of(sim.EventTruceRefused, 0.89, 0.9, 0, 0), happened(0, sim.EventReopened, nil)}},
		{"(a chance of 20 %): willingness was lowest with the rebels (40 %). Again the sides did not sign a settlement (a chance of 60 %): it was bad luck.",
			[]sim.Event{of(sim.EventSigningFailed, 0.2, 0.4, 0, 0), of(sim.EventSigningFailed, 0.6, 0.7, 0, 0)}},
	} {
		h.Config.Beginning.Talks = sim.StageNone
		if c.events[0].Kind == none {
			h.Config.Beginning.Talks = sim.StageOpen
		}
		h.Events = c.events
		if text := strings.Join(strings.Fields(told(h)), " "); !strings.Contains(text, c.want) {
			t.Errorf("no %q in\n%s", c.want, text)
		}
	}
}

func TestActsAndTermsInPlainWords(t *testing.T) {
	h := story()
	h.Config.Mediators[1].Name = "Business and Labour"
	at := func(x float64) sim.Event {
		return happened(3, sim.EventProtocol, func(e *sim.Event) { e.Issue, e.Value = 0, x })
	}
	k := &h.Config.Issues[0]
	h.Events = []sim.Event{did(0, 0, sim.Convener, sim.Everyone), did(0, 0, sim.Convener, sim.Everyone), did(1, 1, sim.Inducer, 1),
		did(2, 1, sim.Convener, sim.Everyone), did(2, 0, sim.Convener, sim.Everyone), happened(2, sim.EventOpened, nil),
		at(k.Position[0].Middle()), at(k.Position[1].Middle())}
	text := strings.Join(strings.Fields(told(h)), " ")
	for _, want := range []string{
		"Third parties called the sides to talks (the United Nations) and pressed the rebels (the Business and Labour).",
		"The United Nations, and the Business and Labour called the sides to rival venues. Talks opened, at one of the rival venues, with",
		`Agreed: "Who governs", on the terms of the Government of Ruritania.`, `Agreed: "Who governs", on the terms of the rebels.`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}
