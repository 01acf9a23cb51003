package keeping

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// Past gives a record as it was once a step was done, and the step.
func (s *Service) Past(ctx context.Context, id string, step int64) (record.Snapshot, recording.Event, error) {
	past, err := s.Rec.AsOf(ctx, id, step)
	return past.Snapshot, past.Event, err
}

// TakeBack puts a field, or all fields of a part, to what it held after an earlier step,
// as an edit like any other. A part that has been removed since comes back. fault.Denied
// where it was not there then.
func (s *Service) TakeBack(ctx context.Context, id string, path record.Path, step int64, editor string) (Saved, error) {
	schema, err := s.schemaOf(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	if path.Collection == merge.ConflictsName {
		return Saved{}, fault.New(fault.Denied, "history.not_back")
	}
	if _, known := fieldOf(schema, path); !known && path.Field != "" {
		return Saved{}, unknown(path.String())
	}
	then, err := s.Rec.ValueThen(ctx, id, path, step)
	if err != nil {
		return Saved{}, err
	}
	if !then.There {
		return Saved{}, fault.New(fault.Denied, "history.not_there_then")
	}
	e := recording.Edit{Action: recording.ActionFor(schema.Kind, "take_back"), Editor: editor}
	if path.Part != "" {
		e.Entities = []string{path.Entity()}
	}
	e.Plan = func(st *record.State) ([]record.Op, error) {
		if path.Part == "" {
			return []record.Op{record.SetOp(path, then.Value)}, nil
		}
		return planBack(schema, st, path, then)
	}
	res, err := s.Rec.Edit(ctx, id, e)
	return Saved{Rev: res.Rev}, err
}

func planBack(schema *record.Schema, st *record.State, path record.Path, then recording.Then) ([]record.Op, error) {
	part, ok := st.Part(path.Collection, path.Part)
	if !ok {
		return nil, fault.New(fault.NotFound, "record.part_missing", "path", path.Entity())
	}
	var ops []record.Op
	if part.Removed {
		ops = append(ops, record.RestoreOp(record.Path{Collection: path.Collection, Part: path.Part}))
	}
	var names []string
	if path.Field != "" {
		names, then.Doc = []string{path.Field}, record.Doc{path.Field: then.Value}
	} else {
		for _, doc := range []record.Doc{part.Doc, then.Doc} {
			for name := range doc {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		names = slices.Compact(names)
	}
	for _, name := range names {
		at := record.Path{Collection: path.Collection, Part: path.Part, Field: name}
		if _, known := fieldOf(schema, at); known && !record.Equal(part.Doc[name], then.Doc[name]) {
			ops = append(ops, record.SetOp(at, then.Doc[name]))
		}
	}
	return ops, nil
}
