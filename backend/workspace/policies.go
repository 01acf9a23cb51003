package workspace

import (
	"context"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/signing"
	"secondstory/backend/share/canon"
	"secondstory/backend/sqlite"
)

// newSigning makes what people sign rules with.
func newSigning(w *Workspace) *signing.Service {
	return &signing.Service{
		Rec: w.Records, Keep: w.Keeping, Now: w.now, NewID: w.newID, Text: canon.Text, Proofs: w.proofs, Sealer: w.sealer,
		IDs: func(ctx context.Context) ([]string, error) {
			rows, err := w.List(ctx, sqlite.ListFilter{Kind: policy.RecordKind})
			ids := make([]string, len(rows))
			for i, r := range rows {
				ids[i] = r.ID
			}
			return ids, err
		},
		Aliases: func(ctx context.Context) ([]signing.Actor, error) {
			people, err := w.People(ctx)
			out := make([]signing.Actor, 0, len(people))
			for _, p := range people {
				if p.Actor != "" {
					out = append(out, signing.Actor{ID: p.Actor, Alias: p.Called()})
				}
			}
			return out, err
		},
		Known: func(ctx context.Context, ref string) error {
			_, err := w.Records.Resolve(ctx, ref)
			if err == nil {
				return nil
			}
			if _, other := w.Register.Find(ctx, ref); other == nil {
				return nil
			}
			return err
		},
	}
}

// PolicyPages reads all policies that are not in the trash, as people read them now.
func (w *Workspace) PolicyPages(ctx context.Context) ([]policy.Page, error) {
	list, err := w.Policies.List(ctx)
	if err != nil {
		return nil, err
	}
	name, err := w.actorNames(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]policy.Page, len(list))
	for i := range list {
		if out[i], err = w.policyPage(ctx, list[i], name); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// MayGoToTrash says whether a record may be put into the trash by one person. A rule that
// holds may not: it ends by a version that says so, which people sign. Fault denied
// policy.in_force_stays.
func (w *Workspace) MayGoToTrash(ctx context.Context, kind, id string) error {
	if kind != policy.RecordKind {
		return nil
	}
	h, err := w.Policies.Get(ctx, id)
	if record.Unreadable(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if _, holds := h.At(w.now()).Holds(); holds && !h.Trashed {
		return fault.New(fault.Denied, "policy.in_force_stays", "ref", h.Ref)
	}
	return nil
}

// PolicyPage reads one policy as people read it now.
func (w *Workspace) PolicyPage(ctx context.Context, id string) (policy.Page, error) {
	h, err := w.Policies.Get(ctx, id)
	if err != nil {
		return policy.Page{}, err
	}
	name, err := w.actorNames(ctx)
	if err != nil {
		return policy.Page{}, err
	}
	return w.policyPage(ctx, h, name)
}

// policyPage is a policy as people read it now, and whether what waits for signatures was
// changed and changed back.
func (w *Workspace) policyPage(ctx context.Context, h policy.Held, name func(string) string) (page policy.Page, err error) {
	page = h.Page(w.now(), w.Who.Actor, name)
	for i := range page.Exceptions {
		e := &page.Exceptions[i]
		if !e.Moved {
			continue
		}
		if e.Since, err = w.answeredOtherwise(ctx, h, e.ID, name); err != nil {
			return page, err
		}
	}
	for i := range page.Versions {
		v := &page.Versions[i]
		if v.State != policy.InReview && v.State != policy.Requested || len(v.Signoffs) == 0 {
			continue
		}
		if v.Again, err = w.changedBack(ctx, h.ID, v.ID); err != nil {
			return page, err
		}
	}
	return page, nil
}

// mostPolicySteps is how far back the history of a policy is looked through.
const mostPolicySteps = 1000

// answeredOtherwise lists what an exception says otherwise than what was answered, as the history
// of this machine has it; nothing where that does not go back so far.
func (w *Workspace) answeredOtherwise(ctx context.Context, h policy.Held, id string, name func(string) string) ([]policy.Difference, error) {
	e, err := h.Exception(id)
	if err != nil {
		return nil, err
	}
	events, _, err := w.Records.History(ctx, h.ID, 0, mostPolicySteps)
	if err != nil {
		return nil, err
	}
	was, ok := e.Back(h.ID, e.AnsweredHash, func(undo func(map[string]any) bool) {
		for _, event := range events {
			before := make(map[string]any, len(event.Changes))
			for _, c := range event.Changes {
				before[c.Path] = c.Before
			}
			if !undo(before) {
				return
			}
		}
	})
	if !ok {
		return []policy.Difference{}, nil
	}
	return e.Since(was, name), nil
}

// changedBack says whether the draft was changed since a version was proposed that it says
// again by now.
func (w *Workspace) changedBack(ctx context.Context, id, version string) (bool, error) {
	events, _, err := w.Records.History(ctx, id, 0, mostPolicySteps)
	if err != nil {
		return false, err
	}
	changed := false
	for _, e := range events {
		for _, c := range e.Changes {
			if c.Path == policy.VersionsOf+"/"+version {
				return changed, nil
			}
		}
		for _, c := range e.Changes {
			changed = changed || policy.OfDraft(c.Path)
		}
	}
	return false, nil
}

// actorNames gives what actors call themselves in the spaces of this workspace; others
// are told by the beginning of their id.
func (w *Workspace) actorNames(ctx context.Context) (func(string) string, error) {
	people, err := w.People(ctx)
	if err != nil {
		return nil, err
	}
	alias := map[string]string{}
	for _, p := range people {
		if p.Actor != "" && (alias[p.Actor] == "" || p.Alias != "") { // of several spaces one with an alias
			alias[p.Actor] = p.Called()
		}
	}
	return func(actor string) string {
		if a := alias[actor]; a != "" {
			return a
		}
		return actor
	}, nil
}

// NewPolicy makes a policy; its days are those of this machine unless it says otherwise.
// Where the zone of the machine has no name it has none, and its first day asks for one.
func (w *Workspace) NewPolicy(ctx context.Context, t policy.Terms, editor string) (signing.Saved, error) {
	if t.Zone == "" {
		t.Zone = w.Reviews.Zone().String()
		if _, err := calendar.FindZone(t.Zone); err != nil {
			t.Zone = ""
		}
	}
	return w.Policies.Create(ctx, t, editor)
}
