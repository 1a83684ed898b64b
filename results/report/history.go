package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/observe"
	"parley/results/words"
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
func (in *Input) history() document.Section {
	s := document.Section{ID: "history", Heading: "One history, month by month, beside the record"}
	h := in.History
	if h == nil {
		s.Add(document.Block{Absent: "Not played."})
		return s
	}
	s.Say(fmt.Sprintf("This is history number %d of those played under the regime %s. It was not chosen for looking like the record. No single history is a forecast, and most look"+
		" different; it shows what the numbers above are counted from.", h.Replication, h.Regime))
	s.Add(document.Block{Figure: in.historyPicture()})
	s.Say(in.compared())
	for _, note := range h.Notes {
		s.Add(document.Block{Note: note})
	}
	switch {
	case h.Recorded == nil && in.NoRecord != "":
		s.Add(document.Block{Absent: "The record is not shown: " + in.NoRecord})
	case h.Recorded == nil:
		s.Add(document.Block{Absent: "No record of this war was given to put beside it. A scenario with a record shows both (parley record)."})
	}
	key := "Ceasefires: bars, broken at a cross."
	if len(h.Played.Carried) > 0 {
		key = "Ceasefires: bars, broken at a cross; with a hole if signed without a meeting."
	}
	s.Add(document.Block{Note: "Talks: months in which the sides met. Protocols: squares are issues agreed, triangles a framework; an issue is shown in the month in which it was last agreed. " + key +
		" Violence: height from 1, little, to 4, open war."})
	return s
}

func (in *Input) historyPicture() *figures.Figure {
	h, c := in.History, in.Experiment.Config
	line := &figures.Timeline{Months: c.Months, Ticks: calendar(c)}
	f := &figures.Figure{Name: "history-picture", Title: "One history and the record", Header: []string{"of", "month", "what", "detail"}, Chart: line}
	line.Stories = append(line.Stories, story(fmt.Sprintf("The model: history %d", h.Replication), h.Played, c.Start))
	f.Rows = events("model", h.Played, c)
	f.Alt = told("In the model", h.Played, c)
	if h.Recorded != nil {
		line.Stories = append(line.Stories, story("The record", h.Recorded, c.Start))
		f.Rows = append(f.Rows, events("record", h.Recorded, c)...)
		f.Alt += " " + told("In the record", h.Recorded, c)
	}
	return f
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
	for i := range x.Carried {
		s.Carried = append(s.Carried, x.Carried[i].Month)
	}
	for _, v := range x.Ordinals {
		s.Violence = append(s.Violence, int(v))
	}
	if x.Ended < x.Months {
		s.End, s.Ended = x.Ended, "ends "+shortMonth((start+sim.Month(x.Ended)).String())+": "+ending(x)
	}
	return s
}

func ending(x *observe.Chronicle) string {
	if x.Settled != observe.Never {
		return "settled"
	}
	return "a side wins"
}

// told is a chronicle in sentences.
func told(where string, x *observe.Chronicle, c *sim.Config) string {
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
	text := fmt.Sprintf("%s the sides meet in %s and agree on %s.", where, none(len(x.Meetings), "month", "months"), none(protocols, "issue", "issues"))
	if len(x.Terms) > 0 {
		text += fmt.Sprintf(" They sign or prolong a ceasefire %s; %s broken.", words.Count(len(x.Terms), "time", "times"), are(broken))
	} else {
		text += " They sign no ceasefire."
	}
	if len(x.Carried) > 0 {
		text += " " + carriedWords(x, c)
	}
	if x.Ended >= x.Months {
		return text + " The war goes on."
	}
	return fmt.Sprintf("%s The war ends in %s: %s.", text, monthName(c.Start+sim.Month(x.Ended)), ending(x))
}

// are is a number as the subject of a sentence.
func are(n int) string {
	switch n {
	case 0:
		return "none is"
	case 1:
		return "1 is"
	}
	return fmt.Sprintf("%d are", n)
}

// carriedWords say how ceasefires came about without a meeting, and through whom.
func carriedWords(x *observe.Chronicle, c *sim.Config) string {
	times := make([]int, len(c.Mediators))
	var who []int
	for i := range times {
		for k := range x.Carried {
			times[i] += one(x.Carried[k].By.Has(i))
		}
		if times[i] > 0 {
			who = append(who, i)
		}
	}
	slices.SortStableFunc(who, func(a, b int) int { return cmp.Compare(times[b], times[a]) })
	var names []string
	for _, i := range who {
		names = append(names, fmt.Sprintf("%s %d", mediatorName(c, i), times[i]))
	}
	text := words.Count(len(x.Carried), "time", "times")
	if len(x.Carried) == len(x.Terms) {
		text = "Each time"
	}
	return text + " they do so without a meeting: third parties carry messages between them (how often: " + strings.Join(names, ", ") + ")."
}

// carriers of the signature of a month, "" if the sides met.
func carriers(x *observe.Chronicle, c *sim.Config, month int) string {
	var names []string
	for k := range x.Carried {
		for i := range c.Mediators {
			if x.Carried[k].Month == month && x.Carried[k].By.Has(i) {
				names = append(names, mediatorName(c, i))
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return " without a meeting, messages carried by " + words.List(names)
}

// compared tells both histories.
func (in *Input) compared() string {
	h, c := in.History, in.Experiment.Config
	if h.Recorded == nil {
		return told("In the model", h.Played, c)
	}
	return told("In the model", h.Played, c) + " " + told("In the record", h.Recorded, c)
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
			add(month, "protocol", words.ShortName(c.Issues[k].Name, c.Issues[k].ID))
		}
	}
	for _, t := range x.Terms {
		add(t.Signed, "ceasefire", "signed or prolonged"+carriers(x, c, t.Signed)+", to "+termEnd(t, x, c))
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
