package report

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"parley/docs"
	"parley/results/experiment"
	"parley/results/words"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/claims"
	"parley/sim/infer/observe"
	"parley/sim/infer/validate"
	"parley/sim/stats"
)

// builtIn is a document of JSON that comes with the program.
func builtIn[T any](text string) *T {
	x := new(T)
	if err := json.Unmarshal([]byte(text), x); err != nil {
		panic("report: " + err.Error())
	}
	return x
}

// Shipped puts in the fit and the validation that come with a shipped scenario.
func (in *Input) Shipped() {
	if text, ok := docs.Calibration(in.Scenario.Name); ok {
		in.Calibration = builtIn[calibrate.Report](text)
	}
	v := builtIn[validate.Report](docs.Validation)
	if v.Scenario == in.Scenario.Name && v.Model == strconv.Itoa(sim.ModelVersion) {
		in.Validation = v
	}
}

// Claims are regularities of the literature, as they were tried on the shipped wars; Unheld are
// those that do not hold there.
func (page) Claims() []claims.Tested {
	return builtIn[struct{ Claims []claims.Tested }](docs.Claims).Claims
}

func (in page) Unheld() (list []string) {
	for _, c := range in.Claims() {
		if c.Shipped.Verdict != claims.Held {
			list = append(list, strings.TrimSuffix(c.Claim.Says, ".")+" ("+c.Claim.Source+")")
		}
	}
	return list
}

// Reached is the month in which the war of the record was settled or won, or else the last of the record.
func (in page) Reached() int { return min(in.Record.Ended, in.Record.Months-1) }

// Happened is how many histories of each kind there are by then, under the war's own regime; nil where there is no record.
func (in page) Happened() *experiment.Incidence {
	if in.Record == nil {
		return nil
	}
	arm := first(in.Summary.Arms, func(a *experiment.Arm) bool { return a.Regime == in.Scenario.Arm.Regime.String() })
	if arm == nil || in.Reached() >= len(arm.Incidence) {
		return nil
	}
	return &arm.Incidence[in.Reached()]
}

// Odd summaries of the record are those where fewer than 5 of 100 new histories lie.
func (in page) Odd() int {
	return count(in.Calibration.Summaries, func(s calibrate.Check) bool { return s.P < 0.05 })
}

func count[T any](list []T, is func(T) bool) (n int) {
	for _, x := range list {
		n += stats.Bit(is(x))
	}
	return n
}

// forecasts is how a hindcast went.
type forecasts struct {
	// N quantities, of which so many fell within the 90 % intervals of the histories, and how
	// many would if the model were right; those that repeat another count in none.
	N, In90    int
	Expected90 float64
	// Better and Worse are groups of quantities in which the model did better than every
	// simple rule, and worse than one; Groups are all.
	Better, Worse []string
	Groups        int
	// InSample: after an earlier look.
	InSample bool
}

// Forecasts are those under the shocks that were forecast; nil if there are none.
func (in page) Forecasts() *forecasts {
	v := in.Validation
	if v == nil {
		return nil
	}
	f := &forecasts{InSample: v.InSample != nil && *v.InSample}
	for _, h := range v.Hindcast {
		if h.Shocks != validate.ShocksBound && !h.Repeats {
			f.N, f.In90, f.Expected90 = f.N+1, f.In90+stats.Bit(h.Inside90), f.Expected90+h.Expected90
		}
	}
	var groups []words.Group // of verdicts
	for _, x := range v.Baselines {
		groups = words.Grouped(groups, x.Group, x.Verdict)
	}
	f.Groups = len(groups)
	for _, g := range groups {
		switch name := "“" + g.Key + "”"; {
		case slices.Contains(g.Items, validate.VerdictWorse):
			f.Worse = append(f.Worse, name)
		case !slices.Contains(g.Items, validate.VerdictUnclear):
			f.Better = append(f.Better, name)
		}
	}
	return f
}

// ReadRecord finds the record that belongs to the scenario, if there is one.
func (in *Input) ReadRecord() error {
	s := in.Scenario
	if !record.Of(s.Name) {
		return nil
	}
	coded, err := record.Shipped(s.Name, s)
	if err != nil {
		in.NoRecord = "it names third parties or issues that this scenario does not."
		return nil
	}
	o, err := observe.New(s.Config, coded, s.Config.Months)
	if err == nil {
		in.Record, in.RecordNotes = o.Recorded(), o.Notes()
		in.Uncoded = slices.ContainsFunc(coded.Rounds, record.Round.Uncoded)
	}
	return err
}

// Agreed issues of the record, and Broken ceasefires.
func (in page) Agreed() int {
	return count(in.Record.Protocols, func(month int) bool { return month != observe.Never })
}

func (in page) Broken() int {
	return count(in.Record.Terms, func(t observe.Term) bool { return t.Broken != observe.Never })
}
