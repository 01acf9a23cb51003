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
}

// ParseEntryLine reads the line a scribe types: "22:14 Bank called", "~22:10
// text", "2026-11-16 22:14 CET text", "-5m restarted", or a text alone, which
// happened now, unless the incident is past: then nobody said when. zone is the zone of the incident ("" = that of now); date is
// the date for a time without one. Without a date the day of now counts, or the
// day before when the time would lie more than twelve hours ahead.
func ParseEntryLine(text string, now time.Time, zone, date string) EntryLine {
	z, ok := ParseZone(zone)
	if !ok || !z.Known() {
		name, offset := now.Zone()
		z = Zone{Name: formatOffset(offset), Fixed: true, Offset: offset}
		if name == "UTC" {
			z.Name = "UTC"
		}
	}
	local := now.In(z.Location())
	text = strings.TrimSpace(text)
	if back, rest, raw, ok := ago(text); ok {
		return EntryLine{Time: momentOf(local.Add(-back), z, raw), Text: rest, Stated: true}
	}
	r, ok := Scan(text, SlashUnknown)
	if !ok || !r.HasClock && !r.HasDate && !r.WrongClock && !r.WrongDate && !r.SlashOpen {
		return EntryLine{Time: momentOf(local, z, ""), Text: text}
	}
	ctx := Context{Date: date, Zone: z}
	if date == "" {
		ctx.Date = local.Format(time.DateOnly)
	}
	s, notes := r.Resolve(ctx)
	if date == "" && !r.HasDate && r.HasClock {
		if t, ok := instant(s.At, z.Offset); ok && t.Sub(now) > 12*time.Hour {
			ctx.Date = AddDays(ctx.Date, -1)
			s, notes = r.Resolve(ctx)
		}
	}
	return EntryLine{Time: s, Text: r.Rest, Notes: notes, Stated: true}
}

// Location is the zone as the standard library knows it.
func (z Zone) Location() *time.Location {
	if z.Loc != nil {
		return z.Loc
	}
	return time.FixedZone(z.Name, z.Offset)
}

// momentOf states an instant to the minute.
func momentOf(t time.Time, z Zone, raw string) Statement {
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
