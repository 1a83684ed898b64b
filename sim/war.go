package sim

// valueFighting computes what war is worth to each party at its own belief:
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
		p := side.belief()
		v := walk(p, side.held, f.forts, f.endsOtherwise)
		side.value = w.worth(&v, p, side.held, f)
		side.months = v.Battles / f.rate
	}
	f.stale = false
}

// worth of fighting on at some odds with so many forts, before its cost.
func (w *World) worth(v *walkValue, p float64, held int, f *frontState) float64 {
	if w.c.Fallback == FallbackNothing {
		return v.Win
	}
	return v.worth(p, held, f.forts, f.endsOtherwise)
}

// believe sets a side's belief to the odds at which fighting is worth its optimism,
// before its cost.
func (w *World) believe(f *frontState, side *frontSide, optimism float64) {
	side.won = side.weight * beliefFor(optimism, func(p float64) float64 {
		v := walk(p, side.held, f.forts, f.endsOtherwise)
		return w.worth(&v, p, side.held, f)
	})
}

// valueWar is the mean over a party's fronts that are not over, weighted by their
// intensity without a truce, so that a truce shows in the cost alone. Once all are
// over, fighting on is worth what the party took and costs nothing.
func (w *World) valueWar(p int) {
	party := &w.parties[p]
	var value, months, intensity, start, heat, odds, share, optimistic, evidence float64
	fronts, held := 0, 0.0
	for _, e := range w.ends[p] {
		f := &w.fronts[e.front]
		if f.idle {
			continue
		}
		fronts++
		side := &f.side[e.side]
		held += float64(side.held) / float64(f.forts)
		if f.over {
			continue
		}
		start += f.start
		intensity += f.intensity
		heat += f.heat
		value += float64(f.heat * side.value)
		months += float64(f.heat * side.months)
		odds += float64(f.heat * side.belief())
		share += float64(f.heat * float64(side.held) / float64(f.forts))
		optimistic += float64(f.heat * (f.side[0].value + f.side[1].value - 1) / 2)
		evidence += float64(f.heat * side.weight)
	}
	party.months, party.optimistic = 0, 0
	switch {
	case fronts == 0:
		party.war, party.cost, party.odds, party.share = party.statusQuo, 0, 0, 0
		return
	case heat == 0:
		party.war, party.cost, party.odds, party.share = held/float64(fronts), 0, 0, held/float64(fronts)
		return
	}
	if w.par[SwitchHurt] == HurtAbsolute {
		party.hurt = float64(w.par[ParamC] * hurtScale * (intensity / float64(w.alive[p])))
	} else {
		party.hurt = float64(w.par[ParamC] * (intensity / start))
	}
	party.cost = party.hurt * (1 - float64(party.support/2))
	party.months, party.optimistic, party.evidence = months/heat, optimistic/heat, evidence/heat
	party.war = value/heat - float64(party.cost*party.months)
	party.odds, party.share = odds/heat, share/heat
}

// hurtScale makes both ways of hurting cost the same at half of the highest intensity.
const hurtScale = 2

// learn adds evidence, in battles' worth, at the true odds: fact finding and
// exploring move beliefs to the truth and never the truth itself.
func (w *World) learn(p int, battles float64) {
	for _, e := range w.ends[p] {
		f := &w.fronts[e.front]
		side := &f.side[e.side]
		side.won += float64(float64(battles) * side.odds)
		side.weight += float64(battles)
		f.stale = true
	}
}
