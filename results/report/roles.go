package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// extra is what one more act of a role a month buys.
type extra struct {
	What    string
	Settled stats.Difference
}

// Missing is the role that is shown to settle most wars, Unwanted the one that is shown to
// cost most; nil if none is.
func (in page) Missing() *extra  { return in.extreme(stats.Helps) }
func (in page) Unwanted() *extra { return in.extreme(stats.Hurts) }

func (in page) extreme(v stats.Verdict) (most *extra) {
	if in.Roles == nil || len(in.Roles.Phases) == 0 {
		return nil
	}
	for i := range in.Roles.Phases[0].Effects {
		x := &in.Roles.Phases[0].Effects[i]
		if x.Verdict == v && (most == nil || (x.Settled.Difference > most.Settled.Difference) == (v == stats.Helps)) {
			most = &extra{in.brings(x), x.Settled}
		}
	}
	return most
}

// brings is what a role brings in words of a sentence.
func (in page) brings(x *question.RoleEffect) string {
	r, _ := sim.RoleByID(x.Role)
	what := sim.Roles[r].Missing
	if i := slices.IndexFunc(in.Config().Parties, func(p sim.Party) bool { return p.ID == x.Party }); i >= 0 {
		what += " " + words.Called(in.Config().Parties[i].Name, x.Party, in.Config().Parties[i].Grammar)
	}
	return what
}

// phases by ID, in the order of columns; what comes after signing can change only what is kept.
var phases = [][2]string{{"whole", "all the time"}, {"before", "before talks"}, {"talks", "during talks"}, {"signed", "once signed: kept"}}

// RolesMap is what each role buys by phase, from what helps most to what hurts most, beside
// who could play it.
func (in page) RolesMap() *document.Table {
	t := &document.Table{Caption: "Wars of 100 that one act more a month settles; in the last column, settles for good", Header: []string{"more of", "who could best"}}
	at := map[string]int{} // rows
	for n, p := range phases {
		t.Header = append(t.Header, p[1])
		i := slices.IndexFunc(in.Roles.Phases, func(x question.RolePhase) bool { return x.ID == p[0] })
		if i < 0 {
			continue
		}
		effects := slices.Clone(in.Roles.Phases[i].Effects)
		slices.SortStableFunc(effects, func(a, b question.RoleEffect) int { return cmp.Compare(b.Settled.Difference, a.Settled.Difference) })
		for k := range effects {
			x := &effects[k]
			key := x.Role + " " + x.Party
			row, found := at[key]
			if !found {
				row, at[key] = len(t.Rows), len(t.Rows)
				r, _ := sim.RoleByID(x.Role)
				t.Rows, t.Heat = append(t.Rows, []string{in.brings(x), cmp.Or(in.able(r), "nobody"), "", "", "", ""}), append(t.Heat, make([]float64, 2+len(phases)))
			}
			d := x.Settled
			if p[0] == "signed" {
				d = x.Kept
			}
			t.Rows[row][2+n] = fmt.Sprintf("%s %s (%s to %s)", words.Points(d.Difference), sign(d), words.Points(d.Low), words.Points(d.High))
			t.Heat[row][2+n] = d.Difference / 0.05 // strongest from 5 wars of 100 on
			if v := stats.Judge(d); v == stats.Nothing || v == stats.Unclear {
				t.Heat[row][2+n] = max(-0.3, min(0.3, t.Heat[row][2+n]))
			}
		}
	}
	return t
}

// able are the two third parties most capable of a role.
func (in page) able(r sim.Role) string {
	c := in.Config()
	at := func(m sim.Mediator) float64 { return m.Capability[r].Low + m.Capability[r].High }
	who := slices.Clone(c.Mediators)
	slices.SortStableFunc(who, func(a, b sim.Mediator) int { return cmp.Compare(at(b), at(a)) })
	var names []string
	for _, m := range who[:min(2, len(who))] {
		if at(m) > 0 {
			names = append(names, words.ShortName(m.Name, m.ID))
		}
	}
	return strings.Join(names, ", ")
}
