package workspace

import (
	"context"

	"secondstory/backend/domain/record"
	"secondstory/backend/sqlite"
)

// Unreadable are the references of the records of some kinds of which something stored is
// damaged: lists of them are without these, and whoever shows one names them beside it.
func (w *Workspace) Unreadable(ctx context.Context, of ...string) (refs []string, err error) {
	refs = []string{}
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		rows, err := tx.UnreadableRows(of...)
		for _, r := range rows {
			ref := r.ID
			if schema, ok := w.Registry.Schema(r.Kind); ok {
				ref = record.Ref(schema.RefPrefix, r.ID)
			}
			refs = append(refs, ref)
		}
		return err
	})
	return refs, err
}
