package scenarios

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

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
	{"protocols.csv", withEvidence("id", "date", "precision", "kind", "cluster", "issue"), (*recordRow).document},
	{"ceasefires.csv", withEvidence("id", "kind", "agreed", "start", "end", "precision"), (*recordRow).ceasefire},
	{"violence.csv", withEvidence("month", "ordinal"), (*recordRow).violence},
	{"violence_yearly.csv", withEvidence("year", "low", "best", "high"), (*recordRow).deaths},
	{"roles.csv", withEvidence("start", "end", "role", "mediator", "basis"), (*recordRow).role},
	{"positions.csv", withEvidence("issue", "position"), (*recordRow).position},
}

func recordFiles() (names []string) {
	for _, f := range recordTables {
		names = append(names, f.name)
	}
	return names
}

func readRecord(folder fs.FS, name string, c *sim.Config) (*Record, error) {
	r := &Record{Name: name}
	sum := sha256.New()
	var faults collector
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, oneFault(name, plainError(err).Error())
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".csv" {
			continue
		}
		i := slices.IndexFunc(recordTables, func(f recordFile) bool { return f.name == e.Name() })
		if i < 0 {
			faults.add(origin{file: path.Join(name, e.Name())}, "", "", "no file of a record: "+oneOf(recordFiles())+DidYouMean(e.Name(), recordFiles()))
			continue
		}
		r.files = append(r.files, e.Name())
		text := readTable(folder, &recordTables[i], r, c, &faults)
		fmt.Fprintf(sum, "%s %d\n%s", e.Name(), len(text), text)
	}
	if len(r.files) == 0 && !faults.any() {
		return nil, oneFault(name, "no record in this folder: want at least one of "+strings.Join(recordFiles(), ", "))
	}
	r.sort()
	r.Checksum = hex.EncodeToString(sum.Sum(nil)[:8])
	return r, faults.err()
}

// sort by date what is read in any order.
func (r *Record) sort() {
	slices.SortStableFunc(r.Rounds, func(a, b Round) int { return a.End.Compare(b.End) })
	slices.SortStableFunc(r.Documents, func(a, b Document) int { return a.Date.Compare(b.Date) })
	slices.SortStableFunc(r.Ceasefires, func(a, b Ceasefire) int { return a.Start.Compare(b.Start) })
	slices.SortStableFunc(r.Violence, func(a, b MonthlyViolence) int { return int(a.Month - b.Month) })
	slices.SortStableFunc(r.Deaths, func(a, b YearlyDeaths) int { return a.Year - b.Year })
}

// recordRow is a row being read.
type recordRow struct {
	c      *sim.Config
	faults *collector
	at     origin
	cells  map[string]string
	seen   map[string]int // line of what may stand once
	bad    bool
}

// readTable adds the rows of a file and returns its text, lines ended alike.
func readTable(folder fs.FS, f *recordFile, r *Record, c *sim.Config, faults *collector) []byte {
	at := origin{file: path.Join(r.Name, f.name)}
	text, err := readAll(folder, f.name)
	if err != nil {
		faults.add(at, "", "", err.Error())
		return nil
	}
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	rows := csv.NewReader(bytes.NewReader(text))
	rows.FieldsPerRecord = -1
	header, err := rows.Read()
	at.line = 1
	if err != nil {
		faults.add(at, "", "", "no header: want the columns "+columnList(f))
		return nil
	}
	if !checkHeader(f, header, at, faults) {
		return nil
	}
	row := &recordRow{c: c, faults: faults, at: at, cells: map[string]string{}, seen: map[string]int{}}
	for {
		fields, err := rows.Read()
		if err == io.EOF {
			break
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			at.line = broken.Line
			faults.add(at, "", "", "not CSV, column "+strconv.Itoa(broken.Column)+": "+broken.Err.Error())
			return nil
		}
		row.at.line, _ = rows.FieldPos(0)
		if len(fields) != len(header) {
			faults.add(row.at, "", "", fmt.Sprintf("%d fields: want %d, one for each column", len(fields), len(header)))
			continue
		}
		for i, column := range header {
			row.cells[column] = strings.TrimSpace(fields[i])
		}
		row.bad = false
		f.row(row, r)
	}
	if row.at.line == 1 {
		faults.add(at, "", "", "no rows: want one or more, or leave the file out")
	}
	return text
}

func readAll(folder fs.FS, name string) ([]byte, error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, plainError(err)
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, maxFileSize+1))
	switch {
	case err != nil:
		return nil, plainError(err)
	case len(text) > maxFileSize:
		return nil, fmt.Errorf("larger than %d bytes", maxFileSize)
	case !utf8.Valid(text):
		return nil, errors.New("this is not a text file: want CSV in UTF-8")
	}
	return text, nil
}

// columnList names the columns of a file.
func columnList(f *recordFile) string {
	var names []string
	for _, c := range f.columns {
		names = append(names, strings.TrimSuffix(c, "?"))
	}
	return strings.Join(names, ", ")
}

func checkHeader(f *recordFile, header []string, at origin, faults *collector) bool {
	var names []string
	before := len(faults.list)
	for _, column := range f.columns {
		name, optional := strings.CutSuffix(column, "?")
		names = append(names, name)
		if !optional && !slices.Contains(header, name) {
			faults.add(at, name, "", "missing column: want "+columnList(f))
		}
	}
	for i, column := range header {
		switch {
		case !slices.Contains(names, column):
			faults.add(at, shownCell(column), "", "unknown column: "+oneOf(names)+DidYouMean(column, names))
		case slices.Index(header, column) < i:
			faults.add(at, column, "", "this column stands twice")
		}
	}
	return len(faults.list) == before
}

func shownCell(s string) string {
	if s == "" {
		return `""`
	}
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}

// wrong reports a cell.
func (w *recordRow) wrong(column, want string) {
	w.bad = true
	w.faults.add(w.at, column, shownCell(w.cells[column]), want)
}

// words returns which of a few words a cell is.
func (w *recordRow) words(column string, of []string) int {
	i := slices.Index(of, w.cells[column])
	if i < 0 {
		w.wrong(column, oneOf(of)+DidYouMean(w.cells[column], of))
	}
	return max(i, 0)
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
		w.wrong(column, "want a number from 0 to 1")
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
	w.seen[key] = w.at.line
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

func (w *recordRow) issue(column string) int {
	var names []string
	for i := range w.c.Issues {
		names = append(names, w.c.Issues[i].ID)
	}
	i := slices.Index(names, w.cells[column])
	if i < 0 {
		w.wrong(column, "unknown issue: "+oneOf(names)+DidYouMean(w.cells[column], names))
	}
	return i
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
	}
	if x.Evidence = w.evidence(); !w.bad {
		r.Documents = append(r.Documents, x)
	}
}

// protocol reads which issue a protocol settles, in a cluster that is read.
func (w *recordRow) protocol(cluster string) int {
	k := w.issue("issue")
	if k < 0 {
		return k
	}
	w.once("issue", "a protocol on this issue")
	switch issue := &w.c.Issues[k]; {
	case w.bad || cluster == issue.Cluster:
	case issue.Cluster == "":
		w.wrong("cluster", "want nothing here: "+issue.ID+" belongs to no cluster")
	default:
		w.wrong("cluster", "want "+issue.Cluster+", the cluster of "+issue.ID)
	}
	return k
}

func (w *recordRow) cluster() string {
	var names []string
	for i := range w.c.Issues {
		if name := w.c.Issues[i].Cluster; name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if s := w.cells["cluster"]; s != "" && !slices.Contains(names, s) {
		w.wrong("cluster", "unknown cluster: "+oneOf(names)+DidYouMean(s, names))
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
	var roles, mediators []string
	for i := range sim.Roles {
		roles = append(roles, sim.Roles[i].ID)
	}
	for i := range w.c.Mediators {
		mediators = append(mediators, w.c.Mediators[i].ID)
	}
	x.Role = sim.Role(w.words("role", roles))
	if !slices.Contains(mediators, x.Mediator) {
		w.wrong("mediator", "unknown mediator: "+oneOf(mediators)+DidYouMean(x.Mediator, mediators))
	}
	x.Basis = RoleBasis(w.words("basis", RoleBasisNames))
	if x.Evidence = w.evidence(); !w.bad {
		r.Roles = append(r.Roles, x)
	}
}

func (w *recordRow) position(r *Record) {
	x := FinalPosition{Issue: w.issue("issue"), Position: w.fraction("position")}
	w.once("issue", "this issue")
	if x.Evidence = w.evidence(); !w.bad {
		r.Positions = append(r.Positions, x)
	}
}
