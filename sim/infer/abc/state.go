package abc

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
)

// State is a calibration on its way: whole generations, and what is begun.
type State struct {
	// Target is the checksum of what is fitted, by Problem.checksum.
	Target string `json:"target"`
	// Simulations of whole generations.
	Simulations int          `json:"simulations"`
	Generations []Generation `json:"generations"`
	// Particles of the last whole generation.
	Particles []Particle `json:"particles"`
	// Begun is the generation that is going on.
	Begun *Begun `json:"begun,omitempty"`
}

// Generation is what is remembered of one.
type Generation struct {
	// Tolerance that its particles keep, in [0, Farthest]; Farthest lets in everything.
	Tolerance float64 `json:"tolerance"`
	// Acceptance is the share of proposals that were near enough.
	Acceptance float64 `json:"acceptance"`
	// ESS is the effective sample size, 1 to the number of particles.
	ESS         float64 `json:"ess"`
	Simulations int     `json:"simulations"`
}

// Particle is a point of the cube with what came of it.
type Particle struct {
	U        []float64 `json:"u"`
	Weight   float64   `json:"weight"`
	Distance float64   `json:"distance"`
	// Log of prior over proposal, up to what all share.
	Log float64 `json:"log,omitempty"`
}

// Begun is a part of a generation: of all proposals below Next, those that were
// near enough.
type Begun struct {
	Next     int        `json:"next"`
	Accepted []Particle `json:"accepted"`
}

// ErrTarget is a state of a calibration of something else, or with another distance.
var ErrTarget = errors.New("abc: a state of a calibration with another distance")

// checksum names what is fitted, the distance to what was observed, and how it falls.
func (p *Problem) checksum() string {
	text, err := json.Marshal([]any{p.Names, p.Cuts, p.Target, Farthest, keepShare, "reflected", widening, stay, p.Histories, p.LastHistories})
	if err != nil {
		panic("abc: " + err.Error()) // a target is no number
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
