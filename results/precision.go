package results

// MostHistories is where looks end: a sweep asked for a precision that it does
// not reach by then says so.
const MostHistories = 1 << 20

// Precision is a sequential design, announced before the first history: after
// each look the sweep stops if every headline interval is narrow enough. All
// intervals are widened to LookLevel, so that by Bonferroni's inequality they
// hold at all looks at once with probability Level, hence at the one that stops.
type Precision struct {
	// HalfWidth asked for, a fraction.
	HalfWidth float64 `json:"half_width"`
	// Looks are the planned numbers of replications, doubling.
	Looks []int `json:"looks"`
	// Used is how many looks were taken.
	Used int `json:"looks_used"`
	// LookLevel is the level of each interval.
	LookLevel float64 `json:"look_level"`
	// Reached says whether the last look was narrow enough.
	Reached bool `json:"reached"`
}

// PlanPrecision announces looks at first, 2 x first, 4 x first ... replications,
// up to MostHistories; first is at least 1, and the one look if it is more.
func PlanPrecision(halfWidth float64, first int) *Precision {
	p := &Precision{HalfWidth: halfWidth, Looks: []int{first}}
	for n := 2 * first; n <= MostHistories; n *= 2 {
		p.Looks = append(p.Looks, n)
	}
	p.LookLevel = 1 - (1-Level)/float64(len(p.Looks))
	return p
}

// Look takes note of a look, by the widest half-width of the headline
// intervals, and says whether to stop.
func (p *Precision) Look(widest float64) (stop bool) {
	p.Used++
	p.Reached = widest <= p.HalfWidth
	return p.Reached || p.Used == len(p.Looks)
}
