package sim

// script is a director that repeats recorded acts. With it the resolution of a
// round can be shown to depend on the acts alone.
type script struct {
	rounds [][]Act
	next   int
}

func (s *script) acts(*World) []Act {
	if s.next >= len(s.rounds) {
		return nil
	}
	s.next++
	return s.rounds[s.next-1]
}

func (s *script) observe(*World) {}

// actRecorder is a director that keeps what another one brought.
type actRecorder struct {
	director
	rounds [][]Act
}

func (r *actRecorder) acts(w *World) []Act {
	acts := r.director.acts(w)
	r.rounds = append(r.rounds, append([]Act(nil), acts...))
	return acts
}
