package notes

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

const (
	scripted = "scripted"
	spoiler  = "spoiler"
	// farFromNeutral is how far a sum of optimism may be from 1, of which a war's cost takes
	// some months to pay; a modelling choice.
	farFromNeutral = 0.25

	wearsOff   = "shocks that last one month, as they have no end, and wear off: NAMES; " + pointWorth + ", and less each month after"
	holdsOn    = "shocks that last to their end: NAMES; in each of their months " + pointWorth
	pointWorth = "a point of pressure is worth 0.05 of value, one of violence half a step of intensity"
)

// row is a note: it is made if it holds of somebody.
type row struct {
	kind Kind
	// say has NAMES for all of whom it holds, a few if they are many, and NAME for the first.
	say string
	of  func(w *war) []string
}

// rows are doubts, and then silent choices that matter, with how to write them otherwise.
var rows = []row{
	{Answer, "there is no third party: nobody mediates, and no regime differs from another", when(func(w *war) bool { return len(w.Mediator) == 0 })},
	{Answer, "both sides stand on one side of the axis of bias, so they open at the same positions, and a bias favours both: NAMES; otherwise as party.PARTY.side = -1", oneSided},
	{Answer, "optimism sums to NAMES: 1 is neutral, where what one side expects of the war the other grants it; above it there is less to bargain over, below it more", extremes},
	{Answer, "the lead can change no act: NAMES", idle},
	{Doubt, "the lead does not lead all the time: NAMES", partly},
	{Answer, "acceptance_as_lead counts only where that third party leads: NAMES", thirds(func(k key) bool {
		a := &k.third().AcceptanceAsLead
		return a.From != nil && a.From.At.File == fault.SetOrigin && !k.leading()
	})},
	{Doubt, "patron of a party that its bias is against: NAMES", thirds(func(k key) bool {
		m := k.third()
		return slices.ContainsFunc(m.PatronOf.V, func(id string) bool {
			side := float64(form.Find(k.Party, id).Side.V)
			return side != 0 && max(m.Bias.V.Low*side, m.Bias.V.High*side) < 0
		})
	})},
	{Doubt, "the same name: NAMES", sameNames},
	{Doubt, "does nothing, having no role in which it reaches anybody: NAMES", thirds(func(k key) bool { return !k.plans(scripted) && !k.acts() })},
	{Doubt, "does nothing, being scripted without an [act]: NAMES", thirds(func(k key) bool {
		return k.plans(scripted) && !slices.ContainsFunc(k.Act, func(a *form.Act) bool { return a.Mediator.V == k.last() })
	})},
	{Doubt, "wants no settlement, so that it does nothing but press a side against one, if it can: NAMES", thirds(func(k key) bool {
		return !k.plans(scripted) && !k.plans(spoiler) && k.acts() && !k.c.Wants(k.i())
	})},
	{Doubt, "a spoiler without a role in which a second actor hurts, or leverage to press with: NAMES", thirds(func(k key) bool {
		return k.plans(spoiler) && !k.playsAny(func(r sim.Role) bool { return r == sim.Inducer || sim.Roles[r].Duplicate == sim.DuplicationHurts })
	})},
	{Doubt, "a side does not admit it at all, and what it does as facilitator, envisioner, messenger or unofficial convener counts only if it reaches all sides: NAMES",
		thirds(func(k key) bool {
			return !k.plans(scripted) && k.playsAny(func(r sim.Role) bool { return sim.Roles[r].AllSides }) &&
				slices.ContainsFunc(k.Party, func(p *form.Party) bool {
					return p.Essential.V && k.c.Most(sim.NumberConsent, k.i(), form.At(k.Party, p.ID)) == 0
				})
		})},
	{Doubt, "capacity is a whole number of acts: NAMES", capacities},
	{Doubt, "on no front, and its signature is not needed, so that it decides nothing: NAMES", func(w *war) []string {
		return form.Where(w.Party, func(p *form.Party) bool { return !p.Essential.V && !w.onFront(p.ID) })
	}},
	{Doubt, "ideal is coded and position is not, so it opens at the end of the scale: NAMES", func(w *war) (names []string) {
		for _, k := range w.Issue {
			for i, x := range k.Ideal {
				if x.From != nil && k.Position[i].From == nil {
					names = append(names, k.ID+" of "+x.ID)
				}
			}
		}
		return names
	}},
	{Doubt, "the sides open at one position, so there is nothing to settle: NAMES", func(w *war) []string {
		return form.Where(w.Issue, func(k *form.Issue) bool { return oneSided(w) == nil && w.settledAlready(k) })
	}},
	{Doubt, "issues that nobody cares about (salience 0), so that they never come up and are not needed: NAMES",
		func(w *war) []string { return form.Where(w.Issue, uncared) }},
	{Doubt, "a framework covers several issues, and these are alone in their cluster: NAMES", loneClusters},
	{Doubt, "the fighting is never below 0.2 of 4: NAMES", func(w *war) []string {
		return form.Where(w.Front, func(f *form.Front) bool { return f.Intensity.V.High < 0.2 })
	}},
	{Answer, wearsOff, endless(Answer)},
	{Doubt, wearsOff, endless(Doubt)},

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
		thirds(func(k key) bool {
			roles := k.third().Roles
			return len(roles) > 0 && !slices.ContainsFunc(roles, func(c *form.Coded) bool { return c.From != nil || c.Why != "" })
		})},
	{Says, "nobody is capable enough to chair the talks, as a facilitator above 0.75: those who try are observers, of whom a quarter counts",
		when(func(w *war) bool { return len(w.Mediator) > 0 && !w.c.CanChair() })},
	{Says, "no salience is coded, so all issues weigh alike: NAMES; otherwise as issue.ISSUE.salience.NAME = [4]", func(w *war) []string {
		return form.Where(w.OnFronts(), func(p *form.Party) bool {
			return len(w.Issue) > 1 && !slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return form.Find(k.Salience, p.ID).From != nil })
		})
	}},
	{Says, "on no front and without a coded status_quo, so that life without a settlement is worth 0 and any settlement is better: NAMES; otherwise as party.NAME.status_quo = [0.5]", func(w *war) []string {
		return form.Where(w.Party, func(p *form.Party) bool { return p.Essential.V && p.StatusQuo.From == nil && !w.onFront(p.ID) })
	}},
	{Says, "no name, so that texts have the id: NAMES", nameless},
	{Says, "coded for nobody, so the default holds: NAMES", defaulted},
	{Says, "a plain number is exact, and one in brackets has a margin: NAMES", exact},
	{Says, "no acceptance as lead is coded, so it follows from preferred settlements and consent: NAMES; otherwise as mediator.NAME.acceptance_as_lead = [0.5]",
		thirds(func(k key) bool {
			return k.arm.Lead >= 0 && !k.arm.AcceptanceSet && !k.third().AcceptanceAsLead.Set && k.leading()
		})},
	{Says, "no links, so patrons of opposed sides never agree in pairs on when to push; otherwise as link.NAME = [0.4]", unlinked},
	{Says, "consensus_coded acts on preferred settlements only, as every interest is coded; an interest that is not follows from consensus and bias", when(func(w *war) bool {
		return w.Coordination.ConsensusCoded.From != nil && !slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool { return !m.Interest.Set }) &&
			slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool { return !m.Outline.Set })
	})},
	{Says, "after the horizon, so only a settlement that is being carried out meets the shock: NAMES; months says how long the war is followed",
		shocks(func(k key, _ *form.Shock) bool { return k.shock().Start >= k.c.Months })},
	{Says, wearsOff, endless(Says)},
	{Says, holdsOn, ending},
	{Says, "after the horizon, so only a settlement that is being carried out meets the third party: NAMES",
		thirds(func(k key) bool { return k.c.Mediators[k.i()].Enter >= k.c.Months })},
	{Says, "every essential issue is agreed at time zero, so that only signatures are left", when(func(w *war) bool {
		return slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return k.Agreed.Set }) &&
			!slices.ContainsFunc(w.Issue, func(k *form.Issue) bool { return k.Essential.V && !k.Agreed.Set })
	})},
	{Says, "a settlement is not followed once it is signed, so none is said to be kept: implementation = 0", when(func(w *war) bool { return w.c.Implementation == 0 })},
}

// when something holds of the war.
func when(holds func(w *war) bool) func(*war) []string {
	return func(w *war) (names []string) {
		if holds(w) {
			names = []string{""}
		}
		return names
	}
}

// thirds of whom something holds.
func thirds(holds func(k key) bool) func(*war) []string {
	return func(w *war) []string {
		return form.Where(w.Mediator, func(m *form.Mediator) bool { return holds(key{w, []string{"mediator", m.ID}}) })
	}
}

// shocks of which something holds.
func shocks(holds func(k key, given *form.Shock) bool) func(*war) []string {
	return func(w *war) []string {
		return form.Where(w.Shock, func(s *form.Shock) bool { return holds(key{w, []string{"shock", s.ID}}, s) })
	}
}

func (k key) plans(strategy string) bool { return k.third().Strategy.V == strategy }

// index of a mediator in the configuration.
func (w *war) index(id string) int {
	return slices.IndexFunc(w.c.Mediators, func(m sim.Mediator) bool { return m.ID == id })
}

func (w *war) month(round int) string { return (w.c.Start + sim.Month(round)).String() }

func (w *war) anyCoded(holds func(c *form.Coded) bool) bool {
	for c := range form.Each[*form.Coded](w.Document) {
		if c.From != nil && holds(c) {
			return true
		}
	}
	return false
}

// idle says why the lead can change no act.
func idle(w *war) []string {
	if w.arm.Lead < 0 || w.arm.CoChairs.Len() > 0 || w.arm.Successors[0].From > 0 || w.c.Idle(w.arm) == "" {
		return nil
	}
	return []string{w.c.Mediators[w.arm.Lead].ID + ", " + w.c.Idle(w.arm)}
}

// capacities that lie between two whole numbers.
func capacities(w *war) (names []string) {
	for _, m := range w.Mediator {
		v, given := m.Capacity.V, m.Capacity.Coder
		if given == nil {
			given = []float64{v.Low}
		}
		if slices.ContainsFunc(given, func(x float64) bool { return x != float64(int(x)) }) && int(v.Low+0.5) == int(v.High+0.5) {
			names = append(names, fmt.Sprintf("that of %s is read as %d", m.ID, int(v.Low+0.5)))
		}
	}
	return names
}

// oneSided are the adversaries on one side, by front.
func oneSided(w *war) (names []string) {
	for _, f := range w.Front {
		if a, b := form.Find(w.Party, f.First.V), form.Find(w.Party, f.Second.V); a.Side.V == b.Side.V {
			names = append(names, a.ID+" and "+b.ID)
		}
	}
	return names
}

// loneClusters are issues without another in their cluster, where it is spelt like one or there
// is none of several.
func loneClusters(w *war) (names []string) {
	clusters := form.Collect(w.Issue, func(k *form.Issue) string { return k.Cluster.V })
	others := func(i int) []string { return slices.Delete(slices.Clone(clusters), i, i+1) }
	several := false
	for i, k := range w.Issue {
		several = several || k.Cluster.Set && slices.Contains(others(i), k.Cluster.V)
	}
	for i, k := range w.Issue {
		if k.Cluster.Set && !slices.Contains(others(i), k.Cluster.V) && (!several || fault.Nearest(k.Cluster.V, others(i)) != "") {
			names = append(names, k.ID)
		}
	}
	return names
}

// ending are shocks with an end, where no other note says what a point is worth.
func ending(w *war) []string {
	for _, kind := range []Kind{Says, Doubt, Answer} {
		if len(endless(kind)(w)) > 0 {
			return nil
		}
	}
	return shocks(func(k key, given *form.Shock) bool {
		return given.End.Set && wears(k.shock()) && k.shock().Start < k.c.Months
	})(w)
}

// endless are shocks without an end: whoever sets one waits for its effect, and a file that gives others
// an end means it.
func endless(kind Kind) func(*war) []string {
	return shocks(func(k key, given *form.Shock) bool {
		own := Doubt
		switch {
		case given.Start.From.At.File == fault.SetOrigin:
			own = Answer
		case slices.ContainsFunc(k.Shock, func(s *form.Shock) bool { return s.End.Set }):
			own = Says
		}
		return own == kind && !given.End.Set && k.shock().Start < k.c.Months && wears(k.shock())
	})
}

// wears says whether a shock has an effect that wears off.
func wears(s *sim.Shock) bool {
	return s.Violence != 0 || slices.ContainsFunc(s.Pressure, func(x float64) bool { return x != 0 })
}

// extremes are sums of what both ends of a front expect of the war that are far from 1.
func extremes(w *war) (names []string) {
	for _, f := range w.c.Fronts {
		a, b := &w.c.Parties[f.First], &w.c.Parties[f.Second]
		sum := (a.Optimism.Low + a.Optimism.High + b.Optimism.Low + b.Optimism.High) / 2
		if w.c.Fallback == sim.FallbackHeld && (sum < 1-farFromNeutral || sum > 1+farFromNeutral) {
			names = append(names, fmt.Sprintf("%.2f (%s and %s)", sum, a.ID, b.ID))
		}
	}
	return names
}

// partly says who leads in which months, if it is not all of them.
func partly(w *war) (names []string) {
	months := 0
	for _, t := range w.c.Terms(w.arm) {
		when := " never"
		if t.Until > 0 {
			when = fmt.Sprintf(" from %s to %s", w.month(t.From), w.month(t.Until-1))
		}
		names, months = append(names, w.c.Mediators[t.Lead].ID+when), months+t.Until-t.From
	}
	if months == w.c.Months || w.arm.Lead < 0 || len(idle(w)) > 0 {
		return nil
	}
	return []string{fmt.Sprintf("%s, %d of %d months", strings.Join(names, ", "), months, w.c.Months)}
}

// sameNames are ids of actors, issues or shocks that bear one name.
func sameNames(w *war) (names []string) {
	named := func(id string, name form.Text) [2]string {
		return [2]string{id, strings.ToLower(strings.TrimSpace(name.V))}
	}
	parties := form.Collect(w.Party, func(p *form.Party) [2]string { return named(p.ID, p.Name) })
	thirds := form.Collect(w.Mediator, func(m *form.Mediator) [2]string { return named(m.ID, m.Name) })
	for _, list := range [][][2]string{
		append(parties, thirds...),
		form.Collect(w.Issue, func(k *form.Issue) [2]string { return named(k.ID, k.Name) }),
		form.Collect(w.Shock, func(s *form.Shock) [2]string { return named(s.ID, s.Name) }),
	} {
		for i, b := range list {
			if at := slices.IndexFunc(list, func(a [2]string) bool { return a[1] == b[1] }); at < i && b[1] != "" {
				names = append(names, list[at][0]+" and "+b[0])
			}
		}
	}
	return names
}

// common are ids of parties and third parties that read as what they are.
var common = strings.Fields("government opposition rebels insurgents army church north south east west neighbour patron mediator")

// nameless are actors whose id is a proper name or an abbreviation, and issues whose id is no word.
func nameless(w *war) []string {
	unnamed := func(i form.Item, name form.Text, word bool) string {
		if word || name.Given() {
			return ""
		}
		return i.Path
	}
	names := slices.Concat(
		form.Collect(w.Party, func(p *form.Party) string { return unnamed(p.Item, p.Name, slices.Contains(common, p.ID)) }),
		form.Collect(w.Mediator, func(m *form.Mediator) string { return unnamed(m.Item, m.Name, slices.Contains(common, m.ID)) }),
		form.Collect(w.Issue, func(k *form.Issue) string {
			return unnamed(k.Item, k.Name, len(k.ID) > 3 && !strings.ContainsAny(k.ID, "_-0123456789"))
		}))
	return slices.DeleteFunc(names, func(name string) bool { return name == "" })
}

// settledAlready says whether all who must agree on an issue open at one position.
func (w *war) settledAlready(k *form.Issue) bool {
	var at []sim.Coded
	for i, p := range w.Party {
		if p.Essential.V {
			at = append(at, k.Position[i].V)
		}
	}
	return len(at) > 1 && at[0].IsExact() && !slices.ContainsFunc(at, func(x sim.Coded) bool { return x != at[0] })
}

// unlinked is a pair of patrons of opposed sides, where no link is given.
func unlinked(w *war) []string {
	for b := range w.c.Mediators {
		for a := range b {
			if len(w.c.Links) == 0 && w.c.CanAgree(&sim.Link{A: a, B: b}) {
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
	for l := range form.Each[*form.Coded](w.Document) {
		if l.Field.Def == "" || l.Table() == "talks" || l.Field.Scale == "status_quo" || l.Field.Scale == "capacity" {
			continue
		}
		key := l.Table() + " " + l.Field.Name + " " + l.Field.Def
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
		given[key] = given[key] || l.From != nil
	}
	if keys = slices.DeleteFunc(keys, func(key string) bool { return given[key] }); len(keys) > 0 {
		return []string{strings.Join(keys, ", ") + "; how to code one: parley list keys " + strings.Fields(keys[0])[1]}
	}
	return nil
}

// exact numbers of files, if others have a margin: how many, in which keys, and the first.
// The ends of an issue's scale and a capability of 0 want none.
func exact(w *war) []string {
	var plain *form.Coded
	n, keys, margins := 0, []string(nil), false
	for c := range form.Each[*form.Coded](w.Document) {
		if c.From == nil || c.From.At.File == fault.SetOrigin || len(c.Coder) > 0 || c.From.IsTable() {
			margins = margins || !c.V.IsExact()
			continue
		}
		if x, scale := c.V.Low, c.Field.Scale; x == 0 && scale == "capability" || (x == 0 || x == 1) && scale == "position" {
			continue
		}
		if n++; plain == nil {
			plain = c
		}
		if !slices.Contains(keys, c.Field.Name) {
			keys = append(keys, c.Field.Name)
		}
	}
	if n == 0 || !margins {
		return nil
	}
	return []string{fmt.Sprintf("%d coded numbers are plain (%s); otherwise as %s = [%s]", n, first(4, 1, keys), plain.Path, plain.From.Render())}
}
