package question

import (
	"cmp"
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"parley/results/document"
	"parley/results/experiment"
	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
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
	Settled     stats.Estimate `json:"settled" unit:"share" doc:"settled"`
	Kept        stats.Estimate `json:"kept" unit:"share" doc:"settled and kept"`
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
	Verdict     stats.Verdict    `json:"verdict" doc:"on settled: helps, nothing, hurts or unclear"`
	KeptVerdict stats.Verdict    `json:"kept_verdict" doc:"the same on kept"`

	at roleTarget
}

// RolesOf makes the answer of a plan that was played.
func RolesOf(e *experiment.Experiment, p *RolePlan) (*Roles, error) {
	s := &Roles{Head: experiment.NewHead(e, len(p.base)), Question: "roles", Base: baseOf(p.base, e.Level())}
	read, err := p.readNeeds(e.Seed)
	if err != nil {
		return nil, err
	}
	for phase := range phases {
		if n := p.Wars[phase].Tally.Replications; n > 0 {
			s.Phases = append(s.Phases, p.phase(e, phase, n, read))
		}
	}
	return s, nil
}

func baseOf(histories []course, level float64) RoleBase {
	var sums course
	for _, c := range histories {
		for k := range c {
			sums[k] += c[k]
		}
	}
	n := int64(len(histories))
	share := func(k int) stats.Estimate { return stats.Share(sums[k], n, level) }
	return RoleBase{share(settled), share(kept), share(opened), experiment.Per(sums[meetings], n), experiment.Per(sums[truceMonths], n)}
}

func (p *RolePlan) phase(e *experiment.Experiment, phase, replications, read int) RolePhase {
	needs := &p.needs[phase]
	s := RolePhase{ID: phases[phase].id, Replications: replications, Months: experiment.Per(needs.months, int64(read))}
	var need, inSettled, inKept []float64
	for i, t := range p.targets {
		x := p.gains[phase][i].effect(float64(e.Config.Months), e.Level())
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

func (g *gain) effect(months, level float64) RoleEffect {
	share := func(k int) stats.Difference { return stats.ShareDifference(g.yes[k], level) }
	mean := func(k int) stats.Difference { return stats.MeanDifference(g.months[k], stats.Sums{}, 0, months, level) }
	return RoleEffect{Settled: share(settled), Kept: share(kept), Opened: share(opened), Meetings: mean(meetings), TruceMonths: mean(truceMonths),
		Verdict: stats.Judge(share(settled)), KeptVerdict: stats.Judge(share(kept))}
}

//go:embed roles.tmpl
var rolesSource string

var rolesTemplate = experiment.Template("roles", rolesSource)

// rolesView is what the template sees.
type rolesView struct {
	*Roles
	experiment.About
	// Unplayed says that some phases were not played.
	Unplayed bool
	c        *sim.Config
}

// Document of the answer.
func (s *Roles) Document(e *experiment.Experiment) *document.Document {
	v := rolesView{s, e.About(), len(s.Phases) < numPhases, e.Config}
	v.Circumstances = experiment.Circumstances(e.Config, e.Arms[:1])
	return document.Execute(rolesTemplate, v)
}

// Best are up to three roles that help in a phase, most first, by "settled" or "kept".
func (v rolesView) Best(phase *RolePhase, by string) (best []string) {
	in := func(x *RoleEffect) (float64, stats.Verdict) {
		if by == "kept" {
			return x.Kept.Difference, x.KeptVerdict
		}
		return x.Settled.Difference, x.Verdict
	}
	ranked := slices.Clone(phase.Effects)
	slices.SortStableFunc(ranked, func(a, b RoleEffect) int {
		x, _ := in(&a)
		y, _ := in(&b)
		return cmp.Compare(y, x)
	})
	for i := range ranked {
		x := &ranked[i]
		difference, verdict := in(x)
		if verdict != stats.Helps || len(best) == 3 {
			continue
		}
		what := sim.Roles[x.at.role].Missing
		if x.at.party != sim.Everyone {
			party := &v.c.Parties[x.at.party]
			what += " " + words.Called(party.Name, party.ID)
		}
		best = append(best, fmt.Sprintf("%s (%s %s)", what, words.Points(difference), by))
	}
	return best
}

// Table of a phase, a role a row.
func (v rolesView) Table(phase *RolePhase) *document.Table {
	cell := func(d stats.Difference, unit float64) string {
		return fmt.Sprintf("%s±%.1f", words.Signed(unit*d.Difference, 1), unit*d.HalfWidth())
	}
	t := &document.Table{Header: []string{"role", "settled", "kept", "talks", "meetings", "truce", "need"}}
	for i := range phase.Effects {
		x := &phase.Effects[i]
		name, _, _ := strings.Cut(sim.Roles[x.at.role].Name, " / ")
		if x.Party != "" {
			name += "/" + x.Party
		}
		t.Rows = append(t.Rows, []string{words.Shortened(name, 20), cell(x.Settled, 100), cell(x.Kept, 100), cell(x.Opened, 100), cell(x.Meetings, 1),
			cell(x.TruceMonths, 1), strings.TrimPrefix(fmt.Sprintf("%.2f", float64(x.Need)), "0")})
	}
	return t
}
