package signing

import (
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/keeping"
	"secondstory/backend/service/recording"
)

// Patch is what is to be different in a draft. Settings and seats are meant by their
// names: what has the name is changed, what is new is put behind the others.
type Patch struct {
	Fields   record.Doc // nil takes a field away
	Settings []policy.Setting
	Seats    []policy.Seat // of count 0 are taken away
	// Drop are names of settings that are taken away.
	Drop []string
}

// Edit changes the draft in one step that undo takes back.
func (s *Service) Edit(ctx context.Context, id string, p Patch, editor string) (Saved, error) {
	if _, err := s.Get(ctx, id); err != nil {
		return Saved{}, err
	}
	names := make([]string, 0, len(p.Fields))
	for name, v := range p.Fields {
		if v != nil {
			if _, err := policy.CheckValue(record.Path{Field: name}, v); err != nil {
				return Saved{}, err
			}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "policy.draft", Editor: editor, Needs: []string{policy.SettingsOf, policy.SeatsOf},
		Plan: func(st *record.State) ([]record.Op, error) {
			var ops []record.Op
			for _, name := range names {
				ops = append(ops, record.SetOp(record.Path{Field: name}, p.Fields[name]))
			}
			more, err := s.lists(st, p)
			if err != nil {
				return nil, err
			}
			ops = append(ops, more...)
			return ops, s.reviewAhead(st, ops)
		}})
	return Saved{Rev: res.Rev}, err
}

// SetFrom puts values in the place of those a person saw in the draft, as one step; see
// keeping.SetFrom.
func (s *Service) SetFrom(ctx context.Context, id string, list []keeping.Change, editor string) (Saved, error) {
	snap, err := s.Keep.Get(ctx, policy.RecordKind, id)
	if err != nil {
		return Saved{}, err
	}
	var ops []record.Op
	for _, c := range list {
		if c.Path.Part == "" && slices.Contains([]string{"review_by", "effective", "ends", "zone"}, c.Path.Field) {
			ops = append(ops, record.SetOp(c.Path, c.Value))
		}
	}
	if err := s.reviewAhead(snap.State, ops); err != nil {
		return Saved{}, err
	}
	saved, err := s.Keep.SetFrom(ctx, id, list, editor)
	return Saved{Rev: saved.Rev}, err
}

// reviewAhead refuses operations that set a day of review which is over already.
func (s *Service) reviewAhead(st *record.State, ops []record.Op) error {
	by := record.Path{Field: "review_by"}
	if !slices.ContainsFunc(ops, func(o record.Op) bool { v, sets := o.Sets(by); return sets && v != nil }) {
		return nil
	}
	after := st.Clone()
	if _, err := record.Apply(policy.Schema, after, ops...); err != nil {
		return err
	}
	return policy.Of(after).Draft.CheckReview(s.now())
}

func (s *Service) lists(st *record.State, p Patch) (ops []record.Op, err error) {
	find := func(collection, field, name string) (string, bool) {
		for _, id := range st.Live(collection) {
			if strings.EqualFold(strings.TrimSpace(record.Str(st.Parts[collection][id].Doc, field)), strings.TrimSpace(name)) {
				return id, true
			}
		}
		return "", false
	}
	last := map[string]string{} // rank given last, by collection
	put := func(collection, field, name string, doc record.Doc) {
		if id, ok := find(collection, field, name); ok {
			for _, f := range []string{"value", "note", "count"} {
				if v, given := doc[f]; given {
					ops = append(ops, record.SetOp(record.Path{Collection: collection, Part: id, Field: f}, v))
				}
			}
			return
		}
		if last[collection] == "" {
			last[collection] = rankLast(st, collection)
		} else {
			last[collection] = cause.RankBetween(last[collection], "")
		}
		doc[field], doc["rank"] = name, last[collection]
		ops = append(ops, record.AddOp(collection, s.NewID(), doc))
	}
	drop := func(collection, field, name string) error {
		id, ok := find(collection, field, name)
		if !ok {
			return fault.New(fault.NotFound, "policy.line_missing", "name", name)
		}
		ops = append(ops, record.RemoveOp(record.Path{Collection: collection, Part: id}))
		return nil
	}
	for _, e := range p.Settings {
		doc := record.Doc{"value": e.Value}
		if e.Note != "" {
			doc["note"] = e.Note
		}
		put(policy.SettingsOf, "name", e.Name, doc)
	}
	for _, name := range p.Drop {
		if err := drop(policy.SettingsOf, "name", name); err != nil {
			return nil, err
		}
	}
	for _, e := range p.Seats {
		if e.Count == 0 {
			if err := drop(policy.SeatsOf, "role", e.Role); err != nil {
				return nil, err
			}
			continue
		}
		put(policy.SeatsOf, "role", e.Role, record.Doc{"count": float64(e.Count)})
	}
	return ops, nil
}

// SaveText puts the text of the draft in the place of the one it was written from, and
// what others wrote since is merged into it. Where both changed one place both are kept:
// what is given here stands, and a question about the two is open.
func (s *Service) SaveText(ctx context.Context, id, base, text, editor string) (recording.TextSaved, error) {
	if _, err := s.Get(ctx, id); err != nil {
		return recording.TextSaved{}, err
	}
	return s.Rec.SaveText(ctx, id, record.Path{Field: "text"}, base, text, "policy.draft", editor)
}

// Diff tells what two versions do not say alike; see policy.Find for their names.
func (s *Service) Diff(ctx context.Context, id, from, to string) ([]policy.Difference, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	var sides [2]policy.Terms
	for i, name := range []string{from, to} {
		terms, ok := h.Find(name, s.Now())
		if !ok {
			return nil, fault.New(fault.NotFound, "policy.version_missing", "version", name)
		}
		sides[i] = terms
	}
	return policy.Diff(sides[0], sides[1]), nil
}
