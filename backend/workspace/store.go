package workspace

import (
	"context"
	"time"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/ingest"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

// store fits sqlite's transactions to the roles the services declare.
type store struct {
	local    *sqlite.Local
	registry *record.Registry
}

var _ recording.Store = store{}

func (s store) View(ctx context.Context, f func(recording.Reader) error) error {
	return s.local.View(ctx, s.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func (s store) Update(ctx context.Context, f func(recording.Writer) error) error {
	return s.local.Update(ctx, s.registry, func(tx *sqlite.Tx) error { return f(tx) })
}

// Sources finds earlier imports.
func (s store) Sources(ctx context.Context, by record.SourceBy) (list []record.Source, err error) {
	err = s.local.View(ctx, s.registry, func(tx *sqlite.Tx) error {
		list, err = tx.Sources(by)
		return err
	})
	return list, err
}

// Keep stores a quarantine row.
func (s store) Keep(ctx context.Context, id, sha256 string, q intake.Quarantined, body []byte, at time.Time) error {
	return s.local.Update(ctx, s.registry, func(tx *sqlite.Tx) error { return tx.KeepQuarantined(id, sha256, q, body, at) })
}

// reader is the reader of post-mortems.
type reader struct{}

// Read reads a document as the format a person names, or as its name and content
// say.
func (reader) Read(name string, data []byte, as string) (out intake.Outcome) {
	// One file that our reader stumbles over is kept aside; the others come in.
	defer func() {
		if recover() != nil {
			out = intake.Outcome{Quarantined: &intake.Quarantined{File: name, Reason: "ingest.unreadable"}}
		}
	}()
	return ingest.ReadAs(name, data, ingest.Format(as))
}

func (reader) TooLarge(name string, size int64) (intake.Outcome, bool) {
	if size <= ingest.MaxBytes {
		return intake.Outcome{}, false
	}
	return ingest.TooLarge(name, size), true
}

func (reader) Version() int { return ingest.ReaderVersion }
