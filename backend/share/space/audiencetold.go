package space

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/share/canon"
	"secondstory/backend/share/gitstore"
)

// tellAudience tells what an exchange did to the words for who can read the space: those
// that went, those that came, and where two people changed them at the same time the words
// that were put aside. The space's own file can hold no question, so both devices tell it:
// the one that merged and the one that receives the merge find it in the same commits.
func (r *run) tellAudience() error {
	head, err := r.store.Ref(gitstore.Main)
	if err != nil || head == gitstore.Zero || r.beganAt == gitstore.Zero || head == r.beganAt {
		return err
	}
	was, err := r.audienceAt(r.beganAt)
	if err != nil {
		return err
	}
	now, err := r.audienceAt(head)
	if err != nil {
		return err
	}
	switch {
	case r.saying != nil && now == *r.saying:
		r.noticeAudience(audienceWords{"share.audience_sent", "share.audience_sent_none", "share.audience_sent"}, now, "")
	case now != was:
		r.noticeAudience(audienceWords{"share.audience_came", "share.audience_came_none", "share.audience_came_first"}, now, was)
	}
	commits, err := r.store.Since(head, r.beganAt)
	if err != nil || len(commits) > farthestOrigin {
		return err
	}
	told := map[string]bool{}
	for _, h := range commits {
		stood, aside, both, err := r.asideIn(h)
		if err != nil {
			return err
		}
		// Words that somebody chose after the merge were not said at the same time.
		if !both || stood != now || told[aside] {
			continue
		}
		told[aside] = true
		r.noticeAudience(audienceWords{"share.audience_both", "share.audience_both_none", "share.audience_both_first"}, now, aside)
		if aside != "" {
			put := sharing.Aside{Stands: now, Words: aside}
			if err := r.Local.Update(r.ctx, func(tx Writer) error { return tx.AudienceAside(r.link.Space, put) }); err != nil {
				return err
			}
		}
	}
	return nil
}

// asideIn gives the words that a merge let stand and those it put aside; both is false
// where only one side, or none, had changed them.
func (r *run) asideIn(h Hash) (stands, aside string, both bool, err error) {
	c, err := r.store.Commit(h)
	if err != nil || len(c.Parents) != 2 {
		return "", "", false, err
	}
	var said [2]string
	for i, p := range c.Parents {
		if said[i], err = r.audienceAt(p); err != nil {
			return "", "", false, err
		}
	}
	if said[0] == said[1] {
		return "", "", false, nil
	}
	bases, err := r.store.MergeBases(c.Parents[0], c.Parents[1])
	if err != nil {
		return "", "", false, err
	}
	for _, b := range bases {
		base, err := r.audienceAt(b)
		if err != nil || len(bases) == 1 && (base == said[0] || base == said[1]) {
			return "", "", false, err
		}
	}
	stands, err = r.audienceAt(h)
	if aside = said[0]; stands == aside {
		aside = said[1]
	}
	return stands, aside, true, err
}

// audienceAt is what the space says at a commit; nothing where its file cannot be read.
func (r *run) audienceAt(h Hash) (string, error) {
	c, err := r.store.Commit(h)
	if err != nil {
		return "", err
	}
	config, _, err := readSpace(r.store, c.Tree)
	return sharing.ShownAudience(config.Audience), err
}

// audienceWords are the keys of a remark: with words on both sides, where none stand now,
// and where the other side has none.
type audienceWords struct{ both, none, first string }

func (r *run) noticeAudience(in audienceWords, stands, other string) {
	key := in.both
	switch {
	case stands == "":
		key = in.none
	case other == "":
		key = in.first
	}
	r.report.Notices = append(r.report.Notices, Notice{"", merge.Notice{Key: key, Path: canon.SpacePath, Params: map[string]string{"audience": stands, "other": other}}})
}
