package report

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// wouldChange lists what the other sections say about the answer.
func (in *Input) wouldChange(verdict stats.Verdict) (items []string) {
	add := func(text string) {
		if text != "" {
			items = append(items, text)
		}
	}
	add(in.parametersMatter())
	add(in.leadMatters())
	items = append(items, in.regimesMatter()...)
	add(in.circumstancesMatter())
	add(in.fitMatters())
	if verdict == stats.Unclear {
		add("More histories: the interval is wider than the difference that would count. The option reps plays more.")
	}
	return items
}

func (in *Input) parametersMatter() string {
	if in.Spread == nil {
		return ""
	}
	e := in.Spread.Effect.Corrected
	return fmt.Sprintf("The model's uncertain numbers and structure: %s of them were tried. A lead helps in %s of the draws, changes next to nothing in %s and hurts in %s.",
		words.Count(in.Spread.Draws, "draw", "draws"), percent(float64(e.Helps.Value)), percent(float64(e.Nothing.Value)), percent(float64(e.Hurts.Value)))
}

func (in *Input) leadMatters() string {
	if in.Leads == nil || len(in.Leads.Leads) == 0 {
		return ""
	}
	v, n := in.Leads.Verdicts, len(in.Leads.Leads)
	if v.Helps == 0 {
		return strings.TrimSpace(fmt.Sprintf("Another lead: no third party that was tried is shown to help (%d of %d undecided). %s", v.Unclear, n, knownOf(leadWords(in.Leads))))
	}
	text := fmt.Sprintf("Another lead: %d of %d third parties tried seems to help", v.Helps, n)
	if v.Helps > 1 {
		text = fmt.Sprintf("Another lead: %d of %d third parties tried seem to help", v.Helps, n)
	}
	names, sum := bestOf(in.Leads)
	if len(names) > 1 && n > 1 {
		text += fmt.Sprintf(", but none stands out. Whoever comes first of %d tries is favoured by luck, and it takes %d of them to have the best among them with a chance of %s",
			n, len(names), percent(sum))
	}
	return text + "."
}

// regimesMatter names the regimes that settle more wars than the lead.
func (in *Input) regimesMatter() (items []string) {
	for i := range in.Summary.Contrasts {
		c := &in.Summary.Contrasts[i]
		a, b := in.arm(c.A), in.arm(c.B)
		if c.Rung != "" || a.Regime != sim.RegimeLead.String() || stats.Judge(c.Settled) != stats.Hurts {
			continue
		}
		d := reversed(c.Settled)
		text := fmt.Sprintf("Another way to mediate: if %s (%s), %s of 100 wars are settled, against %s under the lead: %s (%s).",
			regimeWord[b.Regime], b.Name, in100(b.Settled.Mean), in100(a.Settled.Mean), more(d.Difference, decimals(d)), interval(d))
		if in.Summary.Implementation > 0 {
			k := reversed(c.Kept)
			text += fmt.Sprintf(" Settled and still kept %s after signing: %s against %s, %s (%s).", words.Count(in.Summary.Implementation, "month", "months"),
				in100(b.Kept.Mean), in100(a.Kept.Mean), more(k.Difference, decimals(k)), interval(k))
		}
		items = append(items, text)
	}
	return items
}

// reversed is b less a.
func reversed(d stats.Difference) stats.Difference {
	return stats.Difference{Difference: -d.Difference, Low: -d.High, High: -d.Low}
}

func (in *Input) circumstancesMatter() string {
	if in.Where == nil {
		return ""
	}
	return "Other circumstances: " + openWords(in.Where) + " " + leverWords(in.Where)
}

func (in *Input) fitMatters() string {
	if in.Calibration == nil && in.Summary.Parameters.Mode == "prior" {
		return "What happened: the record of the war was not used to narrow the model's numbers. Fitting them (parley calibrate) may move all of this."
	}
	if text := in.happened(); text != "" {
		return "What happened: " + text
	}
	return ""
}
