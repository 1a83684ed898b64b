package study

import (
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
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

// RolesBeside plays reps histories in which nobody leads and says who acts in which
// role, beside a record of at least one entry. Parameters are drawn anew in every
// history. The error is one of the war's configuration.
func RolesBeside(c *sim.Config, arm sim.Arm, coded []record.RoleEntry, seed int64, reps int) (*Roles, error) {
	n, err := watchRoles(c, arm, coded, sim.NewSeed(seed), reps)
	if err != nil {
		return nil, err
	}
	return reportRoles(c, []draw{{roles: n}}, coded), nil
}

// reportRoles scores what was seen against the record.
func reportRoles(c *sim.Config, draws []draw, coded []record.RoleEntry) *Roles {
	periods := spans(c, coded)
	n := newRoleCounts(len(periods), len(c.Mediators))
	for i := range draws {
		n.add(&draws[i].roles)
	}
	out := &Roles{LeftOut: leftOut(c, coded)}
	t := roleTable{}
	for p, s := range periods {
		cells := n.cells(c, p, s, coded)
		t.add(cells)
		out.Periods = append(out.Periods, Period{
			Start: (c.Start + sim.Month(s.first)).String(), End: (c.Start + sim.Month(s.last)).String(), Who: noteworthy(cells),
		})
	}
	for _, x := range t.cells {
		out.Cells++
		out.Entries += one(x.Recorded)
	}
	acted := t.ranks(func(x *RoleCell) float64 { return float64(x.Share) })
	out.Area = Number(area(acted, t.recorded()))
	out.Capability = Number(area(t.ranks(func(x *RoleCell) float64 { return x.capability }), t.recorded()))
	out.Permuted, out.P = t.permuted(acted, float64(out.Area))
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

// area under the ROC curve of scores, given as ranks: how often a recorded cell scores
// higher than one that is not, ties counted half (Hanley & McNeil 1982, Radiology 143,
// 29-36). 0.5 if all or none are recorded.
func area(ranks []float64, recorded []bool) float64 {
	sum, n := 0.0, 0.0
	for i, r := range recorded {
		if r {
			sum += ranks[i]
			n++
		}
	}
	if n == 0 || n == float64(len(ranks)) {
		return 0.5
	}
	return (sum - n*(n+1)/2) / (n * (float64(len(ranks)) - n))
}

// roleTable is the cells of all periods.
type roleTable struct {
	cells   []RoleCell
	periods int
	names   []string          // third parties, as they first come
	begins  map[string][]int  // where the roles of each begin, by period that it is there in
	there   map[string]string // which periods those are
}

// add the cells of a period: all roles of one third party after those of another.
func (t *roleTable) add(cells []RoleCell) {
	if t.begins == nil {
		t.begins, t.there = map[string][]int{}, map[string]string{}
	}
	for i := 0; i < len(cells); i += int(sim.NumRoles) {
		name := cells[i].Mediator
		if t.begins[name] == nil {
			t.names = append(t.names, name)
		}
		t.begins[name], t.there[name] = append(t.begins[name], len(t.cells)+i), t.there[name]+fmt.Sprint(t.periods, " ")
	}
	t.cells = append(t.cells, cells...)
	t.periods++
}

func (t *roleTable) ranks(of func(*RoleCell) float64) []float64 {
	scores := make([]float64, len(t.cells))
	for i := range t.cells {
		scores[i] = of(&t.cells[i])
	}
	return stats.Ranks(scores)
}

func (t *roleTable) recorded() []bool {
	list := make([]bool, len(t.cells))
	for i := range t.cells {
		list[i] = t.cells[i].Recorded
	}
	return list
}

// groups are third parties that are there in the same periods, and so can be taken for
// each other; for each where its roles begin.
func (t *roleTable) groups() (list [][][]int) {
	at := map[string]int{}
	for _, name := range t.names {
		k, known := at[t.there[name]]
		if !known {
			k, list = len(list), append(list, nil)
			at[t.there[name]] = k
		}
		list[k] = append(list[k], t.begins[name])
	}
	return list
}

// permutations behind the baseline.
const permutations = 9999

// permuted is the area with the third parties of each group exchanged at random, for all
// periods at once, and the share of such areas that are as high as the one observed.
func (t *roleTable) permuted(ranks []float64, observed float64) (Interval, Number) {
	source := rand.NewPCG(0x726f6c6573000000, uint64(t.periods))
	groups, recorded := t.groups(), t.recorded()
	mixed := slices.Clone(recorded)
	better, sum, areas := 1, 0.0, make([]float64, permutations)
	for k := range areas {
		for _, group := range groups {
			exchange(group, recorded, mixed, source)
		}
		areas[k] = area(ranks, mixed)
		sum += areas[k]
		better += one(areas[k] >= observed)
	}
	return percentile(sum/permutations, areas), Number(float64(better) / (permutations + 1))
}

// exchange gives each third party of a group the record of another, in mixed.
func exchange(group [][]int, recorded, mixed []bool, source *rand.PCG) {
	order := slices.Clone(group)
	for i := len(order) - 1; i > 0; i-- {
		high, _ := bits.Mul64(source.Uint64(), uint64(i+1))
		order[i], order[high] = order[high], order[i]
	}
	for k, begins := range group {
		for p, to := range begins {
			copy(mixed[to:to+int(sim.NumRoles)], recorded[order[k][p]:])
		}
	}
}
