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

// office is open on weekdays.
func office() (week []record.Doc) {
	for _, day := range calendar.Days[:5] {
		week = append(week, record.Doc{"day": day, "from": "09:00", "to": "17:00"})
	}
	return week
}
