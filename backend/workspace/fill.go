package workspace

import (
	"context"
	"fmt"
	"iter"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// fillBatch is how many reviews AddReviews stores in one transaction: enough that
// waiting for the disk does not count, few enough that they fit into memory.
const fillBatch = 50

// AddReviews makes records of reviews given in our own shape, by the same service
// and with the same journal as everything a person does, and brings the index up
// to them. It says how many are stored, also when it ends early.
func (w *Workspace) AddReviews(ctx context.Context, reviews iter.Seq[review.Review]) (stored int, err error) {
	var batch []recording.New
	store := func() error {
		if _, err := w.Records.Create(ctx, batch...); err != nil {
			return err
		}
		stored += len(batch)
		batch = batch[:0]
		return ctx.Err()
	}
	for r := range reviews {
		made, err := w.Imports.AddReviews(r)
		if err != nil {
			return stored, fmt.Errorf("review %d: %w", stored+len(batch)+1, err)
		}
		if batch = append(batch, made...); len(batch) >= fillBatch {
			if err := store(); err != nil {
				return stored, err
			}
		}
	}
	if len(batch) > 0 {
		if err := store(); err != nil {
			return stored, err
		}
	}
	return stored, w.Follow(ctx, nil)
}
