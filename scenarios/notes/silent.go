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
	keys string // patterns, * for each id
	why  string
	of   func(k key) bool
}

// silences are looked through in their order, and the first that holds is told.
var silences = []silence{
	{"party.*.faction.*.share", "a faction is a name in the chronicle for who broke a ceasefire", func(key) bool { return true }},
	{"shock.*.pressure.*", "after the horizon nobody bargains any more", func(k key) bool { return k.shock().Start >= k.c.Months }},
	{"shock.*.interest.* shock.*.bias.* shock.*.outline.* shock.*.resolve.* shock.*.autonomy.* shock.*.acceptance_as_lead.* shock.*.leverage.*.* shock.*.consent.*.*",
		"that third party is gone by then", func(k key) bool { return k.c.Mediators[k.i()].Exit <= k.shock().Start }},
	{"shock.*.interest.* shock.*.bias.* shock.*.outline.* shock.*.resolve.* shock.*.autonomy.* shock.*.leverage.*.* shock.*.consent.*.* shock.*.skill.* shock.*.status_quo.*",
		"it is at that end of its scale already", key.atEnd},
	{"mediator.*.resolve shock.*.resolve.*", noReach, func(k key) bool { return !k.rests(sim.NumberResolve) }},
	{"mediator.*.leverage.* shock.*.leverage.*.*", noReach, func(k key) bool { return !k.weighs("leverage") && !k.rests(sim.NumberLeverage) }},
	{"mediator.*.consent.* shock.*.consent.*.*", "no role in which it has reach asks for consent", func(k key) bool {
		unled := k.third().AcceptanceAsLead.Set || k.arm.AcceptanceSet || !k.leading()
		return unled && !k.weighs("consent") && !k.rests(sim.NumberConsent) && !k.queues()
	}},
	{"mediator.*.bias shock.*.bias.*", "beside interest and outline that are coded, or in a shock, bias acts through the roles explorer, legitimiser and enforcer and in a lead, and they are none of these",
		func(k key) bool {
			coded := k.third().Interest.Set && k.third().Outline.Set || k.parts[0] == "shock"
			return coded && !k.leading() && !k.rests(sim.NumberBias) && !k.plays(sim.Legitimiser) && !k.plays(sim.Enforcer)
		}},
	{"mediator.*.roles.*", "the role is switched off", func(k key) bool { return k.c.RolesOff[k.role()] }},
	{"mediator.*.roles.*", "what the role takes besides, consent, or leverage and resolve, is 0", func(k key) bool {
		return k.c.Mediators[k.i()].Capability[k.role()].High > 0 && !k.plays(k.role())
	}},
	{"mediator.*.autonomy mediator.*.acceptance_as_lead shock.*.autonomy.* shock.*.acceptance_as_lead.*", "who wants no settlement neither leads nor follows",
		func(k key) bool { return !k.c.Wants(k.i()) }},
	{"mediator.*.acceptance_as_lead", "coordination.acceptance stands in its place, whoever leads", func(k key) bool { return k.arm.AcceptanceSet }},
	{"shock.*.acceptance_as_lead.*", "that third party does not lead", func(k key) bool { return !k.leading() }},
	{"link.*.*", "only patrons who can press opposed sides agree in pairs", func(k key) bool {
		return !k.c.CanAgree(&sim.Link{A: k.index(k.parts[1]), B: k.index(k.parts[2])})
	}},
	{"party.*.status_quo shock.*.status_quo.*", "status_quo is that of a party on no front", func(k key) bool {
		return k.fights() && !slices.ContainsFunc(k.c.Parties, func(p sim.Party) bool { return p.Enter > 0 || p.Exit > 0 })
	}},
	{"party.*.war_support shock.*.war_support.*", "it counts where the party can end a war by signature or truce, has a patron at war, or meets a decoupler: not here",
		func(k key) bool { return !k.c.Supported(form.At(k.Party, k.party().ID)) }},
	{"party.*.strength_share party.*.optimism shock.*.strength_share.* shock.*.optimism.*", "the party is on no front", func(k key) bool { return !k.fights() }},
	{"party.*.strength_share shock.*.strength_share.*", "the odds of its fronts are coded", func(k key) bool {
		p := k.party().ID
		return !slices.ContainsFunc(k.Front, func(f *form.Front) bool { return !f.Odds.Set && (f.First.V == p || f.Second.V == p) })
	}},
	{"party.*.skill shock.*.skill.* issue.*.position.* issue.*.ideal.*", "the party's signature is not needed, so it does not bargain",
		func(k key) bool { return !k.party().Essential.V }},
	{"party.*.settings.*", "of a party whose signature is not needed only what it does about truces counts", func(k key) bool {
		return !k.party().Essential.V && !slices.Contains(ofTruces, k.last())
	}},
	{"party.*.settings.*", "the party is on no front that a truce binds", func(k key) bool {
		return slices.Contains(ofTruces[:truceOnly], k.last()) && (!k.fights() || !k.party().AtTable.V)
	}},
	{"party.*.settings.memory party.*.settings.patience", "at retaliation 0, and least as much as most, good faith moves nothing", func(k key) bool {
		return k.setting("retaliation") == 0 && k.setting("least") == k.setting("most")
	}},
	{"mediator.*.settings.*", "its third party does nothing by itself", func(k key) bool {
		m := k.third()
		return !k.acts() || m.Strategy.V != spoiler && m.Interest.Set && m.Interest.V == sim.Exact(0) && !k.c.Wants(k.i())
	}},
	{"mediator.*.settings.*", "its third party has no reach in that role", func(k key) bool {
		r, ok := sim.RoleByID(k.last())
		return ok && !k.plays(r)
	}},
	{"mediator.*.settings.beyond", "it has no reach in a role beyond the repertoire", func(k key) bool {
		return !k.playsAny(func(r sim.Role) bool { return agents.Beyond(k.third().Strategy.V, r) })
	}},
	{"mediator.*.settings.hot mediator.*.settings.late", "at beyond 1 all phases are alike", func(k key) bool { return k.setting("beyond") == 1 }},
	{"mediator.*.settings.*", "at gain 0 it learns nothing", func(k key) bool { return k.last() != "gain" && k.setting("gain") == 0 }},
	{"mediator.*.settings.*", "at memory 1 it learns nothing", func(k key) bool { return k.last() != "memory" && k.setting("memory") == 1 }},
	{"mediator.*.settings.noise", "nobody sees needs better than with noise, which weighs more here", func(k key) bool {
		return k.setting("noise") <= math.Abs(k.setting("need"))*sim.NeedNoise
	}},
	{"issue.*.salience.*", "there is one issue only, and saliences are relative", func(k key) bool { return len(k.Issue) == 1 }},
	{"issue.*.position.* issue.*.ideal.* issue.*.agreed", "nobody cares about the issue: its saliences are 0",
		func(k key) bool { return uncared(form.Find(k.Issue, k.parts[1])) }},
	{"act.*.role act.*.effort", "for one party, in a role that counts only if it reaches all sides", func(k key) bool {
		a, r := k.act()
		return a.Party.Set && sim.Roles[r].AllSides
	}},
	{"act.*.role act.*.effort", "its mediator has nothing to bring in that role", func(k key) bool {
		a, r := k.act()
		i := k.index(a.Mediator.V)
		return a.Party.Set && k.c.Reach(i, r, form.At(k.Party, a.Party.V)) == 0 || !a.Party.Set && !k.c.Plays(i, r)
	}},
	{"shock.*.start", "changes nothing", func(k key) bool { return len(k.shock().Changes) == 0 && !wears(k.shock()) }},
	{"shock.*.end", "what it changes of coded numbers is for good; only pressure and violence end", func(k key) bool {
		return len(k.shock().Changes) > 0 && !wears(k.shock())
	}},
	{"structure.parties", "every party has a strategy of its own", func(k key) bool {
		return !slices.ContainsFunc(k.Party, func(p *form.Party) bool { return !p.Strategy.Set })
	}},
	{"parameters.fatigue", "nobody is patron of a party", func(k key) bool {
		return !slices.ContainsFunc(k.Mediator, func(m *form.Mediator) bool { return len(m.PatronOf.V) > 0 })
	}},
	{"parameters.coordination_cost", "nobody leads, or is charged effort for it", func(k key) bool { return k.arm.Lead < 0 || !k.arm.Costs.Has(sim.CostEffort) }},
	{"coordination.own_interest", "nobody leads, or no plan allocates acts", func(k key) bool { return k.arm.Lead < 0 || !k.arm.Mechanisms.Has(sim.Allocate) }},
	{"mediator.*.patron_of", "those parties fight no war with support from abroad, which would tire a patron",
		func(k key) bool { return len(k.third().PatronOf.V) > 0 && !k.c.Tires(k.i()) }},
	{"model.third_parties", "that many are there, or fewer, so all take part", func(k key) bool { return k.Model.ThirdParties.V >= len(k.Mediator) }},
	{"coding.coder", "nobody gives a number of each coder, so one of them is the same as both", func(k key) bool {
		return k.Coding.Coder.V != form.Coders[0] && !k.anyCoded(func(c *form.Coded) bool { return len(c.Read) > 0 })
	}},
	{"coding.margins.*", "nothing is coded on that scale", func(k key) bool {
		return !k.anyCoded(func(c *form.Coded) bool { return c.Field.Scale == k.last() && len(c.Coder) > 0 })
	}},
	{"coordination.acceptance coordination.mechanisms coordination.costs coordination.from", "nobody leads: there is no coordination.lead",
		func(k key) bool { return k.arm.Lead < 0 }},
	{"coordination.consensus_coded", "an interest and outline follow from consensus and bias where they are not coded, and all are, or the bias is 0", func(k key) bool {
		return len(k.Mediator) > 0 && !slices.ContainsFunc(k.Mediator, func(m *form.Mediator) bool {
			return (!m.Outline.Set || !m.Interest.Set) && m.Bias.V != sim.Exact(0)
		})
	}},
}

const noReach = "used by inducer, decoupler and enforcer alone (resolve by guarantor too), and in these roles there is no reach"

// ofTruces are settings of parties that are about truces too, the first of them only about these.
var ofTruces = []string{"breach", "retaliation", "alarm", "truce", "memory", "patience", "attend"}

const truceOnly = 4

// silences of the war: one note of each kind, with a clause for each reason.
func (w *war) silences() (list []Note) {
	for _, kind := range []Kind{Answer, Doubt} { // whoever set a number waits for its effect
		all, paths := Note{Kind: kind}, map[string][]string{} // by why
		for v := range form.Each[form.Value](w.Document) {
			l := v.Base()
			if !l.Given() || l.Field.Name == "source" || (l.From.At.File == fault.SetOrigin) != (kind == Answer) {
				continue
			}
			k := key{w, strings.Split(l.Path, ".")}
			for i, s := range silences {
				if k.is(patterns[i]) && s.of(k) {
					paths[s.why] = append(paths[s.why], l.Path)
					break
				}
			}
		}
		for _, s := range silences {
			if p := paths[s.why]; p != nil {
				all.Clauses, all.Paths = append(all.Clauses, shortened(p)+": "+s.why), append(all.Paths, p...)
				delete(paths, s.why)
			}
		}
		if all.Clauses != nil {
			all.Text = "no effect: " + strings.Join(all.Clauses, "; ")
			list = append(list, all)
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
	return first(2, 2, short)
}

// key is a path in a war, taken apart, of a number or of what has numbers.
type key struct {
	*war
	parts []string
}

// patterns of the keys of each silence, taken apart.
var patterns = form.Collect(silences, func(s silence) [][]string {
	return form.Collect(strings.Fields(s.keys), func(p string) []string { return strings.Split(p, ".") })
})

// is says whether it has one of some patterns.
func (k key) is(patterns [][]string) bool {
	return slices.ContainsFunc(patterns, func(pattern []string) bool {
		return slices.EqualFunc(pattern, k.parts, func(want, part string) bool { return want == part || want == "*" })
	})
}

func (k key) last() string { return k.parts[len(k.parts)-1] }

// whose number it is, or whose number a shock changes.
func (k key) whose() string {
	if k.parts[0] == "shock" {
		return k.parts[3]
	}
	return k.parts[1]
}

func (k key) third() *form.Mediator { return form.Find(k.Mediator, k.whose()) }

// i is the index of the third party in the configuration.
func (k key) i() int { return k.index(k.whose()) }

// party whose number it is, which stands before settings, and else at the end.
func (k key) party() *form.Party {
	if k.parts[0] == "party" {
		return form.Find(k.Party, k.parts[1])
	}
	return form.Find(k.Party, k.last())
}

func (k key) fights() bool { return k.onFront(k.party().ID) }

func (k key) shock() *sim.Shock { return &k.c.Shocks[form.At(k.Shock, k.parts[1])] }

func (k key) act() (*form.Act, sim.Role) {
	a := form.Find(k.Act, k.parts[1])
	r, _ := sim.RoleByID(a.Role.V)
	return a, r
}

func (k key) role() sim.Role {
	r, _ := sim.RoleByID(k.last())
	return r
}

func (k key) leading() bool { return k.arm.LedBy(k.i()) }

func (k key) rests(n sim.Number) bool { return k.c.Rests(k.i(), n) }

func (k key) plays(r sim.Role) bool { return k.c.Plays(k.i(), r) }

// playsAny says whether the third party can bring something in a role of a kind.
func (k key) playsAny(of func(sim.Role) bool) (any bool) {
	for r := range sim.NumRoles {
		any = any || of(r) && k.plays(r)
	}
	return any
}

func (k key) acts() bool { return k.playsAny(func(sim.Role) bool { return true }) }

// setting of a strategy, NaN if it has none of this name.
func (k key) setting(name string) float64 {
	settings := func() []*form.Number { return k.third().Settings }
	if k.parts[0] == "party" {
		settings = func() []*form.Number { return k.party().Settings }
	}
	if s := form.Find(settings(), name); s != nil {
		return s.V
	}
	return math.NaN()
}

// weighs says that its strategy itself looks at a number.
func (k key) weighs(name string) bool { return math.Abs(k.setting(name)) > 0 }

// queues says whether third parties may have to wait for a party's attention, in an order drawn by consent.
func (w *war) queues() bool {
	p := &w.c.Parameters
	if p.Set[sim.SwitchAttention] && p.Value[sim.SwitchAttention] != sim.AttentionQueue {
		return false
	}
	most, least := 0.0, p.Prior(sim.ParamK).Low
	for i := range w.c.Mediators {
		most += math.Round(w.c.Mediators[i].Capacity.High)
	}
	if p.Set[sim.ParamK] {
		least = p.Value[sim.ParamK]
	}
	return most > least
}

// atEnd says whether a shock pushes a number beyond its scale, which nothing else moves.
func (k key) atEnd() bool {
	pushed := strings.Join(k.parts[2:], ".") // as interest.un, of mediator.un.interest
	own := "." + strings.Join(append([]string{k.parts[3], k.parts[2]}, k.parts[4:]...), ".")
	var by []float64
	var number *form.Coded
	for x := range form.Each[*form.Number](k.Document) {
		if table := strings.SplitN(x.Path, ".", 3); table[0] == "shock" && table[2] == pushed && x.V != 0 {
			by = append(by, x.V)
		}
	}
	for c := range form.Each[*form.Coded](k.Document) {
		if c.Path == "mediator"+own || c.Path == "party"+own {
			number = c
		}
	}
	if number == nil || len(by) != 1 || k.parts[2] == "interest" && k.c.Tires(k.i()) {
		return false
	}
	return by[0] > 0 && number.V.Low == 1 || by[0] < 0 && number.V.High == number.Field.Span.Low
}

func (w *war) onFront(party string) bool { return form.At(w.OnFronts(), party) >= 0 }

// uncared says that nobody cares about an issue.
func uncared(k *form.Issue) bool {
	return !slices.ContainsFunc(k.Salience, func(s *form.Coded) bool { return s.V.High > 0 })
}

// first names of a list, unless so few would be left out.
func first(n, few int, names []string) string {
	if more := len(names) - n; more > few {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:n], ", "), more)
	}
	return strings.Join(names, ", ")
}
