package calibrate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// DefaultSummaries are fitted where neither command line nor scenario names any:
// families or names of summaries, as parley record shows them.
var DefaultSummaries = []string{
	"talks.first", "talks.meetings", "talks.gap", "meetings.RESULT", "meetings.LEVEL",
	"ceasefire.first", "ceasefire.new", "ceasefire.renewals", "ceasefire.lapses", "ceasefire.breakdowns",
	"ceasefire.term", "ceasefire.months", "ceasefire.held", "framework.first",
	"protocols.count", "protocols.span", "protocols.difficulty", "roles.ERA.count", "settlement.month", "settlement.kept",
}

// confidenceWeight of a summary beside others. Distances square it, so that medium counts
// .49 of high and low .16. Modelling choice.
var confidenceWeight = map[string]float64{"high": 1, "medium": 0.7, "low": 0.4}

// SummaryError says what is wrong with the names of summaries to fit.
type SummaryError struct{ text string }

func (e *SummaryError) Error() string { return e.text }

// Names of the summaries to fit, or of their families and groups.
func (w *War) Names() []string {
	if len(w.Summaries) == 0 {
		return DefaultSummaries
	}
	return w.Summaries
}

// choose finds the summaries that names ask for, each that of a summary, of a family, or of
// a group such as "ceasefire". What the record does not know of them is noted, in a sentence
// for each file that is not there and one for the rest.
func (w *War) choose() (*Chosen, error) {
	o, err := observe.New(w.Config, w.Record, w.Months)
	if err != nil {
		return nil, err
	}
	until := ""
	if w.Months < w.Config.Months {
		until = " up to " + w.last().String()
	}
	p := &Chosen{Record: o.Record()}
	var whys []string
	unknown := map[string][]string{}
	for _, name := range w.Names() {
		families := familiesOf(w.Config, name)
		if len(families) == 0 {
			return nil, &SummaryError{fmt.Sprintf("summary %s: there is none of that name%s; parley record lists them", name, fault.DidYouMean(name, known(p.Record)))}
		}
		if len(families) == 1 && families[0].ByConstruction {
			return nil, &SummaryError{fmt.Sprintf("summary %s: any record has 1 here, so that it cannot test a fit: it is shown only", name)}
		}
		if found := called(p.Record, name); len(found) > 0 {
			p.At = append(p.At, found...)
			continue
		}
		why := "Not fitted, as the record" + until + " does not know it: "
		if file := families[0].File; !w.Record.Has(file) {
			why = "Not fitted, as the record has no " + file + ": "
		}
		if unknown[why] == nil {
			whys = append(whys, why)
		}
		unknown[why] = append(unknown[why], name)
	}
	for _, why := range whys {
		p.notes = append(p.notes, why+strings.Join(unknown[why], ", ")+".")
	}
	slices.Sort(p.At)
	if p.At = slices.Compact(p.At); len(p.At) == 0 {
		return nil, &SummaryError{"the record" + until + " knows none of the summaries " + strings.Join(w.Names(), ", ")}
	}
	return p, nil
}

// called so, by their own name or their family's or group's, and known to the record.
func called(record observe.Summaries, name string) (found []int) {
	for i := range record {
		if s := &record[i]; (s.Name == name || s.Family == name || s.Group == name) && !s.Missing && !s.ByConstruction {
			found = append(found, i)
		}
	}
	return found
}

// familiesOf the summaries that a name asks for.
func familiesOf(c *sim.Config, name string) (list []*observe.Family) {
	for i := range observe.Families {
		if f := &observe.Families[i]; f.Name == name || f.Group == name {
			list = append(list, f)
		}
	}
	if f := observe.FamilyOf(c, name); f != nil && f.Name != name {
		list = append(list, f)
	}
	return list
}

// known are all names that choose takes.
func known(record observe.Summaries) (names []string) {
	for i := range record {
		names = append(names, record[i].Name, record[i].Family, record[i].Group)
	}
	return names
}

// pilot histories from the prior set the scale of each summary.
const pilot = 1000

// target gives each chosen summary its slack by the record's confidence, its scale
// by how the prior's histories spread, and its weight. Distances square the weight: a
// summary counts with the square of confidenceWeight, shared among those of its group, so
// that a group counts with the mean of these squares.
func target(c *Chosen, prior [][]float64) []abc.Summary {
	size := map[string]float64{}
	for _, i := range c.At {
		size[c.Record[i].Group]++
	}
	var list []abc.Summary
	for k, i := range c.At {
		s := &c.Record[i]
		list = append(list, abc.Summary{
			Name: s.Name, Value: s.Value, Slack: s.Tolerance, Scale: max(Spread(stats.Column(prior, k)), s.Tolerance),
			Weight: confidenceWeight[s.Confidence] / math.Sqrt(size[s.Group]),
		})
	}
	return list
}
