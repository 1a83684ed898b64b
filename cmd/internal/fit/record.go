package fit

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/words"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
)

func Record(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	months := 0
	c := cli.Command("record", func(c *cobra.Command, args []string) error {
		if len(args) == 2 {
			return nil
		}
		return cli.OneScenario(c, args)
	}, func(_ *cobra.Command, args []string) error {
		s, err := f.Load(args[0])
		if err != nil {
			return err
		}
		r, err := record.Named(s, strings.Join(args[1:], ""))
		if err != nil {
			return cli.Bad(err)
		}
		months = cmp.Or(months, s.Config.Months)
		o, err := observe.New(s.Config, r, months)
		if err != nil {
			return cli.BadInputf("parley: record of %s: %w", s.Name, err)
		}
		notes := slices.Concat(o.Notes(), o.RowNotes(), r.Doubts())
		for i := range o.Record() {
			if x := &o.Record()[i]; x.Missing {
				x.Confidence = ""
			}
		}
		return a.Print(f.Format, map[string]any{"format": document.Format, "scenario": s.Name, "record": r.Name,
			"start": s.Config.Start.String(), "months": months, "notes": append([]string{}, notes...), "summaries": o.Record()},
			recordText(a.Screen, s.Config.Start, months, r, o.Record(), notes))
	})
	c.AddCommand(importCommand(a))
	f.AddScenario(c, "format")
	c.Flags().Var(cli.Whole(&months, 1, sim.MaxMonths), "months", "look at so many months only; without it, at all of the scenario")
	return c
}

func recordText(screen document.Screen, start sim.Month, months int, r *record.Record, list observe.Summaries, notes []string) string {
	var rows [][]string
	for i := range list {
		x := &list[i]
		value, date, tolerance := strconv.FormatFloat(x.Value, 'g', 4, 64), "", strconv.FormatFloat(x.Tolerance, 'g', 4, 64)
		switch {
		case x.Missing:
			value, tolerance = "-", ""
		case x.Censored:
			value = "at least " + value
		case x.Indicator:
			value += " (" + observe.YesNo(x.Value) + ")"
		case x.Unit == observe.UnitMonth.Name:
			date = (start + sim.Month(x.Value)).String()
		}
		rows = append(rows, []string{x.Name, value, date, x.Unit, tolerance, x.Confidence})
	}
	var b strings.Builder
	count := words.Count
	head := fmt.Sprintf("%s: %s, %s, %s of ceasefires, %s and %s of violence, %s, %s.\n"+
		"Seen from %s to %s, %s. Defined in docs/reference/summaries.md.",
		r.Name, count(len(r.Rounds), "round", "rounds"), count(len(r.Documents), "document", "documents"),
		count(len(r.Ceasefires), "row", "rows"), count(len(r.Violence), "month", "months"), count(len(r.Deaths), "year", "years"),
		count(len(r.Roles), "role", "roles"), count(len(r.Positions), "position", "positions"),
		start, start+sim.Month(months-1), count(months, "month", "months"))
	if slices.ContainsFunc(r.Roles, func(x record.RoleEntry) bool { return x.Basis == record.BasisTable2 }) {
		head += " roles.table2: in the periods of a table of roles that is complete for them (basis table2 in roles.csv); roles.later: in the half-years after it."
	}
	b.WriteString(screen.Wrap(head) + "\n")
	for _, note := range notes {
		b.WriteString(screen.Wrap("NOTE: "+note) + "\n")
	}
	b.WriteString("\n" + screen.Grid(3, []string{"summary", "value", "date", "unit", "tolerance", "confidence"}, rows))
	return b.String()
}
