package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// Grid is Screen.Grid for a file.
func Grid(left int, header []string, rows [][]string, most ...int) string {
	return Screen{}.Grid(left, header, rows, most...)
}

// gap between columns.
const gap = "  "

// Grid sets rows under a header. left says how many leading columns are words;
// the others are figures, set to the right. most bounds the widths of columns,
// 0 or none for any width; longer text is wrapped at spaces and commas.
//
// Where it is wider than the screen a table of words is a list; any other goes on
// below, with the words again.
func (s Screen) Grid(left int, header []string, rows [][]string, most ...int) string {
	return s.Figures(left, nil, header, rows, most...)
}

// Figures sets rows as Grid does, with some columns again where a table goes on below:
// those that tell its rows apart; nil is the words.
func (s Screen) Figures(left int, again []int, header []string, rows [][]string, most ...int) string {
	grid := s.grid(left, header, rows, most)
	switch {
	case s.Width <= 0 || widestLine(grid) <= s.Width:
		return grid
	case left == len(header):
		return s.list(header, rows)
	}
	if again == nil {
		for i := range max(1, left) {
			again = append(again, i)
		}
	}
	return s.onBelow(left, again, header, rows)
}

// list sets the cells of each row one below the other, by their names.
func (s Screen) list(header []string, rows [][]string) string {
	label := 0
	for _, name := range header[1:] {
		label = max(label, widthOf(name))
	}
	indent := len(gap) + label + len(gap)
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(s.Strong(r[0]) + "\n")
		for i, cell := range r {
			if i == 0 || cell == "" {
				continue
			}
			b.WriteString(gap + s.Quiet(header[i]) + strings.Repeat(" ", indent-len(gap)-widthOf(header[i])))
			text := broken(cell, s.inset(indent).Width)
			b.WriteString(strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", indent)) + "\n")
		}
	}
	return b.String()
}

// onBelow shares columns out among tables that fit, some of them again in each.
func (s Screen) onBelow(left int, again []int, header []string, rows [][]string) string {
	var tables []string
	var columns []int
	table, own := "", false // own says whether it has more than those again
	for i := range header {
		if slices.Contains(columns, i) {
			continue
		}
		wider := s.some(append(slices.Clip(columns), i), left, header, rows)
		if own && widestLine(wider) > s.Width {
			tables, columns, own = append(tables, table), again, false
			wider = s.some(append(slices.Clip(columns), i), left, header, rows)
		}
		columns, table, own = append(slices.Clip(columns), i), wider, own || !slices.Contains(again, i)
	}
	return strings.Join(append(tables, table), "\n")
}

// some columns of a table.
func (s Screen) some(columns []int, left int, header []string, rows [][]string) string {
	picked, words := make([][]string, 1+len(rows)), 0
	for _, c := range columns {
		if c < left {
			words++
		}
		picked[0] = append(picked[0], header[c])
		for i := range rows {
			picked[1+i] = append(picked[1+i], rows[i][c])
		}
	}
	return s.grid(words, picked[0], picked[1:], nil)
}

// grid breaks cells that are wider than most allows.
func (s Screen) grid(left int, header []string, rows [][]string, most []int) string {
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
			c.WidthMax, c.WidthMaxEnforcer = most[i], wrapped
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

// Wrap breaks lines that are wider than the screen, a file's never.
func (s Screen) Wrap(text string) string {
	lines := strings.Split(text, "\n")
	for i := range lines {
		if s.Width > 0 && widthOf(lines[i]) > s.Width {
			lines[i] = wrapped(lines[i], s.Width)
		}
	}
	return strings.Join(lines, "\n")
}

// wrapped breaks lines after spaces and commas only; a longer word stands out.
func wrapped(s string, most int) string { return filled(s, most, afterCommas) }

// broken breaks longer words too, after their full stops and underscores.
func broken(s string, most int) string {
	return filled(s, most, func(word string) []string {
		if widthOf(word) <= most {
			return afterCommas(word)
		}
		return nameParts.FindAllString(word, -1)
	})
}

func afterCommas(word string) []string { return strings.SplitAfter(word, ",") }

var nameParts = regexp.MustCompile("[^,._]*[,._]|[^,._]+")

// filled sets as much on a line as fits; parts says where a word may be broken.
func filled(s string, most int, parts func(word string) []string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = filledLine(lines[i], most, parts)
	}
	return strings.Join(lines, "\n")
}

func filledLine(s string, most int, parts func(word string) []string) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		for i, part := range parts(word) {
			n := widthOf(part)
			blank := 0
			if i == 0 && column > 0 {
				blank = 1
			}
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

func widestLine(s string) (most int) {
	for line := range strings.SplitSeq(s, "\n") {
		most = max(most, widthOf(line))
	}
	return most
}
