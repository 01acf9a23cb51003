package promise

import (
	"slices"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/timeline"
)

// State is where the clock of a review is.
type State string

// The closed set of states.
const (
	Unresolved State = "unresolved" // the clock has not begun: nobody has said when it was resolved
	Unknown    State = "unknown"    // it has begun, and nobody can say when it ends; Why says why
	Running    State = "running"
	Over       State = "over"
	Held       State = "held" // the review was held; the clock stands still
)

// Standing is where the clock of a review is at an instant.
type Standing struct {
	State State
	Limit Limit
	Due   time.Time // UTC; zero where there is none
	// Left is the time until Due, negative when it has passed. Business is the same in the open
	// hours of the calendar, where HasBusiness says that there is one.
	Left, Business time.Duration
	HasBusiness    bool
	// At is when the review was held, zero where it was not: Left is then what was left, and
	// Rule the version it was held by.
	At   time.Time
	Rule string
	// Exact is false where only the day of the resolution is known: it then counts from its
	// beginning, which ends every limit the earliest. Between that end and the one counted from
	// the end of the day the State is Unknown, with Due.
	Exact bool
	Why   *fault.Error
}

// Stands tells where the clock of a review stands. in is what measures read of it, clock the
// calendar of business time, nil for none.
func (r Rule) Stands(in measure.Incident, clock *calendar.Clock, now time.Time) Standing {
	s := Standing{State: Unresolved, Limit: r.Limit(in.Severity), Exact: true}
	undecided := r.Undecided
	if in.Held != nil {
		// What is said to be held in time to come was not held yet, whoever wrote it.
		if at, _, _, ok := instant(in.Held.At); ok && !at.After(now) {
			s.At, s.Rule = at.UTC(), in.Held.Rule
			now = at
			// By the limit that held then, also one that came with the program: a rule that is
			// signed later makes no review late that was in time.
			if limit, err := ParseLimit(in.Held.Limit); err == nil {
				s.Limit, undecided = limit, nil
			}
		}
	}
	at, there := in.Moments[measure.Resolved]
	if !there || at.At == "" {
		return s // also one that was held: of what nobody can tell the end, nobody can tell whether it was in time
	}
	from, zone, exact, ok := instant(at)
	if !ok || slices.Contains(in.Undecided, measure.Resolved) {
		s.State, s.Why = Unknown, fault.New(fault.Invalid, "promise.resolved_unclear")
		return s
	}
	s.Exact = exact
	if slices.Contains(in.Undecided, measure.WhenHeld) {
		s.State, s.Why = Unknown, fault.New(fault.Invalid, "promise.held_unclear")
		return s
	}
	if undecided != nil {
		s.State, s.Why = Unknown, undecided
		return s
	}
	end, err := s.Limit.End(from, zone, clock)
	if err != nil {
		s.State = Unknown
		if s.Why, ok = fault.As(err); !ok {
			s.Why = fault.New(fault.Internal, "error.internal")
		}
		return s
	}
	s.Due, s.Left = end.UTC(), end.Sub(now)
	switch {
	case !exact && now.After(end) && !s.overAllDay(from, zone, clock, now):
		// It is over only if the incident was, early enough on that day.
		s.State, s.Why = Unknown, fault.New(fault.Invalid, "promise.day_only")
	case !s.At.IsZero():
		s.State = Held
	case now.After(end):
		s.State = Over
	default:
		s.State = Running
	}
	if clock == nil {
		return s
	}
	first, last, sign := now, end, time.Duration(1)
	if now.After(end) {
		first, last, sign = end, now, -1
	}
	if d, err := clock.Between(first, last); err == nil {
		s.Business, s.HasBusiness = sign*d, true
	}
	return s
}

// overAllDay says whether the limit is over at an instant whenever on its day the resolution was;
// from is the beginning of that day.
func (s Standing) overAllDay(from time.Time, zone *time.Location, clock *calendar.Clock, now time.Time) bool {
	last := calendar.StartOfDay(calendar.DateOf(from, zone).AddDays(1), zone).Add(-time.Second)
	end, err := s.Limit.End(last, zone, clock)
	return err == nil && now.After(end)
}

// instant is when something was, and the zone it was told in.
func instant(s timeline.Statement) (at time.Time, zone *time.Location, exact, ok bool) {
	zone = time.UTC
	if z, known := timeline.ParseZone(s.Zone); known && z.Known() {
		zone = z.Location()
	}
	if t, err := time.Parse(time.RFC3339Nano, s.At); err == nil {
		return t, zone, true, true
	}
	if d, err := calendar.ParseDate(s.At); err == nil {
		return calendar.StartOfDay(d, zone), zone, false, true
	}
	return at, zone, false, false
}
