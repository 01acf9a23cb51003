package recording_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/record"
)

// BenchmarkEditOneOfTenThousand types into one entry of reviews of growing size:
// the time per edit must not grow with the number of entries. Beside it stands a
// plain write of 4 KB with fsync in the same run.
func BenchmarkEditOneOfTenThousand(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		tb.Run(fmt.Sprintf("n=%d", n), func(tb *testing.B) {
			b := open(tb)
			id, entries := b.Night(n)
			p := record.Path{Collection: "timeline", Part: entries[n/2], Field: "text"}
			base := fmt.Sprintf("event %d of the night", n/2)
			tb.ResetTimer()
			took := make([]time.Duration, 0, tb.N)
			for i := range tb.N {
				b.Clock = b.Clock.Add(400 * time.Millisecond)
				text := fmt.Sprintf("event of the night, as told %d times", i)
				began := time.Now()
				_, err := b.SaveText(context.Background(), id, p, base, text, "timeline.text", "")
				took = append(took, time.Since(began))
				b.Must(err)
				base = text
			}
			reportP95(tb, took)
		})
	}
	tb.Run("peer=4 KB write and fsync", writeAndSync)
}

func writeAndSync(tb *testing.B) {
	f, err := os.Create(filepath.Join(tb.TempDir(), "peer"))
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	page := make([]byte, 4096)
	took := make([]time.Duration, 0, tb.N)
	for i := 0; i < tb.N; i++ {
		page[0] = byte(i)
		began := time.Now()
		if _, err := f.WriteAt(page, int64(i)*4096); err != nil {
			tb.Fatal(err)
		}
		if err := f.Sync(); err != nil {
			tb.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	reportP95(tb, took)
}

// reportP95 adds the time that one save in twenty takes longer than.
func reportP95(tb *testing.B, took []time.Duration) {
	slices.Sort(took)
	tb.ReportMetric(float64(took[len(took)*95/100])/float64(time.Millisecond), "p95-ms")
}

// BenchmarkResolveAmongTenThousand finds a record by its short reference, which
// every call of the window does.
func BenchmarkResolveAmongTenThousand(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		tb.Run(fmt.Sprintf("n=%d", n), func(tb *testing.B) {
			b := open(tb)
			ref := record.Ref("REV", b.Fill(1, n)[n/2])
			for tb.Loop() { // fills once, however often it measures
				_, err := b.Resolve(context.Background(), ref)
				b.Must(err)
			}
		})
	}
}
