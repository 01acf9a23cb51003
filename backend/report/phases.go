package report

import (
	"math"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
)

// PageWidth is the width of text on a page, px: A4 less 16 mm at both sides.
const PageWidth = 674.0

// Measures of the phases strip, px.
const (
	phaseH     = 24.0
	phasePad   = 6.0
	phaseFont  = 10.5
	phaseSmall = 9.5
	phaseRow   = 14.0
	phaseGap   = 8.0
)

// phase is the time between two neighbouring known moments.
type phase struct {
	name, length string
	from, to     string // clock texts; to says its date where it is another than from's
	at, end      string // below the bar, where a date is said first and when it changes
	minutes      float64
	tone         int
}

// phases are the steps between the known moments in their order; nil when fewer
// than two are known or they cannot be put on one line of time.
func (b *builder) phases() []phase {
	var out []phase
	last, before := "", ""
	for _, name := range review.Anchors {
		s := b.r.Anchor(name)
		if s == nil {
			continue
		}
		if last == "" {
			last = name
			continue
		}
		from := *b.r.Anchor(last)
		d, exact, ok := timeline.Duration(from, *s)
		if !ok || d < 0 {
			return nil
		}
		day := b.clock.moment(from.At, from.Zone, from.Precision).date
		length := b.length(d.Minutes())
		if !exact {
			length = b.t("report.about", "length", length)
		}
		out = append(out, phase{
			name: b.t("report.phase." + last + "_" + name), length: length, minutes: d.Minutes(),
			from: b.stated(from, day), to: b.stated(*s, day), at: b.stated(from, before), end: b.stated(*s, day), tone: toneOf[name],
		})
		before = day
		last = name
	}
	total := 0.0
	for _, p := range out {
		total += p.minutes
	}
	if total <= 0 {
		return nil
	}
	return out
}

// toneOf is the value step of the phase that ends with a moment.
var toneOf = map[string]int{"detected": 0, "declared": 1, "mitigated": 2, "resolved": 4}

// label is a text to be placed without covering another.
type label struct {
	text string
	cut  draw.Cut
	fill string
	x, w float64
}

// strip lays out the phases: bars as wide as they lasted, names and lengths
// inside where they fit, else below with their moments; the moments between them under
// the bars, never over each other.
func (b *builder) strip() []Block {
	list := b.phases()
	if len(list) == 0 || b.m == nil {
		return nil
	}
	s := sceneBuilder{scene: draw.Scene{Version: draw.SceneVersion, Kind: "phases", Items: []draw.Item{}, Glyphs: map[string]draw.Glyph{}}, m: b.m}
	total := 0.0
	for _, p := range list {
		total += p.minutes
	}
	// A phase of no length keeps a hair of width, so that it is seen.
	const least = 2.0
	scale := (PageWidth - least*float64(len(list))) / total
	var times, names []label
	x := 0.0
	for i, p := range list {
		w := least + p.minutes*scale
		gap := 1.0
		if i == len(list)-1 {
			gap = 0
		}
		s.rect("ph-"+itoa(p.tone), x, 0, math.Max(w-gap, 1), phaseH)
		nameW, lenW := s.width(p.name, draw.SemiBold, phaseFont), s.width(p.length, draw.Regular, phaseFont)
		inside := w - gap - 2*phasePad
		if nameW <= inside {
			s.text(p.name, draw.SemiBold, phaseFont, "ink", x+phasePad, 16)
		}
		if nameW+phaseGap+lenW <= inside {
			s.text(p.length, draw.Regular, phaseFont, "ink-2", x+w-gap-phasePad-lenW, 16)
		} else {
			t := b.t("report.phase.below", "name", p.name, "length", p.length, "from", p.from, "to", p.to)
			names = append(names, label{t, draw.Regular, "ink-2", x, s.width(t, draw.Regular, phaseSmall)})
		}
		tw := s.width(p.at, draw.Regular, phaseSmall)
		at := x
		if i > 0 {
			at = x - tw/2
		}
		times = append(times, label{p.at, draw.Regular, "ink-3", at, tw})
		x += w
	}
	end := list[len(list)-1].end
	tw := s.width(end, draw.Regular, phaseSmall)
	times = append(times, label{end, draw.Regular, "ink-3", PageWidth - tw, tw})
	rows := s.place(times, 0)
	rows = s.place(names, rows)
	s.scene.Bounds = draw.Rect{X: 0, Y: 0, W: c100(PageWidth), H: c100(phaseH + float64(rows)*phaseRow + 4)}
	return []Block{Figure{Pages: []FigurePage{{Scene: s.scene, Scale: 1}}, Alt: b.t("report.phases.alt")}}
}

// sceneBuilder collects the items of a small scene of our own.
type sceneBuilder struct {
	scene draw.Scene
	m     *draw.Measurer
	n     int
}

func (s *sceneBuilder) clean(t string, cut draw.Cut) string {
	out, list := s.m.Sanitise(t, draw.SanitiseOptions{Cut: cut})
	s.scene.Replaced = append(s.scene.Replaced, list...)
	return out
}

func (s *sceneBuilder) width(t string, cut draw.Cut, size float64) float64 {
	clean, _ := s.m.Sanitise(t, draw.SanitiseOptions{Cut: cut})
	return s.m.Width(clean, cut, size)
}

func (s *sceneBuilder) add(it draw.Item) {
	it.ID = it.Role + ":" + itoa(s.n)
	s.n++
	s.scene.Items = append(s.scene.Items, it)
}

func (s *sceneBuilder) rect(fill string, x, y, w, h float64) {
	s.add(draw.Item{Kind: draw.KindRect, Role: draw.RolePhase, Fill: fill, P: []int32{c100(x), c100(y), c100(w), c100(h), 0}})
}

func (s *sceneBuilder) text(t string, cut draw.Cut, size float64, fill string, x, base float64) {
	t = s.clean(t, cut)
	s.add(draw.Item{Kind: draw.KindText, Role: draw.RolePhase, Cut: cut, Size: c100(size), Fill: fill, Text: t,
		W: c100(s.m.Width(t, cut, size)), P: []int32{c100(x), c100(base)}})
}

// place puts labels into rows below the bars, each in the first row where it
// covers nothing, and gives the number of rows used from row on.
func (s *sceneBuilder) place(list []label, row int) int {
	var ends []float64 // right end of what stands in each row
	for _, l := range list {
		x := math.Max(0, math.Min(l.x, PageWidth-l.w))
		r := 0
		for r < len(ends) && x < ends[r]+phaseGap {
			r++
		}
		if r == len(ends) {
			ends = append(ends, 0)
		}
		ends[r] = x + l.w
		s.text(l.text, l.cut, phaseSmall, l.fill, x, phaseH+float64(row+r+1)*phaseRow)
	}
	return row + len(ends)
}

func c100(v float64) int32 { return int32(math.Round(v * 100)) }
