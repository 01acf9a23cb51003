package dbtest

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

// Bench is a database in a folder of the test, with everything a service needs
// around it. It is the recording.Store of its service.
type Bench struct {
	T     testing.TB
	Local *sqlite.Local
	Reg   *record.Registry
	Clock time.Time
	Path  string
	// Loads lists what each edit read of its record.
	Loads []Load
	mu    sync.Mutex // Loads
	n     int
}

// Load is what one edit read of its record.
type Load struct{ Entities, Collections []string }

// Open makes the database with its space and chains. The test closes it.
func Open(t testing.TB) *Bench {
	t.Helper()
	b := &Bench{T: t, Reg: record.NewRegistry(review.Schema), Clock: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), Path: filepath.Join(t.TempDir(), "local.db")}
	b.Reopen()
	t.Cleanup(func() { b.Local.Close() })
	b.Must(b.Local.Update(context.Background(), b.Reg, func(tx *sqlite.Tx) error {
		for _, err := range []error{
			tx.AddSpace("s", "personal", "personal", b.Clock), tx.AddChain("d/s", "d", "s", b.Clock), tx.AddChain("d/local", "d", "", b.Clock),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	}))
	return b
}

// Reopen closes the database and opens it again, as a restart does.
func (b *Bench) Reopen() {
	b.T.Helper()
	if b.Local != nil {
		b.Local.Close()
	}
	var err error
	b.Local, err = sqlite.OpenLocal(b.Path)
	b.Must(err)
	needed, _, err := b.Local.NeedsMigration()
	b.Must(err)
	if needed {
		b.Must(b.Local.Migrate(context.Background(), ""))
	}
}

// Recorder is the recording service on the database, for the store given: the
// bench itself, or one of the test's around it.
func (b *Bench) Recorder(store recording.Store) *recording.Service {
	return &recording.Service{Store: store, Registry: b.Reg, Origin: "window", Now: b.Tell, NewID: b.ID,
		Who: recording.Identity{Device: "d", Actor: "a", Space: "s", SpaceChain: "d/s", LocalChain: "d/local"}}
}

// Tell is the time of the bench's clock.
func (b *Bench) Tell() time.Time { return b.Clock }

// ID makes an id nobody else has.
func (b *Bench) ID() string {
	b.n++
	return record.ULIDPrefix(b.Clock) + fmt.Sprintf("%016d", b.n)
}

// View reads from the database.
func (b *Bench) View(ctx context.Context, f func(recording.Reader) error) error {
	return b.Local.View(ctx, b.Reg, func(tx *sqlite.Tx) error { return f(tx) })
}

// Update writes to the database.
func (b *Bench) Update(ctx context.Context, f func(recording.Writer) error) error {
	return b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error { return f(watched{tx, b}) })
}

// watched notes what is read of a record before it is changed.
type watched struct {
	*sqlite.Tx
	b *Bench
}

func (w watched) note(l Load) {
	w.b.mu.Lock()
	defer w.b.mu.Unlock()
	w.b.Loads = append(w.b.Loads, l)
}

func (w watched) Record(id string) (record.Snapshot, error) {
	w.note(Load{nil, []string{"everything"}})
	return w.Tx.Record(id)
}

func (w watched) RecordPart(id string, entities, collections []string) (record.Snapshot, error) {
	w.note(Load{entities, collections})
	return w.Tx.RecordPart(id, entities, collections)
}

// Must ends the test at an error.
func (b *Bench) Must(err error) {
	b.T.Helper()
	if err != nil {
		b.T.Fatal(err)
	}
}

// VerifyChains reads every chain of the journal and checks it.
func (b *Bench) VerifyChains() {
	b.T.Helper()
	b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) error {
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
				b.T.Errorf("chain %s breaks at %d", c, got.FirstBad)
			}
		}
		return nil
	}))
}

// Night makes a review with n timeline entries and gives their ids.
func (b *Bench) Night(n int) (id string, entries []string) {
	b.T.Helper()
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = "a long night"
	st.Parts["timeline"] = map[string]record.Part{}
	for i := range n {
		pid := b.ID()
		entries = append(entries, pid)
		st.Parts["timeline"][pid] = record.Part{Doc: record.Doc{"text": fmt.Sprintf("event %d of the night", i), "rank": fmt.Sprintf("V%06d", i),
			"times": []any{record.Doc{"at": "2026-01-01T10:00:00Z", "zone": "UTC", "precision": "minute"}}}}
	}
	_, err := b.Recorder(b).Create(context.Background(), recording.New{State: st, Action: "review.create"})
	b.Must(err)
	return st.ID, entries
}
