package generate

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// dice is one stream of chance.
type dice struct{ src *rand.PCG }

// stream gives the dice for a name and the numbers of the thing they are for.
// Neighbouring things get unrelated dice, whatever is drawn from either.
func stream(seed uint64, name string, numbers ...int) *dice {
	h := seed
	for i := range len(name) {
		h = mix(h ^ uint64(name[i]))
	}
	for _, n := range numbers {
		h = mix(h ^ uint64(n)) //nolint:gosec // the bits are wanted, not the number
	}
	return &dice{rand.NewPCG(mix(h), mix(h^0x9e3779b97f4a7c15))}
}

// mix is the finaliser of SplitMix64: every bit of x reaches every bit of the
// result.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// float is uniform in [0, 1).
func (d *dice) float() float64 { return float64(d.src.Uint64()>>11) / (1 << 53) }

// below is uniform in 0 … n-1.
func (d *dice) below(n int) int {
	high, _ := bits.Mul64(d.src.Uint64(), uint64(n)) //nolint:gosec // n is a length
	return int(high)                                 //nolint:gosec // smaller than n
}

// between is uniform in low … high.
func (d *dice) between(low, high int) int { return low + d.below(high-low+1) }

func (d *dice) chance(p float64) bool { return d.float() < p }

func pick[T any](d *dice, list []T) T { return list[d.below(len(list))] }

// zipf gives 0 … n-1 with a weight of about 1/(i+1): the first few most of the
// time, the last ones now and then.
func (d *dice) zipf(n int) int {
	return min(int(math.Exp(d.float()*math.Log(float64(n+1))))-1, n-1)
}

// weighted gives an index with a chance in proportion to its weight.
func (d *dice) weighted(weights []float64) int {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	x := d.float() * sum
	for i, w := range weights {
		if x -= w; x < 0 {
			return i
		}
	}
	return len(weights) - 1
}

// poisson counts events of a process that expects mean of them.
func (d *dice) poisson(mean float64) int {
	n := 0
	for mean > 20 { // the sum of two counts is a count of the sum
		n += d.poisson(20)
		mean -= 20
	}
	for limit, product := math.Exp(-mean), d.float(); product > limit; product *= d.float() {
		n++
	}
	return n
}

// normal has mean 0 and deviation 1 (Box and Muller).
func (d *dice) normal() float64 {
	return math.Sqrt(-2*math.Log(1-d.float())) * math.Cos(2*math.Pi*d.float())
}

// around is log-normal: half of the draws are below the median.
func (d *dice) around(median, spread float64) float64 {
	return median * math.Exp(spread*d.normal())
}
