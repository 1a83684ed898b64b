package list

import (
	"cmp"
	"regexp"
	"strings"

	"parley/docs"
	"parley/results/document"
)

// anchored are the widths of a table of anchors: value, what it looks like, anchor.
var anchored = []int{0, 32, 36}

// guide is the page on coding, for a screen.
func guide(s document.Screen) string {
	d := document.Execute(document.Template("coding", markupOf(docs.Coding), nil), nil)
	for _, section := range d.Sections {
		for _, b := range section.Blocks {
			if b.Table != nil && len(b.Table.Header) == len(anchored) {
				b.Table.Most = anchored
			}
		}
	}
	s.Width = cmp.Or(s.Width, 80)
	return d.Text(s)
}

var (
	inline   = regexp.MustCompile("\\[([^]]*)\\]\\([^)]*\\)|[*`]") // links, and what is set off
	numbered = regexp.MustCompile(`(?m)^\d+\. `)
)

// markupOf a page of Markdown is that of package document.
func markupOf(page string) string {
	lines := strings.Split(numbered.ReplaceAllString(inline.ReplaceAllString(page, "$1"), "\n$0"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSuffix(line, " |")
		if strings.HasPrefix(line, "|-") { // below a header
			words := strings.Count(line, "|---")
			cells := strings.SplitAfterN(lines[i-1], " | ", words+1)
			lines[i-1] = "|" + strings.Join(cells[:words], "")
			if len(cells) > words {
				lines[i-1] = strings.TrimSuffix(lines[i-1], "| ") + "|| " + cells[words]
			}
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}
