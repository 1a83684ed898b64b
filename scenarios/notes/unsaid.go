package notes

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// unsaid are silent choices that matter, with how to write them otherwise.
var unsaid = []row{
	{Says, "no issue is essential: the sides can sign as soon as one is agreed", when(func(w *war) bool {
		return !slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return k.Essential.V })
	})},
	{Says, "NAMES (essential): a settlement signed before does not need it", func(w *war) (names []string) {
		for i, k := range w.Issue {
			if from := w.c.Issues[i].From; k.Essential.V && from > 0 {
				names = append(names, k.ID+" comes up only from "+w.month(from))
			}
		}
		return names
	}},
	{Says, "no role is coded, so the profile of its track holds, " + profiles() + ": NAMES; one that is coded, as mediator.NAME.roles.convener = [0.5], replaces it",
		thirds(func(_ *war, _ int, m *form.Mediator) bool {
			return len(m.Roles) > 0 && !slices.ContainsFunc(m.Roles, func(c *form.CodedOf) bool { return c.From != nil || c.Value.Why != "" })
		})},
	{Says, "nobody is capable enough to chair the talks, as a facilitator above 0.75: those who try are observers, of whom a quarter counts", when(func(w *war) bool {
		return len(w.Mediator) > 0 && !w.c.CanChair()
	})},
	{Says, "no salience is coded, so all issues weigh alike: NAMES; otherwise as issue.ISSUE.salience.NAME = [4]", func(w *war) []string {
		return form.Where(w.OnFronts(), func(p *form.Party) bool {
			return len(w.Issue) > 1 && !slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return form.Find(k.Salience, p.ID).From != nil })
		})
	}},
	{Says, "no name, so that texts have the id: NAMES", nameless},
	{Says, "coded for nobody, so the default holds: NAMES", defaulted},
	{Says, "a plain number is exact, and one in brackets has a margin: NAMES", exact},
	{Says, "no acceptance as lead is coded, so it follows from preferred settlements and consent: NAMES; otherwise as mediator.NAME.acceptance_as_lead = [0.5]",
		thirds(func(w *war, i int, m *form.Mediator) bool {
			return w.arm.Lead >= 0 && !w.arm.AcceptanceSet && !m.AcceptanceAsLead.Set && slices.Contains(w.leads(), i)
		})},
	{Says, "no links, so patrons of opposed sides never agree in pairs on when to push; otherwise as link.NAME = [0.4]", unlinked},
	{Says, "consensus_coded acts on preferred settlements only, as every interest is coded; an interest that is not follows from consensus and bias", when(func(w *war) bool {
		uncoded := func(coded func(m *form.Mediator) bool) bool {
			return slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool { return !coded(m) })
		}
		return w.Coordination.ConsensusCoded.From != nil && !uncoded(func(m *form.Mediator) bool { return m.Interest.Set }) &&
			uncoded(func(m *form.Mediator) bool { return m.Outline.Set })
	})},
	{Says, "after the horizon, so only a settlement that is being carried out meets the shock: NAMES; months says how long the war is followed",
		shocks(func(w *war, s *sim.Shock, _ *form.Shock) bool { return s.Start >= w.c.Months })},
	{Says, wearsOff, endless(Says)},
	{Says, holdsOn, ending},
	{Says, "after the horizon, so only a settlement that is being carried out meets the third party: NAMES",
		thirds(func(w *war, i int, _ *form.Mediator) bool { return w.c.Mediators[i].Enter >= w.c.Months })},
	{Says, "every essential issue is agreed at time zero, so that only signatures are left", when(func(w *war) bool {
		return slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return k.Agreed.Set }) &&
			!slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return k.Essential.V && !k.Agreed.Set })
	})},
	{Says, "a settlement is not followed once it is signed, so none is said to be kept: implementation = 0", when(func(w *war) bool { return w.c.Implementation == 0 })},
}

// common are ids of parties and third parties that read as what they are.
var common = strings.Fields("government opposition rebels insurgents army church north south east west neighbour patron mediator")

// nameless are actors whose id is a proper name or an abbreviation, and issues whose id is no word.
func nameless(w *war) (names []string) {
	add := func(kind, id string, named, word bool) {
		if !named && !word {
			names = append(names, kind+"."+id)
		}
	}
	for _, p := range w.Party {
		add("party", p.ID, p.Name.Given(), slices.Contains(common, p.ID))
	}
	for _, m := range w.Mediator {
		add("mediator", m.ID, m.Name.Given(), slices.Contains(common, m.ID))
	}
	for _, k := range w.Issue {
		add("issue", k.ID, k.Name.Given(), len(k.ID) > 3 && !strings.ContainsAny(k.ID, "_-0123456789"))
	}
	return names
}

// leads are the lead, its co-chairs and successors, by index.
func (w *war) leads() (list []int) {
	for i := range w.c.Mediators {
		if i == w.arm.Lead || w.arm.CoChairs.Has(i) || slices.ContainsFunc(w.arm.Successors[:], func(s sim.Succession) bool { return s.From > 0 && s.Lead == i }) {
			list = append(list, i)
		}
	}
	return list
}

// unlinked is a pair of patrons of opposed sides, where no link is given.
func unlinked(w *war) []string {
	if len(w.c.Links) > 0 {
		return nil
	}
	for b := range w.c.Mediators {
		for a := range b {
			if w.c.CanAgree(&sim.Link{A: a, B: b}) {
				return []string{w.c.Mediators[a].ID + "." + w.c.Mediators[b].ID}
			}
		}
	}
	return nil
}

// profiles says how many roles the profile of each track has.
func profiles() string {
	var parts []string
	for track, name := range sim.TrackNames {
		unused := func(r sim.RoleInfo) bool { return r.Profile[track] == 0 }
		parts = append(parts, fmt.Sprintf("%d roles if %s", len(slices.DeleteFunc(slices.Clone(sim.Roles[:]), unused)), name))
	}
	return strings.Join(parts, ", ")
}

// defaulted are keys that nobody coded, where the default is a judgement like any other.
func defaulted(w *war) []string {
	var keys []string
	given := map[string]bool{}
	form.Visitor{Leaf: func(v form.Value) {
		l := v.Base()
		table, _, _ := strings.Cut(l.Path, ".")
		if l.Field.Kind != form.KindCoded || l.Field.Def == "" || table == "talks" || l.Field.Scale == "status_quo" || l.Field.Scale == "capacity" {
			return
		}
		key := table + " " + l.Field.Name + " " + l.Field.Def
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		given[key] = given[key] || l.From != nil
	}}.Document(w.Document)
	if keys = slices.DeleteFunc(keys, func(key string) bool { return given[key] }); len(keys) > 0 {
		return []string{strings.Join(keys, ", ") + "; how to code one: parley list keys " + strings.Fields(keys[0])[1]}
	}
	return nil
}

// exact numbers of files, if others have a margin: how many, in which keys, and the first.
// The ends of an issue's scale and a capability of 0 want none.
func exact(w *war) []string {
	var first *form.Coded
	n, keys, margins := 0, []string(nil), false
	form.Visitor{Leaf: func(v form.Value) {
		c, ok := v.(*form.Coded)
		if !ok || c.From == nil || c.From.At.File == fault.SetOrigin || len(c.Coder) > 0 || c.From.IsTable() {
			margins = margins || ok && !c.V.IsExact()
			return
		}
		if x, scale := c.V.Low, c.Field.Scale; x == 0 && scale == "capability" || (x == 0 || x == 1) && scale == "position" {
			return
		}
		if n++; first == nil {
			first = c
		}
		if !slices.Contains(keys, c.Field.Name) {
			keys = append(keys, c.Field.Name)
		}
	}}.Document(w.Document)
	if n == 0 || !margins {
		return nil
	}
	return []string{fmt.Sprintf("%d coded numbers are plain (%s); otherwise as %s = [%s]", n, few(keys), first.Path, first.From.Render())}
}
