package app

import (
	"context"

	"secondstory/backend/share/space"
	"secondstory/backend/workspace"
)

// shownOfSpace bounds what an account lists of each kind; the counts tell the rest.
const shownOfSpace = 100

// account puts what an exchange did into the form that is told. It is told also of one
// that was stopped or failed, for what it has done stands.
func (a *App) account(ctx context.Context, ws *workspace.Workspace, l workspace.SpaceInfo, r space.Report, err error) SpaceAccount {
	out := SpaceAccount{ID: l.Space, Name: l.Name, State: string(r.State), Carried: r.Carried, Wrote: r.Wrote, CameCount: len(r.Came), WentCount: len(r.Went),
		Came: []SpaceReview{}, Went: []SpaceReview{}, Undecided: []SpaceReview{}, Held: []SpaceReview{}, Aside: []SpaceRemark{}, Notices: []SpaceRemark{}}
	switch {
	case err != nil && ctx.Err() != nil:
		out.State = "stopped"
	case err != nil:
		out.State = "failed"
		out.Error, _ = a.FormatError(err).(string)
	}
	ctx = context.WithoutCancel(ctx)
	list := func(ids []string) []workspace.Named {
		named, nerr := ws.Name(ctx, ids)
		if nerr != nil {
			a.log.Error("account", nerr) // the exchange is done; its account is shorter
		}
		return named
	}
	joined := map[string]bool{}
	for _, id := range r.Joined {
		joined[id] = true
	}
	told := func(n workspace.Named) SpaceReview {
		return SpaceReview{Ref: n.Ref, Title: n.Title, Trashed: n.Trashed, Joined: joined[n.ID], Undecided: n.Undecided, By: orEmpty(r.By[n.ID])}
	}
	for i, n := range list(r.Came) {
		if i < shownOfSpace {
			out.Came = append(out.Came, told(n))
		}
		if n.Undecided > 0 && !n.Trashed && len(out.Undecided) < shownOfSpace {
			out.Undecided = append(out.Undecided, told(n))
		}
	}
	for _, n := range list(r.Went[:min(len(r.Went), shownOfSpace)]) {
		sent := told(n)
		sent.Joined, sent.By = false, []string{} // said of what came
		out.Went = append(out.Went, sent)
	}
	for _, n := range list(r.Held[:min(len(r.Held), shownOfSpace)]) {
		out.Held = append(out.Held, SpaceReview{Ref: n.Ref, Title: n.Title, Trashed: n.Trashed, By: []string{}})
	}
	if open, cerr := ws.OpenConflicts(ctx, l.Space); cerr == nil {
		out.Open = open
	}
	for _, x := range r.Refused[:min(len(r.Refused), shownOfSpace)] {
		out.Aside = append(out.Aside, remark(ctx, ws, x.Record, x.Path, x.Line, x.Key, x.Params))
	}
	seen := map[string]bool{} // what the heads say is said again while writing back
	for _, n := range r.Notices {
		if key := n.Record + " " + n.Path + " " + n.Key; !seen[key] && len(out.Notices) < shownOfSpace {
			seen[key] = true
			out.Notices = append(out.Notices, remark(ctx, ws, n.Record, n.Path, 0, n.Key, n.Params))
		}
	}
	return out
}

func remark(ctx context.Context, ws *workspace.Workspace, id, path string, line int, key string, params map[string]string) SpaceRemark {
	ref, title := "", ""
	if id != "" {
		ref = ws.RefOf(ctx, id, path)
		if named, err := ws.Name(ctx, []string{id}); err == nil {
			title = named[0].Title
		}
	}
	return SpaceRemark{Ref: ref, Title: title, Path: path, Line: line, Message: Message{Key: key, Params: orEmptyMap(params)}}
}
