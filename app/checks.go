package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/workspace"
)

// Checks tells what does not fit together in a review, as of now.
func (s *Reviews) Checks(ref string) ([]workspace.Checked, error) {
	return on(s.a, "Reviews.Checks", ref, func(ctx context.Context, ws *workspace.Workspace, id string) ([]workspace.Checked, error) {
		return ws.Checks(ctx, id, assets.English().Text)
	})
}

// CheckPlace names one finding of a check: what it found, where, and of which words.
type CheckPlace struct {
	Check string `json:"check"`
	About string `json:"about"`
	Sum   string `json:"sum"`
}

// LeaveCheck notes that a person leaves what a check found as it is, and why.
func (s *Reviews) LeaveCheck(ref string, at CheckPlace, reason, origin string) (Written, error) {
	return on(s.a, "Reviews.LeaveCheck", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.LeaveCheck(ctx, id, at.Check, at.About, at.Sum, reason, origin)
		return Written{Rev: saved.Rev}, err
	})
}

// TakeUpCheck takes the note back that a finding was left as it is.
func (s *Reviews) TakeUpCheck(ref string, at CheckPlace, origin string) (Written, error) {
	return on(s.a, "Reviews.TakeUpCheck", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Written, error) {
		saved, err := ws.Reviews.TakeUpCheck(ctx, id, at.Check, at.About, at.Sum, origin)
		return Written{Rev: saved.Rev}, err
	})
}
