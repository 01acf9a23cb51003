package workspace

import (
	"cmp"
	"context"

	"secondstory/assets"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/review"
	"secondstory/backend/sqlite"
)

// HomeTold lists what Home tells: what DueNow lists, and behind it what waits for a person
// without a day of its own. Where Home names the first of many and counts the others, all of
// them are listed. Studies whose check is further ahead than two weeks are not.
func (w *Workspace) HomeTold(ctx context.Context, text *assets.Catalogue) ([]DueThing, error) {
	list, err := w.DueNow(ctx, text)
	if err != nil {
		return nil, err
	}
	for _, more := range []func(context.Context, *assets.Catalogue) ([]DueThing, error){w.rulesWaiting, w.conflictsWaiting, w.reviewsWaiting} {
		found, err := more(ctx, text)
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	_, rows, err := w.Register.Refusals(ctx, "", 0, 1)
	if err != nil {
		return nil, err
	}
	if rows > 0 {
		list = append(list, waiting("quarantine/rows", "quarantine", text.Count("home.quarantineRows", rows)))
	}
	return list, w.markPutOff(ctx, list)
}

// HomeUnread lists the references of rules and assessments that cannot be read, so that what
// they ask is told nowhere.
func (w *Workspace) HomeUnread(ctx context.Context) ([]string, error) {
	return w.Unreadable(ctx, policy.RecordKind, obligation.RecordKind)
}

// waiting is something that waits now, and since no day.
func waiting(key, kind, title string) DueThing {
	return DueThing{Key: key, Kind: kind, Title: title, Now: true}
}

// rulesWaiting are versions that wait for the signature of who reads, and exceptions that are
// over and of which nobody has said what came of them.
func (w *Workspace) rulesWaiting(ctx context.Context, _ *assets.Catalogue) (list []DueThing, err error) {
	pages, err := w.PolicyPages(ctx)
	for _, p := range pages {
		for _, v := range p.Versions {
			if v.WaitsForReader() {
				list = append(list, waiting("sign/"+p.Ref, "sign", p.Title))
			}
		}
		for _, e := range p.Exceptions {
			if e.Wants {
				ended := waiting("ended/"+e.ID, "outcome", e.Procedure)
				ended.Day = e.To
				list = append(list, ended)
			}
		}
	}
	return list, err
}

// conflictsWaiting are the decisions between two versions.
func (w *Workspace) conflictsWaiting(ctx context.Context, text *assets.Catalogue) (list []DueThing, err error) {
	all, err := w.Conflicts(ctx, "", text.Text)
	for _, u := range all {
		if u.State == merge.Open {
			list = append(list, waiting("conflict/"+u.Ref+"/"+u.ID, "conflict", cmp.Or(u.Title, u.Ref)+": "+u.Where))
		}
	}
	return list, err
}

// reviewsWaiting are reviews that are kept back, those that ask something since they were
// imported, and actions that are due on a day that is in no calendar.
func (w *Workspace) reviewsWaiting(ctx context.Context, text *assets.Catalogue) ([]DueThing, error) {
	list := []DueThing{}
	held, err := w.Vetting.Held(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range held {
		list = append(list, waiting("held/"+k.Ref, "held", cmp.Or(k.Title, k.Ref)))
	}
	asking, err := w.List(ctx, sqlite.ListFilter{Kind: review.Kind, Asking: true})
	if err != nil {
		return nil, err
	}
	for _, r := range asking {
		list = append(list, waiting("asking/"+r.Ref, "asking", cmp.Or(r.Title, text.Text("review.untitled"))))
	}
	odd, err := w.Reviews.OddlyDated(ctx)
	for _, a := range odd {
		list = append(list, waiting("odd/"+a.Ref+"/"+a.ID, "odd", cmp.Or(a.Title, text.Text("home.untitled"))))
	}
	return list, err
}
