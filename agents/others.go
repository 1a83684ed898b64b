package agents

import "parley/sim"

// othersAt counts the acts of others last month on a need; none where they are
// not seen.
func othersAt(v *sim.MediatorView, at uint8) int {
	if v.Others == nil {
		return 0
	}
	n := int(v.Others[at])
	for _, own := range v.Own {
		if own == int(at) {
			n--
		}
	}
	return max(n, 0)
}
