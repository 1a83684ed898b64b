package sim

// valueFighting reckons what war is worth to each party at its own belief:
// its chance to win, plus what a war that ends otherwise pays, less the cost of
// the months until then (Smith & Stam 2003).
func (w *World) valueFighting() {
	for i := range w.fronts {
		if f := &w.fronts[i]; f.stale {
			w.valueFront(f)
		}
	}
	for p := range w.parties {
		w.valueWar(p)
	}
}

// valueFront walks the war of attrition from both ends. The walk counts
// battles; months follow from the front's rate without a truce.
func (w *World) valueFront(f *frontState) {
	if rate := w.par[ParamB] * f.heat; rate != f.rate {
		f.rate, f.endsOtherwise = rate, perBattle(w.par[ParamS], rate)
	}
	for i := range f.side {
		side := &f.side[i]
		v := walk(side.belief(), side.held, f.forts, f.endsOtherwise)
		side.value = v.Win
		if w.c.Fallback == FallbackHeld {
			side.value += float64((1 - v.Win - v.Lose) * float64(side.held) / float64(f.forts))
		}
		side.months = v.Battles / f.rate
	}
	f.stale = false
}

// valueWar is the mean over a party's fronts, weighted by their intensity
// without a truce, so that a truce shows in the cost alone.
func (w *World) valueWar(p int) {
	party := &w.parties[p]
	var value, months, intensity, start, heat, odds, share float64
	for i := range w.fronts {
		f := &w.fronts[i]
		for s := range f.side {
			side := &f.side[s]
			if side.party != p {
				continue
			}
			start += f.start
			intensity += f.intensity
			heat += f.heat
			value += float64(f.heat * side.value)
			months += float64(f.heat * side.months)
			odds += float64(f.heat * side.belief())
			share += float64(f.heat * float64(side.held) / float64(f.forts))
		}
	}
	if start == 0 {
		party.war, party.cost, party.odds = party.statusQuo, 0, 0
		return
	}
	party.cost = w.par[ParamC] * intensity / start * (1 - float64(party.support/2))
	party.war = value/heat - float64(party.cost*months/heat)
	party.odds, party.share = odds/heat, share/heat
}

// learn adds evidence, in battles' worth, at the true odds: fact finding and
// exploring move beliefs to the truth and never the truth itself.
func (w *World) learn(p int, battles float64) {
	for i := range w.fronts {
		for s := range w.fronts[i].side {
			if side := &w.fronts[i].side[s]; side.party == p {
				side.won += float64(float64(battles) * side.odds)
				side.weight += float64(battles)
				w.fronts[i].stale = true
			}
		}
	}
}
