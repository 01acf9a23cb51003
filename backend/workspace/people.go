package workspace

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/sqlite"
)

// SetAlias keeps what the person wants to be called in a space, "" for the pseudonym.
// The next exchange tells the others. invalid: share.alias_bad.
func (w *Workspace) SetAlias(ctx context.Context, space, alias string) (string, error) {
	alias, ok := sharing.CheckAlias(alias)
	if !ok {
		return "", fault.New(fault.Invalid, "share.alias_bad")
	}
	l, err := w.space(ctx, space)
	if err != nil {
		return "", err
	}
	if w.ReadOnly {
		return "", fault.New(fault.Denied, "storage.read_only")
	}
	err = w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error { return tx.SetAlias(l.Space, alias) })
	return alias, err
}

// People lists who writes to the spaces of this workspace, by space and device.
func (w *Workspace) People(ctx context.Context) (out []sharing.Person, err error) {
	err = w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		out, err = tx.People("")
		return err
	})
	return out, err
}

// Conflicts tells the conflicts of one review, or of all when id is "", each version
// under the alias that its writer has by now.
func (w *Workspace) Conflicts(ctx context.Context, id string, text review.Text) ([]review.Undecided, error) {
	list, err := w.Reviews.Conflicts(ctx, id, text)
	if err != nil || len(list) == 0 {
		return list, err
	}
	if err := w.tellSpaces(ctx, list, text); err != nil {
		return nil, err
	}
	people, err := w.People(ctx)
	alias := map[[2]string]string{}
	for _, p := range people {
		alias[[2]string{p.Space, p.Device}] = p.Alias
	}
	for _, u := range list {
		for i, v := range u.Shown {
			if v.By == w.Who.Device {
				u.Shown[i].By, u.Shown[i].From = "", "own"
			} else if now := alias[[2]string{u.Space, v.By}]; now != "" {
				u.Shown[i].By = now
			}
		}
	}
	return list, err
}
