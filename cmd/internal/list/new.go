package list

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/docs"
	"parley/results/document"
	"parley/results/store"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
)

func New(a *cli.App) *cobra.Command {
	printGuide := false
	c := cli.Command("new", func(_ *cobra.Command, args []string) error {
		switch {
		case printGuide && len(args) > 0:
			return cli.BadInputf("parley new: --guide writes no file: want it without %s", args[0])
		case printGuide:
		case len(args) != 1 || args[0] == "":
			return cli.BadInputf("parley new: want one file name, as mywar.toml")
		default:
			if _, ok := scenarios.Source(args[0]); ok {
				return cli.BadInputf("parley: %s is a shipped scenario: choose another name, e.g. mywar.toml", args[0])
			}
		}
		return nil
	}, func(_ *cobra.Command, args []string) error {
		if printGuide {
			return a.Text(guide(a.Screen))
		}
		text, _ := scenarios.Source("minimal")
		if err := store.WriteNew(args[0], text); errors.Is(err, fs.ErrExist) {
			return cli.BadInputf("parley: %s: exists already, and is left as it is", args[0])
		} else if err != nil {
			return err
		}
		schema, err := writeSchema(filepath.Dir(args[0]))
		if err != nil {
			os.Remove(args[0])
			return err
		}
		said := fmt.Sprintf("Wrote %s, and %s, by which editors explain it. Make it your war, then:", args[0], schema)
		fmt.Fprintf(a.Out, "%s\n  parley check %[2]s\n  parley compare %[2]s\n", a.Screen.Wrap(said), cli.Quoted(args[0]))
		return nil
	})
	c.Flags().BoolVar(&printGuide, "guide", false, "print what coded numbers mean, and write nothing")
	return c
}

// writeSchema puts the schema where new scenarios look for it, in place of an
// earlier one of parley's, but of nothing else.
func writeSchema(dir string) (path string, err error) {
	path = filepath.Join(dir, form.SchemaFile)
	text, err := fault.ReadFile(path, fault.MostWritten)
	var of struct {
		ID string `json:"$id"`
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return "", cli.BadInputf("parley: %s: %w", path, err)
	case json.Unmarshal(text, &of) != nil || of.ID != form.SchemaID:
		return "", cli.BadInputf("parley: %s is not parley's schema, and is left as it is: move it, or choose another folder", path)
	}
	return path, cli.WriteWhole(path, form.JSONSchema())
}

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
