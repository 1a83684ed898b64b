package main

import (
	"github.com/spf13/cobra"

	"parley/results/document"
)

func (a *app) showCommand() *cobra.Command {
	var f scenarioFlags
	c := &cobra.Command{
		Use:     "show SCENARIO",
		Short:   "Everything resolved, with where each value comes from",
		Long:    "show prints every value that a run would use. " + scenarioHelp,
		Example: "  parley show tajikistan --without iran | grep mediator.un",
		Args:    oneScenario,
		RunE: func(_ *cobra.Command, args []string) error {
			s, err := f.load(args[0])
			if err != nil {
				return err
			}
			if f.format == formatJSON {
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
				return a.json(map[string]any{"format": document.Format, "scenario": s.Name, "entries": entries})
			}
			var rows [][]string
			for _, e := range s.Entries {
				rows = append(rows, []string{e.Path, e.Value, e.Unit, e.Origin})
			}
			return a.text(a.screen.Grid(4, []string{"path", "value", "unit", "from"}, rows, 0, 60, 32, 0))
		},
	}
	f.addScenario(c, "format")
	return c
}
