package sim

// fight is the month on the ground: a truce that is kept or not, or battles.
func (w *World) fight() {
	if w.out.End == EndSettlement {
		return
	}
	p := &w.process
	truce := p.truce
	clear(w.fought)
	if truce {
		for _, i := range w.fighting {
			w.partyLuck[i].deal(w.key, w.partyKeys[i], w.round)
		}
		w.keepTruce()
	}
	for i := range w.fronts {
		f := &w.fronts[i]
		if f.over {
			continue
		}
		rate := f.rate
		switch {
		case truce && !p.violated:
			rate = 0
		case truce:
			rate *= violatedBattles
		}
		if rate > 0 {
			w.frontLuck[i].deal(w.key, w.frontKeys[i], w.round)
			if w.frontLuck[i].Uniform(0) < rate {
				w.battle(i, truce)
			}
		}
		w.cool(f, truce)
	}
}

// cool lets shocks wear off and a truce show in the intensity.
func (w *World) cool(f *frontState, truce bool) {
	heat := clamp(f.start+f.excess, leastHeat, 1)
	if heat != f.heat {
		f.heat, f.stale = heat, true
	}
	f.excess *= heatKept
	if abs(f.excess) < 1e-4 {
		f.excess = 0
	}
	f.intensity = f.heat
	switch {
	case truce && !w.process.violated:
		f.intensity *= truceHeat
	case truce:
		f.intensity *= violatedHeat
	}
}

// battle moves one fort. Each side draws its own waiting time, so that naming
// the sides the other way round mirrors the war: the first to strike wins, with
// chance equal to its odds. A party's stream is dealt once a month.
func (w *World) battle(i int, dealt bool) {
	f := &w.fronts[i]
	a, b := &f.side[0], &f.side[1]
	for s := range f.side {
		if p := f.side[s].party; !dealt && !w.fought[p] {
			w.partyLuck[p].deal(w.key, w.partyKeys[p], w.round)
			w.fought[p] = true
		}
	}
	ta := -ln(w.partyLuck[a.party].open(slotBattle+i)) / max(a.odds, 1e-12)
	tb := -ln(w.partyLuck[b.party].open(slotBattle+i)) / max(b.odds, 1e-12)
	winner, loser := a, b
	if tb < ta {
		winner, loser = b, a
	}
	winner.held++
	loser.held--
	f.teach(winner, loser)
	w.out.Battles++
	if w.telling {
		e := event(EventBattle)
		e.Front, e.Party, e.Value = i, winner.party, float64(winner.held)
		w.tell(e)
	}
	if loser.held == 0 {
		f.over = true
	}
}

// teach lets a battle count in both sides' beliefs: one lesson, seen from
// either end (Smith & Stam 2003).
func (f *frontState) teach(winner, loser *frontSide) {
	winner.won++
	winner.weight++
	loser.weight++
	f.stale = true
}

// decided says whether every front is, and who won the first.
func (w *World) decided() (winner int, yes bool) {
	for i := range w.fronts {
		if !w.fronts[i].over {
			return -1, false
		}
	}
	side := &w.fronts[0].side
	if side[0].held > 0 {
		return side[0].party, true
	}
	return side[1].party, true
}
