package workspace_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
	"secondstory/samples/generate"
)

// timed is a store that notes how long each write holds the lock: from the begin
// of its transaction until it is durable.
type timed struct {
	recording.Store
	mu    sync.Mutex
	locks []time.Duration
}

func (t *timed) Update(ctx context.Context, f func(recording.Writer) error) error {
	var began time.Time
	err := t.Store.Update(ctx, func(w recording.Writer) error {
		began = time.Now()
		return f(w)
	})
	t.mu.Lock()
	defer t.mu.Unlock()
	t.locks = append(t.locks, time.Since(began))
	return err
}

// BenchmarkImportMarkdown reads folders of generated reviews as Markdown and
// stores them, one transaction for each file, as the window does. One in a hundred
// is longer than people write, one holds nothing that would be a review.
func BenchmarkImportMarkdown(b *testing.B) {
	text := assets.English()
	for _, n := range []int{10, 100, 1_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			folder := b.TempDir()
			size, i := 0, 0
			for r := range generate.Reviews(1, n) {
				i++
				body := []byte(review.Markdown(r, text.Text))
				size += len(body)
				if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%06d.md", i)), body, 0o600); err != nil {
					b.Fatal(err)
				}
			}
			var locks []time.Duration
			for b.Loop() {
				b.StopTimer()
				w, err := workspace.Open(ctx, filepath.Join(b.TempDir(), "home"), workspace.Options{Origin: "window"})
				if err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
				store := &timed{Store: w.Records.Store}
				w.Records.Store = store
				p, err := w.Imports.Preview(ctx, []string{folder}, importing.Options{}, nil)
				if err != nil {
					b.Fatal(err)
				}
				applied, err := w.Imports.Apply(ctx, p, importing.Options{}, nil)
				if err != nil || applied.Read != n {
					b.Fatalf("%d of %d read: %v", applied.Read, n, err)
				}
				locks = append(locks, store.locks...)
				b.StopTimer()
				w.Close()
				b.StartTimer()
			}
			slices.Sort(locks)
			perSecond := float64(n) * float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(perSecond, "documents/s")
			b.ReportMetric(perSecond*float64(size)/float64(n)/(1<<20), "MB/s")
			b.ReportMetric(milliseconds(locks[len(locks)/2]), "lock-p50-ms")
			b.ReportMetric(milliseconds(locks[len(locks)*99/100]), "lock-p99-ms")
			b.ReportMetric(milliseconds(locks[len(locks)-1]), "lock-max-ms")
		})
	}
}

// BenchmarkUseWhileRebuilding types and opens reviews in a workspace of 2,000
// reviews, first at rest, then while its index is built anew.
func BenchmarkUseWhileRebuilding(b *testing.B) {
	w, err := workspace.Open(ctx, filepath.Join(b.TempDir(), "home"), workspace.Options{Origin: "window"})
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	if _, err := w.AddReviews(ctx, generate.Reviews(1, 2_000)); err != nil {
		b.Fatal(err)
	}
	rows, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind, Limit: 200})
	if err != nil {
		b.Fatal(err)
	}
	work := map[string]func(i int) error{
		"edit": func(i int) error {
			_, err := w.Reviews.SetValue(ctx, rows[i%len(rows)].ID, record.Path{Field: "title"}, fmt.Sprint("Told once more ", i), "")
			return err
		},
		"open": func(i int) error {
			_, err := w.Reviews.Get(ctx, rows[i%len(rows)].ID)
			return err
		},
	}
	for _, name := range []string{"edit", "open"} {
		b.Run(name+"/idle", func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop() || i < 300; i++ {
				took = turn(b, took, i, work[name])
			}
			percentiles(b, took)
		})
		b.Run(name+"/rebuilding", func(b *testing.B) {
			var took []time.Duration
			for i := 0; b.Loop() || i < 300; {
				done := make(chan error, 1)
				go func() { done <- w.RebuildIndex(ctx, nil) }()
				for busy := true; busy; {
					select {
					case err := <-done:
						if err != nil {
							b.Fatal(err)
						}
						busy = false
					default:
						took = turn(b, took, i, work[name])
						i++
					}
				}
			}
			percentiles(b, took)
		})
	}
}

func turn(b *testing.B, took []time.Duration, i int, do func(int) error) []time.Duration {
	began := time.Now()
	if err := do(i); err != nil {
		b.Fatal(err)
	}
	return append(took, time.Since(began))
}

func percentiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(0, "ns/op") // one turn of the loop is no work of one kind
	b.ReportMetric(milliseconds(took[len(took)/2]), "p50-ms")
	b.ReportMetric(milliseconds(took[len(took)*95/100]), "p95-ms")
	b.ReportMetric(milliseconds(took[len(took)-1]), "max-ms")
	b.ReportMetric(float64(len(took)), "turns")
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
