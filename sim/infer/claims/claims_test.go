package claims

import (
	"context"
	"math"
	"reflect"
	"testing"

	"parley/scenarios"
	"parley/sim"
)

func minimal(t *testing.T) War {
	t.Helper()
	s, err := scenarios.Load("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return War{s.Config, s.Arm}
}

func TestEveryClaimSaysWhatItIsAndHasRoomInRandomWars(t *testing.T) {
	seen := map[string]bool{}
	for i := range Claims {
		c := &Claims[i]
		if c.ID == "" || c.Says == "" || c.Source == "" || c.Estimand == "" || !(c.Low < c.High) || seen[c.ID] {
			t.Errorf("%+v", c)
		}
		seen[c.ID] = true
		w := randomWar(1, 3)
		before := randomWar(1, 3)
		variants := c.variants(&w)
		if len(variants) == 0 {
			t.Errorf("%s: no room in a random war", c.ID)
		}
		for _, v := range variants {
			if _, err := sim.NewWorld(v.Config); err != nil {
				t.Errorf("%s: %v", c.ID, err)
			}
		}
		w.Config.Parties[0].Strategy, before.Config.Parties[0].Strategy = nil, nil
		if !reflect.DeepEqual(w.Config.Parties[0], before.Config.Parties[0]) || len(w.Config.Issues[0].Ideal) != 2 || w.Config.RolesOff != before.Config.RolesOff || w.Arm != before.Arm {
			t.Errorf("%s changes the war that it makes variants of", c.ID)
		}
	}
	if len(Claims) < 12 {
		t.Errorf("%d claims", len(Claims))
	}
}

func TestVerdicts(t *testing.T) {
	up, between := &Claim{Low: 0, High: infinite}, &Claim{Low: 0.2, High: 0.7}
	for _, x := range []struct {
		c         *Claim
		low, high float64
		want      Verdict
	}{
		{up, 0.01, 0.2, Held}, {up, -0.2, -0.01, NotHeld}, {up, -0.1, 0.1, Undecided}, {up, math.NaN(), math.NaN(), Undecided},
		{between, 0.3, 0.6, Held}, {between, 0.1, 0.3, Undecided}, {between, 0.6, 0.8, Undecided}, {between, 0.75, 0.8, NotHeld}, {between, 0, 0.1, NotHeld},
	} {
		if got := x.c.verdict(x.low, x.high); got != x.want {
			t.Errorf("%g to %g in %g to %g: %s, want %s", x.low, x.high, x.c.Low, x.c.High, got, x.want)
		}
	}
}

// Shares .2, .4 and .6 of three parts of ten: .4 with a standard error of .2/sqrt(3).
func TestTheJackknifeOfAMeanIsItsStandardError(t *testing.T) {
	c := &Claim{Low: 0, High: infinite, value: func(v []Counts) float64 { return v[0].settled() }}
	r := c.pooled([][]Counts{{{histories: 10, settled: 2}}, {{histories: 10, settled: 4}}, {{histories: 10, settled: 6}}})
	half := 1.96 * 0.2 / math.Sqrt(3)
	if math.Abs(float64(r.Value)-0.4) > 1e-12 || math.Abs(float64(r.High)-0.4-half) > 1e-12 || r.Histories != 30 || r.Verdict != Held {
		t.Errorf("%+v, want .4 with half an interval of %g", r, half)
	}
	if r := c.pooled(nil); r.Verdict != Untested {
		t.Errorf("without parts: %+v", r)
	}
}

func TestCountsAddUp(t *testing.T) {
	var c Counts
	for _, o := range []sim.Outcome{
		{End: sim.EndSettlement, Month: 17, Collapsed: sim.Never, Opened: 3, Truces: 2, TruceMonths: 9},
		{End: sim.EndSettlement, Month: 18, Collapsed: 5, Opened: 24},
		{End: sim.EndUnsettled, Month: 60, Collapsed: sim.Never, Opened: sim.Never},
	} {
		c.add(&o)
	}
	want := Counts{histories: 3, settled: 2, kept: 1, opened: 2, early: 1, soon: 1, months: 95, truces: 2, truceMonths: 9}
	if c != want {
		t.Errorf("%+v, want %+v", c, want)
	}
	if c.plus(&want, -1); c != (Counts{}) {
		t.Errorf("less itself %+v", c)
	}
}

func TestTheSameClaimsComeOfAnyNumberOfWorkers(t *testing.T) {
	test := Test{Wars: []War{minimal(t)}, Reps: Blocks, Worlds: 2, Seed: 1, Workers: 1}
	told := 0
	test.Progress = func(done, total int) {
		if told = done; done > total {
			t.Errorf("%d of %d", done, total)
		}
	}
	a, err := test.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if told != test.Histories() {
		t.Errorf("%d of %d histories told", told, test.Histories())
	}
	test.Workers = 3
	b, err := test.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for i := range a {
		if x, y := a[i], b[i]; x.Claim != y.Claim || !alike(x.Shipped, y.Shipped) || !alike(x.Random, y.Random) {
			t.Errorf("%s: %+v and %+v", x.Claim.ID, x, y)
		}
	}
}

// alike compares results of which values may not be numbers.
func alike(a, b Result) bool {
	bits := func(r Result) [3]uint64 {
		return [3]uint64{math.Float64bits(float64(r.Value)), math.Float64bits(float64(r.Low)), math.Float64bits(float64(r.High))}
	}
	return bits(a) == bits(b) && a.Verdict == b.Verdict && a.Wars == b.Wars && a.Histories == b.Histories
}

func TestAVariantChangesWhatItSays(t *testing.T) {
	w := minimal(t)
	w = w.prepared()
	for name, v := range map[string]struct {
		do    change
		check func(v *War) bool
	}{
		"alone":     {alone, func(v *War) bool { return v.Arm.Absent.Len() == len(v.Config.Mediators) }},
		"without":   {without(sim.Convener), func(v *War) bool { return v.Config.RolesOff[sim.Convener] && !v.Config.RolesOff[sim.Monitor] }},
		"consensus": {consensus(0.3), func(v *War) bool { return v.Config.Consensus == 0.3 && v.Config.ConsensusSet }},
		"led":       {led, func(v *War) bool { return v.Arm.Regime == sim.RegimeLead }},
		"lowered": {lowered(func(p *sim.Party) *sim.Coded { return &p.Cohesion }, 2), func(v *War) bool {
			return v.Config.Parties[0].Cohesion == sim.Exact(0) && v.Config.Parties[1].Cohesion == sim.Exact(0)
		}},
		"veto":  {withVeto, func(v *War) bool { return len(v.Config.Parties) == 3 && v.Config.Parties[2].Essential }},
		"early": {withEarlyEffort, func(v *War) bool { m := v.Config.Mediators; return m[len(m)-1].Exit == earlyMonths }},
		"strength": {strength(0.8, 4), func(v *War) bool {
			return v.Config.Fronts[0].Held == sim.Exact(0.8) && v.Config.Parties[0].StrengthShare == sim.Exact(0.8) && v.Config.Fronts[0].Intensity == sim.Exact(4)
		}},
	} {
		c := War{w.Config.Clone(), w.Arm}
		if !v.do(&c) || !v.check(&c) {
			t.Errorf("%s: %+v", name, c.Config)
		}
		if v.check(&w) {
			t.Errorf("%s changes the war itself", name)
		}
	}
}
