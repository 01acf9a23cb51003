package record_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// shown is what a person sees of a state: removed parts and empty values are
// nothing.
func shown(t rapid.TB, s *record.State) string {
	t.Helper()
	visible := func(d record.Doc) record.Doc {
		out := record.Doc{}
		for k, v := range d {
			if l, isList := v.([]any); v != "" && (!isList || len(l) > 0) {
				out[k] = v
			}
		}
		return out
	}
	parts := record.Doc{}
	for _, c := range schema.Collections {
		for _, id := range s.Live(c.Name) {
			parts[c.Name+"/"+id] = visible(s.Parts[c.Name][id].Doc)
		}
	}
	raw, err := record.Canonical(record.Doc{"head": visible(s.Head), "local": visible(s.Local), "parts": parts})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// written passes a change through JSON, as the journal does.
func written(t rapid.TB, c record.Change) record.Change {
	t.Helper()
	for _, side := range []*record.Doc{&c.Before, &c.After} {
		raw, err := record.Canonical(*side)
		if err != nil {
			t.Fatal(err)
		}
		*side = nil
		if err := json.Unmarshal(raw, side); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// revert takes the changes of a step back, entity by entity, newest first.
func revert(t rapid.TB, s *record.State, changes []record.Change) []record.Change {
	t.Helper()
	var order []string
	trails := map[string][]record.Trace{}
	for _, c := range changes {
		if trails[c.Entity] == nil {
			order = append(order, c.Entity)
		}
		trails[c.Entity] = append(trails[c.Entity], record.Trace{Change: written(t, c), Own: true})
	}
	var out []record.Change
	for i := len(order) - 1; i >= 0; i-- {
		c, changed, err := record.Revert(schema, s, order[i], trails[order[i]])
		if err != nil {
			t.Fatalf("revert %q: %v", order[i], err)
		}
		if changed {
			out = append(out, c)
		}
	}
	return out
}

func TestTakingAStepBackRestoresTheStateAndTakingThatBackBringsItForward(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := record.NewState("thing", "T")
		s.Head["title"] = "start"
		fresh := 0
		for range rapid.IntRange(1, 5).Draw(t, "steps") {
			before := shown(t, s)
			changes, err := record.Apply(schema, s, step(t, s, &fresh)...)
			if err != nil {
				t.Fatal(err)
			}
			after := shown(t, s)
			back := s.Clone()
			undo := revert(t, back, changes)
			if got := shown(t, back); got != before {
				t.Fatalf("undo\n got %s\nwant %s", got, before)
			}
			again := revert(t, back, undo)
			if got := shown(t, back); got != after {
				t.Fatalf("redo\n got %s\nwant %s", got, after)
			}
			revert(t, back, again)
			if got := shown(t, back); got != before {
				t.Fatalf("undo again\n got %s\nwant %s", got, before)
			}
		}
	})
}

func TestAStateComesBackFromItsStoredFormUnchanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := record.NewState("thing", "T")
		s.Head["title"] = "start"
		fresh := 0
		for range 4 {
			if _, err := record.Apply(schema, s, step(t, s, &fresh)...); err != nil {
				t.Fatal(err)
			}
		}
		s.Head["a field of tomorrow"] = []any{"kept"}
		before, err := record.Canonical(s.Head)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := record.Canonical(record.EncodeHead(schema, s))
		if err != nil {
			t.Fatal(err)
		}
		doc := record.Doc{}
		if err := json.Unmarshal(raw, &doc); err != nil {
			t.Fatal(err)
		}
		back := record.NewState("thing", "T")
		record.DecodeHead(schema, back, doc)
		after, err := record.Canonical(back.Head)
		if err != nil || !bytes.Equal(before, after) {
			t.Fatalf("%v\n%s\n%s", err, before, after)
		}
		for id, p := range s.Parts["sections"] {
			q, ok := back.Part("sections", id)
			if !ok || q.Removed != p.Removed || !record.Equal(q.Doc, p.Doc) {
				t.Fatalf("section %s: %+v, was %+v", id, q, p)
			}
		}
	})
}

func TestARefusedEditNamesItsReason(t *testing.T) {
	s := record.NewState("thing", "T")
	s.Head["title"] = "start"
	must := func(ops ...record.Op) {
		t.Helper()
		if _, err := record.Apply(schema, s, ops...); err != nil {
			t.Fatal(err)
		}
	}
	must(record.AddOp("nodes", "a", record.Doc{"text": "a"}), record.AddOp("nodes", "b", record.Doc{"parent": "a"}), record.AddOp("nodes", "gone", nil))
	must(record.RemoveOp(record.Path{Collection: "nodes", Part: "gone"}))
	at := func(p string) record.Path {
		path, ok := record.ParsePath(p)
		if !ok {
			t.Fatal(p)
		}
		return path
	}
	for name, c := range map[string]struct {
		op   record.Op
		code fault.Code
		key  string
	}{
		"an unknown field":               {record.SetOp(at("colour"), "red"), fault.Invalid, "record.field_unknown"},
		"an unknown collection":          {record.SetOp(at("things/a/text"), "x"), fault.Invalid, "record.field_unknown"},
		"an unknown field of a part":     {record.SetOp(at("nodes/a/colour"), "red"), fault.Invalid, "record.field_unknown"},
		"a part that is not there":       {record.SetOp(at("nodes/z/text"), "x"), fault.NotFound, "record.part_missing"},
		"a removed part":                 {record.SetOp(at("nodes/gone/text"), "x"), fault.NotFound, "record.part_missing"},
		"an id that is taken":            {record.AddOp("nodes", "a", nil), fault.Conflict, "record.part_exists"},
		"an id that a removed part has":  {record.AddOp("nodes", "gone", nil), fault.Conflict, "record.part_exists"},
		"an addition of unknown fields":  {record.AddOp("nodes", "n", record.Doc{"colour": "red"}), fault.Invalid, "record.field_unknown"},
		"a collection nobody knows":      {record.AddOp("things", "n", nil), fault.Invalid, "record.field_unknown"},
		"a parent that is not there":     {record.SetOp(at("nodes/a/parent"), "z"), fault.NotFound, "record.part_missing"},
		"a parent that was removed":      {record.SetOp(at("nodes/a/parent"), "gone"), fault.NotFound, "record.part_missing"},
		"a node below itself":            {record.SetOp(at("nodes/a/parent"), "a"), fault.Invalid, "record.tree_cycle"},
		"a node below its own child":     {record.SetOp(at("nodes/a/parent"), "b"), fault.Invalid, "record.tree_cycle"},
		"a title that is taken away":     {record.SetOp(at("title"), nil), fault.Invalid, "record.field_required"},
		"a title of white space":         {record.SetOp(at("title"), " \t"), fault.Invalid, "record.field_required"},
		"removing what is not there":     {record.RemoveOp(at("nodes/z")), fault.NotFound, "record.part_missing"},
		"restoring what never was there": {record.RestoreOp(at("nodes/z")), fault.NotFound, "record.part_missing"},
	} {
		_, err := record.Apply(schema, s.Clone(), c.op)
		if f, ok := fault.As(err); !ok || f.Code != c.code || f.Key != c.key {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnEditThatChangesNothingIsNoChange(t *testing.T) {
	s := record.NewState("thing", "T")
	s.Head["title"] = "start"
	if _, err := record.Apply(schema, s, record.AddOp("nodes", "a", record.Doc{"text": "x"})); err != nil {
		t.Fatal(err)
	}
	for _, op := range []record.Op{
		record.SetOp(record.Path{Field: "title"}, "start"),
		record.SetOp(record.Path{Field: "text"}, ""),
		record.SetOp(record.Path{Field: "tags"}, []any{}),
		record.SetOp(record.Path{Field: "tags"}, nil),
		record.RestoreOp(record.Path{Collection: "nodes", Part: "a"}),
	} {
		changes, err := record.Apply(schema, s, op)
		if err != nil || len(changes) != 0 {
			t.Errorf("%+v: %v %v", op, changes, err)
		}
	}
}

func TestAChangeSharesNothingWithTheState(t *testing.T) {
	s := record.NewState("thing", "T")
	s.Head["title"] = "start"
	given := []any{"a"}
	changes, err := record.Apply(schema, s, record.SetOp(record.Path{Field: "tags"}, given))
	if err != nil {
		t.Fatal(err)
	}
	given[0] = "changed by the caller"
	s.Head["tags"].([]any)[0] = "changed in the state"
	if got := changes[0].After["tags"].([]any)[0]; got != "a" {
		t.Fatalf("the journal would hold %v", got)
	}
}

// A change made by somebody else in the same text, before or after the own one.
func TestTakingATextBackKeepsWhatOthersWroteElsewhereInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		left, mid, right := prose().Draw(t, "left"), prose().Draw(t, "mid"), prose().Draw(t, "right")
		own, other := "⟨"+prose().Draw(t, "own")+"⟩", "«"+prose().Draw(t, "other")+"»"
		gap := "\n——\n"
		base := left + gap + mid + gap + right
		mine := left + own + gap + mid + gap + right
		both := left + own + gap + mid + gap + other + right
		s := record.NewState("thing", "T")
		s.Head["title"], s.Head["text"] = "start", base
		text := record.Path{Field: "text"}
		first, err := record.Apply(schema, s, record.SetOp(text, mine))
		if err != nil {
			t.Fatal(err)
		}
		second, err := record.Apply(schema, s, record.SetOp(text, both))
		if err != nil {
			t.Fatal(err)
		}
		trail := []record.Trace{{Change: written(t, first[0]), Own: true}, {Change: written(t, second[0])}}
		if _, _, err := record.Revert(schema, s, "", trail); err != nil {
			t.Fatal(err)
		}
		got := record.Str(s.Head, "text")
		if want := left + gap + mid + gap + other + right; got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func TestAStepThatSomebodyWroteOverIsRefusedAndSaysWhere(t *testing.T) {
	s := record.NewState("thing", "T")
	s.Head["title"], s.Head["text"] = "start", "one two three"
	text := record.Path{Field: "text"}
	first, err := record.Apply(schema, s, record.SetOp(text, "one 2 three"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := record.Apply(schema, s, record.SetOp(text, "one zwei three"))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = record.Revert(schema, s, "", []record.Trace{{Change: first[0], Own: true}, {Change: second[0]}})
	f, ok := fault.As(err)
	if !ok || f.Key != "record.moved_on" || f.Params["field"] != "text" {
		t.Fatalf("%v", err)
	}
	if !strings.Contains(record.Str(s.Head, "text"), "zwei") {
		t.Fatal("the later text is gone")
	}
}
