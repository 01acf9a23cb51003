package app

import (
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
)

// SharedReview is a review that was looked through to be shared, and what becomes of it:
// "shared", "moved" (it leaves another shared space), "unread" (likewise, and nobody had
// received it there), "there" (it is in the space already) or "held" (words in it wait for
// a person; Holding is how many).
type SharedReview struct {
	Ref     string `json:"ref"`
	Title   string `json:"title"`
	Becomes string `json:"becomes"`
	Holding int    `json:"holding"`
}

// LookAtSharing looks through reviews as a space would get them. Nothing is changed.
func (s *Spaces) LookAtSharing(refs []string, id string) ([]SharedReview, error) {
	return s.sharing("Spaces.LookAtSharing", refs, id, (*workspace.Workspace).LookAtSharing)
}

// ShareSeveral puts reviews into a space: the next sync sends them. What is held back
// keeps no other from going, and is listed as kept back.
func (s *Spaces) ShareSeveral(refs []string, id string) ([]SharedReview, error) {
	return s.sharing("Spaces.ShareSeveral", refs, id, (*workspace.Workspace).ShareSeveral)
}

func (s *Spaces) sharing(call string, refs []string, id string,
	do func(*workspace.Workspace, context.Context, string, review.Text, ...string) ([]workspace.Shared, error)) ([]SharedReview, error) {
	return with(s.a, call, func(ctx context.Context, ws *workspace.Workspace) ([]SharedReview, error) {
		ids := make([]string, 0, len(refs))
		for _, ref := range refs {
			one, err := ws.Records.Resolve(ctx, ref)
			if err != nil {
				return nil, err
			}
			ids = append(ids, one)
		}
		list, err := do(ws, ctx, id, assets.English().Text, ids...)
		out := make([]SharedReview, 0, len(list))
		for _, l := range list {
			out = append(out, SharedReview{Ref: l.Ref, Title: l.Title, Becomes: string(l.Becomes), Holding: l.Holding})
		}
		return out, err
	})
}
