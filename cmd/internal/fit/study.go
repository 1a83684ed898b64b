package fit

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/results/studies"
	"parley/results/words"
	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	priorstudy "parley/sim/infer/study"
)

type studyFlags struct {
	cli.ScenarioFlags
	draws int
}

func Study(a *cli.App) *cobra.Command {
	f := studyFlags{draws: 1000}
	c := cli.Command("study", cli.OneScenario, func(c *cobra.Command, args []string) error {
		if f.Out == "" {
			return cli.BadInputf("parley study: want --out DIR")
		}
		s, err := f.study(args[0])
		if err == nil {
			err = cli.NewFolder("--out", f.Out)
		}
		if err != nil {
			return err
		}
		if name := s.Config.Name; s.Record == nil && record.Of(name) {
			fmt.Fprintf(a.Stderr, "parley: roles are not scored: the record of this name has third parties or issues that %s does not name\n", name)
		}
		return runStudy(c.Context(), a, &f, s)
	})
	f.AddScenario(c, "out", "seed", "workers")
	c.Flags().Var(cli.Whole(&f.draws, 4, 100_000), "draws", "draws of the parameters")
	return c
}

// study prepares the war, its record and its other codings.
func (f *studyFlags) study(name string) (*priorstudy.Study, error) {
	o, err := f.Options()
	if err != nil {
		return nil, err
	}
	o.Prior = true
	t, err := scenarios.Prepare(name, o)
	if err != nil {
		return nil, cli.Bad(err)
	}
	f.Scenario = name
	s := t.Scenario()
	if mode := s.Config.Parameters.Mode; mode != sim.ParametersPrior {
		return nil, cli.BadInputf("parley study: parameters.mode = %s: want prior, over which the study is", sim.ParameterModeNames[mode])
	}
	if s.Arm.Lead < 0 {
		return nil, cli.NoLead(s, "study", s.Name)
	}
	out := &priorstudy.Study{
		Config: s.Config, Arm: s.Arm, Draws: f.draws, Seed: f.Seed, Workers: f.Workers,
		Reps: priorstudy.PlannedReps, Record: record.RoleTable(s),
	}
	// Other codings, each a name with a coder, the capabilities and a shuffle of the third parties' codings.
	for _, x := range [][3]string{{"both coders", "both", "coded"}, {"coder a", "a", "coded"}, {"coder b", "b", "coded"}, {"equal capabilities", "both", "equal"}} {
		coded, err := otherCoding(t, x[0], x[1], x[2], 0)
		if err != nil {
			return nil, err
		}
		out.Codings = append(out.Codings, coded)
	}
	// Each shuffle once: few third parties, or some coded alike, have fewer than these.
	seen := [][]sim.Mediator{thirdsOf(out.Codings[0])}
	for k := 1; k <= triedShuffles && len(seen) <= priorstudy.Shuffles; k++ {
		coded, err := otherCoding(t, fmt.Sprint("shuffle ", k), "both", "coded", k)
		if err != nil {
			return nil, err
		}
		thirds := thirdsOf(coded)
		if !slices.ContainsFunc(seen, func(x []sim.Mediator) bool { return reflect.DeepEqual(x, thirds) }) {
			seen, out.Codings = append(seen, thirds), append(out.Codings, coded)
		}
	}
	return out, nil
}

// triedShuffles find all of three third parties, who have six.
const triedShuffles = 100

func otherCoding(t *scenarios.Template, name, coder, capability string, shuffle int) (c priorstudy.Coding, err error) {
	s, err := t.Build([]string{"coding.coder=" + coder, "coding.capability=" + capability, fmt.Sprint("coding.shuffle=", shuffle)})
	if err != nil {
		return c, cli.Bad(fmt.Errorf("coding %s: %w", name, err))
	}
	return priorstudy.Coding{Name: name, Config: s.Config, Arm: s.Arm}, nil
}

// thirdsOf a coding, without what cannot be compared.
func thirdsOf(c priorstudy.Coding) []sim.Mediator {
	thirds := slices.Clone(c.Config.Mediators)
	for i := range thirds {
		thirds[i].Strategy = nil
	}
	return thirds
}

func runStudy(ctx context.Context, a *cli.App, f *studyFlags, s *priorstudy.Study) error {
	total := s.Histories()
	fmt.Fprintf(a.Stderr, "parley: %d draws, %s histories, of them %s under other codings\n", s.Draws, words.Thousands(int64(total)),
		words.Thousands(int64(s.CodingHistories())))
	bar := cli.NewProgress(a.Stderr, total, 1)
	s.Progress = bar.Update
	report, rows, err := priorstudy.Run(ctx, s)
	bar.Stop()
	if err != nil {
		return nothing(ctx, f.Out, err)
	}
	command := cli.Again("study", f.Scenario, &f.ScenarioFlags, "--draws", fmt.Sprint(f.draws), "--seed", fmt.Sprint(f.Seed), "--out", "DIR")
	var table, page bytes.Buffer
	document, err := cli.Indented(report)
	if err := errors.Join(err, rows.WriteCSV(&table), studies.Markdown(&page, report, command)); err != nil {
		return err
	}
	return cli.WriteFiles(f.Out, [2]string{"draws.csv", table.String()}, [2]string{"study.json", document}, [2]string{"study.md", page.String()})
}
