package narrative

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim"
)

// event is what a sentence sees of one: names in place of indices, and the month's other
// events where they belong to it.
type event struct {
	*sim.Event
	t     *teller
	month []sim.Event
}

// Whole is the value as a whole number.
func (e event) Whole() int { return int(e.Value) }

func (e event) Party() string    { return e.t.Party(e.Event.Party) }
func (e event) Mediator() string { return e.t.mediator(e.Event.Mediator) }
func (e event) Issue() string    { return e.t.issue(e.Event.Issue) }
func (e event) Other() string    { return e.t.issue(e.Event.Other) }

// Faction is "" if it was not one.
func (e event) Faction() string {
	if e.Event.Faction < 0 {
		return ""
	}
	f := &e.t.Config.Parties[e.Event.Party].Factions[e.Event.Faction]
	return strings.TrimPrefix(words.Called(f.Name, f.ID, sim.Grammar{}), "the ")
}

// Cluster of the issue.
func (e event) Cluster() string {
	if name := e.t.Config.Issues[e.Event.Issue].Cluster; name != "" {
		return `the "` + name + `" issues`
	}
	return e.Issue()
}

// Conveners and Messengers of the month.
func (e event) Conveners() []string  { return e.t.actors(e.month, sim.Convener) }
func (e event) Messengers() []string { return e.t.actors(e.month, sim.Messenger) }

// Met says whether the sides did in the month, Opening whether talks began or resumed.
func (e event) Met() bool     { return has(e.month, sim.EventMeeting) }
func (e event) Opening() bool { return has(e.month, sim.EventOpened, sim.EventReopened) }

// Truce says whether a ceasefire is in force.
func (e event) Truce() bool { return e.t.truce }

// Delegations of the month: low, high or top.
func (e event) Delegations() string {
	for i := range e.month {
		if e.month[i].Kind == sim.EventMeeting {
			return sim.LevelNames[e.month[i].Level]
		}
	}
	return sim.LevelNames[sim.LevelLow]
}

// Venue in a word, of a chance in [0,1] that the sides choose the same place.
func (e event) Venue() string { return venueWord(e.Second) }

func venueWord(x float64) string {
	switch {
	case x < 0.3:
		return "weak"
	case x < 0.6:
		return "fair"
	}
	return "good"
}

// LittleCohesion is named as an obstacle where the product over the sides is below a
// quarter.
func (e event) LittleCohesion() bool { return e.Kind == sim.EventConveningFailed && e.Third < 0.25 }

// Tabled are the essential issues that had come up when the sides could sign, Later those
// that had not.
func (e event) Tabled() []string { return e.essential(func(from int) bool { return from <= e.Round }) }
func (e event) Later() []string  { return e.essential(func(from int) bool { return from > e.Round }) }

func (e event) essential(from func(round int) bool) (names []string) {
	for k := range e.t.Config.Issues {
		if issue := &e.t.Config.Issues[k]; issue.Essential && from(issue.From) {
			names = append(names, e.t.issue(k))
		}
	}
	return names
}

// place says where between the sides' opening positions an agreement lies.
func (t *teller) place(issue int, x float64) string {
	k := &t.Config.Issues[issue]
	first, second := -1, -1
	for p := range t.Config.Parties {
		switch {
		case t.Config.Parties[p].Side > 0 && first < 0:
			first = p
		case t.Config.Parties[p].Side < 0 && second < 0:
			second = p
		}
	}
	if first >= 0 && second >= 0 {
		a, b := k.Position[first].Middle(), k.Position[second].Middle()
		if span := b - a; span > 0.05 || span < -0.05 {
			share := max(0, min(1, (x-a)/span))
			return fmt.Sprintf("%.0f %% of the way from %s to %s", 100*share, t.Party(first), t.Party(second))
		}
	}
	return fmt.Sprintf("at %.2f between 0 and 1", x)
}
