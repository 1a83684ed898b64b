package fit

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/record/imported"
	"parley/scenarios/sheet"
	"parley/sim"
)

func importCommand(a *cli.App) *cobra.Command {
	var f cli.ScenarioFlags
	var asked []string
	var from, until sim.Month
	c := cli.Command("import", func(_ *cobra.Command, args []string) error {
		if len(args) < 3 || len(asked) == 0 {
			return cli.BadInputf("parley record import: want a scenario, a new folder, one file or more, and --conflict ID or --dyad ID, as the data set has it")
		}
		return nil
	}, func(_ *cobra.Command, args []string) error {
		s, err := f.Load(args[0])
		if err != nil {
			return err
		}
		first, last := cmp.Or(from, s.Config.Start), cmp.Or(until, s.Config.Start+sim.Month(s.Config.Months-1))
		if last < first {
			return cli.BadInputf("parley: window from %s to %s: want an end from its start on", first, last)
		}
		dir := filepath.Clean(args[1])
		if _, err := os.Lstat(dir); err == nil {
			return cli.BadInputf("parley: %s: exists already, and is left as it is: want a new folder", dir)
		}
		taken, err := readFiles(args[2:], asked, first, last)
		if err != nil {
			return cli.Bad(err)
		}
		if err := writeRecord(dir, taken); err != nil {
			return err
		}
		return a.Text(a.Screen.Wrap(importText(dir, taken, s)) + "\nNext:\n  parley record " + cli.Quoted(args[0]) + " " + cli.Quoted(dir) + "\n")
	})
	c.Long += "\n\n" + document.Wrap("Data sets: "+strings.Join(imported.Names(), ", ")+".")
	f.Add(c)
	ask := func(kind string) func(string) error {
		return func(id string) error { asked = append(asked, kind+" "+id); return nil }
	}
	month := func(to *sim.Month) func(string) error {
		return func(s string) (err error) { *to, err = sim.ParseMonth(s); return err }
	}
	c.Flags().Func("conflict", "take rows of the conflict with this `ID` (repeatable; PA-X: the name in its column Con)", ask("conflict"))
	c.Flags().Func("dyad", "take rows of the dyad with this `ID` (repeatable)", ask("dyad"))
	c.Flags().Func("from", "first `MONTH` that is taken, as 1990-07 (default the scenario's first)", month(&from))
	c.Flags().Func("until", "last `MONTH` that is taken (default the scenario's last)", month(&until))
	return c
}

// readFiles takes what each has. None may have nothing, no id be in none, and no two give
// the same rows.
func readFiles(names, asked []string, from, until sim.Month) (taken []*imported.Taken, err error) {
	by, nowhere := map[string]string{}, slices.Clone(asked)
	for _, name := range names {
		text, err := fault.ReadFile(name, fault.MostMade)
		if err != nil {
			return nil, fault.One(name, err.Error())
		}
		t, err := imported.Read(name, text, asked, from, until)
		if err != nil {
			return nil, err
		}
		for _, rows := range slices.Sorted(maps.Keys(t.Rows)) {
			if by[rows] != "" {
				return nil, fault.One(name, fmt.Sprintf("it gives %s, and so does %s: import one of the two", rows, by[rows]))
			}
			by[rows] = name
		}
		taken = append(taken, t)
		nowhere = slices.DeleteFunc(nowhere, func(id string) bool { return slices.Contains(t.Found, id) })
	}
	if len(nowhere) > 0 {
		return nil, fault.One(names[0], taken[0].Absent(nowhere))
	}
	return taken, nil
}

// writeRecord makes the folder aside and gives it its name when all of it is there.
func writeRecord(dir string, taken []*imported.Taken) error {
	aside, err := os.MkdirTemp(filepath.Dir(dir), ".import-*")
	if err != nil {
		return store.CannotCreate(dir, err)
	}
	defer os.RemoveAll(aside)
	for _, t := range taken {
		for name, rows := range t.Rows {
			var text bytes.Buffer
			sheet.NewWriter(&text).WriteAll(rows) // a buffer takes all
			if err := cli.WriteWhole(filepath.Join(aside, name), text.Bytes()); err != nil {
				return err
			}
		}
	}
	if err := errors.Join(os.Chmod(aside, 0o755), os.Rename(aside, dir)); err != nil {
		return store.CannotCreate(dir, err)
	}
	return nil
}

func importText(dir string, taken []*imported.Taken, s *scenarios.Scenario) string {
	var b strings.Builder
	say := func(format string, args ...any) { b.WriteString(document.Wrap(fmt.Sprintf(format, args...)) + "\n") }
	say("Wrote the record %s.", dir)
	var papers [][]string
	for _, t := range taken {
		say("")
		say("%s: %s", filepath.Base(t.File), t.Dataset)
		for _, name := range slices.Sorted(maps.Keys(t.Rows)) {
			say("%s: %s, from %d of %s", name, words.Count(len(t.Rows[name])-1, "row", "rows"), t.Read, strings.Join(t.Found, ", "))
		}
		for _, why := range slices.Sorted(maps.Keys(t.Unplaced)) {
			what, most := t.Unplaced[why], 6
			if more := len(what) - most; more > 0 {
				what = append(what[:most:most], fmt.Sprintf("and %d more", more))
			}
			say("not placed: %s: %s", why, strings.Join(what, ", "))
		}
		say("cite: %s", t.Citation)
		say("licence: %s", t.Licence)
		for _, p := range t.Papers {
			papers = append(papers, []string{p.ID, p.Date, p.Name})
		}
	}
	if len(papers) > 0 {
		issues := form.Collect(s.Config.Issues, func(k sim.Issue) string { return k.ID })
		say("")
		say("To code in protocols.csv: what does each paper settle? An issue (%s): kind protocol, the issue and its cluster, a row for each. "+
			"None of them: kind framework, procedure or statement, and no second row for a settlement. Until then what is known by issue is missing.", strings.Join(issues, ", "))
		b.WriteString(document.Screen{}.Grid(3, []string{"id", "date", "paper"}, papers, 0, 0, 60))
	}
	return b.String()
}
