package results

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/results/words"
	"parley/sim"
	"parley/sim/stats"
)

// missing says in words what a role brings, before the party it works on.
var missing = [sim.NumRoles]string{
	sim.Explorer:    "reassurance",
	sim.Convener:    "a recognised place to meet",
	sim.Decoupler:   "cutting support from abroad for",
	sim.Unifier:     "one voice within",
	sim.Enskiller:   "skill of the negotiators of",
	sim.Facilitator: "a chair of the talks",
	sim.Envisioner:  "facts and ideas",
	sim.Enhancer:    "means that make a settlement worth more",
	sim.Legitimiser: "standing for the talks",
	sim.Monitor:     "monitoring",
	sim.Guarantor:   "a guarantee",
	sim.Enforcer:    "enforcement",
	sim.Reconciler:  "reconciliation",
	sim.Inducer:     "pressure on",
	sim.Messenger:   "a messenger",
	sim.Unofficial:  "unofficial talks",
}

// phaseWords head the lines by phase.
var phaseWords = [numPhases]string{
	phaseBefore: "Only before talks first open",
	phaseTalks:  "Only once they have opened, while the war goes on",
	phaseSigned: "Only after signing",
}

// Text is the answer for a terminal.
func (s *Roles) Text(e *Experiment) string {
	p := newPage()
	opening(p, e, &s.Head)
	p.heading("What is missing? One more act of a role each month, by a neutral third party")
	whole := &s.Phases[0]
	p.say("Missing most: %s.", upTo(3, whole.best(e, onSettled)))
	if s.Implementation > 0 {
		p.say("For a peace that holds: %s.", upTo(3, whole.best(e, onKept)))
	}
	p.heading("Added to `networked` if it acts in every month of war and peace")
	whole.table(p)
	for i := range s.Phases[1:] {
		s.Phases[i+1].line(p, e)
	}
	if len(s.Phases) < numPhases {
		p.say("An act in the other phases was not played.")
	}
	p.say("%s", whole.rankWords())
	b := &s.Base
	p.say("Without it: settled within %s %s, kept %s, talks opened %s, %s months with a meeting, %s under a ceasefire. Settled, kept, talks: points"+
		" of likelihood; meetings, truce: months; ± is half of the %s. Need: as third parties see it, mean over the months at war, without the extra."+
		" The others see the extra and answer it.", words.Count(s.Months, "month", "months"), words.Percent(b.Settled.Mean), words.Percent(b.Kept.Mean),
		words.Percent(b.Opened.Mean), words.Mean(b.Meetings), words.Mean(b.TruceMonths), intervalWords(&s.Head))
	p.say("%s, seed %d; all arms have the same wars and the same random numbers. %s", words.Capital(words.Count(s.Replications, "history", "histories")), s.Seed, varies(&s.Head))
	p.some(circumstances(e.Config, e.Arms[:1]))
	precisionText(p, &s.Head)
	closing(p, &s.Head)
	return p.d.Text(e.Screen)
}

// measure is the outcome by which roles are ranked.
type measure struct {
	name       string
	difference func(*RoleEffect) stats.Difference
	verdict    func(*RoleEffect) stats.Verdict
}

var (
	onSettled = measure{"settled", func(x *RoleEffect) stats.Difference { return x.Settled }, func(x *RoleEffect) stats.Verdict { return x.Verdict }}
	onKept    = measure{"kept", func(x *RoleEffect) stats.Difference { return x.Kept }, func(x *RoleEffect) stats.Verdict { return x.KeptVerdict }}
)

// best are the roles that help, in words, most first.
func (s *RolePhase) best(e *Experiment, by measure) (said []string) {
	ranked := slices.Clone(s.Effects)
	slices.SortStableFunc(ranked, func(a, b RoleEffect) int {
		return cmp.Compare(by.difference(&b).Difference, by.difference(&a).Difference)
	})
	for i := range ranked {
		x := &ranked[i]
		if by.verdict(x) != stats.Helps {
			continue
		}
		what := missing[x.at.role]
		if x.at.party != sim.Everyone {
			party := &e.Config.Parties[x.at.party]
			what += " " + words.Called(party.Name, party.ID)
		}
		said = append(said, fmt.Sprintf("%s (%s %s)", what, words.Points(by.difference(x).Difference), by.name))
	}
	return said
}

func upTo(most int, said []string) string {
	if len(said) == 0 {
		return "nothing that one more third party does is shown to help"
	}
	return strings.Join(said[:min(most, len(said))], ", ")
}

func (s *RolePhase) table(p *page) {
	cell := func(d stats.Difference, unit float64) string {
		return fmt.Sprintf("%s±%.1f", words.Signed(unit*d.Difference, 1), unit*d.HalfWidth())
	}
	var rows [][]string
	for i := range s.Effects {
		x := &s.Effects[i]
		name, _, _ := strings.Cut(sim.Roles[x.at.role].Name, " / ")
		if x.Party != "" {
			name += "/" + x.Party
		}
		rows = append(rows, []string{words.Shortened(name, 20), cell(x.Settled, 100), cell(x.Kept, 100), cell(x.Opened, 100), cell(x.Meetings, 1),
			cell(x.TruceMonths, 1), strings.TrimPrefix(fmt.Sprintf("%.2f", float64(x.Need)), "0")})
	}
	p.table(1, []string{"role", "settled", "kept", "talks", "meetings", "truce", "need"}, rows)
}

// line says what helps in one phase.
func (s *RolePhase) line(p *page, e *Experiment) {
	phase := slices.IndexFunc(phases[:], func(q phaseInfo) bool { return q.id == s.ID })
	by := onSettled
	if phase == phaseSigned {
		by = onKept
	}
	p.say("%s (%s months a history): %s.", phaseWords[phase], words.Mean(s.Months), upTo(3, s.best(e, by)))
}

// rankWords say whether needs mean what they say.
func (s *RolePhase) rankWords() string {
	said := func(c *stats.Estimate) string {
		if c == nil {
			return "undefined"
		}
		return fmt.Sprintf("%.2f (%.2f to %.2f)", c.Mean, c.Low, c.High)
	}
	return fmt.Sprintf("Do needs mean what they say? Rank correlation (Spearman) of need with what a role adds, over %s: %s with settled, %s with kept.",
		words.Count(len(s.Effects), "role and target", "roles and targets"), said(s.NeedSettled), said(s.NeedKept))
}
