package workspace

import (
	"fmt"
	"math"
	"sort"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/report"
)

// stripLanes is how many roles or workstreams get a lane of their own; further ones share one.
const stripLanes = 6

// stripEntries is how many entries the strip shows as signs; of longer timelines it
// shows the turning points, and the others as bands.
const stripEntries = 300

// stripAround is the part of the incident (one in so many) that the strip shows before
// and after it; what lies farther would press the incident itself together.
const stripAround = 5

// stripJoins is the part of the shown time within which two entries of a lane are
// one band.
const stripJoins = 150

// stripSigns are the signs of the kinds of entries; turning points are strong.
var stripSigns = map[string]struct {
	sign   string
	strong bool
}{
	review.KindCommand: {"human", false},
	"observation":      {"observation", false}, "detection": {"alert", true}, "ack": {"note", false}, "declare": {"declared", true},
	"decision": {"decision", false}, "action": {"action", false}, "comms": {"message", false}, "handover": {"change", false},
	"mitigation": {"effect", false}, "restore": {"resolved", false}, "resolve": {"resolved", true},
}

// StripScene is the strip above a timeline: phases between the known moments, one
// lane per workstream or role, every entry whose instant is known, the silences. shown is false when
// fewer than two entries have one. The axis is written in a zone; nil is that of the review.
func StripScene(r review.Review, width float64, zone *time.Location, text *assets.Catalogue) (scene draw.Scene, shown bool, err error) {
	m, err := measurer()
	if err != nil {
		return draw.Scene{}, false, fmt.Errorf("fonts: %w", err)
	}
	in := draw.StripInput{Width: width}
	clock := "" // of the axis, where the times of the list stand on several
	if zone == nil {
		zone = stripZone(r)
		clock = clockOfAxis(r, zone)
	}
	in.Phases = stripPhases(r, text)
	from, to := span(in.Phases)
	lanes, laneOf := lanesOf(r, text)
	in.Lanes = lanes
	strongOnly := len(r.Timeline) > stripEntries
	quiet := make([][]draw.StripBusy, len(lanes))
	for _, e := range r.Timeline {
		at, ok := instantOf(e.At)
		sign := stripSigns[e.Kind]
		if !ok {
			if v, known := dayOf(e, zone); known {
				v.Lane = laneOf(e)
				in.Vague = append(in.Vague, v)
			}
			continue
		}
		if to > from && (at < from-(to-from)/stripAround || at > to+(to-from)/stripAround) {
			if !strongOnly || sign.strong {
				in.Vague = append(in.Vague, draw.StripVague{ID: e.ID, From: at, To: at, Lane: laneOf(e)})
			}
			continue
		}
		until := int64(0)
		if end, ok := instantOf(e.End); ok && end > at {
			until = end
		}
		if lane := laneOf(e); strongOnly && !sign.strong {
			quiet[lane] = append(quiet[lane], draw.StripBusy{From: at, To: max(at, until), Lane: lane})
			continue
		}
		in.Entries = append(in.Entries, draw.StripEntry{ID: e.ID, At: at, Until: until, Lane: laneOf(e), Kind: sign.sign, Strong: sign.strong})
	}
	first, last, count := int64(math.MaxInt64), int64(math.MinInt64), len(in.Entries)
	for _, e := range in.Entries {
		first, last = min(first, e.At), max(last, e.At, e.Until)
	}
	for _, lane := range quiet {
		for _, b := range lane {
			first, last, count = min(first, b.From), max(last, b.To), count+1
		}
	}
	if count < 2 {
		return draw.Scene{}, false, nil
	}
	for _, lane := range quiet {
		in.Busy = append(in.Busy, joined(lane, (last-first)/stripJoins)...)
	}
	in.Gaps = stripGaps(r, laneOf, text)
	in.Marks = append(commandMarks(r, text), twiceMarks(r, laneOf, text)...)
	midnight := time.UnixMilli(first).In(zone)
	days := midnight.Format(time.DateOnly) != time.UnixMilli(last).In(zone).Format(time.DateOnly)
	in.Origin = time.Date(midnight.Year(), midnight.Month(), midnight.Day(), 0, 0, 0, 0, zone).UnixMilli()
	in.Ahead = func(ms int64) int64 {
		_, seconds := time.UnixMilli(ms).In(zone).Zone()
		return int64(seconds) * time.Second.Milliseconds()
	}
	in.Tick = func(ms int64) string {
		t := time.UnixMilli(ms).In(zone)
		words := t.Format("15:04")
		if days && t.Hour() == 0 && t.Minute() == 0 {
			words = text.Text("strip.day", "day", fmt.Sprint(t.Day()), "month", text.Text("month."+fmt.Sprint(int(t.Month()))))
		}
		if clock != "" { // the first says it for all
			words, clock = words+" "+clock, ""
		}
		return words
	}
	return draw.Strip(m, in), true, nil
}

// stripGaps are the silences between two signs of the strip, below the lane of the
// entry before.
func stripGaps(r review.Review, laneOf func(review.Entry) int, text *assets.Catalogue) []draw.StripGap {
	lanes := map[string]int{}
	for _, e := range r.Timeline {
		lanes[e.ID] = laneOf(e)
	}
	var out []draw.StripGap
	for _, s := range review.Silences(r) {
		beside := s.After
		if beside == "" {
			beside = s.Before
		}
		lane := lanes[beside]
		words := text.Text("strip.silent", "length", report.Length(text.Text, s.Minutes))
		out = append(out, draw.StripGap{From: s.From.UnixMilli(), To: s.To.UnixMilli(), Lane: lane, Text: words})
	}
	return out
}

// dayOf is an entry of which the day alone is known.
func dayOf(e review.Entry, zone *time.Location) (v draw.StripVague, ok bool) {
	from, err := time.ParseInLocation(time.DateOnly, e.At, zone)
	if err != nil {
		return v, false
	}
	to := from
	if end, err := time.ParseInLocation(time.DateOnly, e.End, zone); err == nil && end.After(from) {
		to = end
	}
	return draw.StripVague{ID: e.ID, From: from.UnixMilli(), To: to.AddDate(0, 0, 1).UnixMilli() - 1}, true
}

// joined makes one band of those that lie no further apart than near.
func joined(bands []draw.StripBusy, near int64) []draw.StripBusy {
	sort.Slice(bands, func(i, j int) bool { return bands[i].From < bands[j].From })
	var out []draw.StripBusy
	for _, b := range bands {
		if n := len(out); n > 0 && b.From-out[n-1].To <= near {
			out[n-1].To = max(out[n-1].To, b.To)
			continue
		}
		out = append(out, b)
	}
	return out
}

// stripZone is the zone the axis is written in: that of the review, else the
// offset of the first instant.
func stripZone(r review.Review) *time.Location {
	if z, ok := timeline.ParseZone(r.Zone); ok && z.Known() {
		if z.Loc != nil {
			return z.Loc
		}
		return time.FixedZone(z.Name, z.Offset)
	}
	for _, e := range r.Timeline {
		if o, ok := timeline.OffsetOf(e.Statement); ok {
			return time.FixedZone("", o)
		}
	}
	return time.UTC
}

// clockOfAxis is the offset that an axis is written in, as a time says it, where an entry
// stands on another clock; "" where none does, and where the review has a zone.
func clockOfAxis(r review.Review, zone *time.Location) string {
	if z, ok := timeline.ParseZone(r.Zone); ok && z.Known() {
		return ""
	}
	for _, e := range r.Timeline {
		o, ok := timeline.OffsetOf(e.Statement)
		at, _ := instantOf(e.At)
		if _, axis := time.UnixMilli(at).In(zone).Zone(); ok && o != axis {
			sign, minutes := "+", axis/60
			switch {
			case minutes == 0:
				return "UTC"
			case minutes < 0:
				sign, minutes = "\u2212", -minutes
			}
			return fmt.Sprintf("%s%02d:%02d", sign, minutes/60, minutes%60)
		}
	}
	return ""
}

// instantOf reads a date and time; a local one counts as if it were UTC, which
// keeps its distances to its neighbours.
func instantOf(at string) (ms int64, ok bool) {
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		t, err = time.Parse("2006-01-02T15:04:05", at)
	}
	return t.UnixMilli(), err == nil
}

// stripPhases are the steps between neighbouring known moments.
func stripPhases(r review.Review, text *assets.Catalogue) []draw.StripPhase {
	var out []draw.StripPhase
	last := ""
	for _, name := range review.Anchors {
		s := r.Anchor(name)
		if s == nil || len(s.At) <= len(time.DateOnly) {
			continue
		}
		if last != "" {
			from, okFrom := instantOf(r.Anchor(last).At)
			to, okTo := instantOf(s.At)
			if !okFrom || !okTo || to < from {
				return nil
			}
			length := report.Length(text.Text, float64(to-from)/float64(time.Minute.Milliseconds()))
			out = append(out, draw.StripPhase{Name: text.Text("report.phase." + last + "_" + name), Note: length, From: from, To: to, Tone: report.PhaseTone(name)})
		}
		last = name
	}
	return out
}

func span(phases []draw.StripPhase) (from, to int64) {
	if len(phases) == 0 {
		return 0, 0
	}
	return phases[0].From, phases[len(phases)-1].To
}
