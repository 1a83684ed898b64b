package study

import (
	"cmp"
	"slices"

	"parley/sim"
)

// Single is who acts under the regime in which only the most capable third party does.
type Single struct {
	Histories int
	// Changes are the histories in which somebody else took over, as where one enters
	// that is more capable.
	Changes int
	// Actors, whoever acts in most months first; none if nobody acts in any history.
	Actors []SingleActor
}

// SingleActor is a third party that acts.
type SingleActor struct {
	// Mediator is its ID.
	Mediator string
	// Histories in which it acts, and its share of the months in which anybody does.
	Histories int
	Share     float64
}

// WhoIsSingle plays reps histories of an arm and says who acts while the war goes on.
// The error is one of the war's configuration.
func WhoIsSingle(c *sim.Config, arm sim.Arm, seed int64, reps int) (*Single, error) {
	w, err := sim.NewWorld(c)
	if err != nil {
		return nil, err
	}
	months, histories := make([]int, len(c.Mediators)), make([]int, len(c.Mediators))
	x := &Single{Histories: reps}
	all := 0
	for k := range reps {
		var who sim.MediatorSet
		w.Observe(&arm, sim.NewSeed(seed), k, func(seen *sim.Seen) {
			if len(seen.Acts) > 0 && !seen.Implementing {
				i := seen.Acts[0].Mediator
				who.Add(i)
				months[i]++
				all++
			}
		})
		for i := range histories {
			histories[i] += one(who.Has(i))
		}
		x.Changes += one(who.Len() > 1)
	}
	for i, n := range months {
		if n > 0 {
			x.Actors = append(x.Actors, SingleActor{c.Mediators[i].ID, histories[i], float64(n) / float64(all)})
		}
	}
	slices.SortStableFunc(x.Actors, func(a, b SingleActor) int { return cmp.Compare(b.Share, a.Share) })
	return x, nil
}
