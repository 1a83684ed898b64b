package sim

// Record plays a history and returns it with the acts of every round.
func (w *World) Record(arm *Arm, seed Seed, replication int) (Outcome, []Event, [][]Act) {
	w.telling, w.events = true, nil
	defer func() { w.telling = false }()
	w.begin(arm, seed, replication)
	w.coord.begin(w, arm)
	r := &recorder{director: &w.coord}
	out := w.play(r)
	return out, w.events, r.rounds
}

// Replay plays the war of a replication with recorded acts and no regime. Of
// the arm it takes the parties' rule of attention.
func (w *World) Replay(attention Attention, seed Seed, replication int, rounds [][]Act) (Outcome, []Event) {
	w.telling, w.events = true, nil
	defer func() { w.telling = false }()
	w.begin(&Arm{Attention: attention}, seed, replication)
	out := w.play(&script{rounds: rounds})
	return out, w.events
}

// Luckiness counts the streams begun and the draws made by a world so far.
func (w *World) Luckiness() (deals, draws int) {
	count := func(l *Luck) { deals, draws = deals+l.deals, draws+l.spent+l.next }
	count(&w.luck)
	count(&w.processLuck)
	for _, list := range [][]Luck{w.partyLuck, w.frontLuck, w.mediatorLuck, w.coord.planLuck} {
		for i := range list {
			count(&list[i])
		}
	}
	return deals, draws
}

// Draws makes streams and draws and nothing else.
func Draws(deals, draws int) (sum float64) {
	var l Luck
	key, actor := newReplicationKey(NewSeed(1), 1), newActorKey("mediator", "un")
	for i := range deals {
		l.deal(key, actor, i)
		for slot := range draws / deals {
			sum += l.Uniform(slot)
		}
	}
	return sum
}

// TakingPart is who takes part in a history.
func (w *World) TakingPart(arm *Arm, seed Seed, replication int) (in MediatorSet) {
	w.begin(arm, seed, replication)
	for i := range w.mediators {
		if !w.mediators[i].absent {
			in = in.With(i)
		}
	}
	return in
}

// Drawn are the parameters in force in a replication.
func (w *World) Drawn(seed Seed, replication int) Parameters {
	w.begin(&Arm{Lead: -1}, seed, replication)
	return w.par
}

// Coded are the coded numbers in force in a replication.
func (w *World) Coded(seed Seed, replication int) (numbers []float64) {
	w.begin(&Arm{Lead: -1}, seed, replication)
	for i := range w.parties {
		p := &w.parties[i]
		numbers = append(numbers, p.strength, p.optimism, p.cohesion, p.skill, p.good, p.support, p.statusQuo)
	}
	for i := range w.fronts {
		numbers = append(numbers, w.fronts[i].start, w.fronts[i].side[0].odds)
	}
	for i := range w.mediators {
		m := &w.mediators[i]
		numbers = append(append(numbers, m.interest, m.bias, m.outline, m.resolve, m.autonomy, float64(m.capacity)), m.capability[:]...)
	}
	for _, i := range w.opposed { // the others' strengths are not drawn
		numbers = append(numbers, float64(i), w.pairs[i].strength)
	}
	for _, list := range [][]float64{w.ideal, w.position, w.salience, w.leverage, w.consent} {
		numbers = append(numbers, list...)
	}
	return numbers
}
