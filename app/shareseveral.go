package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// SharedReview is a review that was looked through to be shared, and what becomes of it:
// "shared", "moved" (it leaves another shared space), "unread" (likewise, and nobody had
// received it there), "there" (it is in the space already), "held" (words in it wait for
// a person; Holding is how many) or "away" (others moved it out of the space).
type SharedReview struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Becomes string `json:"becomes"`
	Holding int    `json:"holding"`
	Leaves  string `json:"leaves"` // what the shared space is called that it leaves, "" for none
	Place   Place  `json:"place"`  // where one belongs that is "away"
}

// Place is the space that a review was moved to by others.
type Place struct {
	Away   bool   `json:"away"`   // it is another one; nothing else is said where it is not
	Name   string `json:"name"`   // what it is called here, "" where it is not in this workspace
	Left   string `json:"left"`   // the space the review was moved from
	Inside bool   `json:"inside"` // the review is in that one here
}

// LookAtSharing looks through reviews as a space would get them. Nothing is changed. It is a
// job whose progress counts reviews.
func (s *Spaces) LookAtSharing(refs []string, id string) (string, error) {
	return s.sharing("Spaces.LookAtSharing", refs, id, (*workspace.Workspace).LookAtSharing)
}

// ShareSeveral looks through reviews and puts them into a space: the next sync sends them.
// What is held back keeps no other from going, and is listed as kept back. It is a job whose
// progress counts reviews; where a person stops it none of them goes.
func (s *Spaces) ShareSeveral(refs []string, id string) (string, error) {
	return s.sharing("Spaces.ShareSeveral", refs, id, (*workspace.Workspace).ShareSeveral)
}

// SharingResult tells what would become, or became, of the reviews of a finished job of
// either kind, in the order in which they were named.
func (s *Spaces) SharingResult(jobID string) ([]SharedReview, error) {
	return resultOf[[]SharedReview](s.a, "Spaces.SharingResult", jobID)
}

func (s *Spaces) sharing(call string, refs []string, id string,
	do func(*workspace.Workspace, context.Context, string, review.Text, workspace.Counted, ...string) ([]workspace.Shared, error)) (string, error) {
	return guard(s.a, call, func(context.Context) (string, error) {
		return s.a.start(func(ctx context.Context, ws *workspace.Workspace, progress func(int, int, string)) (any, error) {
			ids := make([]string, 0, len(refs))
			for _, ref := range refs {
				one, err := ws.Records.Resolve(ctx, ref)
				if err != nil {
					return nil, auditStopped(ctx, err, "share.several_stopped")
				}
				ids = append(ids, one)
			}
			list, err := do(ws, ctx, id, assets.English().Text, func(done, total int) { progress(done, total, "") }, ids...)
			if err != nil {
				s.a.noteDamage(ws, err)
				return nil, auditStopped(ctx, err, "share.several_stopped")
			}
			out := make([]SharedReview, 0, len(list))
			for _, l := range list {
				out = append(out, SharedReview{Ref: l.Ref, Title: l.Title, Becomes: string(l.Becomes), Holding: l.Holding, Leaves: l.Leaves, Place: Place(l.Place)})
			}
			return out, nil
		})
	})
}
