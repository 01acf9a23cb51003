package cli

import (
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/workspace"
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
	to, audience, err := r.spaceNamed(name)
	if err != nil {
		return 0, err
	}
	became, err := r.ws.ShareSeveral(r.ctx, to, r.t, nil, ids...)
	if err != nil {
		return 0, err
	}
	names, shared, moved, unread, held, kept, away := []string{}, []string{}, []string{}, []string{}, []jsonLooked{}, []string{}, []string{}
	for i, s := range became {
		if s.Becomes == workspace.StaysHeld {
			held, kept = append(held, lookedJSON(s.Looked)), append(kept, refs[i])
			r.sayLooked(s.Looked)
			continue
		}
		if s.Becomes == workspace.StaysAway {
			away = append(away, refs[i])
			r.say("%s", r.t(s.Place.Sentence(), "ref", refs[i], "name", s.Place.Left, "place", s.Place.Name))
			continue
		}
		names = append(names, refs[i])
		switch s.Becomes {
		case workspace.BecomesUnread:
			unread = append(unread, refs[i])
			moved = append(moved, refs[i])
		case workspace.BecomesMoved:
			moved = append(moved, refs[i])
		default:
			shared = append(shared, refs[i])
		}
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
		r.print(map[string]any{"space": name, "shared": names, "moved": moved, "held": held, "away": away})
	}
	if len(held)+len(away) > 0 {
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
