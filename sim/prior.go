package sim

// PriorDraw is draw i of all parameters from their priors, each for itself and
// from a stream of its own; parameters that the set fixes stay as they are.
func PriorDraw(set ParameterSet, seed Seed, i int) ParameterSet {
	var stream Stream
	stream.reset(newReplicationKey(seed, i), newActorKey("prior", ""), codingRound)
	u := stream.uniforms()
	for p := range NumParameters {
		if !set.Set[p] {
			set.Fix(p, set.quantile(p, u[ParameterTable[p].Slot]))
		}
	}
	return set
}

// uniforms of a new stream, by slot.
func (s *Stream) uniforms() (u [NumParameters]float64) {
	for i := range u {
		u[i] = s.Uniform(i)
	}
	return u
}

// FreeParameters are those that a set leaves to the prior, in order.
func FreeParameters(set *ParameterSet) (free []Parameter) {
	for p := range NumParameters {
		if set.Draws(p) {
			free = append(free, p)
		}
	}
	return free
}

// PriorAt fixes free parameters at quantiles u of their priors, each in [0,1].
func PriorAt(set ParameterSet, free []Parameter, u []float64) ParameterSet {
	for k, p := range free {
		set.Fix(p, set.quantile(p, u[k]))
	}
	return set
}

// Child is the root seed of part i of an experiment.
func (s Seed) Child(i int) Seed {
	hi, lo := cross(s.hi+uint64(i), s.lo^0x1f83d9abfb41bd6b)
	return Seed{hi, lo}
}

// Words are the seed as two numbers, for streams outside a history.
func (s Seed) Words() (uint64, uint64) { return s.hi, s.lo }
