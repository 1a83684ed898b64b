package experiment

import "parley/sim/stats"

// MostHistories is where looks end: a sweep asked for a precision that it does
// not reach by then says so.
const MostHistories = 1 << 20

// Precision is a sequential design, announced before the first history: after
// each look the sweep stops if every headline interval is narrow enough. All
// intervals are widened to LookLevel, so that by Bonferroni's inequality they
// hold at all looks at once with probability Level, hence at the one that stops.
type Precision struct {
	HalfWidth float64 `json:"half_width" unit:"share" doc:"half-width asked for"`
	Looks     []int   `json:"looks" unit:"histories" doc:"planned numbers of histories"`
	Used      int     `json:"looks_used" doc:"looks taken"`
	LookLevel float64 `json:"look_level" unit:"share" doc:"confidence of each interval, so that all hold at all looks"`
	Reached   bool    `json:"reached" doc:"the last look was narrow enough"`
}

// PlanPrecision announces looks at first, 2 x first, 4 x first ... replications,
// up to MostHistories; first is at least 1, and the one look if it is more.
func PlanPrecision(halfWidth float64, first int) *Precision {
	p := &Precision{HalfWidth: halfWidth, Looks: []int{first}}
	for n := 2 * first; n <= MostHistories; n *= 2 {
		p.Looks = append(p.Looks, n)
	}
	p.LookLevel = 1 - (1-stats.Level)/float64(len(p.Looks))
	return p
}

// Look takes note of a look, by the widest half-width of the headline
// intervals, and says whether to stop.
func (p *Precision) Look(widest float64) (stop bool) {
	p.Used++
	p.Reached = widest <= p.HalfWidth
	return p.Reached || p.Used == len(p.Looks)
}

// Points and Percent are half-width and level as a sentence has them.
func (p *Precision) Points() float64  { return 100 * p.HalfWidth }
func (p *Precision) Percent() float64 { return 100 * p.LookLevel }
