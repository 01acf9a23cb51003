package importing_test

import (
	"context"
	"sort"
	"strings"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// bench is the service on a real database; files and what their reader makes of
// them are the test's own.
type bench struct {
	*importing.Service
	*dbtest.Bench
	docs    map[string]intake.Document // by the bytes of the file
	files   map[string]string          // bytes by path
	version int                        // of the reader
	odd     map[string]bool            // bytes that are read only as text a person asked for
}

type store struct{ b *bench }

func (s store) Sources(ctx context.Context, by record.SourceBy) (list []record.Source, err error) {
	err = s.b.Local.View(ctx, s.b.Reg, func(tx *sqlite.Tx) error {
		list, err = tx.Sources(by)
		return err
	})
	return list, err
}

func (s store) Keep(ctx context.Context, id, sha256 string, q intake.Quarantined, body []byte, at time.Time) error {
	return s.b.Local.Update(ctx, s.b.Reg, func(tx *sqlite.Tx) error { return tx.KeepQuarantined(id, sha256, q, body, at) })
}

type files struct{ b *bench }

func (f files) Expand(_ context.Context, paths []string, _ func(int)) ([]importing.File, error) {
	var out []importing.File
	for _, p := range paths {
		out = append(out, importing.File{Path: p, Size: int64(len(f.b.files[p]))})
	}
	return out, nil
}

func (f files) Read(path string) ([]byte, error) { return []byte(f.b.files[path]), nil }

type reader struct{ b *bench }

func (r reader) Read(name string, data []byte, as string) intake.Outcome {
	d, ok := r.b.docs[string(data)]
	if !ok || as == "" && r.b.odd[string(data)] {
		return intake.Outcome{Quarantined: &intake.Quarantined{File: name, Reason: "ingest.unreadable"}}
	}
	return intake.Outcome{Document: &d}
}

func (r reader) TooLarge(string, int64) (intake.Outcome, bool) { return intake.Outcome{}, false }

func (r reader) Version() int { return r.b.version }

func open(t *testing.T) *bench {
	t.Helper()
	b := &bench{Bench: dbtest.Open(t), version: 1, docs: map[string]intake.Document{}, files: map[string]string{}}
	b.Service = &importing.Service{Rec: b.Recorder(b), Sources: store{b}, Quarantine: store{b}, Files: files{b}, Reader: reader{b}, Now: b.Tell, NewID: b.ID}
	return b
}

// put lays a file down whose content the reader understands as a document.
func (b *bench) put(path, version string, d intake.Document) {
	d.Format, d.ReaderVersion = "markdown", b.version
	b.docs[version], b.files[path] = d, version
}

func (b *bench) run(opts importing.Options, paths ...string) importing.Applied {
	b.T.Helper()
	b.Clock = b.Clock.Add(time.Minute)
	p, err := b.Preview(ctx, paths, opts, nil)
	b.Must(err)
	would := p.WouldDo(opts)
	a, err := b.Apply(ctx, p, opts, nil)
	b.Must(err)
	if a.Read != a.Created+a.Updated+a.Unchanged+len(a.Quarantined) {
		b.T.Fatalf("the account does not add up: %+v", a)
	}
	if would.Created != a.Created || would.Updated != a.Updated || would.Unchanged != a.Unchanged {
		b.T.Fatalf("foretold %+v, done %+v", would, a)
	}
	return a
}

func (b *bench) get(id string) review.Review {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	return review.FromSnapshot(snap)
}

func (b *bench) edit(id, action string, ops ...record.Op) {
	b.T.Helper()
	_, err := b.Rec.Edit(ctx, id, recording.Edit{Action: action, Needs: []string{review.Timeline, review.Actions, review.Participants, review.Factors, review.Findings, review.Causes},
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
	b.Must(err)
}

func (b *bench) conflicts(id string) []string {
	b.T.Helper()
	snap, err := b.Rec.Get(ctx, id)
	b.Must(err)
	var out []string
	for _, c := range snap.State.Live(review.Conflicts) {
		d := snap.State.Parts[review.Conflicts][c].Doc
		out = append(out, record.Str(d, "path")+": "+strings.Join(record.Strs(d, "values"), " | "))
	}
	sort.Strings(out)
	return out
}

func event(at, text string) intake.Entry {
	e := intake.Entry{Text: text, Time: timeline.Statement{At: at, Zone: "UTC", Precision: timeline.Minute}}
	if at == "" {
		e.Time = timeline.Statement{Precision: timeline.Unknown}
	}
	return e
}

func texts(r review.Review) string {
	var out []string
	for _, e := range r.Timeline {
		out = append(out, e.Text)
	}
	return strings.Join(out, " | ")
}
