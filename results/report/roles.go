package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/figures"
	"parley/results/question"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// missing is what one more act of a role a month buys.
type missing struct {
	What    string
	Settled stats.Difference
}

// Missing is the role that is shown to settle most wars, nil if none is.
func (in page) Missing() *missing {
	if in.Roles == nil || len(in.Roles.Phases) == 0 {
		return nil
	}
	for i := range in.Roles.Phases[0].Effects {
		if x := &in.Roles.Phases[0].Effects[i]; x.Verdict == stats.Helps {
			return &missing{in.brings(x), x.Settled}
		}
	}
	return nil
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

// phaseNames by ID, in the order of columns.
var phaseNames = [][2]string{{"before", "before\ntalks"}, {"talks", "during\ntalks"}, {"signed", "once\nsigned"}, {"whole", "all the\ntime"}}

// mostRoles of the picture, those that buy most in some phase; capable are the third parties
// named beside each, as far as two lines of so many letters have room.
const (
	mostRoles  = 14
	capable    = 2
	longestRow = 60
)

// roleRow is a role and the party it works on, who could play it, and what one act more
// buys by phase.
type roleRow struct {
	label, role, party string
	who                []string
	effects            map[string]stats.Difference
	most               float64
}

func (r *roleRow) named() string {
	for n := len(r.who); n > 0; n-- {
		if all := r.label + ": " + strings.Join(r.who[:n], ", "); len(all) <= longestRow {
			return all
		}
	}
	if len(r.who) == 0 {
		return r.label + ": nobody"
	}
	return r.label
}

// rolesByMost are what each role buys in each phase, what buys most first.
func (in page) rolesByMost() (rows []*roleRow) {
	for _, phase := range in.Roles.Phases {
		for i := range phase.Effects {
			x := &phase.Effects[i]
			at := slices.IndexFunc(rows, func(r *roleRow) bool { return r.role == x.Role && r.party == x.Party })
			if at < 0 {
				at = len(rows)
				r, _ := sim.RoleByID(x.Role)
				rows = append(rows, &roleRow{label: in.brings(x), role: x.Role, party: x.Party, who: in.able(r), effects: map[string]stats.Difference{}})
			}
			d := x.Settled
			if phase.ID == "signed" {
				d = x.Kept
			}
			rows[at].effects[phase.ID], rows[at].most = d, max(rows[at].most, d.Difference)
		}
	}
	slices.SortStableFunc(rows, func(a, b *roleRow) int { return cmp.Compare(b.most, a.most) })
	return rows
}

// RolesPicture has what each role buys in each phase, beside who could play it.
func (in page) RolesPicture() *figures.Figure {
	m := &figures.Matrix{Down: "one act more a month: who could", Key: []string{"▲ helps. ▼ hurts. ? undecided. Once signed: settled and kept."}}
	f := &figures.Figure{Name: "roles-picture", Title: "What one act more a month of each role buys, in wars of 100, by phase", Chart: m,
		Header: []string{"role", "party", "phase", "who could", "settled and, after signing, kept", "from", "to", "verdict"}}
	f.Alt = f.Title
	for _, p := range phaseNames {
		m.Columns = append(m.Columns, p[1])
	}
	for n, r := range in.rolesByMost() {
		var tiles []figures.Tile
		for _, p := range phaseNames {
			d := r.effects[p[0]]
			tiles = append(tiles, effectTile(d))
			f.Rows = append(f.Rows, []string{r.role, r.party, strings.ReplaceAll(p[1], "\n", " "), strings.Join(r.who, ", "), fine(d.Difference), fine(d.Low), fine(d.High), verdict(d)})
		}
		if n < mostRoles {
			m.Rows, m.Tiles = append(m.Rows, r.named()), append(m.Tiles, tiles)
			also(f, ": ", fmt.Sprintf("%s %s", r.label, fine(r.most)))
		}
	}
	return f
}

// able are the third parties most capable of a role.
func (in page) able(r sim.Role) (names []string) {
	c := in.Config()
	at := func(i int) float64 { return c.Mediators[i].Capability[r].Low + c.Mediators[i].Capability[r].High }
	var who []int
	for i := range c.Mediators {
		if at(i) > 0 {
			who = append(who, i)
		}
	}
	slices.SortStableFunc(who, func(a, b int) int { return cmp.Compare(at(b), at(a)) })
	for _, i := range who[:min(capable, len(who))] {
		names = append(names, words.ShortName(c.Mediators[i].Name, c.Mediators[i].ID))
	}
	return names
}
