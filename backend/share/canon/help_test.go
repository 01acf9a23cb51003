package canon_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
	"secondstory/backend/share/canon"
	"secondstory/samples"
	"secondstory/samples/generate"
)

const theID = "01J8ZQ4T9V3M7K2X5N6P8R1S4W"

func reviews(t testing.TB) (*canon.Codec, *merge.Scheme) {
	t.Helper()
	s, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	return canon.New(review.Schema, s), s
}

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func clock() time.Time { return noon }

// docOf is a review as the database would share it.
func docOf(t testing.TB, r review.Review, newID func() string) *merge.Doc {
	t.Helper()
	_, s := reviews(t)
	st, err := importing.FromReview(r, newID(), newID, noon)
	if err != nil {
		t.Fatal(err)
	}
	return s.FromState(st)
}

func sampleDocs(t testing.TB) (names []string, docs []*merge.Doc) {
	t.Helper()
	newID := generate.IDs(7, clock)
	for _, s := range samples.Reviews() {
		var r review.Review
		if err := json.Unmarshal(s.JSON, &r); err != nil {
			t.Fatal(err)
		}
		names, docs = append(names, s.Name), append(docs, docOf(t, r, newID))
	}
	return names, docs
}

func emit(t testing.TB, c *canon.Codec, d *merge.Doc, kept ...canon.File) []canon.File {
	t.Helper()
	files, p := c.Emit(d, kept...)
	if p != nil {
		t.Fatalf("%s: %s %q", p.Path, p.Key, p.Quote)
	}
	return files
}

func parse(t testing.TB, c *canon.Codec, id string, files []canon.File) canon.Reading {
	t.Helper()
	r := c.Parse(id, files)
	for _, p := range r.Problems {
		t.Fatalf("%s:%d: %s %v %q", p.Path, p.Line, p.Key, p.Params, p.Quote)
	}
	if r.Doc == nil {
		t.Fatal("no doc and no problem")
	}
	return r
}

// fixpoint holds P10: what was written reads back the same, and writes the same.
func fixpoint(t testing.TB, c *canon.Codec, d *merge.Doc) []canon.File {
	t.Helper()
	files := emit(t, c, d)
	r := parse(t, c, d.ID, files)
	if want := c.Canonical(d); !r.Doc.Equal(want) {
		t.Fatalf("read back another doc:\n%s\n%s\n%s", want.Canonical(), r.Doc.Canonical(), show(files))
	}
	again := emit(t, c, r.Doc)
	if show(again) != show(files) {
		t.Fatalf("written again it is other bytes:\n%q\n%q", show(files), show(again))
	}
	return files
}

func show(files []canon.File) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "==== %s\n%s", f.Path, f.Data)
	}
	return b.String()
}

func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 4)) }

// hostile pieces: whatever a YAML or Markdown reader could take for its own.
var hostile = []string{
	"", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\x00", "\x01", "\x1b", "\x7f", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff",
	"\U0001F9EF", "\U0001F468\u200D\U0001F469", "e\u0301", "\u00e9", "\u212b", "\u1100\u1161", "\u202e", "\U000E0001", "\U0010FFFF", "\U0001FFFE",
	"a", "Abc", "word and more", "true", "no", "Null", "~", "1", "01", "1.10", "1e3", "-0", "2026-11-21", "0x1F", ".inf", "<<", "=", "!tag", "&anchor", "*alias",
	"- ", "? ", ": ", " #", "# comment", "#", "|", ">", "%", "@", "`", "'", "\"", "\\", "\\n", "{", "}", "[", "]", ",", "{}", "[]", "---", "...", "--- ", "key: value",
	"## ", "## X {#key}", "## Key {#key -}", "## X {#key -}", "{#key -}", "\\## X {#key}", "\\\\## X {#key}", "{#key}", "{#}", "## {#a}", "### Y", "```", "~~~", "<!--", "-->", "|a|b|", "<<<<<<<", "<<<<<<< HEAD", "=======", ">>>>>>> x", "||||||| y",
	"  indented", "trailing  ", "$disposed", "schema", "sections", "id", "../", "C:\\",
}

// text is made of hostile pieces and of characters of every plane.
func text(d *rand.Rand) string {
	var b strings.Builder
	for range d.IntN(7) {
		switch d.IntN(5) {
		case 0:
			r := rune(d.IntN(0x11)<<16 | d.IntN(0x10000))
			if r < 0xD800 || r > 0xDFFF {
				b.WriteRune(r)
			}
		case 1:
			b.WriteByte('\n')
		default:
			b.WriteString(hostile[d.IntN(len(hostile))])
		}
	}
	return b.String()
}

func value(d *rand.Rand, deep int) any {
	switch n := d.IntN(8); {
	case n == 0:
		return d.IntN(2) == 0
	case n == 1:
		return []float64{0, 1, -1, 0.1, 1e21, -2.5e-7, 1 << 53, 1.7976931348623157e308, 5e-324, 123456789}[d.IntN(10)]
	case n == 2 && deep > 0:
		list := []any{}
		for range d.IntN(4) {
			list = append(list, value(d, deep-1))
		}
		return list
	case n == 3 && deep > 0:
		m := map[string]any{}
		for range d.IntN(4) {
			m[text(d)] = value(d, deep-1)
		}
		return m
	}
	return text(d)
}

func valueFor(d *rand.Rand, f record.Field) any {
	texts := func() any {
		list := []any{}
		for range d.IntN(4) {
			list = append(list, text(d))
		}
		return list
	}
	statement := func() any {
		m := map[string]any{"at": text(d), "zone": text(d), "precision": text(d)}
		if d.IntN(2) == 0 {
			m["raw"], m["reason"] = text(d), text(d)
			m["later "+text(d)] = value(d, 2)
		}
		return m
	}
	switch f.Type {
	case record.Bool:
		return d.IntN(2) == 0
	case record.Number:
		return float64(d.IntN(1000)) / 4
	case record.Strings, record.Texts:
		return texts()
	case record.Statement:
		return statement()
	case record.Stated:
		return []any{statement(), statement()}
	case record.Params:
		return map[string]any{text(d): text(d), "n": text(d)}
	case record.JSON:
		return value(d, 3)
	}
	return text(d)
}

func fieldsFor(d *rand.Rand, fields []record.Field) record.Doc {
	doc := record.Doc{}
	for _, f := range fields {
		if d.IntN(2) == 0 {
			doc[f.Name] = valueFor(d, f)
		}
		if f.Local {
			doc[f.Name] = localMarker
		}
	}
	for range d.IntN(3) {
		doc["later "+text(d)] = value(d, 3)
	}
	return doc
}

const localMarker = "STAYS-ON-THIS-MACHINE"

// randomDoc is a record of hostile content.
func randomDoc(d *rand.Rand) *merge.Doc {
	doc := merge.NewDoc(review.Kind, theID, 1)
	doc.Fields = fieldsFor(d, review.Schema.Fields)
	for _, c := range append(review.Schema.Collections[:10:10], record.Collection{Name: "risks"}) {
		for range d.IntN(4) {
			p := merge.Part{Fields: fieldsFor(d, c.Fields)}
			if d.IntN(8) == 0 {
				p = merge.Part{Tombstones: []record.Doc{{"run": text(d), "when": value(d, 1)}}}
			}
			doc.PutPart(c.Name, text(d), p)
		}
	}
	for range d.IntN(3) {
		k := merge.Conflict{ID: text(d), Path: text(d), Kind: "text", Base: text(d), Values: []string{text(d), text(d) + "\xff"}, State: merge.Open, N: d.IntN(3)}
		if d.IntN(2) == 0 {
			k.ID = merge.ConflictID(k.Path, k.Kind, k.Base, false, k.Values, k.N)
			k.Origins = [][]merge.Origin{{{By: text(d), At: "2026-11-21"}}, {}}
			k.Extra = record.Doc{"rank": text(d)}
			k = k.Resolve(merge.Resolution{Value: text(d), By: text(d)})
		}
		doc.Conflicts[k.ID] = k
	}
	return doc
}

func part(d record.Doc) merge.Part { return merge.Part{Fields: d} }

func mergeOf(s *merge.Scheme, base, a, b *merge.Doc) *merge.Doc {
	return merge.Merge(s, []*merge.Doc{base}, merge.Side{Doc: a}, merge.Side{Doc: b}).Doc
}
