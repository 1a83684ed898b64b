package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"
)

// guard comes before a text that a spreadsheet would run as a formula (OWASP, CSV Injection), and shows it that
// it is text; Reader takes it away.
const guard = "'"

// Writer writes CSV.
type Writer struct{ w *csv.Writer }

// NewWriter to w.
func NewWriter(w io.Writer) *Writer { return &Writer{csv.NewWriter(w)} }

// Write a row; an error may come as late as Flush.
func (w *Writer) Write(row []string) error {
	safe := row
	for i, cell := range row {
		if !formula(cell) {
			continue
		}
		if &safe[0] == &row[0] {
			safe = append([]string(nil), row...)
		}
		safe[i] = guard + cell
	}
	return w.w.Write(safe)
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
