package study

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
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

// periodOf an entry, a column of Table 2, and whether it lies in the months of a war.
func periodOf(c *sim.Config, e *record.RoleEntry) (p observe.Period, in bool) {
	p = observe.Period{First: int(e.Start - c.Start), Last: int(e.End - c.Start), Table2: true}
	return p, p.First >= 0 && p.Last < c.Months
}

// roleTable is the cells of all periods: every third party that is there in a period, in
// every role, as the record has it.
type roleTable struct {
	periods []observe.Period
	cells   []RoleCell
	// begins is where the roles of each mediator begin among the cells, by period; -1
	// where it is not there.
	begins [][]int
}

func newRoleTable(c *sim.Config, coded []record.RoleEntry) *roleTable {
	t := &roleTable{}
	t.periods, _ = observe.ColumnsOf(coded, c.Start, c.Months)
	for _, s := range t.periods {
		begins := make([]int, len(c.Mediators))
		for i := range c.Mediators {
			m := &c.Mediators[i]
			if begins[i] = -1; m.Enter > s.Last || m.Exit <= s.First {
				continue
			}
			begins[i] = len(t.cells)
			for r := range sim.NumRoles {
				t.cells = append(t.cells, RoleCell{
					Mediator: m.ID, Role: sim.Roles[r].ID, capability: m.Capability[r].Middle(),
					Recorded: slices.ContainsFunc(coded, func(e record.RoleEntry) bool {
						at, _ := periodOf(c, &e)
						return e.Mediator == m.ID && e.Role == r && at == s
					}),
				})
			}
		}
		t.begins = append(t.begins, begins)
	}
	return t
}

// roleCounts are months: with an act, by cell, and at war, by period.
type roleCounts struct{ acted, atWar []int64 }

// watch plays the regime in which nobody leads and counts who does what while the war
// goes on, a role once a month for each who acts in it.
func (t *roleTable) watch(c *sim.Config, arm sim.Arm, seed sim.Seed, reps int) (roleCounts, error) {
	n := roleCounts{make([]int64, len(t.cells)), make([]int64, len(t.periods))}
	w, err := sim.NewWorld(c)
	if err != nil {
		return n, err
	}
	arm = armOf(arm, sim.RegimeNetworked)
	for k := range reps {
		w.Observe(&arm, seed, k, func(month *sim.Seen) {
			for p, s := range t.periods {
				if month.Round < s.First || month.Round > s.Last || month.Implementing {
					continue
				}
				n.atWar[p]++
				var acted [sim.NumRoles]sim.MediatorSet
				for _, a := range month.Acts {
					if !acted[a.Role].Has(a.Mediator) {
						acted[a.Role].Add(a.Mediator)
						n.acted[t.begins[p][a.Mediator]+int(a.Role)]++
					}
				}
			}
		})
	}
	return n, nil
}

// report scores what was seen against the record.
func (t *roleTable) report(c *sim.Config, coded []record.RoleEntry, draws []draw) *Roles {
	out := &Roles{Cells: len(t.cells)}
	for i := range coded {
		_, in := periodOf(c, &coded[i])
		there := slices.ContainsFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == coded[i].Mediator })
		out.LeftOut += stats.Bit(in && !there)
	}
	for p, s := range t.periods {
		period := Period{Start: (c.Start + sim.Month(s.First)).String(), End: (c.Start + sim.Month(s.Last)).String()}
		for _, begin := range t.begins[p] {
			for at := begin; begin >= 0 && at < begin+int(sim.NumRoles); at++ {
				x, acted, atWar := &t.cells[at], int64(0), int64(0)
				for d := range draws {
					acted, atWar = acted+draws[d].roles.acted[at], atWar+draws[d].roles.atWar[p]
				}
				x.Share = Number(float64(acted) / float64(max(1, atWar)))
				out.Entries += stats.Bit(x.Recorded)
				if x.Share > 0 || x.Recorded {
					period.Who = append(period.Who, *x)
				}
			}
		}
		out.Periods = append(out.Periods, period)
	}
	acted, entries := stats.Ranks(stats.Values(t.cells, func(x *RoleCell) float64 { return float64(x.Share) })), stats.Values(t.cells, recorded)
	out.Area = Number(area(acted, entries))
	out.Capability = Number(area(stats.Ranks(stats.Values(t.cells, func(x *RoleCell) float64 { return x.capability })), entries))
	out.Permuted, out.P = t.permuted(acted, float64(out.Area))
	return out
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

func recorded(x *RoleCell) bool { return x.Recorded }

// groups are third parties that are there in the same periods, and so can be taken for
// each other, in the order in which they first come; for each where its roles begin.
func (t *roleTable) groups() (list [][][]int) {
	at, known := map[string]int{}, map[int]bool{}
	for _, begins := range t.begins {
		for i := range begins {
			if begins[i] < 0 || known[i] {
				continue
			}
			known[i] = true
			own := stats.Values(t.begins, func(begins *[]int) int { return (*begins)[i] })
			there := fmt.Sprint(stats.Values(own, func(begin *int) bool { return *begin >= 0 }))
			own = slices.DeleteFunc(own, func(begin int) bool { return begin < 0 })
			k, group := at[there]
			if !group {
				k, list = len(list), append(list, nil)
				at[there] = k
			}
			list[k] = append(list[k], own)
		}
	}
	return list
}

// permutations behind the baseline.
const permutations = 9999

// permuted is the area with the third parties of each group exchanged at random, for all
// periods at once, and the share of such areas that are as high as the one observed.
func (t *roleTable) permuted(ranks []float64, observed float64) (Interval, Number) {
	source := rand.NewPCG(0x726f6c6573000000, uint64(len(t.begins)))
	groups, entries := t.groups(), stats.Values(t.cells, recorded)
	mixed := slices.Clone(entries)
	better, sum, areas := 1, 0.0, make([]float64, permutations)
	for k := range areas {
		for _, group := range groups {
			exchange(group, entries, mixed, source)
		}
		areas[k] = area(ranks, mixed)
		sum += areas[k]
		better += stats.Bit(areas[k] >= observed)
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
