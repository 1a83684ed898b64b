package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"parley/results/document"
	"parley/results/experiment"
)

// app is what subcommands share. What goes to out reaches stdout if all went well.
type app struct {
	out    *bytes.Buffer
	stderr io.Writer
	screen document.Screen // of stdout
}

// json puts one document on stdout.
func (a *app) json(document any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(document); err != nil {
		return fmt.Errorf("parley: writing JSON: %w", err)
	}
	return nil
}

// wrote says that a file that the user named is there, apart from output that a pipe takes.
func (a *app) wrote(path string) { fmt.Fprintf(a.stderr, "Wrote %s\n", path) }

func (a *app) text(s string) error {
	a.out.WriteString(s)
	return nil
}

// show puts a result or its text on stdout.
func (a *app) show(format string, e *experiment.Experiment, r experiment.Result) error {
	if format == formatJSON {
		return a.json(r)
	}
	return a.text(r.Document(e).Text(a.screen))
}
