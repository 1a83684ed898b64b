package calibrate

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/posterior"
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

// choose finds the summaries that names ask for, and which names ask for nothing that the
// record knows; a name is that of a summary, of a family, or of a group such as
// "ceasefire". until is what messages add to the record.
func choose(c *sim.Config, record observe.Summaries, names []string, until string) (chosen []int, unknown []string, err error) {
	for _, name := range names {
		families := familiesOf(c, name)
		if len(families) == 0 {
			return nil, nil, &SummaryError{fmt.Sprintf("summary %s: there is none of that name%s; parley record lists them", name, fault.DidYouMean(name, known(record)))}
		}
		if len(families) == 1 && families[0].ByConstruction {
			return nil, nil, &SummaryError{fmt.Sprintf("summary %s: any record has 1 here, so that it cannot test a fit: it is shown only", name)}
		}
		known := false
		for i := range record {
			s := &record[i]
			asked := s.Name == name || s.Family == name || s.Group == name
			if !asked || s.Missing || s.ByConstruction {
				continue
			}
			if known = true; !slices.Contains(chosen, i) {
				chosen = append(chosen, i)
			}
		}
		if !known {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(chosen)
	if len(chosen) == 0 {
		return nil, nil, &SummaryError{"the record" + until + " knows none of the summaries " + strings.Join(names, ", ")}
	}
	return chosen, unknown, nil
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
		for _, name := range []string{record[i].Name, record[i].Family, record[i].Group} {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// pilot histories from the prior set the scale of each summary.
const pilot = 1000

// target gives each chosen summary its slack by the record's confidence, its scale
// by how the prior's histories spread, and its weight. Distances square the weight: a
// summary counts with the square of confidenceWeight, shared among those of its group, so
// that a group counts with the mean of these squares.
func target(record observe.Summaries, chosen []int, prior [][]float64) []abc.Summary {
	size := map[string]float64{}
	for _, i := range chosen {
		size[record[i].Group]++
	}
	var list []abc.Summary
	for k, i := range chosen {
		s := &record[i]
		list = append(list, abc.Summary{
			Name: s.Name, Value: s.Value, Slack: s.Tolerance, Scale: max(Spread(stats.Column(prior, k)), s.Tolerance),
			Weight: confidenceWeight[s.Confidence] / math.Sqrt(size[s.Group]),
		})
	}
	return list
}

// histories are the chosen summaries of n, [history][summary], each at the point that
// at gives.
func (m *model) histories(seed sim.Seed, n int, at func(i int) []float64) [][]float64 {
	rows := make([][]float64, n)
	for i := range rows {
		rows[i] = make([]float64, len(m.chosen))
		m.Simulate(at(i), seed, i, rows[i])
	}
	return rows
}

// priorHistories are those of points drawn from the prior.
func priorHistories(m *model, seed sim.Seed, n int) [][]float64 {
	u := make([]float64, len(m.free))
	return m.histories(seed, n, func(i int) []float64 {
		stream := sim.NewStream(seed, i, "pilot", 0)
		for k := range u {
			u[k] = stream.Uniform(k)
		}
		return u
	})
}

// posteriorHistories are those of particles drawn by their weights.
func posteriorHistories(m *model, s *abc.State, seed sim.Seed, n int) [][]float64 {
	upTo := posterior.New(make([]sim.Parameters, len(s.Particles)), abc.Weights(s.Particles)).Sample.UpTo
	return m.histories(seed, n, func(i int) []float64 {
		u := sim.NewStream(seed, i, "particle", 0).Uniform(0) * upTo[len(upTo)-1]
		at, _ := slices.BinarySearch(upTo, u)
		return s.Particles[min(at, len(s.Particles)-1)].U
	})
}
