package workspace

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/space"
	"secondstory/backend/sqlite"
)

// SetAudience changes what a space says about who can read it, "" for no words. The next
// exchange tells the others. Whoever says it has chosen between these words and any that
// were put aside. invalid: share.audience_bad,
// share.audience_names where they name somebody who is known here.
func (w *Workspace) SetAudience(ctx context.Context, space, audience string) (string, error) {
	audience, ok := sharing.CheckAudience(audience)
	if !ok {
		return "", fault.New(fault.Invalid, "share.audience_bad")
	}
	if err := w.namesNobody(ctx, audience); err != nil {
		return "", err
	}
	l, err := w.space(ctx, space)
	if err != nil {
		return "", err
	}
	return w.wishAudience(ctx, l.Space, sharing.Wish{Text: audience})
}

// namesNobody refuses words about a space with the name of somebody who is known here: every
// reader of it gets them, and the history of the space keeps them.
func (w *Workspace) namesNobody(ctx context.Context, audience string) error {
	if audience == "" {
		return nil
	}
	names, err := w.Vetting.Known(ctx)
	if err != nil {
		return err
	}
	if said := names.Said(audience); len(said) > 0 {
		return fault.New(fault.Invalid, "share.audience_names", "name", said[0])
	}
	return nil
}

func (w *Workspace) wishAudience(ctx context.Context, id string, wish sharing.Wish) (string, error) {
	if w.ReadOnly {
		return "", fault.New(fault.Denied, "storage.read_only")
	}
	err := w.local.Update(ctx, w.Registry, func(tx *sqlite.Tx) error {
		if !wish.IfNone {
			if err := tx.AudienceAside(id, sharing.Aside{}); err != nil {
				return err
			}
		}
		return tx.WishAudience(id, wish)
	})
	return wish.Text, err
}

// audienceOf is who can read a space: as somebody here wants it to say, else as it says.
func audienceOf(tx *sqlite.Tx, l sharing.Link) (string, error) {
	said := space.AudienceOf(l)
	wish, waits, err := tx.AudienceWish(l.Space)
	if err != nil || !waits || wish.IfNone && said != "" {
		return said, err
	}
	return wish.Text, nil
}
