package notes

import (
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// silence is a number that nothing reads in this war.
type silence struct {
	// keys in a pattern, * for each id.
	keys []string
	why  string
	of   func(w *war, k key) bool
}

// silences are looked through in their order, and the first that holds is told.
var silences = []silence{
	{[]string{"party.*.faction.*.share"}, "a faction has a name in the chronicle if it breaks a ceasefire, and nothing else follows from it",
		func(*war, key) bool { return true }},
	{[]string{"shock.*.pressure.*"}, "after the horizon nobody bargains any more", func(w *war, k key) bool {
		return w.shock(k.ids[0]).Start >= w.c.Months
	}},
	{[]string{"shock.*.interest.*", "shock.*.bias.*", "shock.*.outline.*", "shock.*.resolve.*", "shock.*.autonomy.*", "shock.*.acceptance_as_lead.*",
		"shock.*.leverage.*.*", "shock.*.consent.*.*"}, "that third party is gone by then", func(w *war, k key) bool {
		return w.c.Mediators[w.third(k.mediator())].Exit <= w.shock(k.ids[0]).Start
	}},
	{[]string{"mediator.*.leverage.*", "shock.*.leverage.*.*"}, "leverage acts through the roles inducer, decoupler and enforcer, and none of these has any reach for them",
		func(w *war, k key) bool {
			return w.thirdOf(k).Strategy.V != weighted && !w.c.Rests(w.third(k.mediator()), sim.NumberLeverage)
		}},
	{[]string{"mediator.*.resolve", "shock.*.resolve.*"}, "resolve acts through the roles inducer, decoupler, enforcer and guarantor, and none of these has any reach for them",
		func(w *war, k key) bool { return !w.c.Rests(w.third(k.mediator()), sim.NumberResolve) }},
	{[]string{"mediator.*.bias", "shock.*.bias.*"}, "beside interest and outline that are coded, or in a shock, bias acts through the roles explorer, legitimiser and enforcer and in a lead, and they are none of these",
		func(w *war, k key) bool {
			m, i := w.thirdOf(k), w.third(k.mediator())
			return (m.Interest.Set && m.Outline.Set || k.table == "shock") && !slices.Contains(w.leads(), i) &&
				!w.c.Rests(i, sim.NumberBias) && !w.c.Plays(i, sim.Legitimiser) && !w.c.Plays(i, sim.Enforcer)
		}},
	{[]string{"mediator.*.roles.*"}, "the role is switched off", func(w *war, k key) bool {
		r, _ := sim.RoleByID(k.ids[1])
		return w.c.RolesOff[r]
	}},
	{[]string{"mediator.*.roles.*"}, "what the role takes besides, consent, or leverage and resolve, is 0", func(w *war, k key) bool {
		i := w.third(k.mediator())
		r, _ := sim.RoleByID(k.ids[1])
		m := w.c.Mediators[i]
		return m.Capability[r].High > 0 && !w.c.Plays(i, r)
	}},
	{[]string{"mediator.*.autonomy", "mediator.*.acceptance_as_lead", "shock.*.autonomy.*", "shock.*.acceptance_as_lead.*"}, "who wants no settlement neither leads nor follows",
		func(w *war, k key) bool { return !w.c.Wants(w.third(k.mediator())) }},
	{[]string{"mediator.*.acceptance_as_lead"}, "coordination.acceptance stands in its place, whoever leads", func(w *war, _ key) bool { return w.arm.AcceptanceSet }},
	{[]string{"link.*.*"}, "only patrons of opposed sides agree in pairs, and at most one of the two can press a side, or both the same one",
		func(w *war, k key) bool {
			l := sim.Link{A: w.third(k.ids[0]), B: w.third(k.ids[1])}
			return !w.c.CanAgree(&l)
		}},
	{[]string{"party.*.status_quo", "shock.*.status_quo.*"}, "status_quo is that of a party on no front", func(w *war, k key) bool {
		return w.onFront(k.party()) && !slices.ContainsFunc(w.c.Parties, func(p sim.Party) bool { return p.Enter > 0 || p.Exit > 0 })
	}},
	{[]string{"party.*.strength_share", "party.*.optimism", "shock.*.strength_share.*", "shock.*.optimism.*"}, "the party is on no front",
		func(w *war, k key) bool { return !w.onFront(k.party()) }},
	{[]string{"party.*.strength_share", "shock.*.strength_share.*"}, "the odds of its fronts are coded", func(w *war, k key) bool {
		return !slices.ContainsFunc(w.Front, func(f *form.Front) bool {
			return !f.Odds.Set && (f.First.V == k.party() || f.Second.V == k.party())
		})
	}},
	{[]string{"party.*.skill", "shock.*.skill.*", "issue.*.position.*", "issue.*.ideal.*"}, "the party's signature is not needed, so it does not bargain",
		func(w *war, k key) bool {
			return !form.Find(w.Party, k.party()).Essential.V
		}},
	{[]string{"issue.*.salience.*"}, "there is one issue only, and saliences are relative", func(w *war, _ key) bool { return len(w.Issue) == 1 }},
	{[]string{"issue.*.position.*", "issue.*.ideal.*", "issue.*.agreed"}, "nobody cares about the issue: its saliences are 0", func(w *war, k key) bool {
		return !slices.ContainsFunc(form.Find(w.Issue, k.ids[0]).Salience, func(s *form.CodedOf) bool { return s.Value.V.High > 0 })
	}},
	{[]string{"act.*.effort"}, "its mediator has nothing to bring in that role", func(w *war, k key) bool { return w.vain(form.Find(w.Act, k.ids[0])) }},
	{[]string{"coordination.acceptance", "coordination.mechanisms", "coordination.costs", "coordination.from"}, "nobody leads: there is no coordination.lead",
		func(w *war, _ key) bool { return w.arm.Lead < 0 }},
	{[]string{"coordination.consensus_coded"}, "every interest and outline is coded; an interest that is not follows from consensus and bias", func(w *war, _ key) bool {
		return len(w.Mediator) > 0 && !slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool { return !m.Outline.Set || !m.Interest.Set })
	}},
}

const weighted = "weighted" // a strategy that looks at consent and leverage themselves

// silences of the war, a note for each kind, with their paths.
func (w *war) silences() []Note {
	paths, kinds := make([][]string, len(silences)), make([]Kind, len(silences))
	form.Visitor{Leaf: func(v form.Value) {
		l := v.Base()
		if !l.Given() || l.Field.Kind == form.KindText {
			return
		}
		for i := range silences {
			if k, ok := silences[i].matched(l.Path); ok && silences[i].of(w, k) {
				paths[i], kinds[i] = append(paths[i], l.Path), max(kinds[i], Doubt)
				if l.From.At.File == fault.SetOrigin {
					kinds[i] = Answer // whoever set it waits for its effect
				}
				return
			}
		}
	}}.Document(w.Document)
	var list []Note
	for i, p := range paths {
		if len(p) > 0 {
			list = append(list, Note{Text: "no effect: " + few(shortened(p)) + ": " + silences[i].why, Kind: kinds[i], Paths: p})
		}
	}
	return list
}

// shortened paths name a mediator's number once, not for each party.
func shortened(paths []string) (short []string) {
	for _, p := range paths {
		if key := strings.Split(p, "."); key[0] == "mediator" && len(key) == 4 && key[2] != "roles" {
			p = strings.Join(key[:3], ".")
		}
		if !slices.Contains(short, p) {
			short = append(short, p)
		}
	}
	return short
}

// key is a path with the ids in it.
type key struct {
	table string
	ids   []string
}

func (k key) party() string { return k.ids[len(k.ids)-1] }

// mediator whose number it is, or whose number a shock changes.
func (k key) mediator() string {
	if k.table == "shock" {
		return k.ids[1]
	}
	return k.ids[0]
}

// matched reads a path that has the pattern of one of the keys.
func (s *silence) matched(path string) (k key, ok bool) {
	parts := strings.Split(path, ".")
	for _, pattern := range s.keys {
		k = key{table: parts[0]}
		want := strings.Split(pattern, ".")
		if ok = len(want) == len(parts); !ok {
			continue
		}
		for i := range want {
			if want[i] == "*" {
				k.ids = append(k.ids, parts[i])
			} else {
				ok = ok && want[i] == parts[i]
			}
		}
		if ok {
			return k, true
		}
	}
	return k, false
}

func (w *war) shock(id string) *sim.Shock { return &w.c.Shocks[form.At(w.Shock, id)] }

func (w *war) thirdOf(k key) *form.Mediator { return form.Find(w.Mediator, k.mediator()) }

func (w *war) onFront(party string) bool {
	return form.At(w.OnFronts(), party) >= 0
}

// vain says whether an act can bring nothing to anybody.
func (w *war) vain(a *form.Act) bool {
	r, _ := sim.RoleByID(a.Role.V)
	i := w.third(a.Mediator.V)
	if a.Party.Set {
		return w.c.Reach(i, r, form.At(w.Party, a.Party.V)) == 0
	}
	return !w.c.Plays(i, r)
}
