package ical

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
)

// stamp is a date or a time as a file writes it.
type stamp struct {
	local  calendar.Local
	allDay bool
	// zone of a time that names one; UTC for one that ends in Z, nil for a floating one.
	zone *time.Location
}

var stampForm = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$`)

// stampOf reads one value of a property.
func stampOf(p ics.BaseProperty, value string, zones book) (stamp, error) {
	m := stampForm.FindStringSubmatch(strings.TrimSpace(value))
	if m == nil {
		return stamp{}, fault.New(fault.Invalid, "calendar.ics_time", "raw", shortened(value))
	}
	n := make([]int, 7)
	for i := 1; i <= 6; i++ {
		n[i], _ = strconv.Atoi(m[i]) //nolint:errcheck // digits or nothing
	}
	s := stamp{local: calendar.Local{Date: calendar.On(n[1], time.Month(n[2]), n[3]), Second: n[4]*3600 + n[5]*60 + n[6]}, allDay: m[4] == ""}
	if !s.local.Date.Valid() || n[4] > 23 || n[5] > 59 || n[6] > 59 || n[1] < 1900 || n[1] > lastYear {
		return stamp{}, fault.New(fault.Invalid, "calendar.ics_time", "raw", shortened(value))
	}
	switch {
	case m[7] == "Z":
		s.zone = time.UTC
	case !s.allDay:
		if id := parameter(p, "TZID"); id != "" {
			zone, err := zones.of(strings.Trim(id, `" `))
			if err != nil {
				return stamp{}, err
			}
			s.zone = zone
		}
	}
	return s, nil
}

func parameter(p ics.BaseProperty, name string) string {
	for k, v := range p.ICalParameters {
		if strings.EqualFold(k, name) && len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// zoneOf finds a zone by the name a file gives it; some programs put their own name and a
// version before that of the zone data, and those of Windows have names of their own.
func zoneOf(id string) (*time.Location, error) {
	id = strings.Trim(id, `" `)
	if m := numbered.FindStringSubmatch(id); m != nil && windowsZones[m[1]] != "" {
		id = m[1]
	}
	if known, ok := windowsZones[id]; ok {
		id = known
	}
	if zone, ok := shownZone(id); ok {
		return zone, nil
	}
	zone, err := calendar.FindZone(id)
	for rest := id; err != nil && strings.Contains(rest, "/"); {
		_, rest, _ = strings.Cut(rest, "/")
		if z, zerr := calendar.FindZone(rest); zerr == nil && rest != "" {
			return z, nil
		}
	}
	if err != nil {
		return nil, fault.New(fault.Invalid, "calendar.ics_zone", "zone", shortened(id))
	}
	return zone, nil
}

// at is the moment of a time on the clocks of a calendar. A local time that exists twice
// or not at all is refused unless a pick says what is meant; one of UTC or of another zone is told in the calendar's, with
// the pick that it needs there.
func (s stamp) at(zone *time.Location, pick calendar.Pick) (calendar.Moment, error) {
	of := s.zone
	if of == nil {
		of = zone
	}
	q := calendar.Ask(s.local, of)
	if q.Times != calendar.Once {
		switch pick {
		case calendar.Earlier:
			return momentAt(q.Earlier, zone), nil
		case calendar.Later:
			return momentAt(q.Later, zone), nil
		}
		key := "calendar.ics_twice"
		if q.Times == calendar.Never {
			key = "calendar.ics_never"
		}
		return calendar.Moment{}, fault.New(fault.Invalid, key, "local", s.local.Date.String()+" "+calendar.ClockText(s.local.Second/60), "zone", of.String())
	}
	return momentAt(q.Earlier, zone), nil
}

// momentAt is an instant as the clocks of a zone show it, with the pick it needs.
func momentAt(t time.Time, zone *time.Location) calendar.Moment {
	m := calendar.Moment{Local: calendar.LocalOf(t, zone)}
	if q := calendar.Ask(m.Local, zone); q.Times == calendar.Twice {
		if m.Pick = calendar.Later; q.Earlier.Equal(t) {
			m.Pick = calendar.Earlier
		}
	}
	return m
}

// naive is the time as a number of seconds on a clock without a zone.
func (s stamp) naive() time.Time { return naive(s.local) }

func naive(l calendar.Local) time.Time {
	return time.Date(l.Date.Year, l.Date.Month, l.Date.Day, 0, 0, l.Second, 0, time.UTC)
}

// moved is the stamp at another naive time.
func (s stamp) moved(t time.Time) stamp {
	s.local = calendar.LocalOf(t, time.UTC)
	return s
}

var lengthForm = regexp.MustCompile(`^\+?P(?:(\d{1,3})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?)$`)

// lengthOf reads a DURATION.
func lengthOf(text string) (time.Duration, error) {
	m := lengthForm.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil || strings.HasSuffix(text, "P") || strings.HasSuffix(text, "T") {
		return 0, fault.New(fault.Invalid, "calendar.ics_time", "raw", shortened(text))
	}
	var sum time.Duration
	for i, unit := range []time.Duration{7 * 24 * time.Hour, 24 * time.Hour, time.Hour, time.Minute, time.Second} {
		n, _ := strconv.Atoi("0" + m[i+1]) //nolint:errcheck // digits
		sum += time.Duration(n) * unit
	}
	return sum, nil
}
