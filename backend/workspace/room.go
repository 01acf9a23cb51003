package workspace

import (
	"context"
	"strings"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/review"
)

// roomOf is who should be in the room of a review: who answers for its services, and which
// functions the rule for reviews wants there. neutral says that the rule lets nobody lead it
// who has a part in it.
func (w *Workspace) roomOf(ctx context.Context, r review.Review) (room consistency.Room, neutral bool, err error) {
	rule, err := w.ReviewRuleNow(ctx)
	if err != nil {
		return room, false, err
	}
	room.Functions, room.Least = rule.Functions, rule.Least
	g, err := w.Services.Readable(ctx) // one that is damaged shuts no review
	if err != nil {
		return room, false, err
	}
	for _, name := range r.Services {
		if one, ok := g.Named(name); ok && strings.TrimSpace(one.Owner) != "" {
			room.Owners = append(room.Owners, consistency.OwnedService{Service: one.Name, Role: one.Owner})
		}
	}
	return room, rule.Neutral, nil
}
