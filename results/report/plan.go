package report

import (
	"context"

	"parley/scenarios/record"
	"parley/sim/infer/observe"
	"parley/sim/sweep"
)

// Part is one thing that a page needs played: cells, in turn, with the tallies that count
// them. Then puts the answer into the Input.
type Part struct {
	Runs []Run
	Then func() error
}

// Run is a cell and the tally that counts it.
type Run struct {
	Cell  sweep.Cell
	Tally *sweep.Tally
}

// Questions make the experiments of a page, each with so many histories of an arm; Roles is nil where
// there is no room for one.
type Questions struct {
	Regimes, Leads, Mechanisms, Roles func(reps int) (Part, error)
}

// QuickReps are the histories of a quick page.
const QuickReps = 500

// least histories of a part, unless fewer are asked for.
const least = 20

// partOf is 1/of of the histories.
func partOf(reps, of int) int { return max(min(reps, least), reps/of) }

// Plan lists what the page of a scenario needs, so that what is wrong with the scenario
// shows before anything is played, and progress knows the whole. Parts with many arms get
// a share of the histories. What is played goes into the Input.
func Plan(in *Input, q *Questions, reps int) (parts []Part, err error) {
	led := in.Scenario.Arm.Lead >= 0
	for _, x := range []struct {
		wanted bool
		of     int
		ask    func(reps int) (Part, error)
	}{
		{true, 1, q.Regimes},
		{len(in.Scenario.Config.Mediators) > 0, 1, q.Leads},
		{led, 10, q.Mechanisms},
		{q.Roles != nil, 10, q.Roles},
	} {
		if !x.wanted {
			continue
		}
		part, err := x.ask(partOf(reps, x.of))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	return parts, nil
}

// Play plays all parts, and reads the record of the war; progress counts histories.
func Play(ctx context.Context, in *Input, parts []Part, workers int, progress func(done, total int)) error {
	total, done := 0, 0
	for _, p := range parts {
		for _, r := range p.Runs {
			total += r.Cell.Replications * len(r.Cell.Arms)
		}
	}
	for _, p := range parts {
		for _, r := range p.Runs {
			r.Cell.Workers, r.Cell.Progress = workers, func(n, _ int) { progress(done+n*len(r.Cell.Arms), total) }
			if err := sweep.Run(ctx, r.Cell, r.Tally); err != nil {
				return err
			}
			done += r.Cell.Replications * len(r.Cell.Arms)
		}
		if err := p.Then(); err != nil {
			return err
		}
	}
	return in.readRecord()
}

// readRecord finds the record that belongs to the scenario, if there is one.
func (in *Input) readRecord() error {
	s := in.Scenario
	if !record.Of(s.Name) {
		return nil
	}
	coded, err := record.Shipped(s.Name, s)
	if err != nil {
		in.NoRecord = "it names third parties or issues that this scenario does not."
		return nil
	}
	o, err := observe.New(s.Config, coded, s.Config.Months)
	if err == nil {
		in.Record, in.RecordNotes = o.Recorded(), o.Notes()
	}
	return err
}
