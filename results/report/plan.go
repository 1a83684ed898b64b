package report

import (
	"context"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/infer/study"
	"parley/sim/sweep"
)

// Part is one thing that a page needs played.
type Part struct {
	// Rerun is the command that plays it again.
	Rerun string
	// Runs are played in turn; Then puts their answer into the Input.
	Runs []Run
	Then func()

	// other is played too, of so many histories.
	other     func(ctx context.Context, workers int, progress func(done int)) error
	histories int
}

// Run is a cell and the tally that counts it.
type Run struct {
	Cell  sweep.Cell
	Tally *sweep.Tally
}

// Questions make the experiments of a page, each with so many histories of an arm.
type Questions struct {
	Regimes, Leads, Mechanisms, Where func(reps int) (Part, error)
}

// Size is how much is played. Parts with many arms get a share of Reps; Quick plays
// little, to see what a page looks like.
type Size struct {
	Reps  int
	Seed  int64
	Quick bool
}

// QuickReps are the Reps of a quick page.
const QuickReps = 500

// least histories of a part, unless fewer are asked for.
const least = 20

// part is 1/of of the histories.
func (z Size) part(of int) int { return max(min(z.Reps, least), z.Reps/of) }

// Plan lists what the page of a scenario needs, so that what is wrong with the scenario
// shows before anything is played, and progress knows the whole. What is played goes
// into the Input.
func Plan(in *Input, q *Questions, z Size) ([]Part, error) {
	var parts []Part
	s := in.Scenario
	led := s.Arm.Lead >= 0
	for _, x := range []struct {
		wanted bool
		what   string
		of     int
		ask    func(reps int) (Part, error)
	}{
		{true, "The regimes, and the answer at the top", 1, q.Regimes},
		{len(s.Config.Mediators) > 0, "Who should lead", 5, q.Leads},
		{led, "The worth of each mechanism", 10, q.Mechanisms},
		{led, "Where a lead helps", 10, q.Where},
	} {
		if !x.wanted {
			continue
		}
		part, err := x.ask(z.part(x.of))
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		in.Commands = append(in.Commands, Command{x.what, part.Rerun})
	}
	if led && s.Config.Parameters.Mode != sim.ParametersPoint && len(sim.FreeParameters(&s.Config.Parameters)) > 0 {
		parts = append(parts, spreadPart(in, s, z))
	}
	coded := recordOf(in, s)
	return append(parts, alone(func() error { return playRoles(in, s, z, coded) }),
		alone(func() error { return playHistory(in, s, z, coded) })), nil
}

// Play plays all parts; progress counts histories.
func Play(ctx context.Context, parts []Part, workers int, progress func(done, total int)) error {
	total, done := 0, 0
	for _, p := range parts {
		total += p.histories
		for _, r := range p.Runs {
			total += r.Cell.Replications * len(r.Cell.Arms)
		}
	}
	for _, p := range parts {
		for _, r := range p.Runs {
			r.Cell.Workers, r.Cell.Progress = workers, func(n, _ int) { progress(done+n*len(r.Cell.Arms), total) }
			if err := sweep.Run(ctx, r.Cell, r.Tally); err != nil {
				return err
			}
			done += r.Cell.Replications * len(r.Cell.Arms)
		}
		if p.Then != nil {
			p.Then()
		}
		if p.other != nil {
			if err := p.other(ctx, workers, func(n int) { progress(done+n, total) }); err != nil {
				return err
			}
		}
		done += p.histories
	}
	return nil
}

// alone is a part that takes no time.
func alone(play func() error) Part {
	return Part{other: func(context.Context, int, func(int)) error { return play() }}
}

// spreadPart is the lead against nobody leading over draws of the parameters.
func spreadPart(in *Input, s *scenarios.Scenario, z Size) Part {
	draws, reps := 60, z.part(50)
	if z.Quick {
		draws = 12
	}
	lead, base := s.Arm, s.Arm
	lead.Regime, lead.Name = sim.RegimeLead, sim.RegimeLead.String()
	base.Regime, base.Name = sim.RegimeNetworked, sim.RegimeNetworked.String()
	return Part{histories: 2 * draws * reps, other: func(ctx context.Context, workers int, progress func(int)) error {
		x := &study.Study{Config: s.Config, Arm: s.Arm, Draws: draws, Seed: z.Seed, Workers: workers, Progress: func(done, _ int) { progress(done) }}
		spread, err := study.NewSpread(ctx, x, lead, base, reps)
		if err == nil {
			in.Spread = &Spread{Spread: *spread, Draws: draws, Reps: reps}
		}
		return err
	}}
}

// recordOf finds the record that belongs to the scenario, nil if there is none.
func recordOf(in *Input, s *scenarios.Scenario) *record.Record {
	if !record.Of(s.Name) {
		return nil
	}
	coded, err := record.Shipped(s.Name, s)
	if err != nil {
		in.NoRecord = "it names third parties or issues that this scenario does not."
		return nil
	}
	return coded
}

func playRoles(in *Input, s *scenarios.Scenario, z Size, coded *record.Record) error {
	table := record.RoleTable(s.Name)
	if coded == nil || len(table) == 0 {
		return nil
	}
	reps := z.part(50)
	roles, err := study.RolesBeside(s.Config, s.Arm, table, z.Seed, reps)
	if err == nil && len(roles.Periods) > 0 {
		in.Roles = &Roles{Roles: roles, Reps: reps}
	}
	return err
}

// playHistory plays history 0 of the scenario's own regime.
func playHistory(in *Input, s *scenarios.Scenario, z Size, coded *record.Record) error {
	of := coded
	if of == nil {
		of = &record.Record{}
	}
	o, err := observe.New(s.Config, of, s.Config.Months)
	if err != nil {
		return err
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		return err
	}
	o.Play(w, &s.Arm, sim.NewSeed(z.Seed), 0)
	in.History = &History{Played: o.Played(), Regime: s.Arm.Regime.String()}
	if coded != nil {
		in.History.Recorded, in.History.Notes = o.Recorded(), o.Notes()
	}
	return nil
}
