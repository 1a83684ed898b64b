package question

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"parley/results/experiment"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// rolePlan of a shipped scenario, with what is set of it.
func rolePlan(t *testing.T, name string, set ...string) (*scenarios.Scenario, *RolePlan) {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	p, err := PlanRoles(s.Config, networkedArm(s))
	if err != nil {
		t.Fatal(err)
	}
	return s, p
}

func networkedArm(s *scenarios.Scenario) sim.Arm {
	return sim.Arm{Name: "networked", Regime: sim.RegimeNetworked, Lead: -1, Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts,
		ThirdParties: s.Arm.ThirdParties}
}

func world(t *testing.T, c *sim.Config) *sim.World {
	t.Helper()
	w, err := sim.NewWorld(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// told is all that an observer of a history sees, and what it came to.
func told(t *testing.T, w *sim.World, arm *sim.Arm, replication int) string {
	t.Helper()
	var months []sim.Seen
	out := w.Observe(arm, sim.NewSeed(1), replication, func(s *sim.Seen) {
		month := *s
		month.Acts, month.Protocols, month.Agreed = slices.Clone(s.Acts), slices.Clone(s.Protocols), slices.Clone(s.Agreed)
		months = append(months, month)
	})
	text, err := json.Marshal([]any{months, out})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Neither the extras in the list nor one who reads the needs changes a history, under
// any rule about who takes part or agrees.
func TestTheWarWithoutTheExtraIsTheScenarios(t *testing.T) {
	for _, set := range [][]string{nil, {"coordination.consensus=0.9"}, {"model.third_parties=2"}, {"structure.attention=queue"}} {
		for _, info := range scenarios.List() {
			s, p := rolePlan(t, info.Name, set...)
			arm := networkedArm(s)
			own, reader := world(t, s.Config), world(t, p.onlooker.Config)
			var listed []*sim.World
			for i := range p.Wars {
				listed = append(listed, world(t, p.Wars[i].Config))
			}
			for k := range 4 {
				want := told(t, own, &arm, k)
				for i, w := range listed {
					if told(t, w, &p.Wars[0].Arms[0], k) != want {
						t.Fatalf("%s %v, replication %d, phase %s: extras that take no part change the history", info.Name, set, k, phases[i].id)
					}
				}
				if told(t, reader, &p.onlooker.Arms[0], k) != want {
					t.Fatalf("%s %v, replication %d: who reads the needs changes the history", info.Name, set, k)
				}
			}
		}
	}
}

// An extra plays its role at its target once in each month of its phase, and the
// phases share out the months.
func TestAnExtraActsInEachMonthOfItsPhase(t *testing.T) {
	for _, set := range [][]string{nil, {"model.third_parties=2"}} {
		s, p := rolePlan(t, "minimal", set...)
		first := len(s.Config.Mediators)
		acted := map[string]int{}
		for phase := range p.Wars {
			w := world(t, p.Wars[phase].Config)
			arms := p.Wars[phase].Arms
			arms = arms[len(arms)-len(p.targets):]
			for i, target := range p.targets {
				for k := range 6 {
					opened, months := false, 0
					w.Observe(&arms[i], sim.NewSeed(2), k, func(seen *sim.Seen) {
						mine := [numPhases]bool{true, !opened && !seen.Implementing, opened && !seen.Implementing, seen.Implementing}[phase]
						n := 0
						for _, a := range seen.Acts {
							if a.Mediator < first {
								continue
							}
							if n++; a.Mediator != first+i || a.Role != target.role || a.Party != target.party || a.Effort != 1 {
								t.Fatalf("%s: %+v", arms[i].Name, a)
							}
							if works := a.Role == sim.Facilitator || a.Role == sim.Envisioner; works && seen.Round == 0 && a.Issue == sim.NoIssue {
								t.Fatalf("%s: about no issue", arms[i].Name)
							}
						}
						if n != stats.Bit(mine) {
							t.Fatalf("%s, replication %d, month %d: %d acts", arms[i].Name, k, seen.Round, n)
						}
						months += n
						opened = opened || seen.Met
					})
					acted[phases[phase].id] += months
				}
			}
		}
		if len(acted) != numPhases || slices.Contains([]int{acted["before"], acted["talks"], acted["signed"]}, 0) {
			t.Errorf("acts by phase: %v", acted)
		}
	}
}

func TestGainsByHand(t *testing.T) {
	g := sweep.Less(1, 0)
	add := func(with, without *sim.Outcome) { g.Add(sweep.CameOf([]sim.Outcome{*without, *with}), sim.Structure{}) }
	of := func(end sim.EndReason, collapsed, opened, meetings, truce int) *sim.Outcome {
		return &sim.Outcome{End: end, Collapsed: collapsed, Opened: opened, Meetings: meetings, TruceMonths: truce}
	}
	const peace, war = sim.EndSettlement, sim.EndUnsettled
	no := of(war, sim.Never, sim.Never, 0, 0)
	add(of(peace, sim.Never, 0, 5, 9), of(war, sim.Never, 2, 3, 9))
	add(no, no)
	add(of(war, sim.Never, 7, 0, 1), of(war, sim.Never, 8, 1, 0))
	add(of(peace, 3, 0, 5, 9), of(peace, sim.Never, 1, 2, 9))
	p := &RolePlan{Wars: []sweep.Cell{{Config: &sim.Config{Months: 12},
		Tally: &sweep.Tally{Replications: 4, Arms: make([]sweep.ArmTally, 2), Contrasts: []*sweep.Contrast{g}}}}}
	x := p.effect(0, 0, stats.Level)
	if got := [4]stats.Sums(g.Sums[sweep.Settled : sweep.Opened+1]); got != [4]stats.Sums{{N: 4, Sum: 1, Squares: 1}, {N: 4, Squares: 2}, {N: 4}, {N: 4}} {
		t.Errorf("settled, kept, months, opened: %v", got)
	}
	near(t, "settled", x.Settled.Difference, 0.25, 1e-12)
	near(t, "kept", x.Kept.Difference, 0, 1e-12)
	near(t, "meetings", x.Meetings.Difference, 1, 1e-12) // 2, 0, -1, 3
	near(t, "their interval", x.Meetings.HalfWidth(), 2.905163, 1e-5)
	near(t, "truce", x.TruceMonths.Difference, 0.25, 1e-12)
}

// toyRoles has 100 replications, of which each role settles some more than the 20
// without, always the same ones first.
func toyRoles(t *testing.T, more map[string]int) (*experiment.Experiment, *Roles) {
	t.Helper()
	s, p := rolePlan(t, "minimal")
	e := toyExperiment()
	e.Config, e.Arms = s.Config, p.Wars[0].Arms
	for phase := range p.Wars {
		w := &p.Wars[phase]
		w.Tally.Replications = 100
		for k := range 100 {
			outcomes := make([]sim.Outcome, len(w.Arms))
			for a := range outcomes {
				outcomes[a].Opened = sim.Never
				if k < 20+more[w.Arms[a].Name] {
					outcomes[a] = sim.Outcome{End: sim.EndSettlement, Collapsed: sim.Never}
				}
			}
			for _, g := range w.Tally.Contrasts {
				g.Add(sweep.CameOf(outcomes), sim.Structure{})
			}
			for a := range outcomes {
				w.Tally.Arms[a].Came[sweep.Settled].Sum += int64(stats.Bit(outcomes[a].Settled()))
				w.Tally.Arms[a].Came[sweep.Kept].Sum += int64(stats.Bit(outcomes[a].Kept()))
			}
		}
	}
	r, err := RolesOf(e, p)
	if err != nil {
		t.Fatal(err)
	}
	return e, r
}

func TestRolesAreRankedByWhatTheyAdd(t *testing.T) {
	e, r := toyRoles(t, map[string]int{"whole/unifier/rebels": 30, "whole/guarantor": 25, "whole/enhancer": 12, "whole/monitor": -10, "signed/enforcer": 12})
	whole, signed := r.Phases[0], r.Phases[3]
	if x := whole.Effects[0]; x.Role != "unifier" || x.Party != "rebels" || x.Verdict != stats.Helps || x.Settled.Difference != 0.3 {
		t.Errorf("first %+v", x)
	}
	if x := whole.Effects[len(whole.Effects)-1]; x.Role != "monitor" || x.Verdict != stats.Hurts {
		t.Errorf("last %+v", x)
	}
	if len(whole.Effects) != 20 || signed.ID != "signed" || signed.Effects[0].Role != "enforcer" {
		t.Errorf("%d effects; %s: %+v", len(whole.Effects), signed.ID, signed.Effects[0])
	}
	if r.Phases[1].NeedSettled != nil || whole.NeedSettled == nil {
		t.Error("rank correlations where nothing varies, or none where it does")
	}
	text := inLine(printed(e, r))
	for _, want := range []string{
		"Missing most: one voice within the rebels or a guarantee (up to +30.0 settled).",
		" unifier/rebels +30.0±9.0 +30.0±9.0 helps peace that holds ", " unifier/rebels +30.0±9.0 0.0±0.0 ",
		" months a history): nothing that one more third party does is shown to help. Only once they have opened",
		" months a history): enforcement (+12.0 kept).",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

func TestARoleSwitchedOffIsNotTried(t *testing.T) {
	s, _ := rolePlan(t, "minimal")
	s.Config.RolesOff[sim.Inducer] = true
	p, err := PlanRoles(s.Config, networkedArm(s))
	if err != nil || len(p.targets) != 18 || slices.ContainsFunc(p.targets, func(r roleTarget) bool { return r.role == sim.Inducer }) {
		t.Errorf("%d targets, %v", len(p.targets), err)
	}
	for r := range s.Config.RolesOff {
		s.Config.RolesOff[r] = true
	}
	if _, err := PlanRoles(s.Config, networkedArm(s)); err == nil || err.Error() != "every role is switched off" {
		t.Error(err)
	}
}

func TestTooManyThirdPartiesLeaveNoRoomForAnExtra(t *testing.T) {
	s, _ := rolePlan(t, "minimal")
	s.Config.Mediators = make([]sim.Mediator, sim.MaxMediators-19)
	if _, err := PlanRoles(s.Config, networkedArm(s)); err == nil || !strings.Contains(err.Error(), "want at most 108") {
		t.Error(err)
	}
}
