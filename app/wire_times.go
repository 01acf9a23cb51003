package app

import (
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// TimeCheck says how a typed time is read.
type TimeCheck struct {
	OK        bool               `json:"ok"`
	Statement timeline.Statement `json:"statement"`
	Key       string             `json:"key"`
	Params    map[string]string  `json:"params"`
}

// ShownTimes are the times of a review in one zone, by entry id or anchor name,
// earlier statements of an entry as "id/index".
type ShownTimes struct {
	Zone  string                      `json:"zone"`
	Times map[string]review.ShownTime `json:"times"`
	// Phases are the steps between the known moments, with the entry each begins at.
	Phases []review.Phase `json:"phases"`
	// After is the first entry later than the resolution, "" when there is none.
	After string `json:"after"`
	// Silences are the stretches of which no entry tells.
	Silences []review.Silence `json:"silences"`
	// Handling are sentences about how it was led, computed from the entries.
	Handling []review.HandlingLine `json:"handling"`
}

// LineCheck says how a line of the scribe would be read.
type LineCheck struct {
	OK        bool               `json:"ok"`
	Stated    bool               `json:"stated"` // the line begins with a time; else it happened now, or nobody knows when
	Statement timeline.Statement `json:"statement"`
	Text      string             `json:"text"`
	Key       string             `json:"key"`
	Params    map[string]string  `json:"params"`
	// DayFrom and ZoneFrom say who stated the day and the zone: "line", "review",
	// the field of a key time, "above", "clock" or "" for nobody. DayShift is how
	// many days lie between the day named there and that of the statement.
	DayFrom  string `json:"day_from"`
	DayShift int    `json:"day_shift"`
	ZoneFrom string `json:"zone_from"`
}
