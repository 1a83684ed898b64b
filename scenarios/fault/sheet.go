package fault

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Sheet is a CSV file that is read row by row and knows where each cell stands.
type Sheet struct {
	// At is the file, and the line in which the row begins.
	At     Origin
	Text   []byte
	Faults *Collector
	rows   *csv.Reader
	Header []string
	Fields []string
}

// NewSheet of a text with lines ended alike; lines that begin with comment, if it is
// not 0, are no rows.
func NewSheet(file string, text []byte, comment rune, faults *Collector) *Sheet {
	s := &Sheet{At: Origin{File: file}, Text: text, Faults: faults, rows: csv.NewReader(bytes.NewReader(text))}
	s.rows.FieldsPerRecord, s.rows.ReuseRecord, s.rows.Comment = -1, true, comment
	return s
}

// Begin reads the header; columns are those that there should be.
func (s *Sheet) Begin(columns string) bool {
	if !s.Ours() {
		return false
	}
	fields, err := s.rows.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		s.broken(broken)
		return false
	case err != nil:
		s.Add(s.At, "", "", "no header: want the columns "+columns)
		return false
	}
	for _, name := range fields {
		s.Header = append(s.Header, strings.TrimSpace(name))
	}
	s.Fields = fields
	return true
}

// firstLine that is neither blank nor a comment.
func (s *Sheet) firstLine() int {
	n := 0
	for line := range bytes.Lines(s.Text) {
		n++
		line = bytes.TrimRight(line, "\n")
		if r, _ := utf8.DecodeRune(line); len(line) > 0 && (s.rows.Comment == 0 || r != s.rows.Comment) {
			return n
		}
	}
	return 1
}

const wantCommas = ": want commas between columns and a point in numbers (0.5); save it again with the comma as separator and English numbers"

// Ours reports a header that a spreadsheet has written otherwise than CSV is here.
func (s *Sheet) Ours() bool {
	s.At.Line = s.firstLine()
	line, want := s.line(s.At.Line), ""
	at := s.At.Named()
	at.To = len(line)
	mark := func(separator string) {
		at.From, at.To = strings.Index(line, separator), strings.Index(line, separator)+1
	}
	switch {
	case len(line) > 4 && strings.EqualFold(line[:4], "sep="):
		want = "a line for a spreadsheet alone: take it out"
	case s.rows.Comment != 0 && strings.HasPrefix(line, `"`+string(s.rows.Comment)):
		want = "a spreadsheet has put this line in quotes: want the file as it was written, never saved by another program"
	case strings.Contains(line, ","):
		return true
	case strings.Contains(line, ";"):
		mark(";")
		want = "semicolons between the columns, as a spreadsheet writes them in a language with decimal commas" + wantCommas
	case strings.Contains(line, "\t"):
		mark("\t")
		want = "tabs between the columns" + wantCommas
	default:
		return true
	}
	s.Add(at, "", "", want)
	return false
}

// Next reads a row; false at the end, or where the rest is no CSV. A row with more or
// fewer cells than columns is a fault, and the next one is read.
func (s *Sheet) Next() bool {
	for {
		fields, err := s.rows.Read()
		var broken *csv.ParseError
		switch {
		case err == io.EOF:
			return false
		case errors.As(err, &broken):
			s.broken(broken)
			return false
		}
		s.At.Line, _ = s.rows.FieldPos(0)
		if s.Fields = fields; len(fields) == len(s.Header) {
			return true
		}
		s.uneven()
	}
}

func (s *Sheet) broken(e *csv.ParseError) {
	line, column, want := e.Line, e.Column, e.Err.Error()
	if n, from := s.opened(e); e.Err == csv.ErrQuote && n < line {
		want = fmt.Sprintf("the quote that opens here is not closed; line %d, column %d: %s", line, column, want)
		line, column = n, from+1
	}
	s.At.Line = line
	at := s.At.Named()
	at.From = min(column-1, len(s.line(at.Line)))
	at.To = at.From
	s.Add(at, "", "", fmt.Sprintf("not CSV, column %d: %s", column, want))
}

// opened is where the last quote opens before what is no CSV, in the same row.
func (s *Sheet) opened(e *csv.ParseError) (line, from int) {
	line, open := e.Line, false
	for n := e.StartLine; n <= e.Line; n++ {
		words := s.line(n)
		if n == e.Line {
			words = words[:min(e.Column-1, len(words))]
		}
		for i := range len(words) {
			if words[i] != '"' {
				continue
			}
			if open = !open; open && (i == 0 || words[i-1] != '"') { // and no quote within quotes
				line, from = n, i
			}
		}
	}
	return line, from
}

// uneven marks the cells that are too many, or the end where some are missing.
func (s *Sheet) uneven() {
	n, want := len(s.Fields), len(s.Header)
	at := s.cell(n - 1)
	text := fmt.Sprintf("%d fields: want %d, one for each column", n, want)
	if at.From = at.To; n > want {
		first := s.cell(want)
		if at.From = first.From; first.Line != at.Line {
			at.From = 0
		}
		text += "; want quotes around a text with a comma, and a point in numbers (0.5, not 0,5)"
	}
	s.Add(at, "", "", text)
}

// cell is where a cell of the row stands, without the blanks around it.
func (s *Sheet) cell(i int) Origin {
	at := s.At.Named()
	line, column := s.rows.FieldPos(i)
	words := s.line(line)
	from := min(column-1, len(words))
	raw := words[from:cellEnd(words, from)]
	at.Line, at.From = line, from+len(raw)-len(strings.TrimLeft(raw, " \t"))
	at.To = max(at.From, from+len(strings.TrimRight(raw, " \t")))
	return at
}

// cellEnd is where the cell ends that begins at a byte of a line.
func cellEnd(line string, from int) int {
	quoted := false
	for i := from; i < len(line); i++ {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ',' && !quoted:
			return i
		}
	}
	return len(line)
}

// Wrong reports a cell.
func (s *Sheet) Wrong(i int, want string) {
	s.Add(s.cell(i), s.Header[i], ShownCell(strings.TrimSpace(s.Fields[i])), want)
}

// WrongColumn reports the name of a column.
func (s *Sheet) WrongColumn(i int, want string) { s.Add(s.cell(i), ShownCell(s.Header[i]), "", want) }

// Missing reports a column that is not there, behind the header.
func (s *Sheet) Missing(column, want string) {
	at := s.cell(len(s.Header) - 1)
	at.From = at.To
	s.Add(at, column, "", want)
}

// Add a fault of the sheet.
func (s *Sheet) Add(at Origin, path, value, want string) {
	s.line(at.Line) // so that it is shown
	s.Faults.Add(at, path, value, want)
}

// line of the file, from 1; "" if there is none.
func (s *Sheet) line(n int) string {
	if s.Faults.lines[s.At.File] == nil {
		s.Faults.Reading(s.At.File, s.Text)
	}
	if lines := s.Faults.lines[s.At.File]; 0 < n && n <= len(lines) {
		return lines[n-1]
	}
	return ""
}

var decimalComma = regexp.MustCompile(`^[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?$`)

// WithPoint adds to what is wanted of a number how to write one with a decimal comma.
func WithPoint(want, cell string) string {
	if decimalComma.MatchString(cell) {
		return want + ", written with a point: " + strings.Replace(cell, ",", ".", 1)
	}
	return want
}

// ShownCell is a cell as a message shows it.
func ShownCell(s string) string {
	if s == "" {
		return `""`
	}
	if len(s) > 60 {
		s = strings.ToValidUTF8(s[:60], "") + "..."
	}
	return s
}
