package scenarios

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

// sheet is a CSV file that is read row by row and knows where each cell stands.
type sheet struct {
	// at is the file, and the line in which the row begins.
	at     origin
	text   []byte
	faults *collector
	rows   *csv.Reader
	header []string
	fields []string
}

// newSheet of a text with lines ended alike; lines that begin with comment, if it is
// not 0, are no rows.
func newSheet(file string, text []byte, comment rune, faults *collector) *sheet {
	s := &sheet{at: origin{file: file}, text: text, faults: faults, rows: csv.NewReader(bytes.NewReader(text))}
	s.rows.FieldsPerRecord, s.rows.ReuseRecord, s.rows.Comment = -1, true, comment
	return s
}

// plainText is a text without byte order mark, its lines ended alike: with LF, be they
// ended with CR LF or, as on an old Mac, with CR.
func plainText(text []byte) []byte {
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// notUTF8 says what to do about a text that is not, and in which line it stops being
// one, if that tells anything; "" if it is.
func notUTF8(text []byte) (line int, want string) {
	switch {
	case utf8.Valid(text):
		return 0, ""
	case bytes.IndexByte(text, 0) >= 0:
		return 0, "this is not a text file: want CSV in UTF-8"
	}
	good := 0
	for {
		r, n := utf8.DecodeRune(text[good:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		good += n
	}
	return 1 + bytes.Count(plainText(text[:good]), []byte{'\n'}), "a letter that is not UTF-8: want CSV in UTF-8, as a spreadsheet calls it where it saves"
}

// begin reads the header; columns are those that there should be.
func (s *sheet) begin(columns string) bool {
	if !s.ours() {
		return false
	}
	fields, err := s.rows.Read()
	var broken *csv.ParseError
	switch {
	case errors.As(err, &broken):
		s.broken(broken)
		return false
	case err != nil:
		s.add(s.at, "", "", "no header: want the columns "+columns)
		return false
	}
	for _, name := range fields {
		s.header = append(s.header, strings.TrimSpace(name))
	}
	s.fields = fields
	return true
}

// firstLine that is neither blank nor a comment.
func (s *sheet) firstLine() int {
	n := 0
	for line := range bytes.Lines(s.text) {
		n++
		line = bytes.TrimRight(line, "\n")
		if r, _ := utf8.DecodeRune(line); len(line) > 0 && (s.rows.Comment == 0 || r != s.rows.Comment) {
			return n
		}
	}
	return 1
}

// ours reports a header that a spreadsheet has written otherwise than CSV is here.
func (s *sheet) ours() bool {
	s.at.line = s.firstLine()
	at, want := s.foreign()
	if want != "" {
		s.add(at, "", "", want)
	}
	return want == ""
}

// foreign says what a spreadsheet made of the header that is not CSV here, and where.
func (s *sheet) foreign() (at origin, want string) {
	at = s.at.named()
	line := s.line(at.line)
	at.to = len(line)
	switch {
	case len(line) > 4 && strings.EqualFold(line[:4], "sep="):
		return at, "a line for a spreadsheet alone: take it out"
	case s.rows.Comment != 0 && strings.HasPrefix(line, `"`+string(s.rows.Comment)):
		return at, "a spreadsheet has put this line in quotes: want the file as it was written, never saved by another program"
	case strings.Contains(line, ","):
		return at, ""
	}
	for _, x := range [][2]string{
		{";", "semicolons between the columns, as a spreadsheet writes them in a language with decimal commas"},
		{"\t", "tabs between the columns"},
	} {
		if at.from = strings.Index(line, x[0]); at.from >= 0 {
			at.to = at.from + 1
			return at, x[1] + ": want commas between columns and a point in numbers (0.5); save it again with the comma as separator and English numbers"
		}
	}
	return at, ""
}

// next reads a row; false at the end, or where the rest is no CSV. A row with more or
// fewer cells than columns is a fault, and the next one is read.
func (s *sheet) next() bool {
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
		s.at.line, _ = s.rows.FieldPos(0)
		if s.fields = fields; len(fields) == len(s.header) {
			return true
		}
		s.uneven()
	}
}

func (s *sheet) broken(e *csv.ParseError) {
	line, column, want := e.Line, e.Column, e.Err.Error()
	if n, from := s.opened(e); e.Err == csv.ErrQuote && n < line {
		want = fmt.Sprintf("the quote that opens here is not closed; line %d, column %d: %s", line, column, want)
		line, column = n, from+1
	}
	s.at.line = line
	at := s.at.named()
	at.from = min(column-1, len(s.line(at.line)))
	at.to = at.from
	s.add(at, "", "", fmt.Sprintf("not CSV, column %d: %s", column, want))
}

// opened is where the last quote opens before what is no CSV, in the same row.
func (s *sheet) opened(e *csv.ParseError) (line, from int) {
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
func (s *sheet) uneven() {
	n, want := len(s.fields), len(s.header)
	at := s.cell(n - 1)
	text := fmt.Sprintf("%d fields: want %d, one for each column", n, want)
	if at.from = at.to; n > want {
		first := s.cell(want)
		if at.from = first.from; first.line != at.line {
			at.from = 0
		}
		text += "; want quotes around a text with a comma, and a point in numbers (0.5, not 0,5)"
	}
	s.add(at, "", "", text)
}

// cell is where a cell of the row stands, without the blanks around it.
func (s *sheet) cell(i int) origin {
	at := s.at.named()
	line, column := s.rows.FieldPos(i)
	words := s.line(line)
	from := min(column-1, len(words))
	raw := words[from:cellEnd(words, from)]
	at.line, at.from = line, from+len(raw)-len(strings.TrimLeft(raw, " \t"))
	at.to = max(at.from, from+len(strings.TrimRight(raw, " \t")))
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

// wrong reports a cell.
func (s *sheet) wrong(i int, want string) {
	s.add(s.cell(i), s.header[i], shownCell(strings.TrimSpace(s.fields[i])), want)
}

// wrongColumn reports the name of a column.
func (s *sheet) wrongColumn(i int, want string) { s.add(s.cell(i), shownCell(s.header[i]), "", want) }

// missing reports a column that is not there, behind the header.
func (s *sheet) missing(column, want string) {
	at := s.cell(len(s.header) - 1)
	at.from = at.to
	s.add(at, column, "", want)
}

func (s *sheet) add(at origin, path, value, want string) {
	s.line(at.line) // so that it is shown
	s.faults.add(at, path, value, want)
}

// line of the file, from 1; "" if there is none.
func (s *sheet) line(n int) string {
	if s.faults.lines[s.at.file] == nil {
		s.faults.reading(s.at.file, s.text)
	}
	if lines := s.faults.lines[s.at.file]; 0 < n && n <= len(lines) {
		return lines[n-1]
	}
	return ""
}

var decimalComma = regexp.MustCompile(`^[-+]?[0-9]*,[0-9]+([eE][-+]?[0-9]+)?$`)

// withPoint adds to what is wanted of a number how to write one with a decimal comma.
func withPoint(want, cell string) string {
	if decimalComma.MatchString(cell) {
		return want + ", written with a point: " + strings.Replace(cell, ",", ".", 1)
	}
	return want
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
