package keeping

import (
	"context"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Change puts a value in the place of the one a person saw there.
type Change struct {
	Path        record.Path
	Base, Value any
}

// SetFrom is Set for values that were read before: fault conflict record.changed_since,
// with the field, where something else than Base or Value stands at one of the paths by
// now. Nothing is changed then.
func (s *Service) SetFrom(ctx context.Context, id string, list []Change, editor string) (Saved, error) {
	values := make([]Assignment, len(list))
	for i, c := range list {
		values[i] = Assignment{c.Path, c.Value}
	}
	return s.put(ctx, id, values, "", editor, func(st *record.State) error {
		for _, c := range list {
			doc := st.Head
			if c.Path.Part != "" {
				part, ok := st.Part(c.Path.Collection, c.Path.Part)
				if !ok || part.Removed {
					return fault.New(fault.NotFound, "record.part_missing", "path", c.Path.Entity())
				}
				doc = part.Doc
			}
			if now := doc[c.Path.Field]; !same(now, c.Base) && !same(now, c.Value) {
				return fault.New(fault.Conflict, "record.changed_since", "field", c.Path.Field).WithField(c.Path.Field, "record.changed_since", "field", c.Path.Field)
			}
		}
		return nil
	})
}

// same says whether two values say the same; nothing, an empty text, an empty list and no
// are one.
func same(a, b any) bool { return record.Equal(said(a), said(b)) }

func said(v any) any {
	switch x := v.(type) {
	case string:
		if x == "" {
			return nil
		}
	case bool:
		if !x {
			return nil
		}
	case []any:
		if len(x) == 0 {
			return nil
		}
	}
	return v
}
