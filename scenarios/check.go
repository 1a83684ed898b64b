package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// checkReferences reports every name of a party, mediator or issue that is not
// defined.
func checkReferences(d *form.Document, faults *fault.Collector) {
	defined := map[string][]string{"party": form.IDs(d.Party), "mediator": form.IDs(d.Mediator), "issue": form.IDs(d.Issue)}
	unknown := func(kind, id string, e *form.Item, at fault.Origin) bool {
		known := slices.Contains(defined[kind], id)
		if !known {
			faults.Add(at, e.Path, e.From.Render(), "unknown "+kind+fault.Instead(id, defined[kind]))
		}
		return !known
	}
	for x := range form.Each[form.Entry](d) {
		e := x.Head()
		if key := e.Field.Key; key != "" && key != form.SettingKey && form.Enums[key] == nil {
			unknown(key, e.ID, e, e.From.At.Named())
		}
		v, is := x.(form.Value)
		if !is || e.Field.Ref == "" || !v.Base().Given() || v.Base().Gone != "" {
			continue
		}
		switch v := v.(type) {
		case *form.Text:
			v.Bad = unknown(e.Field.Ref, v.V, e, e.From.At)
		case *form.Words:
			for _, id := range v.V {
				v.Bad = unknown(e.Field.Ref, id, e, e.From.At) || v.Bad
			}
		}
	}
}

// checkParties wants two or more, one of them essential.
func checkParties(d *form.Document, w *window) {
	if d.PartiesLost {
		return
	}
	switch len(d.Party) {
	case 0:
		w.faults.Add(w.root, "party", "", "no parties: want at least two, each as [party.NAME]")
		return
	case 1:
		w.faults.Add(d.Party[0].From.At, d.Party[0].Path, "", "only one party: want at least two, each as [party.NAME]")
		return
	}
	if !slices.ContainsFunc(d.Party, func(p *form.Party) bool { return p.Essential.V || p.Essential.Bad }) {
		d.Party[0].Essential.Wrong(w.faults, "no party is essential: want at least one whose signature is needed")
	}
}

// checkTwins wants different ids of parties and mediators, who stand side by
// side in every report.
func checkTwins(d *form.Document, w *window) {
	for _, third := range d.Mediator {
		party := form.Find(d.Party, third.ID)
		if party == nil {
			continue
		}
		m, p := &third.Item, &party.Item
		if p.From.At.Layer > m.From.At.Layer {
			m, p = p, m
		}
		w.faults.Add(m.From.At, m.Path, "", fmt.Sprintf("%s stands already at %s: want a party and a mediator to differ in their ids", m.ID, p.Path))
	}
}

// checkFronts wants two different parties on each, and a front for more than
// two parties.
func checkFronts(d *form.Document, w *window) {
	if len(d.Front) == 0 && len(d.Party) > 2 && !d.PartiesLost {
		w.faults.Add(w.root, "front", "", "missing: with more than two parties want [front.NAME] with first and second, the parties at war")
	}
	for _, f := range d.Front {
		if len(d.Party) != 2 {
			for _, side := range []*form.Text{&f.First, &f.Second} {
				if side.From == nil {
					w.faults.Add(f.From.At, side.Path, "", "missing: with more than two parties want the id of "+side.Field.Doc)
				}
			}
		}
		if f.First.Given() && f.Second.Given() && f.First.V == f.Second.V {
			f.Second.Wrong(w.faults, "the same party on both sides: want two different ones")
		}
	}
}

// checkIssues wants at least one, and something that each party cares about.
func checkIssues(d *form.Document, w *window) {
	if d.IssuesLost {
		return
	}
	if len(d.Issue) == 0 {
		w.faults.Add(w.root, "issue", "", "no issues: want at least one, as [issue.NAME]")
		return
	}
	for _, p := range d.Party {
		var nothing []*form.Coded
		for _, k := range d.Issue {
			if s := form.Find(k.Salience, p.ID); s != nil && !s.Bad && s.V.High <= 0 {
				nothing = append(nothing, s)
			}
		}
		if len(nothing) == len(d.Issue) {
			nothing[0].Wrong(w.faults, "the party cares about no issue: want a salience above 0 for at least one")
		}
	}
}

// checkLinks wants two different mediators, each pair once.
func checkLinks(d *form.Document, w *window) {
	seen := map[[2]string]string{}
	for _, from := range d.Link {
		for _, to := range from.To {
			pair := [2]string{min(from.ID, to.ID), max(from.ID, to.ID)}
			switch twin := seen[pair]; {
			case to.ID == from.ID:
				w.faults.Add(to.From.At.Named(), to.Path, to.From.Render(), "want a link between two different mediators")
			case twin != "":
				w.faults.Add(to.From.At.Named(), to.Path, to.From.Render(), "links hold both ways: this pair stands already at "+twin)
			default:
				seen[pair] = to.Path
			}
		}
	}
}

// checkLead wants a lead where the regime needs one.
func checkLead(d *form.Document, w *window) {
	c := &d.Coordination
	regime, ok := sim.RegimeByID(c.Regime.V)
	if !ok || c.Regime.Bad || !sim.Regimes[regime].NeedsLead || c.Lead.Set {
		return
	}
	if c.Lead.Gone != "" {
		c.Lead.Wrong(w.faults, c.Lead.Gone+": want another lead, or a regime without one")
		return
	}
	want := fmt.Sprintf("missing: regime %s needs the id of a mediator as lead", c.Regime.V)
	if len(d.Mediator) > 0 {
		want += ": " + fault.OneOf(form.IDs(d.Mediator))
	}
	w.faults.Add(c.Regime.From.At, c.Lead.Path, "", want) // it is given: the default needs no lead
}

// checkActs wants acts of scripted mediators only. Where the strategy was
// changed after the acts were written, the acts are dropped.
func checkActs(d *form.Document, w *window) {
	d.Act = slices.DeleteFunc(d.Act, func(a *form.Act) bool {
		m := form.Find(d.Mediator, a.Mediator.V)
		if m == nil || m.Strategy.Bad || m.Strategy.V == scripted {
			return false
		}
		s := &m.Strategy
		if s.Layer() > a.From.At.Layer {
			d.SetAside(a.Path, s.Said())
			return true
		}
		if a.Mediator.Given() {
			a.Mediator.Wrong(w.faults, fmt.Sprintf("its strategy is %s: want %s.strategy = %q for acts to be played", s.V, m.Path, scripted))
		}
		return false
	})
}

const (
	scripted = "scripted"

	leastShares, mostShares = 0.9, 1.1 // that all sides give may sum to: coders round
	mostFactions            = 1.0001   // 1, with room for rounding
	leastRest               = 1e-9     // less than any share that somebody would give
)

// shares returns the sum of the shares that are given, before they are widened,
// and who gives one or not.
func shares(sides []*form.Party) (sum float64, with, without []*form.Party) {
	for _, p := range sides {
		if s := &p.StrengthShare; s.Set {
			sum += float64((s.V.Low + s.V.High) / 2)
			with = append(with, p)
		} else {
			without = append(without, p)
		}
	}
	return sum, with, without
}

// checkShares wants the shares of strength to sum to 1, or to leave something
// for the sides without one, and those of factions to be parts of their party.
func checkShares(d *form.Document, w *window) {
	for _, p := range d.Party {
		sum, last := 0.0, (*form.Number)(nil)
		for _, f := range p.Faction {
			if s := &f.Share; s.Given() {
				sum += s.V
				if last == nil || later(&s.Leaf, &last.Leaf) >= 0 {
					last = s
				}
			}
		}
		if sum > mostFactions {
			last.Wrong(w.faults, fmt.Sprintf("the shares of the factions of %s sum to %.4g: want at most 1", p.ID, sum))
		}
	}
	sides := d.OnFronts()
	sum, with, without := shares(sides)
	bad := slices.ContainsFunc(with, func(p *form.Party) bool { return p.StrengthShare.Bad })
	if bad || d.PartiesLost || len(sides) < 2 || len(with) == 0 {
		return
	}
	said, rest, good := "", "1, within 0.1", sum >= leastShares && sum <= mostShares
	if len(without) > 0 {
		said, rest, good = " already", "less than 1, as "+without[0].ID+" has the rest", sum <= 1-leastRest
	}
	if good {
		return
	}
	if c := &d.Coding.Coder; !c.Bad && c.V != form.Coders[0] {
		said += " by coder " + c.V
	}
	want := fmt.Sprintf("the shares of the sides on fronts sum to %.4g%s: want %s", sum, said, rest)
	last := slices.MaxFunc(with, func(a, b *form.Party) int { return later(&a.StrengthShare.Leaf, &b.StrengthShare.Leaf) })
	s := &last.StrengthShare
	var others []string // of an earlier layer, which whoever set a single one may not have in view
	for _, p := range with {
		if o := &p.StrengthShare; o.Layer() < s.Layer() {
			others = append(others, o.Path+" ("+o.From.Render()+")")
		}
	}
	if len(others) > 0 {
		want += "; set also " + strings.Join(others, ", ")
	}
	s.Wrong(w.faults, want)
}

// later orders leaves by when they were said.
func later(a, b *form.Leaf) int {
	return cmp.Or(a.From.At.Layer-b.From.At.Layer, a.From.At.Line-b.From.At.Line)
}

// completeShares gives the rest to the sides that name no share, in equal
// parts. It comes before coders' ranges are widened.
func completeShares(d *form.Document) {
	sum, with, without := shares(d.OnFronts())
	for _, p := range without {
		s := &p.StrengthShare
		share := (1 - sum) / float64(len(without))
		if len(with) > 0 {
			share = decimal(share) // 1 - 0.7 is 0.3 to people
			s.Why = "default: the rest of 1"
		}
		s.Set, s.V = true, sim.Exact(share)
	}
	for _, p := range d.Party {
		if s := &p.StrengthShare; !s.Set {
			s.Set, s.V, s.Note = true, sim.Exact(1/float64(len(d.OnFronts()))), "not used: on no front"
		}
	}
}

// leaveOut applies --without: each id, or path such as link.russia.iran, is
// taken out with everything that refers to it.
func leaveOut(d *form.Document, without []string, faults *fault.Collector) {
	for i, id := range without {
		if slices.Contains(without[:i], id) {
			continue
		}
		id = strings.TrimSpace(id)
		var all, names, hits []string // paths that can be left out, their ids, and those that are meant
		for x := range form.Each[form.Entry](d) {
			e, f, table := x.Head(), x.Head().Field, x.Head().Table()
			link := table == "link" && f.Key != "" && f.Table == nil
			if f.Define != "faction" && (f.Define == "" || table == "party" || table == "front") && !link {
				continue
			}
			all, names = append(all, e.Path), append(names, e.ID)
			if e.Path == id || e.Path == turned(id) || e.ID == id && !link {
				hits = append(hits, e.Path)
			}
		}
		if strings.Contains(id, ".") {
			names = all
		}
		want := ""
		switch party := strings.TrimPrefix(id, "party."); {
		case len(hits) == 1:
			d.Remove(hits[0], "is left out")
			continue
		case len(hits) > 1:
			want = ": stands for several things: want one of " + strings.Join(hits, ", ")
		case form.At(d.Party, party) >= 0:
			want = ": a party cannot be left out; set party." + party + ".essential=false if it need not sign"
		default:
			want = ": nothing of this name can be left out" + cmp.Or(fault.DidYouMean(id, names), fault.DidYouMean(turned(id), names), ": "+fault.OneOf(all))
		}
		faults.Add(fault.Origin{File: form.WithoutOrigin}, "", "", fault.Shorten(id)+want)
	}
}

// turned is a link read from its other end; other paths stay as they are.
func turned(path string) string {
	if part := strings.Split(path, "."); len(part) == 3 && part[0] == "link" {
		return "link." + part[2] + "." + part[1]
	}
	return path
}
