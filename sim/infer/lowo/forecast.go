package lowo

import (
	"math"

	"parley/sim/stats"
)

// Forecast of one war, from the others.
type Forecast struct {
	War string `json:"war"`
	// Settled is how likely a settlement is within each of Horizons, Kept within the last of
	// them and held for as long again.
	Settled [2]stats.Number `json:"settled"`
	Kept    stats.Number    `json:"kept"`
	// Months are quantiles at 5, 25, 50, 75 and 95 % of the month of a settlement, Horizon
	// where there is none by then; Mean is its mean.
	Months [5]stats.Number `json:"months"`
	Mean   stats.Number    `json:"mean_month"`
	// LogLikelihood of the month observed, or of none, by natural logarithm.
	LogLikelihood stats.Number `json:"log_likelihood"`
}

// Observed is how a war went on, by its record.
type Observed struct {
	// Month of the settlement, counted from 0; Horizon if there was none by then.
	Month int `json:"month"`
	// Kept is nil where that is not known.
	Kept *bool `json:"kept"`
}

// by says whether the war was settled within so many months.
func (o *Observed) by(months int) bool { return o.Month < months }

// nearest are the rows of the war left out at the points that lie nearest to the other wars,
// by the mean of their distances; columns has the place of each war in the table.
func nearest(table [][]Row, columns []int, out, n int) []Row {
	away := make([]float64, len(table))
	for i, rows := range table {
		for w, column := range columns {
			if w != out {
				away[i] += rows[column].Away
			}
		}
	}
	kept := make([]Row, 0, n)
	for _, i := range stats.Order(away)[:n] {
		kept = append(kept, table[i][columns[out]])
	}
	return kept
}

// share of rows that are such, as if one more history had been half so: a forecast from
// finitely many is never 0 or 1, whose log score would be infinite.
func share(rows []Row, such func(*Row) bool) float64 {
	n := 0.5
	for i := range rows {
		n += float64(stats.Bit(such(&rows[i])))
	}
	return n / float64(len(rows)+1)
}

func settledBy(months int) func(*Row) bool { return func(r *Row) bool { return r.Month < months } }

// forecastOf a war is what the rows kept say of it.
func forecastOf(war string, rows []Row, seen *Observed) Forecast {
	f := Forecast{War: war, Kept: stats.Number(share(rows, func(r *Row) bool { return r.Kept })), LogLikelihood: stats.Number(logLikelihood(rows, seen))}
	for h, months := range Horizons {
		f.Settled[h] = stats.Number(share(rows, settledBy(months)))
	}
	months, sum := make([]float64, len(rows)), 0.0
	for i := range rows {
		months[i] = float64(rows[i].Month)
		sum += months[i]
	}
	sorted := stats.Sorted(months)
	for k, q := range []float64{0.05, 0.25, 0.5, 0.75, 0.95} {
		f.Months[k] = stats.Number(stats.Quantile(sorted, q))
	}
	f.Mean = stats.Number(sum / float64(len(rows)))
	return f
}

// near is how many months on either side a month's likelihood is a mean of; modelling choice.
const near = 3

// logLikelihood of the month observed: the mean share of the months around it; or of no
// settlement within the horizon.
func logLikelihood(rows []Row, seen *Observed) float64 {
	if !seen.by(Horizon) {
		return math.Log(share(rows, func(r *Row) bool { return !r.settled() }))
	}
	low, high := max(0, seen.Month-near), min(Horizon-1, seen.Month+near)
	around := share(rows, func(r *Row) bool { return r.Month >= low && r.Month <= high })
	return math.Log(around / float64(high-low+1))
}

// Fingerprint of the histories kept: marks of how a war goes on that were not fitted.
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

func fingerprintOf(war string, rows []Row) Fingerprint {
	f := Fingerprint{War: war}
	var meetings []float64
	settled, held, long, bare := 0.0, 0.0, 0.0, 0.0
	for i := range rows {
		r := &rows[i]
		if r.settled() {
			meetings = append(meetings, float64(r.Meetings))
			settled, held = settled+1, held+float64(stats.Bit(r.Kept))
		}
		long += float64(stats.Bit(!r.settled() && r.Meetings >= manyMeetings))
		bare += float64(stats.Bit(r.Truce && !r.Agreed))
	}
	n := max(1, float64(len(rows)))
	f.Long, f.Bare, f.Held = stats.Number(long/n), stats.Number(bare/n), stats.Number(held/max(1, settled))
	if sorted := stats.Sorted(meetings); len(sorted) > 0 {
		for k, q := range []float64{0.05, 0.5, 0.95} {
			f.Meetings[k] = stats.Number(stats.Quantile(sorted, q))
		}
	}
	return f
}
