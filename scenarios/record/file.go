package record

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"parley/scenarios"
	"parley/scenarios/fault"
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

func recordFiles() (names []string) {
	for _, f := range recordTables {
		names = append(names, f.name)
	}
	return names
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
	text, line, err := readAll(folder, f.name)
	if err != nil {
		faults.Add(fault.Origin{File: file, Line: line}, "", "", err.Error())
		return nil
	}
	table := fault.NewSheet(file, fault.PlainText(text), 0, faults)
	if !table.Begin(columnList(f)) || !f.checkHeader(table) {
		return nil
	}
	first := table.At.Line
	row := &recordRow{s: s, table: table, cells: map[string]string{}, seen: map[string]int{}}
	for row.next() {
		f.row(row, r)
	}
	if table.At.Line == first {
		table.Add(fault.Origin{File: file, Line: first}, "", "", "no rows: want one or more, or leave the file out")
	}
	return table.Text
}

// readAll returns a text, or what is wrong with it and in which line, if in one.
func readAll(folder fs.FS, name string) (text []byte, line int, err error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, 0, fault.PlainError(err)
	}
	defer f.Close()
	if text, err = io.ReadAll(io.LimitReader(f, fault.MaxFileSize+1)); err != nil {
		return nil, 0, fault.PlainError(err)
	}
	if len(text) > fault.MaxFileSize {
		return nil, 0, fmt.Errorf("larger than %d bytes", fault.MaxFileSize)
	}
	if line, want := fault.NotUTF8(text); want != "" {
		return nil, line, errors.New(want)
	}
	return text, 0, nil
}

// columnList names the columns of a file.
func columnList(f *recordFile) string {
	var names []string
	for _, c := range f.columns {
		names = append(names, strings.TrimSuffix(c, "?"))
	}
	return strings.Join(names, ", ")
}

func (f *recordFile) checkHeader(t *fault.Sheet) bool {
	var names []string
	before := len(t.Faults.List)
	for _, column := range f.columns {
		name, optional := strings.CutSuffix(column, "?")
		names = append(names, name)
		if !optional && !slices.Contains(t.Header, name) {
			t.Missing(name, "missing column: want "+columnList(f))
		}
	}
	for i, column := range t.Header {
		switch {
		case !slices.Contains(names, column):
			t.WrongColumn(i, "unknown column: "+fault.OneOf(names)+fault.DidYouMean(column, names))
		case slices.Index(t.Header, column) < i:
			t.WrongColumn(i, "this column stands twice")
		}
	}
	return len(t.Faults.List) == before
}
