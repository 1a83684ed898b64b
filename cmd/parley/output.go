package main

import (
	"encoding/json"
	"fmt"
)

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

func (a *app) text(s string) error {
	a.out.WriteString(s)
	return nil
}
