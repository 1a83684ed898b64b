package list

import (
	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
)

func Show(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	c := &cobra.Command{
		Use:     "show SCENARIO",
		Short:   "Everything resolved, with where each value comes from",
		Long:    "show prints every value that a run would use. " + cli.ScenarioHelp,
		Example: "  parley show tajikistan --without iran | grep mediator.un",
		Args:    cli.OneScenario,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			if f.Format == cli.FormatJSON {
				type entry struct {
					Path   string `json:"path"`
					Value  string `json:"value"`
					Unit   string `json:"unit"`
					Origin string `json:"origin"`
				}
				entries := []entry{}
				for _, e := range s.Entries {
					entries = append(entries, entry(e))
				}
				return a.JSON(map[string]any{"format": document.Format, "scenario": s.Name, "entries": entries})
			}
			var rows [][]string
			for _, e := range s.Entries {
				rows = append(rows, []string{e.Path, e.Value, e.Unit, e.Origin})
			}
			return a.Text(a.Screen.Grid(4, []string{"path", "value", "unit", "from"}, rows, 0, 60, 32, 0))
		},
	}
	f.AddScenario(c, "format")
	return c
}
