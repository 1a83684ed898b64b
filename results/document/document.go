// Package document is what a result says before it has a form, and the forms.
//
// From a result to a page:
//
//  1. A template (text/template, one .tmpl file for each kind of result) has the
//     sentences and tables in a light markup; Go code computes the numbers, and tables
//     whose columns depend on them. Execute makes a Document of both.
//  2. A Document is sections of blocks: paragraphs, lists, tables, pictures, commands.
//  3. Text and HTML set it; JSON is the result itself, not its document.
//
// The markup, each at the beginning of a line of the template:
//
//	# Title of the document       > a note, of less weight
//	## heading of a section       ! an answer, set large
//	### heading within it         - an item of a list
//	$ Label: a line to type       {{table .T}} and {{figure .F}}, alone on a line
//	? what the document was not given
//	= Caption of the next table
//	|| words | words || a | b     the header of a table, set left before the double bar
//	| cell | cell | cell | cell   a row of it
//
// A heading is one line; all else goes on to the next empty line or markup. An empty
// line or markup that comes out of data is plain text, so no name of a scenario makes
// a heading.
package document

// Format of every JSON document of a result.
const Format = 1

// Document is what a result says.
type Document struct {
	Title string
	// Warning stands above everything else.
	Warning  string
	Sections []Section
	// Foot stands at the end of the page on paper, which lacks what is folded.
	Foot string
	// Script plays in the page; nil in one that runs nothing.
	Script *Script
}

// Script is code of a page, and the data that it finds as JSON in the element "data". Both are the
// program's own: code gets past escaping, and is all that the page may run.
type Script struct {
	Code string
	Data any
}

// Section is a part with a heading. In HTML the first one is the answer.
type Section struct {
	// ID within the page, of a-z and "-".
	ID, Heading string
	Blocks      []Block
	// Folded in HTML, below its heading and its finding; the numbers behind its pictures then stand open.
	Folded bool
}

// Block is one thing of a section; one of its fields is set, but for Label.
type Block struct {
	// Answer is a sentence set large, Text a paragraph, Note one of less weight.
	Answer, Text, Note string
	// Absent says what the document was not given.
	Absent string
	// Sub is a heading within the section.
	Sub    string
	List   []string
	Figure Figure
	Table  *Table
	// Command is a line to type, Label what it is for.
	Command, Label string
}

// Figure is a picture and the data in it; package figures draws them.
type Figure interface {
	// Words of the picture: its name within the document (a-z, 0-9, "-"), its title in a
	// line, and what a reader sees, with the numbers that matter.
	Words() (name, title, alt string)
	// Data of the picture, ready to read.
	Data() (header []string, rows [][]string)
	// Inline is the picture as an element of HTML, whose colours are those of Palette.
	Inline() string
}

// Table is rows below a header; the first column names the rows.
type Table struct {
	Caption string
	Header  []string
	Rows    [][]string
	// Words are how many leading columns have words, set to the left in a text; 0 is 1.
	Words int
	// Most bounds the widths of columns in a text, 0 or none for any width.
	Most []int
	// Heat colours cells by row and column: from -1 to below 0 one way, from above 0 to 1 the other.
	Heat [][]float64
	// of what it is a table, where it has no caption.
	of string
}

// OrNil is the table, nil if it has no rows.
func (t *Table) OrNil() *Table {
	if len(t.Rows) == 0 {
		return nil
	}
	return t
}

// Name for those who hear the page.
func (t *Table) Name() string {
	if t.Caption == "" {
		return t.of
	}
	return "Table: " + t.Caption
}

// Finding of a section is the answer that it opens with, "" if it has none.
func (s *Section) Finding() string {
	if len(s.Blocks) == 0 {
		return ""
	}
	return s.Blocks[0].Answer
}

// Shown are its blocks, but for a finding that it is folded below.
func (s *Section) Shown() []Block {
	if s.Folded && s.Finding() != "" {
		return s.Blocks[1:]
	}
	return s.Blocks
}

// Add blocks to a section.
func (s *Section) Add(blocks ...Block) { s.Blocks = append(s.Blocks, blocks...) }
