package report

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/observe"
	"parley/results/validate"
	"parley/results/words"
	"parley/sim"
)

// Validation is what parley validate says, as far as a page shows it.
type Validation struct {
	Scenario string `json:"scenario"`
	Model    string `json:"model"`
	Regime   string `json:"regime"`
	// Fitted and HeldOut are months; InSample: a look at the months held out came before.
	Fitted   string `json:"fitted"`
	HeldOut  string `json:"held_out"`
	InSample *bool  `json:"in_sample"`
	// Notes say what of the record is left out.
	Notes    []string `json:"notes"`
	Hindcast []struct {
		Quantity string   `json:"quantity"`
		Repeats  bool     `json:"repeats"`
		Unit     string   `json:"unit"`
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
	Scores []struct {
		Score
		Shocks string `json:"shocks"`
	} `json:"scores"`
	Rivals      []Score `json:"rivals"`
	Baselines   []Score `json:"baselines"`
	Evaluations int     `json:"evaluations"`
}

// Score of a rival, with what it keeps of the model, or of a baseline in a group of
// quantities, with the model's own score there.
type Score struct {
	Name   string  `json:"name"`
	Keeps  string  `json:"keeps"`
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Engine float64 `json:"engine"`
	// Verdict on the model beside a baseline.
	Verdict string `json:"verdict"`
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
	for _, h := range v.Hindcast {
		if h.Expected90 <= 0 {
			return nil, fmt.Errorf("want what this version's parley validate --format json prints: %s has no expected90", h.Quantity)
		}
	}
	for _, x := range v.Baselines {
		if !slices.Contains([]string{validate.VerdictBetter, validate.VerdictWorse, validate.VerdictUnclear}, x.Verdict) {
			return nil, fmt.Errorf("want what this version's parley validate --format json prints: baseline %s of %s has verdict %q", x.Name, x.Group, x.Verdict)
		}
	}
	return v, nil
}

func (in *Input) validated(s *document.Section) {
	v := in.Validation
	f := v.forecasts()
	s.Add(document.Block{Sub: "Hindcast: fitted to the first years, asked about the later ones"})
	s.Say(fmt.Sprintf("Fitted to the first years only%s, the model said what the later ones%s would bring. Of %s%s, %d came out within the half of its histories in the middle"+
		" (%.1f if the model were right) and %d within nine tenths of them (%.1f). Many quantities are whole numbers or pile up at one value, so that the half in the middle holds"+
		" more than half. The forecast goes on from the histories that came nearest to the record of the first years, so it can make an end likelier than it was at the beginning.", bracketed(v.Fitted), bracketed(v.HeldOut), words.Count(f.n, "quantity", "quantities"), f.without(), f.in50, f.expected50, f.in90, f.expected90))
	for _, note := range v.Notes {
		s.Add(document.Block{Note: note})
	}
	s.Add(document.Block{Table: in.forecastTable()})
	if len(v.Rivals)+len(v.Baselines) > 0 {
		s.Add(document.Block{Table: scores(v)})
		s.Add(document.Block{Note: "Score: how far a forecast lies from what happened, in spreads of histories before any fitting; the lower, the better. Simple rules know nothing of mediation. Rivals are the model" +
			" with parts of it left out or put in."})
	}
	if v.Evaluations > 0 {
		s.Add(document.Block{Note: fmt.Sprintf("The later years of the record have been looked at %s so far; each look makes the next one prove less.", words.Count(v.Evaluations, "time", "times"))})
	}
}

// bracketed months, as words; "" for none.
func bracketed(window string) string {
	if window == "" {
		return ""
	}
	return " (" + windowWords(window) + ")"
}

func (in *Input) forecastTable() *document.Table {
	t := &document.Table{Caption: "What was predicted, and what happened", Header: []string{"quantity", "happened", "predicted: middle", "half of histories", "nine tenths", "within"}}
	c := in.Experiment.Config
	for _, h := range in.Validation.Hindcast {
		if h.Shocks == validate.ShocksBound {
			continue
		}
		within := "neither"
		switch {
		case h.Inside50:
			within = "half"
		case h.Inside90:
			within = "nine tenths"
		}
		what, as := words.Capital(validate.Words(c, h.Quantity)), reading{c, h.Unit}
		if h.Share != nil && h.Observed != nil {
			t.Rows = append(t.Rows, []string{what, observe.YesNo(*h.Observed), yesIn(*h.Share), "", "", within})
			continue
		}
		t.Rows = append(t.Rows, []string{what, as.one(h.Observed), as.one(h.Median), as.span(h.Q25, h.Q75), as.span(h.Q05, h.Q95), within})
	}
	return t
}

func scores(v *Validation) *document.Table {
	t := &document.Table{Caption: "Scores of the model, of rivals and of simple rules, the lower the better", Header: []string{"name", "of what", "score", "the model's"}}
	for _, x := range v.Scores {
		if x.Shocks != validate.ShocksBound {
			t.Rows = append(t.Rows, []string{"the model: " + x.Name, "all quantities", short(x.Score.Score), ""})
		}
	}
	for _, x := range v.Rivals {
		name := "rival: " + x.Name
		if x.Keeps != "" {
			name += " (" + x.Keeps + ")"
		}
		t.Rows = append(t.Rows, []string{name, "all quantities", short(x.Score), ""})
	}
	for _, x := range v.Baselines {
		t.Rows = append(t.Rows, []string{"simple rule: " + ruleCalled(&x), groupCalled(x.Group), short(x.Score), short(x.Engine)})
	}
	return t
}

// ruleCalled is what a baseline does.
func ruleCalled(x *Score) string {
	name, open := strings.CutSuffix(strings.TrimPrefix(x.Name, x.Group+": "), ", open as often")
	said := name
	if w := baselineWord[name]; w != "" {
		said = w
	}
	if open {
		said += ", and left open as often as the model does"
	}
	return said
}

func groupCalled(group string) string {
	if w := groupWord[group]; w != "" {
		return w
	}
	return group
}

// yesIn is how often the model says yes.
func yesIn(share float64) string { return "yes in " + percent(share) }

// reading writes numbers of a quantity as people read them.
type reading struct {
	c    *sim.Config
	unit string
}

func (v reading) never(x float64) bool {
	return v.unit == observe.UnitMonth.Name && x >= float64(v.c.Months)
}

func (v reading) text(x float64) string {
	switch {
	case v.never(x):
		return "not by " + shortMonth((v.c.Start + sim.Month(v.c.Months-1)).String())
	case v.unit == observe.UnitMonth.Name && x >= 0:
		return shortMonth((v.c.Start + sim.Month(x)).String())
	case v.unit == observe.UnitShare.Name:
		return percent(x)
	}
	return short(x) + v.noun()
}

// noun of the unit, where there is one.
func (v reading) noun() string {
	if v.unit == observe.UnitMonths.Name {
		return " months"
	}
	return ""
}

// one number, or that there was none.
func (v reading) one(x *float64) string {
	if x == nil {
		return "did not come"
	}
	return v.text(*x)
}

// span from one number to another.
func (v reading) span(low, high *float64) string {
	switch {
	case low == nil || high == nil || *low == *high:
		return v.one(low)
	case v.never(*high):
		return v.text(*low) + " or later"
	}
	return strings.TrimSuffix(v.text(*low), v.noun()) + " to " + v.text(*high)
}
