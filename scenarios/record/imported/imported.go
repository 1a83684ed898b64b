// Package imported makes rows of a record out of the files of public data sets: deaths by
// month and year, and signed papers. Read goes through a file row by row and knows its data
// set by the columns; what they cannot say is told (Taken.Unplaced) or left to the coder
// (Taken.Papers). A new data set is a row of datasets and a function.
package imported

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/sheet"
	"parley/sim"
)

// Taken is what one file gave.
type Taken struct {
	File, Dataset, Citation, Licence string
	// Rows of the files of a record, by name; the first is the header.
	Rows map[string][][]string
	// Read is how many rows lie in the window and are of whom was asked for, Found.
	Read  int
	Found []string
	// Unplaced rows, or parts of them, by why.
	Unplaced map[string][]string
	// Papers of which nobody has coded yet what they settle.
	Papers []Paper

	from, until sim.Month
	set         *dataset
	rows        *sheet.Reader
	named       map[string]string // what is known of an id, as "dyad 722"
	version     string
	// all and own are the first and last year of the file and of whom was asked for.
	all, own [2]int
	seen     map[string]int // line of a row, by what names it
	years    map[int]*deaths
	months   map[sim.Month]*deaths
	papers   []Paper
}

// Read takes what a file has of the conflicts and dyads asked for, as "conflict 332" or
// "dyad 722" by the ids of the data set, in the months from one to another, inclusive. It
// fails on a file of no known shape and on one that has nothing of it; the error is a
// *fault.List.
func Read(file string, text []byte, asked []string, from, until sim.Month) (*Taken, error) {
	var faults fault.Collector
	rows := sheet.New(file, text, 0, &faults)
	if rows == nil || !rows.Begin("of "+strings.Join(Names(), ", ")) {
		return nil, faults.Err()
	}
	header := rows.Header
	set, err := recognise(file, header)
	if err != nil {
		return nil, err
	}
	t := &Taken{File: file, Citation: set.citation, Licence: set.licence, Rows: map[string][][]string{}, Unplaced: map[string][]string{},
		from: from, until: until, set: set, rows: rows, named: map[string]string{}, seen: map[string]int{}, years: map[int]*deaths{}, months: map[sim.Month]*deaths{}}
	for rows.Next() {
		t.row(asked)
	}
	if faults.Any() {
		return nil, faults.Err()
	}
	t.Dataset = strings.TrimSpace(set.name + " " + t.version)
	switch {
	case len(t.Found) == 0:
		return nil, fault.One(file, t.Absent(asked))
	case t.own[0] == 0:
		return nil, fault.One(file, "no row of "+t.whom()+" has a "+set.year+" that begins with a year, as 1992 or 1992-10-04")
	case t.Read == 0:
		return nil, fault.One(file, fmt.Sprintf("no row of %s from %s to %s: want a window in %d to %d", t.whom(), from, until, t.own[0], t.own[1]))
	}
	if int(from)/12 < t.all[0] || int(until)/12 > t.all[1] {
		t.unplace("what of the window is outside of the years of the file", fmt.Sprintf("%d to %d", t.all[0], t.all[1]))
	}
	t.writeYears()
	t.writeMonths()
	t.writePapers()
	if len(t.Rows) == 0 {
		why := slices.Sorted(maps.Keys(t.Unplaced))
		return nil, fault.One(file, "no row of "+t.whom()+" can be placed: "+why[0]+": "+t.Unplaced[why[0]][0])
	}
	return t, nil
}

// recognise finds the data set whose columns a file has, or says what is missing for the
// one that it is most like.
func recognise(file string, header []string) (*dataset, error) {
	without := func(list, others []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(c string) bool { return slices.Contains(others, c) })
	}
	like, least := &datasets[0], 2.0
	for i := range datasets {
		set := &datasets[i]
		if lacks := float64(len(without(set.columns, header))) / float64(len(set.columns)); lacks < least {
			like, least = set, lacks
		}
	}
	missing := without(like.columns, header)
	if len(missing) == 0 {
		return like, nil
	}
	for i, column := range missing {
		if near := fault.Nearest(column, without(header, like.columns)); near != "" {
			missing[i] += " (the file has " + near + ")"
		}
	}
	return nil, fault.One(file, "want CSV, with commas, of "+strings.Join(Names(), ", ")+", as it is published: most like "+like.short+", without the columns "+strings.Join(missing, ", "))
}

// cell of a column in one line of UTF-8; "" where the file does not have it.
func (t *Taken) cell(column string) string {
	return strings.ToValidUTF8(strings.Join(strings.Fields(t.rows.Cell(column)), " "), "\ufffd")
}

func (t *Taken) row(asked []string) {
	year, err := strconv.Atoi((t.cell(t.set.year) + "    ")[:4])
	if err == nil {
		widen(&t.all, year)
	}
	isOf := t.is("conflict ", t.set.conflict, asked)
	if !t.is("dyad ", t.set.dyad, asked) && !isOf {
		return
	}
	t.version = cmp.Or(t.version, t.cell("version"))
	if err != nil {
		t.unplace(t.set.year+" does not begin with a year, as 1992 or 1992-10-04", t.place(t.cell(t.set.year)))
		return
	}
	widen(&t.own, year)
	if year >= int(t.from)/12 && year <= int(t.until)/12 && t.once() && t.set.take(t, year) {
		t.Read++
	}
}

// once says whether the row is none that an earlier line has, as where two files were joined.
func (t *Taken) once() bool {
	key := strings.Join(form.Collect(t.set.once, t.cell), " ")
	line, again := t.seen[key]
	if again && strings.TrimSpace(key) != "" {
		last := t.set.once[len(t.set.once)-1]
		t.rows.Wrong(slices.Index(t.rows.Header, last), fmt.Sprintf("line %d has the same %s: want each row once, as it is published", line, strings.Join(t.set.once, ", ")))
		return false
	}
	t.seen[key] = t.rows.At.Line
	return true
}

func widen(span *[2]int, year int) {
	span[0], span[1] = min(cmp.Or(span[0], year), year), max(span[1], year)
}

// is says whether the row is of an id of this kind that is asked for; a cell may list ids.
func (t *Taken) is(kind string, columns, asked []string) (yes bool) {
	if t.rows.Cell(columns[0]) == "" {
		return false
	}
	for id := range strings.SplitSeq(t.cell(columns[0]), ", ") {
		id = kind + id
		if _, ok := t.named[id]; !ok {
			var names []string
			for _, column := range columns[1:] {
				names = append(names, t.cell(column))
			}
			t.named[id] = strings.Join(names, " - ")
		}
		if slices.Contains(asked, id) {
			yes = true
			if !slices.Contains(t.Found, id) {
				t.Found = append(t.Found, id)
			}
		}
	}
	return yes
}

func (t *Taken) unplace(why, what string) { t.Unplaced[why] = append(t.Unplaced[why], what) }

// place of the row in the file, and what is wrong there.
func (t *Taken) place(what string) string { return fmt.Sprintf("line %d (%s)", t.rows.At.Line, what) }

func (t *Taken) whom() string { return strings.Join(slices.Sorted(slices.Values(t.Found)), ", ") }

// source of a row.
func (t *Taken) source(of string) string {
	return strings.TrimSpace(t.set.short+" "+t.version) + ", " + of
}

// Absent says which ids the file does not have, and which they may mean: those with what
// was typed in the id or the name, or else with what is spelt most like it.
func (t *Taken) Absent(ids []string) string {
	var all []string
	for _, id := range ids {
		kind, typed, _ := strings.Cut(id, " ")
		var shown, words []string
		for _, x := range slices.Sorted(maps.Keys(t.named)) {
			if number, ok := strings.CutPrefix(x, kind+" "); ok {
				shown = append(shown, strings.TrimSuffix(number+" ("+t.named[x]+")", " ()"))
				words = append(words, number, t.named[x])
			}
		}
		said := id + " is not in this file"
		for _, like := range []string{typed, cmp.Or(fault.Nearest(typed, words), typed)} {
			has := func(s string) bool { return strings.Contains(strings.ToLower(s), strings.ToLower(like)) }
			near := slices.DeleteFunc(slices.Clone(shown), func(s string) bool { return !has(s) })
			if len(near) > 0 {
				said += "; did you mean " + strings.Join(near[:min(len(near), 4)], " or ") + "?"
				break
			}
		}
		all = append(all, said)
	}
	return strings.Join(all, "; ")
}
