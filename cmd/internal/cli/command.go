package cli

import (
	_ "embed"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/results/document"
	"parley/scenarios"
)

// scenarioHelp says what a SCENARIO is.
const scenarioHelp = "SCENARIO is a shipped one (parley list scenarios) or a file."

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
			text = first + " " + scenarioHelp + "\n\n" + more
		}
		return &cobra.Command{Use: use, Short: short, Long: filled(text), Example: "  " + strings.TrimSpace(strings.ReplaceAll(examples, "\n    ", "\n  ")),
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

// filled sets the paragraphs of a help text.
func filled(text string) string {
	paragraphs := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = document.Wrap(strings.Join(strings.Fields(p), " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

// AddCompletions says what a shell offers when a line is completed: shipped scenarios,
// folders, and the few words that a flag takes.
func AddCompletions(root *cobra.Command) {
	for _, c := range root.Commands() {
		switch {
		case strings.Contains(c.Use, " SCENARIO") || c.Name() == "check":
			c.ValidArgsFunction = completeScenario
		case strings.HasSuffix(c.Use, " DIR"):
			c.ValidArgsFunction = completeFolder
		case !strings.Contains(c.Use, " "):
			c.ValidArgsFunction = cobra.NoFileCompletions
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			offer := cobra.NoFileCompletions
			name, _ := pflag.UnquoteUsage(f)
			switch v, ours := f.Value.(*value); {
			case ours && v.of != nil:
				offer = cobra.FixedCompletions(v.of, cobra.ShellCompDirectiveNoFileComp)
			case name == "DIR":
				offer = completeFolder
			case name == "FILE":
				return
			}
			if err := c.RegisterFlagCompletionFunc(f.Name, offer); err != nil {
				panic("parley: " + err.Error())
			}
		})
	}
}

func completeFolder(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// completeScenario offers the shipped scenarios, or the files that may be one.
func completeScenario(_ *cobra.Command, _ []string, typed string) (found []string, _ cobra.ShellCompDirective) {
	for _, s := range scenarios.List() {
		if strings.HasPrefix(s.Name, typed) {
			found = append(found, s.Name+"\t"+s.Title)
		}
	}
	if len(found) == 0 {
		return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}
