package document

import "strings"

// Markdown is a document for a page of documentation.
func (d *Document) Markdown() string {
	var b strings.Builder
	line := func(prefix, s string) {
		if s = plain(s); s != "" {
			b.WriteString(prefix + s + "\n\n")
		}
	}
	line("# ", d.Title)
	line("", d.Under)
	line("> ", d.Warning)
	for i := range d.Sections {
		line("## ", d.Sections[i].Heading)
		for _, x := range d.Sections[i].Blocks {
			line("", x.Answer+x.Text+x.Note+x.Absent)
			line("### ", x.Sub)
			for _, item := range x.List {
				b.WriteString("- " + plain(item) + "\n")
			}
			if x.List != nil {
				b.WriteString("\n")
			}
			if x.Table != nil {
				line("", x.Table.Caption)
				markdownTable(&b, x.Table)
			}
			if x.Figure != nil {
				name, title, alt := x.Figure.Words()
				line("", "!["+alt+"]("+name+".svg)")
				line("", title)
			}
			if x.Command != "" {
				line("", strings.TrimSpace(x.Label+":"))
				b.WriteString("```sh\n" + x.Command + "\n```\n\n")
			}
		}
	}
	return b.String()
}

func markdownTable(b *strings.Builder, t *Table) {
	row := func(cells []string) {
		for _, cell := range cells {
			b.WriteString("| " + strings.NewReplacer("|", `\|`, "\n", " ").Replace(plain(cell)) + " ")
		}
		b.WriteString("|\n")
	}
	row(t.Header)
	for i := range t.Header {
		b.WriteString("|")
		if i >= max(1, t.Words) {
			b.WriteString("--:")
		} else {
			b.WriteString("---")
		}
	}
	b.WriteString("|\n")
	for _, r := range t.Rows {
		row(r)
	}
	b.WriteString("\n")
}
