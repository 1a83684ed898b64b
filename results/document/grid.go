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
// A table of words that is wider than the screen is wrapped, or is a list if that is
// shorter; any other goes on below, with the words again.
func (s Screen) Grid(left int, header []string, rows [][]string, most ...int) string {
	widths := naturalWidths(header, rows, most)
	switch {
	case s.over(widths) <= 0:
		return s.grid(left, header, rows, most, wrapped)
	case left == len(header):
		return s.words(header, rows, widths)
	}
	again := []int{0}
	for i := 1; i < left; i++ {
		again = append(again, i)
	}
	return s.onBelow(left, again, header, rows, widths)
}

// Figures sets rows as Grid does, with some columns again where a table goes on below:
// those that tell its rows apart.
func (s Screen) Figures(left int, again []int, header []string, rows [][]string) string {
	widths := naturalWidths(header, rows, nil)
	if s.over(widths) <= 0 {
		return s.grid(left, header, rows, nil, wrapped)
	}
	return s.onBelow(left, again, header, rows, widths)
}

// over is how much a table is wider than the screen.
func (s Screen) over(widths []int) int {
	if s.Width <= 0 {
		return 0
	}
	return sum(widths) + len(gap)*(len(widths)-1) - s.Width
}

// words sets a table of words, narrower than it wants to be.
func (s Screen) words(header []string, rows [][]string, widths []int) string {
	list := s.list(header, rows)
	if !narrow(widths, longestParts(header, rows), s.over(widths)) {
		return list
	}
	table := s.grid(len(header), header, rows, widths, broken)
	if strings.Count(list, "\n") < strings.Count(table, "\n") {
		return list
	}
	return table
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

// longestParts are the least widths that columns can have.
func longestParts(header []string, rows [][]string) []int {
	least := make([]int, len(header))
	for _, r := range append([][]string{header}, rows...) {
		for i, cell := range r {
			least[i] = max(least[i], text.LongestLineLen(broken(cell, 1)))
		}
	}
	return least
}

// narrow takes so much from the widest of the leading columns, one after the
// other, as long as they are wider than their least; it says whether that was enough.
func narrow(widths, least []int, over int) bool {
	for ; over > 0; over-- {
		widest := -1
		for i := range least {
			if widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest]) {
				widest = i
			}
		}
		if widest < 0 {
			return false
		}
		widths[widest]--
	}
	return true
}

// onBelow shares columns out among tables that fit, some of them again in each.
func (s Screen) onBelow(left int, again []int, header []string, rows [][]string, widths []int) string {
	var parts []string
	for _, columns := range s.parted(widths, again) {
		words := 0
		for _, c := range columns {
			if c < left {
				words++
			}
		}
		parts = append(parts, s.grid(words, picked(header, columns), pickedRows(rows, columns), nil, wrapped))
	}
	return strings.Join(parts, "\n")
}

func (s Screen) parted(widths, again []int) (tables [][]int) {
	var columns []int
	used, own := 0, false // own says whether a table has more than those again
	for i := range widths {
		if slices.Contains(columns, i) {
			continue
		}
		if own && used+widths[i] > s.Width {
			tables = append(tables, columns)
			columns, used, own = slices.Clone(again), 0, false
			for _, c := range again {
				used += widths[c] + len(gap)
			}
		}
		columns, used, own = append(columns, i), used+widths[i]+len(gap), own || !slices.Contains(again, i)
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

func sum(numbers []int) (total int) {
	for _, n := range numbers {
		total += n
	}
	return total
}
