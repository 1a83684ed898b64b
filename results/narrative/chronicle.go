package narrative

import (
	"fmt"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// History is one replication of one arm, told.
type History struct {
	Scenario, Rerun, Version string
	Config                   *sim.Config
	Arm                      *sim.Arm
	// Point of a sweep that it belongs to; nil if to none.
	Point       *SweepPoint
	Seed        int64
	Replication int
	Events      []sim.Event
	Outcome     *sim.Outcome
}

// SweepPoint is a point of a sweep: its number, and what it sets in the scenario.
type SweepPoint struct {
	Index int `json:"index" doc:"number of the point, from 0"`
	// Paths in the order of the factors.
	Paths  []string          `json:"-"`
	Values map[string]string `json:"values" doc:"what it sets, by key"`
}

func (p *SweepPoint) String() string {
	var set []string
	for _, path := range p.Paths {
		set = append(set, path+" = "+p.Values[path])
	}
	if len(set) == 0 {
		return fmt.Sprintf("point %d: the scenario as it is", p.Index)
	}
	return fmt.Sprintf("point %d: %s", p.Index, strings.Join(set, ", "))
}

// Chronicle tells a history month by month. Months in which nothing began,
// ended or was signed are told together.
func Chronicle(h *History) *document.Document {
	p := newPage()
	c := h.Config
	p.say("%s (%s), replication %d of seed %d", words.Name(c.Title, h.Scenario), h.Scenario, h.Replication, h.Seed)
	if h.Point != nil {
		p.say("%s.", words.Capital(h.Point.String()))
	}
	p.say("%s", words.Capital(regimeWords(h)))
	for _, note := range experiment.PosteriorNotes(c) {
		p.say("NOTE: %s.", note)
	}
	p.d.Sections[0].Say(experiment.Circumstances(c, []sim.Arm{*h.Arm}))
	t := &teller{c: c, page: p}
	months := byRound(h.Events)
	for i := 0; i < len(months); {
		j := i + 1
		if quiet(months[i]) {
			for j < len(months) && quiet(months[j]) {
				j++
			}
			t.quietMonths(i, months[i:j])
		} else {
			t.month(months[i])
		}
		i = j
	}
	p.heading("How it ended")
	ending(p, h)
	p.add(document.Block{Label: "Again", Command: h.Rerun})
	p.say("One of many histories that the model allows, not a reconstruction or a forecast. Not for advice to parties" +
		" or mediators of a live process.")
	return &p.d
}

func regimeWords(h *History) string {
	r := &sim.Regimes[h.Arm.Regime]
	s := fmt.Sprintf("regime %s: %s", r.ID, r.Adds)
	if r.NeedsLead && h.Arm.Lead >= 0 {
		m := &h.Config.Mediators[h.Arm.Lead]
		s += fmt.Sprintf("; %s leads from %s", words.Called(m.Name, m.ID), experiment.LeadStart(h.Config, h.Arm))
	}
	return s + fmt.Sprintf(". Structure: %s. Talks open with a chance that is the geometric mean of the sides' attendance times"+
		" that of their cohesion, times the venue.", structureWords(&h.Outcome.Structure))
}

// structureWords name the level of each switch.
func structureWords(s *sim.Structure) string {
	var said []string
	for i, level := range s {
		p := &sim.ParameterTable[int(sim.FirstSwitch)+i]
		said = append(said, strings.TrimPrefix(p.ID, "structure.")+" "+p.Levels[level].ID)
	}
	return strings.Join(said, ", ")
}

// byRound cuts events into months from the first to the last that has any; some
// have none. Months of implementation are left to the last paragraph.
func byRound(events []sim.Event) [][]sim.Event {
	var months [][]sim.Event
	for i := 0; i < len(events); {
		j := i
		for j < len(events) && events[j].Round == len(months) {
			j++
		}
		month := events[i:j]
		months = append(months, month)
		if has(month, sim.EventSigned) || has(month, sim.EventVictory) || has(month, sim.EventDivided) {
			break
		}
		i = j
	}
	return months
}

// quiet months have nothing but the usual in them.
func quiet(month []sim.Event) bool {
	for i := range month {
		switch month[i].Kind {
		case sim.EventAct, sim.EventPlan, sim.EventBattle, sim.EventConveningFailed, sim.EventNoMeeting, sim.EventMeeting,
			sim.EventConcession, sim.EventTruceRefused, sim.EventViolation, sim.EventExtended, sim.EventUnsettled:
		default:
			return false
		}
	}
	return true
}

// moving months have something in them that acts of third parties led up to, and
// all of these are told.
func moving(month []sim.Event) bool {
	for i := range month {
		switch month[i].Kind {
		case sim.EventOpened, sim.EventReopened, sim.EventTruce, sim.EventProtocol, sim.EventTrade, sim.EventFramework,
			sim.EventSigningFailed, sim.EventSigned:
			return true
		}
	}
	return false
}

// page collects a document.
type page struct{ d document.Document }

func newPage() *page { return &page{document.Document{Sections: make([]document.Section, 1)}} }

func (p *page) add(b document.Block) { p.d.Sections[len(p.d.Sections)-1].Add(b) }

func (p *page) heading(s string) {
	p.d.Sections = append(p.d.Sections, document.Section{Heading: s})
}

func (p *page) say(format string, args ...any) {
	p.add(document.Block{Text: fmt.Sprintf(format, args...)})
}

// teller keeps what a reader has been told.
type teller struct {
	c    *sim.Config
	page *page
	// open and begun say where talks stand; truce whether a ceasefire is in force.
	open, begun, truce bool
}

func (t *teller) say(sentences []string) {
	t.page.add(document.Block{Note: strings.Join(sentences, " ")})
}

func (t *teller) date(round int) string { return words.Month(t.c.Start + sim.Month(round)) }

// month tells one month in which something happened.
func (t *teller) month(events []sim.Event) {
	round := events[0].Round
	t.page.heading(fmt.Sprintf("%s (month %d)", t.date(round), round+1))
	s := t.outside(events)
	if moving(events) {
		s = append(s, t.acting(events)...)
	} else {
		s = append(s, t.busy(events)...)
	}
	t.say(s)
	s = append(t.process(events), t.signed(events)...)
	s = append(s, t.truceWords(events)...)
	s = append(s, t.suspended(events)...)
	s = append(s, t.battles(events)...)
	s = append(s, t.won(events)...)
	if len(s) > 0 {
		t.say(s)
	}
}

// outside tells shocks and who comes in.
func (t *teller) outside(events []sim.Event) []string {
	var s, shocks, entering []string
	for i := range events {
		switch e := &events[i]; e.Kind {
		case sim.EventShock:
			shock := &t.c.Shocks[e.Shock]
			shocks = append(shocks, strings.TrimRight(words.Name(shock.Name, shock.ID), "."))
		case sim.EventEnters:
			entering = append(entering, t.mediator(e.Mediator))
		}
	}
	if len(shocks) > 0 {
		s = append(s, "From outside: "+strings.Join(shocks, "; ")+".")
	}
	if len(entering) > 0 {
		s = append(s, words.Capital(words.List(entering))+words.One(len(entering), " enters as a third party.", " enter as third parties."))
	}
	return s
}

// process tells whether talks opened or the sides met, and why not.
func (t *teller) process(events []sim.Event) []string {
	var s []string
	for i := range events {
		e := &events[i]
		switch e.Kind {
		case sim.EventOpened:
			s = append(s, fmt.Sprintf("Talks opened%s, %s (the chance was %s, the venue %.2f).",
				t.calledBy(events), level(events), words.Chance(e.Chance), e.Value))
			t.open, t.begun = true, true
		case sim.EventReopened:
			s = append(s, fmt.Sprintf("Talks resumed%s, %s (the chance was %s, the venue %.2f).",
				t.calledBy(events), level(events), words.Chance(e.Chance), e.Value))
			t.open = true
		case sim.EventMeeting:
			if !has(events, sim.EventOpened) && !has(events, sim.EventReopened) {
				s = append(s, fmt.Sprintf("The delegations met, %s.", level(events)))
			}
		case sim.EventConveningFailed:
			s = append(s, fmt.Sprintf("The call to talks was in vain (a chance of %s): %s.", words.Chance(e.Chance), t.weakest(e)))
		case sim.EventNoMeeting:
			s = append(s, fmt.Sprintf("Talks stood open, but nobody met (a chance of %s): %s.", words.Chance(e.Chance), t.weakest(e)))
		}
	}
	return s
}

// calledBy names the conveners of a month.
func (t *teller) calledBy(events []sim.Event) string {
	names := t.actors(events, sim.Convener)
	if len(names) == 0 {
		return ", with nobody calling"
	}
	return ", at the call of " + words.List(names)
}

// littleCohesion is a product over the sides below which it is named as an obstacle.
const littleCohesion = 0.25

// weakest says who was least willing to come, and how good the venue was.
func (t *teller) weakest(e *sim.Event) string {
	s := fmt.Sprintf("attendance was lowest with %s (%.2f), and the venue was %s (%.2f)", t.party(e.Party), e.Value, venueWord(e.Second), e.Second)
	if e.Kind == sim.EventConveningFailed && e.Third < littleCohesion {
		s += fmt.Sprintf("; between them the sides had little cohesion (%.2f)", e.Third)
	}
	return s
}

// signed tells what moved at the table and what was agreed.
func (t *teller) signed(events []sim.Event) []string {
	s := append(t.concessions(events), t.agreed(events)...)
	for i := range events {
		e := &events[i]
		switch e.Kind {
		case sim.EventFramework:
			s = append(s, "A framework was signed for "+t.cluster(e.Issue)+".")
		case sim.EventTrade:
			s = append(s, fmt.Sprintf("%s and %s were traded against each other.", t.issue(e.Issue), t.issue(e.Other)))
		case sim.EventIssueBroken:
			s = append(s, fmt.Sprintf("What was agreed on %s fell apart: trust had fallen by %.2f since.", t.issue(e.Issue), e.Value))
		case sim.EventSigningFailed:
			s = append(s, words.Capital(fmt.Sprintf("%sthe sides did not sign a settlement (a chance of %s): willingness was lowest"+
				" with %s (%s).", t.withEssential(e.Round), words.Chance(e.Chance), t.party(e.Party), words.Chance(e.Value))))
		case sim.EventSigned:
			s = append(s, words.Capital(fmt.Sprintf("%sthe sides signed a settlement (a chance of %s; willingness was lowest with %s, %s).",
				t.withEssential(e.Round), words.Chance(e.Chance), t.party(e.Party), words.Chance(e.Value))))
		}
	}
	return s
}

// withEssential says what had been agreed when the sides could sign: all that is
// essential and had come up.
func (t *teller) withEssential(round int) string {
	tabled := 0
	var later []string
	for k := range t.c.Issues {
		switch issue := &t.c.Issues[k]; {
		case issue.Essential && issue.From > round:
			later = append(later, t.issue(k))
		case issue.Essential:
			tabled++
		}
	}
	switch {
	case tabled == 0 && len(later) == 0:
		return ""
	case tabled == 0:
		return "With no essential issue on the table yet (" + words.List(later) + " had not come up) "
	case len(later) > 0:
		return "With every essential issue then on the table agreed (" + words.List(later) + " had not come up) "
	}
	return "With every essential issue agreed "
}

// agreed joins the issues that were agreed at the same place between the sides.
func (t *teller) agreed(events []sim.Event) []string {
	var places []string
	issues := map[string][]string{}
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventProtocol {
			place := t.place(e.Issue, e.Value)
			if issues[place] == nil {
				places = append(places, place)
			}
			issues[place] = append(issues[place], t.issue(e.Issue))
		}
	}
	var s []string
	for _, place := range places {
		s = append(s, fmt.Sprintf("Agreed: %s, %s%s.", words.List(issues[place]), words.One(len(issues[place]), "", "each "), place))
	}
	return s
}

// concessions joins a month's moves, party by party.
func (t *teller) concessions(events []sim.Event) []string {
	var moved []string
	for p := range t.c.Parties {
		var on []string
		for i := range events {
			if e := &events[i]; e.Kind == sim.EventConcession && e.Party == p {
				on = append(on, stepWords(e.Value)+t.issue(e.Issue))
			}
		}
		if len(on) > 0 {
			moved = append(moved, t.party(p)+" gave way "+words.List(on))
		}
	}
	if len(moved) == 0 {
		return nil
	}
	return []string{words.Capital(strings.Join(moved, "; ")) + "."}
}

// Steps of a concession that are worth a word, as shares of the whole range.
const (
	smallStep = 0.02
	largeStep = 0.1
)

func stepWords(step float64) string {
	switch {
	case step < smallStep:
		return "a little on "
	case step > largeStep:
		return "far on "
	}
	return "on "
}

// truceWords tells what became of a ceasefire.
func (t *teller) truceWords(events []sim.Event) []string {
	var s []string
	for i := range events {
		e := &events[i]
		switch e.Kind {
		case sim.EventTruce:
			s = append(s, fmt.Sprintf("A ceasefire was signed for %s%s (the chance was %s).",
				words.Count(int(e.Value), "month", "months"), t.carriedBy(events), words.Chance(e.Chance)))
			t.truce = true
		case sim.EventExtended:
			s = append(s, fmt.Sprintf("The ceasefire was prolonged by %s.", words.Count(int(e.Value), "month", "months")))
		case sim.EventTruceRefused:
			if !t.truce {
				s = append(s, fmt.Sprintf("No ceasefire came about (a chance of %s; willingness was lowest with %s).", words.Chance(e.Chance), t.party(e.Party)))
			}
		case sim.EventLapsed:
			s = append(s, "The ceasefire ran out.")
			t.truce = false
		case sim.EventViolation:
			s = append(s, t.violation(e))
		case sim.EventBreakdown:
			s = append(s, "That was the end of the ceasefire.")
			t.truce = false
		}
	}
	return s
}

func (t *teller) carriedBy(events []sim.Event) string {
	if has(events, sim.EventMeeting) {
		return ""
	}
	if names := t.actors(events, sim.Messenger); len(names) > 0 {
		return ", without a meeting, through " + words.List(names)
	}
	return ", without a meeting"
}

func (t *teller) violation(e *sim.Event) string {
	who := "Fighters of " + t.party(e.Party)
	if e.Faction >= 0 {
		f := &t.c.Parties[e.Party].Factions[e.Faction]
		who += " (" + strings.TrimPrefix(words.Called(f.Name, f.ID), "the ") + ")"
	}
	if e.Attributed {
		return who + " violated the ceasefire, and it was established who they were."
	}
	return who + " violated the ceasefire; nobody established who they were."
}

func (t *teller) suspended(events []sim.Event) []string {
	var s []string
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventSuspended {
			s = append(s, fmt.Sprintf("The talks were suspended (a chance of %s): attendance was lowest with %s (%.2f).",
				words.Chance(e.Chance), t.party(e.Party), e.Value))
			t.open = false
		}
	}
	return s
}

// dividedWords tell the end of a war that nobody won.
const dividedWords = "Every front is decided, and neither side won more than the other."

func (t *teller) won(events []sim.Event) []string {
	var s []string
	for i := range events {
		switch e := &events[i]; e.Kind {
		case sim.EventVictory:
			s = append(s, words.Capital(t.party(e.Party))+" won the war.")
		case sim.EventDivided:
			s = append(s, dividedWords)
		}
	}
	return s
}

// battles are told by who won them and what is held now.
func (t *teller) battles(events []sim.Event) []string {
	var s []string
	for f := range t.c.Fronts {
		front := &t.c.Fronts[f]
		var won [2]int
		last := -1
		for i := range events {
			if e := &events[i]; e.Kind == sim.EventBattle && e.Front == f {
				won[stats.Bit(e.Party != front.First)]++
				last = i
			}
		}
		if last < 0 {
			continue
		}
		where := ""
		if len(t.c.Fronts) > 1 {
			where = " on the front " + front.ID
		}
		var who []string
		for side, p := range [2]int{front.First, front.Second} {
			if won[side] > 0 {
				who = append(who, fmt.Sprintf("%s won %s", t.party(p), words.Count(won[side], "battle", "battles")))
			}
		}
		e := &events[last]
		s = append(s, fmt.Sprintf("%s%s; %.0f of %d forts are now in the hands of %s.", words.Capital(words.List(who)), where,
			e.Value, front.Forts, t.party(e.Party)))
	}
	return s
}

func has(events []sim.Event, kind sim.EventKind) bool { return tally(events, kind) > 0 }

func tally(events []sim.Event, kind sim.EventKind) int {
	n := 0
	for i := range events {
		n += stats.Bit(events[i].Kind == kind)
	}
	return n
}
