package sqlite

import (
	"context"
	"database/sql"
	"strconv"

	"secondstory/backend/domain/record"
)

// Progress is told how many records of how many have been indexed.
type Progress func(done, total int)

// Follow brings the index up to the workspace's revision. Batches are separate
// transactions, so that it can be stopped and goes on where it was. A torn index
// found on the way is thrown away and built anew.
func (x *Index) Follow(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.db.gone(x.path) {
		if err := x.mend(ctx, local, registry, x.open); err != nil {
			return translate(err)
		}
	}
	err := x.follow(ctx, local, registry, progress)
	if err != nil && isTorn(err) && !isDamaged(err) {
		// Somebody has taken tables away; those that are missing are made anew.
		if err = x.mend(ctx, local, registry, x.open); err == nil {
			err = x.follow(ctx, local, registry, progress)
		}
	}
	if err != nil && isTorn(err) {
		if err = x.mend(ctx, local, registry, x.replace); err == nil {
			err = x.follow(ctx, local, registry, progress)
		}
	}
	return translate(err)
}

// Rebuild makes the index anew. Whoever reads meanwhile reads the old one until
// the new begins to fill.
func (x *Index) Rebuild(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.renew(ctx, local, registry); err != nil {
		return translate(err)
	}
	return translate(x.follow(ctx, local, registry, progress))
}

func (x *Index) renew(ctx context.Context, local *Local, registry *record.Registry) error {
	if x.db.gone(x.path) {
		return x.mend(ctx, local, registry, x.open)
	}
	sound, err := x.db.sound(ctx)
	if err != nil {
		return err
	}
	if !sound {
		return x.mend(ctx, local, registry, x.replace)
	}
	return x.mend(ctx, local, registry, func(workspace string) error {
		tx, err := x.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer tx.Rollback()
		if err := x.recreate(ctx, tx, workspace); err != nil {
			return err
		}
		return tx.Commit()
	})
}

// mend brings the index in order in one of the ways there are; where the file
// turns out to be torn, by another one.
func (x *Index) mend(ctx context.Context, local *Local, registry *record.Registry, way func(workspace string) error) error {
	workspace := ""
	err := local.View(ctx, registry, func(tx *Tx) (err error) {
		workspace, err = tx.Meta("workspace")
		return err
	})
	if err != nil {
		return err
	}
	x.last = record.Snapshot{}
	if err = way(workspace); err != nil && isTorn(err) {
		return x.replace(workspace)
	}
	return err
}

const indexBatch = 200

func (x *Index) follow(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	done := 0
	for {
		more := false
		err := local.View(ctx, registry, func(src *Tx) error {
			tx, err := x.db.BeginTx(ctx, nil)
			if err != nil {
				return err
			}
			defer tx.Rollback()
			var mark int64
			if err := tx.QueryRowContext(ctx, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'watermark'").Scan(&mark); err != nil {
				return err
			}
			rev, err := src.Rev()
			if err != nil {
				return err
			}
			if mark > rev {
				// local.db was restored from an earlier copy: nothing here can be trusted.
				x.last = record.Snapshot{}
				if err := x.clear(ctx, tx); err != nil {
					return err
				}
				mark = 0
			}
			if mark == rev {
				return nil
			}
			left, err := src.CountAfter(mark)
			if err != nil {
				return err
			}
			rows, err := src.FirstRowsAfter(mark, indexBatch)
			if err != nil {
				return err
			}
			total := done + left
			next := rev
			if more = len(rows) < left; more {
				next = rows[len(rows)-1].Rev
			}
			put, err := x.putter(ctx, tx)
			if err != nil {
				return err
			}
			defer put.close()
			x.held = nil // until the places are those of a transaction that stands
			for _, r := range rows {
				if _, known := registry.Schema(r.Kind); !known {
					continue
				}
				row, err := x.rowOf(ctx, tx, src, registry, r)
				if err != nil {
					return err
				}
				if row != nil {
					if err := put.row(*row); err != nil {
						return err
					}
				}
				done++
				if progress != nil && (done%50 == 0 || done == total) {
					progress(done, total)
				}
			}
			if _, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE name = 'watermark'", strconv.FormatInt(next, 10)); err != nil {
				return err
			}
			if err := tx.Commit(); err != nil {
				return err
			}
			x.held = put.now
			return nil
		})
		if err != nil || !more {
			return err
		}
	}
}

// rowOf is the row of a record. Of one that is damaged the row there is stays (nil), for its
// title helps to know it; one that has none is called by its reference. So a list shows it,
// whoever opens it is told, and the others come in.
func (x *Index) rowOf(ctx context.Context, tx *sql.Tx, src *Tx, registry *record.Registry, r record.Row) (*record.IndexRow, error) {
	snap, err := x.read(src, r.ID)
	if err == nil {
		row := x.project(snap)
		return &row, nil
	}
	if !record.Unreadable(err) {
		return nil, err
	}
	var there bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM entry WHERE id = ?)", r.ID).Scan(&there); err != nil || there {
		return nil, err
	}
	schema, err := registry.Known(r.Kind)
	if err != nil {
		return nil, err
	}
	ref := record.Ref(schema.RefPrefix, r.ID)
	return &record.IndexRow{ID: r.ID, Ref: ref, Kind: r.Kind, Title: ref, Trashed: r.Trashed(), ChangedAt: r.ChangedAt, Rev: r.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{}, Counts: map[string]int{}}, nil
}

// read reads a record. Of the one followed last only what was written since is
// read: while somebody types, it is the same one every time.
func (x *Index) read(src *Tx, id string) (record.Snapshot, error) {
	if x.last.ID != id {
		x.last = record.Snapshot{Row: record.Row{ID: id}}
	}
	snap, _, err := src.RecordAfter(x.last)
	if err != nil {
		return snap, err
	}
	x.last = snap
	return snap, nil
}

func (x *Index) clear(ctx context.Context, tx *sql.Tx) error {
	statements := []string{"DELETE FROM entry", "DELETE FROM place",
		// Whoever keeps entries in memory sees by it that their numbers have gone.
		"UPDATE meta SET value = hex(randomblob(16)) WHERE name = 'generation'"}
	if x.HasFTS {
		statements = append(statements, "INSERT INTO word(word) VALUES('delete-all')")
	}
	for _, s := range statements {
		if _, err := tx.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
