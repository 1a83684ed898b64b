package report

import (
	"fmt"
	"slices"
	"strings"

	"parley/results/figures"
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/study"
	"parley/sim/stats"
)

// often is the share of months from which a third party is shown in a role in which the
// record does not have it.
const often = 1.0 / 3

// Recorded entries of roles, and those of them that the model Found often.
func (in page) Recorded() int { return in.entries(0) }
func (in page) Found() int    { return in.entries(often) }

func (in page) entries(least float64) (n int) {
	for _, p := range in.Roles.Periods {
		for _, w := range p.Who {
			n += stats.Bit(w.Recorded && float64(w.Share) >= least)
		}
	}
	return n
}

// RolesEnd is the last month of the record.
func (in page) RolesEnd() string {
	return windowWords(in.Roles.Periods[len(in.Roles.Periods)-1].End)
}

// RolesPicture has third parties in roles by period: those recorded, or often enough in
// the model, in the order of roles.
func (in page) RolesPicture() *figures.Figure {
	m := &figures.Matrix{Down: "role, third parties", Key: []string{"Shade: in how many of the months the model has them in the role, from none to all. Dot: in the record."}}
	f := &figures.Figure{Name: "roles-picture", Title: "Third parties in roles, by period", Chart: m,
		Header: []string{"third party", "role", "period", "share of months in the model", "in the record"}}
	for _, p := range in.Roles.Periods {
		m.Columns = append(m.Columns, periodHead(p))
	}
	pairs := 0
	for r := range sim.Roles {
		role := &sim.Roles[r]
		who := in.inRole(role.ID)
		if pairs += len(who); len(who) > 0 {
			m.Rows, m.Tiles = append(m.Rows, role.Name), append(m.Tiles, nil)
		}
		for _, id := range who {
			name := in.shortName(id)
			var tiles []figures.Tile
			for _, p := range in.Roles.Periods {
				w := cellOf(p, id, role.ID)
				tiles = append(tiles, figures.Tile{Colour: figures.Blue, Shade: float64(w.Share), Ring: w.Recorded})
				f.Rows = append(f.Rows, []string{name, role.Name, p.Start + " to " + p.End, words.Chance(float64(w.Share)), yes(w.Recorded)})
			}
			m.Rows, m.Tiles = append(m.Rows, name), append(m.Tiles, tiles)
		}
	}
	f.Alt = fmt.Sprintf("Matrix of %d pairs of role and third party by %d periods. The record has %d entries; in %d of them the model has the third party in that role in a third of the months or more.",
		pairs, len(m.Columns), in.Recorded(), in.Found())
	return f
}

// inRole are the third parties that the picture shows in a role.
func (in page) inRole(role string) (ids []string) {
	for _, p := range in.Roles.Periods {
		for _, w := range p.Who {
			if w.Role == role && (w.Recorded || float64(w.Share) >= often) && !slices.Contains(ids, w.Mediator) {
				ids = append(ids, w.Mediator)
			}
		}
	}
	return ids
}

func cellOf(p study.Period, mediator, role string) study.RoleCell {
	i := slices.IndexFunc(p.Who, func(w study.RoleCell) bool { return w.Mediator == mediator && w.Role == role })
	if i < 0 {
		return study.RoleCell{}
	}
	return p.Who[i]
}

func (in page) shortName(id string) string {
	i := slices.IndexFunc(in.Config().Mediators, func(m sim.Mediator) bool { return m.ID == id })
	return words.ShortName(in.Config().Mediators[i].Name, id)
}

// periodHead is the months of a period above its year.
func periodHead(p study.Period) string {
	year, first, _ := strings.Cut(p.Start, "-")
	if last := p.End[len(p.End)-2:]; first != last {
		first += "-" + last
	}
	return first + "\n" + year
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
