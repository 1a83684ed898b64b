package sweeps

import (
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios/form"
	"parley/scenarios/sheet"
	"parley/sim/sweep"
)

const (
	formatCSV = "csv"
	// mostShown rows go to a terminal; an export has all.
	mostShown = 200
)

type resultsFlags struct {
	where, show        []string
	format, file       string
	columns, histories bool
}

func Results(a *cli.App) *cobra.Command {
	f := resultsFlags{format: cli.FormatText}
	c := cli.Command("results", cli.OneFolder, func(_ *cobra.Command, args []string) error {
		switch {
		case f.columns && len(f.where) > 0:
			return cli.BadInputf("parley: --where = %s: picks rows; --columns lists all columns and no rows", f.where[0])
		case len(f.show) > 0 && (f.columns || f.format == formatCSV):
			return cli.BadInputf("parley: --show = %s: picks columns of the text; %s has all", strings.Join(f.show, ","), words.If(f.columns, "--columns", "--format csv"))
		}
		r, err := store.OpenResults(args[0], f.histories)
		if err != nil {
			return err
		}
		defer r.Close()
		where := make([]store.Condition, len(f.where))
		for i, text := range f.where {
			if where[i], err = store.ParseCondition(text, r.Columns); err != nil {
				return cli.BadInputf("parley: --where: %w", err)
			}
		}
		if f.file == "" {
			return writeResults(a.Out, a.Screen, &f, r, where)
		}
		kind, begins := "empty", "\x00" // as no text does
		if f.format == formatCSV {
			kind, begins = "a table of results", f.head(r)[0]+","
		}
		if err := cli.CheckReplaceable("--file", f.file, args[0], kind, begins); err != nil {
			return err
		}
		err = store.WriteFile(f.file, func(w io.Writer) error { return writeResults(w, document.Screen{}, &f, r, where) })
		if err == nil {
			a.Wrote(f.file)
		}
		return err
	})
	flags := c.Flags()
	flags.StringArrayVar(&f.where, "where", nil, "only rows in which `column=value` holds, or !=, <, <=, >, >=; several values as column=A,B (repeatable)")
	flags.Var(cli.List(&f.show), "show", "columns of the text, as `A,B` (default some)")
	flags.Var(cli.Choice(&f.format, cli.FormatText, formatCSV), "format", "text or CSV")
	flags.StringVar(&f.file, "file", "", "write to `FILE` instead, a new one or an older CSV of results")
	flags.BoolVar(&f.columns, "columns", false, "print the codebook of the columns instead")
	flags.BoolVar(&f.histories, "histories", false, "a row for each history, if the sweep kept them")
	return c
}

// head of the table that is written.
func (f *resultsFlags) head(r *store.Results) []string {
	if f.columns {
		return []string{"column", "type", "unit", "meaning"}
	}
	return form.Collect(r.Columns, func(c store.Column) string { return c.Name })
}

func writeResults(w io.Writer, screen document.Screen, f *resultsFlags, r *store.Results, where []store.Condition) error {
	switch {
	case !f.columns && f.format == formatCSV:
		return r.WriteCSV(w, where)
	case !f.columns:
		return textRows(w, screen, f, r, where)
	}
	head := f.head(r)
	rows := form.Collect(r.Columns, func(c store.Column) []string { return []string{c.Name, string(c.Kind), c.Unit, c.Meaning} })
	if f.format == formatCSV {
		return sheet.NewWriter(w).WriteAll(append([][]string{head}, rows...))
	}
	_, err := io.WriteString(w, screen.Grid(4, head, rows, 0, 0, 0, 80))
	return err
}

// shownColumns of results, besides the factors.
var shownColumns = []string{"arm", "n", "settled_share", "settled_share_low", "settled_share_high", "kept_share", "victory_share",
	"months_at_war"}

// pick finds the columns of the text.
func (f *resultsFlags) pick(r *store.Results) (at []int, err error) {
	all := form.Collect(r.Columns, func(c store.Column) string { return c.Name })
	names := f.show
	if len(names) == 0 {
		names = slices.Concat([]string{"point"}, varied(&r.Plan), shownColumns)
		if r.Plan.Compare {
			names = append(names, "settled_difference")
		}
		if f.histories {
			names = all
		}
		if r.Summary.Refused > 0 {
			names = append(names, "fault")
		}
	}
	for _, name := range names {
		i, err := store.ColumnNamed(name, r.Columns)
		if err != nil {
			return nil, cli.BadInputf("parley: --show: %w", err)
		}
		at = append(at, i)
	}
	return at, nil
}

func textRows(w io.Writer, screen document.Screen, f *resultsFlags, r *store.Results, where []store.Condition) error {
	at, err := f.pick(r)
	if err != nil {
		return err
	}
	header := form.Collect(at, func(i int) string { return r.Columns[i].Name })
	var rows [][]string
	total := 0
	err = r.Each(where, func(row store.Row) error {
		if total++; total <= mostShown {
			rows = append(rows, form.Collect(at, func(i int) string {
				line, _, more := strings.Cut(store.Short(row[i]), "\n")
				return line + words.If(more, " ...", "")
			}))
		}
		return nil
	})
	if err != nil {
		return err
	}
	notes, err := silentFactors(r)
	if err != nil {
		return err
	}
	var there []string
	if total == 0 {
		if there, err = r.There(where); err != nil {
			return err
		}
	}
	text := screen.Grid(0, header, rows)
	switch {
	case total > mostShown:
		text += fmt.Sprintf("and %d more rows; --where picks some, --format csv has all\n", total-mostShown)
	case total == 0:
		text += screen.Wrap("no rows; "+strings.Join(there, "; ")) + "\n"
	}
	text += fmt.Sprintf("%s of `%s`. Intervals are Monte Carlo error only.\n", points(r.Points), r.Command)
	for _, note := range append(notes, r.Notes...) {
		text += screen.Wrap("NOTE: "+note+".") + "\n"
	}
	_, err = io.WriteString(w, text)
	return err
}

// silentFactors says which factors changed no figure, a sentence each: of points that differ in
// the factor alone all figures are the same.
func silentFactors(r *store.Results) (said []string, err error) {
	column := func(name string) int {
		return slices.IndexFunc(r.Columns, func(c store.Column) bool { return c.Name == name })
	}
	paths := varied(&r.Plan)
	arm, first, fault := column("arm"), column("n"), column("fault")
	if first < 0 { // a table of histories
		return nil, nil
	}
	type hashes struct{ level, figures uint64 }
	type alone struct{ other, moved bool }
	seen, all := map[uint64]hashes{}, make([]alone, len(paths)) // seen by the factor and all that is the same
	err = r.Each(nil, func(row store.Row) error {
		if row[fault] != nil {
			return nil
		}
		figures := hashed(row[first:])
		for i := range all {
			key := hashed(slices.Concat([]any{int64(i)}, row[1:1+i], row[2+i:1+len(paths)], row[arm:arm+1]))
			now := hashes{hashed(row[1+i : 2+i]), figures}
			if before, ok := seen[key]; ok {
				all[i] = alone{all[i].other || before.level != now.level, all[i].moved || before.figures != now.figures}
			}
			seen[key] = now
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i, path := range paths {
		if all[i].other && !all[i].moved {
			said = append(said, path+" changed no figure: histories are the same at all of its levels")
		}
	}
	return append(said, tied(&r.Plan)...), nil
}

// tied says which factors of a table cannot have an effect of their own: they have one level, or each
// level goes with one of another factor. Where no level comes twice that says nothing.
func tied(p *sweep.Plan) (said []string) {
	for i, f := range p.Factors {
		for j, g := range p.Factors[:i+1] {
			levels, others, both := map[string]bool{}, map[string]bool{}, map[[2]string]bool{}
			for _, row := range p.Rows {
				levels[row[i]], others[row[j]], both[[2]string{row[i], row[j]}] = true, true, true
			}
			switch n := len(both); {
			case n == len(p.Rows) || len(levels) < n || len(others) < n:
			case i == j && n == 1:
				said = append(said, f.Path+" is the same at every point, so that it could change no figure")
			case i != j && n > 1:
				said = append(said, g.Path+" and "+f.Path+" change only together, so that their effects cannot be told apart")
			}
		}
	}
	return said
}

func hashed(values []any) uint64 {
	h := fnv.New64a()
	for _, v := range values {
		io.WriteString(h, store.String(v)+"\x00")
	}
	return h.Sum64()
}
