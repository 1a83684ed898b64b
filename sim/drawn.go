package sim

// drawn is the war of one replication as it was drawn, kept for its next arm: all arms
// meet the same war, and drawing it costs as much as some months of it. Only what a
// history changes is kept.
type drawn struct {
	of         drawKey
	valid      bool
	opposition bool
	parties    []partyState
	fronts     []frontState
	issues     []issueState
	mediators  []mediatorState
	position   []byParty
}

// drawKey is all that a draw depends on besides the configuration.
type drawKey struct {
	replication        replicationKey
	absent             MediatorSet
	thirdParties, lead int
}

// drawOrRecall draws the war, or takes it as it was drawn for the last arm.
func (w *World) drawOrRecall(arm *Arm) {
	key := drawKey{replication: w.key, absent: arm.Absent, thirdParties: arm.ThirdParties}
	if arm.ThirdParties > 0 {
		key.lead = arm.Lead
	}
	k := &w.drawn
	if !k.valid || k.of != key {
		w.draw(arm)
		k.valid, k.of, k.opposition = true, key, w.opposition
		k.parties = append(k.parties[:0], w.parties...)
		k.fronts = append(k.fronts[:0], w.fronts...)
		k.issues = append(k.issues[:0], w.issues...)
		k.mediators = append(k.mediators[:0], w.mediators...)
		k.position = append(k.position[:0], w.position...)
		return
	}
	w.opposition = k.opposition
	copy(w.parties, k.parties)
	copy(w.fronts, k.fronts)
	copy(w.issues, k.issues)
	copy(w.mediators, k.mediators)
	copy(w.position, k.position)
	w.listFighting()
}
