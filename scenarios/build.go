package scenarios

import (
	"slices"
	"strings"

	"parley/agents"
	"parley/scenarios/form"
	"parley/sim"
)

// acceptanceDefault stands in the formula for leads whose acceptance is not
// coded; a modelling choice, half way.
const acceptanceDefault = 0.5

// builder turns a complete document into what the engine takes. Parties,
// fronts, issues and shocks keep the order of the document; mediators are
// sorted by id, so that the order in which they were added cannot matter.
type builder struct {
	d         *form.Document
	w         *window
	mediators []string
}

func build(d *form.Document, w *window, name string) (*sim.Config, sim.Arm) {
	slices.SortFunc(d.Act, func(a, b *form.Act) int { return strings.Compare(a.ID, b.ID) })
	thirds := d.ThirdsByID()
	b := &builder{d: d, w: w, mediators: form.IDs(thirds)}
	c := &sim.Config{
		Name: name, Title: d.Title.V, Start: d.Start.V, Months: d.Months.V, Implementation: d.Implementation.V,
		Fallback:       sim.Fallback(slices.Index(sim.FallbackNames, d.Model.Fallback.V)),
		ConsensusCoded: d.Coordination.ConsensusCoded.V, AcceptanceDefault: acceptanceDefault,
		Consensus: d.Coordination.Consensus.V, ConsensusSet: d.Coordination.Consensus.Set,
		Parameters: b.parameters(), Issues: make([]sim.Issue, 0, len(d.Issue)),
		Mediators: make([]sim.Mediator, 0, len(d.Mediator)), Shocks: make([]sim.Shock, 0, len(d.Shock)),
	}
	t := &d.Talks
	c.Beginning = sim.Beginning{
		Talks: sim.Stage(slices.Index(sim.StageNames, t.State.V)), Truce: t.Ceasefire.V, Frameworks: t.Frameworks.V,
		Guarantee: t.Guarantee.V, Legitimacy: t.Legitimacy.V,
	}
	if t.Deadline.Set {
		c.Deadline = w.round(&t.Deadline)
	}
	for _, s := range d.Roles.Switch {
		if r, ok := sim.RoleByID(s.ID); ok {
			c.RolesOff[r] = !s.V
		}
	}
	for _, p := range d.Party {
		c.Parties = append(c.Parties, b.buildParty(p))
	}
	for _, f := range d.Front {
		c.Fronts = append(c.Fronts, sim.Front{
			ID: f.ID, First: b.party(f.First.V), Second: b.party(f.Second.V), Forts: f.Forts.V,
			Held: f.Held.V, Odds: f.Odds.V, OddsCoded: f.Odds.Set, Intensity: f.Intensity.V,
		})
	}
	for _, k := range d.Issue {
		c.Issues = append(c.Issues, b.issue(k))
	}
	for _, m := range thirds {
		c.Mediators = append(c.Mediators, b.mediator(m))
	}
	for _, l := range d.Link {
		for _, to := range l.To {
			c.Links = append(c.Links, sim.Link{A: b.index(l.ID), B: b.index(to.ID), Strength: to.V})
		}
	}
	for _, s := range d.Shock {
		c.Shocks = append(c.Shocks, b.shock(s))
	}
	return c, b.arm()
}

// index of a mediator in the configuration.
func (b *builder) index(id string) int { return slices.Index(b.mediators, id) }

func (b *builder) party(id string) int { return form.At(b.d.Party, id) }

func (b *builder) buildParty(p *form.Party) sim.Party {
	out := sim.Party{
		ID: p.ID, Name: p.Name.V, Grammar: grammar(&p.Article, &p.Plural), Side: float64(p.Side.V), Essential: p.Essential.V,
		StrengthShare: p.StrengthShare.V, Optimism: p.Optimism.V, Cohesion: p.Cohesion.V, Skill: p.Skill.V,
		Trust: p.Trust.V, WarSupport: p.WarSupport.V, StatusQuo: p.StatusQuo.V, StrategyName: p.Strategy.V, AwayFromTable: !p.AtTable.V,
		Enter: max(0, b.w.round(&p.Enter)),
	}
	if p.Exit.Set {
		out.Exit = b.w.round(&p.Exit) + 1
	}
	for _, f := range p.Faction {
		out.Factions = append(out.Factions, sim.Faction{ID: f.ID, Name: f.Name.V, Share: f.Share.V})
	}
	names, settings := form.Enums["structure.parties"], given(p.Settings)
	if p.Strategy.Set {
		names = []string{p.Strategy.V}
	}
	for _, name := range names {
		how, _ := agents.Named(agents.Parties(), name)
		out.Strategy = append(out.Strategy, func() sim.PartyStrategy { return how.New(how.With(settings)) })
	}
	return out
}

func grammar(article *form.Text, plural *form.Boolean) sim.Grammar {
	return sim.Grammar{Article: sim.Article(1 + slices.Index(sim.ArticleNames, article.V)), Plural: plural.V}
}

func (b *builder) issue(k *form.Issue) sim.Issue {
	return sim.Issue{
		ID: k.ID, Name: k.Name.V, Cluster: k.Cluster.V, Essential: k.Essential.V, Hard: k.Hard.V, Ceasefire: k.Ceasefire.V,
		Ideal: values(k.Ideal), Position: values(k.Position), Salience: values(k.Salience),
		Agreed: k.Agreed.V, AgreedBefore: k.Agreed.Set, From: b.from(&k.From),
	}
}

// from is the round of a beginning in the months of war; 0 if it is not given, or before them.
func (b *builder) from(m *form.Month) int { return max(0, b.w.round(m)) }

func values(list []*form.Coded) []sim.Coded {
	return form.Collect(list, func(c *form.Coded) sim.Coded { return c.V })
}

func (b *builder) mediator(m *form.Mediator) sim.Mediator {
	out := sim.Mediator{
		ID: m.ID, Name: m.Name.V, Grammar: grammar(&m.Article, &m.Plural), Track: sim.Track(slices.Index(sim.TrackNames, m.Track.V)),
		Enter: m.From0, Exit: m.To0 + 1,
		Interest: m.Interest.V, InterestCoded: m.Interest.Set, Bias: m.Bias.V,
		Outline: m.Outline.V, OutlineCoded: m.Outline.Set, Resolve: m.Resolve.V,
		Leverage: values(m.Leverage), Consent: values(m.Consent),
		AcceptanceAsLead: m.AcceptanceAsLead.V, AcceptanceCoded: m.AcceptanceAsLead.Set,
		Autonomy: m.Autonomy.V, Capacity: m.Capacity.V, StrategyName: m.Strategy.V,
	}
	for _, c := range m.Roles {
		if r, ok := sim.RoleByID(c.ID); ok {
			out.Capability[r] = c.V
		}
	}
	for _, id := range m.PatronOf.V {
		out.PatronOf = append(out.PatronOf, b.party(id))
	}
	if how, ok := agents.Named(agents.Mediators(), m.Strategy.V); ok {
		settings := how.With(given(m.Settings))
		settings.Script = b.script(m)
		out.Strategy = func() sim.MediatorStrategy { return how.New(settings) }
	}
	return out
}

// given is the settings of a strategy by name.
func given(list []*form.Number) map[string]float64 {
	m := make(map[string]float64, len(list))
	for _, s := range list {
		m[s.ID] = s.V
	}
	return m
}

// script is the acts of a mediator, cut to its presence, sorted by id.
func (b *builder) script(m *form.Mediator) []agents.ScriptedAct {
	var script []agents.ScriptedAct
	for _, a := range b.d.Act {
		if a.Mediator.V != m.ID {
			continue
		}
		from, to, _ := b.w.span(&a.Start, &a.End)
		out := agents.ScriptedAct{
			Party: sim.Everyone, Issue: sim.NoIssue, Effort: a.Effort.V, Start: max(from, m.From0), End: min(to, m.To0),
		}
		out.Role, _ = sim.RoleByID(a.Role.V)
		if a.Party.Set {
			out.Party = b.party(a.Party.V)
		}
		if a.Issue.Set {
			out.Issue = form.At(b.d.Issue, a.Issue.V)
		}
		script = append(script, out)
	}
	return script
}

func (b *builder) shock(s *form.Shock) sim.Shock {
	out := sim.Shock{ID: s.ID, Name: s.Name.V, Violence: s.Violence.V, Pressure: make([]float64, len(b.d.Party))}
	out.Start, out.End, _ = b.w.span(&s.Start, &s.End)
	for _, x := range s.Pressure {
		out.Pressure[b.party(x.ID)] = x.V
	}
	for by := range form.EachIn[*form.Number](s) {
		key := strings.Split(by.Path, ".")
		n := slices.IndexFunc(sim.Numbers[:], func(x sim.NumberInfo) bool { return x.ID == key[2] })
		if n < 0 || by.V == 0 {
			continue
		}
		c := sim.Change{Number: sim.Number(n), Mediator: -1, Party: -1, By: by.V}
		if sim.Numbers[n].OfMediator {
			c.Mediator = b.index(key[3])
		}
		if sim.Numbers[n].OfParty {
			c.Party = b.party(key[len(key)-1])
		}
		out.Changes = append(out.Changes, c)
	}
	return out
}

// successors pass the lead on; nobody leads between one that ends and the next.
func (b *builder) successors() (out [sim.MaxSuccessors]sim.Succession) {
	n, until := 0, &b.d.Coordination.Until
	add := func(lead, from int) {
		out[n] = sim.Succession{Lead: lead, From: from}
		n++
	}
	for _, s := range b.d.Successors() {
		from := b.w.round(&s.From)
		if until.Set && b.w.round(until)+1 < from {
			add(-1, b.w.round(until)+1)
		}
		add(b.index(s.Lead.V), from)
		until = &s.Until
	}
	if until.Set {
		add(-1, b.w.round(until)+1)
	}
	return out
}

// arm is the way of mediating that the scenario itself describes. A lead that
// its regime does not need is kept, for comparisons.
func (b *builder) arm() sim.Arm {
	c := &b.d.Coordination
	a := sim.Arm{
		Lead: -1, From: b.from(&c.From), Successors: b.successors(), ThirdParties: b.d.Model.ThirdParties.V,
		Acceptance: c.Acceptance.V, AcceptanceSet: c.Acceptance.Set, OwnInterest: c.OwnInterest.V,
	}
	a.Regime, _ = sim.RegimeByID(c.Regime.V)
	if c.Lead.Set {
		a.Lead = b.index(c.Lead.V)
		a.From = max(a.From, b.d.Lead().From0)
	}
	for _, id := range c.CoChairs.V {
		a.CoChairs.Add(b.index(id))
	}
	for _, id := range orAll(&c.Mechanisms) {
		m, _ := sim.MechanismByID(id)
		a.Mechanisms = a.Mechanisms.With(m)
	}
	for _, id := range orAll(&c.Costs) {
		cost, _ := sim.CostByID(id)
		a.Costs = a.Costs.With(cost)
	}
	a.Name = a.Regime.String()
	if sim.Regimes[a.Regime].NeedsLead {
		a.Name += " " + c.Lead.V
	}
	return a
}

// orAll names of a list's closed set, where it is not given.
func orAll(list *form.Words) []string {
	if list.Set {
		return list.V
	}
	return form.Enums[list.Field.Enum]
}
