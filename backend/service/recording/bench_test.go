package recording_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
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
			ref := b.many(n)
			tb.ResetTimer()
			for range tb.N {
				_, err := b.Resolve(context.Background(), ref)
				b.Must(err)
			}
		})
	}
}

// many makes n reviews of some 8 KB each and gives the reference of one.
func (b *bench) many(n int) string {
	b.T.Helper()
	var list []recording.New
	for i := range n {
		b.Clock = b.Clock.Add(time.Second)
		st := record.NewState(review.Kind, record.ULIDPrefix(b.Clock)+fmt.Sprintf("%06d", (i*7919+1)%1_000_000)+"0000000000")
		st.Head["title"] = fmt.Sprintf("Outage %d", i)
		st.Parts["sections"] = map[string]record.Part{"summary": {Doc: record.Doc{"text": strings.Repeat("The queue stopped. ", 400)}}}
		list = append(list, recording.New{State: st, Action: "review.create"})
	}
	_, err := b.Create(context.Background(), list...)
	b.Must(err)
	return record.Ref("REV", list[n/2].State.ID)
}
