package document

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"text/template"
	"unicode"
	"unicode/utf8"

	"parley/results/words"
)

// Marks are runes of the private use area, so that no text has them by chance.
const (
	markBreak   = '\uE000' // an empty line of the template
	markTitle   = '\uE001'
	markHead    = '\uE002'
	markSub     = '\uE003'
	markItem    = '\uE004'
	markNote    = '\uE005'
	markAnswer  = '\uE006'
	markRun     = '\uE007'
	markAbsent  = '\uE008'
	markMade    = '\uE009' // and the number of a table or figure
	markCaption = '\uE00A' // of a table that is written out
	markHeader  = '\uE00B'
	markRow     = '\uE00C'
	markCell    = '\uE00D' // between cells
)

// bars between cells; the double one follows the columns of words in a header.
var bars = strings.NewReplacer(" || ", string(markCell)+string(markCell), " | ", string(markCell))

// markup at the beginning of a line; longer ones first. oneLine ends with its line.
var markup = []struct {
	prefix  string
	mark    rune
	oneLine bool
}{
	{"### ", markSub, true}, {"## ", markHead, true}, {"# ", markTitle, true},
	{"= ", markCaption, true}, {"|| ", markHeader, true}, {"| ", markRow, true},
	{"- ", markItem, false}, {"> ", markNote, false}, {"! ", markAnswer, false}, {"$ ", markRun, true}, {"? ", markAbsent, false},
}

// Template is a template with the functions table and figure, parsed when it is first asked for, as most
// commands use one or two of all. What is wrong with it is the programmer's mistake.
func Template(name, source string, funcs template.FuncMap) func() *template.Template {
	none := func(any) string { return "" }
	return sync.OnceValue(func() *template.Template {
		return template.Must(template.New(name).Option("missingkey=error").Funcs(words.Funcs).Funcs(funcs).
			Funcs(template.FuncMap{"table": none, "figure": none}).Parse(marked(source)))
	})
}

// marked puts marks in place of markup, before any data comes in.
func marked(source string) string {
	var b strings.Builder
	for line := range strings.Lines(source) {
		text := strings.TrimSpace(line)
		if text == "" {
			b.WriteRune(markBreak)
		}
		end := ""
		for _, m := range markup {
			if rest, ok := strings.CutPrefix(text, m.prefix); ok {
				b.WriteRune(m.mark)
				if line = rest + "\n"; m.mark == markHeader || m.mark == markRow {
					line = bars.Replace(line)
				}
				if m.oneLine {
					end = string(markBreak)
				}
				break
			}
		}
		b.WriteString(strings.TrimSuffix(line, "\n") + end + "\n")
	}
	return b.String()
}

// block is a mark, and text to the next.
var block = regexp.MustCompile(`([\x{E000}-\x{E00C}]?)([^\x{E000}-\x{E00C}]*)`)

// Execute makes a document of a template and its data.
func Execute(parsed func() *template.Template, data any) *Document {
	var made []Block
	make := func(b Block) string {
		made = append(made, b)
		return string(markMade) + strconv.Itoa(len(made)-1) + string(markBreak)
	}
	t := template.Must(parsed().Clone()).Funcs(template.FuncMap{
		"table":  func(t *Table) string { return make(Block{Table: t}) },
		"figure": func(f Figure) string { return make(Block{Figure: f}) },
	})
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		panic("document: " + err.Error())
	}
	d := &Document{}
	var open *Table // that is written out
	caption := ""
	for _, part := range block.FindAllStringSubmatch(b.String(), -1) {
		mark, _ := utf8.DecodeRuneInString(cmp.Or(part[1], string(markBreak)))
		words := strings.Join(strings.Fields(part[2]), " ")
		if words == "" {
			continue
		}
		switch mark {
		case markTitle:
			d.Title = words
		case markHead:
			id := strings.FieldsFunc(strings.ToLower(words), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
			d.Sections = append(d.Sections, Section{ID: strings.Join(id, "-"), Heading: words})
		case markMade:
			if i, err := strconv.Atoi(words); err == nil && i >= 0 && i < len(made) { // a mark of the data's own means nothing
				d.add(made[i])
			}
		case markCaption:
			caption = words
		case markHeader:
			left, right, figures := strings.Cut(words, string([]rune{markCell, markCell}))
			open, caption = &Table{Caption: caption, Header: cells(left)}, ""
			if open.Words = len(open.Header); figures {
				open.Header = append(open.Header, cells(right)...)
			}
			d.add(Block{Table: open})
		case markRow:
			if row := cells(words); open != nil && len(row) == len(open.Header) {
				open.Rows = append(open.Rows, row)
			}
		case markItem:
			d.item(words)
		case markRun:
			label, line, _ := strings.Cut(strings.TrimSpace(part[2]), ": ")
			d.add(Block{Label: label, Command: line})
		default:
			d.add(map[rune]Block{markSub: {Sub: words}, markNote: {Note: words}, markAnswer: {Answer: words},
				markAbsent: {Absent: words}, markBreak: {Text: words}}[mark])
		}
	}
	return d
}

// cells of a row as it is written.
func cells(row string) (list []string) {
	for cell := range strings.SplitSeq(row, string(markCell)) {
		list = append(list, strings.TrimSpace(cell))
	}
	return list
}

// Plain is what a template made, as one line without marks.
func Plain(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r >= markBreak && r <= markCell }), " ")
}

// add a block to the last section; what comes before any heading has one without.
func (d *Document) add(b Block) {
	if len(d.Sections) == 0 {
		d.Sections = append(d.Sections, Section{})
	}
	d.Sections[len(d.Sections)-1].Add(b)
}

// item goes on with a list, or begins one.
func (d *Document) item(words string) {
	if n := len(d.Sections); n > 0 {
		b := d.Sections[n-1].Blocks
		if last := len(b) - 1; last >= 0 && b[last].List != nil {
			b[last].List = append(b[last].List, words)
			return
		}
	}
	d.add(Block{List: []string{words}})
}
