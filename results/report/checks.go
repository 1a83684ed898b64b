package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"parley/results/calibrate"
	"parley/results/figures"
	"parley/results/observe"
	"parley/results/validate"
	"parley/sim"
)

// Validation is what parley validate says, as far as a page shows it.
type Validation struct {
	Scenario string `json:"scenario"`
	Model    string `json:"model"`
	Hindcast []struct {
		Quantity string   `json:"quantity"`
		Shocks   string   `json:"shocks"`
		Observed *float64 `json:"observed"`
		Q05      *float64 `json:"q05"`
		Q25      *float64 `json:"q25"`
		Median   *float64 `json:"median"`
		Q75      *float64 `json:"q75"`
		Q95      *float64 `json:"q95"`
		// Share of the forecast in which what is yes or no is yes; nil for another quantity.
		Share    *float64 `json:"share"`
		Inside50 bool     `json:"inside50"`
		Inside90 bool     `json:"inside90"`
		// The forecast's own shares in the two.
		Expected50 float64 `json:"expected50"`
		Expected90 float64 `json:"expected90"`
	} `json:"hindcast"`
	PPC []struct {
		Summary  string  `json:"summary"`
		Fitted   bool    `json:"fitted"`
		Observed float64 `json:"observed"`
		P        float64 `json:"p"`
	} `json:"ppc"`
	SBC []struct {
		Parameter string  `json:"parameter"`
		P         float64 `json:"ks_p"`
	} `json:"sbc"`
	Scores []struct {
		Score
		Shocks string `json:"shocks"`
	} `json:"scores"`
	Rivals      []Score `json:"rivals"`
	Baselines   []Score `json:"baselines"`
	Evaluations int     `json:"evaluations"`
}

// Score of a rival or a baseline; of a baseline in a group of quantities, with the
// model's own score there.
type Score struct {
	Name   string  `json:"name"`
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Engine float64 `json:"engine"`
}

// ReadCalibration reads the calibration.json of parley calibrate. The error says
// what is wrong with it.
func ReadCalibration(r io.Reader) (*calibrate.Report, error) {
	c := &calibrate.Report{}
	if err := json.NewDecoder(r).Decode(c); err != nil {
		return nil, fmt.Errorf("want the calibration.json of parley calibrate: %w", err)
	}
	if c.Scenario == "" || len(c.Parameters) == 0 {
		return nil, fmt.Errorf("want the calibration.json of parley calibrate: no scenario or no parameters in it")
	}
	return c, nil
}

// ReadValidation reads the JSON of parley validate. The error says what is wrong
// with it.
func ReadValidation(r io.Reader) (*Validation, error) {
	v := &Validation{}
	if err := json.NewDecoder(r).Decode(v); err != nil {
		return nil, fmt.Errorf("want what parley validate --format json prints: %w", err)
	}
	if len(v.Hindcast) == 0 {
		return nil, fmt.Errorf("want what parley validate --format json prints: no hindcast in it")
	}
	return v, nil
}

// checks is calibration and hindcast.
func (in *Input) checks() Section {
	s := Section{ID: "checks", Heading: "Is the model any good? Calibration and hindcast"}
	if text := in.happened(); text != "" {
		s.text("What happened: " + text)
	}
	if in.Calibration == nil && in.Summary.Parameters.Window != "" {
		s.text("The uncertain numbers of this page were fitted to the record of " + in.Summary.Parameters.Window + in.borrowed() + ".")
	}
	if in.Calibration == nil {
		s.absent("No calibration report was given: how well the model can be fitted to the record of this war is not shown.")
	} else {
		in.calibrated(&s)
	}
	if in.Validation == nil {
		s.absent("No hindcast was given: whether the model, fitted to the first years, foresees the later ones is not shown.")
	} else {
		in.validated(&s)
	}
	in.missing(&s)
	return s
}

// missing says how to make one page with what this one lacks: by fits to the record of
// the war as this page plays it.
func (in *Input) missing(s *Section) {
	if in.Calibration != nil && in.Validation != nil {
		return
	}
	words := strings.TrimSpace(in.Argument + " " + in.Overrides)
	record := ""
	if in.History == nil || in.History.Recorded == nil {
		record = " --record DIR"
	}
	lines := []string{"parley calibrate " + words + record + " --out fit"}
	page := "parley report " + words + " --calibration fit/calibration.json --parameters fit/posterior.csv"
	if in.Validation == nil {
		c := in.Experiment.Config
		last := c.Start + sim.Month(validate.SplitOf(c.Months)-1)
		lines = append(lines, fmt.Sprintf("parley calibrate %s%s --until %s --out early", words, record, last),
			"parley validate "+words+record+" --posterior fit/posterior.csv --posterior-until early/posterior.csv --format json > validation.json")
		page += " --validation validation.json"
	}
	s.text("For a war with a record, these commands make what is missing, in some minutes, and a page of its own with it:")
	s.command(strings.Join(append(lines, page+" --out checked.html"), "\n"))
}

// happened says how the war went, and how likely the model makes that; "" where there
// is no record of a settlement.
func (in *Input) happened() string {
	h := in.History
	if h == nil || h.Recorded == nil || h.Recorded.Settled == observe.Never {
		return ""
	}
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		if a.Regime != h.Regime || !in.own(a) || h.Recorded.Settled >= len(a.Incidence) {
			continue
		}
		like := "like it"
		if in.Changed {
			like += ", but changed by " + in.Overrides
		}
		text := fmt.Sprintf("the war was settled in %s. Of 100 wars %s, the model has %s settled by then (%s).", monthName(in.Experiment.Config.Start+sim.Month(h.Recorded.Settled)),
			like, in100(float64(a.Incidence[h.Recorded.Settled].Settled)), a.Name)
		if in.Summary.Parameters.Mode == sim.ParameterModeNames[sim.ParametersPosterior] && in.holdsEnd() {
			text += " That is with its numbers fitted to a record that holds this end."
		}
		if a.Incidence[h.Recorded.Settled].Settled < 0.5 && !in.Changed {
			text += " What happened is not what the model makes likely."
		}
		return text
	}
	return ""
}

func (in *Input) calibrated(s *Section) {
	c := in.Calibration
	known := 0
	for i := range c.Parameters {
		if c.Parameters[i].Identified {
			known++
		}
	}
	s.sub("Calibration: fitted to the record")
	s.text(fmt.Sprintf("The model's uncertain numbers were fitted to the record of %s, %s. The record says something about %d of %d of them; the others stay as uncertain as before.",
		c.Scenario, c.Window, known, len(c.Parameters)))
	for _, note := range c.Notes {
		s.note(note)
	}
	s.picture(calibrationPicture(c))
	s.note("A bar that fills the width has learned nothing; the shorter, the more the record says. Intervals hold 90 % of the fitted weight.")
	odd := 0
	for i := range c.Summaries {
		if c.Summaries[i].P < 0.05 {
			odd++
		}
	}
	s.text(fmt.Sprintf("Of %d things that the record tells, %d lie where fewer than 5 of 100 new histories of the fitted model do: there it does not tell this war well.", len(c.Summaries), odd))
}

// calibrationPicture shows each fitted number within its range before fitting.
func calibrationPicture(c *calibrate.Report) *figures.Figure {
	f := figures.Forest{Name: "calibration-picture", Title: "The uncertain numbers after fitting, each within its range before", Axis: "place within the range before fitting, in per cent",
		Header: []string{"parameter", "before, from", "before, to", "fitted 5 %", "fitted median", "fitted 95 %", "told by the record"}, Low: 0, High: 100}
	f.Alt = fmt.Sprintf("Fitted intervals of %d parameters within their ranges.", len(c.Parameters))
	for i := range c.Parameters {
		p := &c.Parameters[i]
		at := placeIn(p)
		series := 1
		if p.Identified {
			series = 0
		}
		f.Rows = append(f.Rows, figures.Interval{Label: p.ID, Low: at(p.Quantiles[0]), Mid: at(p.Quantiles[2]), High: at(p.Quantiles[4]), Series: series, Note: short(p.Quantiles[2])})
		f.Data = append(f.Data, []string{p.ID, short(p.Prior[0]), short(p.Prior[1]), short(p.Quantiles[0]), short(p.Quantiles[2]), short(p.Quantiles[4]), yes(p.Identified)})
	}
	return f.Figure()
}

// placeIn the range of a parameter in per cent; by ratio where the prior is.
func placeIn(p *calibrate.Parameter) func(float64) float64 {
	low, high := p.Prior[0], p.Prior[1]
	if q, ok := sim.ParameterByID(p.ID); ok && sim.ParameterTable[q].LogUniform && low > 0 {
		return func(x float64) float64 { return 100 * math.Log(x/low) / math.Log(high/low) }
	}
	return func(x float64) float64 { return 100 * (x - low) / (high - low) }
}

func (in *Input) validated(s *Section) {
	v := in.Validation
	in50, in90, n := 0, 0, 0
	expected50, expected90 := 0.0, 0.0
	for _, h := range v.Hindcast {
		if h.Shocks == validate.ShocksBound {
			continue
		}
		n++
		in50, in90 = in50+one(h.Inside50), in90+one(h.Inside90)
		expected50, expected90 = expected50+h.Expected50, expected90+h.Expected90
	}
	s.sub("Hindcast: fitted to the first years, asked about the later ones")
	s.text(fmt.Sprintf("Fitted to the first years only, the model said beforehand what the later ones would bring. Of %s, %d came out within the half of its histories in the middle (%.1f if the"+
		" model were right) and %d within nine tenths of them (%.1f). Many of these are whole numbers or pile up at one value, so more than half of the histories lie in the"+
		" half in the middle.", count(n, "quantity", "quantities"), in50, expected50, in90, expected90))
	t := &Table{Caption: "What was predicted, and what happened", Header: []string{"quantity", "happened", "predicted: middle", "half of histories", "nine tenths", "within"}}
	for _, h := range v.Hindcast {
		if h.Shocks == validate.ShocksBound {
			continue
		}
		within := "neither"
		switch {
		case h.Inside50:
			within = "half"
		case h.Inside90:
			within = "nine tenths"
		}
		if h.Share != nil && h.Observed != nil {
			t.Rows = append(t.Rows, []string{h.Quantity, observe.YesNo(*h.Observed), "yes in " + percent(*h.Share), "", "", within})
			continue
		}
		t.Rows = append(t.Rows, []string{h.Quantity, seen(h.Observed), seen(h.Median), seen(h.Q25) + " to " + seen(h.Q75), seen(h.Q05) + " to " + seen(h.Q95), within})
	}
	s.table(t)
	if len(v.Rivals)+len(v.Baselines) > 0 {
		s.table(scores(v))
	}
	if v.Evaluations > 0 {
		s.note(fmt.Sprintf("The later years of the record have been looked at %s so far; each look makes the next one prove less.", count(v.Evaluations, "time", "times")))
	}
}

func scores(v *Validation) *Table {
	t := &Table{Caption: "Scores of the model, of rivals and of simple rules, the lower the better", Header: []string{"name", "of what", "score", "the model's"}}
	for _, x := range v.Scores {
		if x.Shocks != validate.ShocksBound {
			t.Rows = append(t.Rows, []string{"the model: " + x.Name, "all quantities", short(x.Score.Score), ""})
		}
	}
	for _, x := range v.Rivals {
		t.Rows = append(t.Rows, []string{"rival: " + x.Name, "all quantities", short(x.Score), ""})
	}
	for _, x := range v.Baselines {
		t.Rows = append(t.Rows, []string{"simple rule: " + x.Name, x.Group, short(x.Score), short(x.Engine)})
	}
	return t
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// seen is a number, or that there was none.
func seen(x *float64) string {
	if x == nil {
		return "did not come"
	}
	return short(*x)
}

// short is a number with the digits that somebody reads.
func short(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }
