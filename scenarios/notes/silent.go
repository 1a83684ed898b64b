package notes

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/agents"
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
	{[]string{"party.*.faction.*.share"}, "a faction is a name in the chronicle for who broke a ceasefire",
		func(*war, key) bool { return true }},
	{[]string{"shock.*.pressure.*"}, "after the horizon nobody bargains any more", func(w *war, k key) bool {
		return w.shock(k.ids[0]).Start >= w.c.Months
	}},
	{[]string{"shock.*.interest.*", "shock.*.bias.*", "shock.*.outline.*", "shock.*.resolve.*", "shock.*.autonomy.*", "shock.*.acceptance_as_lead.*",
		"shock.*.leverage.*.*", "shock.*.consent.*.*"}, "that third party is gone by then", func(w *war, k key) bool {
		return w.c.Mediators[w.third(k.mediator())].Exit <= w.shock(k.ids[0]).Start
	}},
	{[]string{"shock.*.interest.*", "shock.*.bias.*", "shock.*.outline.*", "shock.*.resolve.*", "shock.*.autonomy.*", "shock.*.leverage.*.*",
		"shock.*.consent.*.*", "shock.*.skill.*", "shock.*.status_quo.*"}, "it is at that end of its scale already", (*war).atEnd},
	{[]string{"mediator.*.leverage.*", "mediator.*.resolve", "shock.*.leverage.*.*", "shock.*.resolve.*"},
		"they act through inducer, decoupler and enforcer (resolve through guarantor too), roles in which it has no reach",
		func(w *war, k key) bool {
			if k.number == "resolve" {
				return !w.c.Rests(w.third(k.mediator()), sim.NumberResolve)
			}
			looked := w.setting(k, "leverage") // of a strategy that weighs leverage itself
			return !(looked < 0 || looked > 0) && !w.c.Rests(w.third(k.mediator()), sim.NumberLeverage)
		}},
	{[]string{"mediator.*.consent.*", "shock.*.consent.*.*"}, "no role in which it has reach asks for consent", func(w *war, k key) bool {
		i, weighed := w.third(k.mediator()), w.setting(k, "consent")
		unled := w.thirdOf(k).AcceptanceAsLead.Set || w.arm.AcceptanceSet || !slices.Contains(w.leads(), i)
		return unled && !(weighed < 0 || weighed > 0) && !w.c.Rests(i, sim.NumberConsent) && !w.queues()
	}},
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
	{[]string{"link.*.*"}, "only patrons who can press opposed sides agree in pairs",
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
	{[]string{"party.*.settings.*"}, "of a party whose signature is not needed only what it does about truces counts", func(w *war, k key) bool {
		return !form.Find(w.Party, k.ids[0]).Essential.V && !slices.Contains(ofTruces, k.ids[1])
	}},
	{[]string{"party.*.settings.*"}, "the party is on no front that a truce binds", func(w *war, k key) bool {
		return slices.Contains(ofTruces[:truceOnly], k.ids[1]) && (!w.onFront(k.ids[0]) || !form.Find(w.Party, k.ids[0]).AtTable.V)
	}},
	{[]string{"party.*.settings.memory", "party.*.settings.patience"}, "at retaliation 0, and least as much as most, good faith moves nothing", func(w *war, k key) bool {
		p := form.Find(w.Party, k.ids[0])
		return form.Find(p.Settings, "retaliation").Value.V == 0 && form.Find(p.Settings, "least").Value.V == form.Find(p.Settings, "most").Value.V
	}},
	{[]string{"mediator.*.settings.*"}, "its third party does nothing by itself", func(w *war, k key) bool {
		m, i := w.thirdOf(k), w.third(k.mediator())
		return !w.acts(i) || m.Strategy.V != spoiler && m.Interest.Set && m.Interest.V == sim.Exact(0) && !w.c.Wants(i)
	}},
	{[]string{"mediator.*.settings.*"}, "its third party has no reach in that role", func(w *war, k key) bool {
		r, ok := sim.RoleByID(k.ids[1])
		return ok && !w.c.Plays(w.third(k.mediator()), r)
	}},
	{[]string{"mediator.*.settings.beyond"}, "it has no reach in a role beyond the repertoire", func(w *war, k key) bool {
		i := w.third(k.mediator())
		return !w.playsAny(i, func(r sim.Role) bool { return agents.Beyond(w.thirdOf(k).Strategy.V, r) })
	}},
	{[]string{"mediator.*.settings.hot", "mediator.*.settings.late"}, "at beyond 1 all phases are alike", func(w *war, k key) bool { return w.setting(k, "beyond") == 1 }},
	{[]string{"mediator.*.settings.*"}, "at gain 0 it learns nothing", func(w *war, k key) bool { return k.ids[1] != "gain" && w.setting(k, "gain") == 0 }},
	{[]string{"mediator.*.settings.*"}, "at memory 1 it learns nothing", func(w *war, k key) bool { return k.ids[1] != "memory" && w.setting(k, "memory") == 1 }},
	{[]string{"mediator.*.settings.noise"}, "nobody sees needs better than with noise, which weighs more here", func(w *war, k key) bool {
		return w.setting(k, "noise") <= math.Abs(w.setting(k, "need"))*sim.NeedNoise
	}},
	{[]string{"issue.*.salience.*"}, "there is one issue only, and saliences are relative", func(w *war, _ key) bool { return len(w.Issue) == 1 }},
	{[]string{"issue.*.position.*", "issue.*.ideal.*", "issue.*.agreed"}, "nobody cares about the issue: its saliences are 0", func(w *war, k key) bool {
		return !slices.ContainsFunc(form.Find(w.Issue, k.ids[0]).Salience, func(s *form.CodedOf) bool { return s.Value.V.High > 0 })
	}},
	{[]string{"act.*.role", "act.*.effort"}, "for one party, in a role that counts only if it reaches all sides", func(w *war, k key) bool {
		a := form.Find(w.Act, k.ids[0])
		r, _ := sim.RoleByID(a.Role.V)
		return a.Party.Set && sim.Roles[r].AllSides
	}},
	{[]string{"act.*.role", "act.*.effort"}, "its mediator has nothing to bring in that role", func(w *war, k key) bool { return w.vain(form.Find(w.Act, k.ids[0])) }},
	{[]string{"shock.*.start"}, "changes nothing", func(w *war, k key) bool {
		return len(w.shock(k.ids[0]).Changes) == 0 && !wears(w.shock(k.ids[0]))
	}},
	{[]string{"shock.*.end"}, "what it changes of coded numbers is for good; only pressure and violence end", func(w *war, k key) bool {
		return len(w.shock(k.ids[0]).Changes) > 0 && !wears(w.shock(k.ids[0]))
	}},
	{[]string{"structure.parties"}, "every party has a strategy of its own", func(w *war, _ key) bool {
		return !slices.ContainsFunc(w.Party, func(p *form.Party) bool { return !p.Strategy.Set })
	}},
	{[]string{"parameters.fatigue"}, "nobody is patron of a party", func(w *war, _ key) bool {
		return !slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool { return len(m.PatronOf.V) > 0 })
	}},
	{[]string{"parameters.coordination_cost"}, "nobody leads, or is charged effort for it", func(w *war, _ key) bool {
		return w.arm.Lead < 0 || !w.arm.Costs.Has(sim.CostEffort)
	}},
	{[]string{"mediator.*.patron_of"}, "those parties have no war_support that would tire a patron", func(w *war, k key) bool {
		return len(w.thirdOf(k).PatronOf.V) > 0 && !w.c.Tires(w.third(k.mediator()))
	}},
	{[]string{"model.third_parties"}, "that many are there, or fewer, so all take part", func(w *war, _ key) bool { return w.Model.ThirdParties.V >= len(w.Mediator) }},
	{[]string{"coding.coder"}, "nobody gives a number of each coder, so one of them is the same as both", func(w *war, _ key) bool {
		return w.Coding.Coder.V != form.Coders[0] && !w.anyCoded(func(c *form.Coded) bool { return len(c.Read) > 0 })
	}},
	{[]string{"coding.margins.*"}, "nothing is coded on that scale", func(w *war, k key) bool {
		return !w.anyCoded(func(c *form.Coded) bool { return c.Field.Scale == k.ids[0] && len(c.Coder) > 0 })
	}},
	{[]string{"coordination.acceptance", "coordination.mechanisms", "coordination.costs", "coordination.from"}, "nobody leads: there is no coordination.lead",
		func(w *war, _ key) bool { return w.arm.Lead < 0 }},
	{[]string{"coordination.consensus_coded"}, "an interest and outline follow from consensus and bias where they are not coded, and all are, or the bias is 0", func(w *war, _ key) bool {
		return len(w.Mediator) > 0 && !slices.ContainsFunc(w.Mediator, func(m *form.Mediator) bool {
			return (!m.Outline.Set || !m.Interest.Set) && m.Bias.V != sim.Exact(0)
		})
	}},
}

// silences of the war, a clause for each and each kind, with their paths.
func (w *war) silences() (list []Note) {
	paths := make([][Answer + 1][]string, len(silences))
	form.Visitor{Leaf: func(v form.Value) {
		l := v.Base()
		if !l.Given() || l.Field.Name == "source" {
			return
		}
		parts := strings.Split(l.Path, ".")
		for i := range silences {
			if k, ok := matched(patterns[i], parts); ok && silences[i].of(w, k) {
				kind := Doubt
				if l.From.At.File == fault.SetOrigin {
					kind = Answer // whoever set it waits for its effect
				}
				paths[i][kind] = append(paths[i][kind], l.Path)
				return
			}
		}
	}}.Document(w.Document)
	for i := range paths {
		for kind, p := range paths[i] {
			if len(p) > 0 {
				list = append(list, Note{Text: shortened(p) + ": " + silences[i].why, Kind: Kind(kind), Paths: p})
			}
		}
	}
	return list
}

// shortened paths name acts and shocks alone, and mediators by their numbers, once for all parties.
func shortened(paths []string) string {
	var short, ids []string
	numbers := map[string][]string{}
	for _, p := range paths {
		key := strings.Split(p, ".")
		switch id := key[1]; {
		case key[0] == "act" || key[len(key)-1] == "start":
			p = strings.Join(key[:2], ".")
			fallthrough
		case key[0] != "mediator" || key[2] == "roles" || key[2] == "settings":
			if !slices.Contains(short, p) {
				short = append(short, p)
			}
		case !slices.Contains(numbers[id], key[2]):
			if numbers[id] == nil {
				ids = append(ids, id)
			}
			numbers[id] = append(numbers[id], key[2])
		}
	}
	for len(ids) > 0 {
		of := strings.Join(numbers[ids[0]], " and ")
		alike := func(id string) bool { return strings.Join(numbers[id], " and ") == of }
		all := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !alike(id) })
		if ids = slices.DeleteFunc(ids, alike); len(all) == 1 {
			short = append(short, "mediator."+all[0]+"."+of)
		} else {
			short = append(short, of+" of "+strings.Join(all, ", "))
		}
	}
	if n := len(short) - 2; n > 2 {
		return fmt.Sprintf("%s and %d more", strings.Join(short[:2], ", "), n)
	}
	return strings.Join(short, ", ")
}

// key is a path with the ids in it.
type key struct {
	table, number string
	ids           []string
}

func (k key) party() string { return k.ids[len(k.ids)-1] }

// mediator whose number it is, or whose number a shock changes.
func (k key) mediator() string {
	if k.table == "shock" {
		return k.ids[1]
	}
	return k.ids[0]
}

// patterns of the keys of each silence, taken apart.
var patterns = func() (list [][][]string) {
	for i := range silences {
		var of [][]string
		for _, k := range silences[i].keys {
			of = append(of, strings.Split(k, "."))
		}
		list = append(list, of)
	}
	return list
}()

// matched reads the parts of a path that has one of some patterns.
func matched(patterns [][]string, parts []string) (k key, ok bool) {
	for _, want := range patterns {
		if !like(want, parts) {
			continue
		}
		k = key{table: parts[0], number: parts[min(2, len(parts)-1)]}
		for i := range want {
			if want[i] == "*" {
				k.ids = append(k.ids, parts[i])
			}
		}
		return k, true
	}
	return k, false
}

// like says whether the parts of a path are those of a pattern.
func like(want, parts []string) bool {
	if len(want) != len(parts) {
		return false
	}
	for i := range want {
		if want[i] != "*" && want[i] != parts[i] {
			return false
		}
	}
	return true
}

// ofTruces are settings of parties that are about truces too, the first of them only about these.
var ofTruces = []string{"breach", "retaliation", "alarm", "truce", "memory", "patience", "attend"}

const truceOnly = 4

// setting of a mediator's strategy, NaN if it has none of this name.
func (w *war) setting(k key, name string) float64 {
	if s := form.Find(w.thirdOf(k).Settings, name); s != nil {
		return s.Value.V
	}
	return math.NaN()
}

// queues says whether third parties may have to wait for a party's attention, in an order drawn by consent.
func (w *war) queues() bool {
	p := &w.c.Parameters
	if p.Set[sim.SwitchAttention] && p.Value[sim.SwitchAttention] != sim.AttentionQueue {
		return false
	}
	most := 0.0
	for i := range w.c.Mediators {
		most += math.Round(w.c.Mediators[i].Capacity.High)
	}
	least := p.Prior(sim.ParamK).Low
	if p.Set[sim.ParamK] {
		least = p.Value[sim.ParamK]
	}
	return most > least
}

func (w *war) shock(id string) *sim.Shock { return &w.c.Shocks[form.At(w.Shock, id)] }

// atEnd says whether a shock pushes a number beyond its scale, which nothing else moves.
func (w *war) atEnd(k key) bool {
	n := slices.IndexFunc(sim.Numbers[:], func(x sim.NumberInfo) bool { return x.ID == k.number })
	x := sim.Change{Number: sim.Number(n), Mediator: -1, Party: -1}
	least, table := 0.0, "party"
	if sim.Numbers[n].OfMediator {
		table, x.Mediator = "mediator", w.third(k.mediator())
	}
	if sim.Numbers[n].OfParty {
		x.Party = form.At(w.Party, k.party())
	}
	switch x.Number {
	case sim.NumberInterest, sim.NumberBias, sim.NumberOutline:
		least = -1
	}
	if x.Number == sim.NumberInterest && w.c.Tires(x.Mediator) {
		return false
	}
	changes := 0
	for i := range w.c.Shocks {
		for _, c := range w.c.Shocks[i].Changes {
			if c.Number == x.Number && c.Mediator == x.Mediator && c.Party == x.Party {
				changes++
				x.By = c.By
			}
		}
	}
	at, end := strings.Join(slices.Concat([]string{table, k.ids[1], k.number}, k.ids[2:]), "."), false
	form.Visitor{Leaf: func(v form.Value) {
		if c, ok := v.(*form.Coded); ok && c.Path == at {
			end = x.By > 0 && c.V.Low == 1 || x.By < 0 && c.V.High == least
		}
	}}.Document(w.Document)
	return end && changes == 1
}

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
