package store_test

import (
	"fmt"
	"os"
	"path/filepath"

	"parley/results/outcome"
	"parley/results/store"
	"parley/sim"
	"parley/sim/sweep"
)

// A result set is broken off after one of its two points and resumed.
func ExampleStart() {
	dir, err := os.MkdirTemp("", "parley")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	dir = filepath.Join(dir, "acceptance")
	acceptance, _ := sweep.ParseFactor("coordination.acceptance=0:1:2")
	plan := sweep.Plan{Design: sweep.Grid, Reps: 1000, Factors: []sweep.Factor{acceptance}}
	point := func(i int) *sweep.Record {
		war := &sim.Config{}
		return &sweep.Record{Point: i, Cell: sweep.Cell{Config: war, Arms: []sim.Arm{{Name: "networked"}}, Tally: sweep.NewTally(war, 1, nil, outcome.Values()...)}}
	}

	set, err := store.Start(dir, store.Manifest{Plan: plan}, store.Options{})
	fmt.Println("to do:", set.Todo(), err)
	set.Append(point(0))
	set.Close()

	set, err = store.Start(dir, store.Manifest{Plan: plan}, store.Options{Resume: true})
	fmt.Println("to do:", set.Todo(), err)
	set.Append(point(1))
	done, err := set.Finish()
	fmt.Println("points:", done.Points, err)
	set.Close()
	// Output:
	// to do: 0-1 <nil>
	// to do: 1 <nil>
	// points: 2 <nil>
}

// The language of --where.
func ExampleParseCondition() {
	columns := store.Columns(&sweep.Plan{})
	_, err := store.ParseCondition("settled_share>=0.5", columns)
	fmt.Println(err)
	_, err = store.ParseCondition("settled=many", columns)
	fmt.Println(err)
	// Output:
	// <nil>
	// settled = many: want integer
}
