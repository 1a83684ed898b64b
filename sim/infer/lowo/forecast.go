package lowo

import (
	"math"
	"slices"

	"parley/sim/infer/abc"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
)

// Forecast of one war, from the others.
type Forecast struct {
	War string `json:"war"`
	// Points of the prior that it effectively rests on.
	Points stats.Number `json:"points"`
	// Settled is how likely a settlement is within each of Horizons, Kept within the last of
	// them and held for as long again.
	Settled [2]stats.Number `json:"settled"`
	Kept    stats.Number    `json:"kept"`
	// Months are quantiles at abc.Levels of the month of a settlement, Horizon
	// where there is none by then; Mean is its mean.
	Months [5]stats.Number `json:"months"`
	Mean   stats.Number    `json:"mean_month"`
	// LogLikelihood of the month observed, or of none, by natural logarithm.
	LogLikelihood stats.Number `json:"log_likelihood"`
}

// sample is weighted histories of a war.
type sample struct {
	rows    []Row
	weights []float64
	points  float64 // the effective number of independent ones, at least 1
}

// without is a sample of the war left out, in which points weigh by the likelihood of what
// became of the others; column is the place of a war in the table.
func (t *Test) without(table [][][]Row, column func(war int) int, out int) sample {
	others := slices.Delete(slices.Clone(t.seen), out, out+1)
	counts := slices.Insert(calibrate.WeighOutcomes(others, Horizon, calibrate.ShareSettled), out, 0)
	logs := make([]float64, len(table))
	for i := range table {
		for w := range t.seen {
			if w == out {
				continue
			}
			tally := calibrate.Tally{Outcome: t.seen[w], Months: Horizon}
			for _, r := range table[i][column(w)] {
				tally.Add(r.Month, r.Kept, 1)
			}
			logs[i] += float64(counts[w] * tally.LogLikelihood())
		}
	}
	return sampled(table, column(out), logs)
}

// sampled histories of a column, its points weighed by the exponentials of logs.
func sampled(table [][][]Row, column int, logs []float64) (s sample) {
	most, sum, squares := slices.Max(logs), 0.0, 0.0
	for i, rows := range table {
		w := math.Exp(logs[i] - most)
		sum += w
		squares += float64(w * w)
		for range rows[column] {
			s.weights = append(s.weights, w)
		}
		s.rows = append(s.rows, rows[column]...)
	}
	s.points = sum * sum / squares
	for i := range s.weights {
		s.weights[i] /= sum * float64(len(table[0][column]))
	}
	return s
}

// share of a sample that is such, as if of one history more half were so: a forecast from
// finitely many is never 0 or 1, whose log score would be infinite.
func (s *sample) share(such func(*Row) bool) float64 {
	sum := 0.0
	for i := range s.rows {
		if such(&s.rows[i]) {
			sum += s.weights[i]
		}
	}
	return (float64(sum*s.points) + 0.5) / (s.points + 1)
}

func settledBy(months int) func(*Row) bool { return func(r *Row) bool { return r.Month < months } }

// forecastOf a war is what a sample says of it.
func forecastOf(war string, s *sample, seen calibrate.Outcome) Forecast {
	f := Forecast{War: war, Points: stats.Number(s.points), Kept: stats.Number(s.share(func(r *Row) bool { return r.Kept }))}
	for h, months := range Horizons {
		f.Settled[h] = stats.Number(s.share(settledBy(months)))
	}
	months, mean, tally := make([]float64, len(s.rows)), 0.0, calibrate.Tally{Outcome: calibrate.Outcome{Month: seen.Month}, Months: Horizon}
	for i := range s.rows {
		r := &s.rows[i]
		months[i] = float64(r.Month)
		mean += float64(months[i] * s.weights[i])
		tally.Add(r.Month, r.Kept, float64(s.weights[i]*s.points))
	}
	at, _ := abc.Quantiles(months, s.weights)
	for k, x := range at {
		f.Months[k] = stats.Number(x)
	}
	f.Mean, f.LogLikelihood = stats.Number(mean), stats.Number(tally.LogLikelihood())
	return f
}

// Fingerprint of the histories that forecast: marks of how a war goes on that were not fitted.
type Fingerprint struct {
	War string `json:"war"` // "" for all
	// Meetings until a settlement: quantiles at 5, 50 and 95 % of the histories that have one.
	Meetings [3]stats.Number `json:"meetings"`
	// Shares of all histories: Long with manyMeetings or more and no settlement, Bare with a
	// ceasefire and no issue agreed; of settlements: Held for as long as they were followed.
	Long stats.Number `json:"long_without_settlement"`
	Bare stats.Number `json:"ceasefire_without_issue"`
	Held stats.Number `json:"held"`
}

// manyMeetings after which wars without a settlement are not rare: of the wars shipped, those
// settled had met 6 to 16 times.
const manyMeetings = 8

func fingerprintOf(war string, s *sample) Fingerprint {
	f := Fingerprint{War: war}
	var meetings, weights []float64
	all, settled, held, long, bare := 0.0, 0.0, 0.0, 0.0, 0.0
	for i := range s.rows {
		r, w := &s.rows[i], s.weights[i]
		all += w
		settles := r.Month < Horizon
		if settles {
			meetings, weights = append(meetings, float64(r.Meetings)), append(weights, w)
			settled, held = settled+w, held+float64(w*float64(stats.Bit(r.Kept)))
		}
		long += float64(w * float64(stats.Bit(!settles && r.Meetings >= manyMeetings)))
		bare += float64(w * float64(stats.Bit(r.Truce && !r.Agreed)))
	}
	f.Long, f.Bare = stats.Number(long/all), stats.Number(bare/all)
	if settled == 0 {
		return f
	}
	f.Held = stats.Number(held / settled)
	for k, q := range []float64{0.05, 0.5, 0.95} {
		f.Meetings[k] = stats.Number(stats.WeightedQuantile(meetings, weights, q))
	}
	return f
}
