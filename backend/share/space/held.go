package space

import (
	"slices"

	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Vetter looks through records before a space gets them.
type Vetter interface {
	// Vet says how much of a record keeps it from being shared; was is what the space
	// has of it, now what it would get.
	Vet(snap record.Snapshot, now, was *merge.Doc) (holding int, err error)
	// Held lists the records that the last exchanges did not share.
	Held() ([]leak.Held, error)
}

// DocOf reads the files a space has of a record; without any it is not there.
func (s *Syncer) DocOf(kind, id string, files []sharing.File) (*merge.Doc, error) {
	all, err := newFormats(s.Kinds, mergeRules)
	if err != nil {
		return nil, err
	}
	f, ok := all.byKind[kind]
	if !ok {
		return merge.Absent(kind, id), nil
	}
	return f.docOf(id, canonFiles(files))
}

// held says whether something keeps a record from being shared. What the space has of
// it stays as it is, and the other records go.
func (r *run) held(now local, was *merge.Doc) (bool, error) {
	holding := 0
	err := r.Local.View(r.ctx, func(tx Reader) (err error) {
		holding, err = tx.Vet(now.snap, now.typed, was)
		return err
	})
	if err == nil && holding > 0 {
		r.report.Held = append(r.report.Held, now.snap.ID)
	}
	return holding > 0, err
}

// noteHeld keeps which records were not shared this time.
func (r *run) noteHeld() error {
	var had []string
	err := r.Local.View(r.ctx, func(tx Reader) error {
		list, err := tx.Held()
		for _, h := range list {
			if h.Space == r.link.Space && !h.Asked {
				had = append(had, h.Record)
			}
		}
		return err
	})
	if err != nil || slices.Equal(had, r.report.Held) {
		return err
	}
	return r.Local.Update(r.ctx, func(tx Writer) error {
		return tx.PutHeld(r.link.Space, r.report.Held, r.Now().UTC())
	})
}
