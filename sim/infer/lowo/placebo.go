package lowo

import (
	"math"
	"math/rand/v2"
	"slices"

	"parley/sim"
	"parley/sim/infer/calibrate"
	"parley/sim/stats"
)

// Placebo is a score when each war has the third parties of another.
type Placebo struct {
	Score  string `json:"score"` // AUC or Brier
	Months int    `json:"months"`
	// Own is the score with each war's own third parties, from as few points; Shuffled those of
	// each shuffle and Mean theirs; AsGood is the share of them as good as the own or better, as
	// in a permutation test.
	Own      stats.Number   `json:"own"`
	Mean     stats.Number   `json:"mean"`
	AsGood   stats.Number   `json:"as_good"`
	Shuffled []stats.Number `json:"shuffled"`
}

// under is a war under the third parties of another: who they are and when they are there
// (months from time zero), their links, their coded consensus, who leads and how, and the
// dated changes of their numbers. What they have over or for a party goes to the party whose
// side is nearest to that party's.
func under(war, other *calibrate.War) calibrate.War {
	c, o := war.Config.Clone(), other.Config.Clone()
	// The other's party for each of ours.
	from := stats.Values(c.Parties, func(p *sim.Party) int { return nearestSide(o.Parties, p.Side) })
	c.Mediators = o.Mediators
	for i := range c.Mediators {
		m := &c.Mediators[i]
		leverage, consent := m.Leverage, m.Consent
		m.Leverage, m.Consent = make([]sim.Coded, len(from)), make([]sim.Coded, len(from))
		for p, q := range from {
			m.Leverage[p], m.Consent[p] = leverage[q], consent[q]
		}
		m.PatronOf = slices.Compact(stats.Values(m.PatronOf, func(q *int) int { return nearestSide(c.Parties, o.Parties[*q].Side) }))
	}
	c.Links, c.AcceptanceDefault = o.Links, o.AcceptanceDefault
	c.ConsensusCoded, c.Consensus, c.ConsensusSet = o.ConsensusCoded, o.Consensus, o.ConsensusSet
	for i := range c.Shocks {
		s := &c.Shocks[i]
		s.Changes = slices.DeleteFunc(s.Changes, ofMediator)
	}
	for _, s := range o.Shocks {
		s.ID, s.Pressure, s.Violence = "other."+s.ID, make([]float64, len(c.Parties)), 0
		s.Changes = slices.DeleteFunc(s.Changes, func(x sim.Change) bool { return !ofMediator(x) })
		for k := range s.Changes {
			if x := &s.Changes[k]; x.Party >= 0 {
				x.Party = nearestSide(c.Parties, o.Parties[x.Party].Side)
			}
		}
		if len(s.Changes) > 0 {
			c.Shocks = append(c.Shocks, s)
		}
	}
	return calibrate.War{Config: c, Arm: other.Arm}
}

func ofMediator(x sim.Change) bool { return sim.Numbers[x.Number].OfMediator }

// nearestSide is the first party whose side is nearest.
func nearestSide(parties []sim.Party, side float64) (at int) {
	for p := range parties {
		if math.Abs(parties[p].Side-side) < math.Abs(parties[at].Side-side) {
			at = p
		}
	}
	return at
}

// crossed are all wars under all blocks of third parties, war by war.
func (t *Test) crossed() (list []column) {
	for w := range t.Wars {
		for other := range t.Wars {
			c := column{w, t.Wars[w]}
			if other != w {
				c.War = under(&t.Wars[w], &t.Wars[other])
			}
			list = append(list, c)
		}
	}
	return list
}

// Derangements of n wars: shuffles of their blocks in which no war keeps its own; a million
// stands for more.
func Derangements(n int) int {
	before, now := 1, 0 // of none and of one
	for k := 2; k <= n && now < 1_000_000; k++ {
		before, now = now, (k-1)*(now+before)
	}
	return min(now, 1_000_000)
}

// placebos score shuffles of the blocks in which no war keeps its own, each once and no more
// than there are, from a table of crossed; all of it, the fit too, is with the other third parties.
func (t *Test) placebos(table [][][]Row) []Placebo {
	luck, n := rand.New(rand.NewPCG(t.seed(shufflePart).Words())), len(t.Wars)
	own := make([]int, n)
	for w := range own {
		own[w] = w
	}
	list, shuffles := t.skill(table, own, own), [][]int(nil)
	for len(shuffles) < min(t.Placebos, Derangements(n)) {
		blocks := luck.Perm(n)
		if slices.ContainsFunc(own, func(w int) bool { return blocks[w] == w }) ||
			slices.ContainsFunc(shuffles, func(x []int) bool { return slices.Equal(x, blocks) }) {
			continue
		}
		shuffles = append(shuffles, blocks)
		for k, x := range t.skill(table, own, blocks) {
			p := &list[k]
			p.Shuffled, p.Mean = append(p.Shuffled, x.Own), p.Mean+x.Own
			p.AsGood += stats.Number(stats.Bit(x.Own == p.Own || (x.Own > p.Own) == (p.Score == "AUC")))
		}
	}
	for k := range list {
		all := stats.Number(len(shuffles))
		list[k].Mean, list[k].AsGood = list[k].Mean/all, list[k].AsGood/all
	}
	return list
}

// skill with a block of third parties for each of the wars, as Own.
func (t *Test) skill(table [][][]Row, wars, blocks []int) (list []Placebo) {
	column := func(w int) int { return w*len(wars) + blocks[w] }
	samples := stats.Values(wars, func(w *int) sample { return t.without(table, column, *w) })
	for _, months := range Horizons {
		p := stats.Values(samples, func(s *sample) float64 { return s.share(settledBy(months)) })
		y := happened(t.seen, months)
		list = append(list, Placebo{Score: "AUC", Months: months, Own: stats.Number(auc(p, y, wars))}, Placebo{Score: "Brier", Months: months, Own: stats.Number(brier(p, y, wars))})
	}
	return list
}
