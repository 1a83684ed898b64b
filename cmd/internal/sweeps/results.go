package sweeps

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/document"
	"parley/results/store"
	"parley/scenarios/fault"
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
		Long: "results prints a row for each point and arm. --format csv and json have all columns; with --file, a codebook\n" +
			"of the columns stands beside the CSV, and within the JSON.",
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
	flags.Var(cli.Choice(&f.format, cli.FormatText, formatCSV, cli.FormatJSON), "format", "text, CSV, or one JSON document")
	flags.StringVar(&f.file, "file", "", "write to `FILE` instead")
	flags.BoolVar(&f.columns, "columns", false, "print the codebook of the columns instead")
	flags.BoolVar(&f.histories, "histories", false, "a row for each history, if the sweep kept them")
	return c
}

func showResults(a *cli.App, f *resultsFlags, r *store.Results) error {
	where, err := r.Conditions(f.where)
	if err != nil {
		return columnError("--where", err)
	}
	screen := a.Screen
	if f.file != "" {
		screen = document.Screen{}
	}
	write := func(w io.Writer) error { return writeResults(w, screen, f, r, where) }
	if f.file == "" {
		return write(a.Out)
	}
	return export(a, f, r.Columns, write)
}

// export writes to --file, with CSV its codebook first, and says so.
func export(a *cli.App, f *resultsFlags, columns []store.Column, write func(io.Writer) error) error {
	book := ""
	if f.format == formatCSV && !f.columns {
		book = strings.TrimSuffix(f.file, filepath.Ext(f.file)) + ".codebook.csv"
		if err := cli.WriteFile(book, func(w io.Writer) error { return store.WriteCodebook(w, columns) }); err != nil {
			return err
		}
	}
	if err := cli.WriteFile(f.file, write); err != nil {
		return err
	}
	a.Wrote(f.file)
	if book != "" {
		fmt.Fprintf(a.Stderr, "Wrote the codebook of its columns to %s\n", book)
	}
	return nil
}

func writeResults(w io.Writer, screen document.Screen, f *resultsFlags, r *store.Results, where []store.Condition) error {
	switch {
	case f.columns:
		return codebook(w, screen, r.Columns)
	case f.format == formatCSV:
		return r.WriteCSV(w, where)
	case f.format == cli.FormatJSON:
		return r.WriteJSON(w, where)
	}
	return textRows(w, screen, f, r, where)
}

// columnError adds the nearest name, or what there is.
func columnError(flag string, err error) error {
	hint := ""
	if u := (*store.Unknown)(nil); errors.As(err, &u) {
		hint = fault.DidYouMean(u.Word, u.Known)
		switch {
		case len(u.Known) == 0:
			hint = "; it is null everywhere"
		case hint == "":
			hint = ": " + fault.OneOf(u.Known)
		}
	}
	return cli.BadInputf("parley: %s: %w%s", flag, err, hint)
}

func codebook(w io.Writer, screen document.Screen, columns []store.Column) error {
	var rows [][]string
	for _, c := range columns {
		rows = append(rows, []string{c.Name, string(c.Kind), c.Unit, c.Meaning})
	}
	_, err := io.WriteString(w, screen.Grid(4, []string{"column", "type", "unit", "meaning"}, rows, 0, 0, 0, 80))
	return err
}

// shownColumns of results, besides the factors.
var shownColumns = []string{"arm", "n", "settled_share", "settled_share_low", "settled_share_high", "kept_share", "victory_share",
	"months_at_war", "settled_difference"}

// pick finds the columns of the text.
func (f *resultsFlags) pick(r *store.Results) ([]int, error) {
	names := f.show
	if len(names) == 0 {
		names = append(names, r.Columns[0].Name)
		for i := range r.Plan.Factors {
			names = append(names, r.Plan.Factors[i].Path)
		}
		names = append(names, shownColumns...)
		if f.histories {
			names = nil
			for _, c := range r.Columns {
				names = append(names, c.Name)
			}
		}
		if !r.Plan.Compare {
			names = slices.DeleteFunc(names, func(s string) bool { return s == "settled_difference" })
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
			cells[i] = cell(row[c])
		}
		rows = append(rows, cells)
		return nil
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	out.WriteString(screen.Figures(0, tellApart(header), header, rows))
	if total > mostShown {
		fmt.Fprintf(out, "and %d more rows; --where picks some, --format csv has all\n", total-mostShown)
	}
	if total == 0 {
		fmt.Fprintln(out, "no rows")
	}
	fmt.Fprintf(out, "%s of `%s`. Intervals are Monte Carlo error only.\n", points(r.Points), r.Command)
	for _, note := range r.Notes {
		fmt.Fprintln(out, screen.Wrap("NOTE: "+note+"."))
	}
	return out.Flush()
}

// tellApart are the columns that name a row, or the first.
func tellApart(header []string) (at []int) {
	for i, name := range header {
		if name == "point" || name == "arm" || name == "replication" {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return []int{0}
	}
	return at
}

// cell is a value on one line.
func cell(v any) string {
	line, _, more := strings.Cut(store.Short(v), "\n")
	if more {
		line += " ..."
	}
	return line
}
