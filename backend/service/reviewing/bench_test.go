package reviewing_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/sqlite"
)

var ctx = context.Background()

// bench is the service on a real database with a clock and ids of the test's own.
type bench struct {
	*reviewing.Service
	t     testing.TB
	local *sqlite.Local
	reg   *record.Registry
	clock time.Time
	n     int
	// loads lists what each edit read of its record.
	loads []load
}

type load struct{ entities, collections []string }

type store struct{ b *bench }

func (s store) View(ctx context.Context, f func(recording.Reader) error) error {
	return s.b.local.View(ctx, s.b.reg, func(tx *sqlite.Tx) error { return f(tx) })
}

func (s store) Update(ctx context.Context, f func(recording.Writer) error) error {
	return s.b.local.Update(ctx, s.b.reg, func(tx *sqlite.Tx) error { return f(watched{tx, s.b}) })
}

// watched notes what is read of a record before it is changed.
type watched struct {
	*sqlite.Tx
	b *bench
}

func (w watched) Record(id string) (record.Snapshot, error) {
	w.b.loads = append(w.b.loads, load{nil, []string{"everything"}})
	return w.Tx.Record(id)
}

func (w watched) RecordPart(id string, entities, collections []string) (record.Snapshot, error) {
	w.b.loads = append(w.b.loads, load{entities, collections})
	return w.Tx.RecordPart(id, entities, collections)
}

func open(t testing.TB) *bench {
	t.Helper()
	b := &bench{t: t, reg: record.NewRegistry(review.Schema), clock: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	var err error
	if b.local, err = sqlite.OpenLocal(filepath.Join(t.TempDir(), "local.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.local.Close() })
	if err := b.local.Migrate(ctx, ""); err != nil {
		t.Fatal(err)
	}
	err = b.local.Update(ctx, b.reg, func(tx *sqlite.Tx) error {
		for _, err := range []error{
			tx.AddSpace("s", "personal", "personal", b.clock), tx.AddChain("d/s", "d", "s", b.clock), tx.AddChain("d/local", "d", "", b.clock),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return b.clock }
	id := func() string {
		b.n++
		return record.ULIDPrefix(b.clock) + fmt.Sprintf("%016d", b.n)
	}
	rec := &recording.Service{Store: store{b}, Registry: b.reg, Origin: "window", Now: now, NewID: id,
		Who: recording.Identity{Device: "d", Actor: "a", Space: "s", SpaceChain: "d/s", LocalChain: "d/local"}}
	b.Service = &reviewing.Service{Rec: rec, Now: now, NewID: id}
	return b
}

func (b *bench) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) create(title string) string {
	b.t.Helper()
	id, _, err := b.Create(ctx, title, "")
	b.must(err)
	return id
}

func (b *bench) get(id string) review.Review {
	b.t.Helper()
	r, err := b.Get(ctx, id)
	b.must(err)
	return r
}

func (b *bench) undo(id string) {
	b.t.Helper()
	u, err := b.Rec.Undo(ctx, id, "")
	b.must(err)
	if !u.Done {
		b.t.Fatal("nothing to undo")
	}
}

func (b *bench) redo(id string) {
	b.t.Helper()
	u, err := b.Rec.Redo(ctx, id, "")
	b.must(err)
	if !u.Done {
		b.t.Fatal("nothing to redo")
	}
}

// add hangs a cause below another and gives its id.
func (b *bench) add(id, parent, text string) string {
	b.t.Helper()
	saved, err := b.AddCause(ctx, id, parent, "child", text, "")
	b.must(err)
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

func (b *bench) verifyChains() {
	b.t.Helper()
	b.must(b.local.View(ctx, b.reg, func(tx *sqlite.Tx) error {
		chains, err := tx.Chains()
		if err != nil {
			return err
		}
		for _, c := range chains {
			v := journal.NewVerifier(c, nil)
			if err := tx.ChainEntries(c, v.Add); err != nil {
				return err
			}
			if got := v.Verdict(); got.FirstBad != 0 {
				b.t.Errorf("chain %s breaks at %d", c, got.FirstBad)
			}
		}
		return nil
	}))
}

// night makes a review with n timeline entries and gives one of them.
func (b *bench) night(n int) (id, entry string) {
	b.t.Helper()
	st := record.NewState(review.Kind, b.NewID())
	st.Head["title"] = "a long night"
	st.Parts["timeline"] = map[string]record.Part{}
	for i := range n {
		pid := b.NewID()
		if i == n/2 {
			entry = pid
		}
		st.Parts["timeline"][pid] = record.Part{Doc: record.Doc{"text": fmt.Sprintf("event %d of the night", i), "rank": fmt.Sprintf("V%06d", i),
			"times": []any{record.Doc{"at": "2026-01-01T10:00:00Z", "zone": "UTC", "precision": "minute"}}}}
	}
	_, err := b.Rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.must(err)
	return st.ID, entry
}

// BenchmarkWorkInALongTimeline does what a scribe does, in timelines of growing
// length.
func BenchmarkWorkInALongTimeline(tb *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b := open(tb)
		id, entry := b.night(n)
		for _, work := range []struct {
			name string
			do   func(i int) error
		}{
			{"set the role", func(i int) error {
				_, err := b.SetValue(ctx, id, record.Path{Collection: "timeline", Part: entry, Field: "role"}, fmt.Sprint("role ", i), "")
				return err
			}},
			{"correct the time", func(i int) error {
				_, err := b.SetValue(ctx, id, record.Path{Collection: "timeline", Part: entry, Field: "times"}, fmt.Sprintf("%02d:%02d", i/60%24, i%60), "")
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
					b.clock = b.clock.Add(time.Minute)
					if err := work.do(i); err != nil {
						tb.Fatal(err)
					}
				}
			})
		}
	}
}
