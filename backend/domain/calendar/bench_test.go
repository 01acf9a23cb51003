package calendar_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
)

// BenchmarkClock answers what a deadline asks of a calendar: what is due after a week of
// business time, and how much of it lies between two instants, by entries of the calendar.
func BenchmarkClock(b *testing.B) {
	for _, n := range []int{20, 200, 2_000} {
		c := calendar.Calendar{Name: "Plant", Zone: "Europe/Madrid"}
		for day := time.Monday; day <= time.Friday; day++ {
			c.Week = append(c.Week, calendar.Hours{Day: day, From: 9 * 60, To: 17 * 60})
		}
		for i := range n / 2 {
			// Every fifth day from 2020 on is closed, the days between are told to be a peak.
			on := calendar.On(2020, 1, 1).AddDays(5 * i)
			c.Holidays = append(c.Holidays, calendar.Holiday{On: on, Name: "Closed"})
			c.Periods = append(c.Periods, calendar.Period{Kind: calendar.Peak, Name: "Peak", FirstDay: on.AddDays(1), LastDay: on.AddDays(2), WeightPercent: 200})
		}
		clock, err := c.Clock()
		if err != nil {
			b.Fatal(err)
		}
		from := time.Date(2021, 3, 22, 8, 0, 0, 0, time.UTC)
		b.Run(fmt.Sprintf("due/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := clock.Add(from, 40*time.Hour); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("between/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := clock.Between(from, from.AddDate(0, 3, 0)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
