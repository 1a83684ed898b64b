// Package sheet is CSV: a Reader that knows where each cell is, for messages, and a Writer
// whose cells no spreadsheet takes for formulas.
package sheet

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
)

// Reader goes through a CSV file row by row. Rows without any value and columns without a name and a value
// are passed over: spreadsheets leave them behind.
type Reader struct {
	At     fault.Origin // the file, and the line in which the row begins
	Text   []byte       // its lines ended with LF
	Header []string
	Fields []string // of the row, without the blanks around them
	Bad    bool     // a fault was added
	faults *fault.Collector
	rows   *csv.Reader
}

// New reader of a text, or nil if it is none; lines that begin with comment, if it is not 0,
// are no rows.
func New(file string, text []byte, comment rune, faults *fault.Collector) *Reader {
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if bytes.IndexByte(text, '\r') >= 0 { // lines may end with CR LF or, as on an old Mac, with CR
		text = bytes.ReplaceAll(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	}
	s := &Reader{At: fault.Origin{File: file}, Text: text, faults: faults, rows: csv.NewReader(bytes.NewReader(text))}
	faults.Reading(file, text)
	if bytes.IndexByte(text, 0) >= 0 {
		s.Add(s.At, "", "", "this is not a text file: want CSV in UTF-8")
		return nil
	}
	if s.At.Line = fault.NotUTF8(text); s.At.Line > 0 {
		s.Add(s.At, "", "", "a letter that is not UTF-8: want CSV in UTF-8, as a spreadsheet calls it where it saves")
		return nil
	}
	s.At.Line = 1
	s.rows.FieldsPerRecord, s.rows.Comment, s.rows.TrimLeadingSpace = -1, comment, true
	return s
}

// Begin reads the header; columns are those that there should be.
func (s *Reader) Begin(columns string) bool {
	s.rows.LazyQuotes = true // of a header whose separator is another
	there := s.read()
	if there && len(s.Fields) == 2 && strings.EqualFold(s.Fields[0], "sep=") && s.Fields[1] == "" {
		there = s.read() // "sep=," is for spreadsheets
	}
	if !there {
		s.Add(s.At, "", "", "no header: want the columns "+columns)
		return false
	}
	s.rows.LazyQuotes = false
	s.Header = slices.Clone(s.Fields)
	for len(s.Header) > 1 && s.Header[len(s.Header)-1] == "" {
		s.Header = s.Header[:len(s.Header)-1]
	}
	if i := strings.IndexAny(s.Header[0], ";\t|"); len(s.Header) == 1 && i >= 0 {
		at := s.place(0)
		at.From, at.To = at.From+i, min(at.From+i+1, at.To)
		s.Add(at, "", "", fmt.Sprintf("columns separated by %q, as a spreadsheet writes them in a language with decimal commas: "+
			"want commas between columns and a point in numbers (0.5); save it again with the comma as separator and English numbers", s.Header[0][i]))
		return false
	}
	for i, name := range s.Header {
		if name == "" {
			s.Add(s.place(i), "", "", "a column without a name: want a name, or no such column (row numbers are left out with row.names = FALSE in R, with index=False in pandas)")
		} else if slices.Index(s.Header, name) < i {
			s.WrongColumn(i, "this column stands twice")
		}
	}
	return !slices.Contains(s.Header, "")
}

// Next reads a row; false at the end, or where the rest is no CSV. A row with more or
// fewer cells than columns is a fault, and the next one is read.
func (s *Reader) Next() bool {
	for s.read() {
		if !slices.ContainsFunc(s.Fields, func(cell string) bool { return cell != "" }) {
			continue
		}
		for n := len(s.Fields); n > len(s.Header) && s.Fields[n-1] == ""; n-- {
			s.Fields = s.Fields[:n-1]
		}
		n, want := len(s.Fields), len(s.Header)
		if n == want {
			return true
		}
		text := fmt.Sprintf("%d fields: want %d, one for each column", n, want)
		if n > want {
			at := s.place(want)
			if last := s.place(n - 1); last.Line == at.Line {
				at.To = last.To
			}
			s.Add(at, "", "", text+"; want quotes around a text with a comma, and a point in numbers (0.5, not 0,5)")
		} else {
			s.Add(s.behind(n-1), "", "", text)
		}
	}
	return false
}

// Cell of the row in a column; "" where there is no such column.
func (s *Reader) Cell(column string) string {
	if i := slices.Index(s.Header, column); i >= 0 {
		return s.Fields[i]
	}
	return ""
}

func (s *Reader) read() bool {
	fields, err := s.rows.Read()
	if broken := (*csv.ParseError)(nil); errors.As(err, &broken) {
		s.At.Line = broken.StartLine
		at := s.At.Named()
		want := fmt.Sprintf("not CSV, column %d: %v", broken.Column, broken.Err)
		if broken.Line > broken.StartLine {
			want = fmt.Sprintf("not CSV: a quote that opens in this row is not closed; line %d, column %d: %v", broken.Line, broken.Column, broken.Err)
		} else {
			at.From = min(broken.Column-1, len(s.faults.Line(at.File, at.Line)))
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
		if text, guarded := strings.CutPrefix(fields[i], guard); guarded && formula(text) {
			fields[i] = text
		}
	}
	return true
}

// place of a cell of the row; of one over several lines, of what is on the first.
func (s *Reader) place(i int) fault.Origin {
	at := s.At.Named()
	var column int
	at.Line, column = s.rows.FieldPos(i)
	words := s.faults.Line(at.File, at.Line)
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
func (s *Reader) behind(i int) fault.Origin {
	at := s.place(i)
	at.From = at.To
	return at
}

// Wrong reports a cell.
func (s *Reader) Wrong(i int, want string) {
	s.Add(s.place(i), s.Header[i], ShownCell(s.Fields[i]), want)
}

// WrongColumn reports the name of a column.
func (s *Reader) WrongColumn(i int, want string) { s.Add(s.place(i), ShownCell(s.Header[i]), "", want) }

// Missing reports a column that is not there, behind the header.
func (s *Reader) Missing(column, want string) { s.Add(s.behind(len(s.Header)-1), column, "", want) }

// Add a fault of the sheet.
func (s *Reader) Add(at fault.Origin, path, value, want string) {
	s.Bad = true
	s.faults.Add(at, path, value, want)
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
func ShownCell(s string) string { return cmp.Or(fault.Shorten(s), `""`) }

// guard comes before a text that a spreadsheet would run as a formula (OWASP, CSV Injection), and shows it that
// it is text; Reader takes it away.
const guard = "'"

// Writer writes CSV.
type Writer struct {
	w    *csv.Writer
	safe []string // the row as it is written
}

// NewWriter to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: csv.NewWriter(w)} }

// Write a row; an error may come as late as Flush.
func (w *Writer) Write(row []string) error {
	w.safe = append(w.safe[:0], row...)
	for i, cell := range row {
		if formula(cell) {
			w.safe[i] = guard + cell
		}
	}
	return w.w.Write(w.safe)
}

// Flush says what went wrong since the beginning.
func (w *Writer) Flush() error {
	w.w.Flush()
	return w.w.Error()
}

// WriteAll writes rows, and flushes.
func (w *Writer) WriteAll(rows [][]string) error {
	var errs error
	for _, row := range rows {
		errs = errors.Join(errs, w.Write(row))
	}
	return errors.Join(errs, w.Flush())
}

func formula(cell string) bool {
	if cell == "" || !strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return false
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err != nil
}
