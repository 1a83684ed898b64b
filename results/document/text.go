package document

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/jedib0t/go-pretty/v6/text"
)

// width of prose where a screen is not narrower; tables may be wider.
const width = 80

// indent of notes, and of tables that leave room for it.
const indent = "  "

// Text is a document on a screen.
func (d *Document) Text(s Screen) string {
	p := page{screen: s}
	p.say("", d.Title)
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

// Screen is what a text is read on. The zero Screen is a file or a pipe: prose of
// the usual width, tables as wide as they are, no colour.
type Screen struct {
	// Width in columns; 0 for no limit.
	Width  int
	Colour bool
}

// Strong is for headings.
func (s Screen) Strong(words string) string { return s.paint(words, strong) }

// Bad is for errors.
func (s Screen) Bad(words string) string { return s.paint(words, bad) }

// Quiet is for what only holds the rest together.
func (s Screen) Quiet(words string) string { return s.paint(words, quiet) }

var strong, bad, quiet = text.Colors{text.Bold}, text.Colors{text.FgRed, text.Bold}, text.Colors{text.Faint}

func (s Screen) paint(words string, colours text.Colors) string {
	if !s.Colour || words == "" {
		return words
	}
	return text.Escape(words, colours.EscapeSeq())
}

// Visible shows as escapes what would steer a terminal or turn the direction of letters (unicode.org/reports/tr36),
// whoever wrote it into a title, a name, a cell or the name of a file. Ends of lines, tabs and the screen's own colours stay.
func (s Screen) Visible(words string) string {
	if utf8.ValidString(words) && !strings.ContainsFunc(words, steers) {
		return words
	}
	var b strings.Builder
	for words != "" {
		if own := s.colourAt(words); own > 0 {
			b.WriteString(words[:own])
			words = words[own:]
			continue
		}
		r, n := utf8.DecodeRuneInString(words)
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, `\x%02x`, words[0])
		case steers(r):
			fmt.Fprintf(&b, `\u%04x`, r) // as JSON writes it
		default:
			b.WriteString(words[:n])
		}
		words = words[n:]
	}
	return b.String()
}

func steers(r rune) bool {
	return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Bidi_Control, unicode.Zl, unicode.Zp)
}

// colourAt is how long the sequence is that begins a text, if the screen has it.
func (s Screen) colourAt(words string) int {
	if !s.Colour || rune(words[0]) != text.EscapeStartRune {
		return 0
	}
	for _, c := range []text.Colors{strong, bad, quiet, {text.Reset}} {
		if own := c.EscapeSeq(); strings.HasPrefix(words, own) {
			return len(own)
		}
	}
	return 0
}

// narrowestProse keeps a text readable where a screen claims to be narrower.
const narrowestProse = 30

// prose is how wide paragraphs are.
func (s Screen) prose() int {
	if s.Width <= 0 {
		return width
	}
	return max(narrowestProse, min(width, s.Width))
}

// inset is the screen beside an indent.
func (s Screen) inset(indent int) Screen {
	if s.Width > 0 {
		s.Width = max(narrowestProse, s.Width-indent)
	}
	return s
}

// widthOf counts characters, so that a file is wrapped alike under every locale;
// colour has no width.
func widthOf(word string) int {
	if strings.ContainsRune(word, text.EscapeStartRune) {
		return text.StringWidthWithoutEscSequences(word)
	}
	return utf8.RuneCountInString(word)
}
