package obligation_test

import (
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/obligation"
)

// BenchmarkObligationClocks counts the clocks of a register: so many assessments, each under
// the next of the shipped packs.
func BenchmarkObligationClocks(b *testing.B) {
	packs, err := shipped()
	if err != nil {
		b.Fatal(err)
	}
	zone, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		b.Fatal(err)
	}
	start := time.Date(2026, 1, 5, 9, 0, 0, 0, zone)
	for _, n := range []int{100, 1_000, 10_000} {
		cases := make([]obligation.Case, n)
		for i := range cases {
			p := &packs[i%len(packs)]
			c := obligation.Case{Zone: zone, Days: obligation.Weekdays{}, Now: start.AddDate(0, 2, 0), Facts: obligation.Facts{}, Events: map[string]time.Time{}}
			for _, e := range p.Events {
				c.Events[e.ID] = start.Add(time.Duration(i) * time.Minute)
			}
			cases[i] = c
		}
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			for b.Loop() {
				for i, c := range cases {
					if len(packs[i%len(packs)].Clocks(c)) == 0 {
						b.Fatal("a pack without clocks")
					}
				}
			}
		})
	}
}
