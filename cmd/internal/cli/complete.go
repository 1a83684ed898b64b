package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/scenarios"
	"parley/sim"
)

// What a shell offers when a line is completed. A mistake in what stands already
// offers less; it is reported once the line is run.

const (
	noFiles  = cobra.ShellCompDirectiveNoFileComp
	goOn     = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	anyFiles = cobra.ShellCompDirectiveDefault
	folders  = cobra.ShellCompDirectiveFilterDirs
	endings  = cobra.ShellCompDirectiveFilterFileExt
)

// Words that stand for a level.
const (
	LevelCoded = "coded"
	LevelAll   = "all"
	LevelNone  = "none"
)

// flagOffers by the name of the flag, the same in every command that has it.
var flagOffers = map[string]cobra.CompletionFunc{
	"set":        offerPaths(false),
	"vary":       offerPaths(true),
	"without":    offer("", noFiles, func(t *scenarios.Template) []string { return t.IDs("") }),
	"lead":       offer(",", goOn, leadsOffered),
	"leads":      offer(",", goOn, leadsOffered),
	"regime":     offer("", noFiles, regimesOffered),
	"regimes":    offer(",", goOn, regimesOffered),
	"mandate":    offer(",+", goOn, mandatesOffered),
	"parameters": offer("", anyFiles, func(*scenarios.Template) []string { return sim.ParameterModeNames }),
	"figures":    offerFolders,
}

// argumentOffers by the name of the command, where its arguments are no scenarios.
var argumentOffers = map[string]cobra.CompletionFunc{
	"results": offerFolders, "merge": offerFolders, "missing": offerFolders, "replay": offerFolders,
	"odd": cobra.NoFileCompletions, "version": cobra.NoFileCompletions, "schema": cobra.NoFileCompletions,
}

// AddCompletions gives every flag and every command what it offers.
func AddCompletions(root *cobra.Command) {
	for _, c := range root.Commands() {
		if offer := argumentOffers[c.Name()]; offer != nil {
			c.ValidArgsFunction = offer
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
		return cobra.FixedCompletions(v.of, noFiles)
	case ours && (v.kind == "N" || v.kind == "H"):
		return cobra.NoFileCompletions
	case name == "DIR":
		return offerFolders
	}
	return flagOffers[f.Name]
}

// offer the last of several words between marks, each of them once; all and none are
// offered alone.
func offer(marks string, directive cobra.ShellCompDirective, all func(*scenarios.Template) []string) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		head := typed[:strings.LastIndexAny(typed, marks)+1]
		given := strings.FieldsFunc(head, func(r rune) bool { return strings.ContainsRune(marks, r) })
		var found []string
		for _, o := range all(scenarioOn(c, args)) {
			name, _, _ := strings.Cut(o, "\t")
			if alone := name == LevelAll || name == LevelNone; !slices.Contains(given, name) && (head == "" || !alone) {
				found = append(found, head+o)
			}
		}
		return startingWith(typed, found), directive
	}
}

func startingWith(typed string, all []string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return !strings.HasPrefix(s, typed) })
}

func offerFolders(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, folders
}

// CompleteScenario offers the shipped scenarios, or the files that may be one.
func CompleteScenario(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 && c.Name() != "check" {
		return nil, anyFiles // of record, a folder
	}
	var found []string
	for _, s := range scenarios.List() {
		found = append(found, s.Name+"\t"+s.Title)
	}
	if found = startingWith(typed, found); len(found) == 0 {
		return []string{"toml"}, endings
	}
	return found, noFiles
}

// scenarioOn is the scenario of a line as far as it is typed; nil if it has none
// that can be read.
func scenarioOn(c *cobra.Command, args []string) *scenarios.Template {
	if len(args) == 0 {
		return nil
	}
	var o scenarios.Options
	if set, without := c.Flags().Lookup("set"), c.Flags().Lookup("without"); set != nil && without != nil {
		o = scenarios.Options{Set: *set.Value.(*value).list, Without: *without.Value.(*value).list}
	}
	for _, o := range []scenarios.Options{o, {}} {
		if t, err := scenarios.Prepare(args[0], o); err == nil {
			return t
		}
	}
	return nil
}

func offerPaths(list bool) cobra.CompletionFunc {
	return func(c *cobra.Command, args []string, typed string) (found []string, directive cobra.ShellCompDirective) {
		offers, hint := scenarioOn(c, args).Offers(typed, list)
		directive = noFiles
		for _, o := range offers {
			found = append(found, described(o.Text, o.Doc))
			if strings.HasSuffix(o.Text, ".") || strings.HasSuffix(o.Text, "=") || list {
				directive = goOn
			}
		}
		if hint != "" {
			found = cobra.AppendActiveHelp(found, hint)
		}
		return found, directive
	}
}

func described(word, doc string) string {
	if doc == "" {
		return word
	}
	return word + "\t" + doc
}

func leadsOffered(t *scenarios.Template) []string {
	return append([]string{LevelAll + "\tevery third party"}, t.IDs("mediator")...)
}

func regimesOffered(*scenarios.Template) (found []string) {
	for _, r := range sim.Regimes {
		found = append(found, described(r.ID, r.Adds))
	}
	return found
}

func mandatesOffered(*scenarios.Template) (found []string) {
	for _, m := range sim.Mechanisms {
		found = append(found, described(m.ID, m.Does))
	}
	return append(found, LevelAll, LevelNone)
}
