package cli

import (
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/scenarios"
)

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
			if offer := offerOf(f); offer != nil {
				if err := c.RegisterFlagCompletionFunc(f.Name, offer); err != nil {
					panic("parley: " + err.Error())
				}
			}
		})
	}
}

func offerOf(f *pflag.Flag) cobra.CompletionFunc {
	name, _ := pflag.UnquoteUsage(f)
	v, ours := f.Value.(*value)
	switch {
	case ours && v.of != nil:
		return cobra.FixedCompletions(v.of, cobra.ShellCompDirectiveNoFileComp)
	case ours && (v.kind == "N" || v.kind == "H"):
		return cobra.NoFileCompletions
	case name == "DIR":
		return completeFolder
	}
	return nil
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
