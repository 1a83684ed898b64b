package narrative

import (
	"strings"
	"testing"

	"parley/results/document"
	"parley/sim"
)

// pairOf two histories of a war under lead and networked.
func pairOf(first, second []sim.Event) (a, b *History) {
	a, b = story(), story()
	b.Arm = &sim.Arm{Name: "networked", Regime: sim.RegimeNetworked}
	a.Events, b.Events = first, second
	return a, b
}

func planned(e sim.Event, source int) sim.Event {
	e.Act.Planned, e.Act.Source = true, source
	return e
}

func TestHistoriesPartAtTheFirstActThatDiffers(t *testing.T) {
	same := []sim.Event{did(0, 0, sim.Explorer, sim.Everyone), happened(0, sim.EventTruce, func(e *sim.Event) { e.Value = 3 })}
	a, b := pairOf(
		append(same[:2:2], planned(did(1, 2, sim.Convener, sim.Everyone), 0), happened(2, sim.EventOpened, nil), happened(2, sim.EventMeeting, nil),
			happened(2, sim.EventProtocol, func(e *sim.Event) { e.Issue = 0 }), happened(2, sim.EventProtocol, func(e *sim.Event) { e.Issue = 1 })),
		append(same[:2:2], did(1, 2, sim.Inducer, 1), happened(2, sim.EventConveningFailed, func(e *sim.Event) { e.Party = 0 }),
			happened(3, sim.EventVictory, func(e *sim.Event) { e.Party = 0 })))
	p := Part(a, b)
	for got, want := range map[string]string{
		p.Act:    "In February 1993 (month 2) the two histories part: under lead, Iran called the sides to talks, by the lead's plan; under networked, Iran pressed the rebels.",
		p.Turn:   `The first visible difference in what happens is in March 1993 (month 3): under lead, talks opened, the sides met and "Who governs" and "land" were agreed; under networked, nothing of the kind.`,
		p.Before: "Until then, in both: a ceasefire was signed (January 1993).",
	} {
		if got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
	if p.Month != 2 || p.TurnMonth != 3 || len(p.After) != 2 || p.After[1] != (SideBySide{4, "1993-04", "", "the Government of Ruritania won the war", true}) || p.After[0].Ends {
		t.Errorf("%+v", p)
	}
	if q := Part(b, a); q.Month != 2 || q.After[1].First != p.After[1].Second {
		t.Errorf("the other way round: %+v", q)
	}
}

func TestHistoriesPartInHowAnActIsDone(t *testing.T) {
	act := did(0, 1, sim.Explorer, sim.Everyone)
	lighter, judged, written := act, planned(act, 0), act
	lighter.Act.Effort, judged.Act.Source, written.Act.Text = 0.25, 2, 2
	for want, e := range map[string]sim.Event{
		"Russia has 25.0 % of its effort for an act under lead, and 50.0 % under networked.":               lighter,
		"Russia judges by what Iran sees under lead, and by what the United Nations sees under networked.": judged,
		"Russia speaks from a text of Iran under lead, and of the United Nations under networked.":         written,
		"under lead, Russia pressed the rebels; under networked, Russia sounded out the sides.":            did(0, 1, sim.Inducer, 1),
	} {
		a, b := pairOf([]sim.Event{e}, []sim.Event{act})
		if got := Part(a, b).Act; !strings.HasSuffix(got, want) {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
}

// A battle, or an act that a plan only marks, is not where acts part.
func TestTheSameHistoryDoesNotPart(t *testing.T) {
	marked := did(0, 0, sim.Explorer, sim.Everyone)
	marked.Act.Planned = true
	a, b := pairOf([]sim.Event{marked, happened(0, sim.EventPlan, nil)}, []sim.Event{did(0, 0, sim.Explorer, sim.Everyone)})
	if p := Part(a, b); p.Month != 0 || p.Act != "" || p.TurnMonth != 0 || p.After != nil {
		t.Errorf("%+v", p)
	}
}

// An ending is told as in the chronicle.
func TestAnEndingIsToldInOneParagraph(t *testing.T) {
	got := Ending(story())
	if want := strings.Join(strings.Fields(Chronicle(story()).Text(document.Screen{})), " "); !strings.HasPrefix(got, "A settlement was signed in July 1993 (month 7). It collapsed") || !strings.Contains(want, got) {
		t.Errorf("%s\nis not in\n%s", got, want)
	}
}
