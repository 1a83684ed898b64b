package main

import (
	"context"
	"fmt"

	"parley/results"
	"parley/results/observe"
	"parley/results/report"
	"parley/scenarios/record"
	"parley/sim"
	priorstudy "parley/sim/infer/study"
	"parley/sim/sweep"
)

// histories of all parts.
func (r *reporter) histories() int {
	n := 0
	if r.spread != nil {
		n = len(r.pair) * r.spread.Draws * r.drawReps
	}
	for i := range r.parts {
		n += r.parts[i].histories()
	}
	return n
}

func (p *reportPart) histories() int {
	n := 0
	if p.crossing == nil {
		n = p.e.Requested * len(p.e.Arms)
		if p.e.Crossed != nil {
			cell, _ := p.e.Crossed.Cell(p.e)
			n += cell.Replications * len(cell.Arms)
		}
		return n
	}
	for i := range p.crossing.Wars {
		n += p.e.Requested * len(p.crossing.Wars[i].Arms)
	}
	return n
}

// play plays all parts; a signal ends it with nothing written.
func (r *reporter) play(ctx context.Context) error {
	total := r.histories()
	bar := newProgress(r.stderr, total, 1)
	defer bar.stop()
	done := 0
	for i := range r.parts {
		p := &r.parts[i]
		if err := r.playPart(ctx, p, func(n int) { bar.update(done+n, total) }); err != nil {
			return interrupted(ctx, err)
		}
		done += p.histories()
	}
	if err := r.playSpread(ctx, func(n int) { bar.update(done+n, total) }); err != nil {
		return interrupted(ctx, err)
	}
	return r.playAlone()
}

func interrupted(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("parley: %w; nothing is written", errInterrupted)
	}
	return fmt.Errorf("parley: %w", err)
}

func (r *reporter) playPart(ctx context.Context, p *reportPart, progress func(int)) error {
	if p.crossing != nil {
		return r.playCrossing(ctx, p, progress)
	}
	plan := r.cell(p.e.Config, p.e.Arms, p.e.Requested, progress)
	p.q.listen(&plan)
	tally := p.q.tally(p.e)
	if err := sweep.Run(ctx, plan, tally); err != nil {
		return err
	}
	if p.e.Crossed != nil {
		before := p.e.Requested * len(p.e.Arms)
		cell, counts := p.e.Crossed.Cell(p.e)
		cell.Workers, cell.Progress = r.f.workers, func(done, _ int) { progress(before + done*len(cell.Arms)) }
		if err := sweep.Run(ctx, cell, counts); err != nil {
			return err
		}
	}
	document, _ := p.q.answer(p.e, tally)
	p.keep(document)
	return nil
}

func (r *reporter) cell(c *sim.Config, arms []sim.Arm, reps int, progress func(int)) sweep.Cell {
	return sweep.Cell{Config: c, Arms: arms, Seed: sim.NewSeed(r.f.seed), Replications: reps, Workers: r.f.workers,
		Progress: func(done, _ int) { progress(done * len(arms)) }}
}

func (r *reporter) playCrossing(ctx context.Context, p *reportPart, progress func(int)) error {
	before := 0
	for i := range p.crossing.Wars {
		w := &p.crossing.Wars[i]
		plan := r.cell(w.Config, w.Arms, p.e.Requested, func(n int) { progress(before + n) })
		if err := sweep.Run(ctx, plan, w.Tally); err != nil {
			return err
		}
		before += p.e.Requested * len(w.Arms)
	}
	r.in.Where = results.CellsOf(p.e, p.crossing)
	return nil
}

func (r *reporter) playSpread(ctx context.Context, progress func(int)) error {
	if r.spread == nil {
		return nil
	}
	r.spread.Progress = func(done, _ int) { progress(done) }
	spread, err := priorstudy.NewSpread(ctx, r.spread, r.pair[0], r.pair[1], r.drawReps)
	if err != nil {
		return err
	}
	r.in.Spread = &report.Spread{Spread: *spread, Draws: r.spread.Draws, Reps: r.drawReps}
	return nil
}

// playAlone plays what takes no time: the roles and the one history.
func (r *reporter) playAlone() error {
	for _, play := range []func() error{r.playRoles, r.playHistory} {
		if err := play(); err != nil {
			return fmt.Errorf("parley: %w", err)
		}
	}
	r.in.Commands = append(r.in.Commands,
		report.Command{What: "The one history, told month by month:", Line: again("trace", r.f.scenario, &r.f.scenarioFlags,
			"--seed", fmt.Sprint(r.f.seed), "--replication", "0")},
		report.Command{What: "This page:", Line: r.f.againPage()})
	return nil
}

func (r *reporter) playRoles() error {
	s := r.scenario
	table := record.RoleTable(s.Name)
	if r.record == nil || len(table) == 0 {
		return nil
	}
	reps := r.share(rolesPart)
	roles, err := priorstudy.RolesBeside(s.Config, s.Arm, table, r.f.seed, reps)
	if err == nil && len(roles.Periods) > 0 {
		r.in.Roles = &report.Roles{Roles: roles, Reps: reps}
	}
	return err
}

func (r *reporter) playHistory() error {
	s, known := r.scenario, r.record
	if known == nil {
		known = &record.Record{}
	}
	o, err := observe.New(s.Config, known, s.Config.Months)
	if err != nil {
		return err
	}
	w, err := sim.NewWorld(s.Config)
	if err != nil {
		return err
	}
	o.Play(w, &s.Arm, sim.NewSeed(r.f.seed), 0)
	h := &report.History{Played: o.Played(), Regime: s.Arm.Regime.String()}
	if r.record != nil {
		h.Recorded, h.Notes = o.Recorded(), o.Notes()
	}
	r.in.History = h
	return nil
}
