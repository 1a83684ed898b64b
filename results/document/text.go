package document

import "strings"

// width of prose where a screen is not narrower; tables may be wider.
const width = 80

// indent of notes, and of tables that leave room for it.
const indent = "  "

// Text is a document on a screen.
func (d *Document) Text(s Screen) string {
	p := page{screen: s}
	p.say(d.Title)
	p.say(d.Under)
	p.heading(d.Warning)
	for i := range d.Sections {
		p.heading(d.Sections[i].Heading)
		for k := range d.Sections[i].Blocks {
			p.block(d.Sections[i].Blocks, k)
		}
	}
	return p.b.String()
}

// page collects text for a screen.
type page struct {
	b      strings.Builder
	screen Screen
}

func (p *page) block(blocks []Block, k int) {
	b := &blocks[k]
	p.say(b.Answer + b.Text + b.Absent)
	p.hanging(indent, b.Note)
	p.heading(b.Sub)
	for _, item := range b.List {
		p.hanging("- ", item)
	}
	if b.Table != nil {
		p.table(b.Table)
	}
	if b.Figure != nil {
		_, title, _ := b.Figure.Words()
		header, rows := b.Figure.Data()
		p.table(&Table{Caption: title, Header: header, Rows: rows})
	}
	if b.Command != "" {
		p.command(b, k > 0 && blocks[k-1].Command != "")
	}
}

// heading starts a section.
func (p *page) heading(s string) {
	if s == "" {
		return
	}
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	if s = plain(s); p.screen.Width > 0 {
		s = wrapped(s, p.screen.Width)
	}
	for line := range strings.SplitSeq(s, "\n") {
		p.b.WriteString(p.screen.Strong(line) + "\n")
	}
}

// command writes a line to copy, which is not broken; one after another has no gap.
func (p *page) command(b *Block, another bool) {
	if !another {
		p.b.WriteByte('\n')
	}
	if b.Label != "" {
		p.b.WriteString(p.screen.Strong(b.Label+":") + " ")
	}
	p.b.WriteString(b.Command + "\n")
}

// say writes a paragraph, if there is one, wrapped.
func (p *page) say(s string) { p.hanging("", s) }

// hanging writes a paragraph behind a mark, wrapped.
func (p *page) hanging(mark, s string) {
	column, width := 0, p.screen.prose()
	for _, word := range wordsIn(p.screen.painted(s)) {
		n := widthOf(word)
		switch {
		case column == 0:
			p.b.WriteString(mark)
			column = len(mark)
		case column+1+n > width:
			p.b.WriteString("\n" + strings.Repeat(" ", len(mark)))
			column = len(mark)
		default:
			p.b.WriteByte(' ')
			column++
		}
		p.b.WriteString(word)
		column += n
	}
	if column > 0 {
		p.b.WriteByte('\n')
	}
}

// wordsIn a text; a per cent sign stays with its number.
func wordsIn(s string) []string {
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

// table writes rows under a header, indented unless it fits the page only without.
func (p *page) table(t *Table) {
	p.say(t.Caption)
	rows := make([][]string, len(t.Rows))
	for i, r := range t.Rows {
		for _, cell := range r {
			rows[i] = append(rows[i], p.screen.painted(cell))
		}
	}
	grid, before := p.screen.inset(len(indent)).Figures(max(1, t.Words), t.Again, t.Header, rows), indent
	if n, page := widestLine(grid), p.screen.prose(); n <= page && n > page-len(indent) {
		grid, before = p.screen.Figures(max(1, t.Words), t.Again, t.Header, rows), ""
	}
	for line := range strings.Lines(grid) {
		if line != "\n" {
			line = before + line
		}
		p.b.WriteString(line)
	}
}
