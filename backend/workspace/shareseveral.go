package workspace

import (
	"context"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/vetting"
)

// Becoming is what sharing makes of a record.
type Becoming string

// The closed set of them.
const (
	BecomesShared Becoming = "shared" // the others get it with the next sync
	BecomesMoved  Becoming = "moved"  // likewise, and it leaves the shared space it is in
	// BecomesUnread is moved too, from a space where nobody has received it.
	BecomesUnread Becoming = "unread"
	StaysThere    Becoming = "there" // it is in the space already
	StaysHeld     Becoming = "held"  // words in it wait for a person; it is listed as kept back
)

// Shared is a record that was looked through to be shared, and what becomes of it.
type Shared struct {
	vetting.Looked
	Becomes Becoming
}

// Goes says whether a record is in the space afterwards.
func (s Shared) Goes() bool { return s.Becomes != StaysHeld }

// LookAtSharing looks through records as a space would get them and says what would
// become of each. Nothing is changed.
func (w *Workspace) LookAtSharing(ctx context.Context, name string, text review.Text, ids ...string) ([]Shared, error) {
	to, err := w.space(ctx, name)
	if err != nil {
		return nil, err
	}
	out := make([]Shared, 0, len(ids))
	for _, id := range ids {
		l, err := w.Vetting.Look(ctx, id, to.Space, text)
		if err != nil {
			return nil, err
		}
		s := Shared{l, BecomesShared}
		switch {
		case l.Holding > 0:
			s.Becomes = StaysHeld
		case l.Space == to.Space:
			s.Becomes = StaysThere
		case l.Space != w.Who.Space:
			received, err := w.Received(ctx, id)
			if err != nil {
				return nil, err
			}
			if s.Becomes = BecomesMoved; !received {
				s.Becomes = BecomesUnread
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// ShareSeveral puts records into a space and tells what became of each. What is held back
// keeps no other from going, and is noted as to be shared; a record that may not go for
// another reason lets none of them go.
func (w *Workspace) ShareSeveral(ctx context.Context, name string, text review.Text, ids ...string) ([]Shared, error) {
	out, err := w.LookAtSharing(ctx, name, text, ids...)
	if err != nil {
		return nil, err
	}
	var goes, later []string
	for _, s := range out {
		if s.Goes() {
			goes = append(goes, s.ID)
		} else {
			later = append(later, s.ID)
		}
	}
	if err := w.Share(ctx, name, goes...); err != nil {
		return nil, err
	}
	return out, w.ShareLater(ctx, name, later...)
}
