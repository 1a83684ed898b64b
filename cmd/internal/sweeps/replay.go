package sweeps

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/results/narrative"
	"parley/results/store"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/sim"
	"parley/sim/sweep"
)

func Replay(a *cli.App) *cobra.Command {
	var f replayFlags
	c := cli.Command("replay", cli.OneFolder, func(_ *cobra.Command, args []string) error { return replay(a, args[0], &f) })
	c.Flags().Var(cli.Whole(&f.point, 0, sweep.MaxPoints), "point", "which point, counted from 0 as in the column point")
	c.Flags().Var(cli.Whole(&f.replication, 0, math.MaxInt32), "replication", "which history of it, counted from 0 as in --histories")
	c.Flags().StringVar(&f.arm, "arm", "", "`arm` as in the column arm; the first if there is more than one")
	f.Add(c, "format")
	return c
}

type replayFlags struct {
	cli.ScenarioFlags
	point, replication int
	arm                string
}

func replay(a *cli.App, dir string, f *replayFlags) error {
	m, err := store.Open(dir)
	if err != nil {
		return err
	}
	build, err := cli.Build()
	if err != nil {
		return err
	}
	here := store.Manifest{Version: cli.ProgramVersion(), Build: build}
	switch {
	case m.Plan.Model != cli.ModelVersion:
		fmt.Fprintf(a.Stderr, "parley: the result set is of another model, %s there and %s here: the history differs\n", m.Plan.Model, cli.ModelVersion)
	case m.Program() != here.Program():
		fmt.Fprintf(a.Stderr, "parley: the result set is of version %s, this is %s: the history may differ\n", m.Program(), here.Program())
	}
	if f.point >= m.Points {
		return cli.BadInputf("parley: --point = %d: want 0 to %d", f.point, m.Points-1)
	}
	if first := m.Plan.First(f.point); f.replication < first || f.replication >= first+m.Plan.Reps {
		return cli.BadInputf("parley: --replication = %d: want %d to %d", f.replication, first, first+m.Plan.Reps-1)
	}
	e, err := studyOf(m)
	if err != nil {
		return err
	}
	point := m.Plan.Point(f.point)
	config, arms, err := e.build(m.Plan.Overrides(point))
	if err != nil {
		return cli.BadInputf("parley: point %d was refused:\n%w", f.point, err)
	}
	names := form.Collect(arms, func(arm sim.Arm) string { return arm.Name })
	arm := slices.Index(names, cmp.Or(f.arm, names[0]))
	if arm < 0 {
		return cli.BadInputf("parley: --arm = %s: want one of %s%s", f.arm, strings.Join(names, ", "), fault.DidYouMean(f.arm, names))
	}
	at := &narrative.SweepPoint{Index: f.point, Values: map[string]string{}}
	for i, v := range point {
		if path := m.Plan.Factors[i].Path; v != "" {
			at.Paths, at.Values[path] = append(at.Paths, path), v
		}
	}
	rerun := fmt.Sprintf("parley replay %s --point %d --replication %d", cli.Quoted(dir), f.point, f.replication)
	if f.arm != "" {
		rerun += " --arm " + cli.Quoted(f.arm)
	}
	return play.Tell(a, f.Format, &narrative.History{Scenario: config.Name, Rerun: rerun, Config: config, Arm: &arms[arm],
		Point: at, Seed: m.Plan.Seed, Replication: f.replication})
}
