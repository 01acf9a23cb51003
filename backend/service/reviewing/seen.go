package reviewing

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// SetTyped is SetField by somebody who began from seen, the value the field showed
// then (JSON; of an action's owner the actor). Where it holds another one by now, which
// arrived while they typed, what was typed stands and the other is beside it as a
// conflict; of a list both changes are made. Nothing typed and nothing that arrived is
// replaced unseen. What the same hand has just put there is no news to it: a second
// value may be sent before the first has come back to the field.
func (s *Service) SetTyped(ctx context.Context, id, path string, seen, value json.RawMessage, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Field == "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	var typed, began any
	if err := errors.Join(json.Unmarshal(seen, &began), json.Unmarshal(value, &typed)); err != nil {
		return Saved{}, fault.Wrap(err, fault.Invalid, "record.field_not_text", "field", p.Field)
	}
	if begins(p, typed) {
		if err := s.mayBegin(ctx, id); err != nil {
			return Saved{}, err
		}
	}
	plan, action, err := s.planSet(p, typed, "", s.reader(ctx, id))
	if err != nil {
		return Saved{}, err
	}
	at := p
	if p.Collection == review.Actions && p.Field == "owner_name" {
		at.Field = "owner_actor"
	}
	e := recording.Edit{Action: action, Editor: editor, Entities: entityOf(p)}
	var tx recording.Reader // of the edit; its journal is asked only where values differ
	e.Guard = func(in recording.Reader) error { tx = in; return nil }
	e.Plan = func(st *record.State) ([]record.Op, error) {
		ops, err := plan(st)
		if err == nil {
			ops, err = s.onTheirWay(st, ops, touched([]Assignment{{p, typed}}), "")
		}
		if err != nil {
			return nil, err
		}
		return s.besides(st, at, began, ops, func() (bool, error) { return s.Rec.OwnLast(tx, id, at, action) })
	}
	field, _ := fieldOf(at)
	if field.Type == record.String {
		e.Field = at.String()
	}
	if p.Collection == review.Causes && p.Field == "parent" {
		e.Needs = causeCollections
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// besides adds to the operations of an edit what keeps a value that its writer has not
// seen. own says whether the value that stands is the writer's own.
func (s *Service) besides(st *record.State, at record.Path, seen any, ops []record.Op, own func() (bool, error)) ([]record.Op, error) {
	field, known := fieldOf(at)
	if !known || field.Local || field.Type == record.Stated || field.Policy == record.Either {
		return ops, nil // statements about a time are kept all the same
	}
	now := valueAt(st, at)
	for i, op := range ops {
		next, sets := op.Sets(at)
		if !sets || sameValue(field, now, seen) || sameValue(field, now, next) {
			continue
		}
		if field.Policy == record.Set {
			ops[i] = record.SetOp(at, bothChanges(words(seen), words(now), words(next)))
			continue
		}
		if mine, err := own(); mine || err != nil {
			return ops, err
		}
		ops = append(ops, record.AddOp(review.Conflicts, s.NewID(), record.Doc{"path": at.String(), "kind": merge.KindValue,
			"base": merge.TextOf(seen), "values": []any{merge.TextOf(next), merge.TextOf(now)}, "state": merge.Open}))
		break
	}
	return ops, nil
}

func valueAt(st *record.State, at record.Path) any {
	if at.Collection == "" {
		return st.Head[at.Field]
	}
	part, _ := st.Part(at.Collection, at.Part)
	return part.Doc[at.Field]
}

// sameValue compares what a field says: an empty one is as one that is absent, and who
// stated a time when does not count.
func sameValue(field record.Field, a, b any) bool {
	if field.Type == record.Statement {
		return record.Equal(saidTime(a), saidTime(b))
	}
	return merge.TextOf(a) == merge.TextOf(b)
}

func saidTime(v any) any {
	d, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	out := record.Doc{}
	for _, name := range []string{"at", "end", "zone", "precision"} {
		out[name] = record.Str(d, name)
	}
	if record.Str(d, "at") == "" || record.Str(d, "precision") == string(timeline.Unknown) {
		out["raw"] = record.Str(d, "raw") // all there is of one that could not be read
	}
	return out
}

func words(v any) []string {
	list, _ := v.([]any)
	out := make([]string, 0, len(list))
	for _, w := range list {
		if text, ok := w.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

// bothChanges is a list with what one writer added and took away, and the other's.
func bothChanges(base, now, next []string) []any {
	var out []any
	for _, w := range now {
		if slices.Contains(next, w) || !slices.Contains(base, w) {
			out = append(out, w)
		}
	}
	for _, w := range next {
		if !slices.Contains(base, w) && !slices.Contains(now, w) {
			out = append(out, w)
		}
	}
	return out
}
