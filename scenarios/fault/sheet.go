package fault

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Sheet is a CSV file that is read row by row and knows where each cell stands.
type Sheet struct {
	At     Origin // the file, and the line in which the row begins
	Text   []byte // without byte order mark, its lines ended with LF
	Header []string
	Fields []string // of the row, without the blanks around them
	Bad    bool     // a fault was added
	faults *Collector
	rows   *csv.Reader
}

// NewSheet of a text, or nil if it is none; lines that begin with comment, if it is not 0,
// are no rows.
func NewSheet(file string, text []byte, comment rune, faults *Collector) *Sheet {
	// Lines may end with CR LF or, as on an old Mac, with CR.
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	s := &Sheet{At: Origin{File: file}, Text: text, faults: faults, rows: csv.NewReader(bytes.NewReader(text))}
	if bytes.IndexByte(text, 0) >= 0 {
		s.Add(s.At, "", "", "this is not a text file: want CSV in UTF-8")
		return nil
	}
	for line := range bytes.Lines(text) {
		if s.At.Line++; !utf8.Valid(line) {
			s.Add(s.At, "", "", "a letter that is not UTF-8: want CSV in UTF-8, as a spreadsheet calls it where it saves")
			return nil
		}
	}
	faults.Reading(file, text)
	s.At.Line = 1
	s.rows.FieldsPerRecord, s.rows.Comment = -1, comment
	return s
}

// Begin reads the header; columns are those that there should be.
func (s *Sheet) Begin(columns string) bool {
	s.rows.LazyQuotes = true // of a header whose separator is another
	if !s.read() {
		s.Add(s.At, "", "", "no header: want the columns "+columns)
		return false
	}
	s.rows.LazyQuotes = false
	s.Header = s.Fields
	if i := strings.IndexAny(s.Header[0], ";\t"); len(s.Header) == 1 && i >= 0 {
		at := s.cell(0)
		at.From, at.To = at.From+i, min(at.From+i+1, at.To)
		s.Add(at, "", "", fmt.Sprintf("columns separated by %q, as a spreadsheet writes them in a language with decimal commas: "+
			"want commas between columns and a point in numbers (0.5); save it again with the comma as separator and English numbers", s.Header[0][i]))
	}
	for i, name := range s.Header {
		if slices.Index(s.Header, name) < i {
			s.WrongColumn(i, "this column stands twice")
		}
	}
	return len(s.Header) > 1 || !s.Bad
}

// Next reads a row; false at the end, or where the rest is no CSV. A row with more or
// fewer cells than columns is a fault, and the next one is read.
func (s *Sheet) Next() bool {
	for s.read() {
		n, want := len(s.Fields), len(s.Header)
		switch text := fmt.Sprintf("%d fields: want %d, one for each column", n, want); {
		case n == want:
			return true
		case n > want:
			at := s.cell(want)
			if last := s.cell(n - 1); last.Line == at.Line {
				at.To = last.To
			}
			s.Add(at, "", "", text+"; want quotes around a text with a comma, and a point in numbers (0.5, not 0,5)")
		default:
			s.Add(s.behind(n-1), "", "", text)
		}
	}
	return false
}

func (s *Sheet) read() bool {
	fields, err := s.rows.Read()
	if broken := (*csv.ParseError)(nil); errors.As(err, &broken) {
		s.At.Line = broken.StartLine
		at := s.At.Named()
		want := fmt.Sprintf("not CSV, column %d: %v", broken.Column, broken.Err)
		if broken.Line > broken.StartLine {
			want = fmt.Sprintf("not CSV: a quote that opens in this row is not closed; line %d, column %d: %v", broken.Line, broken.Column, broken.Err)
		} else {
			at.From = min(broken.Column-1, len(s.line(at.Line)))
			at.To = at.From
		}
		s.Add(at, "", "", want)
	}
	if err != nil {
		return false
	}
	s.At.Line, _ = s.rows.FieldPos(0)
	s.Fields = fields
	for i := range fields {
		fields[i] = strings.TrimSpace(fields[i])
	}
	return true
}

// cell is where a cell of the row stands; of one over several lines, what is on the first.
func (s *Sheet) cell(i int) Origin {
	at := s.At.Named()
	var column int
	at.Line, column = s.rows.FieldPos(i)
	words := s.line(at.Line)
	at.From = min(column-1, len(words))
	at.From += len(words[at.From:]) - len(strings.TrimLeft(words[at.From:], " \t"))
	length := len(s.Fields[i])
	if strings.HasPrefix(words[at.From:], `"`) {
		length += len(`""`)
	}
	at.To = min(at.From+length, len(words))
	return at
}

// behind a cell.
func (s *Sheet) behind(i int) Origin {
	at := s.cell(i)
	at.From = at.To
	return at
}

// Wrong reports a cell.
func (s *Sheet) Wrong(i int, want string) {
	s.Add(s.cell(i), s.Header[i], ShownCell(s.Fields[i]), want)
}

// WrongColumn reports the name of a column.
func (s *Sheet) WrongColumn(i int, want string) { s.Add(s.cell(i), ShownCell(s.Header[i]), "", want) }

// Missing reports a column that is not there, behind the header.
func (s *Sheet) Missing(column, want string) { s.Add(s.behind(len(s.Header)-1), column, "", want) }

// Add a fault of the sheet.
func (s *Sheet) Add(at Origin, path, value, want string) {
	s.Bad = true
	s.faults.Add(at, path, value, want)
}

// line of the file, from 1.
func (s *Sheet) line(n int) string { return s.faults.lines[s.At.File][n-1] }

var decimalComma = regexp.MustCompile(`^[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?$`)

// WithPoint adds to what is wanted of a number how to write one with a decimal comma.
func WithPoint(want, cell string) string {
	if decimalComma.MatchString(cell) {
		return want + ", written with a point: " + strings.Replace(cell, ",", ".", 1)
	}
	return want
}

// ShownCell is a cell as a message shows it.
func ShownCell(s string) string { return cmp.Or(Shorten(s), `""`) }
