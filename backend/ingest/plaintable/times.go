package plaintable

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/timeline"
)

// times is what the columns of times of a file have in common.
type times struct {
	targets  []string
	zone     timeline.Zone
	answered bool // about the zone
	order    timeline.SlashOrder
	columns  map[int]*column
}

// column is what one column of times tells when it has been read as a whole.
type column struct {
	day, month bool     // a date that only one order allows was seen
	open       []string // values that have two readings
	zoneless   []string // values without a zone
}

func newTimes(targets []string, o incident.Options) *times {
	t := &times{targets: targets, columns: map[int]*column{}, answered: o.Zone != ""}
	if o.Zone != "-" {
		t.zone, _ = timeline.ParseZone(o.Zone)
	}
	t.order = map[string]timeline.SlashOrder{"day": timeline.DayFirst, "month": timeline.MonthFirst}[o.DayOrder]
	for i, target := range targets {
		if strings.HasPrefix(target, toMoment) || target == toTaken {
			t.columns[i] = &column{}
		}
	}
	return t
}

// numeric is a date of numbers that begins with day or month.
var numeric = regexp.MustCompile(`^(\d{1,2})[-./](\d{1,2})[-./](\d{4}|\d{2})\b`)

// slashed is a value with its date in the one form the reader of times asks about.
func slashed(cell string) string {
	return numeric.ReplaceAllString(strings.TrimSpace(cell), "$1/$2/$3")
}

// mostSamples bounds the values a question shows.
const mostSamples = 3

func (t *times) look(cells []string) {
	for i, c := range t.columns {
		if i >= len(cells) || missing(cells[i]) {
			continue
		}
		cell := slashed(cells[i])
		switch timeline.DecideSlash(cell) {
		case timeline.DayFirst:
			c.day = true
		case timeline.MonthFirst:
			c.month = true
		}
		reading, ok := timeline.Scan(cell, timeline.DayFirst)
		if !ok {
			continue
		}
		if open, _ := timeline.Scan(cell, timeline.SlashUnknown); open.SlashOpen && len(c.open) < mostSamples {
			c.open = append(c.open, cells[i])
		}
		if reading.HasClock && !reading.Zone.Stated() && len(c.zoneless) < mostSamples {
			c.zoneless = append(c.zoneless, cells[i])
		}
	}
}

// orderOf is how a column writes its dates: as it shows itself, else as a person says, else
// as the other columns do.
func (t *times) orderOf(i int) timeline.SlashOrder {
	if o := t.columns[i].order(); o != timeline.SlashUnknown {
		return o
	}
	if t.order != timeline.SlashUnknown {
		return t.order
	}
	day, month := false, false
	for _, c := range t.columns {
		day = day || c.order() == timeline.DayFirst
		month = month || c.order() == timeline.MonthFirst
	}
	switch {
	case day && !month:
		return timeline.DayFirst
	case month && !day:
		return timeline.MonthFirst
	}
	return timeline.SlashUnknown
}

func (c *column) order() timeline.SlashOrder {
	switch {
	case c.day && !c.month:
		return timeline.DayFirst
	case c.month && !c.day:
		return timeline.MonthFirst
	}
	return timeline.SlashUnknown
}

func (t *times) questions(headers []string) []incident.Question {
	var out []incident.Question
	var zoneless, places []string
	for i := range headers {
		c := t.columns[i]
		if c == nil {
			continue
		}
		if len(c.open) > 0 && t.orderOf(i) == timeline.SlashUnknown && len(out) == 0 {
			out = append(out, incident.Question{Key: incident.AskDayOrder, Field: headers[i], Samples: c.open})
		}
		if len(c.zoneless) > 0 {
			zoneless, places = append(zoneless, c.zoneless...), append(places, headers[i])
		}
	}
	if len(zoneless) > 0 && !t.answered {
		out = append(out, incident.Question{Key: incident.AskZone, Field: strings.Join(places, ", "), Samples: zoneless[:min(len(zoneless), mostSamples)]})
	}
	return out
}

// read reads a cell of a column of times; reason is the message key of what is wrong with
// it.
func (t *times) read(i int, cell string) (s timeline.Statement, reason string) {
	reading, ok := timeline.Scan(slashed(cell), t.orderOf(i))
	if !ok || strings.TrimSpace(reading.Rest) != "" {
		return s, incident.BadTime
	}
	s, notes := reading.Resolve(timeline.Context{Zone: t.zone})
	s.Raw = cell
	switch has := func(key string) bool {
		return slices.ContainsFunc(notes, func(n timeline.Note) bool { return n.Key == key })
	}; {
	case has(timeline.KeyLocalTwice):
		return s, incident.Ambiguous
	case has(timeline.KeyLocalNever):
		return s, incident.NoSuchTime
	case s.At == "" || s.Precision == timeline.Unknown || s.At[0] == 'T':
		return s, incident.BadTime
	}
	return s, ""
}

func instant(s timeline.Statement) int64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999", time.DateOnly} {
		if t, err := time.Parse(layout, s.At); err == nil {
			return t.UnixMilli()
		}
	}
	return 0
}
