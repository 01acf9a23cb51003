package reviewing

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Choice is the answer to a conflict. Keep "1" leaves what stands, "2" takes the
// other value, "both" puts one below the other, and "text" takes Text, written as a
// person writes the field: a time as stated, a list with commas.
type Choice struct {
	Keep string
	Text string
	Why  string
}

// ChoiceOf reads an answer given as one word or as a text of its own.
func ChoiceOf(keep, why string) Choice {
	switch keep {
	case "1", "2", "both":
		return Choice{Keep: keep, Why: why}
	}
	return Choice{Keep: "text", Text: keep, Why: why}
}

// SettleConflict decides a conflict. It stays in the record as resolved, with the
// value, who decided it and why; undo opens it again. Where the field has moved on
// since, "1" keeps what it holds now and every other answer is refused with
// fault.Conflict; a value that cannot be set from here is refused with
// fault.Invalid.
func (s *Service) SettleConflict(ctx context.Context, id, conflict string, choice Choice, editor string) (Saved, error) {
	at := record.Path{Collection: review.Conflicts, Part: conflict}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "conflicts.set", Reason: choice.Why, Editor: editor, Needs: conflictCollections(),
		Plan: func(st *record.State) ([]record.Op, error) {
			part, ok := st.Part(at.Collection, at.Part)
			if !ok || part.Removed {
				return nil, fault.New(fault.NotFound, "conflict.missing", "id", conflict)
			}
			c := merge.ConflictOf(conflict, part.Doc)
			if c.State != merge.Open {
				return nil, fault.New(fault.Conflict, "conflict.decided_already", "id", conflict)
			}
			ops, value, err := s.answer(st, c, choice)
			if err != nil {
				return nil, err
			}
			set := func(field string, v any) {
				p := at
				p.Field = field
				ops = append(ops, record.SetOp(p, v))
			}
			decided := c.Resolve(merge.Resolution{Value: value, By: s.Rec.Who.Actor, At: s.stamp(), Why: choice.Why})
			set("state", merge.Resolved)
			set("resolution", choice.Keep)
			set("resolutions", decided.Doc()["resolutions"])
			return ops, nil
		}})
	return Saved{Rev: res.Rev}, err
}

// conflictCollections are those a conflict can be about, and its own.
func conflictCollections() []string {
	var names []string
	for _, c := range review.Schema.Collections {
		if !c.Inline {
			names = append(names, c.Name)
		}
	}
	return names
}

// Conflicts tells the conflicts of one review, or of all when id is "": those that
// wait for an answer first, then the decided ones, each by review and age.
func (s *Service) Conflicts(ctx context.Context, id string, text review.Text) ([]review.Undecided, error) {
	placed, err := s.placed(ctx, id)
	if err != nil {
		return nil, err
	}
	open, decided := []review.Undecided{}, []review.Undecided{}
	for _, p := range placed {
		r, err := s.read(ctx, p.Record)
		if fault.Is(err, fault.NotFound) {
			continue // of a kind that this version does not know, or gone since
		}
		if err != nil {
			return nil, err
		}
		u := s.undecided(r, merge.ConflictOf(p.ID, p.Doc), text)
		if u.State == merge.Open {
			open = append(open, u)
		} else {
			decided = append(decided, u)
		}
	}
	// The last decision first.
	slices.SortStableFunc(decided, func(a, b review.Undecided) int {
		switch {
		case a.DecidedAt > b.DecidedAt:
			return -1
		case a.DecidedAt < b.DecidedAt:
			return 1
		}
		return 0
	})
	return append(open, decided...), nil
}

// FindConflict gives the record and the id of a conflict by its id or a beginning of
// it that no other has.
func (s *Service) FindConflict(ctx context.Context, name string) (recordID, id string, err error) {
	placed, err := s.placed(ctx, "")
	if err != nil {
		return "", "", err
	}
	for _, p := range placed {
		if p.ID == name {
			return p.Record, p.ID, nil
		}
		if len(name) < shortestName || len(p.ID) < len(name) || p.ID[:len(name)] != name {
			continue
		}
		if id != "" {
			return "", "", fault.New(fault.Invalid, "conflict.ambiguous", "id", name)
		}
		recordID, id = p.Record, p.ID
	}
	if id == "" {
		return "", "", fault.New(fault.NotFound, "conflict.missing", "id", name)
	}
	return recordID, id, nil
}

// shortestName is the shortest beginning of an id that may stand for it.
const shortestName = 4

// CountConflicts is how many conflicts wait for an answer.
func (s *Service) CountConflicts(ctx context.Context) (n int, err error) {
	placed, err := s.placed(ctx, "")
	for _, p := range placed {
		if record.Str(p.Doc, "state") != merge.Resolved {
			n++
		}
	}
	return n, err
}

func (s *Service) placed(ctx context.Context, id string) (out []record.Placed, err error) {
	err = s.Rec.Store.View(ctx, func(tx recording.Reader) error {
		all, err := tx.Conflicts()
		for _, p := range all {
			if id == "" || p.Record == id {
				out = append(out, p)
			}
		}
		return err
	})
	return out, err
}

// undecided adds to the words of a conflict what may be answered now.
func (s *Service) undecided(r reading, c merge.Conflict, text review.Text) review.Undecided {
	u := review.UndecidedOf(r.view, c, text)
	if c.State != merge.Open {
		return u
	}
	st := r.snap.State
	if u.Form == review.FormSpace {
		return u // which can be taken depends on the spaces of this workspace
	}
	u.Choices = append(u.Choices, "1")
	_, _, err := s.answer(st, c, Choice{Keep: "2"})
	if fault.Is(err, fault.Conflict) {
		u.Moved = true
		u.Now = r.view.ShownValue(c, standingText(st, c), text)
		return u
	}
	if err == nil {
		u.Choices = append(u.Choices, "2")
	}
	if _, _, err := s.answer(st, c, Choice{Keep: "both"}); err == nil {
		u.Choices = append(u.Choices, "both")
	}
	if typed[u.Form] && err == nil {
		u.Choices = append(u.Choices, "text")
	}
	return u
}
