package sqlite_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// BenchmarkFollowOneEdit brings the index up to date after one edit in a review
// of growing length.
func BenchmarkFollowOneEdit(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 20_000} {
		tb.Run(fmt.Sprintf("n=%d", n), func(tb *testing.B) {
			b := dbtest.Open(tb)
			id, entries := b.Night(n)
			s := &reviewing.Service{Rec: b.Recorder(b), Now: b.Tell, NewID: b.ID}
			x, err := sqlite.OpenIndex(filepath.Join(tb.TempDir(), "index.db"), "W", review.IndexRow)
			b.Must(err)
			defer x.Close()
			b.Must(x.Follow(ctx, b.Local, b.Reg, nil))
			p := record.Path{Collection: "timeline", Part: entries[n/2], Field: "text"}
			tb.ResetTimer()
			for i := range tb.N {
				tb.StopTimer()
				b.Clock = b.Clock.Add(time.Minute)
				_, err := s.SetValue(ctx, id, p, fmt.Sprint("told ", i), "")
				b.Must(err)
				tb.StartTimer()
				b.Must(x.Follow(ctx, b.Local, b.Reg, nil))
			}
		})
	}
}
