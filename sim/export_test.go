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
