package stat

import (
	"math"
	"slices"
)

// Up to here every order of the ranks is gone through; beyond, some are drawn.
const exactRanks = 9

// Spearman is the rank correlation of pairs. P is exact up to nine pairs, ties
// included, and drawn beyond. The interval is that of Bonett and Wright; where all
// ranks agree, which would make it a point, its inner end is taken from the next
// weaker order. The verdict needs both, the interval and P.
func Spearman(x, y []float64, ask Ask, draws Draws) (Value, error) {
	c, err := CorrelationOf(ask.Matters)
	if err != nil {
		return Value{}, err
	}
	level, lowerTail, upperTail, err := ask.tails()
	if err != nil {
		return Value{}, err
	}
	if len(x) != len(y) {
		return Value{}, errPairs(len(x), len(y))
	}
	if err := checkValues(x); err != nil {
		return Value{}, err
	}
	if err := checkValues(y); err != nil {
		return Value{}, err
	}
	n := len(x)
	v := Value{N: int64(n), Method: MethodSpearman, Interval: ask.open(level, Correlation)}
	v.Verdict = Judge(v.Interval, c)
	r, s := doubledRanks(x), doubledRanks(y)
	rr, ss, rs := dot(r, r), dot(s, s), dot(r, s)
	if n < 2 || rr == 0 || ss == 0 {
		return v, nil // a constant has no order
	}
	both := math.Sqrt(float64(rr) * float64(ss))
	rho := math.Max(-1, math.Min(1, float64(rs)/both))
	v.Estimate = Num(rho)
	if n <= exactRanks {
		lower, upper, all := everyOrder(r, s, rs)
		v.P = twice(float64(lower)/float64(all), float64(upper)/float64(all))
	} else {
		if err := draws.check(); err != nil {
			return Value{}, err
		}
		lower, upper := drawnOrders(r, s, rs, draws)
		v.Method = MethodSpearmanDrawn
		v.P = drawnP(lower, upper, int64(draws.Count))
		v.PRange = drawnRange(lower, upper, int64(draws.Count), level)
	}
	if n > 3 {
		// One step in the doubled ranks, squared deviations, is the next weaker order.
		step := 4 / both
		if lowerTail > 0 {
			v.Interval.Lower = Num(rankLimit(math.Min(rho, 1-step), -normalQuantile(lowerTail), n))
		}
		if upperTail > 0 {
			v.Interval.Upper = Num(rankLimit(math.Max(rho, step-1), normalQuantile(upperTail), n))
		}
	}
	v.Verdict = Judge(v.Interval, c)
	if p, ok := v.P.Float(); ok && !within(p, ask.alpha()) {
		v.Verdict = weaker(v.Verdict)
	}
	return v, nil
}

// weaker takes back the direction where the exact test does not bear it out.
func weaker(v Verdict) Verdict {
	switch v {
	case Fewer, More, FewerThatMatters, MoreThatMatters:
		return NoChangeShown
	}
	return v
}

func rankLimit(rho, z float64, n int) float64 {
	err := math.Sqrt((1 + rho*rho/2) / float64(n-3))
	return math.Tanh(math.Atanh(rho) + float64(z*err))
}

// doubledRanks are twice the ranks, ties shared, less their mean: whole numbers that
// sum to zero, so that what is compared later is compared exactly.
func doubledRanks(values []float64) []int64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case values[a] < values[b]:
			return -1
		case values[a] > values[b]:
			return 1
		}
		return 0
	})
	ranks := make([]int64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[i] = int64(from+1+to) - int64(len(values)+1)
		}
		from = to
	}
	return ranks
}

func dot(a, b []int64) int64 {
	var sum int64
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// everyOrder counts the orders of s whose product with r is at most and at least as
// large as the one seen (Heap's algorithm: each order is one swap from the one before).
func everyOrder(r, s []int64, seen int64) (lower, upper, all int64) {
	s = slices.Clone(s)
	sum := dot(r, s)
	count := func() {
		all++
		if sum <= seen {
			lower++
		}
		if sum >= seen {
			upper++
		}
	}
	count()
	turn := make([]int, len(s))
	for i := 1; i < len(s); {
		if turn[i] >= i {
			turn[i] = 0
			i++
			continue
		}
		j := 0
		if i%2 == 1 {
			j = turn[i]
		}
		sum += (r[i] - r[j]) * (s[j] - s[i])
		s[i], s[j] = s[j], s[i]
		count()
		turn[i]++
		i = 1
	}
	return lower, upper, all
}

func drawnOrders(r, s []int64, seen int64, draws Draws) (lower, upper int64) {
	s = slices.Clone(s)
	from := draws.stream()
	for range draws.Count {
		shuffle(from, s, len(s))
		sum := dot(r, s)
		if sum <= seen {
			lower++
		}
		if sum >= seen {
			upper++
		}
	}
	return lower, upper
}
