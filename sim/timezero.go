package sim

import "slices"

// Stage is where the talks stand.
type Stage uint8

const (
	StageNone Stage = iota
	StageOpen
	StageSuspended
)

// StageNames in the order of the constants.
var StageNames = []string{"none", "open", "suspended"}

// Beginning is how a war stands at time zero: the zero value is a war without talks.
type Beginning struct {
	Talks Stage
	// Truce is how many months a ceasefire in force still runs, 0 to MaxMonths; 0 is none.
	Truce int
	// Frameworks names the clusters of issues for which one is signed.
	Frameworks []string
	// Guarantee and Legitimacy are what third parties have put up, in effort from 0 to
	// 3; they wear off as later effort does.
	Guarantee, Legitimacy Coded
}

// beginProcess lets the talks, the ceasefire and what is agreed stand as they do at
// time zero.
func (w *World) beginProcess() {
	b, p := &w.c.Beginning, &w.process
	clear(p.frameworks)
	*p = processState{frameworks: p.frameworks, hostility: startHostile, state: b.Talks}
	w.code(w.beginningKey)
	p.guarantee, p.legitimacy = w.take(b.Guarantee), w.take(b.Legitimacy)
	if b.Truce > 0 {
		p.truce, p.left, p.term = true, b.Truce, b.Truce
		for i := range w.fronts {
			if f := &w.fronts[i]; !f.outside && !f.idle {
				f.calm = truceHeat
				f.intensity = float64(f.heat * f.calm)
			}
		}
	}
	for _, cluster := range w.clusters {
		if slices.Contains(b.Frameworks, w.c.Issues[cluster[0]].Cluster) {
			p.frameworks[cluster[0]], p.bound = true, true
		}
	}
	for p := range w.parties {
		w.parties[p].learnTrust()
	}
	for k := range w.issues {
		if s := &w.issues[k]; w.c.Issues[k].AgreedBefore {
			s.agreed, s.trust = true, w.meanTrust()
		}
	}
}

// there says whether a party is in the war in a round.
func (p *Party) there(round int) bool { return p.Enter <= round && (p.Exit == 0 || round < p.Exit) }

// seat lists who is in the war, and who of them must agree.
func (w *World) seat() {
	w.essential, w.onFront = w.essential[:0], w.onFront[:0]
	for _, p := range w.byID {
		c := &w.c.Parties[p]
		if !c.there(w.round) {
			continue
		}
		if c.Essential {
			w.essential = append(w.essential, p)
		}
		if len(w.ends[p]) > 0 {
			w.onFront = append(w.onFront, p)
		}
	}
}

// engage says of a front whether both its sides are in the war, and closes it for good
// once one has left.
func (w *World) engage(f *frontState) {
	f.idle = false
	for s := range f.side {
		c := &w.c.Parties[f.side[s].party]
		f.idle = f.idle || w.round < c.Enter
		if c.Exit > 0 && w.round >= c.Exit && !f.over {
			f.over, f.left = true, true
		}
	}
	if f.idle || f.over {
		f.intensity = 0
	}
}

// reseat lets parties enter the war or leave it. What was agreed without one that enters
// stands.
func (w *World) reseat() {
	w.seat()
	for i := range w.fronts {
		w.engage(&w.fronts[i])
	}
	w.listFighting()
	for k := range w.issues {
		w.issues[k].gap = w.gap(k)
	}
	w.renewReach()
	for p := range w.parties {
		switch c := &w.c.Parties[p]; w.round {
		case c.Enter:
			w.tell(EventJoins, func(e *Event) { e.Party = p })
		case c.Exit:
			w.tell(EventWithdraws, func(e *Event) { e.Party = p })
		}
	}
}

// renewReach computes anew what third parties can do, after what it rests on has changed.
func (w *World) renewReach() {
	w.drawn.valid = false // its war is not the one of time zero any more
	for i := range w.mediators {
		m := &w.mediators[i]
		m.candidates, m.reach, m.at = m.candidates[:0], m.reach[:0], m.at[:0]
		m.inducers, m.best, m.scope = [2]int{}, 0, 0
	}
	w.prepareReach()
	w.drawLinks()
	for i := range w.mediators {
		w.coord.introduce(w, i)
	}
}
