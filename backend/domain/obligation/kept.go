package obligation

import (
	"encoding/json"
	"slices"
	"unicode/utf8"

	"secondstory/backend/domain/calendar"
)

// keptRunes is how long the text of a kept calendar is at most.
const keptRunes = 200_000

// Kept is a calendar of business days as it was when it was chosen.
type Kept struct {
	ID      string `json:"id"` // of its record
	Version string `json:"version"`
	// Calendar is what it said of its days, without the words of its entries: others may read
	// an assessment than read the calendar. nil where that was too long to be kept.
	Calendar *calendar.Calendar `json:"calendar,omitempty"`
}

// Keep writes a calendar as an assessment keeps it.
func Keep(id string, c calendar.Calendar) (string, error) {
	k := Kept{ID: id, Version: c.Hash(), Calendar: daysOf(c)}
	text, err := json.Marshal(k)
	if err == nil && utf8.RuneCount(text) > keptRunes {
		k.Calendar = nil
		text, err = json.Marshal(k)
	}
	return string(text), err
}

// Said is what a calendar says of its days, whole, as text that DaysSaid reads.
func Said(c calendar.Calendar) (string, error) {
	text, err := json.Marshal(daysOf(c))
	return string(text), err
}

// DaysSaid are the business days of a calendar as Said wrote it; one that has none says why.
func DaysSaid(text string) Business {
	var c calendar.Calendar
	if err := json.Unmarshal([]byte(text), &c); err != nil {
		return Unanswered{err}
	}
	clock, err := c.Clock()
	if err != nil {
		return Unanswered{err}
	}
	return ByClock{clock}
}

// daysOf is a calendar without what decides about no day.
func daysOf(c calendar.Calendar) *calendar.Calendar {
	c.Name, c.Version, c.Periods = "", "", nil
	c.Holidays, c.Exceptions = slices.Clone(c.Holidays), slices.Clone(c.Exceptions)
	for i := range c.Holidays {
		c.Holidays[i].Name = ""
	}
	for i := range c.Exceptions {
		c.Exceptions[i].Name = ""
	}
	return &c
}

// keptIn reads what Keep wrote of a calendar; nil where it is of another one, for somebody may
// have named that by the field alone.
func keptIn(text, id string) *Kept {
	var k Kept
	if text == "" || json.Unmarshal([]byte(text), &k) != nil || k.ID != id {
		return nil
	}
	return &k
}

// Days are the business days of the calendar as it was kept; nil where it was not.
func (k *Kept) Days() Business {
	if k == nil || k.Calendar == nil {
		return nil
	}
	clock, err := k.Calendar.Clock()
	if err != nil {
		return nil
	}
	return ByClock{clock}
}
