package narrative

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"parley/results/document"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

//go:embed sentences.tmpl
var sentenceSource string

var sentences = document.Template("sentences", sentenceSource, template.FuncMap{
	"digits": func(x float64) string { return fmt.Sprintf("%.2f", x) },
	"list":   list,
	"times": func(n int) string {
		switch n {
		case 1:
			return "once"
		case 2:
			return "twice"
		}
		return fmt.Sprintf("%d times", n)
	},
})

// sentence of a name, "" if it says nothing of its data.
func sentence(name string, data any) string { return words.Capital(clause(sentences, name, data)) }

// clause is a definition of a template in one line.
func clause(of func() *template.Template, name string, data any) string {
	var b strings.Builder
	if err := of().ExecuteTemplate(&b, name, data); err != nil {
		panic("narrative: " + err.Error())
	}
	return document.Plain(b.String())
}

// Month is one month, or several in which nothing began, ended or was signed.
type Month struct {
	Title      string
	Paragraphs []string
}

// Months of a history that are told one by one or together.
func (v view) Months() (list []Month) {
	begin := &v.Config.Beginning
	t := &teller{view: v, open: begin.Talks == sim.StageOpen, begun: begin.Talks != sim.StageNone, truce: begin.Truce > 0}
	months := byRound(v.Events)
	for i := 0; i < len(months); {
		j := i + 1
		if !quiet(months[i]) {
			list = append(list, t.month(i, months[i]))
		} else {
			for j < len(months) && quiet(months[j]) && v.closed(j) == v.closed(i) {
				j++
			}
			list = append(list, t.quietMonths(i, months[i:j]))
		}
		i = j
	}
	return list
}

// byRound cuts events into months from the first to the last that has any; some
// have none. Months of implementation are left to the last paragraph.
func byRound(events []sim.Event) [][]sim.Event {
	var months [][]sim.Event
	events = slices.Clone(events)
	for i := 0; i < len(events); {
		j := i
		for j < len(events) && events[j].Round == len(months) {
			// The other side's violation comes before the end of the ceasefire that both broke.
			if j > i && events[j-1].Kind == sim.EventBreakdown && events[j].Kind == sim.EventViolation {
				events[j-1], events[j] = events[j], events[j-1]
			}
			j++
		}
		month := events[i:j]
		months = append(months, month)
		if has(month, sim.EventSigned, sim.EventVictory, sim.EventDivided) {
			break
		}
		i = j
	}
	return months
}

// quiet months have nothing but the usual in them.
func quiet(month []sim.Event) bool {
	usual := []sim.EventKind{sim.EventAct, sim.EventPlan, sim.EventBattle, sim.EventConveningFailed, sim.EventNoMeeting, sim.EventMeeting,
		sim.EventConcession, sim.EventTruceRefused, sim.EventViolation, sim.EventExtended, sim.EventUnsettled, sim.EventFrozen}
	return !slices.ContainsFunc(month, func(e sim.Event) bool { return !slices.Contains(usual, e.Kind) })
}

// has says whether events are of one of some kinds.
func has(events []sim.Event, kinds ...sim.EventKind) bool { return tally(events, kinds...) > 0 }

func tally(events []sim.Event, kinds ...sim.EventKind) (n int) {
	for i := range events {
		n += stats.Bit(slices.Contains(kinds, events[i].Kind))
	}
	return n
}

// teller keeps what a reader has been told.
type teller struct {
	view
	// open and begun say where talks are; truce whether a ceasefire is in force; refused
	// whether the sides have once failed to sign a settlement.
	open, begun, truce, refused bool
}

func (t *teller) mediator(i int) string { return words.Mediator(t.Config, i) }

func (t *teller) issue(i int) string {
	return `"` + words.Name(t.Config.Issues[i].Name, t.Config.Issues[i].ID) + `"`
}

// paragraphs joins sentences, and leaves out what says nothing.
func paragraphs(list ...[]string) (joined []string) {
	for _, said := range list {
		if p := strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), " "); p != "" {
			joined = append(joined, p)
		}
	}
	return joined
}

// month tells one in which something happened.
func (t *teller) month(round int, events []sim.Event) Month {
	before := append([]string{t.outside(events)}, t.each(events, sim.EventJoins, sim.EventWithdraws)...)
	// What acts of third parties led up to has all of them told.
	if has(events, sim.EventOpened, sim.EventReopened, sim.EventTruce, sim.EventProtocol, sim.EventTrade, sim.EventFramework,
		sim.EventSigningFailed, sim.EventSigned) {
		before = append(before, t.acting(events)...)
	} else {
		before = append(before, t.busy(events))
	}
	after := t.each(events, sim.EventOpened, sim.EventReopened, sim.EventMeeting, sim.EventConveningFailed, sim.EventNoMeeting, sim.EventIssueBroken)
	after = append(after, t.concessions(events))
	after = append(after, t.agreed(events)...)
	after = append(after, t.each(events, sim.EventFramework, sim.EventTrade, sim.EventSigningFailed, sim.EventSigned)...)
	after = append(after, t.each(events, sim.EventTruce, sim.EventExtended, sim.EventTruceRefused, sim.EventSuspended, sim.EventViolation, sim.EventBreakdown)...)
	after = append(after, t.battles(events)...)
	after = append(after, t.each(events, sim.EventLapsed, sim.EventVictory, sim.EventDivided)...)
	return Month{t.Date(round), paragraphs(before, after)}
}

// each event of some kinds has its sentence.
func (t *teller) each(events []sim.Event, kinds ...sim.EventKind) (said []string) {
	for i := range events {
		e := &events[i]
		if !slices.Contains(kinds, e.Kind) {
			continue
		}
		said = append(said, sentence(sim.EventKindNames[e.Kind], event{e, t, events}))
		switch e.Kind {
		case sim.EventOpened, sim.EventReopened:
			t.open, t.begun = true, true
		case sim.EventSuspended:
			t.open = false
		case sim.EventSigningFailed:
			t.refused = true
		case sim.EventTruce:
			t.truce = true
		case sim.EventLapsed, sim.EventBreakdown:
			t.truce = false
		}
	}
	return said
}

// movement is who comes in, or leaves.
type movement struct {
	Names  []string
	Plural bool
}

func (t *teller) moves(m *movement, mediator int) {
	m.Names = append(m.Names, t.mediator(mediator))
	m.Plural = len(m.Names) > 1 || t.Config.Mediators[mediator].Grammar.Plural
}

// outside tells shocks, and who comes in or leaves.
func (t *teller) outside(events []sim.Event) string {
	var data struct {
		Shocks            []string
		Entering, Leaving movement
	}
	for i := range events {
		switch e := &events[i]; e.Kind {
		case sim.EventShock:
			shock := &t.Config.Shocks[e.Shock]
			data.Shocks = append(data.Shocks, strings.TrimRight(words.Name(shock.Name, shock.ID), ".")+t.worth(shock))
		case sim.EventEnters:
			t.moves(&data.Entering, e.Mediator)
		case sim.EventLeaves:
			t.moves(&data.Leaving, e.Mediator)
		}
	}
	return sentence("outside", data)
}

// worth is what a shock changes, in brackets: its points in the units of what they change, and
// how long pressure and violence last; what it changes of coded numbers is for good.
func (t *teller) worth(s *sim.Shock) string {
	var parts []string
	add := func(what string, by float64, unit string) {
		if by != 0 {
			parts = append(parts, what+" "+words.Signed(by, 2)+unit)
		}
	}
	for p, points := range s.Pressure {
		add("pressure to settle on "+t.Party(p), sim.PressurePoint*points, "")
	}
	add("intensity", 4*sim.ViolencePoint*s.Violence, " of 4") // the ordinal of the record
	if parts != nil && s.End > s.Start {
		parts = append(parts, "to "+words.Month(t.Config.Start+sim.Month(s.End)))
	}
	for _, c := range s.Changes {
		n, whose := &sim.Numbers[c.Number], []string{}
		if n.OfMediator {
			whose = append(whose, t.mediator(c.Mediator))
		}
		if n.OfParty {
			whose = append(whose, t.Party(c.Party))
		}
		add(strings.ReplaceAll(n.ID, "_", " ")+" of "+strings.Join(whose, " with "), c.By, "")
	}
	if parts == nil {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// agreed joins the issues that were agreed at the same place between the sides.
func (t *teller) agreed(events []sim.Event) (said []string) {
	var places []words.Group
	for i := range events {
		if e := &events[i]; e.Kind == sim.EventProtocol {
			places = words.Grouped(places, t.place(e.Issue, e.Value), t.issue(e.Issue))
		}
	}
	for _, p := range places {
		said = append(said, sentence("agreed", p))
	}
	return said
}

// Steps of a concession that are worth a word, as shares of the whole range.
const (
	smallStep = 0.02
	largeStep = 0.1
)

// concessions joins a month's moves, party by party.
func (t *teller) concessions(events []sim.Event) string {
	var moved []words.Group
	for p := range t.Config.Parties {
		for i := range events {
			e := &events[i]
			if e.Kind != sim.EventConcession || e.Party != p {
				continue
			}
			step := "on "
			if e.Value < smallStep {
				step = "a little on "
			} else if e.Value > largeStep {
				step = "far on "
			}
			moved = words.Grouped(moved, t.Party(p), step+t.issue(e.Issue))
		}
	}
	if moved == nil {
		return ""
	}
	return sentence("concessions", moved)
}

// battles are told by who won them and what is held now.
func (t *teller) battles(events []sim.Event) (said []string) {
	for f := range t.Config.Fronts {
		front := &t.Config.Fronts[f]
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
		data := struct {
			event
			Won   []string
			On    string
			Forts int
		}{event: event{&events[last], t, events}, Forts: front.Forts}
		if len(t.Config.Fronts) > 1 {
			data.On = front.ID
		}
		for side, p := range [2]int{front.First, front.Second} {
			if won[side] > 0 {
				data.Won = append(data.Won, t.Party(p)+" won "+words.Count(won[side], "battle", "battles"))
			}
		}
		said = append(said, sentence("battles", data))
	}
	return said
}

// often is in how many of some months.
type often struct{ N, Months int }

// quietMonths tells months together, from a round on.
func (t *teller) quietMonths(first int, months [][]sim.Event) Month {
	last := first + len(months) - 1
	title := t.Date(first)
	if first < last {
		from, to := t.Config.Start+sim.Month(first), t.Config.Start+sim.Month(last)
		begin := words.Month(from)
		if from/12 == to/12 {
			begin = words.MonthNames[from%12]
		}
		title = fmt.Sprintf("%s to %s (months %d to %d)", begin, words.Month(to), first+1, last+1)
	}
	events := slices.Concat(months...)
	said := []string{t.quietTalks(events, len(months), t.closed(first))}
	if t.truce {
		said = append(said, sentence("quiet truce", map[string]int{"Violations": tally(events, sim.EventViolation), "Extensions": tally(events, sim.EventExtended)}))
	}
	battles := t.battles(events)
	if said = append(said, battles...); battles == nil && !t.truce {
		said = append(said, sentence("no battles", nil))
	}
	return Month{title, paragraphs(append(said, t.busy(events)))}
}

// closed says whether the deadline for talks has passed in a round.
func (v view) closed(round int) bool { return v.Config.Deadline > 0 && round > v.Config.Deadline }

// quietTalks says why there were none, or that they brought nothing.
func (t *teller) quietTalks(events []sim.Event, months int, closed bool) string {
	if closed {
		return sentence("closed", nil)
	}
	data := struct {
		Open, Begun     bool
		Meetings, Calls often
		Moved           []string
		Least           *least
	}{Open: t.open, Begun: t.begun, Meetings: often{tally(events, sim.EventMeeting), months}, Calls: often{tally(events, sim.EventConveningFailed), months}}
	for k := range t.Config.Issues {
		if slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.EventConcession && e.Issue == k }) {
			data.Moved = append(data.Moved, t.issue(k))
		}
	}
	kind := sim.EventConveningFailed
	if t.open {
		kind = sim.EventNoMeeting
	}
	data.Least = t.least(events, kind)
	return sentence("quiet talks", data)
}

// least is why months passed without a meeting, and the best chance that there was.
type least struct {
	Only *event // if it was one month
	Best float64
	Why  string
	In   often // months of which that is true
}

func (t *teller) least(events []sim.Event, kind sim.EventKind) *least {
	x := &least{}
	var reasons []words.Group
	for i := range events {
		if e := &events[i]; e.Kind == kind {
			x.Best, x.Only = max(x.Best, e.Chance), &event{e, t, events}
			reasons = words.Grouped(reasons, x.Only.Why().Words, "")
			x.In.Months++
		}
	}
	for _, r := range reasons {
		if n := len(r.Items); n > x.In.N {
			x.Why, x.In.N = r.Key, n
		}
	}
	if x.In.Months != 1 {
		x.Only = nil
	}
	return x
}
