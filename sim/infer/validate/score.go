package validate

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// CRPS is the continuous ranked probability score of equally likely values as a
// forecast of what was observed: E d(X, observed) - E d(X, X')/2, in the unit of the
// values, 0 or more; smaller is better (Gneiting & Raftery 2007, J. Am. Stat. Assoc.
// 102, 359-378). NaN is a value that did not come about; distances to it are those of
// farFromMissing, which keeps the score proper where values span at most 2.
func CRPS(values []float64, observed float64) float64 {
	n := float64(len(values))
	known := make([]float64, 0, len(values))
	toObserved := 0.0
	for _, x := range values {
		toObserved += apart(x, observed)
		if !math.IsNaN(x) {
			known = append(known, x)
		}
	}
	slices.Sort(known)
	among := 0.0 // over ordered pairs, each once
	for i, x := range known {
		among += float64(2*i-len(known)+1) * x
	}
	among += farFromMissing * float64(len(known)) * (n - float64(len(known)))
	return toObserved/n - among/(n*n)
}

// farFromMissing is how far a missing value lies from any other: the whole line of
// a position or a share.
const farFromMissing = 1

// apart is the distance of two values.
func apart(a, b float64) float64 {
	switch {
	case math.IsNaN(a) && math.IsNaN(b):
		return 0
	case math.IsNaN(a) || math.IsNaN(b):
		return farFromMissing
	}
	return math.Abs(a - b)
}

// Score is a forecast's, in spreads of the prior's histories; smaller is better.
type Score struct {
	Name string `json:"name"`
	// Score is the mean of the groups', Margin twice its Monte Carlo error.
	Score  float64 `json:"score"`
	Margin float64 `json:"margin"`
	// Once is the score without quantities that repeat another one.
	Once   float64      `json:"score_once"`
	Groups []GroupScore `json:"groups"`
}

// GroupScore is the mean over the quantities of a group, Margin twice its Monte Carlo
// error.
type GroupScore struct {
	Group  string  `json:"group"`
	Score  float64 `json:"score"`
	Margin float64 `json:"margin"`
}

// score averages the scaled scores of quantities within their groups, then over the
// groups. each is NaN for a quantity about which nothing was said.
func score(name string, quantities []quantity, each []float64) Score {
	s := Score{Name: name}
	s.Groups, s.Score = averages(quantities, each, func(*quantity) bool { return true })
	_, s.Once = averages(quantities, each, func(q *quantity) bool { return !q.Repeats })
	return s
}

// averages of those that count, by group and over the groups.
func averages(quantities []quantity, each []float64, counts func(*quantity) bool) (groups []GroupScore, all float64) {
	for _, group := range Groups {
		sum, n := 0.0, 0.0
		for k := range quantities {
			if q := &quantities[k]; q.Group == group && !math.IsNaN(each[k]) && counts(q) {
				sum += each[k]
				n++
			}
		}
		if n > 0 {
			groups = append(groups, GroupScore{Group: group, Score: sum / n})
			all += sum / n
		}
	}
	return groups, all / math.Max(1, float64(len(groups)))
}

// resamples of a forecast's histories behind a margin; the error of the margin itself is
// about one in twenty.
const resamples = 200

// scored is a forecast's score with its margins: twice the standard deviation over
// bootstrap samples of the histories kept (Efron 1979, Ann. Stat. 7, 1-26).
func (v *Validation) scored(name string, list []quantity, f *forecast) Score {
	s := score(name, list, f.scores(list))
	luck := rand.New(rand.NewPCG(v.seed(marginPart).Words()))
	spreads := make([]spread, len(s.Groups)+1)
	again := forecast{values: make([][]float64, len(list))}
	for k := range list {
		again.values[k] = make([]float64, f.Kept)
	}
	for range resamples {
		for i := range f.Kept {
			from := luck.IntN(f.Kept)
			for k := range list {
				again.values[k][i] = f.values[k][from]
			}
		}
		x := score(name, list, again.scores(list))
		spreads[0].add(x.Score)
		for g := range x.Groups {
			spreads[g+1].add(x.Groups[g].Score)
		}
	}
	s.Margin = 2 * spreads[0].deviation()
	for g := range s.Groups {
		s.Groups[g].Margin = 2 * spreads[g+1].deviation()
	}
	return s
}

// score of values that are forecast, in spreads of the prior's histories.
func (q *quantity) score(values []float64) float64 {
	return CRPS(values, float64(q.Observed)) / q.Scale
}

// scores of a forecast, quantity by quantity.
func (f *forecast) scores(list []quantity) (scores []float64) {
	for k := range list {
		scores = append(scores, list[k].score(f.values[k]))
	}
	return scores
}

// Of a group; NaN if there is none.
func (s *Score) Of(group string) GroupScore {
	if i := slices.IndexFunc(s.Groups, func(g GroupScore) bool { return g.Group == group }); i >= 0 {
		return s.Groups[i]
	}
	return GroupScore{Group: group, Score: math.NaN()}
}

// spread of numbers that come one by one.
type spread struct{ n, mean, squares float64 }

func (s *spread) add(x float64) {
	s.n++
	d := x - s.mean
	s.mean += d / s.n
	s.squares += d * (x - s.mean)
}

func (s *spread) deviation() float64 { return math.Sqrt(s.squares / math.Max(1, s.n-1)) }

// baselines are held against the hindcast under the main shocks, group by group.
func (v *Validation) baselines(list []quantity, f *forecast, r *Report) {
	known := v.constants()
	engine := &r.Scores[0].Score
	add := func(name, group string, values func(*quantity) []float64) {
		each := slices.Repeat([]float64{math.NaN()}, len(list))
		for k := range list {
			if list[k].Group != group {
				continue
			}
			if forecast := values(&list[k]); len(forecast) > 0 {
				each[k] = list[k].score(forecast)
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
		point := func(q *quantity) float64 { // quantities of positions are those of the war's issues
			id := strings.TrimPrefix(q.Name, "position.")
			return x.of(slices.IndexFunc(v.Config.Issues, func(k sim.Issue) bool { return k.ID == id }))
		}
		add(x.name, groupPositions, func(q *quantity) []float64 { return []float64{point(q)} })
		// An issue is left open in as large a share as in the engine's forecast.
		add(x.name+", open as often", groupPositions, func(q *quantity) []float64 {
			at, values := point(q), slices.Clone(f.values[slices.IndexFunc(list, func(x quantity) bool { return x.Name == q.Name })])
			for i := range values {
				if !math.IsNaN(values[i]) {
					values[i] = at
				}
			}
			return values
		})
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

// constants are the baselines that continue what was: waiting times of a constant
// hazard, and as much again as in as long a time before.
func (v *Validation) constants() func(*quantity) []float64 {
	end := v.Config.Months
	from := max(0, 2*v.Split-end)
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
			values := Waiting(v.Sizes.Nearest, 0, v.Split, v.Split, end)
			for i, month := range values {
				if q.whether {
					values[i] = float64(stats.Bit(month < float64(end)))
				}
			}
			return values
		case "cluster.CLUSTER.first", "cluster.CLUSTER.complete":
			return Waiting(v.Sizes.Nearest, v.papers(), v.Split, v.Split, end)
		case "protocols.order":
			return []float64{0.5}
		case "protocols.count":
			return []float64{float64(min(len(v.Config.Issues), issues))}
		}
		k := slices.IndexFunc(again, func(s observe.Summary) bool { return s.Name == q.Name })
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

// weightedMean of the parties' ideal points, by salience times share of strength.
func (v *Validation) weightedMean(issue int) float64 {
	k, sum, weights := &v.Config.Issues[issue], 0.0, 0.0
	for p := range v.Config.Parties {
		w := k.Salience[p].Middle() * v.Config.Parties[p].StrengthShare.Middle()
		sum += w * k.Ideal[p].Middle()
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
				product *= max(0, 1-math.Abs(x-k.Ideal[p].Middle())-party.StatusQuo.Middle())
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
