package stat

import (
	"math"
	"slices"
)

// Up to so many splits all are gone through; beyond, some are drawn.
const exactSplits = 200_000

// A permutation test can be turned round: a shift is possible while the data, with the
// shift taken out, look like any other split. For a difference of means each split
// changes sides at one shift only, the mean of what it takes from one group less the
// mean of what it gives back; so the limits are two of these shifts, put in order.

// splits is what a pass over the splits collects.
type splits struct {
	shifts []float64 // one for each split but those that change nothing
	same   int64     // splits that change nothing and agree with every shift
}

// result finishes a test. estimate is the difference seen, size the largest value in it.
func (s splits) result(v Value, estimate, size float64, drawn bool, lowerTail, upperTail float64) Value {
	v.Estimate = Num(estimate)
	// What differs from zero by rounding only counts for both sides.
	slack := 1e-12 * size
	var lower, upper int64
	for _, shift := range s.shifts {
		if shift <= slack {
			upper++
		}
		if shift >= -slack {
			lower++
		}
	}
	all := int64(len(s.shifts)) + s.same
	if drawn {
		v.P = drawnP(lower+s.same, upper+s.same, all)
		v.PRange = drawnRange(lower+s.same, upper+s.same, all, v.Interval.Level)
		s.same++ // what was seen is one of the splits
		all++
	} else {
		v.P = twice(float64(lower+s.same)/float64(all), float64(upper+s.same)/float64(all))
	}
	slices.Sort(s.shifts)
	if at := s.rank(lowerTail, all); lowerTail > 0 && at > 0 {
		v.Interval.Lower = Num(s.shifts[at-1])
	}
	if at := s.rank(upperTail, all); upperTail > 0 && at > 0 {
		v.Interval.Upper = Num(s.shifts[int64(len(s.shifts))-at])
	}
	return v
}

// rank is the first place, counted from 1, at which the test no longer refuses; 0 where
// it never refuses.
func (s splits) rank(tail float64, all int64) int64 {
	at := int64(0)
	if within(float64(s.same)/float64(all), tail) {
		at = int64(math.Floor(tail*float64(all)*(1+1e-12))) - s.same + 1
	}
	return min(at, int64(len(s.shifts)))
}

// Permutation compares the means of two groups, after less before, by going through
// the ways to deal the same values into groups of these sizes.
func Permutation(before, after []float64, ask Ask, draws Draws) (Value, error) {
	c, err := DifferenceOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	all := slices.Concat(before, after)
	if err := checkValues(all); err != nil {
		return Value{}, err
	}
	v := Value{N: int64(len(all)), Method: MethodPermutation, Interval: ask.open(level, AnyReal)}
	v.Verdict = Judge(v.Interval, c)
	if len(before) == 0 || len(after) == 0 {
		return v, nil
	}
	var s splits
	drawn := ways(len(all), len(after)) > exactSplits
	if drawn {
		if err := draws.check(); err != nil {
			return Value{}, err
		}
		v.Method = MethodPermutationDraw
		s = drawnSplits(len(before), all, draws)
	} else {
		s = everySplit(before, after)
	}
	v = s.result(v, mean(after)-mean(before), largest(all), drawn, lowerTail, upperTail)
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

// ways is n over k, or something larger than exactSplits.
func ways(n, k int) float64 {
	all := 1.0
	for i := range min(k, n-k) {
		all = all * float64(n-i) / float64(i+1)
		if all > 4*exactSplits {
			break
		}
	}
	return all
}

func largest(values []float64) float64 {
	var most float64
	for _, v := range values {
		most = math.Max(most, math.Abs(v))
	}
	return most
}

func everySplit(before, after []float64) splits {
	var s splits
	// out values leave after and out values of before take their place.
	var take func(from, out int, sum float64)
	var give func(from, left, out int, sum float64)
	take = func(from, out int, sum float64) {
		if out > 0 && out <= len(before) {
			give(0, out, out, sum)
		}
		if out == len(before) {
			return // nothing is left that could take the place of more
		}
		for i := from; i < len(after); i++ {
			take(i+1, out+1, sum+after[i])
		}
	}
	give = func(from, left, out int, sum float64) {
		if left == 0 {
			s.shifts = append(s.shifts, sum/float64(out))
			return
		}
		for i := from; i <= len(before)-left; i++ {
			give(i+1, left-1, out, sum-before[i])
		}
	}
	s.same = 1
	take(0, 0, 0)
	return s
}

func drawnSplits(before int, all []float64, draws Draws) splits {
	s := splits{shifts: make([]float64, 0, draws.Count)}
	from := draws.stream()
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	// The smaller group is dealt; which one it is changes the sign of the sum only.
	first, last := 0, before
	if len(all)-before < before {
		first, last = before, len(all)
	}
	for range draws.Count {
		shuffle(from, order, last-first)
		var moved int
		var sum float64
		for _, i := range order[:last-first] {
			if i < first || i >= last {
				moved++
				sum += all[i]
			}
		}
		for _, i := range order[last-first:] {
			if i >= first && i < last {
				sum -= all[i]
			}
		}
		if first > 0 {
			sum = -sum
		}
		if moved == 0 {
			s.same++
			continue
		}
		s.shifts = append(s.shifts, sum/float64(moved))
	}
	return s
}

// PairedPermutation asks whether differences of pairs lie around zero, by going through
// the ways to turn the sign of some of them.
func PairedPermutation(differences []float64, ask Ask, draws Draws) (Value, error) {
	c, err := DifferenceOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if err := checkValues(differences); err != nil {
		return Value{}, err
	}
	n := len(differences)
	v := Value{N: int64(n), Method: MethodFlips, Interval: ask.open(level, AnyReal)}
	v.Verdict = Judge(v.Interval, c)
	if n == 0 {
		return v, nil
	}
	s := splits{}
	drawn := n > 17
	if drawn {
		if err := draws.check(); err != nil {
			return Value{}, err
		}
		v.Method = MethodFlipsDrawn
		from := draws.stream()
		for range draws.Count {
			s.flip(differences, func(int) bool { return from.below(2) == 1 })
		}
	} else {
		for pattern := range 1 << n {
			s.flip(differences, func(i int) bool { return pattern>>i&1 == 1 })
		}
	}
	v = s.result(v, mean(differences), largest(differences), drawn, lowerTail, upperTail)
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}

func (s *splits) flip(differences []float64, turned func(i int) bool) {
	var sum float64
	var count int
	for i, d := range differences {
		if turned(i) {
			sum += d
			count++
		}
	}
	if count == 0 {
		s.same++
		return
	}
	s.shifts = append(s.shifts, sum/float64(count))
}

// SignTest asks whether differences of pairs lie around zero and looks at their signs
// only. The estimate is their median with the interval from order statistics; pairs
// without a difference count for the interval and not for P.
func SignTest(differences []float64, ask Ask) (Value, error) {
	c, err := DifferenceOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	sample, err := NewSample(differences, 0)
	if err != nil {
		return Value{}, err
	}
	v, err := sample.Median(ask)
	if err != nil {
		return Value{}, err
	}
	var positive, negative int64
	for _, d := range differences {
		switch {
		case d > 0:
			positive++
		case d < 0:
			negative++
		}
	}
	v.Method = MethodSign
	if n := float64(positive + negative); n > 0 {
		v.P = twice(binomialLower(float64(positive), n, share{0.5, 0.5}), binomialUpper(float64(positive), n, share{0.5, 0.5}))
	}
	v.Verdict = Judge(v.Interval, c)
	return v, nil
}
