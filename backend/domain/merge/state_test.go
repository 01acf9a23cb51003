package merge_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

const secret = "SECRET-MARKER"

// stored is a review as the database holds it, with everything that must stay.
func stored() *record.State {
	st := record.NewState(review.Kind, "01REVIEW")
	st.Head = record.Doc{"title": "Payments stood still", "services": []any{"ledger", "api"}, "tags": []any{}, "later": record.Doc{"x": float64(1)}}
	st.Local = record.Doc{"private_notes": secret, review.People: record.Doc{"actor-1": secret}}
	st.Parts = map[string]map[string]record.Part{
		review.Sections: {"summary": {Doc: record.Doc{"text": "It broke.", "title": "Summary"}}},
		review.Timeline: {
			"01A": {Doc: record.Doc{"text": "first", "kind": "note", "rank": "V"}},
			"01B": {Doc: record.Doc{"text": "gone"}, Removed: true},
		},
		"badges": {"01X": {Doc: record.Doc{"of": "a later version"}}},
		review.Conflicts: {
			"01C": {Doc: record.Doc{"path": "title", "kind": "reimport", "base": "x", "values": []any{"y", "z"}, "state": "resolved", "resolution": "2", "rank": "V"}},
			"01D": {Doc: record.Doc{"path": "private_notes", "kind": "text", "values": []any{secret, secret}, "state": "open"}},
			"01E": {Doc: record.Doc{"path": "severity", "kind": "text", "values": []any{"a", "b"}, "state": "open"}, Removed: true},
		},
	}
	return st
}

func reviews(t *testing.T) *merge.Scheme {
	t.Helper()
	s, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func canon(t *testing.T, st *record.State) string {
	t.Helper()
	parts := record.Doc{}
	for name, list := range st.Parts {
		m := record.Doc{}
		for id, p := range list {
			m[id] = record.Doc{"doc": p.Doc, "removed": p.Removed}
		}
		parts[name] = m
	}
	raw, err := record.Canonical(record.Doc{"head": st.Head, "local": st.Local, "parts": parts})
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestWhatStaysOnThisMachineNeverEntersADoc(t *testing.T) {
	d := reviews(t).FromState(stored())
	if got := string(d.Canonical()); strings.Contains(got, secret) || strings.Contains(got, "gone") {
		t.Error(got)
	}
	if d.Fields["later"] == nil || len(d.Parts["badges"]) != 1 {
		t.Errorf("what no schema knows is lost: %s", d.Canonical())
	}
	if c := d.Conflicts["01E"]; c.State != merge.Resolved {
		t.Errorf("a conflict that was taken back is still there, decided: %+v", c)
	}
}

func TestAStateWrittenBackUnchangedIsAsItWas(t *testing.T) {
	s, st := reviews(t), stored()
	before := canon(t, st)
	d := s.FromState(st)
	s.Into(d, st)
	if got := canon(t, st); got != strings.Replace(before, `,"tags":[]`, "", 1) {
		t.Errorf("got  %s\nwant %s", got, before)
	}
	if again := s.FromState(st); !again.Equal(d) {
		t.Errorf("%s\n%s", again.Canonical(), d.Canonical())
	}
}

func TestAMergedDocIsWrittenIntoTheState(t *testing.T) {
	s, st := reviews(t), stored()
	base := s.FromState(st)
	theirs := base.Clone()
	theirs.DropPart(review.Timeline, "01A")
	theirs.PutPart(review.Timeline, "01B", merge.Part{Fields: record.Doc{"text": "back"}})
	theirs.PutPart(review.Sections, "summary", merge.Part{Tombstones: []record.Doc{{"run": "7"}}})
	theirs.Fields["title"] = "Payments stopped"
	theirs.Fields["private_notes"] = "written into a file by hand"
	r := merge.Merge(s, []*merge.Doc{base}, merge.Side{Doc: base}, merge.Side{Doc: theirs})
	s.Into(r.Doc, st)
	if a := st.Parts[review.Timeline]["01A"]; !a.Removed || a.Doc["text"] != "first" {
		t.Errorf("a removed part stays in the trash with its fields: %+v", a)
	}
	if b := st.Parts[review.Timeline]["01B"]; b.Removed || b.Doc["text"] != "back" {
		t.Errorf("%+v", b)
	}
	if p := st.Parts[review.Sections]["summary"]; !p.Removed || p.Doc["text"] != nil {
		t.Errorf("what was disposed of is still here: %+v", p)
	}
	if st.Head["title"] != "Payments stopped" || st.Head["private_notes"] != nil || st.Local["private_notes"] != secret {
		t.Errorf("%v %v", st.Head, st.Local)
	}
	if list := st.Head["services"].([]any); list[0] != "ledger" {
		t.Errorf("a set nobody changed is in another order: %v", list)
	}
	if again := s.FromState(st); len(again.Parts[review.Sections]["summary"].Tombstones) != 1 {
		t.Error("the tombstone is lost on the way back")
	}
}

func TestAProgramWithANewerSchemaWritesWhatTheRepositoryKnows(t *testing.T) {
	newer := *review.Schema
	newer.Version = 9
	s, err := merge.NewScheme(&newer, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	if d := s.FromState(stored()); d.Schema != s.Schema || d.Schema > 1 {
		t.Errorf("schema %d", d.Schema)
	}
}

func TestADisposedRecordLeavesItsTombstoneAndConflicts(t *testing.T) {
	s, st := reviews(t), stored()
	d := s.FromState(st)
	gone := merge.Absent(d.Kind, d.ID)
	gone.Tombstones, gone.Conflicts = []record.Doc{{"run": "7"}}, d.Conflicts
	s.Into(gone, st)
	if got := canon(t, st); strings.Contains(got, "Payments") || strings.Contains(got, "It broke") {
		t.Error(got)
	}
	if again := s.FromState(st); !again.Disposed() || again.Live || len(again.Conflicts) != len(d.Conflicts) {
		t.Errorf("%s", again.Canonical())
	}
}

func TestValuesOfAConflictAreReadBackAsTheirFieldHasThem(t *testing.T) {
	s := reviews(t)
	for _, c := range []struct {
		path string
		v    any
	}{
		{"title", `{"looks": "like JSON"}`}, {"services", []any{"a"}}, {"sections/s/kept", true}, {"timeline/e/line", float64(4)},
		{"detected", record.Doc{"at": "10:00"}}, {"title", nil}, {"unknown", "just text"}, {"unknown", float64(2)}, {"findings/f/answer", record.Doc{"state": "open"}},
	} {
		got, err := s.ValueOf(c.path, merge.TextOf(c.v))
		if err != nil || !record.Equal(got, c.v) {
			t.Errorf("%s: %v, want %v: %v", c.path, got, c.v, err)
		}
	}
	if _, err := s.ValueOf("services", "no list"); err == nil {
		t.Error("a text is no list")
	}
}
