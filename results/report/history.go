package report

import (
	"fmt"

	"parley/results/figures"
	"parley/results/observe"
	"parley/sim"
)

// History is one history of the war and, if there is one, its record.
type History struct {
	Played, Recorded *observe.Chronicle
	Regime           string
	Replication      int
	// Notes say what of the record is left out.
	Notes []string
}

// history tells one history beside the record.
func (in *Input) history() Section {
	s := Section{ID: "history", Heading: "One history, month by month, beside the record"}
	h := in.History
	if h == nil {
		s.absent("Not played.")
		return s
	}
	s.text(fmt.Sprintf("This is history number %d of those played under the regime %s, whatever came of it: it was not chosen for looking like the record. No single history is a forecast,"+
		" and most of them look different; it shows what the numbers above are counted from.", h.Replication, h.Regime))
	s.picture(in.historyPicture())
	s.text(in.compared())
	for _, note := range h.Notes {
		s.note(note)
	}
	switch {
	case h.Recorded == nil && in.NoRecord != "":
		s.absent("The record is not shown: " + in.NoRecord)
	case h.Recorded == nil:
		s.absent("No record of this war was given to put beside it. A scenario with a record shows both (parley record).")
	}
	s.note("Talks: months in which the sides met. Protocols: squares are issues agreed, triangles a framework. Ceasefires: bars, broken at a cross. Violence: height from 1, little, to 4, open war." +
		" A protocol is shown in the month in which its issue was last agreed.")
	return s
}

func (in *Input) historyPicture() *figures.Figure {
	h, c := in.History, in.Experiment.Config
	f := figures.Timeline{Name: "history-picture", Title: "One history and the record", Months: c.Months, Ticks: calendar(c), Header: []string{"of", "month", "what", "detail"}}
	f.Stories = append(f.Stories, story(fmt.Sprintf("The model: history %d", h.Replication), h.Played, c.Start))
	f.Data = events("model", h.Played, c)
	f.Alt = told("In the model", h.Played)
	if h.Recorded != nil {
		f.Stories = append(f.Stories, story("The record", h.Recorded, c.Start))
		f.Data = append(f.Data, events("record", h.Recorded, c)...)
		f.Alt += " " + told("In the record", h.Recorded)
	}
	return f.Figure()
}

func story(label string, x *observe.Chronicle, start sim.Month) figures.Story {
	s := figures.Story{Label: label, End: -1, Ended: "war goes on"}
	for _, m := range x.Meetings {
		s.Meetings = append(s.Meetings, m.Month)
	}
	for _, month := range x.Protocols {
		if month != observe.Never {
			s.Protocols = append(s.Protocols, month)
		}
	}
	if x.Framework != observe.Never {
		s.Frameworks = append(s.Frameworks, x.Framework)
	}
	for _, t := range x.Terms {
		last := t.Last
		if t.Broken != observe.Never {
			last = min(last, t.Broken)
			s.Breaks = append(s.Breaks, t.Broken)
		}
		s.Ceasefires = append(s.Ceasefires, [2]int{t.Signed, last})
	}
	for _, v := range x.Ordinals {
		s.Violence = append(s.Violence, int(v))
	}
	if x.Ended < x.Months {
		s.End, s.Ended = x.Ended, "ends "+(start+sim.Month(x.Ended)).String()+", "+ending(x)
	}
	return s
}

func ending(x *observe.Chronicle) string {
	if x.Settled != observe.Never {
		return "settled"
	}
	return "a side wins"
}

// told is a chronicle in a sentence.
func told(where string, x *observe.Chronicle) string {
	protocols, broken := 0, 0
	for _, month := range x.Protocols {
		if month != observe.Never {
			protocols++
		}
	}
	for _, t := range x.Terms {
		if t.Broken != observe.Never {
			broken++
		}
	}
	text := fmt.Sprintf("%s the sides meet in %s, agree on %s and sign or prolong a ceasefire %s, of which %d are broken;", where, count(len(x.Meetings), "month", "months"),
		count(protocols, "issue", "issues"), count(len(x.Terms), "time", "times"), broken)
	if x.Ended >= x.Months {
		return text + " the war goes on."
	}
	return fmt.Sprintf("%s the war ends in month %d: %s.", text, x.Ended+1, ending(x))
}

// compared tells both histories.
func (in *Input) compared() string {
	h := in.History
	if h.Recorded == nil {
		return told("In the model", h.Played)
	}
	return told("In the model", h.Played) + " " + told("In the record", h.Recorded)
}

// events are a chronicle as rows.
func events(of string, x *observe.Chronicle, c *sim.Config) (rows [][]string) {
	add := func(month int, what, detail string) {
		rows = append(rows, []string{of, (c.Start + sim.Month(month)).String(), what, detail})
	}
	for _, m := range x.Meetings {
		add(m.Month, "talks", sim.LevelNames[m.Level]+" level")
	}
	if x.Framework != observe.Never {
		add(x.Framework, "framework", "")
	}
	for k, month := range x.Protocols {
		if month != observe.Never {
			add(month, "protocol", shortName(c.Issues[k].Name, c.Issues[k].ID))
		}
	}
	for _, t := range x.Terms {
		add(t.Signed, "ceasefire", "signed or prolonged, to "+termEnd(t, x, c))
		if t.Broken != observe.Never {
			add(t.Broken, "ceasefire", "broken")
		}
	}
	for m, v := range x.Ordinals {
		if v >= 0 {
			add(m, "violence", fmt.Sprint(v))
		}
	}
	if x.Ended < x.Months {
		add(x.Ended, "end", ending(x))
	}
	return rows
}

func termEnd(t observe.Term, x *observe.Chronicle, c *sim.Config) string {
	if t.Last >= x.Months {
		return "beyond the window"
	}
	return (c.Start + sim.Month(t.Last)).String()
}
