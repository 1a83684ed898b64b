package document

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

//go:embed page.html
var pageText string

//go:embed style.css
var style string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"kind": kind,
	"shown": func(f Figure) picture {
		name, title, _ := f.Words()
		header, rows := f.Data()
		return picture{name, title, template.HTML(f.Inline()), &Table{Header: header, Rows: rows, of: "Numbers: " + title}}
	},
	"style": func() template.CSS { // of both themes; on paper it is always light
		return template.CSS(fmt.Sprintf(":root{color-scheme:light dark;%s}\n@media screen and (prefers-color-scheme:dark){:root{%s}}\n", variables(false), variables(true)) + style)
	},
	"policy": policy,
	// heat of a cell, as strong as leaves its words readable
	"heat": func(t *Table, row, column int) template.HTMLAttr {
		if t.Heat == nil || t.Heat[row][column] == 0 {
			return ""
		}
		tone := "blue"
		if t.Heat[row][column] < 0 {
			tone = "orange"
		}
		return template.HTMLAttr(fmt.Sprintf(` style="background:color-mix(in srgb,var(--%s) %.0f%%,var(--paper))"`, tone, 45*min(1, math.Abs(t.Heat[row][column]))))
	},
	"code": func(s *Script) template.JS { return template.JS(s.Code) },
	"data": func(s *Script) (template.JS, error) {
		text, err := json.Marshal(s.Data) // with <, > and & as escapes, so that no name ends the element
		return template.JS(Screen{}.Visible(string(text))), err
	},
}).Parse(pageText))

// scriptStart is where words end.
const scriptStart = `<script type="application/json"`

// longCell is from how many characters on a cell breaks into lines.
const longCell = 30

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

// picture is a figure as the template wants it.
type picture struct {
	Name, Title string
	// Inline is the one place where text gets past the template's escaping: figures
	// escape what comes from a scenario.
	Inline  template.HTML
	Numbers *Table
}

// perCent is a number that goes on with its sign in the same line.
var perCent = regexp.MustCompile(`([0-9]) %`)

// policy of a page: it fetches nothing, and runs nothing but its script.
func policy(s *Script) string {
	const nothing = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
	if s == nil {
		return nothing
	}
	sum := sha256.Sum256([]byte(s.Code))
	return nothing + "; script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "' 'wasm-unsafe-eval' blob:; worker-src blob:"
}

// WriteHTML writes the document as one page that fetches nothing, and runs nothing but its script.
func (d *Document) WriteHTML(w io.Writer) error {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, d); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	words, script, found := strings.Cut(b.String(), scriptStart)
	page := Screen{}.Visible(perCent.ReplaceAllString(words, "$1\u00a0%"))
	if found {
		page += scriptStart + script
	}
	if _, err := io.WriteString(w, page); err != nil {
		return fmt.Errorf("document: %w", err)
	}
	return nil
}

// Tone is a colour on light and on dark paper, as 0xRRGGBB.
type Tone struct {
	Name        string
	Light, Dark uint32
}

// Palette of pages and pictures. The hues are those of Okabe and Ito (2008), which
// readers with any colour vision tell apart, made darker or lighter until they stand
// out from the paper.
var Palette = []Tone{
	{"paper", 0xFFFFFF, 0x15191D},
	{"ink", 0x1B1F23, 0xECEFF2},
	{"muted", 0x545B62, 0xAAB2BA},
	{"faint", 0xDDE1E5, 0x343B42},
	{"blue", 0x0066A8, 0x62B8F0},
	{"orange", 0xC04E00, 0xFF9B5C},
	{"green", 0x00805C, 0x3CCBA0},
	{"purple", 0x9A3A78, 0xE9A0CB},
	{"gold", 0x8F6A00, 0xE8C04A},
	{"grey", 0x6A7178, 0x98A1A9},
}

// variables are the palette as custom properties of CSS, for light or dark paper.
func variables(dark bool) string {
	var b strings.Builder
	for _, t := range Palette {
		value := t.Light
		if dark {
			value = t.Dark
		}
		fmt.Fprintf(&b, "--%s:#%06X;", t.Name, value)
	}
	return b.String()
}
