package results

import (
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Grid is Screen.Grid for a file.
func Grid(left int, header []string, rows [][]string, most ...int) string {
	return Screen{}.Grid(left, header, rows, most...)
}

const (
	gap = "  " // between columns
	// Narrowest that a column of names becomes before a table is parted, and one of
	// a table that is all words.
	narrowest      = 12
	narrowestWords = 6
)

// Grid sets rows under a header. left says how many leading columns are words;
// the others are figures, set to the right. most bounds the widths of columns,
// 0 or none for any width; longer text is wrapped at spaces and commas.
//
// A table wider than the screen has its words wrapped, if it is all words; else
// its names are shortened, or if that would not be enough it goes on below, with
// the names again.
func (s Screen) Grid(left int, header []string, rows [][]string, most ...int) string {
	widths := naturalWidths(header, rows, most)
	over := sum(widths) + len(gap)*(len(widths)-1) - s.Width
	switch {
	case s.Width <= 0 || over <= 0:
		return s.grid(left, header, rows, most, wrapped)
	case left == len(header):
		narrow(widths, left, over, narrowestWords)
		return s.grid(left, header, rows, widths, broken)
	}
	if fitting := slices.Clone(widths); narrow(fitting, left, over, narrowest) || sum(widths[:left]) > s.Width/2 {
		widths = fitting
	}
	rows = slices.Clone(rows)
	for i := range rows {
		rows[i] = slices.Clone(rows[i])
		for j := range left {
			rows[i][j] = shortened(rows[i][j], widths[j])
		}
	}
	var parts []string
	for _, columns := range s.parted(widths, max(1, left)) {
		parts = append(parts, s.grid(left, picked(header, columns), pickedRows(rows, columns), nil, wrapped))
	}
	return strings.Join(parts, "\n")
}

// naturalWidths are those that the cells want, within bounds.
func naturalWidths(header []string, rows [][]string, most []int) []int {
	widths := make([]int, len(header))
	for _, r := range append([][]string{header}, rows...) {
		for i, cell := range r {
			w := text.LongestLineLen(cell)
			if i < len(most) && most[i] > 0 {
				w = text.LongestLineLen(wrapped(cell, most[i]))
			}
			widths[i] = max(widths[i], w)
		}
	}
	return widths
}

// narrow takes so much from the widest of the leading columns, one after the
// other, as long as they are wider than least; it says whether that was enough.
func narrow(widths []int, left, over, least int) bool {
	for ; over > 0 && left > 0; over-- {
		widest := 0
		for i := range left {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= least {
			return false
		}
		widths[widest]--
	}
	return over <= 0
}

// parted shares columns out among tables that fit, the leading ones in each.
func (s Screen) parted(widths []int, leading int) (tables [][]int) {
	var lead []int
	start := 0
	for i := range min(leading, len(widths)) {
		lead, start = append(lead, i), start+widths[i]+len(gap)
	}
	columns, used := slices.Clone(lead), start
	for i := len(lead); i < len(widths); i++ {
		if used+widths[i] > s.Width && len(columns) > len(lead) {
			tables = append(tables, columns)
			columns, used = slices.Clone(lead), start
		}
		columns, used = append(columns, i), used+widths[i]+len(gap)
	}
	return append(tables, columns)
}

func picked(cells []string, columns []int) []string {
	some := make([]string, len(columns))
	for i, c := range columns {
		some[i] = cells[c]
	}
	return some
}

func pickedRows(rows [][]string, columns []int) [][]string {
	some := make([][]string, len(rows))
	for i := range rows {
		some[i] = picked(rows[i], columns)
	}
	return some
}

// grid breaks cells that are wider than most allows.
func (s Screen) grid(left int, header []string, rows [][]string, most []int, breaks table.WidthEnforcer) string {
	w := table.NewWriter()
	style := table.StyleDefault
	style.Options = table.OptionsNoBordersAndSeparators
	style.Format.Header = text.FormatDefault
	style.Box.PaddingLeft, style.Box.PaddingRight = "", gap
	w.SetStyle(style)
	var columns []table.ColumnConfig
	for i := range header {
		c := table.ColumnConfig{Number: i + 1, Align: text.AlignLeft, AlignHeader: text.AlignLeft}
		if i >= left {
			c.Align, c.AlignHeader = text.AlignRight, text.AlignRight
		}
		if i < len(most) {
			c.WidthMax, c.WidthMaxEnforcer = most[i], breaks
		}
		columns = append(columns, c)
	}
	w.SetColumnConfigs(columns)
	w.AppendHeader(row(header, s.Strong))
	for _, r := range rows {
		w.AppendRow(row(r, nil))
	}
	var b strings.Builder
	for line := range strings.SplitSeq(w.Render(), "\n") {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
}

func row(cells []string, paint func(string) string) table.Row {
	r := make(table.Row, len(cells))
	for i, cell := range cells {
		if paint != nil {
			cell = paint(cell)
		}
		r[i] = cell
	}
	return r
}

// Wrap breaks text at the width of a page.
func Wrap(s string) string { return wrapped(s, width) }

// wrapped breaks lines after spaces and commas only; a longer word stands out.
func wrapped(s string, most int) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = wrappedLine(lines[i], most)
	}
	return strings.Join(lines, "\n")
}

func wrappedLine(s string, most int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		for i, part := range strings.SplitAfter(word, ",") {
			n := widthOf(part)
			blank := bit(i == 0 && column > 0)
			switch {
			case part == "":
				continue
			case column > 0 && column+blank+n > most:
				b.WriteByte('\n')
				column, blank = 0, 0
			case blank > 0:
				b.WriteByte(' ')
			}
			b.WriteString(part)
			column += blank + n
		}
	}
	return b.String()
}

// broken breaks longer words too.
func broken(s string, most int) string {
	lines := strings.Split(wrapped(s, most), "\n")
	for i := range lines {
		if widthOf(lines[i]) > most {
			lines[i] = text.WrapHard(lines[i], most)
		}
	}
	return strings.Join(lines, "\n")
}

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}
