package observe

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/record"
	"parley/sim"
)

// lister gathers the summaries of a war.
type lister struct {
	o *Observer
	r *record.Record
}

// list makes all summaries, family by family.
func (o *Observer) list(r *record.Record) {
	l := lister{o, r}
	l.talks()
	l.ceasefires()
	l.agreements()
	l.violence()
	l.roles(true)
	l.roles(false)
	l.add("settlement.month", "", l.documents(func(d *record.Document) bool { return d.Kind == record.DocSettlement }),
		func(c *Chronicle) number { return c.dated(c.Settled) })
	l.add(keptName, "", l.documents(func(d *record.Document) bool { return d.Kept != record.AnswerUnknown }), (*Chronicle).kept)
	o.measures[len(o.measures)-1].Indicator = true
}

// add a summary; name is the family's with its capitals replaced, or "" if it has none.
func (l *lister) add(of, name string, sure record.Confidence, by func(*Chronicle) number) {
	f := family(of)
	if name == "" {
		name = of
	}
	sure = min(sure, f.AtMost)
	l.o.measures = append(l.o.measures, measure{
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
func (l *lister) inWindow(m sim.Month) bool {
	i := int(m - l.o.config.Start)
	return i >= l.o.first && i < l.o.recorded.Months
}

func (l *lister) documents(such func(*record.Document) bool) record.Confidence {
	var sure []record.Confidence
	for i := range l.r.Documents {
		if d := &l.r.Documents[i]; such(d) && l.inWindow(d.Date.Month) {
			sure = append(sure, d.Confidence)
		}
	}
	return least(sure)
}

func (l *lister) talks() {
	var all []record.Confidence
	for i := range l.r.Rounds {
		if x := &l.r.Rounds[i]; x.Kind.Meets() && l.inWindow(x.End.Month) {
			all = append(all, x.Confidence)
		}
	}
	sure := least(all)
	l.add("talks.first", "", least(all[:min(1, len(all))]), (*Chronicle).firstTalks)
	l.add("talks.meetings", "", sure, func(c *Chronicle) number { return count(len(c.Meetings)) })
	l.add("talks.gap", "", sure, (*Chronicle).gap)
	for i, name := range record.ResultNames {
		l.add("meetings.RESULT", "meetings."+name, sure, func(c *Chronicle) number {
			return c.share(func(m *Meeting) bool { return m.Result == record.Result(i) })
		})
	}
	for i, name := range sim.LevelNames {
		l.add("meetings.LEVEL", "meetings."+name, sure, func(c *Chronicle) number {
			return c.share(func(m *Meeting) bool { return m.Level == sim.Level(i) })
		})
	}
}

func (l *lister) ceasefires() {
	var signed, all []record.Confidence
	for i := range l.r.Ceasefires {
		x := &l.r.Ceasefires[i]
		if !l.inWindow(dayOf(x).Month) {
			continue
		}
		if all = append(all, x.Confidence); x.Kind.Signed() {
			signed = append(signed, x.Confidence)
		}
	}
	sure := least(all)
	l.add("ceasefire.first", "", least(signed[:min(1, len(signed))]), (*Chronicle).firstCeasefire)
	l.add("ceasefire.new", "", least(signed), func(c *Chronicle) number { return count(len(c.Terms) - c.renewals()) })
	l.add("ceasefire.renewals", "", least(signed), func(c *Chronicle) number { return count(c.renewals()) })
	l.add("ceasefire.lapses", "", sure, func(c *Chronicle) number { return count(c.lapses()) })
	l.add("ceasefire.breakdowns", "", sure, func(c *Chronicle) number { return count(c.breakdowns()) })
	l.add("ceasefire.term", "", least(signed), (*Chronicle).meanTerm)
	l.add("ceasefire.months", "", least(signed), func(c *Chronicle) number { n, _, _ := c.covered(); return count(n) })
	l.add("ceasefire.held", "", sure, func(c *Chronicle) number { _, n, _ := c.covered(); return count(n) })
	l.add("ceasefire.longest", "", sure, func(c *Chronicle) number { _, _, n := c.covered(); return count(n) })
}

func (l *lister) agreements() {
	protocol := func(issues []int) record.Confidence {
		return l.documents(func(d *record.Document) bool {
			return d.Kind == record.DocProtocol && slices.Contains(issues, d.Issue)
		})
	}
	var every []int
	for k := range l.o.config.Issues {
		every = append(every, k)
	}
	l.add("framework.first", "", l.documents(func(d *record.Document) bool { return d.Kind == record.DocFramework }),
		func(c *Chronicle) number { return c.dated(c.Framework) })
	l.add("protocols.count", "", protocol(every), func(c *Chronicle) number { return count(c.settledIssues()) })
	l.add("protocols.span", "", protocol(every), (*Chronicle).span)
	difficulty := difficulties(l.o.config)
	l.add("protocols.difficulty", "", protocol(every), func(c *Chronicle) number { return c.tau(difficulty) })
	pairs := l.pairs()
	l.add("protocols.order", "", protocol(every), func(c *Chronicle) number { return c.order(pairs) })
	for _, name := range l.clusters() {
		issues := l.issuesOf(name)
		l.add("cluster.CLUSTER.first", "cluster."+name+".first", protocol(issues),
			func(c *Chronicle) number { first, _ := c.cluster(issues); return c.dated(first) })
		l.add("cluster.CLUSTER.complete", "cluster."+name+".complete", protocol(issues),
			func(c *Chronicle) number { _, complete := c.cluster(issues); return c.dated(complete) })
	}
	for k := range l.o.config.Issues {
		var sure []record.Confidence
		for i := range l.r.Positions {
			if l.r.Positions[i].Issue == k {
				sure = append(sure, l.r.Positions[i].Confidence)
			}
		}
		l.add("position.ISSUE", "position."+l.o.config.Issues[k].ID, least(sure), func(c *Chronicle) number { return c.position(k) })
	}
}

// difficulties of the issues: the gap of the opening positions times the mean salience,
// twice that where the issue is hard; modelling choice.
func difficulties(c *sim.Config) []float64 {
	list := make([]float64, len(c.Issues))
	middle := func(x sim.Coded) float64 { return (x.Low + x.High) / 2 }
	for k := range c.Issues {
		issue := &c.Issues[k]
		low, high, salience := 1.0, 0.0, 0.0
		for p := range issue.Position {
			low, high = min(low, middle(issue.Position[p])), max(high, middle(issue.Position[p]))
			salience += float64(middle(issue.Salience[p]))
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
func (l *lister) pairs() (pairs [][2]int) {
	months := l.o.recorded.Protocols
	for a := range months {
		for b := range months {
			if earlier(months[a], months[b]) == 1 && months[a] >= l.o.first {
				pairs = append(pairs, [2]int{a, b})
			}
		}
	}
	return pairs
}

// clusterOf an issue; one that belongs to none is a cluster by itself.
func (l *lister) clusterOf(k int) string {
	if name := l.o.config.Issues[k].Cluster; name != "" {
		return name
	}
	return l.o.config.Issues[k].ID
}

// clusters in the order in which the scenario names them.
func (l *lister) clusters() (names []string) {
	for k := range l.o.config.Issues {
		if name := l.clusterOf(k); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

func (l *lister) issuesOf(cluster string) (list []int) {
	for k := range l.o.config.Issues {
		if l.clusterOf(k) == cluster {
			list = append(list, k)
		}
	}
	return list
}

func (l *lister) violence() {
	start := l.o.config.Start
	for _, p := range halfYears(start, l.o.recorded.Months) {
		var sure []record.Confidence
		for i := range l.r.Violence {
			if m := int(l.r.Violence[i].Month - start); m >= p.First && m <= p.Last {
				sure = append(sure, l.r.Violence[i].Confidence)
			}
		}
		first := int(start) + p.First
		l.add("violence.HALF", fmt.Sprintf("violence.%dh%d", first/12, first%12/6+1), least(sure), func(c *Chronicle) number { return c.violence(p) })
	}
	for y := 1; y < len(l.o.years); y++ {
		year, base := int(start)/12+(l.o.years[y].First+int(start)%12)/12, int(start)/12+(l.o.years[0].First+int(start)%12)/12
		var sure []record.Confidence
		for i := range l.r.Deaths {
			if d := &l.r.Deaths[i]; d.Year == year || d.Year == base {
				sure = append(sure, d.Confidence)
			}
		}
		l.add("violence.YEAR", fmt.Sprintf("violence.%d", year), least(sure), func(c *Chronicle) number { return c.change(y) })
	}
}

// Eras of roles.
const (
	table2Era = "table2"
	laterEra  = "later"
)

// roles of an era: the columns of Table 2, or the half-years after it.
func (l *lister) roles(table2 bool) {
	o := l.o
	type pair struct {
		mediator int
		role     sim.Role
	}
	sure := map[pair][]record.Confidence{}
	var all []record.Confidence
	periods := o.inWar(&Chronicle{Ended: o.recorded.Months}, table2)
	for i := range l.r.Roles {
		e := &l.r.Roles[i]
		counts := false
		for p := range o.periods {
			counts = counts || o.periods[p].Table2 == table2 && o.entryIn(e, p)
		}
		if !counts {
			continue
		}
		at, c := pair{o.mediator(e.Mediator), e.Role}, e.Confidence
		if e.Basis == record.BasisInferred {
			c = min(c, record.ConfidenceMedium)
		}
		all = append(all, c)
		sure[at] = append(sure[at], c)
	}
	if len(all) == 0 {
		return
	}
	era := "roles." + laterEra + "."
	if table2 {
		era = "roles." + table2Era + "."
	}
	l.add("roles.ERA.count", era+"count", least(all), func(c *Chronicle) number { return o.rolesSeen(c, table2) })
	l.add("roles.ERA.recall", era+"recall", least(all), func(c *Chronicle) number { return o.shareOfRoles(c, &o.recorded, table2, c.Ended) })
	l.add("roles.ERA.precision", era+"precision", least(all), func(c *Chronicle) number { return o.shareOfRoles(&o.recorded, c, table2, c.Ended) })
	for m := range o.config.Mediators {
		for role := range sim.NumRoles {
			if s := sure[pair{m, role}]; len(s) > 0 {
				name := strings.Join([]string{era + o.config.Mediators[m].ID, role.String()}, ".")
				l.add("roles.ERA.MEDIATOR.ROLE", name, least(s), func(c *Chronicle) number { return o.roleShare(c, table2, m, role) })
				o.measures[len(o.measures)-1].Indicator = periods == 1
			}
		}
	}
}
