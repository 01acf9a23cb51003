package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// ConflictAnswer is what a person decided: keep is "1" (what stands), "2" and further
// (another value), "both", or "text" for a value of their own. Seen holds the value that
// stood under the number when they decided, for "text" the first; nothing for "both".
type ConflictAnswer struct {
	Keep string   `json:"keep"`
	Text string   `json:"text"`
	Why  string   `json:"why"`
	Seen []string `json:"seen"`
}

// Conflicts tells what waits for a decision in all reviews, then what was decided.
func (s *Reviews) Conflicts() ([]review.Undecided, error) {
	return with(s.a, "Reviews.Conflicts", func(ctx context.Context, ws *workspace.Workspace) ([]review.Undecided, error) {
		z, err := s.a.clock(ctx, ws)
		if err != nil {
			return nil, err
		}
		list, err := ws.Conflicts(ctx, "", assets.English().Text)
		return toldOn(z, list), err
	})
}

// ConflictCount is how many decisions wait in all reviews.
func (s *Reviews) ConflictCount() (int, error) {
	return with(s.a, "Reviews.ConflictCount", func(ctx context.Context, ws *workspace.Workspace) (int, error) {
		return ws.Reviews.CountConflicts(ctx)
	})
}

// SettleConflict decides a conflict.
func (s *Reviews) SettleConflict(ref, conflictID string, answer ConflictAnswer, origin string) (Written, error) {
	return on(s.a, "Reviews.SettleConflict", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		choice := reviewing.Choice{Keep: answer.Keep, Text: answer.Text, Why: answer.Why}
		if len(answer.Seen) > 0 {
			choice.Seen = &answer.Seen[0]
		}
		saved, err := ws.SettleConflict(ctx, id, conflictID, choice, origin)
		return Written{saved.Rev}, err
	})
}
