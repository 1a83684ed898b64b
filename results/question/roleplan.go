package question

import (
	"errors"
	"fmt"
	"slices"

	"parley/agents"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Phases in which one more act of a role each month is tried.
const (
	phaseWhole = iota
	phaseBefore
	phaseTalks
	phaseSigned
	numPhases
)

// phaseInfo is a phase's id, and which months are its own.
type phaseInfo struct {
	id   string
	mine func(*sim.MonthView) bool
}

var phases = [numPhases]phaseInfo{
	phaseWhole:  {"whole", func(*sim.MonthView) bool { return true }},
	phaseBefore: {"before", func(v *sim.MonthView) bool { return !v.Settled && !v.Public.Open && !v.Public.Suspended }},
	phaseTalks:  {"talks", func(v *sim.MonthView) bool { return !v.Settled && (v.Public.Open || v.Public.Suspended) }},
	phaseSigned: {"signed", func(v *sim.MonthView) bool { return v.Settled }},
}

// roleTarget is a role, and the party it works on or sim.Everyone.
type roleTarget struct {
	role  sim.Role
	party int
}

// RolePlan lays out what a role buys: in each phase, the war with a neutral extra third
// party that plays one role at one target each month, for each of them.
type RolePlan struct {
	// Wars by phase. The first has the war without an extra as its first arm.
	Wars []CrossWar

	targets  []roleTarget
	gains    [numPhases][]gain // by target
	base     []course          // by replication
	onlooker CrossWar
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
		extras := make([]sim.Mediator, len(p.targets))
		for i, t := range p.targets {
			extras[i] = neutral(c, fmt.Sprintf("%s%03d", extraID, i), func() sim.MediatorStrategy {
				return &agents.OneRole{Role: t.role, Party: t.party, During: phases[phase].mine}
			}, t.role)
		}
		w := CrossWar{Config: withExtras(c, extras)}
		if phase == phaseWhole {
			w.Arms = append(w.Arms, only(base, len(c.Mediators), len(extras), -1))
		}
		for i, t := range p.targets {
			arm := only(base, len(c.Mediators), len(extras), i)
			arm.Name = phases[phase].id + "/" + t.role.String()
			if t.party != sim.Everyone {
				arm.Name += "/" + c.Parties[t.party].ID
			}
			w.Arms = append(w.Arms, arm)
		}
		w.Tally = sweep.NewTallyOf(w.Config, len(w.Arms), nil)
		w.Watch = p.watch(phase)
		p.gains[phase] = make([]gain, len(p.targets))
		p.Wars = append(p.Wars, w)
	}
	p.planNeeds(c, base)
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

// neutral is a third party without a bias that can do all there is to do in some roles.
func neutral(c *sim.Config, id string, strategy func() sim.MediatorStrategy, roles ...sim.Role) sim.Mediator {
	m := sim.Mediator{ID: id, Exit: c.Months + c.Implementation + 1, Resolve: sim.Exact(1), Capacity: sim.Exact(1), Strategy: strategy}
	for range c.Parties {
		m.Leverage, m.Consent = append(m.Leverage, sim.Exact(1)), append(m.Consent, sim.Exact(1))
	}
	for _, r := range roles {
		m.Capability[r] = sim.Exact(1)
	}
	return m
}

// withExtras adds some to a war. Their interest is raised to 1 at time zero: a coded one
// would count in the consensus of the others.
func withExtras(c *sim.Config, extras []sim.Mediator) *sim.Config {
	more := *c
	more.Mediators = append(append([]sim.Mediator{}, c.Mediators...), extras...)
	more.Shocks = append([]sim.Shock{}, c.Shocks...)
	for i := range more.Shocks {
		s := &more.Shocks[i]
		s.Interest = append(append([]float64{}, s.Interest...), make([]float64, len(extras))...)
	}
	want := sim.Shock{ID: extraID, Pressure: make([]float64, len(c.Parties)), Cohesion: make([]float64, len(c.Parties)),
		Interest: make([]float64, len(more.Mediators))}
	for i := range extras {
		want.Interest[len(c.Mediators)+i] = 1
	}
	more.Shocks = append(more.Shocks, want)
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

// Outcomes of a history that are compared: those that came or not, 1 or 0, then counts
// of months.
const (
	settled = iota
	kept
	opened
	numYesNo
	meetings = iota - 1
	truceMonths
	numOutcomes
)

// course is what a history comes to.
type course [numOutcomes]int64

func courseOf(o *sim.Outcome) course {
	yes := func(b bool) int64 { return int64(stats.Bit(b)) }
	return course{yes(o.Settled()), yes(o.Kept()), yes(o.Opened != sim.Never), int64(o.Meetings), int64(o.TruceMonths)}
}

// gain counts histories with an extra third party against the same ones without.
type gain struct {
	yes    [numYesNo]stats.Table
	months [numOutcomes]stats.Sums // of the counts
}

func (g *gain) add(with, without course) {
	for k := range numYesNo {
		g.yes[k][with[k]][without[k]]++
	}
	for k := numYesNo; k < numOutcomes; k++ {
		g.months[k].Add(with[k] - without[k])
	}
}

// watch counts the replications of a phase, which the whole war is ahead of.
func (p *RolePlan) watch(phase int) func([]sim.Outcome) {
	next := 0
	return func(outcomes []sim.Outcome) {
		if phase == phaseWhole {
			p.base = append(p.base, courseOf(&outcomes[0]))
			outcomes = outcomes[1:]
		}
		for i := range outcomes {
			p.gains[phase][i].add(courseOf(&outcomes[i]), p.base[next])
		}
		next++
	}
}

// Widest half-width of a difference in settled or kept wars.
func (p *RolePlan) Widest(level float64) float64 {
	return stats.Widest(slices.Concat(p.gains[:]...), func(g *gain) float64 {
		return max(stats.ShareDifference(g.yes[settled], level).HalfWidth(), stats.ShareDifference(g.yes[kept], level).HalfWidth())
	})
}

// needTally sums needs over months, by target.
type needTally struct {
	months int64
	sum    []float64
}

// needReader sees the needs of every month and does nothing.
type needReader struct{ plan *RolePlan }

func (r needReader) Propose(v *sim.MediatorView, _ *sim.Stream, acts []sim.Act) []sim.Act {
	parties := len(r.plan.onlooker.Config.Parties)
	for phase := range phases {
		// The whole is the war: in peace a need is another thing.
		if !phases[phase].mine(v.MonthView) || phase == phaseWhole && v.Settled {
			continue
		}
		n := &r.plan.needs[phase]
		n.months++
		for i, t := range r.plan.targets {
			n.sum[i] += v.Need[sim.NeedIndex(t.role, t.party, parties)]
		}
	}
	return acts
}

// planNeeds adds one who can do everything, so that no need is left out as one that
// nobody could serve.
func (p *RolePlan) planNeeds(c *sim.Config, base sim.Arm) {
	var all []sim.Role
	for r := range sim.NumRoles {
		all = append(all, r)
	}
	reader := neutral(c, extraID, func() sim.MediatorStrategy { return needReader{p} }, all...)
	p.onlooker = CrossWar{Config: withExtras(c, []sim.Mediator{reader}), Arms: []sim.Arm{only(base, len(c.Mediators), 1, 0)}}
	for phase := range p.needs {
		p.needs[phase].sum = make([]float64, len(p.targets))
	}
}

// mostRead is in how many histories needs are read: means over some ten thousands of
// months are exact enough.
const mostRead = 2000

// readNeeds plays histories one after another, so that sums do not depend on workers.
// It returns how many it played.
func (p *RolePlan) readNeeds(seed int64) (int, error) {
	w, err := sim.NewWorld(p.onlooker.Config)
	if err != nil {
		return 0, err
	}
	n := min(mostRead, len(p.base))
	for k := range n {
		w.Run(&p.onlooker.Arms[0], sim.NewSeed(seed), k)
	}
	return n, nil
}
