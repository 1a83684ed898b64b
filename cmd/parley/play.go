package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/question"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// query is what is asked of an experiment.
type query struct {
	// pairs of arms to count jointly; nil is all.
	pairs [][2]int
	// watch, if set, sees the outcomes of each replication in their order.
	watch func(outcomes []sim.Outcome)
	// crossed says that its answer has a variance decomposition.
	crossed bool
	// widest half-width of the intervals that a precision is about.
	widest func(*experiment.Experiment, *sweep.Tally) float64
	answer func(*experiment.Experiment, *sweep.Tally) experiment.Result
}

// regimesQuestion is what run and compare ask by themselves.
var regimesQuestion = &query{
	crossed: true,
	widest:  experiment.WidestRung,
	answer:  func(e *experiment.Experiment, t *sweep.Tally) experiment.Result { return experiment.Summarise(e, t) },
}

// play runs an experiment and reports it.
func (a *app) play(ctx context.Context, f *sweepFlags, e *experiment.Experiment, q *query) error {
	if f.precision > 0 {
		e.Precision = experiment.PlanPrecision(f.precision, f.reps)
	}
	plan := sweep.Cell{Config: e.Config, Arms: e.Arms, Seed: sim.NewSeed(e.Seed), Workers: f.workers}
	var tally *sweep.Tally
	err := f.recorded(e, func(rows *outcome.Histories) (err error) {
		if rows != nil {
			plan.History = rows.Add
		}
		q.listen(&plan)
		if tally, err = a.sweep(ctx, e, plan, q); err != nil {
			return err
		}
		if err = a.playCrossed(ctx, f, e, tally, q); err != nil {
			return err
		}
		if e.Interrupted {
			finished := *f
			finished.reps, finished.precision = tally.Replications, 0
			e.RerunFinished = finished.again(e.Command)
		}
		return a.show(f.format, e, q.answer(e, tally))
	})
	if err == nil && e.Interrupted {
		return fmt.Errorf("parley: %w after %s of %s histories", errInterrupted, words.Thousands(int64(tally.Replications)),
			words.Thousands(int64(e.Requested)))
	}
	if err == nil && e.Crossed != nil && e.Crossed.Interrupted {
		return fmt.Errorf("parley: %w before the variance decomposition", errInterrupted)
	}
	return err
}

// playCrossed plays what the variance decomposition is made of, beside a whole sweep.
func (a *app) playCrossed(ctx context.Context, f *sweepFlags, e *experiment.Experiment, t *sweep.Tally, q *query) error {
	side := f.decompose
	if side == sideByHistories {
		side = experiment.SideFor(t.Replications)
	}
	if !q.crossed || e.Interrupted || side == 0 {
		return nil
	}
	e.Crossed = experiment.PlanCrossed(e, side)
	cell, tally := e.Crossed.Cell(e)
	bar := newProgress(a.stderr, cell.Replications, 1)
	defer bar.stop()
	cell.Workers, cell.Progress = f.workers, bar.update
	err := sweep.Run(ctx, cell, tally)
	if errors.Is(err, context.Canceled) {
		e.Crossed.Interrupted = true
		return nil
	}
	if err != nil {
		return err
	}
	return nil
}

// recorded hands out the file of histories, nil where none is wanted, which is
// there afterwards whole or, if play fails, not at all.
func (f *sweepFlags) recorded(e *experiment.Experiment, play func(*outcome.Histories) error) error {
	if f.histories == "" {
		return play(nil)
	}
	if err := checkReplaceable("--histories", f.histories, f.scenario, "a table of histories", outcome.HistoriesHead); err != nil {
		return err
	}
	return writeFile(f.histories, func(w io.Writer) error {
		rows, err := outcome.NewHistories(w, e.Config, e.Arms)
		if err != nil {
			return err
		}
		return play(rows)
	})
}

// listen lets a question see each replication, after what else is told of it.
func (q *query) listen(plan *sweep.Cell) {
	if q.watch == nil {
		return
	}
	also := plan.History
	plan.History = func(replication int, outcomes []sim.Outcome) error {
		if also != nil {
			if err := also(replication, outcomes); err != nil {
				return err
			}
		}
		q.watch(outcomes)
		return nil
	}
}

// tally is empty, for the arms of an experiment.
func (q *query) tally(e *experiment.Experiment) *sweep.Tally {
	if q.pairs == nil {
		return experiment.NewTally(e)
	}
	return sweep.NewTallyOf(e.Config, len(e.Arms), q.pairs, outcome.Values()...)
}

// sweep plays to the number of histories asked for, or look by look. A
// signal ends it early and is no error if something was finished.
func (a *app) sweep(ctx context.Context, e *experiment.Experiment, plan sweep.Cell, q *query) (*sweep.Tally, error) {
	looks := []int{e.Requested}
	if e.Precision != nil {
		looks = e.Precision.Looks
	}
	bar := newProgress(a.stderr, looks[0], 1)
	defer bar.stop()
	plan.Progress = bar.update
	tally := q.tally(e)
	for _, n := range looks {
		plan.Replications, e.Requested = n, n
		err := sweep.Run(ctx, plan, tally)
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			return nil, err
		case err != nil && tally.Replications == 0:
			return nil, fmt.Errorf("parley: %w before the first history was finished", errInterrupted)
		case err != nil:
			e.Interrupted = true
			return tally, nil
		}
		if e.Precision != nil && e.Precision.Look(q.widest(e, tally)) {
			break
		}
	}
	return tally, nil
}

// experiment is what all sweeps of a scenario have in common.
func (f *sweepFlags) experiment(command string, s *scenarios.Scenario, arms []sim.Arm) *experiment.Experiment {
	return &experiment.Experiment{Command: command, Version: programVersion(), Scenario: s.Name, Rerun: f.again(command), Coding: s.Coding, Window: s.Window,
		Config: s.Config, Arms: arms, Seed: f.seed, Requested: f.reps}
}

// playCrossing plays wars to the number of histories asked for, or look by look until the
// widest difference is narrow enough, and reports them.
func (a *app) playCrossing(ctx context.Context, f *sweepFlags, e *experiment.Experiment, wars []question.CrossWar,
	widest func(level float64) float64, answer func() (experiment.Result, error)) error {
	err := f.recorded(e, func(rows *outcome.Histories) error {
		looks := []int{e.Requested}
		if f.precision > 0 {
			e.Precision = experiment.PlanPrecision(f.precision, f.reps)
			looks = e.Precision.Looks
		}
		bar := newProgress(a.stderr, looks[0], len(wars))
		defer bar.stop()
		for _, n := range looks {
			e.Requested = n
			if err := playWars(ctx, f, e, wars, rows, bar); err != nil {
				return err
			}
			if e.Interrupted || e.Precision != nil && e.Precision.Look(widest(e.Level())) {
				break
			}
		}
		r, err := answer()
		if err != nil {
			return err
		}
		return a.show(f.format, e, r)
	})
	if err == nil && e.Interrupted {
		return fmt.Errorf("parley: %w", errInterrupted)
	}
	return err
}

// playWars plays each war to e.Requested. A signal ends it early and is no error
// if something was finished.
func playWars(ctx context.Context, f *sweepFlags, e *experiment.Experiment, wars []question.CrossWar, rows *outcome.Histories, bar *progress) error {
	for i := range wars {
		w := &wars[i]
		plan := sweep.Cell{Config: w.Config, Arms: w.Arms, Seed: sim.NewSeed(e.Seed), Replications: e.Requested, Workers: f.workers,
			Progress: func(done, total int) { bar.update((i*total+done)/len(wars), total) }}
		if rows != nil {
			plan.History = rows.Of(w.Config, w.Arms).Add
		}
		(&query{watch: w.Watch}).listen(&plan)
		err := sweep.Run(ctx, plan, w.Tally)
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			return err
		case err != nil && wars[0].Tally.Replications == 0:
			return fmt.Errorf("parley: %w before the first history was finished", errInterrupted)
		case err != nil:
			e.Interrupted = true
			return nil
		}
	}
	return nil
}
