// Package record is what is known of a war that happened, coded by the rules of
// docs/scenarios.md: a folder of CSV files, one for each kind of row.
//
// Load reads a folder strictly for a scenario, which says which third parties and issues
// there are; Shipped reads the record built in. Every row knows its source and how sure it
// is (Evidence). A file that is not there leaves its rows unknown (Record.Has), and rows
// about what the war lacks are among the others and in Record.Absent.
package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/sheet"
	"parley/sim"
)

// recordFile is one CSV file of a record: its columns, and what a row becomes.
type recordFile struct {
	name    string
	columns []column
	row     func(*recordRow, *Record)
}

// column is a field of a row.
type column struct {
	reflect.StructField
	name     string
	optional bool // it may be left out
}

// file of rows of one type: its fields name their columns, and check is what they cannot
// say alone.
func file[T any, P interface {
	*T
	at(line int)
}](name string, rows func(*Record) *[]T, check func(*recordRow, *Record, *T)) recordFile {
	var columns []column
	for _, f := range reflect.VisibleFields(reflect.TypeFor[T]()) {
		if name, optional := strings.CutSuffix(f.Tag.Get("csv"), "?"); name != "" {
			columns = append(columns, column{f, name, optional})
		}
	}
	return recordFile{name, columns, func(w *recordRow, r *Record) {
		var x T
		P(&x).at(w.table.At.Line)
		w.fill(columns, reflect.ValueOf(&x).Elem())
		if check(w, r, &x); !w.bad {
			*rows(r) = append(*rows(r), x)
		}
	}}
}

// columnNames of the file.
func (f *recordFile) columnNames() []string {
	return form.Collect(f.columns, func(c column) string { return c.name })
}

var recordTables = []recordFile{
	file("rounds.csv", func(r *Record) *[]Round { return &r.Rounds }, (*recordRow).round),
	file("protocols.csv", func(r *Record) *[]Document { return &r.Documents }, (*recordRow).document),
	file("ceasefires.csv", func(r *Record) *[]Ceasefire { return &r.Ceasefires }, (*recordRow).ceasefire),
	file("violence.csv", func(r *Record) *[]MonthlyViolence { return &r.Violence }, func(*recordRow, *Record, *MonthlyViolence) {}),
	file("violence_yearly.csv", func(r *Record) *[]YearlyDeaths { return &r.Deaths }, (*recordRow).deaths),
	file("roles.csv", func(r *Record) *[]RoleEntry { return &r.Roles }, (*recordRow).role),
	file("positions.csv", func(r *Record) *[]FinalPosition { return &r.Positions }, (*recordRow).position),
}

func recordFiles() []string {
	return form.Collect(recordTables, func(f recordFile) string { return f.name })
}

// folder of files and how to read one of them. Errors are clauses without the name.
type folder struct {
	entries []fs.DirEntry
	read    func(file string) ([]byte, error)
}

func readRecord(from folder, name string, s *scenarios.Scenario) (*Record, error) {
	r := &Record{Name: name}
	sum := sha256.New()
	var faults fault.Collector
	wrong := func(file, want string) { faults.Add(fault.Origin{File: path.Join(name, file)}, "", "", want) }
	files := recordFiles()
	for _, e := range from.entries {
		file := strings.ToLower(e.Name()) // Windows and macOS take VIOLENCE.CSV for the same
		i := slices.Index(files, file)
		switch stem, _, _ := strings.Cut(file, "."); {
		case i >= 0 && slices.Contains(r.files, file):
			wrong(e.Name(), "this file is there twice, in small and in capital letters")
		case i >= 0:
			r.files = append(r.files, file)
			text := readTable(from, e.Name(), &recordTables[i], r, s, &faults)
			fmt.Fprintf(sum, "%s %d\n%s", file, len(text), text)
		case path.Ext(file) == ".csv":
			wrong(e.Name(), "no file of a record: "+fault.NoneOf(file, files))
		case slices.Contains(files, stem+".csv") && !slices.ContainsFunc(from.entries, func(e fs.DirEntry) bool { return strings.EqualFold(e.Name(), stem+".csv") }):
			wrong(e.Name(), "no file of a record, and "+stem+".csv is not there: want it as CSV under that name, or this one elsewhere")
		}
	}
	if len(r.files) == 0 && !faults.Any() {
		return nil, fault.One(name, "no record in this folder: want at least one of "+strings.Join(files, ", "))
	}
	r.datePositions()
	r.Checksum = hex.EncodeToString(sum.Sum(nil)[:8])
	slices.SortStableFunc(r.Rounds, func(a, b Round) int { return a.End.Compare(b.End) })
	slices.SortStableFunc(r.Documents, func(a, b Document) int { return a.Date.Compare(b.Date) })
	slices.SortStableFunc(r.Ceasefires, func(a, b Ceasefire) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(r.Violence, func(a, b MonthlyViolence) int { return int(a.Month - b.Month) })
	slices.SortStableFunc(r.Deaths, func(a, b YearlyDeaths) int { return a.Year - b.Year })
	return r, faults.Err()
}

// readTable adds the rows of a file and returns its text, lines ended alike.
func readTable(from folder, name string, f *recordFile, r *Record, s *scenarios.Scenario, faults *fault.Collector) []byte {
	file := path.Join(r.Name, name)
	text, err := from.read(name)
	if err != nil {
		faults.Add(fault.Origin{File: file}, "", "", err.Error())
		return nil
	}
	table := sheet.New(file, text, 0, faults)
	if table == nil || !table.Begin(strings.Join(f.columnNames(), ", ")) || !f.checkHeader(table) {
		return nil
	}
	first := table.At.Line
	row := &recordRow{s: s, table: table, seen: map[string]int{}}
	for table.Next() {
		row.bad = false
		f.row(row, r)
	}
	if table.At.Line == first {
		table.Add(fault.Origin{File: file, Line: first, Text: strings.Join(table.Header, ",")}, "", "", "no rows: want one or more, or leave the file out")
	}
	return table.Text
}

func (f *recordFile) checkHeader(t *sheet.Reader) bool {
	names := f.columnNames()
	for _, c := range f.columns {
		if !c.optional && !slices.Contains(t.Header, c.name) {
			t.Missing(c.name, "missing column: want "+strings.Join(names, ", "))
		}
	}
	for i, column := range t.Header {
		if !slices.Contains(names, column) {
			t.WrongColumn(i, "unknown column: "+fault.NoneOf(column, names))
		}
	}
	return !t.Bad
}

// recordRow is a row being read.
type recordRow struct {
	s     *scenarios.Scenario
	table *sheet.Reader
	seen  map[string]int // line of what may stand once
	bad   bool
}

// wrong reports a cell.
func (w *recordRow) wrong(column, want string) {
	w.bad = true
	w.table.Wrong(slices.Index(w.table.Header, column), want)
}

// namesOf the values of a type, in the order of its constants.
var namesOf = map[reflect.Type][]string{
	reflect.TypeFor[RoundKind]():     {"round", "consultation", "summit", "signing", "shuttle", "local"},
	reflect.TypeFor[Result]():        ResultNames,
	reflect.TypeFor[DocumentKind]():  DocumentKindNames,
	reflect.TypeFor[CeasefireKind](): {"ceasefire", "extension", "lapse", "breakdown"},
	reflect.TypeFor[Confidence]():    ConfidenceNames,
	reflect.TypeFor[RoleBasis]():     {"table2", "text", "inferred"},
	reflect.TypeFor[sim.Level]():     sim.LevelNames,
	reflect.TypeFor[sim.Role]():      form.Enums["role"],
	reflect.TypeFor[precision]():     {"day", "month"},
	reflect.TypeFor[Answer]():        {AnswerUnknown: "", AnswerNo: "no", AnswerYes: "yes"},
}

// fill the fields of a row from the cells of their columns.
func (w *recordRow) fill(columns []column, row reflect.Value) {
	for _, c := range columns {
		cell := w.table.Cell(c.name)
		if cell == "" && c.Tag.Get("empty") != "" {
			continue
		}
		value, want := w.value(c, cell)
		if c.Name != "_" {
			row.FieldByIndex(c.Index).Set(reflect.ValueOf(value).Convert(c.Type))
		}
		once, order, start := c.Tag.Get("once"), c.Tag.Get("from"), w.table.Cell("start")
		switch {
		case want != "":
			w.wrong(c.name, want)
		case once != "":
			w.once(c.name, once)
		case order != "" && cell < start && !w.bad: // months and days are in the order of their letters
			w.wrong(c.name, "want a "+order+" from start, "+start+", on")
		}
	}
}

// value of a cell in a field, or what is wanted there.
func (w *recordRow) value(f column, cell string) (value any, want string) {
	if names, ok := namesOf[f.Type]; ok {
		i := slices.Index(names, cell)
		if i < 0 {
			want = fault.NoneOf(cell, slices.DeleteFunc(slices.Clone(names), func(s string) bool { return s == "" }))
		}
		return max(i, 0), want
	}
	switch reflect.New(f.Type).Interface().(type) {
	case *Date:
		t, err := time.Parse(time.DateOnly, cell)
		if err != nil || t.Year() < 1800 || t.Year() > 2200 {
			return Date{}, wantDate
		}
		return Date{Month: sim.NewMonth(t.Year(), int(t.Month())), Day: t.Day(), MonthOnly: w.table.Cell("precision") == "month"}, ""
	case *sim.Month:
		m, err := sim.ParseMonth(cell)
		if err != nil {
			want = err.Error()
		}
		return m, want
	case *float64:
		x, err := strconv.ParseFloat(cell, 64)
		if err != nil || !(x >= 0 && x <= 1) {
			want = sheet.WithPoint("want a number from 0 to 1", cell)
		}
		return x, want
	case *int:
		most, err := strconv.Atoi(f.Tag.Get("most"))
		if err != nil { // an id of an issue, which is checked by itself
			return sim.NoIssue, ""
		}
		least, _ := strconv.Atoi(f.Tag.Get("least"))
		n, err := strconv.Atoi(cell)
		if err != nil || n < least || n > most {
			want = fmt.Sprintf("want a whole number from %d to %d", least, most)
		}
		return n, want
	}
	if cell == "" {
		want = f.Tag.Get("need")
	}
	return cell, want
}

const wantDate = "want a day that there is, as YYYY-MM-DD, from 1800-01-01 to 2200-12-31"

// once reports what is in an earlier row.
func (w *recordRow) once(column, what string) {
	key := column + "=" + w.table.Cell(column)
	if line, ok := w.seen[key]; ok {
		w.wrong(column, fmt.Sprintf("%s stands in line %d already", what, line))
		return
	}
	w.seen[key] = w.table.At.Line
}

// nothing is wanted in a cell.
func (w *recordRow) nothing(column, why string) {
	if w.table.Cell(column) != "" {
		w.wrong(column, "want nothing here: "+why)
	}
}

// issue reads which issue a row is about: its place in the configuration, sim.NoIssue (-1)
// where the war lacks it, and its cluster.
func (w *recordRow) issue() (k int, cluster string) {
	id, named := w.table.Cell("issue"), w.s.Named.Issues
	names := form.Collect(named, func(x sim.Issue) string { return x.ID })
	at := slices.Index(names, id)
	if at < 0 {
		w.wrong("issue", "unknown issue: "+fault.NoneOf(id, names))
		return sim.NoIssue, ""
	}
	return slices.IndexFunc(w.s.Config.Issues, func(x sim.Issue) bool { return x.ID == id }), named[at].Cluster
}

func (w *recordRow) round(_ *Record, x *Round) {
	switch {
	case !x.Kind.Meets():
		w.nothing("level", "at a "+w.table.Cell("kind")+" the sides do not meet")
	case w.table.Cell("level") == "":
		w.wrong("level", fault.OneOf(sim.LevelNames))
	}
}

func (w *recordRow) document(r *Record, x *Document) {
	var clusters []string
	for _, k := range w.s.Named.Issues {
		if k.Cluster != "" && !slices.Contains(clusters, k.Cluster) {
			clusters = append(clusters, k.Cluster)
		}
	}
	if x.Cluster != "" && !slices.Contains(clusters, x.Cluster) {
		w.wrong("cluster", "unknown cluster: "+fault.NoneOf(x.Cluster, clusters))
	}
	if x.Kind == DocProtocol {
		w.protocol(r, x)
	} else {
		w.nothing("issue", "of a "+w.table.Cell("kind")+"; what it settles of an issue is a row of kind protocol with its date")
	}
	if x.Kind == DocSettlement {
		w.once("kind", "a settlement")
	} else {
		w.nothing("kept", "only a settlement is kept or not")
	}
}

// protocol reads which issue a protocol settles, in the cluster of this issue.
func (w *recordRow) protocol(r *Record, x *Document) {
	var cluster string
	if x.Issue, cluster = w.issue(); w.bad {
		return
	}
	issue := w.table.Cell("issue")
	w.once("issue", "a protocol on this issue")
	switch {
	case x.Cluster == cluster:
	case cluster == "":
		w.nothing("cluster", issue+" belongs to no cluster")
	default:
		w.wrong("cluster", "want "+cluster+", the cluster of "+issue)
	}
	if x.Issue == sim.NoIssue && !w.bad {
		r.absent(issue, x.Date.Month, x.Date.Month)
	}
}

func (w *recordRow) ceasefire(_ *Record, x *Ceasefire) {
	if w.table.Cell("end") == "" && !x.Kind.Signed() {
		w.wrong("end", wantDate)
	}
	switch {
	case !x.Kind.Signed():
		w.nothing("agreed", "a "+w.table.Cell("kind")+" is not agreed")
	case w.table.Cell("agreed") == "":
		w.wrong("agreed", wantDate)
	case !w.bad && x.Start.Compare(x.Agreed) < 0:
		w.wrong("agreed", "want a day up to start, "+x.Start.String())
	}
}

func (w *recordRow) deaths(_ *Record, x *YearlyDeaths) {
	if !w.bad && (x.Best < x.Low || x.Best > x.High) {
		w.wrong("best", fmt.Sprintf("want a number between low and high, %d to %d", x.Low, x.High))
	}
}

func (w *recordRow) role(r *Record, x *RoleEntry) {
	mediators := slices.Sorted(slices.Values(w.s.Named.Mediators))
	if !slices.Contains(mediators, x.Mediator) {
		w.wrong("mediator", "unknown mediator: "+fault.NoneOf(x.Mediator, mediators))
	}
	c := w.s.Config
	switch i := slices.IndexFunc(c.Mediators, func(m sim.Mediator) bool { return m.ID == x.Mediator }); {
	case w.bad:
	case i < 0:
		r.absent(x.Mediator, x.Start, x.End)
	default:
		w.doubtRole(r, x, &c.Mediators[i])
	}
}

// roleDoubts about a row of roles.csv, none of which is a fault: a record is of what happened.
var roleDoubts = [...]string{
	"a third party in a role in which an earlier row has it for some of these months; both count once",
	"a role beyond the war and its implementation as they are simulated, which no summary sees",
	"a third party in months in which the scenario does not have it",
	"a role that the scenario does not give this third party, so that no history has it",
}

func (w *recordRow) doubtRole(r *Record, x *RoleEntry, m *sim.Mediator) {
	c := w.s.Config
	first, last := int(x.Start-c.Start), int(x.End-c.Start)
	again := slices.ContainsFunc(r.Roles, func(y RoleEntry) bool {
		return y.Mediator == x.Mediator && y.Role == x.Role && y.Start <= x.End && x.Start <= y.End
	})
	away := first < m.Enter && m.Enter > 0 || last >= m.Exit && m.Exit < c.Months
	for i, is := range [len(roleDoubts)]bool{again, first < c.Months && last >= c.Months+c.Implementation, away, m.Capability[x.Role].High == 0} {
		if is {
			r.doubtful[i] = append(r.doubtful[i], x.Line)
		}
	}
}

func (w *recordRow) position(r *Record, x *FinalPosition) {
	if x.Issue, _ = w.issue(); !w.bad && x.Issue == sim.NoIssue {
		r.absent(w.table.Cell("issue"), 0, 0)
	}
}
