package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"unicode/utf8"

	"parley/results/figures"
)

//go:embed page.html
var pageText string

//go:embed style.css
var style string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"drawn": drawn,
	"kind":  kind,
	"style": func() template.CSS { return template.CSS(colours() + style) },
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

// drawn is a picture as part of the page. It is the one place where text gets past
// the template's escaping: figures escapes what comes from a scenario.
func drawn(f *figures.Figure) template.HTML { return template.HTML(f.Inline()) }

// colours of both themes; on paper it is always light.
func colours() string {
	return fmt.Sprintf(":root{color-scheme:light dark;%s}\n@media screen and (prefers-color-scheme:dark){:root{%s}}\n",
		figures.Variables(false), figures.Variables(true))
}

// WriteHTML writes the page.
func (p *Page) WriteHTML(w io.Writer) error {
	if err := pageTemplate.Execute(w, p); err != nil {
		return fmt.Errorf("report: %w", err)
	}
	return nil
}
