package reviewing_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// BenchmarkOpenALongReview reads a review the way a screen does when it opens,
// when nothing has changed since, and after a save of one entry.
func BenchmarkOpenALongReview(tb *testing.B) {
	for _, n := range []int{1_000, 10_000, 20_000} {
		b := open(tb)
		id, entries := b.Night(n)
		p := record.Path{Collection: "timeline", Part: entries[n/2], Field: "role"}
		tb.Run(fmt.Sprintf("first/n=%d", n), func(tb *testing.B) {
			for range tb.N {
				snap, err := b.Rec.Get(ctx, id)
				if r := review.FromSnapshot(snap); err != nil || len(r.Timeline) != n {
					tb.Fatal(len(r.Timeline), err)
				}
			}
		})
		tb.Run(fmt.Sprintf("again/n=%d", n), func(tb *testing.B) {
			for range tb.N {
				if r := b.get(id); len(r.Timeline) != n {
					tb.Fatal(len(r.Timeline))
				}
			}
		})
		tb.Run(fmt.Sprintf("after a save/n=%d", n), func(tb *testing.B) {
			for i := range tb.N {
				tb.StopTimer()
				b.Clock = b.Clock.Add(time.Minute)
				_, err := b.SetValue(ctx, id, p, fmt.Sprint("role ", i), "")
				b.Must(err)
				tb.StartTimer()
				if r := b.get(id); len(r.Timeline) != n {
					tb.Fatal(len(r.Timeline))
				}
			}
		})
		tb.Run(fmt.Sprintf("as JSON/n=%d", n), func(tb *testing.B) {
			r := b.get(id)
			tb.ResetTimer()
			for range tb.N {
				raw, err := json.Marshal(r)
				b.Must(err)
				tb.SetBytes(int64(len(raw)))
			}
		})
		tb.Run(fmt.Sprintf("times/n=%d", n), func(tb *testing.B) {
			r := b.get(id)
			tb.ResetTimer()
			for range tb.N {
				review.ShownIn(r, time.UTC)
			}
		})
	}
}
