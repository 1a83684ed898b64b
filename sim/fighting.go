package sim

// fight is the month on the ground: a truce that is kept or not, or battles.
func (w *World) fight() {
	if w.out.End == EndSettlement {
		return
	}
	w.warm()
	p := &w.process
	truce := p.truce
	if truce {
		for _, i := range w.fighting {
			w.partyStream[i].reset(w.key, w.partyKeys[i], w.round)
		}
		w.keepTruce()
	}
	battles, calm := 0.0, truceHeat // what the truce leaves
	if p.violated {
		battles, calm = violatedBattles, violatedHeat
	}
	for i := range w.fronts {
		f := &w.fronts[i]
		if f.over || f.idle {
			continue
		}
		rate := w.par[ParamB] * f.heat
		if f.calm = 1; truce && !f.outside {
			rate, f.calm = rate*battles, calm
		}
		if rate > 0 && w.drawFor(w.frontKeys[i]) < rate {
			w.battle(i)
		}
		f.cool()
	}
	if p.lasted++; !p.truce {
		p.lasted = 0
	}
}

// cool lets shocks wear off and a truce show in the intensity.
func (f *frontState) cool() {
	f.intensity = float64(f.heat * f.calm)
	f.excess *= heatKept
	if abs(f.excess) < 1e-4 {
		f.excess = 0
	}
}

// battle moves one fort. Each side draws its own waiting time, so that naming
// the sides the other way round mirrors the war: the first to strike wins, with
// chance equal to its odds.
func (w *World) battle(i int) {
	f := &w.fronts[i]
	a, b := &f.side[0], &f.side[1]
	winner, loser := a, b
	if w.strikesAfter(i, b) < w.strikesAfter(i, a) {
		winner, loser = b, a
	}
	winner.held++
	loser.held--
	f.teach(winner, loser)
	w.out.Battles++
	w.tell(EventBattle, func(e *Event) { e.Front, e.Party, e.Value = i, winner.party, float64(winner.held) })
	if loser.held == 0 {
		f.over, f.intensity = true, 0
		w.listFighting()
	}
}

// strikesAfter is a side's waiting time on a front, from the stream of party and
// front.
func (w *World) strikesAfter(front int, s *frontSide) float64 {
	w.stream.reset(w.key, w.partyKeys[s.party].with(w.frontKeys[front]), w.round)
	return -ln(w.stream.open(0)) / max(s.odds, 1e-12)
}

// teach lets a battle count in both sides' beliefs: one lesson, seen from
// either end (Smith & Stam 2003).
func (f *frontState) teach(winner, loser *frontSide) {
	winner.won++
	winner.weight++
	loser.weight++
	f.stale = true
}

// decided says whether every front is, and who won most of them; -1 where
// nobody won more than others. One that a side has left counts for nobody.
func (w *World) decided() (winner int, yes bool) {
	var won [MaxParties]int
	for i := range w.fronts {
		if !w.fronts[i].over {
			return -1, false
		}
		for s := range w.fronts[i].side {
			if side := &w.fronts[i].side[s]; side.held > 0 && !w.fronts[i].left {
				won[side.party]++
			}
		}
	}
	winner, most := -1, 0
	for p, n := range won {
		switch {
		case n > most:
			winner, most = p, n
		case n == most:
			winner = -1
		}
	}
	return winner, true
}
