package results

import (
	"fmt"

	"parley/results/document"
	"parley/sim/stats"
)

// page collects a document.
type page struct{ d document.Document }

func newPage() *page { return &page{document.Document{Sections: make([]document.Section, 1)}} }

func (p *page) add(b document.Block) { p.d.Sections[len(p.d.Sections)-1].Add(b) }

// heading starts a section.
func (p *page) heading(s string) {
	p.d.Sections = append(p.d.Sections, document.Section{Heading: s})
}

// command is a line to copy.
func (p *page) command(label, line string) { p.add(document.Block{Label: label, Command: line}) }

// say is a paragraph.
func (p *page) say(format string, args ...any) {
	p.add(document.Block{Text: fmt.Sprintf(format, args...)})
}

// some is a paragraph if there is one.
func (p *page) some(s string) {
	if s != "" {
		p.say("%s", s)
	}
}

// table is rows under a header, of which the leading columns are words.
func (p *page) table(left int, header []string, rows [][]string) {
	p.add(document.Block{Table: &document.Table{Words: left, Header: header, Rows: rows}})
}

// verdict paints the words of a verdict.
func painted(v stats.Verdict, said string) string {
	switch v {
	case stats.Helps:
		return document.Good(said)
	case stats.Hurts:
		return document.Bad(said)
	}
	return document.Strong(said)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
