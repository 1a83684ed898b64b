package main

import (
	"fmt"

	"github.com/spf13/pflag"

	"parley/results/document"
	"parley/results/report"
	"parley/results/store"
)

// reportSweep writes the page of a result set, which plays nothing.
func (a *app) reportSweep(f *reportFlags, given *pflag.FlagSet, dir string) error {
	var wrong error
	given.Visit(func(flag *pflag.Flag) {
		if flag.Name != "out" && flag.Name != "figures" {
			wrong = badInputf("parley: --%s: goes with a scenario; %s is the folder of a result set, and nothing is played", flag.Name, dir)
		}
	})
	if wrong != nil {
		return wrong
	}
	r, err := store.OpenResults(dir, false)
	if err != nil {
		return storeError(err)
	}
	defer r.Close()
	in := &report.SweepInput{Plan: &r.Plan, Columns: r.Columns, Points: r.Points, Refused: r.Summary.Refused, Command: r.Command,
		Page: fmt.Sprintf("parley report %s --out report.html", quoted(dir)), Version: r.Version, Model: r.Plan.Model,
		Rows: func(visit func(store.Row) error) error { return r.Each(nil, visit) }}
	return a.writePage(f, dir, func() (*document.Document, error) {
		page, err := report.Sweep(in)
		return page, storeError(err)
	})
}
