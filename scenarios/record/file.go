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
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
)

// recordFile is one CSV file of a record: its columns, and what a row becomes.
// A column that ends in ? may be left out.
type recordFile struct {
	name    string
	columns []string
	row     func(*recordRow, *Record)
}

// withEvidence adds the columns that end every file.
func withEvidence(columns ...string) []string {
	return append(columns, "note?", "provenance", "confidence")
}

var recordTables = []recordFile{
	{"rounds.csv", withEvidence("id", "kind", "start", "end", "precision", "level", "outcome"), (*recordRow).round},
	{"protocols.csv", withEvidence("id", "date", "precision", "kind", "cluster", "issue", "kept?"), (*recordRow).document},
	{"ceasefires.csv", withEvidence("id", "kind", "agreed", "start", "end", "precision"), (*recordRow).ceasefire},
	{"violence.csv", withEvidence("month", "ordinal"), (*recordRow).violence},
	{"violence_yearly.csv", withEvidence("year", "low", "best", "high"), (*recordRow).deaths},
	{"roles.csv", withEvidence("start", "end", "role", "mediator", "basis"), (*recordRow).role},
	{"positions.csv", withEvidence("issue", "position"), (*recordRow).position},
}

func recordFiles() []string {
	return form.Collect(recordTables, func(f recordFile) string { return f.name })
}

func readRecord(folder fs.FS, name string, s *scenarios.Scenario) (*Record, error) {
	r := &Record{Name: name}
	sum := sha256.New()
	var faults fault.Collector
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fault.One(name, fault.PlainError(err).Error())
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".csv" {
			continue
		}
		i := slices.IndexFunc(recordTables, func(f recordFile) bool { return f.name == e.Name() })
		if i < 0 {
			faults.Add(fault.Origin{File: path.Join(name, e.Name())}, "", "", "no file of a record: "+fault.OneOf(recordFiles())+fault.DidYouMean(e.Name(), recordFiles()))
			continue
		}
		r.files = append(r.files, e.Name())
		text := readTable(folder, &recordTables[i], r, s, &faults)
		fmt.Fprintf(sum, "%s %d\n%s", e.Name(), len(text), text)
	}
	if len(r.files) == 0 && !faults.Any() {
		return nil, fault.One(name, "no record in this folder: want at least one of "+strings.Join(recordFiles(), ", "))
	}
	r.sort()
	r.datePositions()
	r.Checksum = hex.EncodeToString(sum.Sum(nil)[:8])
	return r, faults.Err()
}

// sort by date what is read in any order.
func (r *Record) sort() {
	slices.SortStableFunc(r.Rounds, func(a, b Round) int { return a.End.Compare(b.End) })
	slices.SortStableFunc(r.Documents, func(a, b Document) int { return a.Date.Compare(b.Date) })
	slices.SortStableFunc(r.Ceasefires, func(a, b Ceasefire) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(r.Violence, func(a, b MonthlyViolence) int { return int(a.Month - b.Month) })
	slices.SortStableFunc(r.Deaths, func(a, b YearlyDeaths) int { return a.Year - b.Year })
}

// readTable adds the rows of a file and returns its text, lines ended alike.
func readTable(folder fs.FS, f *recordFile, r *Record, s *scenarios.Scenario, faults *fault.Collector) []byte {
	file := path.Join(r.Name, f.name)
	text, err := fault.ReadOpened(folder.Open(f.name))
	if err != nil {
		faults.Add(fault.Origin{File: file}, "", "", err.Error())
		return nil
	}
	table := fault.NewSheet(file, text, 0, faults)
	if table == nil || !table.Begin(columnList(f)) || !f.checkHeader(table) {
		return nil
	}
	first := table.At.Line
	issues := form.Collect(s.Config.Issues, func(k sim.Issue) scenarios.AbsentIssue { return scenarios.AbsentIssue{ID: k.ID, Cluster: k.Cluster} })
	row := &recordRow{s: s, issues: append(issues, s.Absent.Issues...), table: table, cells: map[string]string{}, seen: map[string]int{}}
	for row.next() {
		f.row(row, r)
	}
	if table.At.Line == first {
		table.Add(fault.Origin{File: file, Line: first}, "", "", "no rows: want one or more, or leave the file out")
	}
	return table.Text
}

// columnList names the columns of a file.
func columnList(f *recordFile) string {
	return strings.ReplaceAll(strings.Join(f.columns, ", "), "?", "")
}

func (f *recordFile) checkHeader(t *fault.Sheet) bool {
	var names []string
	for _, column := range f.columns {
		name, optional := strings.CutSuffix(column, "?")
		names = append(names, name)
		if !optional && !slices.Contains(t.Header, name) {
			t.Missing(name, "missing column: want "+columnList(f))
		}
	}
	for i, column := range t.Header {
		if !slices.Contains(names, column) {
			t.WrongColumn(i, "unknown column: "+fault.OneOf(names)+fault.DidYouMean(column, names))
		}
	}
	return !t.Bad
}

// recordRow is a row being read.
type recordRow struct {
	s      *scenarios.Scenario
	issues []scenarios.AbsentIssue // those of the war, and then those that it lacks
	table  *fault.Sheet
	cells  map[string]string
	seen   map[string]int // line of what may stand once
	bad    bool
}

func (w *recordRow) next() bool {
	if !w.table.Next() {
		return false
	}
	w.bad = false
	for i, column := range w.table.Header {
		w.cells[column] = w.table.Fields[i]
	}
	return true
}

// wrong reports a cell.
func (w *recordRow) wrong(column, want string) {
	w.bad = true
	w.table.Wrong(slices.Index(w.table.Header, column), want)
}

// words returns which of a few words a cell is.
func (w *recordRow) words(column string, of []string) int {
	i := slices.Index(of, w.cells[column])
	if i < 0 {
		w.wrong(column, fault.OneOf(of)+fault.DidYouMean(w.cells[column], of))
	}
	return max(i, 0)
}

// answer reads yes or no; an empty cell is not known.
func (w *recordRow) answer(column string) Answer {
	if w.cells[column] == "" {
		return AnswerUnknown
	}
	return AnswerNo + Answer(w.words(column, answerNames))
}

// whole reads a number from low to high.
func (w *recordRow) whole(column string, low, high int) int {
	n, err := strconv.Atoi(w.cells[column])
	if err != nil || n < low || n > high {
		w.wrong(column, fmt.Sprintf("want a whole number from %d to %d", low, high))
	}
	return n
}

func (w *recordRow) fraction(column string) float64 {
	x, err := strconv.ParseFloat(w.cells[column], 64)
	if err != nil || !(x >= 0 && x <= 1) {
		w.wrong(column, fault.WithPoint("want a number from 0 to 1", w.cells[column]))
	}
	return x
}

func (w *recordRow) month(column string) sim.Month {
	m, err := sim.ParseMonth(w.cells[column])
	if err != nil {
		w.wrong(column, err.Error())
	}
	return m
}

const wantDate = "want a day that there is, as YYYY-MM-DD, from 1800-01-01 to 2200-12-31"

func (w *recordRow) date(column string) Date {
	t, err := time.Parse(time.DateOnly, w.cells[column])
	if err != nil || t.Year() < 1800 || t.Year() > 2200 {
		w.wrong(column, wantDate)
		return Date{}
	}
	return Date{Month: sim.NewMonth(t.Year(), int(t.Month())), Day: t.Day(), MonthOnly: w.cells["precision"] == "month"}
}

// dates reads start and end, and precision with them.
func (w *recordRow) dates() (start, end Date) {
	w.words("precision", []string{"day", "month"})
	start, end = w.date("start"), w.date("end")
	if !w.bad && end.Compare(start) < 0 {
		w.wrong("end", "want a day from start, "+start.String()+", on")
	}
	return start, end
}

// once reports what stands in an earlier row.
func (w *recordRow) once(column, what string) {
	key := column + "=" + w.cells[column]
	if line, ok := w.seen[key]; ok {
		w.wrong(column, fmt.Sprintf("%s stands in line %d already", what, line))
		return
	}
	w.seen[key] = w.table.At.Line
}

func (w *recordRow) id() string {
	if w.cells["id"] == "" {
		w.wrong("id", "want an id")
		return ""
	}
	w.once("id", "the id")
	return w.cells["id"]
}

func (w *recordRow) evidence() Evidence {
	if w.cells["provenance"] == "" {
		w.wrong("provenance", "want where the row comes from")
	}
	return Evidence{w.cells["provenance"], Confidence(w.words("confidence", ConfidenceNames)), w.cells["note"]}
}

// issue reads which issue a row is about: its place in the configuration, sim.NoIssue
// where the war lacks it, and its cluster. ok is false for one that nobody named.
func (w *recordRow) issue() (k int, cluster string, ok bool) {
	names := form.Collect(w.issues, func(x scenarios.AbsentIssue) string { return x.ID })
	k = slices.Index(names, w.cells["issue"])
	if k < 0 {
		w.wrong("issue", "unknown issue: "+fault.OneOf(names)+fault.DidYouMean(w.cells["issue"], names))
		return sim.NoIssue, "", false
	}
	cluster = w.issues[k].Cluster
	if k >= len(w.s.Config.Issues) {
		k = sim.NoIssue
	}
	return k, cluster, true
}

func (w *recordRow) round(r *Record) {
	x := Round{ID: w.id(), Kind: RoundKind(w.words("kind", RoundKindNames)), Result: Result(w.words("outcome", ResultNames))}
	x.Start, x.End = w.dates()
	if x.Kind.Meets() {
		x.Level = sim.Level(w.words("level", sim.LevelNames))
	} else if w.cells["level"] != "" {
		w.wrong("level", "want nothing here: at a "+RoundKindNames[x.Kind]+" the sides do not meet")
	}
	if x.Evidence = w.evidence(); !w.bad {
		r.Rounds = append(r.Rounds, x)
	}
}

func (w *recordRow) document(r *Record) {
	x := Document{ID: w.id(), Kind: DocumentKind(w.words("kind", DocumentKindNames)), Issue: sim.NoIssue}
	w.words("precision", []string{"day", "month"})
	x.Date, x.Cluster = w.date("date"), w.cluster()
	switch {
	case x.Kind == DocProtocol:
		x.Issue = w.protocol(x.Cluster)
	case w.cells["issue"] != "":
		w.wrong("issue", "want nothing here: a "+DocumentKindNames[x.Kind]+" settles no issue; a protocol does")
	case x.Kind == DocSettlement:
		w.once("kind", "a settlement")
		x.Kept = w.answer("kept")
	}
	if x.Kind != DocSettlement && w.cells["kept"] != "" {
		w.wrong("kept", "want nothing here: only a settlement is kept or not")
	}
	if x.Evidence = w.evidence(); w.bad {
		return
	}
	r.Documents = append(r.Documents, x)
	if x.Kind == DocProtocol && x.Issue == sim.NoIssue {
		r.absent(w.cells["issue"], x.Date.Month, x.Date.Month)
	}
}

// protocol reads which issue a protocol settles, in a cluster that is read.
func (w *recordRow) protocol(cluster string) int {
	k, want, ok := w.issue()
	if !ok {
		return k
	}
	w.once("issue", "a protocol on this issue")
	switch issue := w.cells["issue"]; {
	case w.bad || cluster == want:
	case want == "":
		w.wrong("cluster", "want nothing here: "+issue+" belongs to no cluster")
	default:
		w.wrong("cluster", "want "+want+", the cluster of "+issue)
	}
	return k
}

func (w *recordRow) cluster() string {
	var names []string
	for _, x := range w.issues {
		if x.Cluster != "" && !slices.Contains(names, x.Cluster) {
			names = append(names, x.Cluster)
		}
	}
	if s := w.cells["cluster"]; s != "" && !slices.Contains(names, s) {
		w.wrong("cluster", "unknown cluster: "+fault.OneOf(names)+fault.DidYouMean(s, names))
	}
	return w.cells["cluster"]
}

func (w *recordRow) ceasefire(r *Record) {
	x := Ceasefire{ID: w.id(), Kind: CeasefireKind(w.words("kind", CeasefireKindNames))}
	if x.Kind.Signed() && w.cells["end"] == "" {
		w.words("precision", []string{"day", "month"})
		x.Start = w.date("start")
	} else {
		x.Start, x.End = w.dates()
	}
	switch {
	case x.Kind.Signed():
		x.Agreed = w.date("agreed")
		if !w.bad && x.Start.Compare(x.Agreed) < 0 {
			w.wrong("agreed", "want a day up to start, "+x.Start.String())
		}
	case w.cells["agreed"] != "":
		w.wrong("agreed", "want nothing here: a "+CeasefireKindNames[x.Kind]+" is not agreed")
	}
	if x.Evidence = w.evidence(); !w.bad {
		r.Ceasefires = append(r.Ceasefires, x)
	}
}

func (w *recordRow) violence(r *Record) {
	x := MonthlyViolence{Month: w.month("month"), Ordinal: w.whole("ordinal", 0, 4)}
	w.once("month", "this month")
	if x.Evidence = w.evidence(); !w.bad {
		r.Violence = append(r.Violence, x)
	}
}

func (w *recordRow) deaths(r *Record) {
	const most = 100_000_000
	x := YearlyDeaths{Year: w.whole("year", 1800, 2200)}
	x.Low, x.Best, x.High = w.whole("low", 0, most), w.whole("best", 0, most), w.whole("high", 0, most)
	w.once("year", "this year")
	if !w.bad && (x.Best < x.Low || x.Best > x.High) {
		w.wrong("best", fmt.Sprintf("want a number between low and high, %d to %d", x.Low, x.High))
	}
	if x.Evidence = w.evidence(); !w.bad {
		r.Deaths = append(r.Deaths, x)
	}
}

func (w *recordRow) role(r *Record) {
	x := RoleEntry{Start: w.month("start"), End: w.month("end"), Mediator: w.cells["mediator"]}
	if !w.bad && x.End < x.Start {
		w.wrong("end", "want a month from start, "+x.Start.String()+", on")
	}
	absent := w.s.Absent.Mediators
	mediators := form.Collect(w.s.Config.Mediators, func(m sim.Mediator) string { return m.ID })
	mediators = slices.Sorted(slices.Values(append(mediators, absent...)))
	x.Role = sim.Role(w.words("role", form.Enums["role"]()))
	if !slices.Contains(mediators, x.Mediator) {
		w.wrong("mediator", "unknown mediator: "+fault.OneOf(mediators)+fault.DidYouMean(x.Mediator, mediators))
	}
	x.Basis = RoleBasis(w.words("basis", RoleBasisNames))
	if x.Evidence = w.evidence(); w.bad {
		return
	}
	r.Roles = append(r.Roles, x)
	if slices.Contains(absent, x.Mediator) {
		r.absent(x.Mediator, x.Start, x.End)
	}
}

func (w *recordRow) position(r *Record) {
	x := FinalPosition{Position: w.fraction("position")}
	x.Issue, _, _ = w.issue()
	w.once("issue", "this issue")
	if x.Evidence = w.evidence(); w.bad {
		return
	}
	r.Positions = append(r.Positions, x)
	if x.Issue == sim.NoIssue {
		r.absent(w.cells["issue"], 0, 0)
	}
}
