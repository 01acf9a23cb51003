package stat

import (
	"cmp"
	"slices"
)

// exactBreaks is how many beginnings and ends of windows are gone through.
const exactBreaks = 4_000_000

// Window is a stretch of time [From, To) in whole units of the caller.
type Window struct{ From, To int64 }

// ShiftResult says also what was counted.
type ShiftResult struct {
	Value
	Inside, Outside Counted
}

// TimeShift asks whether events fall into windows more often than beside them. The
// estimate is the rate inside over the rate outside with its exact interval. P is not
// from that model, which takes events for independent, but from turning the events
// round the period as on a dial, which keeps how they cluster: over every whole offset,
// or with draws.Count > 0 over offsets drawn. The verdict needs both. Windows that
// cover more than half of the period tell nothing.
func TimeShift(period int64, windows []Window, events []int64, ask Ask, draws Draws) (ShiftResult, error) {
	c, err := RatioOf(ask.Matters)
	if err != nil {
		return ShiftResult{}, err
	}
	merged, covered, err := checkShift(period, windows, events)
	if err != nil {
		return ShiftResult{}, err
	}
	var seen int64
	for _, e := range events {
		seen += inside(merged, e)
	}
	r := ShiftResult{
		Inside:  Counted{Events: seen, Exposure: float64(covered)},
		Outside: Counted{Events: int64(len(events)) - seen, Exposure: float64(period - covered)},
	}
	level, _, _, err := ask.tails()
	if err != nil {
		return ShiftResult{}, err
	}
	r.Value = Value{N: int64(len(events)), Method: MethodTimeShift, Interval: ask.open(level, Positive)}
	r.Verdict = Judge(r.Interval, c)
	if covered == 0 || covered > period/2 || len(events) == 0 {
		return r, nil
	}
	ratio, err := RateRatio(r.Outside, r.Inside, ask)
	if err != nil {
		return ShiftResult{}, err
	}
	r.Estimate, r.Interval, r.Verdict = ratio.Estimate, ratio.Interval, ratio.Verdict
	if draws.Count > 0 || 2*len(events)*len(merged) > exactBreaks {
		if err := draws.check(); err != nil {
			return ShiftResult{}, err
		}
		lower, upper := drawnOffsets(period, merged, events, seen, draws)
		r.Method = MethodTimeShiftDrawn
		r.P = drawnP(lower, upper, int64(draws.Count))
		r.PRange = drawnRange(lower, upper, int64(draws.Count), level)
	} else {
		lower, upper := everyOffset(period, merged, events, seen)
		r.P = twice(float64(lower)/float64(period), float64(upper)/float64(period))
	}
	if p, _ := r.P.Float(); !within(p, ask.alpha()) {
		r.Verdict = weaker(r.Verdict)
	}
	return r, nil
}

// checkShift also joins windows that overlap or touch.
func checkShift(period int64, windows []Window, events []int64) (merged []Window, covered int64, err error) {
	if period < 1 || period > 1<<52 {
		return nil, 0, errExposure(float64(period))
	}
	sorted := slices.Clone(windows)
	for i, w := range windows {
		if w.From < 0 || w.To > period || w.From >= w.To {
			return nil, 0, errWindow(i)
		}
	}
	slices.SortFunc(sorted, func(a, b Window) int { return cmp.Compare(a.From, b.From) })
	for _, w := range sorted {
		if last := len(merged) - 1; last >= 0 && w.From <= merged[last].To {
			merged[last].To = max(merged[last].To, w.To)
			continue
		}
		merged = append(merged, w)
	}
	for _, w := range merged {
		covered += w.To - w.From
	}
	for i, e := range events {
		if e < 0 || e >= period {
			return nil, 0, errNotFinite(i)
		}
	}
	return merged, covered, checkCount(int64(len(events)))
}

func inside(merged []Window, at int64) int64 {
	i, found := slices.BinarySearchFunc(merged, at, func(w Window, at int64) int { return cmp.Compare(w.From, at) })
	if found {
		return 1
	}
	if i > 0 && at < merged[i-1].To {
		return 1
	}
	return 0
}

// everyOffset counts the offsets at which at most and at least as many events lie
// inside as were seen. An event e is inside at the offsets [From-e, To-e) on the dial.
func everyOffset(period int64, merged []Window, events []int64, seen int64) (lower, upper int64) {
	type change struct{ at, by int64 }
	changes := make([]change, 0, 2*len(events)*len(merged))
	var now int64
	for _, e := range events {
		for _, w := range merged {
			from, to := onDial(w.From-e, period), onDial(w.To-e, period)
			if from >= to {
				now++ // the stretch goes over the end of the dial
			}
			changes = append(changes, change{from, 1}, change{to, -1})
		}
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(a.at, b.at) })
	var since int64
	tell := func(until int64) {
		if now <= seen {
			lower += until - since
		}
		if now >= seen {
			upper += until - since
		}
		since = until
	}
	for i := 0; i < len(changes); {
		at := changes[i].at
		tell(at)
		for ; i < len(changes) && changes[i].at == at; i++ {
			now += changes[i].by
		}
	}
	tell(period)
	return lower, upper
}

func onDial(x, period int64) int64 {
	if x %= period; x < 0 {
		x += period
	}
	return x
}

func drawnOffsets(period int64, merged []Window, events []int64, seen int64, draws Draws) (lower, upper int64) {
	from := draws.stream()
	for range draws.Count {
		offset := int64(from.below(uint64(period)))
		var now int64
		for _, e := range events {
			now += inside(merged, onDial(e+offset, period))
		}
		if now <= seen {
			lower++
		}
		if now >= seen {
			upper++
		}
	}
	return lower, upper
}
