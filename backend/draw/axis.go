package draw

import (
	"math"

	"secondstory/backend/domain/stat"
)

// Scale is how values become places on an axis.
type Scale struct {
	Log bool // logarithmic; values at or below 0 stand at its low end
	// Low and High are what the axis must reach; both 0 lets the data decide.
	Low, High float64
	// Ticks are the values that may have a tick; none chooses round ones. What would
	// touch its neighbour is left without a text.
	Ticks []float64
	// Label is the text of a tick; nil writes the number.
	Label func(float64) string
}

// axis is a scale laid out between two places.
type axis struct {
	Scale
	from, to float64 // places of Low and High
}

// at is the place of a value, at the nearer end for one outside.
func (a axis) at(v float64) float64 {
	low, high := a.Low, a.High
	if a.Log {
		v, low, high = math.Log(math.Max(v, a.Low)), math.Log(low), math.Log(high)
	}
	share := math.Min(1, math.Max(0, (v-low)/(high-low)))
	return a.from + share*(a.to-a.from)
}

func (a axis) label(v float64) string {
	if a.Label == nil {
		return trim(v)
	}
	return a.Label(v)
}

// reaching widens a scale to hold values, and to a range that can be drawn.
func (s Scale) reaching(values ...stat.Number) Scale {
	asked := s.Low != 0 || s.High != 0
	low, high := s.Low, s.High
	for _, n := range values {
		v, ok := n.Float()
		if !ok || s.Log && v <= 0 || math.Abs(v) > 1e15 {
			continue
		}
		if !asked && low == 0 && high == 0 {
			low, high, asked = v, v, true
			continue
		}
		low, high = math.Min(low, v), math.Max(high, v)
	}
	switch {
	case s.Log && (low <= 0 || high <= 0):
		low, high = 1, 10
	case s.Log && high < low*2:
		low, high = low/math.Sqrt2, high*math.Sqrt2
	case !s.Log && high <= low:
		low, high = low-1, high+1
		if low < 0 && s.Low >= 0 {
			low = 0
		}
	}
	s.Low, s.High = low, high
	return s
}

// rounded puts the ends of a scale on round numbers.
func (s Scale) rounded(most int) Scale {
	if s.Log {
		return s
	}
	step := niceStep((s.High - s.Low) / float64(max(1, most)))
	s.Low, s.High = math.Floor(s.Low/step+1e-9)*step, math.Ceil(s.High/step-1e-9)*step
	return s
}

// niceStep is the smallest of 1, 2 and 5 times a power of ten that is no smaller than
// asked for: the choice of Heckbert's labels (Graphics Gems, 1990), from the other end.
func niceStep(least float64) float64 {
	if !(least > 0) || math.IsInf(least, 1) {
		return 1
	}
	power := math.Pow(10, math.Floor(math.Log10(least)))
	for _, times := range []float64{1, 2, 5, 10} {
		if times*power >= least*(1-1e-12) {
			return times * power
		}
	}
	return 10 * power
}

// ticks are the values with a tick, at most about so many, in rising order.
func (s Scale) ticks(most int) []float64 {
	var out []float64
	take := func(v float64) {
		slack := 1e-9 * math.Max(math.Abs(s.Low), math.Abs(s.High))
		if v >= s.Low-slack && v <= s.High+slack {
			out = append(out, v)
		}
	}
	switch {
	case len(s.Ticks) > 0:
		for _, v := range s.Ticks {
			take(v)
		}
	case s.Log:
		from, to := math.Floor(math.Log10(s.Low)), math.Ceil(math.Log10(s.High))
		between := []float64{1}
		switch decades := math.Log10(s.High / s.Low); {
		case decades*3 <= float64(most):
			between = []float64{1, 2, 5}
		case decades*2 <= float64(most):
			between = []float64{1, 3}
		}
		for power := from; power <= to; power++ {
			for _, times := range between {
				// Dividing by a whole power of ten keeps 0.1 what it is.
				if power < 0 {
					take(times / math.Pow(10, -power))
				} else {
					take(times * math.Pow(10, power))
				}
			}
		}
	default:
		// One tick gives no distance to read: closer ones then.
		for n := max(1, most); len(out) < 2 && n <= 64*max(1, most); n *= 2 {
			out = out[:0]
			step := niceStep((s.High - s.Low) / float64(n))
			// Counted and not added up, so that no error grows.
			for i := math.Ceil(s.Low/step - 1e-9); i*step <= s.High+1e-9*step && len(out) < 1000; i++ {
				take(i*step + 0) // -0 becomes 0
			}
		}
	}
	return out
}
