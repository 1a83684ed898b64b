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
