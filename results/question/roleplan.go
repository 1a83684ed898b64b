package question

import (
	"errors"
	"fmt"
	"slices"

	"parley/agents"
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/sweep"
)

// phases in which one more act of a role each month is tried, the whole war first, and
// the months of each.
var phases = [...]struct {
	id   string
	mine func(*sim.MonthView) bool
}{
	{"whole", func(*sim.MonthView) bool { return true }},
	{"before", func(v *sim.MonthView) bool { return !v.Settled && !v.Public.Open && !v.Public.Suspended }},
	{"talks", func(v *sim.MonthView) bool { return !v.Settled && (v.Public.Open || v.Public.Suspended) }},
	{"signed", func(v *sim.MonthView) bool { return v.Settled }},
}

const numPhases = len(phases)

// roleTarget is a role, and the party it works on or sim.Everyone.
type roleTarget struct {
	role  sim.Role
	party int
}

// RolePlan lays out what a role buys: in each phase, the war with a neutral extra third
// party that plays one role at one target each month, for each of them.
type RolePlan struct {
	// Wars by phase, each with the war without an extra as its first arm.
	Wars []sweep.Cell

	targets  []roleTarget
	onlooker sweep.Cell
	needs    [numPhases]needTally
}

// An extra's ID sorts behind all that a scenario can have, so that indices stay.
const extraID = "~"

// PlanRoles makes the plan for a war and the arm in which nobody leads.
func PlanRoles(c *sim.Config, base sim.Arm) (*RolePlan, error) {
	p := &RolePlan{targets: roleTargets(c)}
	if len(p.targets) == 0 {
		return nil, errors.New("every role is switched off")
	}
	if most := sim.MaxMediators - len(p.targets); len(c.Mediators) > most {
		return nil, fmt.Errorf("%d third parties: want at most %d, which leaves room for the extra ones", len(c.Mediators), most)
	}
	for phase := range phases {
		var extras []sim.Mediator
		var gains []*sweep.Contrast // by target, with the extra less without
		arms := []sim.Arm{only(base, len(c.Mediators), len(p.targets), -1)}
		if phase > 0 {
			arms[0].Name = phases[phase].id + "/" + base.Name
		}
		for i, t := range p.targets {
			extras = append(extras, neutral(c, fmt.Sprintf("%s%03d", extraID, i), func() sim.MediatorStrategy {
				return &agents.OneRole{Role: t.role, Party: t.party, During: phases[phase].mine}
			}))
			extras[i].Capability[t.role] = sim.Exact(1)
			arm := only(base, len(c.Mediators), len(p.targets), i)
			arm.Name = phases[phase].id + "/" + t.role.String()
			if t.party != sim.Everyone {
				arm.Name += "/" + c.Parties[t.party].ID
			}
			arms = append(arms, arm)
			gains = append(gains, sweep.Less(i+1, 0))
		}
		p.needs[phase].sum = make([]float64, len(p.targets))
		war := withExtras(c, extras)
		p.Wars = append(p.Wars, sweep.Cell{Config: war, Arms: arms, Tally: sweep.NewTally(war, len(arms), gains, outcome.Values()...)})
	}
	// One who reads the needs can do everything, so that none is left out as one that
	// nobody could serve.
	reader := neutral(c, extraID, func() sim.MediatorStrategy { return needReader{p} })
	for r := range reader.Capability {
		reader.Capability[r] = sim.Exact(1)
	}
	p.onlooker = sweep.Cell{Config: withExtras(c, []sim.Mediator{reader}), Arms: []sim.Arm{only(base, len(c.Mediators), 1, 0)}}
	return p, nil
}

// roleTargets in the order of the roles, but those that are switched off.
func roleTargets(c *sim.Config) (list []roleTarget) {
	for r := range sim.NumRoles {
		switch {
		case c.RolesOff[r]:
		case !sim.Roles[r].Targeted:
			list = append(list, roleTarget{r, sim.Everyone})
		default:
			for party := range c.Parties {
				list = append(list, roleTarget{r, party})
			}
		}
	}
	return list
}

// neutral is a third party without a bias whom everybody lets act, as yet in no role.
func neutral(c *sim.Config, id string, strategy func() sim.MediatorStrategy) sim.Mediator {
	m := sim.Mediator{ID: id, Exit: c.Months + c.Implementation + 1, Resolve: sim.Exact(1), Capacity: sim.Exact(1), Strategy: strategy}
	m.Leverage = slices.Repeat([]sim.Coded{sim.Exact(1)}, len(c.Parties))
	m.Consent = slices.Clone(m.Leverage)
	return m
}

// withExtras adds some to a war. Their interest is raised to 1 at time zero: a coded one
// would count in the consensus of the others.
func withExtras(c *sim.Config, extras []sim.Mediator) *sim.Config {
	more := *c
	more.Mediators = slices.Concat(c.Mediators, extras)
	want := sim.Shock{ID: extraID, Pressure: make([]float64, len(c.Parties))}
	for i := range extras {
		want.Changes = append(want.Changes, sim.Change{Number: sim.NumberInterest, Mediator: len(c.Mediators) + i, Party: -1, By: 1})
	}
	more.Shocks = append(slices.Clone(c.Shocks), want)
	return &more
}

// only one of the extras takes part in an arm, none if it is below 0. Where only some
// third parties take part, it comes on top of them.
func only(arm sim.Arm, mediators, extras, one int) sim.Arm {
	for i := range extras {
		if i != one {
			arm.Absent.Add(mediators + i)
		}
	}
	if some := arm.ThirdParties > 0 && arm.ThirdParties < mediators; !some {
		arm.ThirdParties = 0
	} else if one >= 0 {
		arm.ThirdParties++
		arm.Lead = mediators + one // the lead is never drawn; nobody leads
	}
	return arm
}

// Widest half-width of a difference in settled or kept wars.
func (p *RolePlan) Widest(level float64) float64 {
	return widest(p.Wars, level)
}

// needTally sums needs over months, by target.
type needTally struct {
	months int64
	sum    []float64
}

// needReader sees the needs of every month and does nothing.
type needReader struct{ plan *RolePlan }

func (r needReader) Propose(v *sim.MediatorView, _ *sim.Stream, acts []sim.Act) []sim.Act {
	for phase := range phases {
		// The whole is the war: in peace a need is another thing.
		if !phases[phase].mine(v.MonthView) || phase == 0 && v.Settled {
			continue
		}
		n := &r.plan.needs[phase]
		n.months++
		for i, t := range r.plan.targets {
			n.sum[i] += v.Need[sim.NeedIndex(t.role, t.party, len(r.plan.onlooker.Config.Parties))]
		}
	}
	return acts
}

// mostRead is in how many histories needs are read: means over some ten thousands of
// months are exact enough.
const mostRead = 2000

// readNeeds plays as many histories one after another, so that sums do not depend on
// workers. It returns how many.
func (p *RolePlan) readNeeds(seed int64) (int, error) {
	w, err := sim.NewWorld(p.onlooker.Config)
	if err != nil {
		return 0, err
	}
	n := min(mostRead, p.Wars[0].Tally.Replications)
	for k := range n {
		w.Run(&p.onlooker.Arms[0], sim.NewSeed(seed), k)
	}
	return n, nil
}
