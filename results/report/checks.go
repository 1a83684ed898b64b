package report

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"parley/docs"
	"parley/results/experiment"
	"parley/results/words"
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

// happened is how likely the model makes what happened.
type happened struct {
	Month        sim.Month
	Share        float64
	Arm, Changed string
}

// Happened is nil where there is no record of a settlement.
func (in page) Happened() *happened {
	if in.Record == nil || in.Record.Settled == observe.Never {
		return nil
	}
	at, regime := in.Record.Settled, in.Scenario.Arm.Regime.String()
	i := slices.IndexFunc(in.Summary.Arms, func(a experiment.Arm) bool { return a.Regime == regime })
	if i < 0 || at >= len(in.Summary.Arms[i].Incidence) {
		return nil
	}
	h := &happened{Month: in.At(at), Share: float64(in.Summary.Arms[i].Incidence[at].Settled), Arm: strings.ToLower(rungName(regime))}
	if in.Changed {
		h.Changed = in.Overrides
	}
	return h
}

// Odd summaries of the record are those where fewer than 5 of 100 new histories lie.
func (in page) Odd() (n int) {
	for _, x := range in.Calibration.Summaries {
		n += stats.Bit(x.P < 0.05)
	}
	return n
}

// parameterMeans is what its table says of a parameter, without its symbol; its ID if it
// has none.
func parameterMeans(id string) string {
	p, ok := sim.ParameterByID(id)
	if !ok {
		return id
	}
	doc := sim.ParameterTable[p].Meaning
	if symbol, rest, ok := strings.Cut(doc, ": "); ok && !strings.Contains(symbol, " ") {
		return rest
	}
	return doc
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
