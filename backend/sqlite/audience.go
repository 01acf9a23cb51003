package sqlite

import (
	"database/sql"
	"encoding/json"
	"errors"
	"strings"

	"secondstory/backend/domain/sharing"
)

// What a space is to say about its readers is a setting of this machine until the space
// says it; one sign tells a change from words that are only for a space without any.
const (
	audienceSetting = "audience."
	changesAudience = "="
	firstAudience   = "?"
	asideSetting    = "audience-aside."
)

// AudienceAside keeps words that were put aside, in place of earlier ones.
func (t *Tx) AudienceAside(space string, a sharing.Aside) error {
	text, err := json.Marshal([]string{a.Stands, a.Words})
	if err != nil {
		return err
	}
	return t.SetSetting(asideSetting+space, string(text))
}

// AsideAudience reads them; nothing where there are none.
func (t *Tx) AsideAudience(space string) (a sharing.Aside, err error) {
	var text string
	err = t.tx.QueryRowContext(t.ctx, "SELECT value FROM setting WHERE name = ?", asideSetting+space).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return a, nil
	}
	var words []string
	if err == nil {
		err = json.Unmarshal([]byte(text), &words)
	}
	if len(words) == 2 {
		a.Stands, a.Words = words[0], words[1]
	}
	return a, err
}

// AudienceWish reads what a person wants a space to say about who can read it; ok is false
// where nothing waits.
func (t *Tx) AudienceWish(space string) (w sharing.Wish, ok bool, err error) {
	var text string
	err = t.tx.QueryRowContext(t.ctx, "SELECT value FROM setting WHERE name = ?", audienceSetting+space).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return w, false, nil
	}
	w.Text, w.IfNone = strings.CutPrefix(text, firstAudience)
	if !w.IfNone {
		w.Text = strings.TrimPrefix(text, changesAudience)
	}
	return w, err == nil, err
}

// WishAudience notes one, in place of an earlier one.
func (t *Tx) WishAudience(space string, w sharing.Wish) error {
	sign := changesAudience
	if w.IfNone {
		sign = firstAudience
	}
	return t.SetSetting(audienceSetting+space, sign+w.Text)
}

// AudienceSaid drops a wish that the space fulfils; a later one stays.
func (t *Tx) AudienceSaid(space string, w sharing.Wish) error {
	now, ok, err := t.AudienceWish(space)
	if err != nil || !ok || now != w {
		return err
	}
	return t.SetSetting(audienceSetting+space, "")
}
