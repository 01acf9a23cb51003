package workspace

import (
	"context"
	"os"
	"strings"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/ingest/ical"
	"secondstory/backend/service/scheduling"
)

// icalendar fits the reader and writer of files to what calendars ask for.
type icalendar struct{}

func (icalendar) Read(data []byte, as calendar.ReadAs) (calendar.Reading, error) {
	return ical.Read(data, as)
}

func (icalendar) Write(c calendar.Calendar, at time.Time) ([]byte, error) { return ical.Write(c, at) }

func newScheduling(w *Workspace, zone func() *time.Location) *scheduling.Service {
	return &scheduling.Service{Keep: w.Keeping, Format: icalendar{}, Now: w.now, Zone: zone,
		IDs: func(ctx context.Context) ([]string, error) { return ofKind{w}.OfKind(ctx, calendar.Kind) }}
}

// ReadCalendarFile reads the bytes of a file that a person named. Faults file.* and
// calendar.ics_too_large.
func ReadCalendarFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, fileFault(err, path)
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.Invalid, "file.not_regular", "name", path)
	case info.Size() > ical.MaxBytes:
		return nil, fault.New(fault.Invalid, "calendar.ics_too_large", "most", "10")
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fileFault(err, path)
	}
	return data, nil
}

// CalendarWords is a sentence about a calendar in the words of the catalogue: a day of the
// week and a kind of period have names, and are numbers and keys in its gaps.
func CalendarWords(m calendar.Message, text review.Text) string {
	if m.Key == "" {
		return ""
	}
	key := m.Key
	if one, ok := oneDay[key]; ok && m.Params["days"] == "1" {
		key = one
	}
	pairs := make([]string, 0, 2*len(m.Params))
	for name, value := range m.Params {
		switch {
		case name == "day" && m.Key == calendar.LintHours:
			value = text("calendar.weekday." + value)
		case name == "kind" && m.Key == calendar.LintPeriods:
			value = text("calendar.period." + value)
		}
		pairs = append(pairs, name, value)
	}
	return text(key, pairs...)
}

// CalendarLies says in which periods a time lies, how much more urgent things are then, and
// which holidays nobody has written down for these years; "" for none.
func CalendarLies(a scheduling.Answer, text *assets.Catalogue) string {
	var said []string
	for _, p := range a.Periods {
		said = append(said, text.Text("calendar.lies_in", "name", p.Name, "kind", text.Text("calendar.period."+string(p.Kind))))
	}
	switch {
	case a.Urgency > 0:
		said = append(said, text.Count("calendar.more_urgent", a.Urgency))
	case a.Urgency < 0:
		said = append(said, text.Count("calendar.less_urgent", -a.Urgency))
	}
	if a.Unknown.Key != "" {
		said = append(said, CalendarWords(a.Unknown, text.Text))
	}
	return strings.Join(said, " ")
}

// oneDay are the sentences about a single working day.
var oneDay = map[string]string{calendar.KeyWholeDays: "calendar.explain_day", calendar.KeyDaysAndMore: "calendar.explain_day_more"}
