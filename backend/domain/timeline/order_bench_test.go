package timeline_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/timeline"
)

// days are so many statements of one zone, every other one a date only.
func days(n int) []timeline.Statement {
	all := make([]timeline.Statement, n)
	day := time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC)
	for i := range all {
		at := day.Add(time.Duration(i*7919%n) * time.Minute)
		all[i] = timeline.Statement{At: at.Format(time.DateOnly), Zone: "Europe/Berlin", Precision: timeline.Day}
		if i%2 == 0 {
			all[i].At, all[i].Precision = at.Format("2006-01-02T15:04:05")+"+01:00", timeline.Minute
		}
	}
	return all
}

// The database of zones is read once and not for each entry: reading a zone takes
// some twenty allocations and a file.
func TestAZoneIsNotReadAgainForEachEntry(t *testing.T) {
	all := days(1_000)
	if n := testing.AllocsPerRun(3, func() { timeline.Order(all) }); n > 1_500 {
		t.Errorf("%.0f allocations to order 1000 entries", n)
	}
	if n := testing.AllocsPerRun(3, func() {
		for _, s := range all {
			timeline.Twice(s)
		}
	}); n > 5_000 {
		t.Errorf("%.0f allocations to look at 1000 entries", n)
	}
}

func BenchmarkOrder(b *testing.B) {
	for _, n := range []int{200, 2_000, 20_000} {
		all := days(n)
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				timeline.Order(all)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/entry")
		})
	}
}
