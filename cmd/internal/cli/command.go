package cli

import (
	_ "embed"
	"strings"

	"github.com/spf13/cobra"

	"parley/results/document"
	"parley/scenarios"
)

// ScenarioHelp says what a SCENARIO is.
const ScenarioHelp = "SCENARIO is a shipped one (parley list scenarios) or a file."

//go:embed help.md
var help string

// Command of a name, which says of itself what help.md has under it.
func Command(name string, args cobra.PositionalArgs, run func(c *cobra.Command, args []string) error) *cobra.Command {
	for page := range strings.SplitSeq(help, "\n## ") {
		use, text, _ := strings.Cut(page, "\n")
		if word, _, _ := strings.Cut(use, " "); word != name {
			continue
		}
		short, text, _ := strings.Cut(text, "\n\n")
		text, examples, _ := strings.Cut(text, "\n\n    ")
		if first, more, _ := strings.Cut(text, "\n\n"); strings.Contains(use, " SCENARIO") {
			text = first + " " + ScenarioHelp + "\n\n" + more
		}
		return &cobra.Command{Use: use, Short: short, Long: Filled(text), Example: "  " + strings.TrimSpace(strings.ReplaceAll(examples, "\n    ", "\n  ")),
			Args: args, RunE: run}
	}
	panic("parley: no help on " + name)
}

// Command of a name that loads one scenario.
func (f *ScenarioFlags) Command(name string, run func(*cobra.Command, *scenarios.Scenario) error) *cobra.Command {
	return Command(name, OneScenario, func(c *cobra.Command, args []string) error {
		s, err := f.Load(args[0])
		if err != nil {
			return err
		}
		return run(c, s)
	})
}

// Filled sets the paragraphs of a help text.
func Filled(text string) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = document.Wrap(strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}
