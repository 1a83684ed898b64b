package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	priorstudy "parley/results/study"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
)

// Files of a study.
const (
	studyText = "study.md"
	studyJSON = "study.json"
	studyRows = "draws.csv"
)

const (
	plannedDraws   = 1000
	mostDraws      = 100_000
	plannedShuffle = 10
)

type studyFlags struct {
	scenarioFlags
	draws int
}

func (a *app) studyCommand() *cobra.Command {
	var f studyFlags
	c := &cobra.Command{
		Use:   "study SCENARIO",
		Short: "What a lead changes over the whole prior, through what, and when it fails",
		Long: "study draws the parameters and the structure from their priors and plays regimes, mechanisms, numbers of third parties and\n" +
			"balances of partisans on each draw; then the headlines again under other codings. docs/prior-study-plan.md lists\n" +
			"every quantity. It writes " + studyText + ", " + studyJSON + " and " + studyRows + ". " + scenarioHelp,
		Example: "  parley study tajikistan --out study\n  parley study tajikistan --draws 50 --out quick",
		Args:    oneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			if f.out == "" {
				return badInputf("parley study: want --out DIR")
			}
			s, err := f.study(args[0])
			if err != nil {
				return err
			}
			return a.runStudy(c.Context(), &f, s)
		},
	}
	f.addScenario(c, "out", "seed", "workers")
	flags := c.Flags()
	f.draws = plannedDraws
	flags.Var(whole(&f.draws, 4, mostDraws), "draws", "draws of the parameters")
	return c
}

// study prepares the war, its record and its other codings.
func (f *studyFlags) study(name string) (*priorstudy.Study, error) {
	o, err := f.options()
	if err != nil {
		return nil, err
	}
	o.Prior = true
	t, err := scenarios.Prepare(name, o)
	if err != nil {
		return nil, badInput{err}
	}
	f.scenario = name
	s := t.Scenario()
	if mode := s.Config.Parameters.Mode; mode != sim.ParametersPrior {
		return nil, badInputf("parley study: parameters.mode = %s: want prior, over which the study is", sim.ParameterModeNames[mode])
	}
	if s.Arm.Lead < 0 {
		return nil, f.noLead("study", s.Name)
	}
	out := &priorstudy.Study{
		Config: s.Config, Arm: s.Arm, Draws: f.draws, Seed: f.seed, Workers: f.workers,
		Reps: priorstudy.PlannedReps, Record: record.RoleTable(s.Name),
	}
	out.Codings, err = codings(t)
	return out, err
}

// codings under which the headlines are repeated.
func codings(t *scenarios.Template) (list []priorstudy.Coding, err error) {
	add := func(name string, set ...string) {
		s, failed := t.Build(set)
		if failed != nil {
			err = badInput{fmt.Errorf("coding %s: %w", name, failed)}
			return
		}
		list = append(list, priorstudy.Coding{Name: name, Config: s.Config, Arm: s.Arm})
	}
	as := func(coder, capability string, shuffle int) []string {
		return []string{"coding.coder=" + coder, "coding.capability=" + capability, fmt.Sprintf("coding.shuffle=%d", shuffle)}
	}
	add("both coders", as("both", "coded", 0)...)
	add("coder a", as("a", "coded", 0)...)
	add("coder b", as("b", "coded", 0)...)
	add("equal capabilities", as("both", "equal", 0)...)
	for k := 1; k <= plannedShuffle; k++ {
		add(fmt.Sprintf("shuffle %d", k), as("both", "coded", k)...)
	}
	return list, err
}

func (a *app) runStudy(ctx context.Context, f *studyFlags, s *priorstudy.Study) error {
	if err := newFolder(f.out); err != nil {
		return err
	}
	total := s.Histories()
	fmt.Fprintf(a.stderr, "parley: %d draws, %s histories, of them %s under other codings\n", s.Draws, words.Thousands(int64(total)),
		words.Thousands(int64(s.CodingHistories())))
	bar := newProgress(a.stderr, total, 1)
	defer bar.stop()
	s.Progress = bar.update
	report, rows, err := priorstudy.Run(ctx, s)
	switch {
	case ctx.Err() != nil:
		_ = os.Remove(f.out) // if it is still empty
		return fmt.Errorf("parley: %w; nothing is written", errInterrupted)
	case err != nil:
		return fmt.Errorf("parley: %w", err)
	}
	return writeStudy(f, report, rows)
}

// newFolder makes a folder, or takes one that is empty.
func newFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return badInputf("parley: --out = %s: %w", dir, cause(err))
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return badInputf("parley: --out = %s: %w", dir, cause(err))
	case len(entries) > 0:
		return badInputf("parley: --out = %s: there is something in it already, %s; want a new or empty folder", dir, entries[0].Name())
	}
	return nil
}

func writeStudy(f *studyFlags, report *priorstudy.Report, rows *priorstudy.Rows) error {
	document, err := json.MarshalIndent(report, "", "  ")
	if err != nil {
		return fmt.Errorf("parley: %w", err)
	}
	var table bytes.Buffer
	if err := rows.WriteCSV(&table); err != nil {
		return fmt.Errorf("parley: %w", err)
	}
	for _, file := range []struct {
		name string
		text []byte
	}{
		{studyRows, table.Bytes()}, {studyJSON, append(document, '\n')}, {studyText, []byte(priorstudy.Markdown(report, f.command()))},
	} {
		if err := writeWhole(filepath.Join(f.out, file.name), file.text); err != nil {
			return err
		}
	}
	return nil
}

// command that makes the study again.
func (f *studyFlags) command() string {
	return again("study", f.scenario, &f.scenarioFlags, "--draws", fmt.Sprint(f.draws), "--seed", fmt.Sprint(f.seed), "--out", "DIR")
}
