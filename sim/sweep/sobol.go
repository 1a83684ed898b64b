package sweep

import (
	_ "embed"
	"math/bits"
	"strconv"
	"strings"
	"sync"
)

// sobolNumbers has a line for each dimension from the second: a primitive
// polynomial over GF(2), its coefficients as bits, then as many initial
// direction numbers as its degree. They are the set found with criterion D(6) in
// Joe & Kuo, Constructing Sobol sequences with better two-dimensional
// projections, SIAM J. Sci. Comput. 30 (2008), as published in 2010 with
// Property A for all of these dimensions.
//
//go:embed joe-kuo.txt
var sobolNumbers string

// MaxSobol is the most factors of a Sobol' design.
const MaxSobol = 128

// sobolBits is the digits of a coordinate; MaxPoints needs 30.
const sobolBits = 32

// directions of each dimension, the highest digit first.
var directions = sync.OnceValue(func() *[MaxSobol][sobolBits]uint32 {
	var v [MaxSobol][sobolBits]uint32
	for b := range sobolBits {
		v[0][b] = 1 << (sobolBits - 1 - b)
	}
	lines := strings.Split(strings.TrimSpace(sobolNumbers), "\n")
	for i, line := range lines {
		v[i+1] = directionsFrom(line)
	}
	return &v
})

// directionsFrom extends the initial numbers of a line by the recurrence of its
// polynomial (Bratley & Fox 1988).
func directionsFrom(line string) (v [sobolBits]uint32) {
	fields := strings.Fields(line)
	polynomial, _ := strconv.ParseUint(fields[0], 10, 32)
	degree := len(fields) - 1
	for b := range sobolBits {
		if b < degree {
			m, _ := strconv.ParseUint(fields[b+1], 10, 32)
			v[b] = uint32(m) << (sobolBits - 1 - b)
			continue
		}
		v[b] = v[b-degree] ^ v[b-degree]>>degree
		for c := 1; c < degree; c++ {
			if polynomial>>(degree-c)&1 == 1 {
				v[b] ^= v[b-c]
			}
		}
	}
	return v
}

// sobolDigits are those of point i in a dimension, before scrambling. Points come in
// the order of the Gray code, as is usual: any 2^k from a multiple of 2^k are a net.
func sobolDigits(i uint32, dimension int) uint32 {
	v := &directions()[dimension]
	var x uint32
	for g := i ^ i>>1; g != 0; g &= g - 1 {
		x ^= v[bits.TrailingZeros32(g)]
	}
	return x
}

// sobolAt is coordinate d of point i after Owen's nested scrambling: each digit is
// flipped or not by a hash of those above it, so a net stays a net and every
// point alone is uniform (Owen 1995).
func (k key) sobolAt(i uint32, dimension int) float64 {
	x := sobolDigits(i, dimension)
	scrambled := x
	for b := range sobolBits {
		above := uint64(1)<<b | uint64(x)>>(sobolBits-b) // the 1 tells lengths apart
		scrambled ^= uint32(k.with(above)>>63) << (sobolBits - 1 - b)
	}
	below := k.with(1<<sobolBits | uint64(x))
	return key(uint64(scrambled)<<32 | uint64(below)>>32).uniform()
}

// key is the state of a hash over what names a number of a design: seed, use,
// path of the factor, index. It has 64 bits and only wraps, shifts and
// multiplies integers, so that it is the same on every machine.
type key uint64

func newKey(seed int64, use string) key {
	return (key(finish(uint64(seed)+0x9e3779b97f4a7c15)) ^ 0x428a2f98d728ae22).text(use)
}

func (k key) with(x uint64) key {
	return key(finish(bits.RotateLeft64(uint64(k), 25) ^ finish(x+0x9e3779b97f4a7c15)))
}

func (k key) text(s string) key {
	for i := range len(s) {
		k = (k ^ key(s[i])) * 0x9e6c63d0676a9a99
		k ^= k >> 32
	}
	return k.with(uint64(len(s)))
}

// uniform is in [0,1) with 53 bits.
func (k key) uniform() float64 { return float64(uint64(k)>>11) * (1.0 / (1 << 53)) }

// finish is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
func finish(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// permute is the image of i under a permutation of 0 to n-1 that k chooses, for n up
// to 2^62: a Feistel network over the next power of four, walked along until it
// comes back into range, four times or fewer on average.
func (k key) permute(i, n uint64) uint64 {
	const rounds = 8
	half := (bits.Len64(n-1) + 1) / 2
	mask := uint64(1)<<half - 1
	for {
		left, right := i>>half, i&mask
		for r := range uint64(rounds) {
			left, right = right, left^uint64(k.with(r<<56|right))>>(64-half)
		}
		if i = left<<half | right; i < n {
			return i
		}
	}
}
