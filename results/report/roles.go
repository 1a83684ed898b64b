package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/results/document"
	"parley/results/figures"
	"parley/results/studies"
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/study"
)

// often is the share of months from which a third party is shown in a role in
// which the record does not have it.
const often = 1.0 / 3

// roles is who does what when nobody leads, beside the record.
func (in *Input) roles() document.Section {
	s := document.Section{ID: "roles", Heading: "Who does what: the model beside the record"}
	x := in.Roles
	if x == nil && in.NoRecord != "" {
		s.Add(document.Block{Absent: "Not shown: " + in.NoRecord})
		return s
	}
	if x == nil {
		s.Add(document.Block{Absent: "Not shown: no table of roles is recorded for this scenario in these months. A record with roles.csv would give one (parley record)."})
		return s
	}
	s.Say(fmt.Sprintf("Third parties choose for themselves whom to help and how. Shades show in what share of the months at war the model has them in a role, over %s"+
		" in which nobody leads. Dots show where the record of the war has them.", words.Count(x.Reps, "history", "histories")))
	s.Add(document.Block{Figure: in.rolesPicture()})
	s.Say(fmt.Sprintf("How well do they go together? Pick at random a third party that the record has in a role, and one that it does not. In %.0f of 100 such picks the model has the"+
		" first in that role more often; 50 is chance, and with third parties exchanged at random it would be %.0f. What each is able to do was coded beforehand, and points to the first"+
		" in %.0f: %s.", 100*float64(x.Area), 100*float64(x.Permuted.Value), 100*float64(x.Capability), addsToCoding(x.Roles)))
	both, recorded := in.found()
	s.Say(fmt.Sprintf("The record has %d entries. In %d of them the model has the third party in that role in a third of the months or more. This record of roles ends in %s.",
		recorded, both, lastMonth(x.Periods)))
	if said := studies.LeftOut(x.LeftOut); said != "" {
		s.Add(document.Block{Note: said})
	}
	add := func(caption string, word func(study.RoleCell) string) {
		t, nobody := in.roleTable(caption, word)
		s.Add(document.Block{Table: t})
		if len(nobody) > 0 {
			s.Add(document.Block{Note: "Left out, as nobody has them: " + words.List(nobody) + "."})
		}
	}
	add("The record: roles by period", recordedWord)
	add(fmt.Sprintf("The model: roles by period, with the share of months, if %s or more", percent(often)), modelWord)
	s.Add(document.Block{Table: glossary()})
	return s
}

// glossary says what each role does.
func glossary() *document.Table {
	t := &document.Table{Caption: "What a role moves in the model", Header: []string{"role", "what it moves"}}
	for i := range sim.Roles {
		t.Rows = append(t.Rows, []string{sim.Roles[i].Name, sim.Roles[i].Changes})
	}
	return t
}

// addsToCoding says whether the model tells more of the record than what was coded.
func addsToCoding(x *study.Roles) string {
	if x.Area <= x.Capability {
		return "the model adds nothing to that"
	}
	return "the rest is what the model adds"
}

// found counts the entries of the record, and those of them that the model has often.
func (in *Input) found() (both, recorded int) {
	for _, p := range in.Roles.Periods {
		for _, w := range p.Who {
			if w.Recorded {
				recorded++
				both += one(float64(w.Share) >= often)
			}
		}
	}
	return both, recorded
}

func lastMonth(periods []study.Period) string {
	if len(periods) == 0 {
		return ""
	}
	end := periods[len(periods)-1].End
	if at, err := time.Parse("2006-01", end); err == nil {
		return at.Format("January 2006")
	}
	return end
}

func recordedWord(w study.RoleCell) string {
	if w.Recorded {
		return w.Mediator
	}
	return ""
}

func modelWord(w study.RoleCell) string {
	if float64(w.Share) < often {
		return ""
	}
	return fmt.Sprintf("%s %s", w.Mediator, percent(float64(w.Share)))
}

// roleTable has roles down and periods across; nobody are the roles left out, which nobody has.
func (in *Input) roleTable(caption string, word func(study.RoleCell) string) (t *document.Table, nobody []string) {
	t = &document.Table{Caption: caption, Header: []string{"role"}}
	for _, p := range in.Roles.Periods {
		t.Header = append(t.Header, periodName(p))
	}
	for r := range sim.Roles {
		row, any := []string{sim.Roles[r].Name}, false
		for _, p := range in.Roles.Periods {
			var who []string
			for _, w := range p.Who {
				if text := word(w); w.Role == sim.Roles[r].ID && text != "" {
					who = append(who, in.named(w.Mediator, text))
				}
			}
			row, any = append(row, strings.Join(who, "; ")), any || len(who) > 0
		}
		if any {
			t.Rows = append(t.Rows, row)
		} else {
			nobody = append(nobody, sim.Roles[r].Name)
		}
	}
	return t, nobody
}

// named puts a name in place of the ID that a text begins with.
func (in *Input) named(id, text string) string {
	return in.shortNameOf(id) + strings.TrimPrefix(text, id)
}

func (in *Input) shortNameOf(id string) string {
	c := in.Experiment.Config
	for i := range c.Mediators {
		if c.Mediators[i].ID == id {
			return words.ShortName(c.Mediators[i].Name, id)
		}
	}
	return id
}

// periodName is Jan to May 1993, or Sep 1993.
func periodName(p study.Period) string {
	first, last := shortMonth(p.Start), shortMonth(p.End)
	switch {
	case p.Start == p.End:
		return first
	case p.Start[:4] == p.End[:4]:
		first, _, _ = strings.Cut(first, " ")
	}
	return first + " to " + last
}

// pair is a third party in a role.
type pair struct{ mediator, role string }

// pairs that the picture shows: recorded, or often enough in the model, in the order of roles.
func (in *Input) pairs() (list []pair) {
	for r := range sim.Roles {
		for _, p := range in.Roles.Periods {
			for _, w := range p.Who {
				at := pair{w.Mediator, w.Role}
				if w.Role == sim.Roles[r].ID && (w.Recorded || float64(w.Share) >= often) && !slices.Contains(list, at) {
					list = append(list, at)
				}
			}
		}
	}
	return list
}

func (in *Input) rolesPicture() *figures.Figure {
	m := &figures.Matrix{Down: "role, third parties", Scale: []string{"never", "", "half", "", "always"},
		Key: []string{"Shade: in how many of the months the model has them in the role. Dot: in the record."}}
	f := &figures.Figure{Name: "roles-picture", Title: "Third parties in roles, by period", Chart: m, Header: []string{"third party", "role", "period", "share of months in the model", "in the record"}}
	for _, p := range in.Roles.Periods {
		m.Columns = append(m.Columns, periodHead(p))
	}
	last, pairs := "", in.pairs()
	for _, at := range pairs {
		role, _ := sim.RoleByID(at.role)
		if at.role != last {
			m.Rows, m.Tiles, last = append(m.Rows, sim.Roles[role].Name), append(m.Tiles, nil), at.role
		}
		m.Rows = append(m.Rows, in.shortNameOf(at.mediator))
		var tiles []figures.Tile
		for _, p := range in.Roles.Periods {
			w := find(p, at)
			tiles = append(tiles, figures.Tile{Colour: figures.Blue, Shade: float64(w.Share), Ring: w.Recorded})
			f.Rows = append(f.Rows, []string{in.shortNameOf(at.mediator), sim.Roles[role].Name, periodName(p), percent(float64(w.Share)), yes(w.Recorded)})
		}
		m.Tiles = append(m.Tiles, tiles)
	}
	both, recorded := in.found()
	f.Alt = fmt.Sprintf("Matrix of %d pairs of role and third party by %d periods. The record has %d entries; in %d of them the model has the third party in that role in a third of the months or more.",
		len(pairs), len(m.Columns), recorded, both)
	return f
}

// periodHead is the months of a period above its year.
func periodHead(p study.Period) string {
	year, first, _ := strings.Cut(p.Start, "-")
	last := p.End[len(p.End)-2:]
	if first != last {
		first += "-" + last
	}
	return first + "\n" + year
}

func find(p study.Period, at pair) study.RoleCell {
	for _, w := range p.Who {
		if w.Mediator == at.mediator && w.Role == at.role {
			return w
		}
	}
	return study.RoleCell{}
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
