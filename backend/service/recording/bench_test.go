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

// leastTurns is how often the percentiles of a benchmark are told from at least.
const leastTurns = 300

// BenchmarkKeystroke types into one entry of reviews of growing size: the time of
// a save must not grow with the number of entries. Turn by turn with each save
// 4 KB are written to a file beside the database and synced, so that both meet
// the same disk at the same moment.
func BenchmarkKeystroke(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		tb.Run(fmt.Sprintf("n=%d", n), func(tb *testing.B) {
			b := open(tb)
			id, entries := b.Night(n)
			peer, err := os.Create(filepath.Join(filepath.Dir(b.Path), "peer"))
			b.Must(err)
			defer peer.Close()
			p := record.Path{Collection: "timeline", Part: entries[n/2], Field: "text"}
			base := fmt.Sprintf("event %d of the night", n/2)
			page := make([]byte, 4096)
			var saves, syncs []time.Duration
			turn := func() {
				i := len(saves)
				began := time.Now()
				_, err := peer.WriteAt(page, int64(i)*int64(len(page)))
				b.Must(err)
				b.Must(peer.Sync())
				syncs = append(syncs, time.Since(began))

				b.Clock = b.Clock.Add(400 * time.Millisecond)
				text := fmt.Sprintf("event of the night, as told %d times", i)
				began = time.Now()
				_, err = b.SaveText(context.Background(), id, p, base, text, "timeline.text", "")
				saves = append(saves, time.Since(began))
				b.Must(err)
				base = text
			}
			for tb.Loop() {
				turn()
			}
			for len(saves) < leastTurns {
				turn()
			}
			report(tb, saves, "")
			report(tb, syncs, "sync-")
			var sum time.Duration
			for _, each := range saves {
				sum += each
			}
			tb.ReportMetric(float64(sum.Nanoseconds())/float64(len(saves)), "ns/op")
			tb.ReportMetric(float64(len(saves)), "turns")
		})
	}
}

// report adds the middle and the time that one turn in twenty takes longer than.
func report(tb *testing.B, took []time.Duration, of string) {
	slices.Sort(took)
	milliseconds := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	tb.ReportMetric(milliseconds(took[len(took)/2]), of+"p50-ms")
	tb.ReportMetric(milliseconds(took[len(took)*95/100]), of+"p95-ms")
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
