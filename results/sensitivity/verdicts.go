package sensitivity

import (
	"fmt"
	"strings"

	"parley/results/words"
	"parley/sim"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/stats"
)

// along says how the verdict on an effect changes along a single input.
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
	x := infer.AlongInput(s, i, low, high, a.seed)
	said := []string{}
	for k, c := range x.Changes {
		change := Change{value(c.At.Mean), value(c.At.Low), value(c.At.High), c.To}
		f.Changes = append(f.Changes, change)
		place := change.At
		if x.Told {
			place = fmt.Sprintf("%s (%s to %s)", change.At, change.Low, change.High)
		}
		verdict := x.First
		if k > 0 {
			verdict = x.Changes[k-1].To
		}
		said = append(said, does(verdict)+" up to "+place)
	}
	switch n := len(x.Changes); {
	case n == 0 && x.Told:
		f.Verdict = fmt.Sprintf("%s over its whole range, %s to %s", does(x.First), value(0), value(1))
	case n == 0:
		f.Verdict = fmt.Sprintf("%s over its range, %s to %s, on average; whether that changes at an end cannot be told", does(x.First), value(0), value(1))
	default:
		f.Verdict = words.List(append(said, does(x.Changes[n-1].To)+" beyond"))
		if !x.Told {
			f.Changes, f.Verdict = nil, f.Verdict+"; so it looks, and cannot be told for sure"
		}
	}
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
	return words.Count(len(of), "expert coding", "inputs")
}
