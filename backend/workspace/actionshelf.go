package workspace

import (
	"context"
	"maps"
	"sync"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/report"
	"secondstory/backend/sqlite"
)

// actionShelf keeps the actions of each review as they were read last: a list that is narrowed
// letter by letter reads only what has changed since. Its zero value is empty.
type actionShelf struct {
	// turn is held while reading: who comes second takes what the first one read.
	turn sync.Mutex
	of   map[string]keptActions
}

// keptActions are what a review had while its row was this one. Every write, also that of an
// exchange, changes the row.
type keptActions struct {
	row  record.Row
	list []report.OwnedAction
}

func (w *Workspace) ownedActions(ctx context.Context, of func(review string) bool) (ownedActions, error) {
	return w.eachAction(ctx, of, func(int, int) {})
}

// eachAction reads the actions of the reviews that are asked for. What the actions hold is
// shared with other readers: a caller copies a list before changing it.
func (w *Workspace) eachAction(ctx context.Context, of func(review string) bool, told func(done, total int)) (out ownedActions, err error) {
	w.actions.turn.Lock()
	defer w.actions.turn.Unlock()
	kept := w.actions.of
	if kept == nil {
		kept = map[string]keptActions{}
		w.actions.of = kept
	}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.Rows()
		if err != nil {
			return err
		}
		live := make(map[string]bool, len(kept))
		for i, row := range rows {
			told(i, len(rows))
			if err := ctx.Err(); err != nil {
				return err
			}
			if row.Kind != review.Kind || row.Trashed() {
				continue
			}
			live[row.ID] = true
			if !of(row.ID) {
				continue
			}
			have, ok := kept[row.ID]
			if !ok || have.row != row {
				list, err := readActions(tx, row.ID)
				if record.Unreadable(err) {
					delete(kept, row.ID)
					continue // as in every list, which names it
				}
				if err != nil {
					return err
				}
				have = keptActions{row, list}
				kept[row.ID] = have
			}
			out.reviews++
			out.list = append(out.list, have.list...)
		}
		maps.DeleteFunc(kept, func(id string, _ keptActions) bool { return !live[id] })
		return nil
	})
	return out, err
}

// readActions are the actions of one review; roles alone stand in them.
func readActions(tx *sqlite.Tx, id string) (list []report.OwnedAction, err error) {
	snap, err := tx.RecordPart(id, nil, ofActions)
	if err != nil || len(snap.State.Live(review.Actions)) == 0 {
		return nil, err
	}
	r := review.FromSnapshot(snap)
	moves := r.Moves()
	for _, a := range r.Shared().Actions {
		_, open := r.UndecidedAt(review.Actions + "/" + a.ID)
		list = append(list, report.OwnedAction{Action: a, RecordRef: r.Ref, RecordTitle: r.Title, ReviewID: r.ID, Severity: r.Severity, Moves: moves[a.ID], Undecided: open, Services: r.Services})
	}
	return list, nil
}
