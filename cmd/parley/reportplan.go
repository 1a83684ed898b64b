package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"parley/docs"
	"parley/results"
	"parley/results/report"
	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	priorstudy "parley/sim/infer/study"
)

// Histories of the parts of a report, as parts of --reps: what is about many arms
// gets fewer.
const (
	mechanismsPart = 10
	leadsPart      = 5
	wherePart      = 10
	spreadPart     = 50
	rolesPart      = 50
	leastPart      = 20
)

// Draws of the parameters, and what --quick makes of them and of --reps.
const (
	reportDraws = 60
	quickDraws  = 12
	quickReps   = 500
)

// reportLevels of the crossing of agreement and acceptance.
const reportLevels = "0:1:5"

// reporter plays the parts of a report.
type reporter struct {
	*app
	f        *reportFlags
	scenario *scenarios.Scenario
	in       *report.Input
	parts    []reportPart
	spread   *priorstudy.Study
	pair     [2]sim.Arm // of the lead's rung
	// drawReps are the histories of each arm and draw.
	drawReps int
	record   *record.Record
}

// reportPart is a sweep of one war and what becomes of its answer, or a crossing.
type reportPart struct {
	e        *results.Experiment
	q        *question
	crossing *results.Crossing
	keep     func(document any)
}

// given reads the files that belong to a report.
func (r *reporter) given() error {
	read := func(flag, path string, into func(*os.File) error) error {
		if path == "" {
			return nil
		}
		file, err := os.Open(path)
		if err != nil {
			return badInputf("parley: --%s = %s: %w", flag, path, cause(err))
		}
		defer file.Close()
		if err := into(file); err != nil {
			return badInputf("parley: --%s = %s: %w", flag, path, err)
		}
		return nil
	}
	return errors.Join(
		read("calibration", r.f.calibration, func(file *os.File) (err error) {
			if r.in.Calibration, err = report.ReadCalibration(file); err != nil {
				return err
			}
			return r.same("scenario", r.in.Calibration.Scenario, r.scenario.Name)
		}),
		read("validation", r.f.validation, func(file *os.File) (err error) {
			if r.in.Validation, err = report.ReadValidation(file); err != nil {
				return err
			}
			return errors.Join(r.same("scenario", r.in.Validation.Scenario, r.scenario.Name), r.same("model", r.in.Validation.Model, r.in.Model))
		}))
}

// same says that a file is of what is played here.
func (r *reporter) same(what, has, want string) error {
	if has == want {
		return nil
	}
	return fmt.Errorf("of %s %q; want %q, which is played here", what, has, want)
}

// shipped puts in the fit and the validation that come with a scenario, if it is
// played as it is shipped, from its shipped posterior.
func (r *reporter) shipped() error {
	f := r.f
	if _, ok := scenarios.Source(f.scenario); !ok || r.scenario.Window == "" || len(f.set)+len(f.without) > 0 ||
		f.parameters != "" && f.parameters != sim.ParameterModeNames[sim.ParametersPosterior] {
		return nil
	}
	if text, ok := docs.Calibration(f.scenario); ok && r.in.Calibration == nil {
		fit, err := report.ReadCalibration(strings.NewReader(text))
		if err != nil {
			return err
		}
		r.in.Calibration = fit
	}
	if r.in.Validation == nil {
		v, err := report.ReadValidation(strings.NewReader(docs.Validation))
		if err != nil {
			return err
		}
		if v.Scenario == f.scenario && v.Model == r.in.Model {
			r.in.Validation = v
		}
	}
	return nil
}

// share of --reps for a part.
func (r *reporter) share(of int) int { return max(min(r.f.reps, leastPart), r.f.reps/of) }

// flags of a part with a number of histories.
func (r *reporter) flags(reps int, more ...string) *sweepFlags {
	f := r.f.sweepFlags
	f.reps, f.more = reps, more
	return &f
}

// plan lays out all parts before anything is played, so that what is wrong with
// the scenario shows at once and progress knows the whole.
func (r *reporter) plan() error {
	s := r.scenario
	arms, left := compareArms(s, defaultRegimes)
	f := r.flags(r.f.reps)
	e := f.experiment("compare", s, arms)
	e.Left = left
	if side := results.SideFor(e.Requested); side > 0 {
		e.Crossed = results.PlanCrossed(e, side)
	}
	r.parts = append(r.parts, reportPart{e: e, q: regimesQuestion, keep: func(d any) { r.in.Experiment, r.in.Summary = e, d.(*results.Summary) }})
	r.command("The regimes, and the answer at the top:", e)
	if len(s.Config.Mediators) > 0 {
		if err := r.planLeads(); err != nil {
			return err
		}
	}
	if s.Arm.Lead >= 0 {
		if err := r.planMechanisms(); err != nil {
			return err
		}
		if err := r.planWhere(); err != nil {
			return err
		}
	}
	r.planSpread()
	r.planRecord()
	return nil
}

func (r *reporter) command(what string, e *results.Experiment) {
	r.in.Commands = append(r.in.Commands, report.Command{What: what, Line: e.Rerun})
}

func (r *reporter) planLeads() error {
	e, q, err := r.flags(r.share(leadsPart), "--leads", levelAll).leadsExperiment([]string{levelAll})
	if err != nil {
		return err
	}
	r.parts = append(r.parts, reportPart{e: e, q: q, keep: func(d any) { r.in.Leads = d.(*results.Leads) }})
	r.command("Who should lead:", e)
	return nil
}

func (r *reporter) planMechanisms() error {
	e, q, err := r.flags(r.share(mechanismsPart), "--mechanisms").mechanismsExperiment()
	if err != nil {
		return err
	}
	r.parts = append(r.parts, reportPart{e: e, q: q, keep: func(d any) { r.in.Mechanisms = d.(*results.Mechanisms) }})
	r.command("The worth of each mechanism:", e)
	return nil
}

func (r *reporter) planWhere() error {
	f := r.flags(r.share(wherePart), "--consensus", reportLevels, "--acceptance", reportLevels)
	t, err := f.prepare()
	if err != nil {
		return err
	}
	factors, err := factorsOf(t, map[string]string{"consensus": reportLevels, "acceptance": reportLevels})
	if err != nil {
		return err
	}
	c, err := crossing(t, factors)
	if err != nil {
		return err
	}
	e := f.experiment("compare", t.Scenario(), c.Wars[0].Arms)
	r.parts = append(r.parts, reportPart{e: e, crossing: c})
	r.command("Where a lead helps:", e)
	return nil
}

// planSpread is the lead's rung over draws of the parameters, where they are drawn.
func (r *reporter) planSpread() {
	c := r.scenario.Config
	if c.Parameters.Mode == sim.ParametersPoint || len(sim.FreeParameters(&c.Parameters)) == 0 {
		return
	}
	if r.scenario.Arm.Lead < 0 {
		return
	}
	r.pair = [2]sim.Arm{armOf(r.scenario, sim.RegimeLead), armOf(r.scenario, sim.RegimeNetworked)}
	draws := reportDraws
	if r.f.quick {
		draws = quickDraws
	}
	r.drawReps = r.share(spreadPart)
	r.spread = &priorstudy.Study{Config: c, Arm: r.scenario.Arm, Draws: draws, Seed: r.f.seed, Workers: r.f.workers}
}

// planRecord finds the record that belongs to the scenario, if there is one.
func (r *reporter) planRecord() {
	if !record.Of(r.scenario.Name) {
		return
	}
	record, err := record.Shipped(r.scenario.Name, r.scenario)
	if err != nil {
		r.in.NoRecord = "it names third parties or issues that this scenario does not."
		return
	}
	r.record = record
}
