// Package play has the commands that play one scenario and tell what came of it: run,
// compare with its questions, trace, why and report.
//
// A query is wars to play and how their counts are answered; play.go plays it to the
// histories asked for. The questions of compare make queries: regimes, mechanisms and roles
// (compare.go); cells, which cross factors, and leads (cross.go); two wars (wars.go).
package play

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/experiment"
	"parley/results/outcome"
	"parley/results/question"
	"parley/results/store"
	"parley/results/words"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

func Run(a *cli.App) *cobra.Command {
	var f cli.SweepFlags
	c := f.Command("run", func(c *cobra.Command, s *scenarios.Scenario) error {
		f.More = cli.Typed(c.Flags(), "reps", "precision", "histories")
		return play(c.Context(), a, &f, regimesQuestion(newExperiment(&f, "run", s, []sim.Arm{s.Arm})))
	})
	f.Add(c)
	return c
}

// query is what is asked of wars, and how it is answered once they are played.
type query struct {
	e *experiment.Experiment
	// wars to play, with tallies; the first has the arms of the experiment.
	wars []question.CrossWar
	// decomposed are experiments with a variance decomposition, none if the answer has none.
	decomposed []*experiment.Experiment
	// widest half-width of the intervals that a precision is about.
	widest func() float64
	answer func() (experiment.Result, error)
}

// warOf an experiment, in which all pairs of arms are counted jointly.
func warOf(e *experiment.Experiment) question.CrossWar {
	return question.CrossWar{Config: e.Config, Arms: e.Arms, Tally: experiment.NewTally(e)}
}

// regimesQuestion is what run and compare ask by themselves.
func regimesQuestion(e *experiment.Experiment) *query {
	w := warOf(e)
	return &query{e: e, wars: []question.CrossWar{w}, decomposed: []*experiment.Experiment{e},
		widest: func() float64 { return experiment.WidestRung(e, w.Tally) },
		answer: func() (experiment.Result, error) { return experiment.Summarise(e, w.Tally), nil }}
}

// cell that plays a war to so many histories, and writes them to rows, if not nil.
func (q *query) cell(w *question.CrossWar, replications int, rows *outcome.Histories) sweep.Cell {
	c := sweep.Cell{Config: w.Config, Arms: w.Arms, Seed: sim.NewSeed(q.e.Seed), Replications: replications}
	c.History = func(k int, outcomes []sim.Outcome) error {
		if w.Watch != nil {
			w.Watch(outcomes)
		}
		if rows == nil {
			return nil
		}
		return rows.Of(w.Config, w.Arms).Add(k, outcomes)
	}
	return c
}

// play plays a question to the number of histories asked for, or look by look until its
// intervals are narrow enough, and reports it.
func play(ctx context.Context, a *cli.App, f *cli.SweepFlags, q *query) error {
	e := q.e
	err := recorded(f, e, func(rows *outcome.Histories) error {
		looks := []int{e.Requested}
		if f.Precision > 0 {
			e.Precision = experiment.PlanPrecision(f.Precision, f.Reps)
			looks = e.Precision.Looks
		}
		bar := cli.NewProgress(a.Stderr, looks[0], len(q.wars))
		defer bar.Stop()
		for _, n := range looks {
			e.Requested = n
			if err := q.playWars(ctx, f.Workers, rows, bar); err != nil {
				return err
			}
			if e.Interrupted || e.Precision != nil && e.Precision.Look(q.widest()) {
				break
			}
		}
		bar.Stop()
		if err := playCrossed(ctx, a, f, q); err != nil {
			return err
		}
		if e.Interrupted && len(q.wars) == 1 {
			finished := *f
			finished.Reps, finished.Precision = q.wars[0].Tally.Replications, 0
			e.RerunFinished = finished.Again(e.Command)
		}
		answer, err := q.answer()
		if err != nil {
			return err
		}
		return a.Show(f.Format, e, answer)
	})
	switch {
	case err == nil && e.Interrupted:
		return fmt.Errorf("parley: %w after %s of %s histories", cli.ErrInterrupted, words.Thousands(int64(q.wars[0].Tally.Replications)),
			words.Thousands(int64(e.Requested)))
	case err == nil && e.Crossed != nil && e.Crossed.Interrupted:
		return fmt.Errorf("parley: %w before the variance decomposition", cli.ErrInterrupted)
	}
	return err
}

// playWars plays each war to e.Requested. A signal ends it early and is no error
// if something was finished.
func (q *query) playWars(ctx context.Context, workers int, rows *outcome.Histories, bar *cli.Progress) error {
	for i := range q.wars {
		w := &q.wars[i]
		c := q.cell(w, q.e.Requested, rows)
		c.Workers = workers
		c.Progress = func(done, total int) { bar.Update((i*total+done)/len(q.wars), total) }
		err := sweep.Run(ctx, c, w.Tally)
		switch {
		case err != nil && !errors.Is(err, context.Canceled):
			return err
		case err != nil && q.wars[0].Tally.Replications == 0:
			return fmt.Errorf("parley: %w before the first history was finished", cli.ErrInterrupted)
		case err != nil:
			q.e.Interrupted = true
			return nil
		}
	}
	return nil
}

// playCrossed plays what the variance decomposition is made of, beside a whole sweep.
func playCrossed(ctx context.Context, a *cli.App, f *cli.SweepFlags, q *query) error {
	side := f.Decompose
	if side == cli.SideByHistories {
		side = experiment.SideFor(q.wars[0].Tally.Replications)
	}
	if q.e.Interrupted || side == 0 {
		return nil
	}
	for _, e := range q.decomposed {
		e.Crossed = experiment.PlanCrossed(e, side)
		cell, tally := e.Crossed.Cell(e)
		bar := cli.NewProgress(a.Stderr, cell.Replications, 1)
		cell.Workers, cell.Progress = f.Workers, bar.Update
		err := sweep.Run(ctx, cell, tally)
		bar.Stop()
		if errors.Is(err, context.Canceled) {
			q.e.Crossed.Interrupted = true
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// recorded hands out the file of histories, nil where none is wanted, which is
// there afterwards whole or, if play fails, not at all.
func recorded(f *cli.SweepFlags, e *experiment.Experiment, play func(*outcome.Histories) error) error {
	if f.Histories == "" {
		return play(nil)
	}
	if err := cli.CheckReplaceable("--histories", f.Histories, f.Scenario, "a table of histories", outcome.HistoriesHead); err != nil {
		return err
	}
	return store.WriteFile(f.Histories, func(w io.Writer) error {
		rows, err := outcome.NewHistories(w, e.Config, e.Arms)
		if err != nil {
			return err
		}
		return play(rows)
	})
}

// newExperiment is what all sweeps of a scenario have in common.
func newExperiment(f *cli.SweepFlags, command string, s *scenarios.Scenario, arms []sim.Arm) *experiment.Experiment {
	return &experiment.Experiment{Config: s.Config, Arms: arms, Head: experiment.Head{Command: command, Version: cli.ProgramVersion(), Scenario: s.Name,
		Rerun: f.Again(command), Coding: s.Coding, Seed: f.Seed, Requested: f.Reps, Parameters: experiment.Drawn{Window: s.Window}}}
}
