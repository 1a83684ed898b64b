package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/results/validate"
	"parley/results/words"
)

// forecasts is how a hindcast went.
type forecasts struct {
	// n quantities, of which so many fell within the ranges of half and nine tenths of
	// the histories, and how many would if the model were right.
	n, in50, in90 int
	// repeats are quantities that repeat another one, which count in none of these.
	repeats                int
	expected50, expected90 float64
	// spread90 is the standard deviation of in90 if the model were right and the
	// quantities had nothing to do with each other.
	spread90 float64
	// groups of quantities in which the model did better than every simple rule, worse
	// than one, and neither.
	better, worse, even []string
	// outside are quantities that came out beyond nine tenths of the histories.
	outside []string
}

// forecasts are those under the shocks that were forecast.
func (v *Validation) forecasts() (f forecasts) {
	variance := 0.0
	for _, h := range v.Hindcast {
		if h.Shocks == validate.ShocksBound {
			continue
		}
		if h.Repeats {
			f.repeats++
			continue
		}
		if !h.Inside90 {
			f.outside = append(f.outside, h.Quantity)
		}
		f.n++
		f.in50, f.in90 = f.in50+one(h.Inside50), f.in90+one(h.Inside90)
		f.expected50, f.expected90 = f.expected50+h.Expected50, f.expected90+h.Expected90
		variance += h.Expected90 * (1 - h.Expected90)
	}
	f.spread90 = math.Sqrt(variance)
	for _, group := range v.groups() {
		better, worse := true, false
		for _, x := range v.Baselines {
			if x.Group == group {
				better = better && x.Verdict == validate.VerdictBetter
				worse = worse || x.Verdict == validate.VerdictWorse
			}
		}
		list := &f.even
		switch {
		case better:
			list = &f.better
		case worse:
			list = &f.worse
		}
		*list = append(*list, groupCalled(group))
	}
	return f
}

// groups that simple rules were tried on, in their order.
func (v *Validation) groups() (list []string) {
	for _, x := range v.Baselines {
		if !slices.Contains(list, x.Group) {
			list = append(list, x.Group)
		}
	}
	return list
}

// without says how many repeat another; "" if none does.
func (f *forecasts) without() string {
	if f.repeats == 0 {
		return ""
	}
	return fmt.Sprintf(" (and %d that only repeat another)", f.repeats)
}

// narrow says whether fewer quantities fell within their ranges than luck explains.
func (f *forecasts) narrow() bool { return f.expected90-float64(f.in90) > max(1, 2*f.spread90) }

// trust is the verdict on the model as a forecaster, in a sentence; "" where there is no hindcast.
func (in *Input) trust() string {
	if in.Validation == nil {
		return ""
	}
	f := in.Validation.forecasts()
	within := fmt.Sprintf("%d of %s within nine tenths of its histories (%.1f if it were right)", f.in90, words.Count(f.n, "quantity", "quantities"), f.expected90)
	groups := f.groups()
	if groups == 0 {
		return "Not held against simple rules: " + within + "."
	}
	return fmt.Sprintf("%s of this war: better than every simple rule on %d of %s of quantities, worse than at least one of them on %d, and %s: %s.", words.Capital(f.grade()),
		len(f.better), words.Count(groups, "group", "groups"), len(f.worse), within, f.hence())
}

// groups that simple rules were tried on.
func (f *forecasts) groups() int { return len(f.better) + len(f.worse) + len(f.even) }

// grade of the forecasts in a few words.
func (f *forecasts) grade() string {
	switch {
	case len(f.better)+len(f.worse) == 0:
		return "no better than simple rules as a forecaster"
	case len(f.worse)+len(f.even) == 0 && !f.narrow():
		return "a good forecaster"
	case len(f.worse) == 0:
		return "a fair forecaster"
	case len(f.worse) > len(f.better):
		return "a poor forecaster"
	}
	return "a mixed forecaster"
}

// hence is what the forecasts are worth.
func (f *forecasts) hence() string {
	switch {
	case len(f.better) == 0:
		return "its forecasts are worth no more than a simple rule's"
	case len(f.worse)+len(f.even) == 0:
		return "its forecasts are worth more than a simple rule's"
	}
	return "only what it says of " + words.List(f.better) + " is worth more than a simple rule"
}

// standing is what the verdict leaves out: where the model failed, and what was not tested.
func (in *Input) standing() (sentences []string) {
	v := in.Validation
	f := v.forecasts()
	if len(f.worse) > 0 {
		sentences = append(sentences, "It did worse than a simple rule on "+words.List(f.worse)+".")
	}
	if len(f.even) > 0 {
		sentences = append(sentences, "It did neither better nor worse on "+words.List(f.even)+".")
	}
	if len(f.outside) > 0 {
		names := make([]string, len(f.outside))
		for i, q := range f.outside {
			names[i] = validate.Words(in.Experiment.Config, q)
		}
		sentences = append(sentences, "Beyond nine tenths of its histories lay: "+strings.Join(names, "; ")+".")
	}
	if f.narrow() {
		sentences = append(sentences, "Its ranges are too narrow.")
	}
	if v.InSample != nil && *v.InSample {
		sentences = append(sentences, "Even that is kind to it: the model was changed after an earlier look at the same years.")
	}
	if v.Regime != "" {
		sentences = append(sentences, fmt.Sprintf("The forecast is of the regime %s. No record can show what a lead adds, as no war comes twice: that rests on the model's assumptions.", v.Regime))
	}
	return sentences
}
