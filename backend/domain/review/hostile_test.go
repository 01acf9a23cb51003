package review_test

import (
	"encoding/json"
	"sort"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

const (
	reviewID = "01KAAAAAAAAAAAAAAAAAAAAAAA"
	partID   = "01KBBBBBBBBBBBBBBBBBBBBBBB"
	otherID  = "01KCCCCCCCCCCCCCCCCCCCCCCC"
)

var statement = map[string]any{"at": "2026-01-01T10:00:00Z", "zone": "UTC", "precision": "minute", "raw": "10:00"}

// good is a value that fits a field, told apart from every other field by its
// name where it is a text.
func good(f record.Field) any {
	switch f.Type {
	case record.Bool:
		return true
	case record.Number:
		return 7.0
	case record.Date:
		return "2026-01-02"
	case record.Enum:
		return f.Values[0]
	case record.Strings, record.Texts:
		if len(f.Values) > 0 {
			return []any{f.Values[0]}
		}
		return []any{"a " + f.Name}
	case record.Statement:
		return statement
	case record.Stated:
		return []any{statement}
	case record.Params:
		return map[string]any{"name": "a " + f.Name}
	case record.Rank:
		return "V"
	case record.ID:
		return otherID
	}
	return "a " + f.Name
}

// whole is a review with every field of the schema filled and one part in each
// collection.
func whole() record.Snapshot {
	s := record.NewState(review.Kind, reviewID)
	for _, f := range review.Schema.Fields {
		if f.Local {
			s.Local[f.Name] = good(f)
		} else {
			s.Head[f.Name] = good(f)
		}
	}
	for _, c := range review.Schema.Collections {
		doc := record.Doc{}
		for _, f := range c.Fields {
			doc[f.Name] = good(f)
		}
		s.Parts[c.Name] = map[string]record.Part{partID: {Doc: doc}}
	}
	s.Head["analysis"] = partID
	s.Parts[review.Causes][partID].Doc["analysis"] = partID
	s.Parts[review.Causes][partID].Doc["parent"] = ""
	return record.Snapshot{Row: record.Row{ID: reviewID, Kind: review.Kind, Rev: 3, CreatedAt: time.Unix(0, 0), ChangedAt: time.Unix(0, 0)}, State: s}
}

// leaves lists every value of a view by its path.
func leaves(t testing.TB, r review.Review) map[string]string {
	t.Helper()
	raw, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for k, e := range x {
				walk(path+"/"+k, e)
			}
		case []any:
			for _, e := range x {
				walk(path+"/0", e)
			}
		default:
			raw, _ := json.Marshal(v)
			out[path] = string(raw)
		}
	}
	walk("", v)
	return out
}

// wrong are values no field or only some fields take.
var wrong = []any{nil, true, -1.5, 1e300, "", "\x00", "🔥 no such value", []any{}, []any{nil, 1.0, "x", []any{}}, map[string]any{},
	map[string]any{"at": 5.0, "zone": []any{}, "$text": 1.0}, []any{map[string]any{"at": "T", "end": "–", "precision": true}}, []any{map[string]any{"at": "2026-01-01", "end": "9"}}}

func TestAFieldOfAWrongTypeTakesNothingElseWithIt(t *testing.T) {
	want := leaves(t, review.FromSnapshot(whole()))
	text := func(key string, _ ...string) string { return key }
	try := func(where string, allowed []string, break_ func(record.Snapshot, any)) {
		for _, v := range wrong {
			snap := whole()
			break_(snap, record.Clone(v))
			r := review.FromSnapshot(snap)
			review.IndexRow(snap)
			review.Markdown(r, text)
			got := leaves(t, r)
			var lost []string
		leaf:
			for path, was := range want {
				if got[path] == was {
					continue
				}
				for _, prefix := range allowed {
					if strings.HasPrefix(path, prefix) {
						continue leaf
					}
				}
				lost = append(lost, path)
			}
			sort.Strings(lost)
			if len(lost) > 0 {
				t.Errorf("%s = %v took with it: %s", where, v, strings.Join(lost, " "))
			}
		}
	}
	for _, f := range review.Schema.Fields {
		allowed := []string{"/" + f.Name, "/durations", "/incident/"}
		if strings.HasPrefix(f.Name, "technique") {
			allowed = append(allowed, "/technique_advice")
		}
		if f.Name == "analysis" {
			allowed = append(allowed, "/analyses")
		}
		if f.Name == review.People {
			allowed = append(allowed, "/participants/0/name", "/actions/0/owner")
		}
		try(f.Name, allowed, func(snap record.Snapshot, v any) {
			if f.Local {
				snap.State.Local[f.Name] = v
			} else {
				snap.State.Head[f.Name] = v
			}
		})
	}
	// What a field is shown as besides itself.
	derived := map[string][]string{
		"timeline/times":        {"/timeline/0/at", "/timeline/0/zone", "/timeline/0/precision", "/timeline/0/raw", "/timeline/0/end"},
		"factors/kind":          {"/class_shares"},
		"factors/classes":       {"/class_shares"},
		"factors/subtypes":      {"/class_shares"},
		"actions/owner_role":    {"/actions/0/owner"},
		"actions/owner_actor":   {"/actions/0/owner"},
		"participants/actor":    {"/participants/0/name"},
		"causes/analysis":       {"/causes", "/evidence_share"}, // of another tree then
		"causes/kind":           {"/causes/0/status", "/evidence_share"},
		"causes/status":         {"/evidence_share"},
		"evidence/cause":        {"/causes/0/evidence", "/evidence_share"},
		"evidence/stance":       {"/causes/0/evidence", "/evidence_share"},
		"stated_durations/from": {"/durations"}, "stated_durations/to": {"/durations"}, "stated_durations/text": {"/durations"},
	}
	for _, c := range review.Schema.Collections {
		for _, f := range c.Fields {
			if c.Name == review.Conflicts {
				continue
			}
			allowed := append([]string{"/" + c.Name + "/0/" + f.Name}, derived[c.Name+"/"+f.Name]...)
			try(c.Name+"/"+f.Name, allowed, func(snap record.Snapshot, v any) { snap.State.Parts[c.Name][partID].Doc[f.Name] = v })
		}
	}
}

func TestAnyDocumentCanBeShown(t *testing.T) {
	text := func(key string, _ ...string) string { return key }
	values := rapid.OneOf(rapid.SampledFrom(wrong), rapid.Map(rapid.String(), func(s string) any { return s }))
	rapid.Check(t, func(t *rapid.T) {
		snap := whole()
		for _, f := range review.Schema.Fields {
			if rapid.Bool().Draw(t, f.Name) {
				snap.State.Head[f.Name] = values.Draw(t, "value")
				snap.State.Local[f.Name] = values.Draw(t, "local value")
			}
		}
		for _, c := range review.Schema.Collections {
			for _, id := range []string{partID, otherID, rapid.String().Draw(t, "id")} {
				doc := record.Doc{}
				for _, f := range c.Fields {
					if rapid.Bool().Draw(t, c.Name+" "+f.Name) {
						doc[f.Name] = values.Draw(t, "value")
					}
				}
				snap.State.Parts[c.Name][id] = record.Part{Doc: doc, Removed: rapid.IntRange(0, 5).Draw(t, "removed") == 0}
			}
		}
		r := review.FromSnapshot(snap)
		if len(r.Timeline) != len(snap.State.Live(review.Timeline)) || len(r.Actions) != len(snap.State.Live(review.Actions)) {
			t.Fatal("a part is not shown")
		}
		if _, err := json.Marshal(r); err != nil {
			t.Fatal(err)
		}
		if row := review.IndexRow(snap); row.ID != reviewID {
			t.Fatal(row)
		}
		review.Markdown(r, text)
		review.Markdown(r.Shared(), text)
	})
}

func TestTheSharedViewHoldsNoNameAndLeavesTheOtherAlone(t *testing.T) {
	snap := whole()
	snap.State.Local[review.People] = map[string]any{"a owner_actor": "Wilhelmina Ostrander", "a actor": "Wilhelmina Ostrander"}
	delete(snap.State.Parts[review.Actions][partID].Doc, "owner_role")
	delete(snap.State.Parts[review.Timeline][partID].Doc, "role")
	r := review.FromSnapshot(snap)
	if r.Actions[0].Owner != "Wilhelmina Ostrander" || r.Participants[0].Name != "Wilhelmina Ostrander" {
		t.Fatalf("known here: %+v %+v", r.Actions[0], r.Participants[0])
	}
	raw, err := json.Marshal(r.Shared())
	if err != nil || strings.Contains(string(raw), "Ostrander") {
		t.Fatalf("%v %s", err, raw)
	}
	if r.Participants[0].Name == "" || r.Actions[0].Owner == "" {
		t.Fatal("asking for the shared view took the names out of this one")
	}
}

// The format of a picture becomes the ending of a file: what is none is no format.
func TestAPictureHasAFormatThatThereIsOrNone(t *testing.T) {
	const id = "01J8ZQ4T9V0000000000000001"
	for given, want := range map[any]string{"png": "png", "jpeg": "jpeg", "x/../../.ssh/authorized_keys": "", "svg": "", 7: ""} {
		s := record.NewState(review.Kind, "01J8ZQ4T9V0000000000000000")
		s.Parts[review.Pictures] = map[string]record.Part{id: {Doc: record.Doc{"sum": "ab", "format": given, "alt": "A graph"}}}
		one, ok := review.PictureOf(s, id)
		all := review.FromSnapshot(record.Snapshot{Row: record.Row{ID: s.ID, Kind: s.Kind}, State: s}).Pictures
		if !ok || len(all) != 1 || one.Format != want || all[0].Format != want || all[0].Alt != "A graph" || all[0].ID != id || one.ID != id {
			t.Errorf("%v: %+v %+v", given, one, all)
		}
	}
}
