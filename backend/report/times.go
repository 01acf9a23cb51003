package report

import (
	"strings"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// clockface is the one zone a report shows instants in.
type clockface struct {
	name   string         // as the head of a column names it; "" when nobody said one
	loc    *time.Location // nil: instants are shown as they were written
	own    bool           // they were written in zones that differ: each says its own
	offset string         // of most instants in loc: others say theirs
}

// faceOf takes the incident's zone; without one, the zone that all statements
// with an offset share; else each stands as it was stated, as in the window.
func faceOf(r review.Review) clockface {
	var all []timeline.Statement
	for _, e := range r.Timeline {
		all = append(all, e.Statement)
	}
	for _, a := range review.Anchors {
		if s := r.Anchor(a); s != nil {
			all = append(all, *s)
		}
	}
	f := clockface{name: r.Zone}
	if z, ok := timeline.ParseZone(r.Zone); ok && z.Known() {
		f.loc = location(z)
	} else {
		f.name, f.loc, f.own = shared(all)
	}
	// The head names the offset most rows have; of equals the first.
	most := 0
	count := map[string]int{}
	for _, s := range all {
		if t, ok := parseInstant(s.At); ok && f.loc != nil {
			count[t.In(f.loc).Format("-07:00")]++
		}
	}
	for _, s := range all {
		if t, ok := parseInstant(s.At); ok && f.loc != nil {
			if o := t.In(f.loc).Format("-07:00"); count[o] > most {
				f.offset, most = o, count[o]
			}
		}
	}
	return f
}

func location(z timeline.Zone) *time.Location {
	if z.Loc != nil {
		return z.Loc
	}
	return time.FixedZone(z.Name, z.Offset)
}

func shared(all []timeline.Statement) (zone string, loc *time.Location, own bool) {
	name, first := "", ""
	found := false
	for _, s := range all {
		t, ok := parseInstant(s.At)
		if !ok {
			continue
		}
		o := t.Format("-07:00")
		switch {
		case !found:
			found, first, name = true, o, s.Zone
		case o != first:
			return "", nil, true
		case s.Zone != name:
			name = ""
		}
	}
	if !found {
		return "", nil, false
	}
	t, _ := time.Parse("-07:00", first)
	_, seconds := t.Zone()
	if name == "" {
		name = "UTC" + first
	}
	return name, time.FixedZone(name, seconds), false
}

func parseInstant(at string) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339Nano, at)
	return t, err == nil
}

// moment is a statement split for showing: date "" when none is known, clock ""
// for a date only.
type moment struct {
	date, clock string
	unzoned     bool // a local time whose zone nobody stated
	stated      bool // the offset is the zone as it was stated
	offset      string
}

func (f clockface) moment(at, zone string, p timeline.Precision) moment {
	if t, ok := parseInstant(at); ok {
		if f.loc != nil {
			t = t.In(f.loc)
		}
		m := moment{date: t.Format(time.DateOnly), clock: t.Format(clockLayout(p, t.Second() != 0))}
		switch o := t.Format("-07:00"); {
		case f.own:
			m.offset = shortZone(zone, o)
		case o != f.offset:
			m.offset = o
		}
		return m
	}
	date, clock, _ := strings.Cut(at, "T")
	if len(date) != len(time.DateOnly) {
		date = ""
	}
	m := moment{date: date, clock: clock, unzoned: zone == "" && clock != "" && (f.loc != nil || f.own)}
	if clock != "" && zone != f.name {
		// The zone is known and only the instant is not: the day is missing, or the
		// clocks changed.
		m.offset, m.stated = zone, zone != ""
	}
	if t, err := time.Parse("15:04:05.999", clock); err == nil {
		m.clock = t.Format(clockLayout(p, t.Second() != 0))
	}
	return m
}

// shortZone is a zone as it fits beside a time: as it was written, a long name as
// its offset.
func shortZone(zone, offset string) string {
	switch {
	case zone != "" && !strings.Contains(zone, "/"):
		return zone
	case offset == "+00:00":
		return "UTC"
	}
	return offset
}

func clockLayout(p timeline.Precision, seconds bool) string {
	switch {
	case p == timeline.Millisecond:
		return "15:04:05.000"
	case p == timeline.Second || seconds:
		return "15:04:05"
	}
	return "15:04"
}

// stated is a statement in words, without its date when that is the given one.
func (b *builder) stated(s timeline.Statement, date string) string {
	if s.At == "" || s.Precision == timeline.Unknown && s.At == "" {
		if raw := strings.TrimSpace(s.Raw); raw != "" {
			return b.t("report.time.raw", "text", raw)
		}
		return b.t("report.time.unknown")
	}
	m := b.clock.moment(s.At, s.Zone, s.Precision)
	out := b.one(m, date)
	if s.End != "" {
		e := b.clock.moment(s.End, s.Zone, s.Precision)
		if (b.clock.own || m.stated) && e.offset == m.offset {
			m.offset = "" // said once, behind the end
			out = b.one(m, date)
		}
		known := m.date
		if known == "" {
			known = e.date
		}
		out = b.t("report.time.range", "from", out, "to", b.one(e, known))
	}
	switch s.Precision {
	case timeline.Approximate:
		return b.t("report.time.about", "time", out)
	case timeline.Hour:
		if m.clock != "" {
			return b.t("report.time.hour", "time", out)
		}
	}
	return out
}

func (b *builder) one(m moment, date string) string {
	out := m.clock
	switch {
	case m.clock == "":
		if m.date == date {
			return b.t("report.time.day")
		}
		return b.date(m.date)
	case m.date != "" && m.date != date:
		out = b.date(m.date) + " " + m.clock
	}
	if m.offset != "" {
		out += " " + m.offset
	}
	out = strings.ReplaceAll(out, " ", "\u00A0")
	if m.unzoned {
		out = b.t("report.time.unzoned", "time", out)
	}
	return out
}

// full is a statement with its date.
func (b *builder) full(s timeline.Statement) string { return b.stated(s, "-") }
