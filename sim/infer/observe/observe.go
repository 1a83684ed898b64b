// Package observe says what the record of a war would have seen of a simulated
// history, so that like is compared with like.
//
//  1. A record and a history both become a Chronicle, what is known of a war month by
//     month, and only then numbers: no definition stands twice.
//  2. A Family says what a kind of summary is: meaning, unit, what makes both sides alike.
//  3. A Summary is a number of a chronicle, with a tolerance from how sure the rows of the
//     record are that it rests on.
//  4. An Observer of a war has the summaries of its record, and sees those of histories.
//
// It is pure: no file, clock or chance.
package observe

import (
	"cmp"
	"fmt"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/stats"
)

// Summary is a named number of a chronicle.
type Summary struct {
	Name   string `json:"name"`
	Family string `json:"family"`
	Group  string `json:"group"`
	Unit   string `json:"unit"`
	// Value is 0 where Missing, and the end of the window, in months, for a month
	// that is Censored; a length that is Censored is at least that.
	Value    float64 `json:"value"`
	Missing  bool    `json:"missing,omitempty"`
	Censored bool    `json:"censored,omitempty"`
	// Indicator: Value can only be 0, no, or 1, yes.
	Indicator bool `json:"indicator,omitempty"`
	// ByConstruction as of its family.
	ByConstruction bool `json:"by_construction,omitempty"`
	// Confidence of the least sure row of the record that it rests on, no higher
	// than the comparison deserves.
	Confidence string `json:"confidence"`
	// Tolerance in the unit, from the confidence.
	Tolerance float64 `json:"tolerance"`
}

// Summaries are all of them, in an order that is the same for the record and for
// every history.
type Summaries []Summary

// YesNo is what an indicator says.
func YesNo(value float64) string {
	if value == 0 {
		return "no"
	}
	return "yes"
}

// measure is a summary and how it is computed.
type measure struct {
	Summary
	of func(*Chronicle) number
}

// Observer sees histories of a war as its record would have. It is not safe for
// use by two goroutines; make one each.
type Observer struct {
	config   *sim.Config
	coded    *record.Record
	first    int
	periods  []Period
	periodOf []int // by month, -1 for none
	years    []Period
	yearOf   []int
	measures []measure
	recorded Chronicle
	record   Summaries
	played   Chronicle
	history  Summaries
	uncoded  int   // papers of the window
	stray    []int // lines of breakdowns in no term
	show     func(*sim.Seen)
}

// New makes an observer of a war by its record, which was read for it or for what it
// is a variant of. Rows about what the war lacks are left out, which Notes says. Months is the length of the window, from 1 to
// the scenario's; what comes after is not seen on either side.
func New(c *sim.Config, r *record.Record, months int) (*Observer, error) {
	return NewFrom(c, r, 0, months)
}

// NewFrom makes an observer who looks from a month of the window on: at meetings
// and signatures from there, with what runs or stands agreed by then as if it were
// of that month. Violence and roles are those of the whole window.
func NewFrom(c *sim.Config, r *record.Record, first, months int) (*Observer, error) {
	if months < 1 || months > c.Months {
		return nil, fmt.Errorf("window of %d months: want 1 to %d", months, c.Months)
	}
	if first < 0 || first >= months {
		return nil, fmt.Errorf("window of %d months from month %d: want a month from 0 to %d", months, first, months-1)
	}
	o := &Observer{config: c, coded: r, first: first, periods: periodsOf(r, c.Start, months), years: years(c.Start, months)}
	o.periodOf, o.yearOf = placed(o.periods, months), placed(o.years, months)
	o.recorded = newChronicle(months, len(c.Issues), len(o.years), len(o.periods))
	o.played = newChronicle(months, len(c.Issues), len(o.years), len(o.periods))
	o.readRecord()
	o.list()
	o.recorded.cut(first)
	o.record, o.history = o.blank(), o.blank()
	o.fill(o.record, &o.recorded)
	for i := range r.Documents {
		_, in := o.monthOf(r.Documents[i].Date.Month)
		o.uncoded += stats.Bit(in && r.Documents[i].Kind == record.DocPaper)
	}
	for i := range o.record {
		if f := FamilyNamed(o.record[i].Family); !r.Has(f.File) || o.uncoded > 0 && (f.Group == "papers" || f.Group == "cluster") {
			s := &o.record[i]
			s.Value, s.Missing, s.Censored = 0, true, false
		}
	}
	o.show = o.see
	return o, nil
}

// placed maps each month to the period that it is in.
func placed(periods []Period, months int) []int {
	of := make([]int, months)
	for m := range of {
		of[m] = slices.IndexFunc(periods, func(p Period) bool { return m >= p.First && m <= p.Last })
	}
	return of
}

func (o *Observer) mediator(id string) int {
	return slices.IndexFunc(o.config.Mediators, func(m sim.Mediator) bool { return m.ID == id })
}

// blank are the summaries without values.
func (o *Observer) blank() Summaries {
	return stats.Values(o.measures, func(m *measure) Summary { return m.Summary })
}

func (o *Observer) fill(to Summaries, c *Chronicle) {
	for i := range o.measures {
		n := o.measures[i].of(c)
		to[i].Value, to[i].Missing, to[i].Censored = n.value, n.missing, n.censored
	}
}

// Record returns the summaries of the record. They belong to the observer.
func (o *Observer) Record() Summaries { return o.record }

// AsksForPeace says whether one of some summaries rests on the months after a settlement.
func (o *Observer) AsksForPeace(chosen []int) bool {
	return slices.ContainsFunc(chosen, func(i int) bool { return o.measures[i].Name == keptName })
}

// Recorded returns the record as a chronicle. It belongs to the observer.
func (o *Observer) Recorded() *Chronicle { return &o.recorded }

// Periods in which roles are seen, in order.
func (o *Observer) Periods() []Period { return o.periods }

// Play plays a history of w, which was made of the observer's configuration or of
// a variant with the same actors, and returns its summaries and outcome. They are
// valid until the next Play. It allocates nothing.
func (o *Observer) Play(w *sim.World, arm *sim.Arm, seed sim.Seed, replication int) (Summaries, sim.Outcome) {
	o.played.clear()
	out := w.Observe(arm, seed, replication, o.show)
	return o.close(&out), out
}

// PlayBefore plays one history before several observers of the same war, and returns what
// each saw, valid until its next.
func PlayBefore(w *sim.World, arm *sim.Arm, seed sim.Seed, replication int, observers ...*Observer) (seen []Summaries, out sim.Outcome) {
	for _, o := range observers {
		o.played.clear()
	}
	out = w.Observe(arm, seed, replication, func(s *sim.Seen) {
		for _, o := range observers {
			o.see(s)
		}
	})
	for _, o := range observers {
		seen = append(seen, o.close(&out))
	}
	return seen, out
}

// close computes the summaries of a history that is over.
func (o *Observer) close(out *sim.Outcome) Summaries {
	o.seePeace(out)
	o.played.cut(o.first)
	o.fill(o.history, &o.played)
	return o.history
}

// Played returns the chronicle of the last history; it is valid until the next.
func (o *Observer) Played() *Chronicle { return &o.played }

// Period is a stretch of months, inclusive, in which a record says who did what.
type Period struct {
	First, Last int
	// Table2: one of the columns of Table 2, where only its own entries count.
	Table2 bool
}

// periodsOf a record: the columns of Table 2, then calendar half-years, the first
// of them cut at the end of the table. Only what lies in the window whole counts.
func periodsOf(r *record.Record, start sim.Month, months int) []Period {
	list, next := ColumnsOf(r.Roles, start, months)
	for _, h := range halfYears(start, months) {
		if h.Last >= next {
			list = append(list, Period{max(h.First, next), h.Last, false})
		}
	}
	return list
}

// ColumnsOf Table 2 that lie in a window whole, in order, and the first month behind the table.
func ColumnsOf(roles []record.RoleEntry, start sim.Month, months int) (list []Period, next int) {
	for _, e := range roles {
		if p := (Period{int(e.Start - start), int(e.End - start), true}); e.Basis == record.BasisTable2 {
			next = max(next, p.Last+1)
			if p.First >= 0 && p.Last < months && !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b Period) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
	return list, next
}

// halfYears are the calendar half-years of a window, the first one cut where the
// window begins; one that the window cuts at its end is left out.
func halfYears(start sim.Month, months int) (list []Period) {
	for first := 0; ; {
		last := first + 5 - int(start+sim.Month(first))%6
		if last >= months {
			return list
		}
		list = append(list, Period{First: first, Last: last})
		first = last + 1
	}
}

// years of which the window has every month, as periods.
func years(start sim.Month, months int) (list []Period) {
	for first := (12 - int(start)%12) % 12; first+11 < months; first += 12 {
		list = append(list, Period{First: first, Last: first + 11})
	}
	return list
}
