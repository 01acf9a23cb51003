package cli

import (
	"secondstory/backend/domain/calendar"
	"secondstory/backend/workspace"
)

// watchLimits remembers what a calendar says before an edit, or each one that assessments
// name where nobody knows yet which is edited (""). What it gives tells afterwards which
// limits that run end otherwise now; the edit stands whatever becomes of that.
func (r *run) watchLimits(id string) (tell func()) {
	ids := []string{id}
	if id == "" {
		list, err := r.ws.Obligations.Counting(r.ctx)
		if err != nil {
			return func() {}
		}
		ids = list
	}
	said := map[string]string{}
	for _, id := range ids {
		if text, err := r.ws.Obligations.Said(r.ctx, id); err == nil {
			said[id] = text
		}
	}
	return func() {
		for _, id := range ids {
			now, err := r.ws.Obligations.Said(r.ctx, id)
			if err != nil || said[id] == "" || now == said[id] {
				continue
			}
			r.limitsMoved(id, said[id])
		}
	}
}

// watchKind is watchLimits for a record of any kind; only a calendar has limits.
func (r *run) watchKind(kind, id string) (tell func()) {
	if kind != calendar.Kind {
		return func() {}
	}
	return r.watchLimits(id)
}

// watchBack is watchLimits for undo and redo, of one record or ("") of whichever comes next.
func (r *run) watchBack(id string) (tell func(), err error) {
	if id == "" {
		return r.watchLimits(""), nil
	}
	schema, err := r.ws.KindOf(r.ctx, id)
	if err != nil {
		return nil, err
	}
	return r.watchKind(schema.Kind, id), nil
}

func (r *run) limitsMoved(id, said string) {
	list, err := r.ws.Obligations.Hanging(r.ctx, id, said)
	if err != nil {
		r.note("%s", r.t("calendar.limits.unread"))
		return
	}
	for _, h := range list {
		if h.Before == nil {
			continue
		}
		key := "calendar.limits.movedLine"
		if !h.Sure {
			key = "calendar.limits.movedProjected"
		}
		r.note("%s", r.t(key, "ref", h.Ref, "rules", h.Rules, "about", h.About, "step", h.Step,
			"before", workspace.DutyEnd(h.Before), "after", workspace.DutyEnd(h.End)))
	}
}
