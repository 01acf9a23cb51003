package app

import (
	"context"
	"encoding/json"
	"strings"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/reviewing"
	"secondstory/backend/workspace"
)

// meetingSaid is what the window says of a meeting; null leaves a part as it is.
type meetingSaid struct {
	At      *string `json:"at"`
	Minutes *int    `json:"minutes"`
	Place   *string `json:"place"`
	State   string  `json:"state"`
}

// SetMeeting plans a meeting of a review (meeting ""), or changes one.
func (s *Reviews) SetMeeting(ref, meeting, saidJSON, origin string) (Added, error) {
	return on(s.a, "Reviews.SetMeeting", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		var m meetingSaid
		if err := json.Unmarshal([]byte(saidJSON), &m); err != nil {
			return Added{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", review.Meetings)
		}
		if m.State == "held" {
			return Added{}, fault.New(fault.Denied, "meeting.by_step") // HoldReview stores the rule with it
		}
		saved, err := ws.Reviews.SetMeeting(ctx, id, meeting, reviewing.Meeting{At: m.At, Minutes: m.Minutes, Place: m.Place, State: m.State}, origin)
		return Added{saved.ID, saved.Rev}, err
	})
}

// HoldReview notes that a review was held: in a meeting that was planned, or at a time ("now",
// "2026-11-24 14:00") in one that nobody planned (meeting "").
func (s *Reviews) HoldReview(ref, meeting, at string, anyway bool, origin string) (Added, error) {
	return on(s.a, "Reviews.HoldReview", ref, func(ctx context.Context, ws *workspace.Workspace, id string) (Added, error) {
		saved, err := ws.HoldReview(ctx, id, meeting, at, anyway, origin)
		return Added{saved.ID, saved.Rev}, err
	})
}

// SaveInvitation asks for a place and saves a calendar file of a meeting, of the next one
// where meeting is "".
func (s *Reviews) SaveInvitation(ref, meeting string) (SavedFile, error) {
	return s.a.saveAs("meeting.saveAs", strings.ToLower(ref), "ics", func(ctx context.Context, ws *workspace.Workspace) ([]byte, error) {
		if _, ok := record.ParseRef(ref); !ok {
			return nil, fault.New(fault.Invalid, "record.ref_bad", "ref", ref)
		}
		id, err := ws.Records.Resolve(ctx, ref)
		if err != nil {
			return nil, err
		}
		return ws.Invitation(ctx, id, meeting, assets.English())
	})
}
