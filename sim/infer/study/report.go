package study

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/stat"

	"parley/scenarios/sheet"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Report is what a study came to.
type Report struct {
	Scenario string `json:"scenario"`
	Title    string `json:"title"`
	Lead     string `json:"lead"`
	Draws    int    `json:"draws"`
	Seed     int64  `json:"seed"`
	// Histories played in all.
	Histories  int             `json:"histories"`
	Levels     []Level         `json:"levels"`
	Effects    []Effect        `json:"effects"`
	KeptEffect []Effect        `json:"kept_effects"`
	Moderators []Moderator     `json:"moderators"`
	Structure  []LevelEffect   `json:"structure"`
	Mechanisms []Worth         `json:"mechanisms"`
	Curves     []Curve         `json:"curves"`
	Balance    Balance         `json:"balance"`
	Sides      []Effect        `json:"balance_effects"`
	Roles      *Roles          `json:"roles,omitempty"`
	Codings    []CodedHeadline `json:"codings,omitempty"`
}

// Level is the share settled and kept of an arm, over draws.
type Level struct {
	Arm     string   `json:"arm"`
	Settled Interval `json:"settled"`
	Kept    Interval `json:"kept"`
	// Quantiles of the draws' shares settled, at abc.Levels.
	Quantiles [5]Number `json:"quantiles"`
}

// Worth is what a mechanism does, taken out of all and alone.
type Worth struct {
	Mechanism   string `json:"mechanism"`
	LeaveOneOut Effect `json:"leave_one_out"`
	AddOne      Effect `json:"add_one"`
}

// CodedHeadline is the lead's effect under a coding, parameters drawn by replication.
type CodedHeadline struct {
	Coding  string        `json:"coding"`
	Settled []CodedArm    `json:"settled"` // lead, networked, informed, independent
	Effects []CodedEffect `json:"effects"`
}

// CodedArm is the share settled of an arm.
type CodedArm struct {
	Arm     string   `json:"arm"`
	Settled Interval `json:"settled"`
}

// CodedEffect is a difference of shares settled, in matched pairs.
type CodedEffect struct {
	A      string   `json:"a"`
	B      string   `json:"b"`
	Points Interval `json:"points"`
}

// Run plays a study and reports it; the same with any number of workers. The rows are
// the report's raw material. Errors are those of the war's configuration, and of a
// context that ends.
func Run(ctx context.Context, s *Study) (*Report, *Rows, error) {
	blocks, balance := s.blocks()
	// Draw i has parameters and streams of its own, and is at place i whoever played it.
	draws, each := make([]draw, s.Draws), s.each(blocks)
	err := sweep.Each(ctx, s.Draws, s.Workers, nil, func(_ struct{}, i int) (err error) {
		draws[i], err = s.playDraw(ctx, blocks, i)
		return err
	}, func(done, _ int) { s.tell(done * each) })
	if err != nil {
		return nil, nil, err
	}
	out := &Report{
		Scenario: s.Config.Name, Title: s.Config.Title, Draws: s.Draws, Seed: s.Seed, Histories: s.Histories(), Balance: balance,
	}
	if out.Codings, err = s.playCodings(ctx); err != nil {
		return nil, nil, err
	}
	if s.Arm.Lead >= 0 {
		out.Lead = s.Config.Mediators[s.Arm.Lead].ID
	}
	jobs := s.estimates(out, blocks, draws)
	err = sweep.Each(ctx, len(jobs), s.Workers, nil, func(_ struct{}, i int) error { jobs[i](); return nil }, nil)
	if err != nil {
		return nil, nil, err
	}
	return out, &Rows{blocks, draws}, nil
}

func (s *Study) playCodings(ctx context.Context) (list []CodedHeadline, err error) {
	done := s.Histories() - s.CodingHistories()
	for _, coding := range s.Codings {
		b := regimeBlock(coding.Arm, s.Reps.Codings)
		one, err := playBlock(ctx, coding.Config, &b, sim.NewSeed(s.Seed), s.Workers)
		if err != nil {
			return nil, err
		}
		done += len(b.arms) * b.reps
		s.tell(done)
		h := CodedHeadline{Coding: coding.Name}
		for a := range b.arms {
			e := stats.Share(one.Arms[a].Came[sweep.Settled].Sum, int64(b.reps), stats.Level)
			h.Settled = append(h.Settled, CodedArm{b.arms[a].Name, Interval{Number(e.Mean), Number(e.Low), Number(e.High)}})
			if a > 0 {
				d := stats.ShareDifference(one.Table(0, a, sweep.Settled), stats.Level)
				h.Effects = append(h.Effects, CodedEffect{lead, b.arms[a].Name, Interval{Number(d.Difference), Number(d.Low), Number(d.High)}})
			}
		}
		list = append(list, h)
	}
	return list, nil
}

// estimates fill the report, each at a place of its own.
func (s *Study) estimates(out *Report, blocks []block, draws []draw) (jobs []func()) {
	r := newResampler(len(draws))
	add := func(job func()) { jobs = append(jobs, job) }
	effect := func(to *Effect, in int, a, b string, m sweep.Measure) {
		add(func() { c := newContrast(draws, blocks, in, a, b, m); *to = c.effect(r, s.Reps.Corrections) })
	}
	others := headlineRegimes[1:]
	out.Effects, out.KeptEffect = make([]Effect, len(others)), make([]Effect, len(others))
	for i, other := range others {
		effect(&out.Effects[i], inRegimes, lead, other.String(), sweep.Settled)
		effect(&out.KeptEffect[i], inRegimes, lead, other.String(), sweep.Kept)
	}
	out.Mechanisms = make([]Worth, sim.NumMechanisms)
	for m := range sim.NumMechanisms {
		w := &out.Mechanisms[m]
		w.Mechanism = m.String()
		effect(&w.LeaveOneOut, inMechanisms, allMechanisms, withoutName(m), sweep.Settled)
		effect(&w.AddOne, inMechanisms, aloneName(m), noMechanism, sweep.Settled)
	}
	if out.Balance.Each > 0 {
		out.Sides = make([]Effect, 2)
		effect(&out.Sides[0], inBalance, bothSides, firstSide, sweep.Settled)
		effect(&out.Sides[1], inBalance, bothSides, secondSide, sweep.Settled)
	}
	add(func() { out.Levels = levels(r, &blocks[inRegimes], draws) })
	n := numbers(s.Config)
	out.Curves = make([]Curve, len(curves))
	for i, regime := range curves {
		add(func() {
			var c curve
			for _, k := range n {
				c = append(c, shares(draws, inNumbers, blocks[inNumbers].arm(numberName(regime, k)), sweep.Settled))
			}
			out.Curves[i] = c.report(r, n, regime)
		})
	}
	add(func() {
		c := newContrast(draws, blocks, inRegimes, lead, sim.RegimeNetworked.String(), sweep.Settled)
		free := sim.FreeParameters(&s.Config.Parameters)
		out.Moderators, out.Structure = moderators(draws, free, c.points), byStructure(r, draws, free, c.points)
	})
	if len(s.Record) > 0 {
		add(func() { out.Roles = newRoleTable(s.Config, s.Record).report(s.Config, s.Record, draws) })
	}
	return jobs
}

func levels(r *resampler, b *block, draws []draw) (list []Level) {
	for a := range b.arms {
		settled := shares(draws, inRegimes, a, sweep.Settled)
		l := Level{Arm: b.arms[a].Name, Settled: r.mean(settled), Kept: r.mean(shares(draws, inRegimes, a, sweep.Kept))}
		order := slices.Sorted(slices.Values(settled))
		for i, q := range abc.Levels {
			l.Quantiles[i] = Number(stats.Quantile(order, q))
		}
		list = append(list, l)
	}
	return list
}

// Rows are the draws as a table: parameters, and counts by arm.
type Rows struct {
	blocks []block
	draws  []draw
}

// WriteCSV writes a header and a row for each draw.
func (t *Rows) WriteCSV(w io.Writer) error {
	header := []string{"draw"}
	for p := range sim.NumParameters {
		header = append(header, sim.ParameterTable[p].ID)
	}
	for b := range t.blocks {
		for a := range t.blocks[b].arms {
			name := t.blocks[b].name + ": " + t.blocks[b].arms[a].Name
			header = append(header, name+", settled", name+", kept", name+", histories")
		}
	}
	rows := [][]string{header}
	for i := range t.draws {
		d, row := &t.draws[i], []string{strconv.Itoa(i)}
		for p := range sim.NumParameters {
			if v := d.parameters.Value[p]; p.IsSwitch() {
				row = append(row, sim.ParameterTable[p].Levels[int(v)].ID)
			} else {
				row = append(row, strconv.FormatFloat(v, 'g', -1, 64))
			}
		}
		for _, t := range d.blocks {
			for _, n := range t.Arms {
				row = append(row, fmt.Sprint(n.Came[sweep.Settled].Sum), fmt.Sprint(n.Came[sweep.Kept].Sum), fmt.Sprint(t.Replications))
			}
		}
		rows = append(rows, row)
	}
	return sheet.NewWriter(w).WriteAll(rows)
}

// Moderator is how an effect goes with a parameter, over draws.
type Moderator struct {
	Parameter string `json:"parameter"`
	// Rank is Spearman's correlation, -1 to 1.
	Rank Interval `json:"rank"`
	// Marked says that an interval at 5 % over the number of parameters excludes 0.
	Marked bool `json:"marked"`
}

// moderators of an effect, the strongest first.
func moderators(draws []draw, free []sim.Parameter, effects []float64) (list []Moderator) {
	ranks := stats.Ranks(effects)
	numbers := slices.DeleteFunc(slices.Clone(free), sim.Parameter.IsSwitch)
	for _, p := range numbers {
		values := stats.Values(draws, func(d *draw) float64 { return d.parameters.Value[p] })
		rho := stat.Correlation(ranks, stats.Ranks(values), nil)
		if math.IsNaN(rho) { // one of them does not vary
			rho = 0
		}
		strict := rankInterval(rho, len(draws), 0.05/float64(len(numbers)))
		list = append(list, Moderator{sim.ParameterTable[p].ID, rankInterval(rho, len(draws), 1-stats.Level), strict.Low > 0 || strict.High < 0})
	}
	slices.SortStableFunc(list, func(a, b Moderator) int {
		return cmp.Compare(math.Abs(float64(b.Rank.Value)), math.Abs(float64(a.Rank.Value)))
	})
	return list
}

// rankInterval of a rank correlation of n pairs by Fisher's z with variance
// 1.06/(n-3) (Fieller, Hartley & Pearson 1957, Biometrika 44, 470-481).
func rankInterval(rho float64, n int, alpha float64) Interval {
	if n <= 3 || math.Abs(rho) >= 1 {
		return Interval{Number(rho), -1, 1}
	}
	half, z := stats.NormalQuantile(1-alpha)*math.Sqrt(1.06/float64(n-3)), math.Atanh(rho)
	return Interval{Number(rho), Number(math.Tanh(z - half)), Number(math.Tanh(z + half))}
}

// LevelEffect is the mean effect over the draws that have a level of a switch of
// structure.
type LevelEffect struct {
	Switch string `json:"switch"`
	Level  string `json:"level"`
	// Draws that have it, a share.
	Draws  Number   `json:"draws"`
	Points Interval `json:"points"`
}

// byStructure gives an effect under each level of the free switches that was drawn.
func byStructure(r *resampler, draws []draw, free []sim.Parameter, effects []float64) (list []LevelEffect) {
	for _, p := range free {
		for level, info := range sim.ParameterTable[p].Levels {
			under := func(of []int) (mean, share float64) {
				sum, n := 0.0, 0.0
				for _, i := range of {
					if int(draws[i].parameters.Value[p]) == level {
						sum += effects[i]
						n++
					}
				}
				return sum / max(1, n), n / float64(len(of))
			}
			if _, share := under(r.all); share > 0 {
				points := r.interval(func(of []int) float64 { mean, _ := under(of); return mean })
				list = append(list, LevelEffect{sim.ParameterTable[p].ID, info.ID, Number(share), points})
			}
		}
	}
	return list
}

// Curve is the share settled by number of third parties.
type Curve struct {
	Regime  string     `json:"regime"`
	Numbers []int      `json:"numbers"`
	Settled []Interval `json:"settled"`
	// Peak is the number at which the mean curve is highest, Inside how often a
	// resample of the draws peaks at neither end.
	Peak   int    `json:"peak"`
	Inside Number `json:"inside"`
	// Fall from the peak to all third parties; the peak is chosen on one half of the
	// draws and the fall computed on the other.
	Fall Interval `json:"fall"`
}

// curve has the shares settled by number and draw.
type curve [][]float64

func (c curve) mean(draws []int) []float64 {
	m := make([]float64, len(c))
	for k := range m {
		m[k] = meanAt(c[k], draws)
	}
	return m
}

func highest(x []float64) int { return slices.Index(x, slices.Max(x)) }

// fall from the peak to the last number, with peak and fall from different draws.
func (c curve) fall(draws []int) float64 {
	var halves [2][]int
	for _, i := range draws { // by draw, so that a draw taken twice is in one half
		halves[i%2] = append(halves[i%2], i)
	}
	sum, n := 0.0, 0.0
	for h, choose := range halves {
		if compute := halves[1-h]; len(choose) > 0 && len(compute) > 0 {
			m := c.mean(compute)
			sum += m[highest(c.mean(choose))] - m[len(m)-1]
			n++
		}
	}
	return sum / max(1, n)
}

func (c curve) report(r *resampler, numbers []int, regime sim.Regime) Curve {
	out := Curve{Regime: regime.String(), Numbers: numbers, Peak: numbers[highest(c.mean(r.all))], Fall: r.interval(c.fall)}
	for k := range c {
		out.Settled = append(out.Settled, r.mean(c[k]))
	}
	for _, draws := range r.again {
		if at := highest(c.mean(draws)); at > 0 && at < len(numbers)-1 {
			out.Inside += Number(1 / float64(len(r.again)))
		}
	}
	return out
}
