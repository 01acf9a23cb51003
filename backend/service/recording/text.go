package recording

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// TextSaved is the outcome of SaveText. Conflict is set when somebody else had
// changed the same words: the typed text is current and theirs stands in the
// record's conflicts. In a field that stays on this machine both texts are kept in
// the field itself.
type TextSaved struct {
	Rev      int64
	Text     string
	Conflict *TextConflict
}

// TextConflict holds the three sides of an overlap.
type TextConflict struct{ ID, Base, Yours, Theirs string }

// SaveText saves what was typed into a text field whose editor had started from
// base. Changes others made elsewhere in the text are merged; on a real overlap
// the typed text stays current and theirs becomes a conflict record. It is never
// last-write-wins.
func (s *Service) SaveText(ctx context.Context, id string, path record.Path, base, text, action, editor string) (out TextSaved, err error) {
	e := Edit{Action: action, Editor: editor, Field: path.String(), Plan: func(st *record.State) ([]record.Op, error) {
		current, err := textAt(st, path)
		if err != nil {
			return nil, err
		}
		out = TextSaved{Text: text}
		merged, overlap := record.Merge3(base, text, current)
		if overlap {
			// What came in with a sync differs in many places, between which one may
			// type. Two additions at one place have no order that somebody has seen.
			if m := merge.Text(base, text, current); len(m.Overlaps)+m.Joined == 0 {
				merged, overlap = m.Text, false
			}
		}
		if !overlap {
			out.Text = merged
			return []record.Op{record.SetOp(path, merged)}, nil
		}
		if s.isLocal(st.Kind, path) {
			// A conflict is a part of the shared record and would carry a private text
			// out of this machine: the other words are kept below the typed ones.
			out.Text = below(text, record.DiffText(base, current).New)
			return []record.Op{record.SetOp(path, out.Text)}, nil
		}
		conflict := TextConflict{ID: s.NewID(), Base: base, Yours: text, Theirs: current}
		out.Conflict = &conflict
		return []record.Op{
			record.SetOp(path, text),
			record.AddOp("conflicts", conflict.ID, record.Doc{
				"path": path.String(), "kind": "text", "base": base, "values": []any{text, current}, "state": "open",
			}),
		}, nil
	}}
	if path.Part != "" {
		e.Entities = []string{path.Entity()}
	}
	res, err := s.Edit(ctx, id, e)
	out.Rev = res.Rev
	return out, err
}

func (s *Service) isLocal(kind string, path record.Path) bool {
	schema, ok := s.Registry.Schema(kind)
	if !ok || path.Collection != "" {
		return false
	}
	f, ok := schema.Field(path.Field)
	return ok && f.Local
}

// below puts a text under another, unless it stands in it already.
func below(text, other string) string {
	other = strings.TrimSpace(other)
	if strings.Contains(text, other) {
		return text
	}
	return strings.TrimRight(text, "\n") + "\n\n" + other
}

// textAt reads the text at a path; an absent field is "".
func textAt(st *record.State, path record.Path) (string, error) {
	if path.Collection == "" {
		if v, ok := st.Local[path.Field].(string); ok {
			return v, nil
		}
		return record.Str(st.Head, path.Field), nil
	}
	part, ok := st.Part(path.Collection, path.Part)
	if !ok || part.Removed {
		return "", fault.New(fault.NotFound, "record.part_missing", "path", path.Entity())
	}
	return record.Str(part.Doc, path.Field), nil
}
