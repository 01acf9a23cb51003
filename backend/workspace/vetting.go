package workspace

import (
	"context"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/vetting"
	"secondstory/backend/sqlite"
)

// vettingStore fits sqlite's transactions to what looking through records needs.
type vettingStore struct{ w *Workspace }

func (s vettingStore) View(ctx context.Context, f func(vetting.Reader) error) error {
	return s.w.local.View(ctx, s.w.Registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func (s vettingStore) Update(ctx context.Context, f func(vetting.Writer) error) error {
	return s.w.local.Update(ctx, s.w.Registry, func(tx *sqlite.Tx) error { return f(tx) })
}

func newVetting(w *Workspace) *vetting.Service {
	return &vetting.Service{Store: vettingStore{w}, Rec: w.Records, Now: w.now, Shared: w.Syncer().DocOf}
}

// exchangeReader lets an exchange look through what it is about to share.
type exchangeReader struct {
	*sqlite.Tx
	w     *Workspace
	watch *vetting.Watch
}

func (x exchangeReader) Vet(snap record.Snapshot, now, was *merge.Doc) (int, error) {
	return x.w.Vetting.Vet(x.Tx, x.watch, snap, now, was)
}

// nothingHeld refuses records with words that keep them from a space, and notes that
// somebody wanted to share the one it names. What is typed after this is looked at by the
// exchange.
func (w *Workspace) nothingHeld(ctx context.Context, space string, ids []string) error {
	held, found, err := w.Vetting.FirstHeld(ctx, ids, space)
	if err == nil && found {
		if err := w.Vetting.AskLater(ctx, space, held.ID); err != nil {
			return err
		}
		err = fault.New(fault.Denied, "leak.held", "ref", held.Ref, "count", strconv.Itoa(held.Holding))
	}
	return err
}

// ShareLater notes records that are to go to a space once a person has decided about the
// words in them; Share forgets that again.
func (w *Workspace) ShareLater(ctx context.Context, name string, ids ...string) error {
	l, err := w.space(ctx, name)
	if err != nil {
		return err
	}
	return w.Vetting.AskLater(ctx, l.Space, ids...)
}
