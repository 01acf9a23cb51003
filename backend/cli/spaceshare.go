package cli

import (
	"strings"

	"secondstory/backend/domain/fault"
)

// spaceShare puts reviews into a space, from the private place or from another space.
func (r *run) spaceShare() (int, error) {
	if len(r.args) < 2 {
		return 0, usage("cli.space_share_missing")
	}
	name := r.args[0]
	r.args = r.args[1:]
	refs, ids, err := r.refs("cli.space_share_missing")
	if err != nil {
		return 0, err
	}
	// What is held back keeps no other review from going.
	to, audience, err := r.spaceNamed(name)
	if err != nil {
		return 0, err
	}
	goes, names, shared, moved, unread, held, kept, later := []string{}, []string{}, []string{}, []string{}, []string{}, []jsonLooked{}, []string{}, []string{}
	for i, id := range ids {
		l, err := r.ws.Vetting.Look(r.ctx, id, to, r.t)
		if err != nil {
			return 0, err
		}
		if l.Holding == 0 {
			goes, names = append(goes, id), append(names, refs[i])
			if l.Space != to && l.Space != r.ws.Who.Space {
				moved = append(moved, refs[i])
				received, err := r.ws.Received(r.ctx, id)
				if err != nil {
					return 0, err
				}
				if !received {
					unread = append(unread, refs[i])
				}
			} else {
				shared = append(shared, refs[i])
			}
			continue
		}
		held, kept, later = append(held, lookedJSON(l)), append(kept, refs[i]), append(later, id)
		r.sayLooked(l)
	}
	if err := r.ws.ShareLater(r.ctx, name, later...); err != nil {
		return 0, err
	}
	if err := r.ws.Share(r.ctx, name, goes...); err != nil {
		return 0, err
	}
	if len(shared) > 0 {
		r.say("%s", r.t("cli.space_shared", "refs", strings.Join(shared, ", "), "name", name))
	}
	if len(moved) > 0 {
		r.say("%s", r.t("cli.space_moved", "refs", strings.Join(moved, ", "), "name", name))
		if len(unread) < len(moved) {
			r.say("  %s", r.t("cli.space_moved_kept", "name", name))
		}
		if len(unread) > 0 {
			r.say("  %s", r.t("cli.space_moved_unread", "refs", strings.Join(unread, ", ")))
		}
	}
	if len(names) > 0 && audience != "" {
		r.say("  %s", r.t("cli.space_read_by", "audience", audience))
	}
	if len(kept) > 0 {
		r.say("%s", r.t("cli.space_not_shared", "refs", strings.Join(kept, ", "), "name", name))
	}
	if r.json {
		r.print(map[string]any{"space": name, "shared": names, "moved": moved, "held": held})
	}
	if len(held) > 0 {
		return NeedsPerson, nil
	}
	return Done, nil
}

// spaceNamed is the id of a space in this workspace, and who can read it.
func (r *run) spaceNamed(name string) (id, audience string, err error) {
	list, err := r.ws.Spaces(r.ctx)
	for _, l := range list {
		if l.Name == name || l.Space == name {
			return l.Space, l.Audience, nil
		}
	}
	if err == nil && name == "personal" {
		return "", "", fault.New(fault.Denied, "share.back_private")
	}
	if err == nil {
		err = fault.New(fault.NotFound, "share.space_missing", "name", name)
	}
	return "", "", err
}
