package report

import (
	"strings"
	"unicode/utf8"

	"parley/results/figures"
)

// Page is a report before it has a form.
type Page struct {
	// Kicker says what kind of page it is, Title what it is about.
	Kicker, Title string
	// Under the title, in a line.
	Under string
	// Warning stands above everything else.
	Warning  string
	Sections []Section
}

const (
	kicker  = "A report of parley, a simulation of the mediation of civil wars"
	warning = "Not for advice to parties or mediators of a live process."
)

// Section is a part with a heading. The first one is the answer.
type Section struct {
	// ID within the page, of a-z and "-".
	ID, Heading string
	Blocks      []Block
}

// Block is one thing of a section; one of its fields is set.
type Block struct {
	// Answer is a sentence set large, Text a paragraph, Note one of less weight.
	Answer, Text, Note string
	// Absent says what the page was not given.
	Absent string
	// Sub is a heading within the section.
	Sub    string
	List   []string
	Figure *figures.Figure
	Table  *Table
	// Command is a line to type.
	Command string
}

// Table is rows below a header; the first column names the rows.
type Table struct {
	Caption string
	Header  []string
	Rows    [][]string
	// of what it is a table, where it has no caption.
	of string
}

// Name for those who hear the page.
func (t *Table) Name() string {
	if t.Caption == "" {
		return t.of
	}
	return "Table: " + t.Caption
}

// Characters of a table that fit beside each other on a wide screen, and on a phone.
const (
	acrossScreen = 104
	acrossPhone  = 45
)

// Rows and columns of a table that is kept on one sheet of paper, and of one that is read
// row by row on every screen.
const (
	fewRows     = 8
	manyColumns = 10
)

// Form of a table: what it is too wide for, if anything, and whether it is short. Where
// it is too wide, its rows are set below each other, each cell with its head.
func (t *Table) Form() string {
	form := t.Hint()
	if len(t.Header) > manyColumns {
		form += " many"
	}
	if len(t.Rows) <= fewRows {
		form += " short"
	}
	return strings.TrimSpace(form)
}

// Hint is what a table is too wide for: "screen", "phone" only, or "" if it fits.
func (t *Table) Hint() string {
	across := 0
	for k, head := range t.Header {
		longest := min(utf8.RuneCountInString(head), longHead)
		for _, row := range t.Rows {
			longest = max(longest, min(utf8.RuneCountInString(row[k]), longCell))
		}
		across += longest + 2
	}
	switch {
	case across > acrossScreen:
		return "screen"
	case across > acrossPhone:
		return "phone"
	}
	return ""
}

// Figures of the page, in order.
func (p *Page) Figures() (list []*figures.Figure) {
	for i := range p.Sections {
		for _, b := range p.Sections[i].Blocks {
			if b.Figure != nil {
				list = append(list, b.Figure)
			}
		}
	}
	return list
}

func (s *Section) answer(sentence string) { s.Blocks = append(s.Blocks, Block{Answer: sentence}) }

func (s *Section) text(sentences ...string) {
	for _, t := range sentences {
		if t != "" {
			s.Blocks = append(s.Blocks, Block{Text: t})
		}
	}
}

func (s *Section) note(sentences string)     { s.Blocks = append(s.Blocks, Block{Note: sentences}) }
func (s *Section) absent(sentences string)   { s.Blocks = append(s.Blocks, Block{Absent: sentences}) }
func (s *Section) sub(heading string)        { s.Blocks = append(s.Blocks, Block{Sub: heading}) }
func (s *Section) list(items []string)       { s.Blocks = append(s.Blocks, Block{List: items}) }
func (s *Section) picture(f *figures.Figure) { s.Blocks = append(s.Blocks, Block{Figure: f}) }
func (s *Section) table(t *Table)            { s.Blocks = append(s.Blocks, Block{Table: t}) }
func (s *Section) command(line string)       { s.Blocks = append(s.Blocks, Block{Command: line}) }
