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
)

// doubts about the war as a whole, and on what has another effect than its name promises.
var doubts = []row{
	{Answer, "there is no third party: nobody mediates, and no regime differs from another", when(func(w *war) bool { return len(w.Mediator) == 0 })},
	{Answer, "both sides stand on one side of the axis of bias, so they open at the same positions, and a bias favours both: NAMES; otherwise as party.PARTY.side = -1", oneSided},
	{Answer, "optimism sums to NAMES: 1 is neutral, where what one side expects of the war the other grants it; above it there is less to bargain over, below it more", extremes},
	{Answer, "the lead can change no act: NAMES", func(w *war) []string {
		if w.arm.Lead < 0 || len(w.leads()) > 1 {
			return nil
		}
		if why := w.c.Idle(w.arm); why != "" {
			return []string{w.c.Mediators[w.arm.Lead].ID + ", " + why}
		}
		return nil
	}},
	{Doubt, "the lead does not lead all the time: NAMES", partly},
	{Doubt, "patron of a party that its bias is against: NAMES", thirds(func(w *war, _ int, m *form.Mediator) bool {
		return slices.ContainsFunc(m.PatronOf.V, func(id string) bool {
			side := float64(form.Find(w.Party, id).Side.V)
			return side != 0 && max(m.Bias.V.Low*side, m.Bias.V.High*side) < 0
		})
	})},
	{Doubt, "the same name: NAMES", sameNames},
	{Doubt, "does nothing, having no role in which it reaches anybody: NAMES", thirds(func(w *war, i int, m *form.Mediator) bool {
		return m.Strategy.V != scripted && !w.acts(i)
	})},
	{Doubt, "does nothing, being scripted without an [act]: NAMES", thirds(func(w *war, _ int, m *form.Mediator) bool {
		return m.Strategy.V == scripted && !slices.ContainsFunc(w.Act, func(a *form.Act) bool { return a.Mediator.V == m.ID })
	})},
	{Doubt, "wants no settlement, so that it does nothing but press a side against one, if it can: NAMES", thirds(func(w *war, i int, m *form.Mediator) bool {
		return m.Strategy.V != scripted && m.Strategy.V != spoiler && w.acts(i) && !w.c.Wants(i)
	})},
	{Doubt, "a spoiler without a role in which a second actor hurts, or leverage to press with: NAMES", thirds(func(w *war, i int, m *form.Mediator) bool {
		return m.Strategy.V == spoiler && !w.playsAny(i, func(r sim.Role) bool { return r == sim.Inducer || sim.Roles[r].Duplicate == sim.DuplicationHurts })
	})},
	{Doubt, "a side does not admit it at all, and what it does as facilitator, envisioner, messenger or unofficial convener counts only if it reaches all sides: NAMES",
		thirds(func(w *war, i int, m *form.Mediator) bool {
			return m.Strategy.V != scripted && w.playsAny(i, func(r sim.Role) bool { return sim.Roles[r].AllSides }) &&
				slices.ContainsFunc(w.Party, func(p *form.Party) bool {
					return p.Essential.V && w.c.Most(sim.NumberConsent, i, form.At(w.Party, p.ID)) == 0
				})
		})},
	{Doubt, "capacity is a whole number of acts: NAMES", func(w *war) (names []string) {
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
	}},
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
	{Doubt, "issues that nobody cares about (salience 0), so that they never come up and are not needed: NAMES", func(w *war) []string {
		return form.Where(w.Issue, func(k *form.Issue) bool {
			return !slices.ContainsFunc(k.Salience, func(s *form.CodedOf) bool { return s.Value.V.High > 0 })
		})
	}},
	{Doubt, "a framework covers several issues, and these are alone in their cluster: NAMES", loneClusters},
	{Doubt, "the fighting is never below 0.2 of 4: NAMES", func(w *war) []string {
		return form.Where(w.Front, func(f *form.Front) bool { return f.Intensity.V.High < 0.2 })
	}},
	{Answer, wearsOff, endless(Answer)},
	{Doubt, wearsOff, endless(Doubt)},
}

func (w *war) acts(i int) bool { return w.playsAny(i, func(sim.Role) bool { return true }) }

// playsAny says whether mediator i can bring something in a role of a kind.
func (w *war) playsAny(i int, of func(sim.Role) bool) bool {
	for r := range sim.NumRoles {
		if of(r) && w.c.Plays(i, r) {
			return true
		}
	}
	return false
}

func (w *war) anyCoded(holds func(c *form.Coded) bool) (any bool) {
	form.Visitor{Leaf: func(v form.Value) {
		c, ok := v.(*form.Coded)
		any = any || ok && c.From != nil && holds(c)
	}}.Document(w.Document)
	return any
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
	var clusters []string
	several := false
	for _, k := range w.Issue {
		several = several || k.Cluster.Set && slices.Contains(clusters, k.Cluster.V)
		clusters = append(clusters, k.Cluster.V)
	}
	for i, k := range w.Issue {
		others := slices.Delete(slices.Clone(clusters), i, i+1)
		if k.Cluster.Set && !slices.Contains(others, k.Cluster.V) && (!several || fault.Nearest(k.Cluster.V, others) != "") {
			names = append(names, k.ID)
		}
	}
	return names
}

const (
	wearsOff   = "shocks that last one month, as they have no end, and wear off: NAMES; " + pointWorth + ", and less each month after"
	holdsOn    = "shocks that last to their end: NAMES; in each of their months " + pointWorth
	pointWorth = "a point of pressure is worth 0.05 of value, one of violence half a step of intensity"
)

// ending are shocks with an end, where no other note says what a point is worth.
func ending(w *war) []string {
	for _, kind := range []Kind{Says, Doubt, Answer} {
		if endless(kind)(w) != nil {
			return nil
		}
	}
	return shocks(func(w *war, s *sim.Shock, given *form.Shock) bool {
		return given.End.Set && wears(s) && s.Start < w.c.Months
	})(w)
}

// endless are shocks without an end: whoever sets one waits for its effect, and a file that gives others
// an end means it.
func endless(kind Kind) func(*war) []string {
	return shocks(func(w *war, s *sim.Shock, given *form.Shock) bool {
		own := Doubt
		switch {
		case given.Start.From.At.File == fault.SetOrigin:
			own = Answer
		case slices.ContainsFunc(w.Shock, func(s *form.Shock) bool { return s.End.Set }):
			own = Says
		}
		return own == kind && !given.End.Set && s.Start < w.c.Months && wears(s)
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

// partly says in which months the lead leads, if it is not all of them.
func partly(w *war) []string {
	if w.arm.Lead < 0 || w.c.Idle(w.arm) != "" || w.arm.Successors[0].From > 0 {
		return nil
	}
	m := &w.c.Mediators[w.arm.Lead]
	from, to := max(w.arm.From, m.Enter), min(w.c.Months, m.Exit)
	if from == 0 && to == w.c.Months {
		return nil
	}
	return []string{fmt.Sprintf("%s from %s to %s, %d of %d months", m.ID, w.month(from), w.month(to-1), to-from, w.c.Months)}
}

// sameNames are ids of actors, issues or shocks that bear one name.
func sameNames(w *war) (names []string) {
	for _, list := range [][][2]string{
		append(form.Collect(w.Party, func(p *form.Party) [2]string { return [2]string{p.ID, p.Name.V} }),
			form.Collect(w.Mediator, func(m *form.Mediator) [2]string { return [2]string{m.ID, m.Name.V} })...),
		form.Collect(w.Issue, func(k *form.Issue) [2]string { return [2]string{k.ID, k.Name.V} }),
		form.Collect(w.Shock, func(s *form.Shock) [2]string { return [2]string{s.ID, s.Name.V} }),
	} {
		for i, b := range list {
			at := slices.IndexFunc(list[:i], func(a [2]string) bool { return strings.EqualFold(strings.TrimSpace(a[1]), strings.TrimSpace(b[1])) })
			if at >= 0 && b[1] != "" {
				names = append(names, list[at][0]+" and "+b[0])
			}
		}
	}
	return names
}

// settledAlready says whether all who must agree on an issue open at one position.
func (w *war) settledAlready(k *form.Issue) bool {
	var at []sim.Coded
	for i, p := range w.Party {
		if p.Essential.V {
			at = append(at, k.Position[i].Value.V)
		}
	}
	return len(at) > 1 && at[0].IsExact() && !slices.ContainsFunc(at, func(x sim.Coded) bool { return x != at[0] })
}
