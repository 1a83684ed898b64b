package sweeps

import (
	"errors"
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
	"parley/scenarios/fault"
	"parley/scenarios/sheet"
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
	c := &cobra.Command{
		Use:   "results DIR",
		Short: "Show, filter and export the results of a sweep",
		Long:  "results prints a row for each point and arm. --format csv has all columns; --columns says what they are.",
		Example: "  parley results acceptance --where arm=lead --where 'coordination.acceptance>=0.5'\n" +
			"  parley results acceptance --format csv --file acceptance.csv",
		Args: cli.OneFolder,
		RunE: func(_ *cobra.Command, args []string) error {
			r, err := store.OpenResults(args[0], f.histories)
			if err != nil {
				return err
			}
			defer r.Close()
			return showResults(a, &f, r)
		},
	}
	flags := c.Flags()
	flags.Var(cli.Repeated(&f.where), "where", "only rows in which `column=value` holds, or !=, <, <=, >, >=; several values as column=A,B (repeatable)")
	flags.Var(cli.List(&f.show), "show", "columns of the text, as `A,B` (default some)")
	flags.Var(cli.Choice(&f.format, cli.FormatText, formatCSV), "format", "text or CSV")
	flags.StringVar(&f.file, "file", "", "write to `FILE` instead")
	flags.BoolVar(&f.columns, "columns", false, "print the codebook of the columns instead")
	flags.BoolVar(&f.histories, "histories", false, "a row for each history, if the sweep kept them")
	return c
}

func showResults(a *cli.App, f *resultsFlags, r *store.Results) error {
	var where []store.Condition
	for _, text := range f.where {
		c, err := store.ParseCondition(text, r.Columns)
		if err != nil {
			return columnError("--where", err)
		}
		where = append(where, c)
	}
	if f.file == "" {
		return writeResults(a.Out, a.Screen, f, r, where)
	}
	err := cli.WriteFile(f.file, func(w io.Writer) error { return writeResults(w, document.Screen{}, f, r, where) })
	if err == nil {
		a.Wrote(f.file)
	}
	return err
}

func writeResults(w io.Writer, screen document.Screen, f *resultsFlags, r *store.Results, where []store.Condition) error {
	switch {
	case !f.columns && f.format == formatCSV:
		return r.WriteCSV(w, where)
	case !f.columns:
		return textRows(w, screen, f, r, where)
	}
	head, rows := []string{"column", "type", "unit", "meaning"}, [][]string(nil)
	for _, c := range r.Columns {
		rows = append(rows, []string{c.Name, string(c.Kind), c.Unit, c.Meaning})
	}
	if f.format == formatCSV {
		return sheet.NewWriter(w).WriteAll(append([][]string{head}, rows...))
	}
	_, err := io.WriteString(w, screen.Grid(4, head, rows, 0, 0, 0, 80))
	return err
}

// columnError adds the nearest name, or what there is.
func columnError(flag string, err error) error {
	hint := ""
	if u := (*store.Unknown)(nil); errors.As(err, &u) {
		if hint = fault.DidYouMean(u.Word, u.Known); hint == "" {
			hint = ": " + fault.OneOf(u.Known)
		}
	}
	return cli.BadInputf("parley: %s: %w%s", flag, err, hint)
}

// shownColumns of results, besides the factors.
var shownColumns = []string{"arm", "n", "settled_share", "settled_share_low", "settled_share_high", "kept_share", "victory_share",
	"months_at_war"}

// pick finds the columns of the text.
func (f *resultsFlags) pick(r *store.Results) ([]int, error) {
	names := f.show
	if len(names) == 0 {
		names = append([]string{"point"}, varied(&r.Plan)...)
		names = append(names, shownColumns...)
		if r.Plan.Compare {
			names = append(names, "settled_difference")
		}
		if f.histories {
			names = nil
			for _, c := range r.Columns {
				names = append(names, c.Name)
			}
		}
		if r.Summary.Refused > 0 {
			names = append(names, "fault")
		}
	}
	var at []int
	for _, name := range names {
		i, err := store.ColumnNamed(name, r.Columns)
		if err != nil {
			return nil, columnError("--show", err)
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
	header := make([]string, len(at))
	for i, c := range at {
		header[i] = r.Columns[c].Name
	}
	var rows [][]string
	total := 0
	err = r.Each(where, func(row store.Row) error {
		if total++; total > mostShown {
			return nil
		}
		cells := make([]string, len(at))
		for i, c := range at {
			line, _, more := strings.Cut(store.Short(row[c]), "\n")
			if more {
				line += " ..."
			}
			cells[i] = line
		}
		rows = append(rows, cells)
		return nil
	})
	if err != nil {
		return err
	}
	var out strings.Builder
	out.WriteString(screen.Grid(0, header, rows))
	if total > mostShown {
		fmt.Fprintf(&out, "and %d more rows; --where picks some, --format csv has all\n", total-mostShown)
	}
	if total == 0 {
		fmt.Fprintln(&out, "no rows")
	}
	fmt.Fprintf(&out, "%s of `%s`. Intervals are Monte Carlo error only.\n", points(r.Points), r.Command)
	silent, err := silentFactors(r)
	if err != nil {
		return err
	}
	if silent != "" {
		fmt.Fprintln(&out, screen.Wrap("NOTE: "+silent+"."))
	}
	for _, note := range r.Notes {
		fmt.Fprintln(&out, screen.Wrap("NOTE: "+note+"."))
	}
	_, err = io.WriteString(w, out.String())
	return err
}

// silentFactors says in a sentence which factors changed no figure of any arm wherever nothing
// else differed; "" if all did, or no two points differ in one factor alone.
func silentFactors(r *store.Results) (string, error) {
	column := func(name string) int {
		return slices.IndexFunc(r.Columns, func(c store.Column) bool { return c.Name == name })
	}
	paths := varied(&r.Plan)
	arm, first, fault := column("arm"), column("n"), column("fault")
	if first < 0 { // a table of histories
		return "", nil
	}
	type point struct {
		level   string
		figures uint64
	}
	seen := make([]map[uint64]point, len(paths)) // by all that is the same
	met, moved, other := make([]bool, len(paths)), make([]bool, len(paths)), make([]bool, len(paths))
	err := r.Each(nil, func(row store.Row) error {
		if row[fault] != nil {
			return nil
		}
		figures := hashed(row[first:])
		for i := range paths {
			others := slices.Concat(row[1:1+i], row[2+i:1+len(paths)], row[arm:arm+1])
			if seen[i] == nil {
				seen[i] = map[uint64]point{}
			}
			key := hashed(others)
			before, ok := seen[i][key]
			now := point{store.String(row[1+i]), figures}
			met[i] = met[i] || ok
			moved[i] = moved[i] || ok && before.figures != figures
			other[i] = other[i] || ok && before.level != now.level
			seen[i][key] = now
		}
		return nil
	})
	var silent, equal, said []string
	for i, path := range paths {
		switch {
		case met[i] && !moved[i] && other[i]:
			silent = append(silent, path)
		case met[i] && !other[i]:
			equal = append(equal, path)
		}
	}
	if len(silent) > 0 {
		said = append(said, words.List(silent)+" changed no figure: histories are the same at all of its levels")
	}
	if len(equal) > 0 {
		said = append(said, words.List(equal)+" is equal wherever nothing else differs, so that it could change no figure")
	}
	return strings.Join(said, "; "), err
}

func hashed(values []any) uint64 {
	h := fnv.New64a()
	for _, v := range values {
		io.WriteString(h, store.String(v)+"\x00")
	}
	return h.Sum64()
}
