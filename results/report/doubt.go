package report

import (
	"fmt"
	"math"

	"parley/results"
	"parley/results/document"
	"parley/results/words"
)

// bothDoubts is a difference with the doubt that is chance and the doubt that is not.
func (in *Input) bothDoubts(c *results.Contrast) string {
	d := c.Settled
	text := fmt.Sprintf("%s settled wars of 100 (%s by chance", more(d.Difference, decimals(d)), interval(d))
	if low, high, ok := wide(c); ok {
		text += fmt.Sprintf("; %s to %s with other numbers and another structure of the model, and other codings of the case, as plausible as these", more(low, 1), more(high, 1))
	} else if c.Uncertainty != nil {
		text += "; how far other numbers, structures and codings would move it cannot be told from this many histories"
	}
	return text + ")"
}

// wide is the interval of a rung over chance, the uncertain numbers and structure of
// the model and the codings of the case, as if all were normal; ok if they were
// decomposed and add something to chance.
func wide(c *results.Contrast) (low, high float64, ok bool) {
	a := c.Uncertainty
	if a == nil || a.Luck == 0 || a.Parameters == nil && a.Coding == nil && a.Structure == nil {
		return 0, 0, false
	}
	chance, variance := float64(a.Luck), 0.0
	for _, sd := range []float64{chance, spread(a.Parameters), spread(a.Coding), spread(a.Structure)} {
		variance += sd * sd
	}
	if variance == chance*chance {
		return 0, 0, false
	}
	half := c.Settled.HalfWidth() / chance * math.Sqrt(variance)
	return c.Settled.Difference - half, c.Settled.Difference + half, true
}

func spread(p *results.Part) float64 {
	if p == nil {
		return 0
	}
	return float64(p.SD)
}

// howSure says what the intervals are and are not.
func (in *Input) howSure() []string {
	model := "The model itself: its doubt is in no interval."
	if in.Validation != nil {
		if f := in.Validation.forecasts(); f.groups() > 0 {
			model += " Held against the record, it is " + f.grade() + " of this war; “Is the model any good?”, below, says where."
		}
	}
	return []string{
		fmt.Sprintf("Chance (the thick interval): with a lead and without, the model meets the same %s wars and the same luck, so the difference is what leading does. Of 100 such"+
			" intervals, played with other luck, 95 would hold the model's average.", words.Thousands(int64(in.Summary.Replications))),
		"Numbers, structure and codings (the thin interval): " + in.drawn() + ". For one set of them, as plausible as another, a lead can do more good or more harm than on average.",
		model,
		"Further down the same contrast is played again with fewer wars. There its intervals are wider, and its values differ by chance: those here are the ones to trust.",
	}
}

// reconciled says why a large standard deviation goes with many draws in which a lead
// does nothing; "" where one of them was not found out.
func (in *Input) reconciled() string {
	a := in.rung(results.RungLead).Uncertainty
	if in.Spread == nil || a == nil || a.Parameters == nil || a.Parameters.Low == 0 {
		return ""
	}
	return fmt.Sprintf("For the lead by itself, a standard deviation of %.1f from uncertain numbers goes with %s of draws in which a lead does next to nothing: in a few draws it does much."+
		" Both rest on few draws (%d and %d), so each is rough.",
		100*spread(a.Parameters), percent(float64(in.Spread.Effect.Corrected.Nothing.Value)), a.Draws, in.Spread.Draws)
}

// doubtKey explains the table of doubt.
const doubtKey = "How far the true number may lie off, as one standard deviation. Chance: more histories narrow it. Uncertain numbers of the model: a longer record narrows it." +
	" Structure of the model: better theory narrows it. Codings of the case: better ones narrow it. “Under” is the most that it may be where it cannot be told from none."

// doubt says where doubt comes from, nil where it was not set apart.
func (in *Input) doubt() *document.Table {
	t := &document.Table{Caption: "Where doubt comes from, in wars of 100", Header: []string{"of what", "chance", "uncertain numbers of the model", "structure of the model", "codings of the case"}}
	add := func(name string, a *results.Decomposition) {
		if a != nil {
			t.Rows = append(t.Rows, []string{name, fmt.Sprintf("%.1f", 100*float64(a.Luck)), doubtWord(a.Parameters), doubtWord(a.Structure), doubtWord(a.Coding)})
		}
	}
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		add(fmt.Sprintf("%s against %s", c.A, c.B), c.Uncertainty)
	}
	for i := range in.Summary.Arms {
		a := &in.Summary.Arms[i]
		add("settled, "+a.Name, a.Uncertainty)
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// doubtWord is a part of doubt with its interval, or what it is less than.
func doubtWord(p *results.Part) string {
	switch {
	case p == nil:
		return "too few settled to tell"
	case p.High == 0:
		return "none"
	case p.Low == 0:
		return fmt.Sprintf("under %.1f", 100*float64(p.High))
	}
	return fmt.Sprintf("%.1f (%.1f to %.1f)", 100*float64(p.SD), 100*float64(p.Low), 100*float64(p.High))
}
