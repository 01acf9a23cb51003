package timeline

import (
	"time"

	"secondstory/backend/domain/fault"
)

// WithZone answers the question which zone a statement without one was made
// in. zone is an IANA name, an abbreviation or an offset. The local time stays
// as it was written. Errors are of code invalid: time.zone_stated when the
// statement has a zone already, time.zone_unknown for a zone nobody knows,
// time.local_ambiguous and time.local_nonexistent around a change of the
// clocks; the statement is then returned unchanged.
func WithZone(s Statement, zone string) (Statement, error) {
	z, ok := ParseZone(zone)
	if !ok || !z.Known() {
		return s, fault.New(fault.Invalid, "time.zone_unknown", "zone", zone)
	}
	if _, has := OffsetOf(s); has {
		return s, fault.New(fault.Invalid, "time.zone_stated", "zone", s.Zone)
	}
	out := s
	out.Zone = z.Name
	var err error
	if out.At, err = place(s.At, z); err != nil {
		return s, err
	}
	if out.End, err = place(s.End, z); err != nil {
		return s, err
	}
	return out, nil
}

// place puts a local date and time into a zone; dates and times without a date
// stay as they are.
func place(at string, z Zone) (string, error) {
	t, err := time.Parse(localLayout, at)
	if err != nil {
		return at, nil //nolint:nilerr // a date, a time without date or nothing has no offset to get
	}
	c := Clock{Hour: t.Hour(), Minute: t.Minute(), Second: t.Second(), Milli: t.Nanosecond() / 1e6, Exact: Second}
	if len(at) > len("2006-01-02T15:04:05") {
		c.Exact = Millisecond
	}
	placed, notes := compose(t.Format(time.DateOnly), c, z)
	if len(notes) > 0 {
		return at, &fault.Error{Code: fault.Invalid, Key: notes[0].Key, Params: notes[0].Params}
	}
	return placed, nil
}
