package reviewing

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// SettleConflict decides a conflict: keep "1" leaves the current value, "2" takes
// the other, "both" puts one text below the other. The conflict stays in the
// record as resolved. A field that has moved on since keeps what it holds now
// with "1", and is refused with fault.Conflict otherwise.
func (s *Service) SettleConflict(ctx context.Context, id, conflict, keep, editor string) (Saved, error) {
	at := record.Path{Collection: review.Conflicts, Part: conflict}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "conflicts.set", Editor: editor, Needs: conflictCollections(),
		Plan: func(st *record.State) ([]record.Op, error) {
			part, ok := st.Part(at.Collection, at.Part)
			if !ok || part.Removed || record.Str(part.Doc, "state") != "open" {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", at.Entity())
			}
			var ops []record.Op
			var err error
			if c := merge.ConflictOf(conflict, part.Doc); c.OfMerge() {
				ops, err = settleMerged(st, c, keep)
			} else {
				ops, err = settle(st, part.Doc, keep)
			}
			if err != nil {
				return nil, err
			}
			state, resolution := at, at
			state.Field, resolution.Field = "state", "resolution"
			return append(ops, record.SetOp(state, "resolved"), record.SetOp(resolution, keep)), nil
		}})
	return Saved{Rev: res.Rev}, err
}

// conflictCollections are those a conflict can be about, and its own.
func conflictCollections() []string {
	var names []string
	for _, c := range review.Schema.Collections {
		if !c.Inline {
			names = append(names, c.Name)
		}
	}
	return names
}

// settleMerged decides a conflict that a merge opened: about a field, fields that
// belong together, a run of lines, a move, or a part that one removed and the other
// changed.
func settleMerged(st *record.State, c merge.Conflict, keep string) ([]record.Op, error) {
	switch {
	case keep == "1":
		return nil, nil
	case keep != "2" && keep != "both":
		return nil, unknownChoice(keep)
	case len(c.Values) < 2:
		return nil, fault.New(fault.NotFound, "record.part_missing", "path", c.Path)
	}
	scheme, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		return nil, err
	}
	// The value that stands must still be the one the question was about.
	standing, ok := scheme.Decide(c, st, c.Values[0])
	switch {
	case !ok && c.Kind == merge.KindText || len(standing) > 0:
		path, _ := record.ParsePath(c.Path)
		return nil, fault.New(fault.Conflict, "record.moved_on", "path", path.Entity(), "field", path.Field)
	case !ok || keep == "both" && c.Kind != merge.KindText:
		return nil, fault.New(fault.Invalid, "conflict.by_hand")
	}
	next := c.Values[1]
	if keep == "both" {
		next = strings.TrimRight(c.Values[0], "\n") + "\n\n" + c.Values[1]
	}
	ops, ok := scheme.Decide(c, st, next)
	if !ok {
		return nil, fault.New(fault.Invalid, "conflict.by_hand")
	}
	return ops, nil
}

func unknownChoice(keep string) error {
	return fault.New(fault.Invalid, "record.field_not_one_of", "field", "keep", "value", keep, "values", "1, 2, both")
}

func settle(st *record.State, doc record.Doc, keep string) ([]record.Op, error) {
	values := record.Strs(doc, "values")
	path, ok := record.ParsePath(record.Str(doc, "path"))
	field, known := fieldOf(path)
	switch {
	case keep == "1":
		return nil, nil
	case keep != "2" && keep != "both":
		return nil, unknownChoice(keep)
	case !ok || !known || len(values) < 2:
		return nil, fault.New(fault.NotFound, "record.part_missing", "path", path.String())
	case field.Type != record.Markdown && field.Type != record.String && field.Type != record.Enum && field.Type != record.Date:
		// A time or a list is put right in its own field, where it can be checked.
		return nil, fault.New(fault.Invalid, "conflict.by_hand")
	}
	current := record.Str(st.Head, path.Field)
	if path.Part != "" {
		part, there := st.Part(path.Collection, path.Part)
		if !there || part.Removed {
			return nil, fault.New(fault.NotFound, "record.part_missing", "path", path.Entity())
		}
		current = record.Str(part.Doc, path.Field)
	}
	if current != values[0] {
		return nil, fault.New(fault.Conflict, "record.moved_on", "path", path.Entity(), "field", path.Field)
	}
	next := values[1]
	if keep == "both" && field.Type == record.Markdown {
		next = strings.TrimRight(values[0], "\n") + "\n\n" + values[1]
	}
	return []record.Op{record.SetOp(path, next)}, nil
}
