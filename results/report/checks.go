package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"

	"parley/results/calibrate"
	"parley/results/document"
	"parley/results/figures"
	"parley/results/observe"
	"parley/results/validate"
	"parley/results/words"
	"parley/sim"
)

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

// checks is calibration and hindcast.
func (in *Input) checks() document.Section {
	s := document.Section{ID: "checks", Heading: "Is the model any good? Calibration and hindcast"}
	if text := in.trust(); text != "" {
		s.Add(document.Block{Answer: text})
		s.Say(strings.Join(in.standing(), " "))
	}
	if text := in.happened(); text != "" {
		s.Say("What happened: " + text)
	}
	if in.Calibration == nil && in.Summary.Parameters.Window != "" {
		s.Say("The uncertain numbers of this page were fitted to the record of " + windowWords(in.Summary.Parameters.Window) + in.borrowed() + ".")
	}
	for _, note := range in.Summary.Parameters.Notes {
		s.Say("Note: " + note + ".")
	}
	if in.Calibration == nil {
		s.Add(document.Block{Absent: "No calibration report was given: how well the model can be fitted to the record of this war is not shown."})
	} else {
		in.calibrated(&s)
	}
	if in.Validation == nil {
		s.Add(document.Block{Absent: "No hindcast was given: whether the model, fitted to the first years, foresees the later ones is not shown."})
	} else {
		in.validated(&s)
	}
	in.missing(&s)
	return s
}

// missing says how to make one page with what this one lacks: by fits to the record of
// the war as this page plays it.
func (in *Input) missing(s *document.Section) {
	if in.Calibration != nil && in.Validation != nil {
		return
	}
	if in.History == nil || in.History.Recorded == nil {
		s.Say("Both need a record of the war, and this one has none here. With one (parley record), parley calibrate and parley validate make them.")
		return
	}
	said := strings.TrimSpace(in.Argument + " " + in.Overrides)
	c := in.Experiment.Config
	last := c.Start + sim.Month(validate.SplitOf(c.Months)-1)
	s.Say("These commands make both, in some minutes, and a page with them:")
	s.Add(document.Block{Command: strings.Join([]string{
		"parley calibrate " + said + " --out fit",
		fmt.Sprintf("parley calibrate %s --until %s --out early", said, last),
		"parley validate " + said + " --posterior fit/posterior.csv --posterior-until early/posterior.csv --format json > validation.json",
		"parley report " + said + " --calibration fit/calibration.json --parameters fit/posterior.csv --validation validation.json --out checked.html",
	}, "\n")})
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
		if a.Regime != h.Regime || h.Recorded.Settled >= len(a.Incidence) {
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

func (in *Input) calibrated(s *document.Section) {
	c := in.Calibration
	known := 0
	for i := range c.Parameters {
		if c.Parameters[i].Identified {
			known++
		}
	}
	s.Add(document.Block{Sub: "Calibration: fitted to the record"})
	s.Say(fmt.Sprintf("The model's uncertain numbers were fitted to the record of %s, %s. The record says something about %d of %d of them; the others stay as uncertain as before.",
		c.Scenario, windowWords(c.Window), known, len(c.Parameters)))
	for _, note := range c.Notes {
		s.Add(document.Block{Note: note})
	}
	s.Add(document.Block{Figure: calibrationPicture(c)})
	s.Add(document.Block{Note: "A bar that fills the width has learned nothing; the shorter, the more the record says. Dots: the record says something of the number; squares: it does not. A number that may be several times larger or smaller is placed by ratio. Intervals hold 90 % of the fitted weight."})
	t, odd := in.oddTable()
	s.Say(fmt.Sprintf("Of %d things that the record tells, %d lie where fewer than 5 of 100 new histories of the fitted model do: there it does not tell this war well.", len(c.Summaries), odd))
	if len(t.Rows) > 0 {
		s.Add(document.Block{Table: t})
	}
}

// rare is the share of new histories below which the record lies at their edge.
const rare = 0.05

// oddTable has what the fitted model does not tell well, without the many that are of
// one third party in one role; odd counts those too.
func (in *Input) oddTable() (t *document.Table, odd int) {
	t = &document.Table{Caption: "What the fitted model does not tell well", Header: []string{"what", "in the record", "in the middle of new histories", "in nine tenths of them"}}
	c := in.Experiment.Config
	for i := range in.Calibration.Summaries {
		x := &in.Calibration.Summaries[i]
		if x.P >= rare {
			continue
		}
		odd++
		if strings.Count(x.Name, ".") < 3 {
			t.Rows = append(t.Rows, oddRow(c, x))
		}
	}
	if left := odd - len(t.Rows); left > 0 && len(t.Rows) > 0 {
		t.Caption += fmt.Sprintf("; %s of single third parties in single roles left out", words.Count(left, "more", "more"))
	}
	return t, odd
}

func oddRow(c *sim.Config, x *calibrate.FitOf) []string {
	what, v := words.Capital(observe.Words(c, x.Name)), reading{c, x.Unit}
	if x.Share != nil {
		return []string{what, observe.YesNo(x.Observed), yesIn(*x.Share), ""}
	}
	return []string{what, v.text(x.Observed), v.text(x.Posterior[2]), v.span(&x.Posterior[0], &x.Posterior[4])}
}

// calibrationPicture shows each fitted number within its range before fitting.
func calibrationPicture(c *calibrate.Report) *figures.Figure {
	forest := &figures.Forest{Axis: figures.Axis{Label: "place within the range before fitting, in per cent", High: 100}}
	f := &figures.Figure{Name: "calibration-picture", Title: "The uncertain numbers after fitting, each within its range before", Chart: forest,
		Header: []string{"number", "before, from", "before, to", "fitted 5 %", "fitted median", "fitted 95 %", "told by the record"}}
	f.Alt = fmt.Sprintf("Fitted intervals of %d uncertain numbers of the model within their ranges before fitting.", len(c.Parameters))
	for i := range c.Parameters {
		p := &c.Parameters[i]
		at := placeIn(p)
		series := 1
		if p.Identified {
			series = 0
		}
		forest.Rows = append(forest.Rows, figures.Interval{Label: parameterCalled(p.ID), Low: at(p.Quantiles[0]), Mid: at(p.Quantiles[2]), High: at(p.Quantiles[4]), Series: series, Note: short(p.Quantiles[2])})
		f.Rows = append(f.Rows, []string{parameterCalled(p.ID), short(p.Prior[0]), short(p.Prior[1]), short(p.Quantiles[0]), short(p.Quantiles[2]), short(p.Quantiles[4]), yes(p.Identified)})
	}
	return f
}

// placeIn the range of a parameter in per cent; by ratio where the prior is.
func placeIn(p *calibrate.Parameter) func(float64) float64 {
	low, high := p.Prior[0], p.Prior[1]
	if q, ok := sim.ParameterByID(p.ID); ok && sim.ParameterTable[q].LogUniform && low > 0 {
		return func(x float64) float64 { return 100 * math.Log(x/low) / math.Log(high/low) }
	}
	return func(x float64) float64 { return 100 * (x - low) / (high - low) }
}
