package report

import (
	"cmp"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// Missing is the role that is shown to settle most wars, Unwanted the one that is shown, as one of so many,
// to cost most; nil if none is.
func (in page) Missing() *question.RoleEffect  { return in.extreme(stats.Helps) }
func (in page) Unwanted() *question.RoleEffect { return in.extreme(stats.Hurts) }

func (in page) extreme(v stats.Verdict) *question.RoleEffect {
	effects := in.effects("whole")
	if v == stats.Hurts {
		slices.Reverse(effects)
	}
	return first(effects, func(x *question.RoleEffect) bool {
		return x.Verdict == v && (v == stats.Helps || widened(x.Settled, len(effects)).High < 0)
	})
}

// MostMissing are what the roles bring that may settle most wars.
func (in page) MostMissing() (list []string) {
	if in.Roles != nil {
		list, _ = in.Roles.Phases[0].Most(in.Config(), "settled")
	}
	return list
}

// effects of roles in a phase, from what helps most to what hurts most; none if it was not played.
func (in page) effects(phase string) (list []question.RoleEffect) {
	if in.Roles == nil {
		return nil
	}
	if p := first(in.Roles.Phases, func(p *question.RolePhase) bool { return p.ID == phase }); p != nil {
		list = slices.Clone(p.Effects)
	}
	slices.SortStableFunc(list, func(a, b question.RoleEffect) int { return cmp.Compare(b.Settled.Difference, a.Settled.Difference) })
	return list
}

// phases by ID, in the order of columns; what comes after signing can change only what is kept.
var phases = [][2]string{{"whole", "all the time"}, {"before", "before talks"}, {"talks", "during talks"}, {"signed", "once signed: kept"}}

// RolesMap is what each role buys by phase, from what helps most to what hurts most, beside
// who could play it.
func (in page) RolesMap() *document.Table {
	t := &document.Table{Caption: "More wars of 100 settled by one act more a month; last column: more kept", Header: []string{"more of", "ablest"}}
	at := map[string]int{} // rows
	for n, p := range phases {
		column := 2 + n
		t.Header = append(t.Header, p[1])
		for _, x := range in.effects(p[0]) {
			row, found := at[x.Role+" "+x.Party]
			if !found {
				row, at[x.Role+" "+x.Party] = len(t.Rows), len(t.Rows)
				t.Rows = append(t.Rows, make([]string, 2+len(phases)))
				t.Heat = append(t.Heat, make([]float64, 2+len(phases)))
				t.Rows[row][0], t.Rows[row][1] = x.Brings(in.Config()), in.able(x.Role)
			}
			d := x.Settled
			if p[0] == "signed" {
				d = x.Kept
			}
			t.Rows[row][column], t.Heat[row][column] = marked(d, sign(d)), d.Difference/strongest
			if v := stats.Judge(d); v == stats.Nothing || v == stats.Unclear {
				t.Heat[row][column] = max(-0.3, min(0.3, d.Difference/strongest))
			}
		}
	}
	return t
}

// strongest colours are from 15 wars of 100 on.
const strongest = 0.15

// able are the two third parties most capable of a role.
func (in page) able(role string) string {
	r, _ := sim.RoleByID(role)
	at := func(m sim.Mediator) float64 { return m.Capability[r].Low + m.Capability[r].High }
	who := slices.DeleteFunc(slices.Clone(in.Config().Mediators), func(m sim.Mediator) bool { return at(m) == 0 })
	slices.SortStableFunc(who, func(a, b sim.Mediator) int { return cmp.Compare(at(b), at(a)) })
	var names []string
	for _, m := range who[:min(2, len(who))] {
		names = append(names, words.ShortName(m.Name, m.ID))
	}
	return cmp.Or(strings.Join(names, ", "), "nobody")
}
