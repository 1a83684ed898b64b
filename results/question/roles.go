package question

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Roles says what one more act of each role each month buys.
type Roles struct {
	experiment.Head
	Question string      `json:"question" doc:"what is asked"`
	Base     RoleBase    `json:"networked" doc:"the same war without the extra third party, nobody leading"`
	Phases   []RolePhase `json:"phases" doc:"when the extra acts; phases not played, if interrupted, are left out"`
}

// RoleBase is the war without.
type RoleBase struct {
	experiment.Ends
	Opened      stats.Estimate `json:"opened" unit:"share" doc:"talks opened"`
	Meetings    stats.Number   `json:"meetings" unit:"per history" doc:"months with a meeting"`
	TruceMonths stats.Number   `json:"truce_months" unit:"per history" doc:"months under a ceasefire"`
}

// RolePhase is what roles buy in a part of the months.
type RolePhase struct {
	ID           string          `json:"phase" doc:"whole: every month; before: until talks first open; talks: once they have, while the war goes on; signed: after a settlement"`
	Replications int             `json:"replications" unit:"histories" doc:"histories played in each arm"`
	Months       stats.Number    `json:"months" unit:"per history" doc:"months of the phase in the war without, of whole those at war"`
	NeedSettled  *stats.Estimate `json:"need_settled" unit:"correlation" doc:"rank correlation of need with the difference in settled over roles; null where one of them does not vary"`
	NeedKept     *stats.Estimate `json:"need_kept" unit:"correlation" doc:"the same with the difference in kept"`
	Effects      []RoleEffect    `json:"roles" doc:"the one that adds most settled wars first, then most kept"`
}

// RoleEffect is the war with the extra less that without.
type RoleEffect struct {
	Role        string           `json:"role" doc:"role that the extra plays"`
	Party       string           `json:"party,omitempty" doc:"party that it works on; empty where all at once"`
	Need        stats.Number     `json:"need" unit:"share" doc:"mean need in the months of the phase without the extra, of whole in those at war"`
	Settled     stats.Difference `json:"settled" unit:"difference" doc:"in settled wars"`
	Kept        stats.Difference `json:"kept" unit:"difference" doc:"in settled and kept wars"`
	Opened      stats.Difference `json:"opened" unit:"difference" doc:"in wars in which talks opened"`
	Meetings    stats.Difference `json:"meetings" unit:"months apart" doc:"in months with a meeting"`
	TruceMonths stats.Difference `json:"truce_months" unit:"months apart" doc:"in months under a ceasefire"`
	experiment.Judged

	at roleTarget
}

// RolesOf makes the answer of a plan that was played.
func RolesOf(e *experiment.Experiment, p *RolePlan) (*Roles, error) {
	read, err := p.readNeeds(e.Seed)
	if err != nil {
		return nil, err
	}
	t := p.Wars[0].Tally
	s := &Roles{Head: experiment.NewHead(e, t.Replications), Question: "roles", Base: RoleBase{experiment.EndsOf(t, 0, e.Level()),
		stats.Share(t.Arms[0].Came[sweep.Opened].Sum, int64(t.Replications), e.Level()), experiment.Mean(t, 0, "meetings"), experiment.Mean(t, 0, "ceasefire_months")}}
	for phase := range phases {
		if n := p.Wars[phase].Tally.Replications; n > 0 {
			s.Phases = append(s.Phases, p.phase(e, phase, n, read))
		}
	}
	return s, nil
}

func (p *RolePlan) phase(e *experiment.Experiment, phase, replications, read int) RolePhase {
	needs := &p.needs[phase]
	s := RolePhase{ID: phases[phase].id, Replications: replications, Months: experiment.Per(needs.months, int64(read))}
	var need, inSettled, inKept []float64
	for i, t := range p.targets {
		x := p.effect(phase, i, e.Level())
		x.at, x.Role, x.Need = t, t.role.String(), stats.Number(needs.sum[i]/float64(max(1, needs.months)))
		if t.party != sim.Everyone {
			x.Party = e.Config.Parties[t.party].ID
		}
		s.Effects = append(s.Effects, x)
		need, inSettled, inKept = append(need, float64(x.Need)), append(inSettled, x.Settled.Difference), append(inKept, x.Kept.Difference)
	}
	s.NeedSettled, s.NeedKept = stats.RankCorrelation(need, inSettled), stats.RankCorrelation(need, inKept)
	slices.SortStableFunc(s.Effects, func(a, b RoleEffect) int {
		return cmp.Or(cmp.Compare(b.Settled.Difference, a.Settled.Difference), cmp.Compare(b.Kept.Difference, a.Kept.Difference))
	})
	return s
}

// effect at a target of the extra that works on it.
func (p *RolePlan) effect(phase, target int, level float64) RoleEffect {
	w := &p.Wars[phase]
	g, followed := w.Tally.Contrasts[target], w.Config.Implementation > 0
	mean := func(m sweep.Measure) stats.Difference {
		return stats.MeanDifference(g.Sums[m], float64(w.Config.Months), level)
	}
	of := experiment.Compare(g, experiment.EndsOf(w.Tally, target+1, level), experiment.EndsOf(w.Tally, 0, level), level, followed)
	of.Same = g.Same(sweep.Settled, sweep.Kept, sweep.Meetings, sweep.TruceMonths)
	return RoleEffect{Settled: of.Settled, Kept: of.Kept, Opened: g.Difference(sweep.Opened, level),
		Meetings: mean(sweep.Meetings), TruceMonths: mean(sweep.TruceMonths), Judged: experiment.Judge(of)}
}

// rolesView is what the template sees.
type rolesView struct {
	*Roles
	experiment.About
	// Unplayed says that some phases were not played.
	Unplayed bool
}

// Document of the answer.
func (s *Roles) Document(e *experiment.Experiment) *document.Document {
	v := rolesView{s, e.About(), len(s.Phases) < numPhases}
	v.Circumstances = experiment.Circumstances(e.Config, e.Arms[:1])
	return experiment.Execute(sources, "roles", v)
}

// Best is what the roles bring that may add most in a phase, with what the first of them adds, by "settled" or "kept"; ""
// if none is shown to help.
func (v rolesView) Best(phase *RolePhase, by string) string {
	list, most := phase.Most(v.Played.Config, by)
	if list == nil {
		return ""
	}
	return fmt.Sprintf("%s (%s%s %s)", strings.Join(list, " or "), words.If(len(list) > 1, "up to ", ""), words.Points(most), by)
}

// Most are what the roles bring that may add most in a phase, by "settled" or "kept": those whose effect cannot be told
// from that of the best, which adds most; of more than three the best and how many others.
func (p *RolePhase) Most(c *sim.Config, by string) (list []string, most float64) {
	in := func(x *RoleEffect) stats.Difference {
		return map[string]stats.Difference{"settled": x.Settled, "kept": x.Kept}[by]
	}
	ranked, of := slices.Clone(p.Effects), map[string]int{}
	slices.SortStableFunc(ranked, func(a, b RoleEffect) int { return cmp.Compare(in(&b).Difference, in(&a).Difference) })
	var best *stats.Difference
	var roles []words.Group // by role, what they bring to each party
	for i := range ranked {
		x := &ranked[i]
		of[x.Role]++
		if d := in(x); stats.Judge(d) == stats.Helps {
			if best == nil {
				best, most = &d, d.Difference
			}
			if !stats.Apart(*best, d).ExcludesNone() {
				roles = words.Grouped(roles, x.Role, x.Brings(c))
			}
		}
	}
	for _, r := range roles {
		if role, _ := sim.RoleByID(r.Key); len(r.Items) > 1 && len(r.Items) == of[r.Key] {
			list = append(list, sim.Roles[role].Missing+" the sides")
		} else {
			list = append(list, r.Items...)
		}
	}
	if len(list) > 3 {
		list = []string{list[0], fmt.Sprintf("one of %d others", len(list)-1)}
	}
	return list, most
}

// Brings is what a role brings in words of a sentence.
func (x *RoleEffect) Brings(c *sim.Config) string {
	r, _ := sim.RoleByID(x.Role)
	what := sim.Roles[r].Missing
	if i := slices.IndexFunc(c.Parties, func(p sim.Party) bool { return p.ID == x.Party }); i >= 0 {
		what += " " + words.Party(c, i)
	}
	return what
}

// Named is the role, and the party that it works on, as a row has them.
func (x *RoleEffect) Named() string {
	name, _, _ := strings.Cut(sim.Roles[x.at.role].Name, " / ")
	if x.Party != "" {
		name += "/" + x.Party
	}
	return words.Shortened(name, 20)
}

// ShortNeed is without the zero before the point.
func (x *RoleEffect) ShortNeed() string {
	return strings.TrimPrefix(fmt.Sprintf("%.2f", float64(x.Need)), "0")
}
