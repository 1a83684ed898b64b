package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"parley/results/narrative"
	"parley/results/store"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
	"parley/sim/sweep"
)

func (a *app) replayCommand() *cobra.Command {
	var f replayFlags
	c := &cobra.Command{
		Use:   "replay DIR",
		Short: "One history of a result set as a chronicle",
		Long: "replay plays one history of a sweep again, from its point and replication, and tells it month\n" +
			"by month. The scenario is read from where the sweep read it, and has to be the same.",
		Example: "  parley replay results --point 17 --replication 3 --arm lead",
		Args:    oneFolder,
		RunE:    func(_ *cobra.Command, args []string) error { return a.replay(args[0], &f) },
	}
	c.Flags().Var(whole(&f.point, 0, sweep.MaxPoints), "point", "which point, counted from 0 as in the column point")
	c.Flags().Var(whole(&f.replication, 0, math.MaxInt32), "replication", "which history of it, counted from 0 as in --histories")
	c.Flags().StringVar(&f.arm, "arm", "", "`arm` as in the column arm; the first if there is more than one")
	c.Flags().StringVar(&f.scenario, "scenario", "", "`FILE` of the scenario, if it has moved")
	f.add(c, "format")
	return c
}

type replayFlags struct {
	scenarioFlags
	point, replication int
	arm                string
}

func (a *app) replay(dir string, f *replayFlags) error {
	m, err := store.Open(dir)
	if err != nil {
		return err
	}
	switch {
	case m.Plan.Model != modelVersion:
		fmt.Fprintf(a.stderr, "parley: the result set is of another model, %s there and %s here: the history differs\n", m.Plan.Model, modelVersion)
	case m.Version != programVersion():
		fmt.Fprintf(a.stderr, "parley: the result set is of version %s, this is %s: the history may differ\n", m.Version, programVersion())
	}
	if f.point >= m.Points {
		return badInputf("parley: --point = %d: want 0 to %d", f.point, m.Points-1)
	}
	if f.replication >= m.Plan.Reps {
		return badInputf("parley: --replication = %d: want 0 to %d", f.replication, m.Plan.Reps-1)
	}
	t, err := planned(&m.Plan, f.scenario)
	if err != nil {
		return f.whereItIs(&m.Plan, err)
	}
	s, err := t.Build(m.Plan.Overrides(m.Plan.Point(f.point)))
	if err != nil {
		return badInputf("parley: point %d was refused:\n%w", f.point, err)
	}
	arms, err := planArms(&m.Plan, s)
	if err != nil {
		return badInputf("parley: point %d was refused: %w", f.point, err)
	}
	arm, err := armNamed(arms, f.arm)
	if err != nil {
		return err
	}
	return a.retell(dir, f, m, s, arm)
}

// whereItIs says how to find a scenario that is not where the sweep read it.
func (f *replayFlags) whereItIs(p *sweep.Plan, err error) error {
	_, shipped := scenarios.Source(p.Scenario)
	if f.scenario != "" || shipped || isFile(p.Scenario) {
		return err
	}
	return badInputf("%w\nparley: the sweep read %s from the folder where it ran; --scenario FILE says where it is now", err, p.Scenario)
}

// pointOf a plan, by the values of its factors.
func pointOf(p *sweep.Plan, i int) *narrative.SweepPoint {
	at := &narrative.SweepPoint{Index: i, Values: map[string]string{}}
	for f, v := range p.Point(i).Values {
		if path := p.Factors[f].Path; v != "" {
			at.Paths, at.Values[path] = append(at.Paths, path), v
		}
	}
	return at
}

// retell plays the history and tells it.
func (a *app) retell(dir string, f *replayFlags, m *store.Manifest, s *scenarios.Scenario, arm *sim.Arm) error {
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		return err
	}
	events, outcome := w.Trace(arm, sim.NewSeed(m.Plan.Seed), f.replication)
	rerun := fmt.Sprintf("parley replay %s --point %d --replication %d", quoted(dir), f.point, f.replication)
	if f.arm != "" {
		rerun += " --arm " + quoted(f.arm)
	}
	if f.scenario != "" {
		rerun += " --scenario " + quoted(f.scenario)
	}
	h := &narrative.History{Scenario: s.Name, Rerun: rerun, Version: programVersion(), Config: s.Config, Arm: arm,
		Point: pointOf(&m.Plan, f.point), Seed: m.Plan.Seed, Replication: f.replication, Events: events, Outcome: &outcome}
	if f.format == formatJSON {
		return a.json(narrative.NewTrace(h))
	}
	return a.text(narrative.Chronicle(h).Text(a.screen))
}

// planned reads the scenario of a plan again; elsewhere is where it is now, if
// it has moved.
func planned(p *sweep.Plan, elsewhere string) (*scenarios.Template, error) {
	from := p.Scenario
	if elsewhere != "" {
		from = elsewhere
	}
	t, err := scenarios.Prepare(from, scenarios.Options{Set: p.Set, Without: p.Without})
	if err != nil {
		return nil, bad(err)
	}
	if t.Hash(varied(p)...) != p.ScenarioHash {
		return nil, badInputf("parley: %s: no longer the scenario that was swept: it has changed since", from)
	}
	return t, nil
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
	return nil, badInputf("parley: --arm = %s: want one of %s%s", name, strings.Join(names, ", "), fault.DidYouMean(name, names))
}
