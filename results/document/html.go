package document

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed page.html
var pageText string

//go:embed style.css
var style string

//go:embed stacked.css
var stacked string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"kind":  kind,
	"lines": lines,
	"plain": plain,
	"rest":  rest,
	"shown": shown,
	"term":  term,
	"style": func() template.CSS { return template.CSS(colours() + style + stackedTables()) },
}).Parse(pageText))

// A cell of a table breaks into lines from longCell characters on, a head from
// longHead.
const (
	longCell = 30
	longHead = 14
)

// kind of a cell: words break into lines where they are long, numbers never.
func kind(s string) string {
	switch {
	case s != "" && strings.ContainsAny(s[:1], "+-0123456789"):
		return "number"
	case utf8.RuneCountInString(s) >= longCell:
		return "long"
	}
	return "word"
}

// lines of a command, and the words of each: a word never breaks at its hyphens.
func lines(command string) (list [][]string) {
	for line := range strings.SplitSeq(command, "\n") {
		list = append(list, strings.Split(line, " "))
	}
	return list
}

// longTerm is the longest beginning of an item that is set apart.
const longTerm = 60

// term is the beginning of an item up to its colon, "" where there is none or it is long.
func term(item string) string {
	before, _, ok := strings.Cut(item, ": ")
	if !ok || utf8.RuneCountInString(before) > longTerm || strings.Contains(before, ". ") {
		return ""
	}
	return before + ":"
}

// rest of an item after its term.
func rest(item string) string { return strings.TrimPrefix(item, term(item)) }

// picture is a figure as the template wants it.
type picture struct {
	Name, Title, Alt string
	// Inline is the one place where text gets past the template's escaping: figures
	// escape what comes from a scenario.
	Inline  template.HTML
	Numbers *Table
}

func shown(f Figure) picture {
	name, title, alt := f.Words()
	header, rows := f.Data()
	return picture{name, title, alt, template.HTML(f.Inline()), &Table{Header: header, Rows: rows, of: "Numbers: " + title}}
}

// stackedTables has the rows of a table below each other: on a phone, on any narrow
// screen, or on all screens, as its class says.
func stackedTables() (css string) {
	for _, at := range [][2]string{{"phone", "screen and (max-width: 46rem)"}, {"screen", "screen and (max-width: 64rem)"}, {"many", "screen"}} {
		css += strings.NewReplacer("CLASS", at[0], "MEDIA", at[1]).Replace(stacked)
	}
	return css
}

// colours of both themes; on paper it is always light.
func colours() string {
	return fmt.Sprintf(":root{color-scheme:light dark;%s}\n@media screen and (prefers-color-scheme:dark){:root{%s}}\n",
		variables(false), variables(true))
}

// perCent is a number that goes on with its sign in the same line.
var perCent = regexp.MustCompile(`([0-9]) %`)

// WriteHTML writes the document as one page that fetches nothing and runs nothing.
func (d *Document) WriteHTML(w io.Writer) error {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, d); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	if _, err := w.Write(perCent.ReplaceAll(b.Bytes(), []byte("$1\u00a0%"))); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	return nil
}
