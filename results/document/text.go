package document

import "strings"

// width of prose where a screen is not narrower; tables may be wider.
const width = 80

// indent of notes, and of tables that leave room for it.
const indent = "  "

// Text is a document on a screen.
func (d *Document) Text(s Screen) string {
	p := page{screen: s}
	p.say("", d.Title)
	p.say("", d.Under)
	p.heading(d.Warning)
	for i := range d.Sections {
		p.heading(wrapped(d.Sections[i].Heading, p.screen.prose()))
		for k := range d.Sections[i].Blocks {
			p.block(d.Sections[i].Blocks, k)
		}
	}
	return s.Visible(p.b.String())
}

// page collects text for a screen.
type page struct {
	b      strings.Builder
	screen Screen
}

func (p *page) block(blocks []Block, k int) {
	b := &blocks[k]
	p.say("", b.Answer+b.Text+b.Absent)
	p.say(indent, b.Note)
	p.heading(b.Sub)
	for _, item := range b.List {
		p.say("- ", item)
	}
	if b.Table != nil {
		p.table(b.Table)
	}
	if b.Figure != nil {
		_, title, _ := b.Figure.Words()
		header, rows := b.Figure.Data()
		p.table(&Table{Caption: title, Header: header, Rows: rows})
	}
	if b.Command == "" {
		return
	}
	if k == 0 || blocks[k-1].Command == "" { // one after another has no gap
		p.b.WriteByte('\n')
	}
	if b.Label != "" {
		p.b.WriteString(p.screen.Strong(b.Label+":") + " ")
	}
	p.b.WriteString(b.Command + "\n") // to copy, so it is not broken
}

// heading starts a section.
func (p *page) heading(s string) {
	if s == "" {
		return
	}
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
	for line := range strings.SplitSeq(p.screen.Wrap(s), "\n") {
		p.b.WriteString(p.screen.Strong(line) + "\n")
	}
}

// say writes a paragraph behind a mark, wrapped, if there is one.
func (p *page) say(mark, s string) {
	if s = strings.Join(strings.Fields(s), " "); s != "" {
		s = wrapped(s, p.screen.prose()-len(mark))
		p.b.WriteString(mark + strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", len(mark))) + "\n")
	}
}

// table writes rows under a header, indented unless it fits the page only without.
func (p *page) table(t *Table) {
	p.say("", t.Caption)
	grid, before := p.screen.inset(len(indent)).Grid(max(1, t.Words), t.Header, t.Rows, t.Most...), indent
	if n, page := widestLine(grid), p.screen.prose(); n <= page && n > page-len(indent) {
		grid, before = p.screen.Grid(max(1, t.Words), t.Header, t.Rows, t.Most...), ""
	}
	for line := range strings.Lines(grid) {
		if line != "\n" {
			line = before + line
		}
		p.b.WriteString(line)
	}
}
