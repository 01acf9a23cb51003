package space

import (
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// AudienceOf is who can read a space, in the words it last had for it; "" where it has
// none.
func AudienceOf(l sharing.Link) string {
	config, _, problem := canon.ParseSpace(canon.File{Path: canon.SpacePath, Data: []byte(l.Config)})
	if problem != nil {
		return ""
	}
	return sharing.ShownAudience(config.Audience)
}

// audience puts what a person wants the space to say about its readers into a commit. The
// wish is dropped once the head says so: a program that is stopped in between says it
// again and changes nothing.
func (r *run) audience(batch *gitstore.Batch, edits map[string]Hash) error {
	var wish sharing.Wish
	var waits bool
	err := r.Local.View(r.ctx, func(tx Reader) (err error) {
		wish, waits, err = tx.AudienceWish(r.link.Space)
		return err
	})
	if err != nil || !waits {
		return err
	}
	next := r.config
	next.Audience = canon.Text(wish.Text)
	if next.Audience == r.config.Audience || wish.IfNone && r.config.Audience != "" {
		return r.Local.Update(r.ctx, func(tx Writer) error { return tx.AudienceSaid(r.link.Space, wish) })
	}
	file, problem := next.Emit()
	if problem != nil {
		return refusal(*problem)
	}
	r.config = next
	saying := sharing.ShownAudience(next.Audience)
	r.saying = &saying
	edits[file.Path] = batch.Blob(file.Data)
	return nil
}

// said takes over what a commit made the space say about itself.
func (r *run) said(head Hash, edits map[string]Hash) error {
	if _, changed := edits[canon.SpacePath]; !changed {
		return nil
	}
	if err := r.configure(head); err != nil {
		return err
	}
	return r.Local.Update(r.ctx, func(tx Writer) error {
		wish, waits, err := tx.AudienceWish(r.link.Space)
		if err != nil || !waits || canon.Text(wish.Text) != r.config.Audience {
			return err
		}
		return tx.AudienceSaid(r.link.Space, wish)
	})
}
