package sim

import (
	"encoding/binary"
	"math/bits"

	// Only its PCGSource, whose stream is fixed by this version; nothing else
	// in the project imports the package.
	"golang.org/x/exp/rand"
)

// Seed is the 128-bit root of all randomness of a run.
type Seed struct{ hi, lo uint64 }

// NewSeed makes a root seed from a number.
func NewSeed(n int64) Seed {
	return Seed{finish(uint64(n) ^ 0x6a09e667f3bcc908), finish(uint64(n) + 0xbb67ae8584caa73b)}
}

// actorKey names an actor in the keys of streams: 128 bits of its kind and ID,
// so that adding one moves nobody else's stream.
type actorKey struct{ hi, lo uint64 }

func newActorKey(kind, id string) actorKey {
	k := actorKey{0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1}
	for _, s := range [...]string{kind, "\x00", id} {
		for i := range len(s) {
			k.hi, k.lo = cross(k.hi^uint64(s[i]), k.lo+uint64(s[i])<<32)
		}
	}
	return k
}

// with names a pair of actors.
func (k actorKey) with(other actorKey) actorKey {
	k.hi, k.lo = cross(k.hi^other.lo, k.lo^other.hi)
	return k
}

// replicationKey is the prefix of all keys of one replication.
type replicationKey struct{ hi, lo uint64 }

func newReplicationKey(s Seed, replication int) replicationKey {
	hi, lo := cross(s.hi^uint64(replication), s.lo+bits.RotateLeft64(uint64(replication), 32))
	return replicationKey{hi, lo}
}

// Stream is the stream of one actor in one round of one replication. Its draws
// stand in numbered slots, named where they are used; a slot is read at most
// once and in rising order, and slots left out are passed over, so that a
// draw added or left out moves no other.
type Stream struct {
	src   rand.PCGSource
	state [16]byte // with which src begins at the first draw
	next  int
}

// NewStream is the stream of a mediator in a round of a replication, for trying a
// strategy outside a World.
func NewStream(seed Seed, replication int, mediator string, round int) *Stream {
	s := &Stream{}
	s.reset(newReplicationKey(seed, replication), newActorKey("mediator", mediator), round)
	return s
}

// reset starts the stream of an actor in a round. All 128 bits of its state come
// from a hash of (seed, replication, actor, round): naive seeds are correlated.
func (s *Stream) reset(r replicationKey, a actorKey, round int) {
	hi, lo := cross(r.hi^a.hi, r.lo^a.lo+uint64(round+2)*0x9e3779b97f4a7c15)
	binary.BigEndian.PutUint64(s.state[:8], hi)
	binary.BigEndian.PutUint64(s.state[8:], lo)
	s.next = 0
}

// Uniform returns the draw in a slot, in [0,1) with 53 bits.
func (s *Stream) Uniform(slot int) float64 {
	if slot < s.next {
		panic("sim: a slot of a stream was read twice or out of order")
	}
	if s.next == 0 {
		_ = s.src.UnmarshalBinary(s.state[:]) // fails only on fewer than 16 bytes
	}
	for s.next < slot {
		s.src.Uint64()
		s.next++
	}
	s.next++
	return float64(s.src.Uint64()>>11) * (1.0 / (1 << 53))
}

// open returns the draw in a slot, in (0,1).
func (s *Stream) open(slot int) float64 { return s.Uniform(slot) + 1.0/(1<<54) }

// cross mixes two lanes through a 128-bit product and finishes each.
func cross(a, b uint64) (uint64, uint64) {
	hi, lo := bits.Mul64(a^0x510e527fade682d1, b^0x9b05688c2b3e6c1f)
	return finish(hi ^ a ^ bits.RotateLeft64(b, 29)), finish(lo ^ b ^ bits.RotateLeft64(a, 31))
}

// finish is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
func finish(z uint64) uint64 {
	z ^= z >> 30
	z *= 0xbf58476d1ce4e5b9
	z ^= z >> 27
	z *= 0x94d049bb133111eb
	return z ^ z>>31
}
