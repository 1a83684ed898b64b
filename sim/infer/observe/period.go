package observe

import (
	"cmp"
	"slices"

	"parley/scenarios/record"
	"parley/sim"
)

// Period is a stretch of months, inclusive, in which a record says who did what.
type Period struct {
	First, Last int
	// Table2: one of the columns of Table 2, where only its own entries count.
	Table2 bool
}

// periodsOf a record: the columns of Table 2, then calendar half-years, the first
// of them cut at the end of the table. Only what lies in the window whole counts.
func periodsOf(r *record.Record, start sim.Month, months int) (list []Period) {
	next := 0
	for _, e := range r.Roles {
		if p := (Period{int(e.Start - start), int(e.End - start), true}); e.Basis == record.BasisTable2 {
			next = max(next, p.Last+1)
			if p.First >= 0 && p.Last < months && !slices.Contains(list, p) {
				list = append(list, p)
			}
		}
	}
	slices.SortFunc(list, func(a, b Period) int { return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Last, b.Last)) })
	for _, h := range halfYears(start, months) {
		if h.Last >= next {
			list = append(list, Period{max(h.First, next), h.Last, false})
		}
	}
	return list
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
