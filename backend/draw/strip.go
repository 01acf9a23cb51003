package draw

import (
	"math"
	"sort"
)

// StripInput is a timeline as the strip above the entries shows it. Instants
// are milliseconds since any epoch the caller likes, the same for all.
type StripInput struct {
	Width   float64 // px; 0 is 908
	From    int64   // the time shown; when both are 0 the data decide
	To      int64
	Lanes   []string // in their order, top first; entries of unknown lanes go to the last
	Entries []StripEntry
	Busy    []StripBusy
	Phases  []StripPhase
	Gaps    []StripGap
	Vague   []StripVague
	Marks   []StripMark
	// Step is the distance of the ticks in ms; 0 chooses one of 1, 2, 5, 10,
	// 15, 20, 30 minutes, 1, 2, 3, 6, 12 hours, 1, 2, 7, 14, 28, 91, 364 days.
	Step int64
	// Origin is an instant on which a tick falls (local midnight).
	Origin int64
	// Ahead is how far the clock on the wall is ahead of an instant, in ms: ticks
	// stay on its hours when it is put forward or back. Nil is a clock nobody sets.
	Ahead func(ms int64) int64
	Tick  func(ms int64) string // text of a tick; nil draws ticks without texts
}

// StripEntry is one entry as a sign on its lane.
type StripEntry struct {
	ID     string
	At     int64
	Until  int64  // end of what lasted, drawn as a thick line; 0 for a moment
	Lane   int    // index into Lanes
	Kind   string // name of a glyph: "action", "observation", "decision", "message", "alert", "declared", "resolved", "effect", "change", "note"; anything else is a dot
	Strong bool   // a turning point: a filled disc
}

// StripBusy is a stretch of a lane in which entries lie too close to each other to
// be told apart: a band without signs.
type StripBusy struct {
	From, To int64
	Lane     int
}

// StripVague is an entry without a sign of its own: one that happened some time in a
// stretch (a day), or outside of the time shown. The first is marked on its lane while
// it is selected, the second by an arrow at the end of its lane.
type StripVague struct {
	ID       string
	From, To int64
	Lane     int
}

// StripPhase is one value step above the lanes.
type StripPhase struct {
	Name string
	Note string // at its right end: how long
	From int64
	To   int64
	Tone int // 0 nobody knows … 4 recovery
}

// StripGap is a silent time, drawn as a bracket with words.
type StripGap struct {
	From, To int64
	Lane     int
	Text     string
}

// StripMark is a stretch of a lane worth a question, with words where they fit: nobody
// was there (Empty, a broken line), or too many were (a band behind the signs).
type StripMark struct {
	From, To int64
	Lane     int
	Empty    bool
	Text     string
}

const (
	stripPhaseH  = 22.0
	stripLane    = 26.0
	stripAxis    = 30.0 // where the lines of the ticks begin
	stripFirst   = 13.0 // from there to the first lane
	stripSign    = 6.5
	stripStrong  = 8.5
	minuteMs     = int64(60_000)
	stripTickMin = 76.0
)

var tickSteps = []int64{1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 360, 720, 1440, 2880, 10080, 20160, 40320, 131040, 524160}

type strip struct {
	m        *Measurer
	in       StripInput
	c        *canvas
	x0, x1   float64
	from, to int64
	top      float64 // of the lines of the ticks: without phases they begin at the edge
}

// Strip lays out the timeline strip: phases, lanes with entries, silent gaps
// and an axis. Signs that would cover each other are moved apart by up to
// their size; their order stays.
func Strip(m *Measurer, in StripInput) Scene {
	if in.Width <= 0 {
		in.Width = 908
	}
	if len(in.Lanes) == 0 {
		in.Lanes = []string{""}
	}
	in.Lanes = append([]string(nil), in.Lanes...) // cleaned below; the caller keeps theirs
	s := &strip{m: m, in: in, c: newCanvas("strip")}
	s.span()
	if len(in.Phases) > 0 {
		s.top = stripAxis
	}
	s.phases()
	s.ticks()
	s.lanes()
	s.marks()
	s.gaps()
	s.vague()
	s.entries()
	sc := s.c.done(0)
	bottom := s.laneY(len(in.Lanes)-1) + stripLane + 9
	sc.Bounds = Rect{0, 0, c100(in.Width), c100(bottom)}
	return sc
}

func (s *strip) laneY(i int) float64 { return s.top + stripFirst + float64(i)*stripLane }

func (s *strip) lane(i int) int { return max(0, min(i, len(s.in.Lanes)-1)) }

// span finds the time shown and where it lies.
func (s *strip) span() {
	from, to := s.in.From, s.in.To
	if from == 0 && to == 0 {
		from, to = math.MaxInt64, math.MinInt64
		take := func(t int64) { from, to = min(from, t), max(to, t) }
		for _, e := range s.in.Entries {
			take(e.At)
			take(max(e.At, e.Until))
		}
		for _, b := range s.in.Busy {
			take(b.From)
			take(b.To)
		}
		for _, p := range s.in.Phases {
			take(p.From)
			take(p.To)
		}
		if from > to {
			from, to = 0, 60*minuteMs
		}
	}
	if to-from < minuteMs {
		to = from + minuteMs
	}
	s.from, s.to = from, to
	w := 0.0
	for i, name := range s.in.Lanes {
		clean, list := s.m.Sanitise(name, SanitiseOptions{KeepEmoji: true})
		s.c.note(list)
		s.in.Lanes[i] = clean
		w = max(w, s.m.Width(clean, Regular, 11.5))
	}
	s.x0 = min(max(w+20, 40), s.in.Width*0.3) + 12
	s.x1 = s.in.Width - 26
}

func (s *strip) x(t int64) float64 {
	return s.x0 + (s.x1-s.x0)*float64(t-s.from)/float64(s.to-s.from)
}

func (s *strip) one(text string, cut Cut, size float64) Line {
	clean, list := s.m.Sanitise(text, SanitiseOptions{Cut: cut, KeepEmoji: true})
	s.c.note(list)
	return Line{clean, s.m.Width(clean, cut, size)}
}

func (s *strip) phases() {
	for i, p := range s.in.Phases {
		a, b := s.x(max(p.From, s.from)), s.x(min(p.To, s.to))
		if b <= a {
			continue
		}
		if i < len(s.in.Phases)-1 {
			b = max(a+0.5, b-1.5)
		}
		s.c.rect(RolePhase, "", "ph-"+itoa(max(0, min(p.Tone, 4))), a, 0, b-a, stripPhaseH, 0)
		name, note := s.one(p.Name, SemiBold, 11), s.one(p.Note, Regular, 11)
		if name.W+14 > b-a {
			continue
		}
		s.c.text(RolePhase, "", "ink", SemiBold, 11, a+7, 15, name)
		if name.W+note.W+26 <= b-a {
			s.c.text(RolePhase, "", "ink-2", Regular, 11, b-7-note.W, 15, note)
		}
	}
}

func (s *strip) ticks() {
	step := s.in.Step
	if step <= 0 {
		step = tickSteps[len(tickSteps)-1] * minuteMs
		for _, minutes := range tickSteps {
			if float64(minutes*minuteMs)/float64(s.to-s.from)*(s.x1-s.x0) >= stripTickMin {
				step = minutes * minuteMs
				break
			}
		}
	}
	bottom := s.laneY(len(s.in.Lanes)-1) + 17
	ahead := s.in.Ahead
	if ahead == nil {
		ahead = func(int64) int64 { return 0 }
	}
	// Steps are counted on the clock of the wall, of which some days have 23 hours.
	origin := s.in.Origin + ahead(s.in.Origin)
	wall := origin + (s.from+ahead(s.from)-origin)/step*step - step
	last := -math.MaxFloat64
	for n := 0; n < 400; n++ {
		wall += step
		t := wall - ahead(wall-ahead(s.from))
		if t < s.from {
			continue
		}
		if t > s.to {
			break
		}
		x := s.x(t)
		s.c.line(RoleTick, "", "line", 1, nil, x, s.top, x, bottom)
		if s.in.Tick == nil {
			continue
		}
		ln := s.one(s.in.Tick(t), Regular, 11)
		at := min(max(x-ln.W/2, 0), s.in.Width-ln.W)
		if at < last+8 {
			continue
		}
		last = at + ln.W
		s.c.text(RoleTick, "", "ink-3", Regular, 11, at, bottom+13, ln)
	}
}

func (s *strip) lanes() {
	for i, name := range s.in.Lanes {
		y := s.laneY(i)
		ln := Line{name, s.m.Width(name, Regular, 11.5)}
		if ln.W > s.x0-22 {
			ln = s.m.Wrap(name, Regular, 11.5, s.x0-22)[0]
		}
		s.c.text(RoleLane, "", "ink-2", Regular, 11.5, 0, y+4, ln)
		s.c.line(RoleLane, "", "line-2", 1, nil, s.x0-12, y, s.x1+12, y)
	}
	for _, b := range s.in.Busy {
		if b.To < s.from || b.From > s.to {
			continue
		}
		a, z := s.x(max(b.From, s.from)), s.x(min(b.To, s.to))
		s.c.rect(RoleSpan, "", "line-2", a, s.laneY(s.lane(b.Lane))-3.5, max(3, z-a), 7, 1.5)
	}
	for _, e := range s.in.Entries {
		if e.Until > e.At {
			y := s.laneY(s.lane(e.Lane))
			a, b := s.x(e.At), s.x(min(e.Until, s.to))
			s.c.rect(RoleSpan, e.ID, "line-2", a, y-3.5, max(7, b-a), 7, 3.5)
		}
	}
}

func (s *strip) marks() {
	for _, m := range s.in.Marks {
		a, b := s.x(max(m.From, s.from)), s.x(min(m.To, s.to))
		if m.To < s.from || m.From > s.to {
			continue
		}
		b = max(b, a+2)
		y := s.laneY(s.lane(m.Lane))
		if m.Empty {
			s.c.line(RoleGap, "", "bg", 3, nil, a, y, b, y)
			s.c.line(RoleGap, "", "warn", 1.5, []int32{400, 300}, a, y, b, y)
		} else {
			for _, edge := range []float64{y - 8, y + 8} {
				s.c.line(RoleGap, "", "warn", 1.5, nil, a, edge, b, edge)
			}
		}
		ln := s.one(m.Text, Regular, 11)
		if mid := (a + b) / 2; m.Text != "" && ln.W+2*stripStrong+16 <= b-a {
			s.c.rect(RoleGap, "", "bg", mid-ln.W/2-4, y-7, ln.W+8, 14, 0)
			s.c.text(RoleGap, "", "warn", Regular, 11, mid-ln.W/2, y+4, ln)
		}
	}
}

func (s *strip) gaps() {
	for _, g := range s.in.Gaps {
		// Between two lanes: below the last one stand the words of the axis.
		y := s.laneY(max(0, min(s.lane(g.Lane), len(s.in.Lanes)-2))) + stripLane/2
		a, b := s.x(max(g.From, s.from)), s.x(min(g.To, s.to))
		if b-a < 8 {
			continue
		}
		ln := s.one(g.Text, Regular, 11)
		for _, x := range []float64{a, b} {
			s.c.line(RoleGap, "", "warn", 1, nil, x, y-4, x, y+4)
		}
		if ln.W+24 > b-a {
			// The words do not fit between the ends: they stand after them.
			s.c.line(RoleGap, "", "warn", 1, nil, a, y, b, y)
			if b+6+ln.W <= s.in.Width {
				s.c.text(RoleGap, "", "warn", Regular, 11, b+6, y+4, ln)
			}
			continue
		}
		mid := (a + b) / 2
		s.c.line(RoleGap, "", "warn", 1, nil, a, y, mid-ln.W/2-6, y)
		s.c.line(RoleGap, "", "warn", 1, nil, mid+ln.W/2+6, y, b, y)
		s.c.text(RoleGap, "", "warn", Regular, 11, mid-ln.W/2, y+4, ln)
	}
}

// vague marks what has no place of its own: an unpainted stretch that waits to be
// selected, and for all that lie before or after the time shown one arrow on each lane.
func (s *strip) vague() {
	type end struct {
		lane int
		late bool
	}
	nearest := map[end]StripVague{}
	for _, v := range s.in.Vague {
		lane := s.lane(v.Lane)
		y := s.laneY(lane)
		if v.From <= s.to && v.To >= s.from {
			a, b := s.x(max(v.From, s.from)), s.x(min(v.To, s.to))
			s.c.rect(RoleSpan, v.ID, "", a, y-2.5, max(5, b-a), 5, 2.5)
			continue
		}
		at := end{lane, v.From > s.to}
		s.c.circle(RoleTint, v.ID, "", "", 0, s.arrowX(at.late), y, stripSign)
		if near, seen := nearest[at]; !seen || at.late && v.From < near.From || !at.late && v.To > near.To {
			nearest[at] = v
		}
	}
	for lane := range s.in.Lanes {
		for _, late := range []bool{false, true} {
			v, there := nearest[end{lane, late}]
			if !there {
				continue
			}
			name := "earlier"
			if late {
				name = "later"
			}
			x, y := s.arrowX(late), s.laneY(lane)
			s.c.glyph(RoleLane, "", name, "ink-2", x-5, y-5, 10)
			s.c.rect(RoleHit, v.ID, "", x-8, y-12, 16, 24, 0)
		}
	}
}

// arrowX is the place of an arrow, beyond the end of a lane.
func (s *strip) arrowX(late bool) float64 {
	if late {
		return s.x1 + 19
	}
	return s.x0 - 19
}

func (s *strip) entries() {
	byLane := make([][]StripEntry, len(s.in.Lanes))
	for _, e := range s.in.Entries {
		if e.At >= s.from && e.At <= s.to {
			l := s.lane(e.Lane)
			byLane[l] = append(byLane[l], e)
		}
	}
	for l, list := range byLane {
		sort.SliceStable(list, func(i, j int) bool { return list[i].At < list[j].At })
		xs := s.spread(list)
		y := s.laneY(l)
		for i, e := range list {
			s.sign(e, xs[i], y)
		}
	}
}

// spread moves signs that would cover each other apart, to the right, but never by
// more than two signs or over the edge: crowds overlap rather than lie about time.
func (s *strip) spread(list []StripEntry) []float64 {
	xs := make([]float64, len(list))
	last, edge := -math.MaxFloat64, s.in.Width-stripStrong-1
	for i, e := range list {
		x := s.x(e.At)
		xs[i] = x
		if need := last + 2*stripSign + 1; x < need {
			xs[i] = min(need, x+4*stripSign, edge)
		}
		last = xs[i]
	}
	return xs
}

func (s *strip) sign(e StripEntry, x, y float64) {
	name := e.Kind
	if _, ok := glyphs[name]; !ok {
		name = "dot"
	}
	r, size, style := stripSign, 8.0, "ink-2"
	if e.Strong {
		r, size, style = stripStrong, 10, "on-solid"
		s.c.circle(RoleEntry, e.ID, "solid", "", 0, x, y, r)
	} else {
		s.c.circle(RoleEntry, e.ID, "bg", "ink-3", 1.2, x, y, r)
	}
	s.c.glyph(RoleEntry, e.ID, name, style, x-size/2, y-size/2, size)
	s.c.rect(RoleHit, e.ID, "", x-12, y-12, 24, 24, 0)
}
