package cli

import (
	"bytes"
	"encoding/json"
	"fmt"

	"parley/results/document"
	"parley/results/experiment"
)

// App is what subcommands share. What goes to out reaches stdout if all went well.
type App struct {
	Out    *bytes.Buffer
	Stderr *Messages
	Screen document.Screen // of stdout
}

// JSON puts one document on stdout.
func (a *App) JSON(document any) error {
	e := json.NewEncoder(a.Out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		return fmt.Errorf("parley: writing JSON: %w", err)
	}
	return nil
}

// Wrote says that a file that the user named is there, apart from output that a pipe takes.
func (a *App) Wrote(path string) { fmt.Fprintf(a.Stderr, "Wrote %s\n", path) }

// Warn puts warnings on stderr.
func (a *App) Warn(warnings []string) {
	for _, w := range warnings {
		fmt.Fprintln(a.Stderr, "parley:", w)
	}
}

func (a *App) Text(s string) error {
	a.Out.WriteString(s)
	return nil
}

// Show puts a result or its text on stdout.
func (a *App) Show(format string, e *experiment.Experiment, r experiment.Result) error {
	if format == FormatJSON {
		return a.JSON(r)
	}
	return a.Text(r.Document(e).Text(a.Screen))
}
