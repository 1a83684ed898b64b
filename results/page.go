package results

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley/sim"
)

// width of prose where a screen is not narrower; tables may be wider.
const width = 80

// page collects text for a screen.
type page struct {
	b      strings.Builder
	screen Screen
}

func newPage(s Screen) *page { return &page{screen: s} }

func (p *page) String() string { return p.b.String() }

// heading starts a section.
func (p *page) heading(s string) {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	if p.screen.Width > 0 {
		s = wrapped(s, p.screen.Width)
	}
	for line := range strings.Lines(s) {
		line, end := strings.CutSuffix(line, "\n")
		p.b.WriteString(p.screen.Strong(line))
		if end {
			p.b.WriteByte('\n')
		}
	}
	p.b.WriteByte('\n')
}

// command writes a line to copy, which is not broken.
func (p *page) command(label, line string) {
	p.b.WriteString("\n" + p.screen.Strong(label+":") + " " + line + "\n")
}

// say writes a paragraph, wrapped.
func (p *page) say(format string, args ...any) {
	p.indented("", fmt.Sprintf(format, args...))
}

// some writes a paragraph if there is one.
func (p *page) some(s string) {
	if s != "" {
		p.say("%s", s)
	}
}

// indented writes a paragraph, wrapped, behind an indent.
func (p *page) indented(indent, s string) {
	column, width := 0, p.screen.prose()
	for _, word := range words(s) {
		n := widthOf(word)
		switch {
		case column == 0:
			p.b.WriteString(indent)
			column = len(indent)
		case column+1+n > width:
			p.b.WriteString("\n" + indent)
			column = len(indent)
		default:
			p.b.WriteByte(' ')
			column++
		}
		p.b.WriteString(word)
		column += n
	}
	p.b.WriteByte('\n')
}

// words of a text; a per cent sign stays with its number.
func words(s string) []string {
	var w []string
	for _, f := range strings.Fields(s) {
		if strings.HasPrefix(f, "%") && len(w) > 0 {
			w[len(w)-1] += " " + f
		} else {
			w = append(w, f)
		}
	}
	return w
}

// table writes rows under a header, indented; see Screen.Grid.
func (p *page) table(left int, header []string, rows [][]string) {
	p.indentedTable(p.screen.inset(2).Grid(left, header, rows))
}

// figures writes such a table, indented; see Screen.Figures.
func (p *page) figures(left int, again []int, header []string, rows [][]string) {
	p.indentedTable(p.screen.inset(2).Figures(left, again, header, rows))
}

func (p *page) indentedTable(table string) {
	for line := range strings.Lines(table) {
		if line != "\n" {
			line = "  " + line
		}
		p.b.WriteString(line)
	}
}

// verdict colours the words of a verdict.
func (p *page) verdict(v Verdict, said string) string {
	paint := map[Verdict]func(string) string{Helps: p.screen.Good, Hurts: p.screen.Bad, Nothing: p.screen.Strong, Unclear: p.screen.Strong}[v]
	painted := words(said)
	for i := range painted {
		painted[i] = paint(painted[i])
	}
	return strings.Join(painted, " ")
}

// percent of a fraction, with one decimal.
func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }

// points of a difference of fractions, signed.
func points(x float64) string { return signed(100*x, 1) }

// signed writes a zero without a sign.
func signed(x float64, decimals int) string {
	s := fmt.Sprintf("%+.*f", decimals, x)
	if strings.Trim(s, "+-0.") == "" {
		return s[1:]
	}
	return s
}

// marked writes a contrast and its ends in a unit, with as many decimals more as
// it takes to see on which side of each mark an end lies.
func marked(d Difference, unit float64, decimals int, marks ...float64) (difference, low, high string) {
	for most := decimals + 3; decimals < most; decimals++ {
		if seen(unit*d.Low, decimals, marks) && seen(unit*d.High, decimals, marks) {
			break
		}
	}
	return signed(unit*d.Difference, decimals), signed(unit*d.Low, decimals), signed(unit*d.High, decimals)
}

// seen says whether a number lies on the same side of each mark once rounded.
func seen(x float64, decimals int, marks []float64) bool {
	r, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', decimals, 64), 64)
	return err == nil && !slices.ContainsFunc(marks, func(m float64) bool { return cmp.Compare(r, m) != cmp.Compare(x, m) })
}

// between writes the ends of an interval of a share.
func between(e Estimate) string {
	return fmt.Sprintf("%.1f to %.1f %%", 100*e.Low, 100*e.High)
}

// Thousands groups digits.
func Thousands(n int64) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// Count writes a number with its noun.
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(int64(n)) + " " + many
}

var monthNames = []string{"January", "February", "March", "April", "May", "June", "July",
	"August", "September", "October", "November", "December"}

// monthName writes a calendar month in words.
func monthName(m sim.Month) string {
	return fmt.Sprintf("%s %d", monthNames[int(m)%12], int(m)/12)
}

// list joins words: a, b and c.
func list(words []string) string {
	switch n := len(words); n {
	case 0:
		return ""
	case 1:
		return words[0]
	default:
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
}

// upper makes the first letter of a sentence a capital.
func upper(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// plainName is how a text calls something: its name, or its ID.
func plainName(name, id string) string {
	if name == "" {
		return id
	}
	return name
}

// shortened cuts a long name for a table.
func shortened(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return strings.TrimRight(string(r[:most-3]), " ,;:") + "..."
}
