package workspace

import (
	"context"
	"time"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// PictureHealth is how the pictures of this workspace are.
type PictureHealth struct {
	Whole int // files that are what they say
	// Damaged and Lost are pictures of reviews whose bytes are broken, or nowhere though no
	// space can bring them. Both need a person.
	Damaged, Lost []PictureAt
	Awaited       int // pictures of shared reviews that the next exchange may bring
	Spare         int // files that no review names any more; they stay, for one may come back
}

// PictureAt is a picture and its review.
type PictureAt struct{ Ref, Words string }

// sweepAfter is how old what a stopped write left must be to be swept.
const sweepAfter = 24 * time.Hour

// examinePictures reads all pictures and holds them against what the reviews name, those in
// the trash as well.
func (w *Workspace) examinePictures(ctx context.Context) (h PictureHealth, err error) {
	blobs := w.blobs()
	if !w.ReadOnly {
		if err := blobs.Sweep(w.now().Add(-sweepAfter)); err != nil {
			return h, err
		}
	}
	whole, err := blobs.Check(ctx)
	if err != nil {
		return h, err
	}
	named := map[string]bool{}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.Rows()
		if err != nil {
			return err
		}
		for _, row := range rows {
			if row.Kind != review.Kind {
				continue
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			snap, err := tx.RecordPart(row.ID, nil, []string{review.Pictures})
			if record.Unreadable(err) {
				continue // told by those who read the whole of it
			}
			if err != nil {
				return err
			}
			for id, part := range snap.State.Parts[review.Pictures] {
				p, ok := review.PictureOf(snap.State, id)
				if !ok {
					continue
				}
				named[p.Sum] = true
				good, here := whole[p.Sum]
				if !here && !part.Removed { // it may have come since the files were listed
					if _, err := blobs.Read(p.Sum); err == nil {
						good, here, whole[p.Sum] = true, true, true
					}
				}
				at := PictureAt{record.Ref(review.Schema.RefPrefix, row.ID), p.Words()}
				switch {
				case good || part.Removed:
				case here:
					h.Damaged = append(h.Damaged, at)
				case row.Space == w.Who.Space:
					h.Lost = append(h.Lost, at)
				default:
					h.Awaited++
				}
			}
		}
		return nil
	})
	for sum, good := range whole {
		if good {
			h.Whole++
		}
		if !named[sum] {
			h.Spare++
		}
	}
	return h, err
}
