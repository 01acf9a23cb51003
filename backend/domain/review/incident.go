package review

import (
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

// FromEntry and FromEntries name the timeline as what says a day or a zone.
const (
	FromEntry   = "entry"
	FromEntries = "entries"
)

// Incident is the day and the zone of an incident and what says them: "review"
// where a person stated them as its own, the field of a key time, the timeline,
// or "" when nothing does.
type Incident struct {
	Date     string `json:"date"`
	DateFrom string `json:"date_from"`
	Zone     string `json:"zone"`
	ZoneFrom string `json:"zone_from"`
}

// IncidentOf is the one rule for the day and the zone of an incident, for the
// list, the screens and the report. The day: as stated, else that of the first
// known moment, else that of the first dated entry. The zone: as stated, else
// that of the first moment that has one, else that of the timeline where all
// its times have the same.
func IncidentOf(r Review) Incident {
	in := momentsOf(r)
	if in.Date == "" {
		for _, e := range r.Timeline {
			if d := timeline.DateOf(e.Statement); d != "" {
				in.Date, in.DateFrom = d, FromEntry
				break
			}
		}
	}
	if in.Zone == "" {
		if zone := oneZone(r.Timeline); zone != "" {
			in.Zone, in.ZoneFrom = zone, FromEntries
		}
	}
	return in
}

// momentsOf is what the review says without its timeline.
func momentsOf(r Review) Incident {
	in := Incident{Date: r.Date, Zone: r.Zone}
	if in.Date != "" {
		in.DateFrom = timeline.FromReview
	}
	if in.Zone != "" {
		in.ZoneFrom = timeline.FromReview
	}
	for _, name := range Anchors {
		s := r.Anchor(name)
		if s == nil {
			continue
		}
		if d := timeline.DateOf(*s); in.Date == "" && d != "" {
			in.Date, in.DateFrom = d, name
		}
		if in.Zone == "" && knownZone(s.Zone) {
			in.Zone, in.ZoneFrom = s.Zone, name
		}
	}
	return in
}

// oneZone is the zone all times of day of a timeline were stated in, "" where one
// has none or another.
func oneZone(entries []Entry) string {
	zone := ""
	for _, e := range entries {
		if _, has := timeline.ClockOf(e.Statement); !has {
			continue
		}
		if e.Zone == "" || zone != "" && e.Zone != zone {
			return ""
		}
		zone = e.Zone
	}
	if !knownZone(zone) {
		return ""
	}
	return zone
}

func knownZone(name string) bool {
	z, ok := timeline.ParseZone(name)
	return ok && z.Known()
}

// DayAndZone are the day and the zone of a time that is typed without them for a
// field: a moment ("started") or the times of an entry. The day: as the field was
// stated before, else that of the incident. The zone: that of the review, else as
// the field was stated before, so that a known instant does not become unknown,
// else that of the incident.
func DayAndZone(r Review, field record.Path) (day, zone string) {
	said := statementsOf(r, field)
	zone = r.Zone
	for i := len(said) - 1; i >= 0; i-- {
		if day == "" {
			day = timeline.DateOf(said[i])
		}
		if zone == "" {
			zone = said[i].Zone
		}
	}
	in := IncidentOf(r)
	if day == "" {
		day = in.Date
	}
	if zone == "" {
		zone = in.Zone
	}
	return day, zone
}

// statementsOf is what a field says about a time, the last statement last.
func statementsOf(r Review, field record.Path) []timeline.Statement {
	if field.Collection == "" {
		if s := r.Anchor(field.Field); s != nil {
			return []timeline.Statement{*s}
		}
		return nil
	}
	for _, m := range r.Meetings {
		if m.ID == field.Part && m.At != nil {
			return []timeline.Statement{*m.At}
		}
	}
	for _, e := range r.Timeline {
		if e.ID == field.Part {
			return e.Times
		}
	}
	return nil
}

// PlaceOf is what a review says about the day and the zone of a line put after
// an entry ("" = at the end): its own date and zone and those of its moments
// first, then what the entries before the line say. now is in the zone of this
// machine.
func PlaceOf(r Review, after string, now time.Time) timeline.Place {
	in := momentsOf(r)
	p := timeline.Place{Now: now, Date: in.Date, DateFrom: in.DateFrom, Zone: in.Zone, ZoneFrom: in.ZoneFrom}
	switch {
	case in.DateFrom == timeline.FromReview:
		p.Ahead = true // a day that was stated as such is that of a plan, too
	case in.DateFrom != "":
		p.Ahead = timeline.Ahead(*r.Anchor(in.DateFrom), now)
	}
	dated, zoned := p.Date != "", p.Zone != ""
	for i := placeBefore(r.Timeline, after); i >= 0 && !(dated && zoned); i-- {
		s := r.Timeline[i].Statement
		clock, hasClock := timeline.ClockOf(s)
		date := timeline.DateOf(s)
		if !dated && (date != "" || hasClock) {
			dated = true
			p.Date, p.Dayless = date, date == ""
			p.DateFrom = timeline.FromAbove
			if p.Dayless {
				p.DateFrom = ""
			}
			p.Above, p.HasAbove, p.Ahead = clock, hasClock && date != "", timeline.Ahead(s, now)
		}
		if !zoned && hasClock {
			zoned = true
			if knownZone(s.Zone) {
				p.Zone, p.ZoneFrom = s.Zone, timeline.FromAbove
			}
		}
	}
	return p
}

// placeBefore is the index of the entry a line is put after, the last for "".
func placeBefore(entries []Entry, after string) int {
	for i, e := range entries {
		if after != "" && e.ID == after {
			return i
		}
	}
	return len(entries) - 1
}
