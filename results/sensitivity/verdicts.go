package sensitivity

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/stats"
)

// along says what the verdict on an effect is along a single input.
func (a *analysis) along(s infer.Sample, i int, f *Factor) {
	var low, high []float64
	for _, at := range a.places {
		low, high = append(low, at[0][i]), append(high, at[1][i])
	}
	value := func(u float64) string {
		r := a.Plan.Factors[i].Range
		return fmt.Sprintf("%.3g", r.Low+u*(r.High-r.Low))
	}
	levels := a.Plan.Factors[i].Levels
	switch of := a.Frame.Of[i]; {
	case len(of) > 1:
		return
	case len(of) == 1 && of[0].Levels != nil:
		levels = of[0].Levels
	case len(of) == 1:
		value = func(u float64) string { return a.Frame.Value(of[0], u) }
	}
	if levels != nil {
		a.atLevels(s, i, low, high, levels, f)
		return
	}
	var said []string
	for _, r := range infer.AlongInput(s, i, low, high, a.seed) {
		if r.Verdict == stats.Unclear || r.Low == r.High {
			continue
		}
		f.Ranges = append(f.Ranges, Range{value(r.Low), value(r.High), r.Verdict, r.Low == 0 && r.High == 1})
		where := "from " + value(r.Low) + " to " + value(r.High)
		switch {
		case f.Ranges[0].Whole:
			where = "over its whole range, " + value(0) + " to " + value(1)
		case r.Low == 0:
			where = "up to " + value(r.High)
		case r.High == 1:
			where = "from " + value(r.Low) + " on"
		}
		said = append(said, does(r.Verdict)+" "+where)
	}
	if said == nil {
		f.Verdict = "cannot be told from nothing anywhere along it"
	} else if f.Verdict = words.List(said); f.Turns() {
		f.Verdict += "; elsewhere that is undecided"
	}
}

// Turns says whether there is a range over which the verdict can be told, and it does not hold
// over all of the input: the end of such a range is a break-even value.
func (f *Factor) Turns() bool { return len(f.Ranges) > 0 && !f.Ranges[0].Whole }

// Output by its ID, nil if the analysis has none.
func (r *Result) Output(id string) *Of {
	i := slices.IndexFunc(r.Outputs, func(o Of) bool { return o.ID == id })
	if i < 0 {
		return nil
	}
	return &r.Outputs[i]
}

// Mover is what moves the effect of coordination most, of what can be said how: a switch by its
// levels, a number by where a verdict ends; nil if none is known.
func (r *Result) Mover() *Factor {
	if o := r.Output(Outputs[0].ID); o != nil {
		i := slices.IndexFunc(o.Factors, func(f Factor) bool { return f.Turns() || len(f.Levels) > 0 })
		if i >= 0 {
			return &o.Factors[i]
		}
	}
	return nil
}

// does a verdict, as a sentence has it.
func does(v stats.Verdict) string {
	if v == stats.Nothing {
		return "does nothing"
	}
	return string(v)
}

// atLevels says what the verdict is at each level of a switch.
func (a *analysis) atLevels(s infer.Sample, i int, low, high []float64, levels []string, f *Factor) {
	level := func(u float64) int {
		if of := a.Frame.Of[i]; len(of) == 1 {
			return a.Frame.Level(of[0], u)
		}
		return min(int(u*float64(len(levels))+0.5/float64(len(levels))), len(levels)-1)
	}
	var said []string
	for l, e := range infer.AtLevels(s, i, low, high, len(levels), level, a.seed) {
		if e.Mean != e.Mean {
			continue
		}
		v := stats.Judge(stats.Difference{Difference: e.Mean, Low: e.Low, High: e.High})
		f.Levels = append(f.Levels, LevelOf{levels[l], e, v})
		verb := does(v)
		if v == stats.Unclear {
			verb = "is undecided"
		}
		said = append(said, fmt.Sprintf("%s under %s (%s, %s to %s)", verb, levels[l], words.Points(e.Mean), words.Points(e.Low), words.Points(e.High)))
	}
	f.Verdict = words.List(said)
}

// meaningOf a factor in a few words; "" of what --vary adds.
func meaningOf(frame *infer.Frame, i int) string {
	of := frame.Of[i]
	switch {
	case len(of) == 0:
		return ""
	case len(of) == 1 && of[0].Parameter >= 0:
		info := &sim.ParameterTable[of[0].Parameter]
		_, plain, symbol := strings.Cut(info.Meaning, ": ")
		if !symbol {
			plain = info.Meaning
		}
		return plain
	case len(of) == 1:
		return "an expert coding, " + frame.Value(of[0], 0) + " to " + frame.Value(of[0], 1)
	}
	what := groups[of[0].Group]
	if i := slices.IndexFunc(of, func(x *infer.Input) bool { return x.Part != of[0].Part }); i < 0 || of[i].Group != of[0].Group {
		what = "" // of a part, or of all others
	}
	return what + words.Count(len(of), "expert coding", "expert codings")
}

// groups of expert codings in words.
var groups = map[string]string{"coordination": "how far a lead is accepted and followed: ", "party": "the parties: ", "front": "the fronts: ",
	"issue": "the issues: ", "talks": "talks at time zero: ", "interest": "what third parties want: ", "leverage": "what leverage they have: ",
	"consent": "how far the parties consent to third parties: ", "capabilities": "what third parties can do: ", "link": "ties of third parties: "}
