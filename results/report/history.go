package report

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/figures"
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// History is one history of the war and, if there is one, its record.
type History struct {
	Played, Recorded *observe.Chronicle
	Regime           string
	Replication      int
	// Notes say what of the record is left out.
	Notes []string
}

// story is a chronicle in numbers of a sentence.
type story struct {
	Where                                       string
	Meetings, Protocols, Terms, Broken, Carried int
	// Carriers are third parties that carried messages; Ended is "" if the war goes on.
	Carriers, Ended, Ending string

	label     string
	chronicle *observe.Chronicle
}

// Stories of the model and, if there is one, of the record.
func (in page) Stories() []story {
	h := in.History
	list := []story{in.story("In the model", fmt.Sprintf("The model: history %d", h.Replication), h.Played)}
	if h.Recorded != nil {
		list = append(list, in.story("In the record", "The record", h.Recorded))
	}
	return list
}

func (in page) story(where, label string, x *observe.Chronicle) story {
	s := story{Where: where, Meetings: len(x.Meetings), Terms: len(x.Terms), Carried: len(x.Carried), Carriers: in.carriers(x.Carried), label: label, chronicle: x}
	for _, month := range x.Protocols {
		s.Protocols += stats.Bit(month != observe.Never)
	}
	for _, t := range x.Terms {
		s.Broken += stats.Bit(t.Broken != observe.Never)
	}
	if x.Ended < x.Months {
		s.Ended, s.Ending = words.Month(in.Config().Start+sim.Month(x.Ended)), "a side wins"
	}
	if x.Settled != observe.Never {
		s.Ending = "settled"
	}
	return s
}

// carriers of messages where ceasefires were signed without a meeting.
func (in page) carriers(carried []observe.Carried) string {
	var names []string
	for i := range in.Config().Mediators {
		if slices.ContainsFunc(carried, func(c observe.Carried) bool { return c.By.Has(i) }) {
			names = append(names, in.called(i))
		}
	}
	return words.List(names)
}

// HistoryPicture has a timeline of each story, and its events as rows.
func (in page) HistoryPicture() *figures.Figure {
	chart := &figures.Timeline{Months: in.Config().Months, Ticks: calendar(in.Config())}
	f := &figures.Figure{Name: "history-picture", Title: "One history", Header: []string{"of", "month", "what", "detail"}, Chart: chart}
	if in.HasRecord() {
		f.Title += " and the record"
	}
	for _, s := range in.Stories() {
		chart.Stories = append(chart.Stories, in.timeline(f, &s))
		f.Alt += executed("story", s) + " "
	}
	return f
}

// timeline of a story, whose events become rows of the figure.
func (in page) timeline(f *figures.Figure, s *story) figures.Story {
	x, line := s.chronicle, figures.Story{Label: s.label, End: -1, Ended: "war goes on"}
	month := func(m int) sim.Month { return in.At(m) }
	add := func(list *[]int, m int, what, detail string) {
		if m == observe.Never {
			return
		}
		*list = append(*list, m)
		f.Rows = append(f.Rows, []string{strings.TrimPrefix(s.Where, "In the "), month(m).String(), what, detail})
	}
	for _, m := range x.Meetings {
		add(&line.Meetings, m.Month, "talks", sim.LevelNames[m.Level]+" level")
	}
	add(&line.Frameworks, x.Framework, "framework", "")
	for k, m := range x.Protocols {
		add(&line.Protocols, m, "protocol", words.ShortName(in.Config().Issues[k].Name, in.Config().Issues[k].ID))
	}
	var signed, rest []int
	for _, t := range x.Terms {
		end, last := "beyond the window", t.Last
		if t.Last < x.Months {
			end = month(t.Last).String()
		}
		how := "signed or prolonged"
		if k := slices.IndexFunc(x.Carried, func(c observe.Carried) bool { return c.Month == t.Signed }); k >= 0 {
			how += " without a meeting, messages carried by " + in.carriers(x.Carried[k:k+1])
		}
		add(&signed, t.Signed, "ceasefire", how+", to "+end)
		add(&line.Breaks, t.Broken, "ceasefire", "broken")
		if t.Broken != observe.Never {
			last = min(last, t.Broken)
		}
		line.Ceasefires = append(line.Ceasefires, [2]int{t.Signed, last})
	}
	for i := range x.Carried {
		line.Carried = append(line.Carried, x.Carried[i].Month)
	}
	for m, v := range x.Ordinals {
		if line.Violence = append(line.Violence, int(v)); v >= 0 {
			add(&rest, m, "violence", fmt.Sprint(v))
		}
	}
	if x.Ended < x.Months {
		line.End, line.Ended = x.Ended, "ends "+shortMonth(month(x.Ended))+": "+s.Ending
		add(&rest, x.Ended, "end", s.Ending)
	}
	return line
}
