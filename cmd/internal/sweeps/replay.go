package sweeps

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/results/narrative"
	"parley/results/store"
	"parley/scenarios/fault"
	"parley/sim"
	"parley/sim/sweep"
)

func Replay(a *cli.App) *cobra.Command {
	var f replayFlags
	c := &cobra.Command{
		Use:   "replay DIR",
		Short: "One history of a result set as a chronicle",
		Long: "replay plays one history of a sweep again, from its point and replication, and tells it month\n" +
			"by month. The scenario is read from where the sweep read it, and has to be the same.",
		Example: "  parley replay results --point 17 --replication 3 --arm lead",
		Args:    cli.OneFolder,
		RunE:    func(_ *cobra.Command, args []string) error { return replay(a, args[0], &f) },
	}
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
	switch {
	case m.Plan.Model != cli.ModelVersion:
		fmt.Fprintf(a.Stderr, "parley: the result set is of another model, %s there and %s here: the history differs\n", m.Plan.Model, cli.ModelVersion)
	case m.Version != cli.ProgramVersion():
		fmt.Fprintf(a.Stderr, "parley: the result set is of version %s, this is %s: the history may differ\n", m.Version, cli.ProgramVersion())
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
	keys, places := e.split(m.Plan.Overrides(m.Plan.Point(f.point)))
	s, err := e.template.Build(keys)
	if err != nil {
		return cli.BadInputf("parley: point %d was refused:\n%w", f.point, err)
	}
	arms, err := planArms(&m.Plan, s)
	if err != nil {
		return cli.BadInputf("parley: point %d was refused: %w", f.point, err)
	}
	arm, err := armNamed(arms, f.arm)
	if err != nil {
		return err
	}
	at := &narrative.SweepPoint{Index: f.point, Values: map[string]string{}}
	for i, v := range m.Plan.Point(f.point) {
		if path := m.Plan.Factors[i].Path; v != "" {
			at.Paths, at.Values[path] = append(at.Paths, path), v
		}
	}
	rerun := fmt.Sprintf("parley replay %s --point %d --replication %d", cli.Quoted(dir), f.point, f.replication)
	if f.arm != "" {
		rerun += " --arm " + cli.Quoted(f.arm)
	}
	return play.Tell(a, f.Format, &narrative.History{Scenario: s.Name, Rerun: rerun, Config: e.at(s, places), Arm: arm,
		Point: at, Seed: m.Plan.Seed, Replication: f.replication})
}

// armNamed finds an arm; no name is the first.
func armNamed(arms []sim.Arm, name string) (*sim.Arm, error) {
	var names []string
	for i := range arms {
		if name == "" || arms[i].Name == name {
			return &arms[i], nil
		}
		names = append(names, arms[i].Name)
	}
	return nil, cli.BadInputf("parley: --arm = %s: want one of %s%s", name, strings.Join(names, ", "), fault.DidYouMean(name, names))
}
