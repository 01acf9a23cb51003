package space

import "secondstory/backend/share/gitstore"

// arrived tells what an earlier exchange sent, and was cut off before it heard so: the other
// side holds commits of this device by now of which it was not known to. theirs is what was
// just fetched, and head what is here.
func (r *run) arrived(head, theirs Hash) error {
	known, err := gitstore.ParseHash(r.link.Pushed)
	if err != nil || theirs == gitstore.Zero || head == known || theirs == known {
		return nil //nolint:nilerr // nothing was ever sent from here
	}
	if has, err := r.store.Has(known); err != nil || !has {
		return err
	}
	both, err := r.store.MergeBases(head, theirs)
	if err != nil {
		return err
	}
	for _, at := range both {
		commits, err := r.store.Since(at, known)
		if err != nil {
			return err
		}
		for _, h := range commits {
			c, err := r.store.Commit(h)
			if err != nil {
				return err
			}
			if c.Author.Email != r.Device+deviceDomain {
				continue // it came from others, or brings two versions together
			}
			trees, err := r.parentTrees(c)
			if err != nil {
				return err
			}
			for _, tree := range trees {
				changes, err := r.store.Diff(tree, c.Tree)
				if err != nil {
					return err
				}
				for _, p := range r.format.places(changes) {
					r.once(&r.report.Went, &r.report.Sent, "went", p.ID)
				}
			}
		}
	}
	return nil
}
