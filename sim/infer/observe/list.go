package observe

import (
	"cmp"
	"fmt"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
)

// list makes all summaries, family by family.
func (o *Observer) list() {
	o.talks()
	o.ceasefires()
	o.agreements()
	o.violence()
	o.roles(table2Era, true)
	o.roles(laterEra, false)
	o.add("settlement.month", "", o.documents(func(d *record.Document) bool { return d.Kind == record.DocSettlement }),
		func(c *Chronicle) number { return c.dated(c.Settled) })
	o.add(keptName, "", o.documents(func(d *record.Document) bool { return d.Kept != record.AnswerUnknown }), (*Chronicle).kept)
	o.measures[len(o.measures)-1].Indicator = true
}

// add a summary; name is the family's with its capitals replaced, or "" if it has none.
func (o *Observer) add(of, name string, sure record.Confidence, by func(*Chronicle) number) {
	f := FamilyNamed(of)
	if name == "" {
		name = of
	}
	sure = min(sure, f.AtMost)
	o.measures = append(o.measures, measure{
		Summary: Summary{Name: name, Family: f.Name, Group: f.Group, Unit: f.Unit.Name, Confidence: sure.String(), Tolerance: Tolerance(f.Unit, sure), ByConstruction: f.ByConstruction}, of: by})
}

// least is the confidence of the least sure row; low if there is none.
func least(sure []record.Confidence) record.Confidence {
	if len(sure) == 0 {
		return record.ConfidenceLow
	}
	return slices.Min(sure)
}

// inWindow says whether a month is in the part of the window that is looked at.
func (o *Observer) inWindow(m sim.Month) bool {
	month, in := o.monthOf(m)
	return in && month >= o.first
}

// ofThose is something of the rows that count.
func ofThose[T, V any](rows []T, of func(*T) (v V, counts bool)) (list []V) {
	for i := range rows {
		if v, counts := of(&rows[i]); counts {
			list = append(list, v)
		}
	}
	return list
}

func (o *Observer) documents(such func(*record.Document) bool) record.Confidence {
	return least(ofThose(o.coded.Documents, func(d *record.Document) (record.Confidence, bool) {
		return d.Confidence, such(d) && o.inWindow(d.Date.Month)
	}))
}

func (o *Observer) talks() {
	all := ofThose(o.coded.Rounds, func(x *record.Round) (record.Confidence, bool) {
		return x.Confidence, x.Kind.Meets() && o.inWindow(x.End.Month)
	})
	sure := least(all)
	o.add("talks.first", "", least(all[:min(1, len(all))]),
		func(c *Chronicle) number { return c.dated(first(c.Meetings, func(m *Meeting) int { return m.Month })) })
	o.add("talks.meetings", "", sure, func(c *Chronicle) number { return count(len(c.Meetings)) })
	o.add("talks.gap", "", sure, (*Chronicle).gap)
	for i, name := range record.ResultNames {
		o.add("meetings.RESULT", "meetings."+name, sure, func(c *Chronicle) number {
			return c.share(func(m *Meeting) bool { return m.Result == record.Result(i) })
		})
	}
	for i, name := range sim.LevelNames {
		o.add("meetings.LEVEL", "meetings."+name, sure, func(c *Chronicle) number {
			return c.share(func(m *Meeting) bool { return m.Level == sim.Level(i) })
		})
	}
}

func (o *Observer) ceasefires() {
	rows := func(signed bool) []record.Confidence {
		return ofThose(o.coded.Ceasefires, func(x *record.Ceasefire) (record.Confidence, bool) {
			return x.Confidence, o.inWindow(dayOf(x).Month) && (x.Kind.Signed() || !signed)
		})
	}
	signed, sure := rows(true), least(rows(false))
	o.add("ceasefire.first", "", least(signed[:min(1, len(signed))]),
		func(c *Chronicle) number { return c.dated(first(c.Terms, func(t *Term) int { return t.Signed })) })
	o.add("ceasefire.new", "", least(signed), func(c *Chronicle) number { return count(len(c.Terms) - c.renewals()) })
	o.add("ceasefire.renewals", "", least(signed), func(c *Chronicle) number { return count(c.renewals()) })
	o.add("ceasefire.lapses", "", sure, func(c *Chronicle) number { return count(c.lapses()) })
	o.add("ceasefire.breakdowns", "", sure, func(c *Chronicle) number { return count(c.breakdowns()) })
	o.add("ceasefire.term", "", least(signed), (*Chronicle).meanTerm)
	o.add("ceasefire.months", "", least(signed), func(c *Chronicle) number { n, _, _ := c.covered(); return count(n) })
	o.add("ceasefire.held", "", sure, func(c *Chronicle) number { _, n, _ := c.covered(); return count(n) })
	o.add("ceasefire.longest", "", sure, func(c *Chronicle) number { _, _, n := c.covered(); return count(n) })
}

func (o *Observer) agreements() {
	protocol := func(issues []int) record.Confidence {
		return o.documents(func(d *record.Document) bool {
			return d.Kind == record.DocProtocol && slices.Contains(issues, d.Issue)
		})
	}
	var every []int
	for k := range o.config.Issues {
		every = append(every, k)
	}
	o.add("framework.first", "", o.documents(func(d *record.Document) bool { return d.Kind == record.DocFramework }),
		func(c *Chronicle) number { return c.dated(c.Framework) })
	o.add("protocols.count", "", protocol(every), func(c *Chronicle) number { n, _, _ := c.settled(every); return count(n) })
	o.add("protocols.span", "", protocol(every), func(c *Chronicle) number { return c.span(every) })
	difficulty := difficulties(o.config)
	o.add("protocols.difficulty", "", protocol(every), func(c *Chronicle) number { return c.tau(difficulty) })
	pairs := o.pairs()
	o.add("protocols.order", "", protocol(every), func(c *Chronicle) number { return c.order(pairs) })
	names, issuesOf := o.clusters()
	for _, name := range names {
		issues := issuesOf[name]
		o.add("cluster.CLUSTER.first", "cluster."+name+".first", protocol(issues),
			func(c *Chronicle) number { _, first, _ := c.settled(issues); return c.dated(first) })
		o.add("cluster.CLUSTER.complete", "cluster."+name+".complete", protocol(issues),
			func(c *Chronicle) number { return c.complete(issues) })
	}
	for k := range o.config.Issues {
		coded := ofThose(o.coded.Positions, func(x *record.FinalPosition) (record.Confidence, bool) { return x.Confidence, x.Issue == k })
		o.add("position.ISSUE", "position."+o.config.Issues[k].ID, least(coded), func(c *Chronicle) number { return c.position(k) })
	}
}

// difficulties of the issues: the gap of the opening positions times the mean salience,
// twice that where the issue is hard; modelling choice.
func difficulties(c *sim.Config) []float64 {
	list := make([]float64, len(c.Issues))
	for k := range c.Issues {
		issue := &c.Issues[k]
		low, high, salience := 1.0, 0.0, 0.0
		for p := range issue.Position {
			low, high = min(low, issue.Position[p].Middle()), max(high, issue.Position[p].Middle())
			salience += issue.Salience[p].Middle()
		}
		list[k] = float64((high-low)*salience) / float64(len(issue.Position))
		if issue.Hard {
			list[k] *= 2
		}
	}
	return list
}

// pairs of issues that the record orders, the earlier first; both were settled in
// the part of the window that is looked at, or the later one never.
func (o *Observer) pairs() (pairs [][2]int) {
	months := o.recorded.Protocols
	for a := range months {
		for b := range months {
			if earlier(months[a], months[b]) == 1 && months[a] >= o.first {
				pairs = append(pairs, [2]int{a, b})
			}
		}
	}
	return pairs
}

// clusters in the order in which the scenario names them, and their issues; an issue that
// belongs to none is a cluster by itself.
func (o *Observer) clusters() (names []string, issues map[string][]int) {
	issues = map[string][]int{}
	for k, issue := range o.config.Issues {
		name := cmp.Or(issue.Cluster, issue.ID)
		if issues[name] == nil {
			names = append(names, name)
		}
		issues[name] = append(issues[name], k)
	}
	return names, issues
}

func (o *Observer) violence() {
	start := o.config.Start
	for _, p := range halfYears(start, o.recorded.Months) {
		months := ofThose(o.coded.Violence, func(x *record.MonthlyViolence) (record.Confidence, bool) {
			m := int(x.Month - start)
			return x.Confidence, m >= p.First && m <= p.Last
		})
		first := int(start) + p.First
		o.add("violence.HALF", fmt.Sprintf("violence.%dh%d", first/12, first%12/6+1), least(months), func(c *Chronicle) number { return c.violence(p) })
	}
	for y := 1; y < len(o.years); y++ {
		year, base := int(start)/12+(o.years[y].First+int(start)%12)/12, int(start)/12+(o.years[0].First+int(start)%12)/12
		deaths := ofThose(o.coded.Deaths, func(x *record.YearlyDeaths) (record.Confidence, bool) {
			return x.Confidence, x.Year == year || x.Year == base
		})
		o.add("violence.YEAR", fmt.Sprintf("violence.%d", year), least(deaths), func(c *Chronicle) number { return c.change(y) })
	}
}

// Eras of roles.
const (
	table2Era = "table2"
	laterEra  = "later"
)

// roles of an era, by whether its periods are the columns of Table 2.
func (o *Observer) roles(name string, table2 bool) {
	e := &era{periods: o.periods}
	for p := range o.periods {
		if o.periods[p].Table2 == table2 {
			e.at = append(e.at, p)
		}
	}
	type pair struct {
		mediator int
		role     sim.Role
	}
	by := map[pair][]record.Confidence{}
	all := ofThose(o.coded.Roles, func(x *record.RoleEntry) (record.Confidence, bool) {
		c := x.Confidence
		if x.Basis == record.BasisInferred {
			c = min(c, record.ConfidenceMedium)
		}
		counts := slices.ContainsFunc(e.at, func(p int) bool { return o.entryIn(x, p) })
		if counts {
			at := pair{o.mediator(x.Mediator), x.Role}
			by[at] = append(by[at], c)
		}
		return c, counts
	})
	if len(all) == 0 {
		return
	}
	name = "roles." + name + "."
	o.add("roles.ERA.count", name+"count", least(all), e.seen)
	o.add("roles.ERA.recall", name+"recall", least(all), func(c *Chronicle) number { return e.share(c, &o.recorded, c.Ended) })
	o.add("roles.ERA.precision", name+"precision", least(all), func(c *Chronicle) number { return e.share(&o.recorded, c, c.Ended) })
	for m := range o.config.Mediators {
		for role := range sim.NumRoles {
			if s := by[pair{m, role}]; len(s) > 0 {
				o.add("roles.ERA.MEDIATOR.ROLE", name+o.config.Mediators[m].ID+"."+role.String(), least(s),
					func(c *Chronicle) number { return e.with(c, m, role) })
				o.measures[len(o.measures)-1].Indicator = len(e.at) == 1
			}
		}
	}
}
