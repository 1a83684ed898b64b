package validate

import (
	"math"
	"testing"

	"parley/scenarios"
	"parley/scenarios/posterior"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
)

// tajikistan with parameters from their priors, and how it is overridden further.
func tajikistan(t *testing.T) (*scenarios.Template, *scenarios.Scenario) {
	t.Helper()
	tpl, err := scenarios.Prepare("tajikistan", scenarios.Options{Set: []string{"parameters.mode=prior"}})
	if err != nil {
		t.Fatal(err)
	}
	return tpl, tpl.Scenario()
}

func newObserver(t *testing.T, c *sim.Config, r *record.Record) *observe.Observer {
	t.Helper()
	o, err := observe.New(c, r, c.Months)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// played is a history written down as a record, and how its war ended.
func played(t *testing.T, c *sim.Config, arm sim.Arm, seed sim.Seed, number int) (*record.Record, sim.Outcome) {
	t.Helper()
	war, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	war.Config = c
	shipped, err := record.Shipped("tajikistan", war)
	if err != nil {
		t.Fatal(err)
	}
	o, w := newObserver(t, c, shipped), newWorld(t, c)
	_, out := o.Play(w, &arm, seed, number)
	return written(c, shipped, o.Played(), o.Periods()), out
}

func newWorld(t *testing.T, c *sim.Config) *sim.World {
	t.Helper()
	w, err := sim.NewWorld(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// written is a chronicle as a record with all files, each row sure.
func written(c *sim.Config, like *record.Record, h *observe.Chronicle, periods []observe.Period) *record.Record {
	r := *like // for the files that it has
	sure := record.Evidence{Confidence: record.ConfidenceHigh}
	day := func(month int) record.Date {
		return record.Date{Month: c.Start + sim.Month(month), Day: 1}
	}
	r.Rounds, r.Documents, r.Ceasefires, r.Violence, r.Deaths, r.Roles, r.Positions = nil, nil, nil, nil, nil, nil, nil
	for _, m := range h.Meetings {
		r.Rounds = append(r.Rounds, record.Round{Start: day(m.Month), End: day(m.Month), Level: m.Level, Result: m.Result, Evidence: sure})
	}
	paper := func(kind record.DocumentKind, month, issue int) {
		if month != observe.Never {
			d := record.Document{Kind: kind, Date: day(month), Issue: issue, Evidence: sure}
			if kind == record.DocSettlement {
				d.Kept = h.Kept
			}
			r.Documents = append(r.Documents, d)
		}
	}
	paper(record.DocFramework, h.Framework, sim.NoIssue)
	paper(record.DocSettlement, h.Settled, sim.NoIssue)
	for k, month := range h.Protocols {
		paper(record.DocProtocol, month, k)
		if !math.IsNaN(h.Positions[k]) {
			r.Positions = append(r.Positions, record.FinalPosition{Issue: k, Position: h.Positions[k], Evidence: sure})
		}
	}
	for _, x := range h.Terms {
		r.Ceasefires = append(r.Ceasefires, record.Ceasefire{Kind: record.CeasefireNew, Agreed: day(x.Signed), Start: day(x.Signed),
			End: day(x.Last), Evidence: sure})
		if x.Broken != observe.Never {
			broken := day(x.Broken)
			broken.Day = 2 // after a signature of the same month
			r.Ceasefires = append(r.Ceasefires, record.Ceasefire{Kind: record.CeasefireBreakdown, Start: broken, End: broken, Evidence: sure})
		}
	}
	for month, ordinal := range h.Ordinals {
		r.Violence = append(r.Violence, record.MonthlyViolence{Month: day(month).Month, Ordinal: int(ordinal), Evidence: sure})
	}
	for p, seen := range h.Seen {
		for role := range sim.NumRoles {
			for m := range c.Mediators {
				if seen[role].Has(m) {
					e := record.RoleEntry{Start: day(periods[p].First).Month, End: day(periods[p].Last).Month, Role: role,
						Mediator: c.Mediators[m].ID, Basis: record.BasisText, Evidence: sure}
					if periods[p].Table2 {
						e.Basis = record.BasisTable2
					}
					r.Roles = append(r.Roles, e)
				}
			}
		}
	}
	return &r
}

// sample of parameters from their priors, as a posterior that learned nothing.
func sample(c *sim.Config, seed sim.Seed, n int) *sim.ParameterSample {
	var rows []sim.Parameters
	var weights []float64
	for i := range n {
		rows, weights = append(rows, sim.PriorDraw(c.Parameters, seed, i).Value), append(weights, 1)
	}
	return posterior.New(rows, weights).Sample
}

// small validation of a simulated war in which the months held out were at war.
func small(t *testing.T) *Validation {
	t.Helper()
	if smallOne == nil {
		smallOne = newSmall(t)
	}
	v := *smallOne
	return &v
}

var smallOne *Validation // made once for all who test it

func newSmall(t *testing.T) *Validation {
	t.Helper()
	tpl, s := tajikistan(t)
	seed := sim.NewSeed(11)
	for number := range 100 {
		record, out := played(t, s.Config, s.Arm, seed, number)
		if out.Month < 36 || len(record.Rounds) < 5 {
			continue
		}
		v := &Validation{Config: s.Config, Arm: s.Arm, Record: record, Split: 36, Seed: 3, Workers: 2, pilot: 200,
			Until: sample(s.Config, seed, 200), Whole: sample(s.Config, seed, 200),
			Sizes: Sizes{Histories: 150, Nearest: 40, Scale: 100, Predictive: 50, Table: 150, Records: 20, Draws: 19}}
		for _, x := range Structures(s.Config) {
			built, err := tpl.Build(x.Set)
			if err != nil {
				t.Fatal(err)
			}
			v.Rivals = append(v.Rivals, Rival{x, built.Config, built.Arm})
		}
		return v
	}
	t.Fatal("no history with a record to speak of")
	return nil
}
