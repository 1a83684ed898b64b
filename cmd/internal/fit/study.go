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
	// Other codings, each a name with a coder, the capabilities and a shuffle of the third parties'
	// codings; each shuffle once: few third parties, or some coded alike, have fewer.
	codings := [][4]string{{"both coders", "both", "coded", "0"}, {"coder a", "a", "coded", "0"}, {"coder b", "b", "coded", "0"}, {"equal capabilities", "both", "equal", "0"}}
	most := len(codings) + priorstudy.Shuffles
	for k := 1; k <= triedShuffles; k++ {
		codings = append(codings, [4]string{fmt.Sprint("shuffle ", k), "both", "coded", fmt.Sprint(k)})
	}
	for _, x := range codings {
		coded, err := t.Build([]string{"coding.coder=" + x[1], "coding.capability=" + x[2], "coding.shuffle=" + x[3]})
		if err != nil {
			return nil, cli.Bad(fmt.Errorf("coding %s: %w", x[0], err))
		}
		same := func(c priorstudy.Coding) bool {
			return slices.EqualFunc(c.Config.Mediators, coded.Config.Mediators, codedAlike)
		}
		if x[3] == "0" || !slices.ContainsFunc(out.Codings, same) {
			out.Codings = append(out.Codings, priorstudy.Coding{Name: x[0], Config: coded.Config, Arm: coded.Arm})
		}
		if len(out.Codings) == most {
			break
		}
	}
	return out, nil
}

// triedShuffles find all of three third parties, who have six.
const triedShuffles = 100

func codedAlike(a, b sim.Mediator) bool {
	a.Strategy, b.Strategy = nil, nil // functions are never equal
	return reflect.DeepEqual(a, b)
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
