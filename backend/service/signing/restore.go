package signing

import (
	"context"
	"strings"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
)

// Restore puts what an earlier version says into the draft, in one step that undo takes
// back; see policy.Find for its name. From when and until when the rule holds stays as the
// draft has it: those days were meant for that version.
func (s *Service) Restore(ctx context.Context, id, version, editor string) (Saved, error) {
	h, err := s.Get(ctx, id)
	if err != nil {
		return Saved{}, err
	}
	t, ok := h.Find(version, s.Now())
	if !ok {
		return Saved{}, fault.New(fault.NotFound, "policy.version_missing", "version", version)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: "policy.restore", Editor: editor, Needs: []string{policy.SettingsOf, policy.SeatsOf},
		Plan: func(st *record.State) ([]record.Op, error) {
			ops := setFields(st.Head, record.Path{}, record.Doc{"title": t.Title, "text": t.Text, "data": t.Data, "recorded": flag(t.Recorded),
				"repeat_count": count(t.Repeat.Count), "repeat_days": count(t.Repeat.Days)})
			settings := make([]record.Doc, len(t.Settings))
			for i, e := range t.Settings {
				settings[i] = record.Doc{"name": e.Name, "value": e.Value, "note": e.Note}
			}
			seats := make([]record.Doc, len(t.Seats))
			for i, e := range t.Seats {
				seats[i] = record.Doc{"role": e.Role, "count": float64(e.Count)}
			}
			ops = append(ops, s.list(st, policy.SettingsOf, "name", settings)...)
			return append(ops, s.list(st, policy.SeatsOf, "role", seats)...), nil
		}})
	return Saved{Rev: res.Rev}, err
}

func flag(on bool) any {
	if on {
		return true
	}
	return nil
}

func count(n int) any {
	if n > 0 {
		return float64(n)
	}
	return nil
}

// setFields are the operations that give fields their values, none where they have them.
func setFields(doc record.Doc, at record.Path, want record.Doc) (ops []record.Op) {
	for _, name := range []string{"title", "text", "data", "recorded", "repeat_count", "repeat_days", "value", "note", "count", "rank"} {
		v, named := want[name]
		if text, isText := v.(string); isText && text == "" {
			v = nil
		}
		if now := doc[name]; named && !record.Equal(now, v) && (v != nil || now != "") {
			at.Field = name
			ops = append(ops, record.SetOp(at, v))
		}
	}
	return ops
}

// list makes the parts of a collection what the documents say, in their order. A part
// keeps its id where one has its name.
func (s *Service) list(st *record.State, collection, key string, want []record.Doc) (ops []record.Op) {
	have := map[string]string{}
	for _, id := range st.Live(collection) {
		have[strings.ToLower(strings.TrimSpace(record.Str(st.Parts[collection][id].Doc, key)))] = id
	}
	rank := ""
	kept := map[string]bool{}
	for _, doc := range want {
		rank = cause.RankBetween(rank, "")
		doc["rank"] = rank
		id, there := have[strings.ToLower(strings.TrimSpace(record.Str(doc, key)))]
		if !there || kept[id] {
			ops = append(ops, record.AddOp(collection, s.NewID(), doc))
			continue
		}
		kept[id] = true
		ops = append(ops, setFields(st.Parts[collection][id].Doc, record.Path{Collection: collection, Part: id}, doc)...)
	}
	for _, id := range st.Live(collection) {
		if !kept[id] {
			ops = append(ops, record.RemoveOp(record.Path{Collection: collection, Part: id}))
		}
	}
	return ops
}
