package sweep

import "math/bits"

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
