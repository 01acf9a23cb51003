package calendar

import (
	"fmt"
	"time"

	"secondstory/backend/domain/fault"
)

// Date is a day of the civil calendar without a zone. The zero value is none.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

const secondsOfDay = 24 * 60 * 60

// On is the date of a year, a month and a day, which must exist.
func On(year int, month time.Month, day int) Date { return Date{year, month, day} }

// DateOf is the date the clocks of a zone show at an instant.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(zone).Date()
	return Date{y, m, d}
}

// ParseDate reads YYYY-MM-DD. Fault invalid for anything else.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fault.New(fault.Invalid, "calendar.date", "raw", text)
	}
	return DateOf(t, time.UTC), nil
}

// IsZero says that there is no date.
func (d Date) IsZero() bool { return d == Date{} }

// Valid says that the date exists and has a year of four digits.
func (d Date) Valid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= DaysIn(d.Year, d.Month)
}

// String is YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day) }

// MarshalText is String, and nothing for no date.
func (d Date) MarshalText() ([]byte, error) {
	if d.IsZero() {
		return nil, nil
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d = Date{}
	if len(text) > 0 {
		*d, err = ParseDate(string(text))
	}
	return err
}

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return weekdayOf(d.number()) }

// Before says that d lies before e.
func (d Date) Before(e Date) bool { return d.number() < e.number() }

// AddDays moves by whole days.
func (d Date) AddDays(n int) Date { return dateOf(d.number() + n) }

// AddMonths moves by whole months to the same day, or to the last day of a month that
// is too short: one month after 31 January is 28 or 29 February.
func (d Date) AddMonths(n int) Date {
	months := d.Year*12 + int(d.Month) - 1 + n
	year, month := floorDiv(months, 12), time.Month(months-floorDiv(months, 12)*12+1)
	return Date{year, month, min(d.Day, DaysIn(year, month))}
}

// DaysIn is the number of days of a month.
func DaysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// number counts days since 1 January 1970.
func (d Date) number() int {
	return int(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / secondsOfDay)
}

func dateOf(number int) Date {
	return DateOf(time.Unix(int64(number)*secondsOfDay, 0), time.UTC)
}

// weekdayOf is the day of the week of a numbered day; day 0 was a Thursday.
func weekdayOf(number int) time.Weekday {
	return time.Weekday(((number+int(time.Thursday))%7 + 7) % 7)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// YearDay is the place of a date in its year, from 1.
func (d Date) YearDay() int { return d.number() - On(d.Year, time.January, 1).number() + 1 }
