package timeline

import (
	"strings"
	"time"
)

// EntryLine is one line of a scribe.
type EntryLine struct {
	Time  Statement
	Text  string
	Notes []Note
	// Stated says that the line began with a time; otherwise Time is now, or not
	// known where the incident is past.
	Stated bool
	// DayFrom and ZoneFrom say who stated the day and the zone of a stated time:
	// FromLine, what Place says, FromClock for a day nobody stated, "" for none.
	DayFrom, ZoneFrom string
	// DayShift is how many days lie between the day DayFrom names and that of Time.
	DayShift int
}

// Who states the day or the zone of a line. A key time is named by its field.
const (
	FromLine   = "line"
	FromReview = "review"
	FromAbove  = "above"
	FromClock  = "clock"
)

// Place is what the review says where a line is put.
type Place struct {
	Now  time.Time // in the zone of this machine
	Date string    // YYYY-MM-DD for a time without one; "" = nothing says a day
	Zone string    // for a time without one; "" = nothing says a zone
	// DateFrom and ZoneFrom say who stated them.
	DateFrom, ZoneFrom string
	// Ahead says that what Date is taken from may lie ahead of Now: an exercise
	// is planned.
	Ahead bool
	// Dayless says that the times around the line have no day, so that it has none.
	Dayless bool
	// Above is the time of day of the entry Date is taken from.
	Above    time.Duration
	HasAbove bool
}

// ParseEntryLine reads the line a scribe types: "22:14 Bank called", "~22:10
// text", "2026-11-16 22:14 CET text", "-5m restarted", or a text alone, which
// happened now. What the line states wins over its place; a zone nobody states
// stays missing. A day nobody stated is today. A day the line does not state is
// never one on which the time is still to come, unless its place lies ahead.
func ParseEntryLine(text string, p Place) EntryLine {
	z, ok := ParseZone(p.Zone)
	if !ok || !z.Known() {
		z, p.ZoneFrom = Zone{}, ""
	}
	text = strings.TrimSpace(text)
	if back, rest, raw, ok := ago(text); ok {
		return EntryLine{Time: momentOf(p.Now.Add(-back), z, raw), Text: rest, Stated: true, DayFrom: FromLine, ZoneFrom: FromLine}
	}
	r, ok := Scan(text, SlashUnknown)
	if !ok || !r.HasClock && !r.HasDate && !r.WrongClock && !r.WrongDate && !r.SlashOpen {
		return EntryLine{Time: momentOf(p.Now, z, ""), Text: text, DayFrom: FromLine, ZoneFrom: FromLine}
	}
	e := EntryLine{Text: r.Rest, Stated: true, DayFrom: FromLine, ZoneFrom: FromLine}
	ctx := Context{Date: p.Date, Zone: z}
	if !r.Zone.Stated() {
		e.ZoneFrom = p.ZoneFrom
	} else {
		z = r.Zone
	}
	if !r.HasDate {
		e.DayFrom = p.DateFrom
	}
	nobody := ctx.Date == "" && !p.Dayless
	if nobody {
		ctx.Date = p.today(z)
		if !r.HasDate {
			e.DayFrom = FromClock
		}
	}
	e.Time, e.Notes = r.Resolve(ctx)
	if r.HasDate {
		if nobody && r.Date.Year == 0 && p.ahead(e.Time) {
			ctx.Year = p.Now.Year() - 1
			e.Time, e.Notes = r.Resolve(ctx)
		}
		return e
	}
	if !r.HasClock || ctx.Date == "" {
		return e
	}
	p.settleDay(&e, r, ctx)
	return e
}

// settleDay moves a day that the line does not state: past midnight behind the
// entry above, and back from what is still to come.
func (p Place) settleDay(e *EntryLine, r Reading, ctx Context) {
	day := ctx.Date
	if p.HasAbove && e.DayFrom == FromAbove && p.Above-r.Clock.sinceMidnight() >= overnight {
		ctx.Date = AddDays(day, 1)
		if s, notes := r.Resolve(ctx); p.Ahead || !p.ahead(s) {
			e.Time, e.Notes, e.DayShift = s, notes, 1
			return
		}
	}
	if p.Ahead && e.DayFrom != FromClock {
		return
	}
	// Two zones lie up to 26 hours apart, so that one day back may be too few.
	for e.DayShift > -2 && p.ahead(e.Time) {
		e.DayShift--
		ctx.Date = AddDays(day, e.DayShift)
		e.Time, e.Notes = r.Resolve(ctx)
	}
}

// overnight is how far back a clock must go for the next day to have begun; the
// import of a document reads its lines alike.
const overnight = 12 * time.Hour

// today is the date now in a zone, in that of this machine where none is known.
func (p Place) today(z Zone) string {
	if !z.Known() {
		return p.Now.Format(time.DateOnly)
	}
	return p.Now.In(z.Location()).Format(time.DateOnly)
}

// ahead says that a time is still to come; one without a zone is taken as one of
// this machine, where it is typed.
func (p Place) ahead(s Statement) bool {
	if len(s.At) == len(time.DateOnly) {
		return s.At > p.Now.Format(time.DateOnly)
	}
	if t, ok := zoned(s.At); ok {
		return t.After(p.Now)
	}
	t, err := time.ParseInLocation(localLayout, s.At, p.Now.Location())
	return err == nil && t.After(p.Now)
}

// Ahead says that a statement lies ahead of now, or may do so on its day.
func Ahead(s Statement, now time.Time) bool { return Place{Now: now}.ahead(s) }

// ClockOf is the time of day a statement shows; ok is false where it has none.
func ClockOf(s Statement) (sinceMidnight time.Duration, ok bool) {
	at := strings.IndexByte(s.At, 'T')
	if at < 0 || len(s.At) < at+len("T15:04:05") {
		return 0, false
	}
	t, err := time.Parse("T15:04:05", s.At[at:at+len("T15:04:05")])
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute + time.Duration(t.Second())*time.Second, err == nil
}

// Location is the zone as the standard library knows it.
func (z Zone) Location() *time.Location {
	if z.Loc != nil {
		return z.Loc
	}
	return time.FixedZone(z.Name, z.Offset)
}

// momentOf states an instant to the minute, in the zone of this machine where no
// other is known: the clock it was read from has that one.
func momentOf(t time.Time, z Zone, raw string) Statement {
	if !z.Known() {
		name, offset := t.Zone()
		z = Zone{Name: formatOffset(offset), Fixed: true, Offset: offset}
		if name == "UTC" {
			z.Name = "UTC"
		}
	}
	t = t.In(z.Location())
	return Statement{At: t.Truncate(time.Minute).Format(time.RFC3339), Zone: z.Name, Precision: Minute, Raw: raw}
}

// ago reads "-5m", "-1h30m", "-90s", "-2 min" at the beginning of a line.
func ago(text string) (back time.Duration, rest, raw string, ok bool) {
	s := text
	switch {
	case strings.HasPrefix(s, "-"):
		s = s[1:]
	case strings.HasPrefix(s, "\u2212"):
		s = s[len("\u2212"):]
	default:
		return 0, "", "", false
	}
	for {
		d := digitsAt(s)
		if d == 0 || d > 5 {
			break
		}
		u := spacesAt(s[d:]) + d
		e := u
		for e < len(s) && isLetter(s[e]) {
			e++
		}
		unit := time.Duration(0)
		word := strings.ToLower(s[u:e])
		// "-1h30m" runs together: take one letter when digits follow it.
		switch word {
		case "s", "sec", "secs", "second", "seconds":
			unit = time.Second
		case "m", "min", "mins", "minute", "minutes":
			unit = time.Minute
		case "h", "hr", "hrs", "hour", "hours":
			unit = time.Hour
		case "d", "day", "days":
			unit = 24 * time.Hour
		}
		if unit == 0 {
			break
		}
		back += time.Duration(atoi(s[:d])) * unit
		s = s[e:]
		ok = true
	}
	if !ok {
		return 0, "", "", false
	}
	raw = strings.TrimSpace(text[:len(text)-len(s)])
	return back, trimSeparator(s), raw, true
}
