package draw

import "math"

// EventsInput is before and after: one sign for each event on a line of time, with the
// line of the change and the stretches that were left out.
type EventsInput struct {
	Width    float64 // px; 0 is 640
	From, To int64   // ms since any epoch the caller likes
	Change   int64
	Words    string // at the line of the change
	Events   []Event
	Left     []EventsGap
	Ticks    []int64
	Tick     func(ms int64) string
}

// Event is one of them. Those before the change are grey rings, those after it teal
// discs, and what does not count is a cross.
type Event struct {
	ID      string
	At      int64
	LeftOut bool
}

// EventsGap is a stretch that does not count, and why.
type EventsGap struct {
	From, To int64
	Words    string
}

// Events lays out events before and after a change.
func Events(m *Measurer, in EventsInput) Scene {
	k := newChart(m, "events", in.Width)
	const top, line, bottom = 18.0, 62.0, 74.0
	to := in.To
	if to <= in.From {
		to = in.From + 1
	}
	a := axis{Scale: Scale{Low: 0, High: float64(to - in.From)}, from: 10, to: k.width - 10}
	x := func(ms int64) float64 { return a.at(float64(ms - in.From)) }
	for _, g := range in.Left {
		from, to := x(g.From), x(g.To)
		k.c.rect(RoleGap, "", "line", from, top, math.Max(2, to-from), bottom-top, 0)
		ln := k.one(g.Words, Regular, chartSmall, 0)
		if ln.W+8 <= to-from {
			k.c.text(RoleGap, "", "ink-2", Regular, chartSmall, from+4, top+12, ln)
		}
	}
	last := -math.MaxFloat64
	for _, ms := range in.Ticks {
		at := x(ms)
		k.c.line(RoleTick, "", "line", 1, nil, at, top, at, bottom)
		if in.Tick == nil {
			continue
		}
		ln := k.one(in.Tick(ms), Regular, chartSmall, 0)
		if from := math.Min(math.Max(at-ln.W/2, 0), k.width-ln.W); from >= last+10 {
			last = from + ln.W
			k.c.text(RoleTick, "", "ink-3", Regular, chartSmall, from, bottom+14, ln)
		}
	}
	k.c.line(RoleLane, "", "line-2", 1, nil, a.from, line, a.to, line)
	k.c.line(RoleBreak, "", "ink", 1.4, nil, x(in.Change), top-4, x(in.Change), bottom)
	word := k.one(in.Words, Regular, chartSmall, k.width)
	k.c.text(RoleBreak, "", "ink", Regular, chartSmall, math.Min(math.Max(x(in.Change)-word.W/2, 0), k.width-word.W), 11, word)
	const levels = 5
	var ends [levels]float64
	for i := range ends {
		ends[i] = -math.MaxFloat64
	}
	for i, e := range in.Events {
		at, level := x(e.At), i%levels
		for l := range ends {
			if at >= ends[l]+2*dotR+1 {
				level = l
				break
			}
		}
		ends[level] = at
		y := line - float64(level)*2*dotR
		switch {
		case e.LeftOut:
			k.c.line(RolePoint, e.ID, "ink-3", 1.2, nil, at-2.5, y-2.5, at+2.5, y+2.5)
			k.c.line(RolePoint, e.ID, "ink-3", 1.2, nil, at-2.5, y+2.5, at+2.5, y-2.5)
		case e.At < in.Change:
			k.c.circle(RolePoint, e.ID, "bg", "ink-3", 1.3, at, y, dotR-0.4)
		default:
			k.c.circle(RolePoint, e.ID, "accent", "bg", 0.8, at, y, dotR)
		}
		k.c.rect(RoleHit, e.ID, "", at-6, y-6, 12, 12, 0)
	}
	return k.done(bottom + 20)
}
