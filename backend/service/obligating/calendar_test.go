package obligating_test

import (
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
)

// newCalendar is an office that is closed on one Friday.
func newCalendar(week []record.Doc) keeping.New {
	n := keeping.New{Kind: calendar.Kind, Fields: record.Doc{"title": "Office", "zone": "America/New_York"},
		Parts: []keeping.Part{{Collection: calendar.HolidayList, Fields: record.Doc{"on": "2026-07-03", "name": "Holiday"}}}}
	for _, doc := range week {
		n.Parts = append(n.Parts, keeping.Part{Collection: calendar.WeekHours, Fields: doc})
	}
	return n
}
