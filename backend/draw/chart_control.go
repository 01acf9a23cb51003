package draw

import (
	"math"

	"secondstory/backend/domain/stat"
)

// ControlInput is a control chart: points in their order, with the limits that hold for
// each. Phases are charts one after the other, split where something was changed.
type ControlInput struct {
	Width, Height float64 // px; 0 is 640 by 180
	Scale         Scale   // of the values
	Phases        []ControlPhase
	// Provisional is said at the limits where they rest on few points.
	Provisional string
	// Empty stands in the place of a chart without points.
	Empty string
}

// ControlPhase is a chart with the names of its points.
type ControlPhase struct {
	Chart stat.Chart
	// Break is said at the line where the phase begins; the first has none.
	Break string
	// Marks are one for each point of the chart.
	Marks []ControlMark
}

// ControlMark is what stands behind a point.
type ControlMark struct {
	ID    string
	Label string // below the axis; those that would touch are left out
}

const (
	controlTop    = 12.0
	controlWords  = 20.0 // more of it where words stand above the plot
	controlBottom = 22.0
)

// Limits that stand are dashed, those that will still move are dotted.
var (
	limitDash       = []int32{500, 300}
	provisionalDash = []int32{150, 300}
)

// spot is a point with its place.
type spot struct {
	stat.ChartPoint
	ControlMark
	x     float64
	phase int
}

// Control lays out a control chart: the middle in teal, limits dashed (dotted while
// they are provisional), points beyond them as diamonds, periods that are not over as
// grey rings that nothing leads to, and a cross where nothing was watched.
func Control(m *Measurer, in ControlInput) Scene {
	k := newChart(m, "control", in.Width)
	height := in.Height
	if height <= 0 {
		height = 180
	}
	var spots []spot
	var numbers []stat.Number
	for n, ph := range in.Phases {
		for i, p := range ph.Chart.Points {
			s := spot{ChartPoint: p, phase: n}
			if i < len(ph.Marks) {
				s.ControlMark = ph.Marks[i]
			}
			spots = append(spots, s)
			numbers = append(numbers, p.Value, p.Lower, p.Upper)
		}
		numbers = append(numbers, ph.Chart.Center)
	}
	if len(spots) == 0 {
		k.c.text(RoleLane, "", "ink-3", Regular, chartText, 0, 20, k.one(in.Empty, Regular, chartText, k.width))
		return k.done(32)
	}
	top := controlTop
	if last := in.Phases[len(in.Phases)-1]; len(in.Phases) > 1 || last.Chart.Provisional && in.Provisional != "" {
		top += controlWords
	}
	y := axis{Scale: in.Scale.reaching(numbers...).rounded(4), from: height - controlBottom, to: top}
	ticks := y.ticks(5)
	labels := make([]string, len(ticks))
	for i, v := range ticks {
		labels[i] = y.label(v)
	}
	left := k.widest(chartSmall, 0, labels...) + 12
	step := (k.width - left - 14) / float64(len(spots))
	for i := range spots {
		spots[i].x = left + (float64(i)+0.5)*step
	}
	k.beside(y, ticks, labels, left)
	k.breaks(in.Phases, spots, step, y)
	for n, ph := range in.Phases {
		k.limits(ph, spotsOf(spots, n), y, step, in.Provisional, n == len(in.Phases)-1)
	}
	k.course(spots, y)
	k.marks(spots, y, step)
	return k.done(height)
}

func spotsOf(all []spot, phase int) []spot {
	from := 0
	for from < len(all) && all[from].phase < phase {
		from++
	}
	to := from
	for to < len(all) && all[to].phase == phase {
		to++
	}
	return all[from:to]
}

// beside draws the axis of the values at the left.
func (k *chart) beside(y axis, ticks []float64, labels []string, left float64) {
	last := math.MaxFloat64
	for i, v := range ticks {
		at := y.at(v)
		if at+13 > last {
			continue
		}
		last = at
		k.c.line(RoleTick, "", "line", 1, nil, left-4, at, k.width, at)
		ln := k.one(labels[i], Regular, chartSmall, 0)
		k.c.text(RoleTick, "", "ink-3", Regular, chartSmall, left-8-ln.W, at+4, ln)
	}
}

// breaks draws where a phase begins, and what was changed there.
func (k *chart) breaks(phases []ControlPhase, spots []spot, step float64, y axis) {
	for n, ph := range phases {
		mine := spotsOf(spots, n)
		if n == 0 || len(mine) == 0 {
			continue
		}
		x := mine[0].x - step/2
		k.c.line(RoleBreak, "", "ink", 1.4, nil, x, y.to-12, x, y.from)
		ln := k.one(ph.Break, Regular, chartSmall, math.Max(40, k.width-x-6))
		at := x + 5
		if at+ln.W > k.width {
			at = x - 5 - ln.W
		}
		k.c.text(RoleBreak, "", "ink", Regular, chartSmall, math.Max(0, at), y.to-4, ln)
	}
}

func (k *chart) limits(ph ControlPhase, mine []spot, y axis, step float64, provisional string, last bool) {
	center, known := ph.Chart.Center.Float()
	if !known || len(mine) == 0 {
		return
	}
	from, to := mine[0].x-step/2, mine[len(mine)-1].x+step/2
	k.c.line(RoleCenter, "", "accent", 1.6, nil, from, y.at(center), to, y.at(center))
	dash := limitDash
	if ph.Chart.Provisional {
		dash = provisionalDash
	}
	for _, of := range []func(spot) stat.Number{func(s spot) stat.Number { return s.Lower }, func(s spot) stat.Number { return s.Upper }} {
		var path []float64
		flush := func() {
			if len(path) >= 4 {
				k.c.line(RoleLimit, "", "ink-2", 1, dash, path...)
			}
			path = nil
		}
		for _, s := range mine {
			v, ok := of(s).Float()
			if !ok || v <= y.Low {
				flush()
				continue
			}
			at := y.at(v)
			path = append(path, s.x-step/2, at, s.x+step/2, at)
		}
		flush()
	}
	if ph.Chart.Provisional && last && provisional != "" {
		ln := k.one(provisional, Regular, chartSmall, k.width/2)
		k.c.text(RoleLimit, "", "ink-3", Regular, chartSmall, k.width-ln.W, 12, ln)
	}
}

// course joins the points that count, and breaks off where a phase begins.
func (k *chart) course(spots []spot, y axis) {
	var path []float64
	flush := func() {
		if len(path) >= 4 {
			k.c.line(RoleSpan, "", "ink-3", 1.1, nil, path...)
		}
		path = nil
	}
	for i, s := range spots {
		if i > 0 && s.phase != spots[i-1].phase {
			flush()
		}
		v, ok := s.Value.Float()
		if !ok || s.LeftOut != stat.CountsIn {
			continue
		}
		path = append(path, s.x, y.at(v))
	}
	flush()
}

func (k *chart) marks(spots []spot, y axis, step float64) {
	r := math.Max(1.6, math.Min(dotR, step/2.4))
	last := -math.MaxFloat64
	for _, s := range spots {
		v, ok := s.Value.Float()
		at := y.at(v)
		switch {
		case s.LeftOut == stat.ZeroExposure || !ok:
			at = y.from - 5
			k.c.line(RolePoint, s.ID, "ink-3", 1.2, nil, s.x-2.5, at-2.5, s.x+2.5, at+2.5)
			k.c.line(RolePoint, s.ID, "ink-3", 1.2, nil, s.x-2.5, at+2.5, s.x+2.5, at-2.5)
		case s.LeftOut == stat.PartialSpan:
			k.c.circle(RolePoint, s.ID, "bg", "ink-3", 1.2, s.x, at, r)
		case s.Beyond || s.RangeBeyond:
			k.diamond(RoleSignal, s.ID, "warn", s.x, at, r+2.2)
		default:
			k.c.circle(RolePoint, s.ID, "ink", "", 0, s.x, at, r)
		}
		k.c.rect(RoleHit, s.ID, "", s.x-step/2, y.to, step, y.from-y.to, 0)
		ln := k.one(s.Label, Regular, chartSmall, 0)
		from := math.Min(math.Max(s.x-ln.W/2, 0), k.width-ln.W)
		if s.Label == "" || from < last+12 {
			continue
		}
		last = from + ln.W
		k.c.text(RoleTick, "", "ink-3", Regular, chartSmall, from, y.from+15, ln)
	}
}
