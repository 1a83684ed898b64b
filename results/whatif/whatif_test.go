package whatif

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/sim"
)

func small(t *testing.T) *War {
	t.Helper()
	tmpl, err := scenarios.Prepare("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return &War{Name: "minimal", Text: tmpl.Text(), Seed: 3}
}

func open(t *testing.T, w *War, c Change) *Played {
	t.Helper()
	p, err := Open(w, c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestNoChangeChangesNothing(t *testing.T) {
	p := open(t, small(t), Change{})
	base := p.Play(0, 60)
	a := p.Answer(p.Play(0, 60), base)
	if a.Histories != 60 || len(a.Arms) != 4 {
		t.Fatalf("%d histories of %d arms", a.Histories, len(a.Arms))
	}
	for _, x := range a.Arms {
		if !reflect.DeepEqual(x.Now, *x.Was) || x.Change.Settled.Difference != 0 || x.Now.Settled == 0 || x.Now.Settled != x.Now.By[59] {
			t.Errorf("%+v", x)
		}
	}
}

// Whoever plays which histories, in whatever order, they are the same.
func TestWorkersShareHistoriesOut(t *testing.T) {
	p, q := open(t, small(t), Change{}), open(t, small(t), Change{})
	want := p.Play(0, 60)
	late, early, middle := q.Play(35, 25), p.Play(0, 10), q.Play(10, 25)
	for name := range want {
		if got := slices.Concat(early[name], middle[name], late[name]); len(got) != 60 || !slices.Equal(got, want[name]) {
			t.Errorf("%s: %v, in one go %v", name, got, want[name])
		}
	}
}

func TestAChangeIsTheDifferenceOnTheSameHistories(t *testing.T) {
	w := small(t)
	base := open(t, w, Change{}).Play(0, 60)
	p := open(t, w, Change{Without: []string{"south"}})
	a := p.Answer(p.Play(0, 60), base)
	for _, x := range a.Arms {
		if got, want := x.Change.Settled.Difference, float64(x.Now.Settled-x.Was.Settled)/60; got-want > 1e-9 || want-got > 1e-9 {
			t.Errorf("%s: %v of %d and %d", x.Name, got, x.Now.Settled, x.Was.Settled)
		}
	}
	if x := a.Arms[0]; reflect.DeepEqual(x.Now, *x.Was) {
		t.Error("a third party less changes nothing")
	}
}

// Streams are named by whom and what they are for: until an act that is added, or until a third
// party would come that is left out, a history is the same, event by event, and where neither
// brings anything it is the same to the end.
func TestWhatIsAddedOrLeftOutMovesNoOtherDraw(t *testing.T) {
	w := small(t)
	w.Text += `
[mediator.mute]
interest = 0
roles.convener = 0
[mediator.neighbour]
strategy = "scripted"
roles.convener = [0.8]
[mediator.observer]
enter = "2002-07"
interest = [0.4]
`
	const comes = 18 // rounds from January 2001 to July 2002
	before := func(c Change, months int) (told []string) {
		p := open(t, w, c)
		for _, regime := range []string{"independent", "networked", "lead"} {
			for k := range 20 {
				h, _, err := p.history(regime, k)
				if err != nil {
					t.Fatal(err)
				}
				var text strings.Builder
				for _, e := range h.Events {
					if e.Round < months && e.Kind != sim.EventAct { // what acts come to shows in the chances of all else
						e.Mediator = 0 // places in the list move
						fmt.Fprintf(&text, "%+v\n", e)
					}
				}
				told = append(told, text.String())
			}
		}
		return told
	}
	visit := `act.visit={mediator="neighbour", role="convener", start="2002-07", effort=1}`
	for _, x := range []struct {
		Change
		months int
	}{
		{Change{Set: []string{visit}}, comes},
		{Change{Without: []string{"observer"}}, comes},
		{Change{Without: []string{"mute"}}, 1000},
		{Change{Set: []string{`act.visit={mediator="neighbour", role="inducer", start="2001-02", effort=1}`}}, 1000},
	} {
		if want, got := before(Change{}, x.months), before(x.Change, x.months); !slices.Equal(got, want) {
			t.Errorf("%+v: histories differ within %d months", x.Change, x.months)
		}
	}
	if slices.Equal(before(Change{}, 1000), before(Change{Set: []string{visit}}, 1000)) {
		t.Error("a visit changes nothing later either")
	}
}

func TestWithoutTheLeadNobodyLeads(t *testing.T) {
	w := small(t)
	base := open(t, w, Change{}).Play(0, 5)
	p := open(t, w, Change{Without: []string{"un"}})
	a := p.Answer(p.Play(0, 5), base)
	if slices.ContainsFunc(a.Arms, func(x Arm) bool { return x.Name == "lead" }) || len(a.Arms) != 3 {
		t.Errorf("%+v", a.Arms)
	}
}

func TestWhatIsNoChangeIsRefused(t *testing.T) {
	for set, want := range map[string]string{"coordination.acceptance=2": "want 0 to 1", "coordination.acceptanse=0.5": "acceptance", "nonsense": "want path=value"} {
		if _, err := Open(small(t), Change{Set: []string{set}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", set, err)
		}
	}
}

func TestNumbersOfAnotherModelAreRefused(t *testing.T) {
	p := open(t, small(t), Change{})
	base := p.Play(0, 20)
	if err := p.Verify(base, 20); err != nil {
		t.Error(err)
	}
	base["lead"][7] += 2
	if err := p.Verify(base, 20); err == nil {
		t.Error("other numbers pass")
	}
	if err := p.Verify(base, 5); err != nil {
		t.Error(err)
	}
}

func TestAHistoryIsTold(t *testing.T) {
	x, err := open(t, small(t), Change{}).Tell("lead", "", 0)
	if err != nil {
		t.Fatal(err)
	}
	last := x.Told[len(x.Told)-1]
	if len(x.Told) < 3 || last.Heading != "How it ended" || !strings.Contains(fmt.Sprint(last.Blocks), "2005") || x.Parted != "" {
		t.Errorf("%d parts, the last %+v; parted %q", len(x.Told), last, x.Parted)
	}
}

// What is drawn of a history is what is told of it, and is plain JSON.
func TestATimelineIsThatOfTheHistoryTold(t *testing.T) {
	p := open(t, small(t), Change{})
	for k, code := range p.Play(0, 8)["lead"] {
		told, err := p.Tell("lead", "", k)
		if err != nil {
			t.Fatal(err)
		}
		x := told.Lines[0]
		if settled := x.Settled + 1; code > 0 && settled != int(code/2) || code == 0 && settled > 0 {
			t.Errorf("history %d: settled in month %d, counted as %d", k, settled, code)
		}
		if text, err := json.Marshal(told); err != nil || len(x.Ordinals) != x.Months {
			t.Errorf("history %d: %s, %v", k, text, err)
		}
	}
}

func TestTwoHistoriesPartAtAnAct(t *testing.T) {
	p := open(t, small(t), Change{})
	x, err := p.Tell("lead", "independent", 1)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(x.Parted, "the two histories part: ") || !strings.Contains(x.Parted, "(month ") || len(x.Lines) != 2 {
		t.Errorf("%q, %d lines", x.Parted, len(x.Lines))
	}
	if same, err := p.Tell("lead", "lead", 1); err != nil || same.Parted != "" {
		t.Errorf("%q, %v", same.Parted, err)
	}
	if _, err := p.Tell("nonsense", "", 1); err == nil {
		t.Error("an unknown regime is told")
	}
}
