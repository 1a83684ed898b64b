package main

import (
	"context"
	"errors"
	"fmt"

	"parley/results"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// play runs an experiment and reports it.
func (a *app) play(ctx context.Context, f *sweepFlags, e *results.Experiment) error {
	if f.precision > 0 {
		e.Precision = results.PlanPrecision(f.precision, int(f.reps))
	}
	plan := sweep.Cell{Config: e.Config, Arms: e.Arms, Seed: sim.NewSeed(e.Seed), Workers: int(f.workers)}
	var file *atomicFile
	if f.histories != "" {
		err := checkReplaceable(f.histories, f.scenario)
		if err != nil {
			return err
		}
		if file, err = createAtomic(f.histories); err != nil {
			return err
		}
		rows, err := results.NewHistories(file, e.Config, e.Arms)
		if err != nil {
			file.Abandon()
			return err
		}
		plan.History = rows.Add
	}
	tally, err := a.sweep(ctx, e, plan)
	if err == nil && e.Interrupted {
		e.RerunFinished = f.againFor(e.Command, tally.Replications)
	}
	if err == nil {
		err = a.report(f, e, tally)
	}
	switch {
	case file != nil && err != nil:
		file.Abandon()
	case file != nil:
		err = file.commit()
	}
	if err == nil && e.Interrupted {
		return fmt.Errorf("parley: %w after %s of %s histories", errInterrupted, results.Thousands(int64(tally.Replications)),
			results.Thousands(int64(e.Requested)))
	}
	return err
}

// sweep plays to the number of histories asked for, or look by look. A
// signal ends it early and is no error if something was finished.
func (a *app) sweep(ctx context.Context, e *results.Experiment, plan sweep.Cell) (*sweep.Tally, error) {
	looks := []int{e.Requested}
	if e.Precision != nil {
		looks = e.Precision.Looks
	}
	bar := newProgress(a.stderr, looks[0], 1)
	defer bar.stop()
	plan.Progress = bar.update
	tally := sweep.NewTally(e.Config, len(e.Arms))
	for _, n := range looks {
		plan.Replications, e.Requested = n, n
		err := sweep.Run(ctx, plan, tally)
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			return nil, fmt.Errorf("parley: %w", err)
		case err != nil && tally.Replications == 0:
			return nil, fmt.Errorf("parley: %w before the first history was finished", errInterrupted)
		case err != nil:
			e.Interrupted = true
			return tally, nil
		}
		if e.Precision != nil && e.Precision.Look(results.WidestHeadline(e, tally)) {
			break
		}
	}
	return tally, nil
}

func (a *app) report(f *sweepFlags, e *results.Experiment, tally *sweep.Tally) error {
	s := results.Summarise(e, tally)
	if f.format == formatJSON {
		return a.json(s)
	}
	return a.text(results.Text(e, s))
}

// experiment is what all sweeps of a scenario have in common.
func (f *sweepFlags) experiment(command string, s *scenarios.Scenario, arms []sim.Arm) *results.Experiment {
	return &results.Experiment{Command: command, Version: programVersion(), Scenario: s.Name, Rerun: f.again(command), Coding: s.Coding,
		Config: s.Config, Arms: arms, Seed: f.seed, Requested: int(f.reps)}
}
