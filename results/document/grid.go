package document

import (
	"regexp"
	"slices"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"
)

// gap between columns.
const gap = "  "

// Grid sets rows under a header. left says how many leading columns are words;
// the others are figures, set to the right. most bounds the widths of columns,
// 0 or none for any width; longer text is wrapped at spaces and commas.
//
// Where it is wider than the screen a table of words is a list; any other goes on below,
// with the words, or the first column, again.
func (s Screen) Grid(left int, header []string, rows [][]string, most ...int) string {
	grid := s.grid(left, header, rows, most)
	switch {
	case s.Width <= 0 || widestLine(grid) <= s.Width || len(header) == 1:
		return grid
	case left < len(header):
		return s.onBelow(left, header, rows)
	}
	var b strings.Builder // the cells of each row one below the other, after their names
	for _, r := range rows {
		b.WriteString(s.Strong(r[0]) + "\n")
		for i, cell := range r {
			if i > 0 && cell != "" {
				text := wrapped(header[i]+": "+cell, s.inset(2*len(gap)).Width)
				b.WriteString(gap + strings.ReplaceAll(text, "\n", "\n"+gap+gap) + "\n")
			}
		}
	}
	return b.String()
}

// onBelow shares columns out among tables that fit, those that name the rows in each, as
// far as there is room.
func (s Screen) onBelow(left int, header []string, rows [][]string) string {
	names := max(1, left)
	part := func(from, to int) string {
		pick := func(row []string) []string { return slices.Concat(row[:names], row[from:to]) }
		var picked [][]string
		for _, r := range rows {
			picked = append(picked, pick(r))
		}
		return s.grid(min(left, names), pick(header), picked, nil)
	}
	fits := func() bool {
		for i := names; i < len(header); i++ {
			if widestLine(part(i, i+1)) > s.Width {
				return false
			}
		}
		return true
	}
	for names > 1 && !fits() {
		names--
	}
	var tables []string
	for from := names; from < len(header); {
		to := from + 1
		for to < len(header) && widestLine(part(from, to+1)) <= s.Width {
			to++
		}
		tables = append(tables, part(from, to))
		from = to
	}
	return strings.Join(tables, "\n")
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
	row := func(cells []string, paint func(string) string) (r table.Row) {
		for _, cell := range cells {
			r = append(r, paint(cell))
		}
		return r
	}
	w.AppendHeader(row(header, s.Strong))
	for _, r := range rows {
		w.AppendRow(row(r, func(cell string) string { return cell }))
	}
	var b strings.Builder
	for line := range strings.SplitSeq(w.Render(), "\n") {
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return b.String()
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

// wrapped breaks lines after spaces and commas only; a longer word stands out. A per cent
// sign stays with its number.
func wrapped(s string, most int) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		column, blank := 0, 0
		for _, word := range strings.Fields(strings.ReplaceAll(line, " %", "\x00%")) {
			for _, part := range afterCommas.FindAllString(word, -1) {
				n := widthOf(part)
				switch {
				case column > 0 && column+blank+n > most:
					b.WriteByte('\n')
					column = 0
				case column > 0:
					b.WriteString(gap[:blank])
					column += blank
				}
				b.WriteString(part)
				column, blank = column+n, 0
			}
			blank = 1
		}
	}
	return strings.ReplaceAll(b.String(), "\x00", " ")
}

// afterCommas are the parts of a word, which is not broken within a number.
var afterCommas = regexp.MustCompile(`,|(?:[^,]|,[0-9])+,?`)

func widestLine(s string) (most int) {
	for line := range strings.SplitSeq(s, "\n") {
		most = max(most, widthOf(line))
	}
	return most
}
