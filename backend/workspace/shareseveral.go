package workspace

import (
	"context"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/vetting"
	"secondstory/backend/sqlite"
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
	// StaysAway: others moved it out of the space, and its place is another one. Nothing of
	// it comes into this one by that.
	StaysAway Becoming = "away"
)

// Shared is a record that was looked through to be shared, and what becomes of it.
type Shared struct {
	vetting.Looked
	Becomes Becoming
	// Leaves is what the shared space it leaves is called here, for one that moves.
	Leaves string
	// Place is where it belongs, for one that StaysAway.
	Place Place
}

// Goes says whether a record is in the space afterwards.
func (s Shared) Goes() bool { return s.Becomes != StaysHeld && s.Becomes != StaysAway }

// Counted is told how many of all were looked through; nil is told nothing.
type Counted func(done, total int)

// LookAtSharing looks through records as a space would get them and says what would
// become of each. Nothing is changed.
func (w *Workspace) LookAtSharing(ctx context.Context, name string, text review.Text, told Counted, ids ...string) ([]Shared, error) {
	to, err := w.space(ctx, name)
	if err != nil {
		return nil, err
	}
	return w.lookAtSharing(ctx, to, text, told, ids)
}

func (w *Workspace) lookAtSharing(ctx context.Context, to sharing.Link, text review.Text, told Counted, ids []string) ([]Shared, error) {
	out, moves := make([]Shared, 0, len(ids)), []string{}
	places, err := w.placesOf(ctx, to.Space, ids)
	if err != nil {
		return nil, err
	}
	err = w.Vetting.LookThrough(ctx, ids, to.Space, text, func(l vetting.Looked) error {
		s := Shared{Looked: l, Becomes: BecomesShared}
		place := places[l.ID]
		switch {
		case place.Away && (place.Inside == (l.Space == to.Space)):
			s.Becomes, s.Place = StaysAway, place
		case l.Holding > 0:
			s.Becomes = StaysHeld
		case l.Space == to.Space:
			s.Becomes = StaysThere
		case l.Space != w.Who.Space:
			s.Becomes = BecomesMoved
			moves = append(moves, l.ID)
		}
		if out = append(out, s); told != nil {
			told(len(out), len(ids))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	received, err := w.receivedOf(ctx, moves)
	if err != nil {
		return nil, err
	}
	names, err := w.namesOfSpaces(ctx)
	if err != nil {
		return nil, err
	}
	for i, s := range out {
		if s.Becomes == BecomesMoved {
			out[i].Leaves = names[s.Space]
		}
		if s.Becomes == BecomesMoved && !received[s.ID] {
			out[i].Becomes = BecomesUnread
		}
	}
	return out, nil
}

// namesOfSpaces are what the spaces are called here, by their ids.
func (w *Workspace) namesOfSpaces(ctx context.Context) (map[string]string, error) {
	names := map[string]string{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		links, err := tx.Links()
		for _, l := range links {
			names[l.Space] = l.Name
		}
		return err
	})
	return names, err
}

// ShareSeveral puts records into a space and tells what became of each. What is held back
// keeps no other from going, and is noted as to be shared; a record that may not go for
// another reason lets none of them go, and neither does a context that ends before they went.
func (w *Workspace) ShareSeveral(ctx context.Context, name string, text review.Text, told Counted, ids ...string) ([]Shared, error) {
	to, err := w.space(ctx, name)
	if err != nil {
		return nil, err
	}
	out, err := w.lookAtSharing(ctx, to, text, told, ids)
	if err != nil {
		return nil, err
	}
	var goes, later []string
	for _, s := range out {
		switch {
		case s.Goes():
			goes = append(goes, s.ID)
		case s.Becomes == StaysHeld:
			later = append(later, s.ID)
		}
	}
	// They were looked through a moment ago; what was typed since is looked at by the exchange.
	if err := w.putInto(ctx, to, goes); err != nil {
		return nil, err
	}
	// The others went: that these were to go is noted, whoever stops now.
	return out, w.Vetting.AskLater(context.WithoutCancel(ctx), to.Space, later...)
}
