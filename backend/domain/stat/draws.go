package stat

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// Draws says how often to draw and from which seed. Whoever stores a result stores
// these with it, and gets the same result again.
type Draws struct {
	Count int
	Seed  uint64
}

func (d Draws) check() error {
	if d.Count < 1 || d.Count > maxDraws {
		return errDraws(d.Count)
	}
	return nil
}

// stream makes the numbers of a seed. What follows from them is written here and not
// left to a library, so that a seed means the same in every version.
func (d Draws) stream() *stream { return &stream{rand.NewPCG(d.Seed, 0x5ec0d5707)} }

type stream struct{ source *rand.PCG }

// below draws from 0 … n-1, each with the same chance (Lemire).
func (s *stream) below(n uint64) uint64 {
	high, low := bits.Mul64(s.source.Uint64(), n)
	for floor := -n % n; low < floor; {
		high, low = bits.Mul64(s.source.Uint64(), n)
	}
	return high
}

// shuffle puts the first k places of a slice into random order out of all of it.
func shuffle[T any](s *stream, values []T, k int) {
	for i := range min(k, len(values)-1) {
		j := i + int(s.below(uint64(len(values)-i)))
		values[i], values[j] = values[j], values[i]
	}
}

// drawnP is the p of draws: what was seen is one of them (Phipson and Smyth).
func drawnP(lower, upper, draws int64) Number {
	return Num(math.Min(1, 2*float64(min(lower, upper)+1)/float64(draws+1)))
}

// drawnRange is where the p would lie with endless draws.
func drawnRange(lower, upper, draws int64, level float64) Interval {
	tail := (1 - level) / 2
	low, high := exactShare(float64(min(lower, upper)), float64(draws), tail, tail)
	return Interval{Lower: Num(math.Min(1, 2*low)), Upper: Num(math.Min(1, 2*high)), Level: level, Attained: level}
}
