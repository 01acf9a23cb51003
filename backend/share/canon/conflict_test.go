package canon_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// withConflict is a review with one conflict, and the conflict's file.
func withConflict(t testing.TB, c *canon.Codec, k merge.Conflict) (*merge.Doc, canon.File) {
	t.Helper()
	k.ID = merge.ConflictID(k.Path, k.Kind, k.Base, k.NoBase, k.Values, k.N)
	d := merge.NewDoc(review.Kind, theID, 1)
	d.Conflicts[k.ID] = k
	for _, f := range fixpoint(t, c, d) {
		if strings.Contains(f.Path, "/conflicts/") {
			return d, f
		}
	}
	t.Fatal("it has no file")
	return nil, canon.File{}
}

// An entry that one removed and another edited stands in its conflict as it stood in its
// file, not as one line of JSON.
func TestAConflictShowsSeveralFieldsAsFields(t *testing.T) {
	c, _ := reviews(t)
	_, f := withConflict(t, c, merge.Conflict{Path: "timeline/a", Kind: merge.KindDelete, State: merge.Resolved,
		Base:        `{"rank":"F","text":"First call."}`,
		Values:      []string{"", `{"line":3.5,"sure":true,"text":"First call.\n\n  \"Nothing moves\"\nSecond call.","times":[{"at":"2024","zone":""}]}`, `["Orders","3PL gate"]`},
		Resolutions: []merge.Resolution{{Value: `{"text":"one\ntwo"}`, By: "Kite"}}})
	want := `path: "timeline/a"
kind: delete-edit
state: resolved
base:
  "$value":
    rank: F
    text: "First call."
values:
  - ""
  - "$value":
      line: 3.5
      sure: true
      text: |-
        First call.

          "Nothing moves"
        Second call.
      times:
        - at: "2024"
          zone: ""
  - "$value":
      - Orders
      - "3PL gate"
resolutions:
  - value:
      "$value":
        text: |-
          one
          two
    by: Kite
`
	if string(f.Data) != want {
		t.Errorf("%s", f.Data)
	}
}

// The texts of a conflict are evidence: whatever they hold comes back byte for byte, also
// where it looks like the form that it is written in.
func TestTheTextsOfAConflictStayByteForByte(t *testing.T) {
	c, _ := reviews(t)
	deep := strings.Repeat("[", 60) + strings.Repeat("]", 60)
	levels := func(n int) string { return strings.Repeat(`{"a":`, n) + `"x"` + strings.Repeat("}", n) }
	for _, s := range []string{
		`{"a":1}`, `{"a": 1}`, `{"b":1,"a":2}`, `{"a":null}`, `{"a":1.0}`, `{"a":"\u00e9"}`, `{"a":"é"}`, `{"a":"e` + "\u0301" + `"}`, `{"a":"\ud800"}`, `{"$value":{"a":1}}`, `{"$bytes":"/w=="}`, `[{"$bytes":"/w=="}]`,
		`{"$disposed":[1]}`, `{"":""}`, `{"<<":{"a":"b"}}`, `{"` + strings.Repeat("k", 600) + `":1}`, `{}`, `[]`, `[[]]`, `["a\r\nb\r\n  c\r\n"]`, `{"no":"no","1":"1"}`, `{"a":1e+21}`, `{"a":1e21}`, "{", "[", deep,
		levels(20), levels(26), levels(27), levels(40), "[true,false,0,-1]", "true", "8", `"quoted"`,
		"one\r\ntwo\r\n", "\r\n\r\n", "one\r\n  two\r\n\tthree # no comment\r\n\r\n\r\nfour", "a \\\r\nb\\\n\\ c\r", "say \"no\" # x\r\n# y \\\r\n \" # z\r\n", "a\x00\n---\n<<<<<<< b\n", "\n\n", "\r\n", " \r\n \r\n ", "x\xff\ny", "\u0085\n\u2028 \n\u00a0b\x07",
	} {
		k := merge.Conflict{Path: "file:review.md", Kind: merge.KindWhole, Base: s, Values: []string{s, s + "\n", "x" + s}, State: merge.Open}
		k.Resolutions = []merge.Resolution{{Value: s, Why: s}}
		d, f := withConflict(t, c, k)
		r := parse(t, c, theID, emit(t, c, d))
		for _, got := range r.Doc.Conflicts {
			if got.Base != s || got.Values[0] != s || got.Values[1] != s+"\n" || got.Values[2] != "x"+s || got.Resolutions[0] != k.Resolutions[0] || !got.Genuine() {
				t.Errorf("%q becomes %q\n%s", s, got.Values, f.Data)
			}
		}
	}
}

func TestTheLinesOfAFileInAConflictAreLines(t *testing.T) {
	c, _ := reviews(t)
	_, f := withConflict(t, c, merge.Conflict{Path: "file:actions.yaml", Kind: merge.KindWhole, NoBase: true, State: merge.Open,
		Values: []string{"", "schema: 1\r\n# \"mine\"\r\nactions:\r\n  a: \\x\r\n\r\n\tb"}})
	want := `values:
  - ""
  - "schema: 1\r\n\
    # \"mine\"\r\n\
    actions:\r\n\
    \  a: \\x\r\n\
    \r\n\
    \tb"
`
	if !strings.Contains(string(f.Data), want) {
		t.Errorf("%s", f.Data)
	}
	// A line that one side changed is one line of the difference.
	_, g := withConflict(t, c, merge.Conflict{Path: "file:actions.yaml", Kind: merge.KindWhole, NoBase: true, State: merge.Open,
		Values: []string{"", "schema: 1\r\n# \"yours\"\r\nactions:\r\n  a: \\x\r\n\r\n\tb"}})
	if now, were := differing([]canon.File{f}, []canon.File{g}); now != 1 || were != 1 {
		t.Errorf("%d lines became %d", were, now)
	}
}

// A remark behind or below such a text is still told.
func TestARemarkBesideALongTextIsTold(t *testing.T) {
	c, _ := reviews(t)
	d, f := withConflict(t, c, merge.Conflict{Path: "severity", Kind: merge.KindValue, State: merge.Open, Values: []string{"a # 1\r\nb \"#\r\n # 2", "c"}})
	for _, by := range []string{" # seen by Kite\n", "\n# seen by Kite\n"} {
		data := strings.Replace(string(f.Data), "2\"\n", "2\""+by, 1)
		if data == string(f.Data) {
			t.Fatalf("%s", data)
		}
		files := emit(t, c, d)
		for i := range files {
			if files[i].Path == f.Path {
				files[i].Data = []byte(data)
			}
		}
		r := c.Parse(theID, files)
		if r.Doc == nil || len(r.Problems) != 1 || r.Problems[0].Quote != "# seen by Kite" {
			t.Errorf("%q: %+v", by, r.Problems)
		}
	}
}

// Conflicts written before stand as one line; they say the same.
func TestAConflictOfAnEarlierVersionSaysTheSame(t *testing.T) {
	c, _ := reviews(t)
	d, f := withConflict(t, c, merge.Conflict{Path: "timeline/a", Kind: merge.KindDelete, State: merge.Open, NoBase: true, Values: []string{"", `{"text":"one\ntwo"}`}})
	files := emit(t, c, d)
	for i := range files {
		if files[i].Path == f.Path {
			files[i].Data = []byte("path: \"timeline/a\"\nkind: delete-edit\nstate: open\nno_base: true\nvalues:\n  - \"\"\n  - \"{\\\"text\\\":\\\"one\\\\ntwo\\\"}\"\n")
		}
	}
	r := parse(t, c, theID, files)
	if !r.Doc.Equal(c.Canonical(d)) || show(emit(t, c, r.Doc)) != show(emit(t, c, d)) {
		t.Errorf("%+v", r.Doc.Conflicts)
	}
	// By hand it may be anything; it is then no version that anybody wrote.
	for i := range files {
		if files[i].Path == f.Path {
			files[i].Data = []byte("path: \"timeline/a\"\nkind: delete-edit\nstate: open\nno_base: true\nvalues:\n  - \"\"\n  - \"$value\":\n      text: three\n")
		}
	}
	for _, k := range parse(t, c, theID, files).Doc.Conflicts {
		if k.Genuine() || k.Values[1] != `{"text":"three"}` {
			t.Errorf("%+v", k)
		}
	}
}
