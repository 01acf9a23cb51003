package reviewing

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Past gives a review as it was once a step was done, and the step.
func (s *Service) Past(ctx context.Context, id string, step int64) (review.Review, recording.Event, error) {
	past, err := s.Rec.AsOf(ctx, id, step)
	if err != nil {
		return review.Review{}, past.Event, err
	}
	if past.Kind != review.Kind {
		return review.Review{}, past.Event, fault.New(fault.NotFound, "record.missing", "ref", id)
	}
	return review.FromSnapshot(past.Snapshot), past.Event, nil
}

// takenBack is the action of TakeBack in the history.
const takenBack = "review.take_back"

// TakeBack puts a field, or all fields of a part, to what it held after an earlier
// step, as an edit like any other: it stands in the history and can be undone. A part
// that has been removed since comes back. A time is stated anew, for earlier
// statements stay. fault.Denied where the part was not there then.
func (s *Service) TakeBack(ctx context.Context, id string, path record.Path, step int64, editor string) (Saved, error) {
	if path.Collection == review.Conflicts || path.Field == review.People {
		return Saved{}, fault.New(fault.Denied, "history.not_back")
	}
	place := path.Collection == review.Causes && path.Field == "parent"
	if place {
		path.Field = "" // a place in the tree is the parent and the order below it
	}
	then, err := s.Rec.ValueThen(ctx, id, path, step)
	if err != nil {
		return Saved{}, err
	}
	if !then.There {
		return Saved{}, fault.New(fault.Denied, "history.not_there_then")
	}
	e := recording.Edit{Action: takenBack, Editor: editor, Entities: entityOf(path)}
	if path.Collection == review.Causes {
		e.Needs = causeCollections
	}
	var names []string
	switch {
	case place:
		names = []string{"parent", "rank"}
	case path.Field != "":
		names = []string{path.Field}
		then.Doc = record.Doc{path.Field: then.Value}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) { return s.planBack(st, path, names, then) }
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

// planBack puts the fields named, or all of them, to what they were.
func (s *Service) planBack(st *record.State, path record.Path, names []string, then recording.Then) ([]record.Op, error) {
	if path.Part == "" {
		return []record.Op{record.SetOp(path, then.Value)}, nil
	}
	part, ok := st.Part(path.Collection, path.Part)
	if !ok {
		return nil, fault.New(fault.NotFound, "record.part_missing", "path", path.Entity())
	}
	var ops []record.Op
	if part.Removed {
		ops = append(ops, record.RestoreOp(record.Path{Collection: path.Collection, Part: path.Part}))
	}
	if names == nil {
		for _, doc := range []record.Doc{part.Doc, then.Doc} {
			for name := range doc {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		names = slices.Compact(names)
	}
	for _, name := range names {
		if path.Collection == review.Causes && name == "parent" && part.Removed {
			continue // it comes back where it hung last; the tree around it has gone on
		}
		more, err := s.fieldBack(st, record.Path{Collection: path.Collection, Part: path.Part, Field: name}, part.Doc[name], then.Doc[name])
		if err != nil {
			return nil, err
		}
		ops = append(ops, more...)
	}
	return ops, nil
}

// fieldBack puts one field of a part to what it was.
func (s *Service) fieldBack(st *record.State, p record.Path, now, then any) ([]record.Op, error) {
	field, known := fieldOf(p)
	if !known || record.Equal(now, then) {
		return nil, nil
	}
	switch {
	case field.Type == record.Stated:
		said, _ := now.([]any)
		was, _ := then.([]any)
		if len(was) == 0 {
			return nil, nil // it has a time since, and a statement is not taken away
		}
		last, ok := record.Clone(was[len(was)-1]).(map[string]any)
		if !ok || len(said) > 0 && sameStatement(said[len(said)-1], last) {
			return nil, nil
		}
		last["by"], last["recorded_at"] = s.Rec.Who.Actor, s.stamp()
		delete(last, "reason")
		return []record.Op{record.SetOp(p, append(slices.Clone(said), last))}, nil
	case p.Collection == review.Causes && p.Field == "parent":
		parent, _ := then.(string)
		plan, _, err := s.planSet(p, parent, "", nil) // a parent is no time
		if err != nil {
			return nil, err
		}
		return plan(st)
	}
	return []record.Op{record.SetOp(p, then)}, nil
}

// sameStatement says whether two statements name the same time.
func sameStatement(a any, b map[string]any) bool {
	d, ok := a.(map[string]any)
	for _, name := range []string{"at", "end", "zone", "precision"} {
		ok = ok && record.Str(d, name) == record.Str(b, name)
	}
	return ok
}
