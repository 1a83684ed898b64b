package main

import (
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"parley/results"
)

// fitHelp sets help to the terminal that it is read on.
func (a *app) fitHelp(root *cobra.Command) {
	write := root.HelpFunc()
	root.SetHelpFunc(func(c *cobra.Command, args []string) {
		a.edited(func() { write(c, args) }, func(help string) string { return fitted(help, a.screen) })
	})
}

// fitted fills paragraphs that are too wide anew, and wraps what is said of a flag or a
// command beside its name. Commands to type stay whole.
func fitted(help string, s results.Screen) string {
	blocks := strings.Split(strings.TrimSuffix(help, "\n"), "\n\n")
	for i, block := range blocks {
		if s.Wrap(block) == block || strings.HasPrefix(block, "Examples:") || strings.HasPrefix(block, "\t") {
			continue
		}
		if !strings.Contains(block, "\n ") {
			blocks[i] = s.Wrap(strings.Join(strings.Fields(block), " "))
			continue
		}
		lines := strings.Split(block, "\n")
		for k := range lines {
			lines[k] = hanging(lines[k], s)
		}
		blocks[i] = strings.Join(lines, "\n")
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

const (
	columnGap = "  "
	// narrowestColumn beside names is still worth a wrap.
	narrowestColumn = 16
)

// hanging wraps the last column of a line.
func hanging(line string, s results.Screen) string {
	name := strings.TrimLeft(line, " ")
	said := name
	if _, after, ok := strings.Cut(name, columnGap); ok {
		said = strings.TrimLeft(after, " ")
	}
	indent := utf8.RuneCountInString(strings.TrimSuffix(line, said))
	if s.Width-indent < narrowestColumn {
		return line
	}
	column := results.Screen{Width: s.Width - indent}
	return strings.TrimSuffix(line, said) + strings.ReplaceAll(column.Wrap(said), "\n", "\n"+strings.Repeat(" ", indent))
}
