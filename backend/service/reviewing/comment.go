package reviewing

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// addComment says something of a place of a review: fields "text", "about" and "role". Faults:
// invalid comment.empty; not found comment.place where the place is not there.
func (s *Service) addComment(ctx context.Context, id string, fields map[string]any, editor string) (Saved, error) {
	text, _ := fields["text"].(string)
	about, _ := fields["about"].(string)
	role, _ := fields["role"].(string)
	if strings.TrimSpace(text) == "" {
		return Saved{}, fault.New(fault.Invalid, "comment.empty").WithField("text", "comment.empty")
	}
	part := s.NewID()
	e := recording.Edit{Action: review.Comments + ".add", Editor: editor, Last: []string{review.Comments}}
	if p, ok := record.ParsePath(about); ok {
		e.Entities = entityOf(p)
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		if !review.CommentPlace(st, about) {
			return nil, fault.New(fault.NotFound, "comment.place", "path", about)
		}
		return []record.Op{record.AddOp(review.Comments, part, record.Doc{"text": strings.TrimSpace(text), "about": about, "role": strings.TrimSpace(role),
			"on": s.today(), "state": review.CommentStates[0], "rank": rankAfter(st, review.Comments, "")})}, nil
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{ID: part, Rev: res.Rev}, err
}
