package report

import (
	"context"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/sweep"
)

// Part is one thing that a page needs played: cells, in turn, with the tallies that count
// them. Rerun is the command that plays it again; Then puts the answer into the Input.
type Part struct {
	Rerun string
	Runs  []Run
	Then  func() error
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
		what   string
		of     int
		ask    func(reps int) (Part, error)
	}{
		{true, "The regimes, and the answer at the top", 1, q.Regimes},
		{len(in.Scenario.Config.Mediators) > 0, "Who should lead", 1, q.Leads},
		{led, "The worth of each mechanism", 10, q.Mechanisms},
		{q.Roles != nil, "What is missing", 10, q.Roles},
	} {
		if !x.wanted {
			continue
		}
		part, err := x.ask(partOf(reps, x.of))
		if err != nil {
			return nil, err
		}
		parts, in.Commands = append(parts, part), append(in.Commands, Command{x.what, part.Rerun})
	}
	return parts, nil
}

// Play plays all parts, then one history, which takes no time; progress counts histories.
func Play(ctx context.Context, in *Input, parts []Part, reps int, seed int64, workers int, progress func(done, total int)) error {
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
	return playHistory(in, in.Scenario, seed, recordOf(in, in.Scenario))
}

// recordOf finds the record that belongs to the scenario, nil if there is none.
func recordOf(in *Input, s *scenarios.Scenario) *record.Record {
	if !record.Of(s.Name) {
		return nil
	}
	coded, err := record.Shipped(s.Name, s)
	if err != nil {
		in.NoRecord = "it names third parties or issues that this scenario does not."
		return nil
	}
	return coded
}

// playHistory plays history 0 of the scenario's own regime.
func playHistory(in *Input, s *scenarios.Scenario, seed int64, coded *record.Record) error {
	of := coded
	if of == nil {
		of = &record.Record{}
	}
	o, err := observe.New(s.Config, of, s.Config.Months)
	if err != nil {
		return err
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		return err
	}
	o.Play(w, &s.Arm, sim.NewSeed(seed), 0)
	in.History = &History{Played: o.Played(), Regime: s.Arm.Regime.String()}
	if coded != nil {
		in.History.Recorded, in.History.Notes = o.Recorded(), o.Notes()
	}
	return nil
}
