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
	wars []sweep.Cell
	// decomposed are experiments with a variance decomposition, none if the answer has none.
	decomposed []*experiment.Experiment
	// widest half-width of the intervals that a precision is about.
	widest func() float64
	answer func() (experiment.Result, error)
}

// regimesQuestion is what run and compare ask by themselves.
func regimesQuestion(e *experiment.Experiment) *query {
	w := sweep.Cell{Config: e.Config, Arms: e.Arms, Tally: experiment.NewTally(e)}
	return &query{e: e, wars: []sweep.Cell{w}, decomposed: []*experiment.Experiment{e},
		widest: func() float64 { return experiment.WidestRung(e, w.Tally) },
		answer: func() (experiment.Result, error) { return experiment.Summarise(e, w.Tally), nil }}
}

// cells that play each war to the histories asked for, and write them to rows, if not nil.
func (q *query) cells(rows *outcome.Histories) (list []sweep.Cell) {
	for _, c := range q.wars {
		c.Seed, c.Replications = sim.NewSeed(q.e.Seed), q.e.Requested
		if watch := c.History; rows != nil {
			c.History = func(k int, outcomes []sim.Outcome) error {
				if watch != nil {
					if err := watch(k, outcomes); err != nil {
						return err
					}
				}
				return rows.Of(c.Config, c.Arms).Add(k, outcomes)
			}
		}
		list = append(list, c)
	}
	return list
}

// crossed cells play what a variance decomposition of a side is made of, if it is not 0.
func (q *query) crossed(side int) (list []sweep.Cell) {
	for _, e := range q.decomposed {
		if side > 0 {
			e.Crossed = experiment.PlanCrossed(e, side)
			list = append(list, e.Crossed.Cell(e))
		}
	}
	return list
}

// playCells plays one after the other, and says whether a signal stopped it. What is shown
// counts the histories of each arm.
func playCells(ctx context.Context, a *cli.App, workers int, all []sweep.Cell) (stopped bool, err error) {
	total, done := 0, 0
	for _, c := range all {
		total += c.Replications * len(c.Arms)
	}
	bar := cli.NewProgress(a.Stderr, total, 1)
	defer bar.Stop()
	for _, c := range all {
		c.Workers, c.Progress = workers, func(n, _ int) { bar.Update(done+n*len(c.Arms), total) }
		if err := sweep.Run(ctx, c); errors.Is(err, context.Canceled) {
			return true, nil
		} else if err != nil {
			return false, err
		}
		done += c.Replications * len(c.Arms)
	}
	return false, nil
}

// play plays a question to the number of histories asked for, or look by look until its
// intervals are narrow enough, and reports it. A signal is no error if something was finished.
func play(ctx context.Context, a *cli.App, f *cli.SweepFlags, q *query) error {
	e := q.e
	finished := func() int { return q.wars[0].Tally.Replications }
	err := recorded(f, e, func(rows *outcome.Histories) (err error) {
		looks := []int{e.Requested}
		if f.Precision > 0 {
			e.Precision = experiment.PlanPrecision(f.Precision, f.Reps)
			looks = e.Precision.Looks
		}
		for _, e.Requested = range looks {
			if e.Interrupted, err = playCells(ctx, a, f.Workers, q.cells(rows)); err != nil {
				return err
			}
			if e.Interrupted || e.Precision != nil && e.Precision.Look(q.widest()) {
				break
			}
		}
		switch side := f.Decompose; {
		case finished() == 0:
			return fmt.Errorf("parley: %w before the first history was finished", cli.ErrInterrupted)
		case e.Interrupted && len(q.wars) == 1:
			whole := *f
			whole.Reps, whole.Precision = finished(), 0
			e.RerunFinished = whole.Again(e.Command)
		case !e.Interrupted:
			if side == cli.SideByHistories {
				side = experiment.SideFor(finished())
			}
			stopped, err := playCells(ctx, a, f.Workers, q.crossed(side))
			if err != nil {
				return err
			}
			if e.Crossed != nil {
				e.Crossed.Interrupted = stopped
			}
		}
		answer, err := q.answer()
		if err != nil {
			return err
		}
		return a.Show(f.Format, e, answer)
	})
	switch {
	case err == nil && e.Interrupted:
		return fmt.Errorf("parley: %w after %s of %s histories", cli.ErrInterrupted, words.Thousands(finished()), words.Thousands(e.Requested))
	case err == nil && e.Crossed != nil && e.Crossed.Interrupted:
		return fmt.Errorf("parley: %w before the variance decomposition", cli.ErrInterrupted)
	}
	return err
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
