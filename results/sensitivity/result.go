package sensitivity

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"parley/results/document"
	"parley/results/store"
	"parley/sim"
	infer "parley/sim/infer/sensitivity"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Methods by name.
const (
	Sobol  = "sobol"
	Morris = "morris"
	PRCC   = "prcc"
)

// Result is what was found.
type Result struct {
	Format    int      `json:"format" doc:"form of this document, 1"`
	Command   string   `json:"command" doc:"sensitivity"`
	Version   string   `json:"version" doc:"version of the program that played"`
	Scenario  string   `json:"scenario" doc:"name"`
	Title     string   `json:"title" doc:"title of the scenario"`
	Method    string   `json:"method" doc:"sobol, morris or prcc"`
	Base      int      `json:"base_points" doc:"base points, or points of a set that is no sensitivity analysis"`
	Histories int      `json:"histories" unit:"histories" doc:"histories of each arm at a point"`
	Seed      int64    `json:"seed" doc:"root of all random streams"`
	Refused   int      `json:"refused" doc:"base points that are left out, since the scenario was refused at one of their points"`
	Left      []string `json:"left_out" doc:"factors that the method cannot take"`
	Notes     []string `json:"notes" doc:"what of the parameters is of another war or model"`
	// Dependence of the parameters that was left out.
	Dependence stats.Number `json:"dependence" unit:"share" doc:"largest rank correlation, in size, of two parameters of the posterior, which count as independent here"`
	Ranked     string       `json:"ranked" doc:"the output that the text is about"`
	Outputs    []Of         `json:"outputs" doc:"by output"`
	Rerun      string       `json:"rerun" doc:"command line that gives the same again"`
	// InsideOf is the command that takes a group apart.
	InsideOf func(group string) string `json:"-"`
	Inside   string                    `json:"inside,omitempty" doc:"group that was taken apart"`
}

// Of is what was found of an output.
type Of struct {
	Output
	Mean    *stats.Estimate `json:"mean" unit:"of the output" doc:"mean over all inputs and chance; null but for sobol"`
	SD      *stats.Estimate `json:"sd" unit:"of the output" doc:"standard deviation over inputs of the mean over chance; null but for sobol"`
	Noise   *stats.Number   `json:"noise" unit:"share" doc:"part of chance in the variance of a history; null but for sobol"`
	Told    bool            `json:"told" doc:"whether its variation over inputs can be told from none"`
	Factors []Factor        `json:"factors" doc:"those that matter most first"`
}

// Factor is an input, or a group of them.
type Factor struct {
	Name    string          `json:"name" doc:"path, or name of a group"`
	Inputs  int             `json:"inputs" doc:"how many inputs it has"`
	First   *stats.Estimate `json:"first" unit:"share" doc:"part of the variance that goes with it by itself; null but for sobol"`
	Total   *stats.Estimate `json:"total" unit:"share" doc:"part with all in which it takes part; null but for sobol"`
	Effect  *stats.Estimate `json:"effect" unit:"of the output" doc:"mean elementary effect, mu: rise of the output over its range; null but for morris, and of groups"`
	Size    *stats.Number   `json:"size" unit:"of the output" doc:"mean absolute elementary effect, mu*, with the noise in it; null but for morris"`
	Spread  *stats.Number   `json:"spread" unit:"of the output" doc:"standard deviation of the elementary effects, sigma, without noise; null but for morris"`
	Root    *stats.Estimate `json:"root" unit:"of the output" doc:"root mean square of the elementary effects, without noise; null but for morris"`
	Rank    *stats.Estimate `json:"rank" unit:"correlation" doc:"partial rank correlation; null but for prcc"`
	Verdict string          `json:"verdicts,omitempty" doc:"what the verdict on the effect is along it, in a sentence"`
	Ranges  []Range         `json:"ranges,omitempty" doc:"where along it the verdict can be told"`
	Levels  []LevelOf       `json:"levels,omitempty" doc:"the effect at each level of a switch"`
	told    bool            // the rank correlation is, among all of them
	// Means in a few words.
	Means string `json:"meaning" doc:"what it is, in a few words"`
}

// Range of an input over which the verdict on an effect can be told and is one.
type Range struct {
	Low     string        `json:"low" doc:"value of the input at its lower end"`
	High    string        `json:"high" doc:"value at its upper end"`
	Verdict stats.Verdict `json:"verdict" doc:"helps, nothing or hurts"`
	Whole   bool          `json:"whole" doc:"it is all of the input's range"`
}

// LevelOf a switch.
type LevelOf struct {
	Level   string         `json:"level" doc:"its name"`
	Effect  stats.Estimate `json:"effect" unit:"of the output" doc:"mean of the effect there"`
	Verdict stats.Verdict  `json:"verdict" doc:"helps, nothing, hurts or unclear"`
}

// ranked is the estimate that factors are ranked by, nil if there is none.
func (f *Factor) ranked() *stats.Estimate { return cmp.Or(f.Total, f.Root, f.Rank) }

// matters says how much of the output goes with the factor, for an order, and whether that can
// be told from nothing.
func (f *Factor) matters() (much float64, told bool) {
	switch e := f.ranked(); e {
	case nil:
		return 0, false
	case f.Rank:
		return math.Abs(e.Mean), f.told
	default:
		return e.Mean, e.Low > 0
	}
}

// most factors that a text has.
const most = 10

// Mattering are the factors that can be told from nothing, at most ten.
func (o *Of) Mattering() []Factor {
	n := slices.IndexFunc(o.Factors, func(f Factor) bool { _, told := f.matters(); return !told })
	if n < 0 {
		n = len(o.Factors)
	}
	return o.Factors[:min(most, n)]
}

// Set is a result set that was read.
type Set struct {
	*store.Manifest
	Values Values
	// Frame of its factors, and their war; nil where the set is no sensitivity analysis.
	Frame  *infer.Frame
	Config *sim.Config
}

// Analyse a set; the method is that of its design, or PRCC for any. Its text is about the
// output ranked.
func Analyse(set *Set, method, ranked string) *Result {
	p := &set.Plan
	r := &Result{Format: document.Format, Command: "sensitivity", Version: set.Version, Scenario: p.Scenario, Title: p.Scenario,
		Method: method, Base: p.Points, Histories: p.Reps, Seed: p.Seed, Notes: set.Notes, Ranked: ranked}
	if set.Config != nil {
		r.Title, r.Scenario = set.Config.Title, set.Config.Name
	}
	if set.Frame != nil {
		r.Dependence = stats.Number(set.Frame.Dependence)
	}
	a := &analysis{Set: set, Result: r, seed: sim.NewSeed(p.Seed).Child(bootstrapPart)}
	if p.Design.Analyses() {
		r.Histories *= sweep.Blocks
		a.keepWhole()
	}
	for o := range Outputs {
		if slices.ContainsFunc(set.Values[o], func(x float64) bool { return !math.IsNaN(x) }) {
			a.output(o)
		}
	}
	return r
}

// bootstrapPart of the seed is kept for resampling.
const bootstrapPart = 7

// analysis at work.
type analysis struct {
	*Set
	*Result
	seed sim.Seed
	// base points at all points of which the scenario was played.
	base []int
	// places of each factor, by base point and column; made once.
	places [][][]float64
}

// keepWhole finds the base points to go by.
func (a *analysis) keepWhole() {
	p := &a.Plan
	each := p.Columns() * sweep.Blocks
	for b := range p.Points {
		if slices.ContainsFunc(a.Values[firstShare][b*each:(b+1)*each], math.IsNaN) {
			a.Refused++
			continue
		}
		a.base = append(a.base, b)
		columns := 2 // A and B
		if p.Design == sweep.Radial {
			columns = p.Columns()
		}
		var at [][]float64
		for c := range columns {
			at = append(at, Places(p, p.Point((b*p.Columns()+c)*sweep.Blocks)))
		}
		a.places = append(a.places, at)
	}
	a.Base = len(a.base)
}

// firstShare is an output that every point has that was played.
var firstShare = slices.IndexFunc(Outputs, func(o Output) bool { return o.ID == "settled" })

// Places of a point in [0,1) by factor; those of a key of the scenario are left at 0, or at
// the place of a number in its range.
func Places(p *sweep.Plan, point []string) []float64 {
	places := make([]float64, len(point))
	for i, v := range point {
		f := &p.Factors[i]
		var x float64
		if _, err := fmt.Sscan(v, &x); err == nil && f.Range != nil {
			places[i] = (x - f.Range.Low) / (f.Range.High - f.Range.Low)
		} else {
			places[i] = float64(slices.Index(f.Levels, v)) / float64(max(1, len(f.Levels)))
		}
	}
	return places
}

// sample of an output.
func (a *analysis) sample(o int) (s infer.Sample) {
	columns := a.Plan.Columns()
	for _, b := range a.base {
		points := make([][]float64, columns)
		for c := range points {
			first := (b*columns + c) * sweep.Blocks
			points[c] = a.Values[o][first : first+sweep.Blocks]
		}
		s = append(s, points)
	}
	return s
}

// output o is analysed, and its factors put in order.
func (a *analysis) output(o int) {
	x := Of{Output: Outputs[o], Told: true}
	for i := range a.Plan.Factors {
		f := Factor{Name: a.Plan.Factors[i].Path, Inputs: 1}
		if a.Frame != nil {
			f.Inputs, f.Means = max(1, len(a.Frame.Of[i])), meaningOf(a.Frame, i)
		}
		x.Factors = append(x.Factors, f)
	}
	switch a.Method {
	case Sobol:
		a.sobol(o, &x)
	case Morris:
		a.morris(o, &x)
	default:
		a.ranks(o, &x)
	}
	order := func(f, g Factor) int {
		much, _ := f.matters()
		more, _ := g.matters()
		return cmp.Compare(more, much)
	}
	slices.SortStableFunc(x.Factors, order)
	a.Outputs = append(a.Outputs, x)
}

func (a *analysis) sobol(o int, x *Of) {
	s := a.sample(o)
	found := infer.Sobol(s, a.Plan.Reps, a.seed)
	noise := stats.Number(found.Noise)
	x.Mean, x.SD, x.Noise, x.Told = &found.Mean, &found.SD, &noise, found.Total != nil
	if !x.Told {
		return
	}
	for i := range x.Factors {
		f := &x.Factors[i]
		f.First, f.Total = &found.First[i], &found.Total[i]
		if Outputs[o].Effect && f.Total.Low > 0 {
			a.along(s, i, f)
		}
	}
}

func (a *analysis) morris(o int, x *Of) {
	steps := make([][]float64, len(a.places))
	for b, at := range a.places {
		for i := range x.Factors {
			step := 0.5 // from one level to another, which have no order
			if !a.leveled(i) {
				step = at[i+1][i] - at[0][i]
			}
			steps[b] = append(steps[b], step)
		}
	}
	for i, e := range infer.Morris(a.sample(o), steps, a.seed) {
		f := &x.Factors[i]
		size, spread := stats.Number(e.Size), stats.Number(e.Spread)
		if f.Size, f.Spread, f.Root = &size, &spread, &e.Root; f.Inputs == 1 && !a.leveled(i) {
			f.Effect = &e.Mean
		}
	}
}

// leveled says whether a factor has levels and no numbers.
func (a *analysis) leveled(i int) bool {
	if a.Frame != nil && len(a.Frame.Of[i]) == 1 {
		return a.Frame.Of[i][0].Levels != nil
	}
	f := &a.Plan.Factors[i]
	return f.Range == nil && f.Kind() != sweep.KindNumber && a.Plan.Design != sweep.Table
}

// ranks are partial rank correlations with the factors that are numbers.
func (a *analysis) ranks(o int, x *Of) {
	p, columns, each := &a.Plan, [][]float64(nil), 1 // points that are blocks of one
	if p.Design.Analyses() {
		each = sweep.Blocks
	}
	var points, kept []int
	var y []float64
	size, _ := p.Size()
	for i := range size {
		// Of a sensitivity analysis A and B, which are independent.
		_, column, block := p.Place(i)
		if p.Design.Analyses() && (column > 1 || block > 0 || column == 1 && p.Design == sweep.Radial) || math.IsNaN(a.Values[o][i]) {
			continue
		}
		sum := 0.0
		for _, x := range a.Values[o][i : i+each] {
			sum += x / float64(each)
		}
		points, y = append(points, i), append(y, sum)
	}
	a.Left = nil
	for f := range p.Factors {
		values := make([]float64, len(points))
		number := !a.leveled(f)
		for k, i := range points {
			if _, err := fmt.Sscan(p.Point(i)[f], &values[k]); err != nil {
				number = false
			}
		}
		if number && (a.Frame == nil || len(a.Frame.Of[f]) < 2) {
			columns, kept = append(columns, values), append(kept, f)
		} else {
			a.Left = append(a.Left, p.Factors[f].Path)
		}
	}
	found, told := infer.RankCorrelations(columns, y)
	x.Told = found != nil
	var factors []Factor
	for k := range found {
		f := x.Factors[kept[k]]
		f.Rank, f.told = &found[k], told[k]
		factors = append(factors, f)
	}
	x.Factors, a.Base = factors, len(points)
}
