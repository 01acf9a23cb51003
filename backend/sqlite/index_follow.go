package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
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
	err := x.follow(ctx, local, registry, progress)
	if err == nil || !isTorn(err) {
		return translate(err)
	}
	if err := x.renew(ctx, local, registry); err != nil {
		return translate(err)
	}
	x.Rebuilt = "torn"
	return translate(x.follow(ctx, local, registry, progress))
}

// Rebuild throws the index away and builds it anew.
func (x *Index) Rebuild(ctx context.Context, local *Local, registry *record.Registry, progress Progress) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.renew(ctx, local, registry); err != nil {
		return translate(err)
	}
	return translate(x.follow(ctx, local, registry, progress))
}

func (x *Index) renew(ctx context.Context, local *Local, registry *record.Registry) error {
	workspace := ""
	err := local.View(ctx, registry, func(tx *Tx) error {
		var err error
		workspace, err = tx.Meta("workspace")
		return err
	})
	if err != nil {
		return err
	}
	if err := x.discard(); err != nil {
		return err
	}
	return x.open(workspace)
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
				if err := x.clear(ctx, tx); err != nil {
					return err
				}
				mark = 0
			}
			if mark == rev {
				return nil
			}
			rows, err := src.RowsAfter(mark)
			if err != nil {
				return err
			}
			total := done + len(rows)
			next := rev
			if len(rows) > indexBatch {
				// Records of one revision belong together.
				cut := indexBatch
				for cut < len(rows) && rows[cut].Rev == rows[cut-1].Rev {
					cut++
				}
				if cut < len(rows) {
					rows, more = rows[:cut], true
					next = rows[cut-1].Rev
				}
			}
			for _, r := range rows {
				if _, known := registry.Schema(r.Kind); !known {
					continue
				}
				snap, err := src.Record(r.ID)
				if err != nil {
					return err
				}
				if err := x.put(ctx, tx, x.project(snap)); err != nil {
					return err
				}
				done++
				if progress != nil && (done%50 == 0 || done == total) {
					progress(done, total)
				}
			}
			if _, err := tx.ExecContext(ctx, "UPDATE meta SET value = ? WHERE name = 'watermark'", strconv.FormatInt(next, 10)); err != nil {
				return err
			}
			return tx.Commit()
		})
		if err != nil || !more {
			return err
		}
	}
}

func (x *Index) clear(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, "DELETE FROM entry"); err != nil {
		return err
	}
	if x.HasFTS {
		if _, err := tx.ExecContext(ctx, "DELETE FROM text"); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) put(ctx context.Context, tx *sql.Tx, r record.IndexRow) error {
	services, err := json.Marshal(r.Services)
	if err != nil {
		return err
	}
	counts, err := json.Marshal(r.Counts)
	if err != nil {
		return err
	}
	var n int64
	err = tx.QueryRowContext(ctx, `INSERT INTO entry(id, ref, kind, title, severity, state, date, services, counts, trashed, changed_at, rev)
		VALUES(?,?,?,?,?,?,?,?,?,?,?,?)
		ON CONFLICT(id) DO UPDATE SET ref=excluded.ref, kind=excluded.kind, title=excluded.title, severity=excluded.severity, state=excluded.state,
		date=excluded.date, services=excluded.services, counts=excluded.counts, trashed=excluded.trashed, changed_at=excluded.changed_at, rev=excluded.rev
		RETURNING n`,
		r.ID, r.Ref, r.Kind, r.Title, r.Severity, r.State, r.Date, string(services), string(counts), r.Trashed, millis(r.ChangedAt), r.Rev).Scan(&n)
	if err != nil || !x.HasFTS {
		return err
	}
	if _, err := tx.ExecContext(ctx, "DELETE FROM text WHERE rowid = ?", n); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "INSERT INTO text(rowid, title, body) VALUES(?,?,?)", n, r.Title, r.Text)
	return err
}
