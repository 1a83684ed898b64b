package study

import (
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
)

// Roles is who does what, free to choose, beside a coded record.
type Roles struct {
	Periods []Period `json:"periods"`
	// Area under the ROC curve of the shares against the record, 0 to 1; .5 is chance.
	Area Number `json:"area"`
	// Permuted is the area with the third parties of each period exchanged at
	// random: mean, and the 2.5 and 97.5 % points.
	Permuted Interval `json:"permuted"`
	// P is the share of permutations that do as well or better.
	P Number `json:"p"`
	// Capability is the area of the coded capability alone.
	Capability Number `json:"capability"`
	// Cells compared, and entries of the record among them.
	Cells   int `json:"cells"`
	Entries int `json:"entries"`
	// LeftOut are entries about third parties who are not in this war.
	LeftOut int `json:"left_out,omitempty"`
}

// Period is a column of the record.
type Period struct {
	Start string     `json:"start"`
	End   string     `json:"end"`
	Who   []RoleCell `json:"who"`
}

// RoleCell is a third party in a role in a period.
type RoleCell struct {
	Mediator string `json:"mediator"`
	Role     string `json:"role"`
	// Share of the months at war in which it acted in the role, 0 to 1.
	Share    Number `json:"share"`
	Recorded bool   `json:"recorded"`

	capability float64
}

// span is a period in rounds, inclusive.
type span struct{ first, last int }

// spanOf an entry, and whether it lies in the months of a war.
func spanOf(c *sim.Config, e *record.RoleEntry) (s span, in bool) {
	s = span{int(e.Start - c.Start), int(e.End - c.Start)}
	return s, s.first >= 0 && s.last < c.Months
}

// spans of a record in the months of a war, in order of time.
func spans(c *sim.Config, coded []record.RoleEntry) (list []span) {
	for i := range coded {
		if s, in := spanOf(c, &coded[i]); in && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, func(a, b span) int { return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last)) })
	return list
}

// roleCounts are months: at war by period, and of them with an act by period,
// mediator and role.
type roleCounts struct {
	months []int64
	acted  [][][sim.NumRoles]int64
}

func newRoleCounts(periods, mediators int) roleCounts {
	n := roleCounts{make([]int64, periods), make([][][sim.NumRoles]int64, periods)}
	for p := range n.acted {
		n.acted[p] = make([][sim.NumRoles]int64, mediators)
	}
	return n
}

func (n *roleCounts) add(more *roleCounts) {
	for p := range n.months {
		n.months[p] += more.months[p]
		for i := range n.acted[p] {
			for r := range n.acted[p][i] {
				n.acted[p][i][r] += more.acted[p][i][r]
			}
		}
	}
}

// watchRoles plays the regime in which nobody leads and counts who does what
// while the war goes on.
func watchRoles(c *sim.Config, arm sim.Arm, coded []record.RoleEntry, seed sim.Seed, reps int) (roleCounts, error) {
	periods := spans(c, coded)
	n := newRoleCounts(len(periods), len(c.Mediators))
	w, err := sim.NewWorld(c)
	if err != nil {
		return n, err
	}
	arm = armOf(arm, sim.RegimeNetworked)
	watch := func(seen *sim.Seen) {
		for p, s := range periods {
			if seen.Round >= s.first && seen.Round <= s.last && !seen.Implementing {
				n.month(p, seen.Acts)
			}
		}
	}
	for k := range reps {
		w.Observe(&arm, seed, k, watch)
	}
	return n, nil
}

// month counts a month of a period: a role once for each who acts in it.
func (n *roleCounts) month(p int, acts []sim.Act) {
	n.months[p]++
	var seen [sim.NumRoles]sim.MediatorSet
	for _, a := range acts {
		if !seen[a.Role].Has(a.Mediator) {
			seen[a.Role] = seen[a.Role].With(a.Mediator)
			n.acted[p][a.Mediator][a.Role]++
		}
	}
}

// cells of a period: everybody who is there, in every role.
func (n *roleCounts) cells(c *sim.Config, p int, s span, coded []record.RoleEntry) (cells []RoleCell) {
	for i := range c.Mediators {
		m := &c.Mediators[i]
		if m.Enter > s.last || m.Exit <= s.first {
			continue
		}
		for r := range sim.NumRoles {
			cell := RoleCell{Mediator: m.ID, Role: sim.Roles[r].ID, capability: middle(m.Capability[r])}
			cell.Share = Number(float64(n.acted[p][i][r]) / float64(max(1, n.months[p])))
			cell.Recorded = slices.ContainsFunc(coded, func(e record.RoleEntry) bool {
				return e.Mediator == m.ID && e.Role == r && span{int(e.Start - c.Start), int(e.End - c.Start)} == s
			})
			cells = append(cells, cell)
		}
	}
	return cells
}

// reportRoles scores what was seen against the record.
func reportRoles(c *sim.Config, draws []draw, coded []record.RoleEntry) Roles {
	periods := spans(c, coded)
	n := newRoleCounts(len(periods), len(c.Mediators))
	for i := range draws {
		n.add(&draws[i].roles)
	}
	var all [][]RoleCell
	out := Roles{LeftOut: leftOut(c, coded)}
	for p, s := range periods {
		cells := n.cells(c, p, s, coded)
		all = append(all, cells)
		out.Cells += len(cells)
		for i := range cells {
			out.Entries += one(cells[i].Recorded)
		}
		out.Periods = append(out.Periods, Period{Start: (c.Start + sim.Month(s.first)).String(), End: (c.Start + sim.Month(s.last)).String(), Who: noteworthy(cells)})
	}
	score := func(of func(RoleCell) float64) float64 { return area(all, of) }
	out.Area = Number(score(func(x RoleCell) float64 { return float64(x.Share) }))
	out.Capability = Number(score(func(x RoleCell) float64 { return x.capability }))
	out.Permuted, out.P = permuted(all, float64(out.Area))
	return out
}

// leftOut counts the entries about third parties who are not in the war.
func leftOut(c *sim.Config, coded []record.RoleEntry) (n int) {
	for i := range coded {
		_, in := spanOf(c, &coded[i])
		there := slices.ContainsFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == coded[i].Mediator })
		n += one(in && !there)
	}
	return n
}

// LeftOutWords say how many entries those are; "" if there are none.
func (r *Roles) LeftOutWords() string {
	switch r.LeftOut {
	case 0:
		return ""
	case 1:
		return "1 entry of the record is left out: its third party is not in this war as it is set."
	}
	return fmt.Sprintf("%d entries of the record are left out: their third parties are not in this war as it is set.", r.LeftOut)
}

// noteworthy leaves out who neither did anything nor is recorded.
func noteworthy(cells []RoleCell) []RoleCell {
	return slices.DeleteFunc(slices.Clone(cells), func(x RoleCell) bool { return x.Share == 0 && !x.Recorded })
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

// area under the ROC curve: how often a recorded cell scores higher than one that
// is not, ties counted half (Hanley & McNeil 1982, Radiology 143, 29-36).
func area(periods [][]RoleCell, of func(RoleCell) float64) float64 {
	var scores []float64
	for _, cells := range periods {
		for _, x := range cells {
			scores = append(scores, of(x))
		}
	}
	return areaOf(ranked(scores), periods)
}

// areaOf cells with the given ranks, in the order of the cells.
func areaOf(ranks []float64, periods [][]RoleCell) float64 {
	sum, n, at := 0.0, 0.0, 0
	for _, cells := range periods {
		for i := range cells {
			if cells[i].Recorded {
				sum += ranks[at] + 1
				n++
			}
			at++
		}
	}
	if n == 0 || n == float64(len(ranks)) {
		return 0.5
	}
	return (sum - n*(n+1)/2) / (n * (float64(len(ranks)) - n))
}

// permutations behind the baseline.
const permutations = 9999

// permuted exchanges who is who, for all periods at once, among those who are
// there in the same periods: the record of one third party is held against what
// another did.
func permuted(periods [][]RoleCell, observed float64) (Interval, Number) {
	source := rand.NewPCG(0x726f6c6573000000, uint64(len(periods)))
	var areas, shares []float64
	for _, cells := range periods {
		for i := range cells {
			shares = append(shares, float64(cells[i].Share))
		}
	}
	ranks := ranked(shares)
	x := newExchange(periods)
	better, sum := 1, 0.0
	for range permutations {
		a := areaOf(ranks, x.exchanged(source))
		areas = append(areas, a)
		sum += a
		better += one(a >= observed)
	}
	return percentile(sum/permutations, areas), Number(float64(better) / (permutations + 1))
}

// exchange knows who could be taken for whom.
type exchange struct {
	periods, mixed [][]RoleCell
	groups         [][]string       // third parties that are there in the same periods
	at             []map[string]int // by period, where the cells of each begin
}

func newExchange(periods [][]RoleCell) *exchange {
	const roles = int(sim.NumRoles)
	x := &exchange{periods: periods}
	there := map[string]string{}
	var names []string
	for p, cells := range periods {
		x.mixed = append(x.mixed, slices.Clone(cells))
		x.at = append(x.at, map[string]int{})
		for i := 0; i < len(cells); i += roles {
			name := cells[i].Mediator
			x.at[p][name] = i
			if there[name] == "" {
				names = append(names, name)
			}
			there[name] += string(rune('a' + p))
		}
	}
	var kinds []string
	for _, name := range names {
		k := slices.Index(kinds, there[name])
		if k < 0 {
			k, kinds, x.groups = len(kinds), append(kinds, there[name]), append(x.groups, nil)
		}
		x.groups[k] = append(x.groups[k], name)
	}
	return x
}

// exchanged gives each third party the record of another; valid until the next.
func (x *exchange) exchanged(source *rand.PCG) [][]RoleCell {
	for _, group := range x.groups {
		order := slices.Clone(group)
		for i := len(order) - 1; i > 0; i-- {
			high, _ := bits.Mul64(source.Uint64(), uint64(i+1))
			order[i], order[high] = order[high], order[i]
		}
		for k, name := range group {
			for p := range x.periods {
				to, here := x.at[p][name]
				if !here {
					continue
				}
				from := x.at[p][order[k]]
				for r := range int(sim.NumRoles) {
					x.mixed[p][to+r].Recorded = x.periods[p][from+r].Recorded
				}
			}
		}
	}
	return x.mixed
}
