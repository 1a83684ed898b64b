package study

import (
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
)

// rolesBeside a record, of one draw.
func rolesBeside(c *sim.Config, arm sim.Arm, coded []record.RoleEntry, seed int64, reps int) (*Roles, error) {
	t := newRoleTable(c, coded)
	n, err := t.watch(c, arm, sim.NewSeed(seed), reps)
	if err != nil {
		return nil, err
	}
	return t.report(c, coded, []draw{{roles: n}}), nil
}

// Of a shorter war and of one without somebody, the entries of its months and people count.
func TestEntriesThatAWarCannotHaveAreLeftOut(t *testing.T) {
	s := small(t, "tajikistan")
	unmot := 0
	for _, e := range s.Record {
		if e.Mediator == "unmot" {
			unmot++
		}
	}
	without, err := scenarios.Load("tajikistan", scenarios.Options{Without: []string{"unmot"}})
	if err != nil {
		t.Fatal(err)
	}
	roles, err := rolesBeside(without.Config, without.Arm, s.Record, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	if unmot == 0 || roles.LeftOut != unmot || roles.Entries != len(s.Record)-unmot || len(roles.Periods) != 7 {
		t.Errorf("%d of %d entries left out, %d beside, %d periods", roles.LeftOut, len(s.Record), roles.Entries, len(roles.Periods))
	}
	short, err := scenarios.Load("tajikistan", scenarios.Options{Set: []string{"months=6"}})
	if err != nil {
		t.Fatal(err)
	}
	if roles, err = rolesBeside(short.Config, short.Arm, s.Record, 1, 5); err != nil {
		t.Fatal(err)
	}
	if len(roles.Periods) != 1 || roles.Periods[0].End != "1993-05" || roles.LeftOut != 0 {
		t.Errorf("of six months %+v", roles.Periods)
	}
}

func TestRolesBesideARecordAreSharesOfItsPeriods(t *testing.T) {
	s := small(t, "tajikistan")
	roles, err := rolesBeside(s.Config, s.Arm, s.Record, 1, 5)
	if err != nil {
		t.Fatal(err)
	}
	if len(roles.Periods) != 7 || roles.Entries != len(s.Record) {
		t.Fatalf("%d periods, %d entries of %d", len(roles.Periods), roles.Entries, len(s.Record))
	}
	for _, p := range roles.Periods {
		for _, w := range p.Who {
			if w.Share < 0 || w.Share > 1 {
				t.Errorf("%+v", w)
			}
		}
	}
}
