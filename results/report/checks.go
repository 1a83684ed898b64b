package report

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
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

// ReadCalibration reads the calibration.json of parley calibrate. The error says what is
// wrong with it.
func (in *Input) ReadCalibration(r io.Reader) error {
	const want = "want the calibration.json of parley calibrate"
	c := &calibrate.Report{}
	if err := decode(r, c); err != nil {
		return fmt.Errorf(want+": %w", err)
	}
	if err := c.Check(); err != nil {
		return fmt.Errorf(want+", as it was written: %w", err)
	}
	if c.Scenario == "" || len(c.Parameters) == 0 {
		return errors.New(want + ": no scenario or no parameters in it")
	}
	in.Calibration = c
	return same("scenario", c.Scenario, in.Scenario.Name)
}

// decode all of a file that holds one document of JSON, and no key that nobody reads.
func decode(r io.Reader, into any) error {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return err
	}
	if _, err := d.Token(); err != io.EOF {
		return errors.New("something behind the end")
	}
	return nil
}

// Claims are regularities of the literature, as they were tried on the shipped wars; Unheld are
// those that do not hold there.
func (page) Claims() []claims.Tested {
	var d struct{ Claims []claims.Tested }
	if err := json.Unmarshal([]byte(docs.Claims), &d); err != nil {
		panic("report: claims.json: " + err.Error()) // it is built in
	}
	return d.Claims
}

func (in page) Unheld() (list []string) {
	for _, c := range in.Claims() {
		if c.Shipped.Verdict != claims.Held {
			list = append(list, strings.TrimSuffix(c.Claim.Says, ".")+" ("+c.Claim.Source+")")
		}
	}
	return list
}

// ReadValidation reads the JSON of parley validate. The error says what is wrong with it.
func (in *Input) ReadValidation(r io.Reader) error {
	v, err := readValidation(r)
	if err != nil {
		return err
	}
	in.Validation = v
	return errors.Join(same("scenario", v.Scenario, in.Scenario.Name), same("model", v.Model, strconv.Itoa(sim.ModelVersion)))
}

func readValidation(r io.Reader) (*validate.Report, error) {
	const want = "want what parley validate --format json prints"
	v := &validate.Report{}
	if err := decode(r, v); err != nil {
		return nil, fmt.Errorf(want+": %w", err)
	}
	if len(v.Hindcast) == 0 {
		return nil, errors.New(want + ": no hindcast in it")
	}
	for _, h := range v.Hindcast {
		if h.Expected90 <= 0 {
			return nil, fmt.Errorf(want+": %s has no expected90", h.Quantity)
		}
	}
	for _, x := range v.Baselines {
		if !slices.Contains([]string{validate.VerdictBetter, validate.VerdictWorse, validate.VerdictUnclear}, x.Verdict) {
			return nil, fmt.Errorf(want+": baseline %s of %s has verdict %q", x.Name, x.Group, x.Verdict)
		}
	}
	return v, nil
}

// same says that a file is of what is played here.
func same(what, has, want string) error {
	if has == want {
		return nil
	}
	return fmt.Errorf("of %s %q; want %q, which is played here", what, has, want)
}

// Shipped puts in the fit and the validation that come with a shipped scenario, where no
// other was given.
func (in *Input) Shipped() error {
	if text, ok := docs.Calibration(in.Scenario.Name); ok && in.Calibration == nil {
		if err := in.ReadCalibration(strings.NewReader(text)); err != nil {
			return err
		}
	}
	v, err := readValidation(strings.NewReader(docs.Validation))
	if err == nil && in.Validation == nil && v.Scenario == in.Scenario.Name && v.Model == strconv.Itoa(sim.ModelVersion) {
		in.Validation = v
	}
	return err
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
	// Regime that was forecast, InSample after an earlier look.
	Regime   string
	InSample bool
}

// Forecasts are those under the shocks that were forecast; nil if there are none.
func (in page) Forecasts() *forecasts {
	v := in.Validation
	if v == nil {
		return nil
	}
	f := &forecasts{Regime: v.Regime, InSample: v.InSample != nil && *v.InSample}
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
