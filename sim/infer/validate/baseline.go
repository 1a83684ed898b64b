package validate

import (
	"math"
	"slices"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// baselines are held against the hindcast under the main shocks, group by group.
func (v *Validation) baselines(list []quantity, f *forecast, r *Report) {
	known := v.constants()
	engine := &r.Scores[0].Score
	add := func(name, group string, values func(*quantity) []float64) {
		each := make([]float64, len(list))
		for k := range list {
			if each[k] = math.NaN(); list[k].group == group {
				if forecast := values(&list[k]); len(forecast) > 0 {
					each[k] = CRPS(forecast, list[k].observed) / list[k].scale
				}
			}
		}
		if s := score(name, list, each); len(s.Groups) > 0 {
			r.Baselines = append(r.Baselines, against(group+": "+name, s.Score, engine.Of(group)))
		}
	}
	add("constant hazard", groupDates, known)
	for _, group := range []string{groupOrder, groupCeasefire, groupMeetings} {
		add("as before", group, known)
	}
	for _, x := range []struct {
		name string
		of   func(issue int) float64
	}{{"weighted mean", v.weightedMean}, {"Nash point", v.nash}} {
		point := v.point(x.of)
		add(x.name, groupPositions, point)
		add(x.name+", open as often", groupPositions, asOftenOpen(list, f, point))
	}
}

// against is a baseline beside the engine's score in its group. Within the margin of the
// engine's score neither is said to be better.
func against(name string, score float64, engine GroupScore) Baseline {
	b := Baseline{Name: name, Group: engine.Group, Score: score, Engine: engine.Score, Margin: engine.Margin, Verdict: VerdictUnclear}
	switch {
	case engine.Score < score-engine.Margin:
		b.Verdict = VerdictBetter
	case engine.Score > score+engine.Margin:
		b.Verdict = VerdictWorse
	}
	return b
}

// asOftenOpen leaves an issue open in as large a share as the engine's forecast, and
// takes the point otherwise.
func asOftenOpen(list []quantity, f *forecast, point func(*quantity) []float64) func(*quantity) []float64 {
	return func(q *quantity) []float64 {
		at := point(q)
		if len(at) == 0 {
			return nil
		}
		k := slices.IndexFunc(list, func(x quantity) bool { return x.name == q.name })
		values := slices.Clone(f.values[k])
		for i, x := range values {
			if !math.IsNaN(x) {
				values[i] = at[0]
			}
		}
		return values
	}
}

// point of each issue as a forecast of where it is settled.
func (v *Validation) point(of func(issue int) float64) func(*quantity) []float64 {
	return func(q *quantity) []float64 {
		id, _ := strings.CutPrefix(q.name, "position.")
		k := slices.IndexFunc(v.Config.Issues, func(x sim.Issue) bool { return x.ID == id })
		if k < 0 {
			return nil
		}
		return []float64{of(k)}
	}
}

// constants are the baselines that continue what was: waiting times of a constant
// hazard, and as much again as in as long a time before.
func (v *Validation) constants() func(*quantity) []float64 {
	length := v.Config.Months - v.Split
	from := max(0, v.Split-length)
	last, err := observe.NewFrom(v.Config, v.Record, from, v.Split)
	if err != nil {
		panic("validate: " + err.Error()) // the window was checked
	}
	issues := 0 // that stand agreed, and as many again as were agreed of late
	for _, month := range v.before.Recorded().Protocols {
		if month != observe.Never {
			issues += 1 + stats.Bit(month >= from)
		}
	}
	again := last.Record()
	return func(q *quantity) []float64 {
		switch q.family {
		case "settlement.month":
			return v.waiting(0, q.whether)
		case "cluster.CLUSTER.first", "cluster.CLUSTER.complete":
			return v.waiting(v.papers(), false)
		case "protocols.order":
			return []float64{0.5}
		case "protocols.count":
			return []float64{float64(min(len(v.Config.Issues), issues))}
		}
		k := slices.IndexFunc(again, func(s observe.Summary) bool { return s.Name == q.name })
		if k < 0 {
			return nil
		}
		return []float64{calibrate.Value(&again[k])}
	}
}

// papers are the dates before the months held out at which protocols were signed:
// issues that one paper settles are one event.
func (v *Validation) papers() int {
	dates := map[string]bool{}
	for i := range v.Record.Documents {
		d := &v.Record.Documents[i]
		if month := int(d.Date.Month - v.Config.Start); d.Kind == record.DocProtocol && month >= 0 && month < v.Split {
			dates[d.Date.String()] = true
		}
	}
	return len(dates)
}

// Waiting are the quantiles at (i + 1/2)/n of the month of an event with a constant
// hazard of (events + 1/2) / months a month, counted from month start; end if it
// does not come before.
func Waiting(n, events, months, start, end int) []float64 {
	rate := (float64(events) + 0.5) / float64(months)
	values := make([]float64, n)
	for i := range values {
		u := (float64(i) + 0.5) / float64(n)
		values[i] = min(float64(end), float64(start)+math.Floor(-math.Log1p(-u)/rate))
	}
	return values
}

// waiting for the next event when there were so many, or whether it comes.
func (v *Validation) waiting(events int, whether bool) []float64 {
	values := Waiting(v.Sizes.Nearest, events, v.Split, v.Split, v.Config.Months)
	for i, month := range values {
		if whether {
			values[i] = float64(stats.Bit(month < float64(v.Config.Months)))
		}
	}
	return values
}

// middle of what coders said.
func middle(c sim.Coded) float64 { return (c.Low + c.High) / 2 }

// weightedMean of the parties' ideal points, by salience times share of strength.
func (v *Validation) weightedMean(issue int) float64 {
	k, sum, weights := &v.Config.Issues[issue], 0.0, 0.0
	for p := range v.Config.Parties {
		w := middle(k.Salience[p]) * middle(v.Config.Parties[p].StrengthShare)
		sum += w * middle(k.Ideal[p])
		weights += w
	}
	return sum / weights
}

// nashSteps of the line among which the Nash point is sought.
const nashSteps = 1000

// nash is where the product of what the essential parties gain over their status quo
// is largest; utilities are 1 less the distance to the ideal point. It is the middle of
// all such points, as there are where somebody gains nothing anywhere.
func (v *Validation) nash(issue int) float64 {
	k, most, sum, n := &v.Config.Issues[issue], -1.0, 0.0, 0.0
	for i := range nashSteps + 1 {
		x, product := float64(i)/nashSteps, 1.0
		for p := range v.Config.Parties {
			if party := &v.Config.Parties[p]; party.Essential {
				product *= max(0, 1-math.Abs(x-middle(k.Ideal[p]))-middle(party.StatusQuo))
			}
		}
		switch {
		case product > most:
			most, sum, n = product, x, 1
		case product == most:
			sum, n = sum+x, n+1
		}
	}
	return sum / n
}
