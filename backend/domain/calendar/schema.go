package calendar

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Kind of the record.
const Kind = "calendar"

// Names of the collections.
const (
	WeekHours   = "week"
	HolidayList = "holidays"
	Exceptional = "exceptions"
	PeriodList  = "periods"
	AsideList   = "aside" // entries of a file that became nothing yet
)

// Days are the days of the week as a record names them, Monday first.
var Days = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

var picks = []string{string(Earlier), string(Later)}

// Schema describes a calendar, version 1. Times of day are texts (09:00, or 30:00 for six
// in the morning of the day after), so that a person can read and write the file. What
// belongs together, such as the two ends of hours, is merged as one value. The folder is
// called hours because the path of a conflict leaves seven letters for a kind.
var Schema = &record.Schema{
	Kind: Kind, Folder: "hours", Version: 1, RefPrefix: "CAL",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 300},
		{Name: "zone", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
		{Name: "valid_from", Type: record.Date, Policy: record.Group, Group: "valid"},
		{Name: "valid_to", Type: record.Date, Policy: record.Group, Group: "valid"},
		{Name: "note", Type: record.Markdown, Policy: record.Text},
		{Name: "aside_left", Type: record.Number, Policy: record.Scalar}, // put aside and in the file alone
	},
	Collections: []record.Collection{
		{Name: WeekHours, Fields: []record.Field{
			{Name: "day", Type: record.Enum, Policy: record.Group, Group: "hours", Values: Days},
			{Name: "from", Type: record.String, Policy: record.Group, Group: "hours", MaxRunes: 5},
			{Name: "to", Type: record.String, Policy: record.Group, Group: "hours", MaxRunes: 5},
		}},
		{Name: HolidayList, Fields: []record.Field{
			{Name: "on", Type: record.Date, Policy: record.Group, Group: "when"},
			{Name: "yearly", Type: record.Bool, Policy: record.Group, Group: "when"},
			{Name: "until", Type: record.Date, Policy: record.Group, Group: "when"},
			{Name: "name", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
		}},
		{Name: Exceptional, Fields: []record.Field{
			{Name: "on", Type: record.Date, Policy: record.Scalar},
			{Name: "hours", Type: record.Strings, Policy: record.Scalar}, // 09:00-12:00, none: closed
			{Name: "name", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
		}},
		{Name: PeriodList, Fields: []record.Field{
			{Name: "kind", Type: record.Enum, Policy: record.Group, Group: "what", Values: []string{string(Peak), string(Freeze), string(Maintenance)}},
			{Name: "weight", Type: record.Number, Policy: record.Group, Group: "what"},  // percent, of a peak
			{Name: "urgency", Type: record.Number, Policy: record.Group, Group: "what"}, // levels, of a peak
			{Name: "begin", Type: record.String, Policy: record.Group, Group: "when", MaxRunes: 19},
			{Name: "begin_pick", Type: record.Enum, Policy: record.Group, Group: "when", Values: picks},
			{Name: "end", Type: record.String, Policy: record.Group, Group: "when", MaxRunes: 19},
			{Name: "end_pick", Type: record.Enum, Policy: record.Group, Group: "when", Values: picks},
			{Name: "first_day", Type: record.Date, Policy: record.Group, Group: "when"},
			{Name: "last_day", Type: record.Date, Policy: record.Group, Group: "when"},
			{Name: "hours", Type: record.Strings, Policy: record.Group, Group: "when"}, // monday 09:00-17:00
			{Name: "name", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
		}},
		{Name: AsideList, Fields: []record.Field{
			{Name: "line", Type: record.Number, Policy: record.Either, Machine: true},
			{Name: "title", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
			{Name: "reason", Type: record.String, Policy: record.Scalar, MaxRunes: 100}, // key of the sentence
			{Name: "params", Type: record.Params, Policy: record.Scalar},
			{Name: "text", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 20_000}, // as it stood in the file
		}},
		merge.Collection,
	},
}
