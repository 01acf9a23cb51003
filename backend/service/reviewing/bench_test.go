package reviewing_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace/dbtest"
)

var ctx = context.Background()

// bench is the service on a real database with a clock and ids of the test's own.
type bench struct {
	*reviewing.Service
	*dbtest.Bench
}

func open(t testing.TB) *bench {
	t.Helper()
	b := dbtest.Open(t)
	s := &reviewing.Service{Rec: b.Recorder(b), Now: b.Tell, NewID: b.ID}
	s.Rec.May = s.MayReach
	return &bench{s, b}
}

func (b *bench) create(title string) string {
	b.T.Helper()
	id, _, err := b.Create(ctx, title, "")
	b.Must(err)
	return id
}

func (b *bench) get(id string) review.Review {
	b.T.Helper()
	r, err := b.Get(ctx, id)
	b.Must(err)
	return r
}

func (b *bench) undo(id string) {
	b.T.Helper()
	u, err := b.Rec.Undo(ctx, id, "")
	b.Must(err)
	if !u.Done {
		b.T.Fatal("nothing to undo")
	}
}

func (b *bench) redo(id string) {
	b.T.Helper()
	u, err := b.Rec.Redo(ctx, id, "")
	b.Must(err)
	if !u.Done {
		b.T.Fatal("nothing to redo")
	}
}

// add hangs a cause below another and gives its id.
func (b *bench) add(id, parent, text string) string {
	b.T.Helper()
	saved, err := b.AddCause(ctx, id, parent, "child", text, "")
	b.Must(err)
	return saved.ID
}

// outline is the tree as indented text with the evidence for each cause.
func (b *bench) outline(id string) string {
	out := ""
	depth := map[string]int{"": -1}
	for _, n := range b.get(id).Causes {
		depth[n.ID] = depth[n.Parent] + 1
		out += fmt.Sprintf("%*s%s", depth[n.ID], "", n.Text)
		if n.For > 0 {
			out += fmt.Sprintf("+%d", n.For)
		}
		out += "\n"
	}
	return out
}

// BenchmarkWorkInALongTimeline does what a scribe does, in timelines of growing
// length.
func BenchmarkWorkInALongTimeline(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b := open(tb)
		id, entries := b.Night(n)
		entry := entries[n/2]
		corrected := 0
		for _, work := range []struct {
			name string
			do   func(i int) error
		}{
			{"set the role", func(i int) error {
				_, err := b.SetValue(ctx, id, record.Path{Collection: "timeline", Part: entry, Field: "role"}, fmt.Sprint("role ", i), "")
				return err
			}},
			{"correct the time", func(i int) error {
				// From entry to entry: each keeps the times it was corrected from, up to a limit.
				at := entries[corrected%n]
				corrected++
				_, err := b.SetValue(ctx, id, record.Path{Collection: "timeline", Part: at, Field: "times"}, fmt.Sprintf("%02d:%02d", i/60%24, i%60), "")
				return err
			}},
			{"remove and restore", func(int) error {
				if _, err := b.RemovePart(ctx, id, "timeline/"+entry, ""); err != nil {
					return err
				}
				_, err := b.RestorePart(ctx, id, "timeline/"+entry, "")
				return err
			}},
			{"add at the end", func(i int) error {
				_, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": fmt.Sprintf("2026-01-01 11:00 UTC line %d", i)}, "", "")
				return err
			}},
			{"undo and redo", func(int) error {
				if _, err := b.Rec.Undo(ctx, id, ""); err != nil {
					return err
				}
				_, err := b.Rec.Redo(ctx, id, "")
				return err
			}},
		} {
			tb.Run(fmt.Sprintf("%s/n=%d", work.name, n), func(tb *testing.B) {
				for i := range tb.N {
					b.Clock = b.Clock.Add(time.Minute)
					if err := work.do(i); err != nil {
						tb.Fatalf("turn %d: %v", i, err)
					}
				}
			})
		}
	}
}
