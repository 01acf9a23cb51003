package canon_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// before are the files of small() as programs wrote them before format 1 became plain: the
// schema and the ranks above, ids in front of words, no reference, causes all in one column.
func before(t *testing.T) []canon.File {
	t.Helper()
	list, err := os.ReadFile("testdata/before/paths.txt")
	if err != nil {
		t.Fatal(err)
	}
	var files []canon.File
	for path := range strings.FieldsSeq(string(list)) {
		rest := strings.ReplaceAll(strings.TrimPrefix(path, recordDir+"/"), "/", "-")
		data, err := os.ReadFile(filepath.Join("testdata/before", rest))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, canon.File{Path: path, Data: data})
	}
	return files
}

// Every mixture of files of both forms says the same, so nobody writes anything before an
// edit, and an edit brings all of it into the form of now.
func TestFilesOfBeforeSayTheSameInEveryMixture(t *testing.T) {
	c, _ := reviews(t)
	now, was := emit(t, c, small()), before(t)
	doc := parse(t, c, theID, now).Doc
	if len(now) != len(was) || show(now) == show(was) {
		t.Fatal("the files of before are not those of the same record")
	}
	for which := range 1 << len(now) {
		mixed := append([]canon.File{}, now...)
		for i := range mixed {
			if which>>i&1 == 1 {
				mixed[i] = was[i]
			}
		}
		r := parse(t, c, theID, mixed)
		if !r.Doc.Equal(doc) || show(emit(t, c, r.Doc)) != show(now) {
			t.Fatalf("mixture %b says something else", which)
		}
	}
}

// One side wrote as before and the other as now: only what they mean is merged.
func TestAMergeOfBothFormsAsksNothing(t *testing.T) {
	c, s := reviews(t)
	was, now := parse(t, c, theID, before(t)).Doc, parse(t, c, theID, emit(t, c, small())).Doc
	ours := parse(t, c, theID, change(before(t), "timeline.yaml", "First call", "The first call")).Doc
	theirs := now.Clone()
	theirs.Fields["severity"] = "SEV1"
	for _, base := range []*merge.Doc{was, now} {
		m := mergeOf(s, base, ours, theirs)
		if len(m.Conflicts) != len(now.Conflicts) || m.Fields["severity"] != "SEV1" || !strings.Contains(show(emit(t, c, m)), "The first call") {
			t.Error(show(emit(t, c, m)))
		}
	}
}

// A program that does not know the reference takes it for a field of a newer one, and what
// it writes is read here; nothing is ever asked about it.
func TestAProgramFromBeforeReadsThePlainForm(t *testing.T) {
	c, s := reviews(t)
	unaware := *review.Schema
	unaware.RefPrefix = ""
	was := canon.New(&unaware, s)
	d := small()
	delete(d.Parts, "risks")
	files := emit(t, c, d)
	r := was.Parse(theID, files)
	if r.Doc == nil || len(r.Problems) != 0 || r.Doc.Fields["reference"] != "REV-24-3M7K2X" {
		t.Fatalf("%+v", r)
	}
	r.Doc.Fields["severity"] = "SEV1"
	back := parse(t, c, theID, emit(t, was, r.Doc)).Doc
	d.Fields["severity"] = "SEV1"
	if !back.Equal(c.Canonical(d)) {
		t.Error(show(emit(t, c, back)))
	}
	if m := mergeOf(s, c.Canonical(small()), r.Doc, c.Canonical(d)); len(m.Conflicts) != len(small().Conflicts) {
		t.Error("the reference became a question")
	}
	// A workspace that was opened with a program from before has it among its fields.
	d.Fields["reference"] = "REV-24-3M7K2X"
	if !c.Canonical(d).Equal(back) {
		t.Error("what the id says is in the record")
	}
}

func TestAReferenceNobodyGaveIsQuotedAndPutRight(t *testing.T) {
	c, _ := reviews(t)
	for line, quote := range map[string]string{"reference: REV-24-3M7K2X\n": "", "reference:\n": "", "": "", "reference: REV-24-000000\n": "reference: REV-24-000000", "reference: [a]\n": `reference: ["a"]`} {
		r := c.Parse(theID, head(line+"severity: SEV2\n", "\n# Late\n"))
		if r.Doc == nil || len(r.Doc.Fields) != 2 {
			t.Fatalf("%s: %+v", line, r)
		}
		if quote == "" && len(r.Problems) != 0 || quote != "" && (len(r.Problems) != 1 || !r.Problems[0].Note || r.Problems[0].Quote != quote || r.Problems[0].Key != "canon.reference") {
			t.Errorf("%s: %+v", line, r.Problems)
		}
		if got := string(emit(t, c, r.Doc)[0].Data); !strings.HasPrefix(got, "---\nreference: REV-24-3M7K2X\n") {
			t.Error(got)
		}
	}
	gone := merge.Absent(review.Kind, theID)
	gone.Tombstones = []record.Doc{{"run": "7"}}
	if got := show(fixpoint(t, c, gone)); strings.Contains(got, "reference") {
		t.Error(got)
	}
}

func TestCausesStandOutBelowTheOneTheyHangFrom(t *testing.T) {
	c, _ := reviews(t)
	d := merge.NewDoc(review.Kind, theID, 1)
	cause := func(id, parent, text string) {
		d.PutPart(review.Causes, id, part(record.Doc{"parent": parent, "text": text, "rank": "U"}))
	}
	cause("a", "", "Orders waited")
	cause("d", "a", "Nobody saw it")
	cause("c", "b", "No limit\nwas ever set")
	cause("b", "a", "The queue was full")
	cause("x", "y", "in a circle")
	cause("y", "x", "in a circle too")
	got := string(fixpoint(t, c, d)[0].Data)
	if got != `schema: 1

causes:
  a:
    text: Orders waited
    rank: U

  b:
        text: The queue was full
        parent: a
        rank: U

  c:
            text: |-
              No limit
              was ever set
            parent: b
            rank: U

  d:
        text: Nobody saw it
        parent: a
        rank: U

  x:
    text: in a circle
    parent: "y"
    rank: U

  "y":
    text: in a circle too
    parent: x
    rank: U
` {
		t.Error(got)
	}
	// Other words of a parent change no line of what hangs below it.
	files := emit(t, c, d)
	cause("a", "", "Orders waited for hours")
	if now, were := differing(files, emit(t, c, d)); now != 1 || were != 1 {
		t.Errorf("%d lines became %d", were, now)
	}
	// However deep a tree is, its lines stay on the page.
	for i := range 40 {
		cause("e"+string(rune('A'+i)), "e"+string(rune('A'+i-1)), "deeper")
	}
	for line := range strings.SplitSeq(string(fixpoint(t, c, d)[0].Data), "\n") {
		if len(line)-len(strings.TrimLeft(line, " ")) > 4+4*10+2 {
			t.Fatal(line)
		}
	}
}

func TestWhatOnlyTheProgramReadsOfASectionIsOneLine(t *testing.T) {
	c, _ := reviews(t)
	d := merge.NewDoc(review.Kind, theID, 1)
	for id, fields := range map[string]record.Doc{
		"one":   {"columns": []any{"Time", "# of users, {x}", "no"}, "kept": true, "level": 2.0, "rank": "7"},
		"two":   {"rank": "8", "later": "x"},
		"three": {"rank": "9", "columns": []any{"two\nlines"}},
		"four":  {"rank": "Aé: \"x\"", "columns": []any{strings.Repeat("long ", 60)}},
		"five":  {"rank": "B", "title": "Bell\x07"},
	} {
		d.PutPart(review.Sections, id, part(fields))
	}
	got := string(fixpoint(t, c, d)[0].Data)
	for _, want := range []string{
		"  one: {kept: true, level: 2, columns: [Time, \"# of users, {x}\", \"no\"], rank: \"7\"}\n",
		"  two:\n    rank: \"8\"\n    later: x\n",
		"  three: {columns: [\"two\\nlines\"], rank: \"9\"}\n",
		"  four:\n    columns:\n",
		"  five:\n    title: \"Bell\\x07\"\n    rank: B\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestAFileNobodyHasANameForSaysWhatItIs(t *testing.T) {
	c, _ := reviews(t)
	d := merge.NewDoc(review.Kind, theID, 1)
	d.PutPart("extra", "a", part(record.Doc{"text": "Known to a newer version"}))
	files := fixpoint(t, c, d)
	got := string(files[0].Data)
	if !strings.HasPrefix(got, "# Kept and shared as it is: ") || !strings.Contains(got, "\n\nschema: 1\n\nextra:\n  a:\n    text: Known") {
		t.Error(got)
	}
	// A remark of a person beside it is still told, with its line, and so is an edit of it.
	for old, now := range map[string]string{"extra:\n": "extra: # ours\n", "# wrote": "# Somebody wrote"} {
		r := c.Parse(theID, change(files, "extra.yaml", old, now))
		if len(r.Problems) != 1 || r.Problems[0].Key != "canon.comment" || r.Doc == nil || old == "extra:\n" && r.Problems[0].Line != 6 {
			t.Errorf("%q: %+v", now, r.Problems)
		}
	}
	// A file this version has a name for says nothing of the kind.
	if got := show(emit(t, c, small())); strings.Count(got, "# Kept and shared") != 1 {
		t.Error(got)
	}
}

func TestBytesThatAreNoTextAreQuotedWithTheirLine(t *testing.T) {
	c, _ := reviews(t)
	for add, want := range map[string][2]string{
		"Caf\xe9 \xff closed\n":              {"Caf\\xE9 \\xFF closed", "\\xE9\\xFF"},
		strings.Repeat("é", 400) + "\xe9":    {strings.Repeat("é", 60) + "\\xE9", "\\xE9"},
		"One\nTwo \xc3":                      {"Two \\xC3", "\\xC3"},
		strings.Repeat("\xfc", 1000) + "\na": {strings.Repeat("\\xFC", 60), strings.Repeat("\\xFC", 15)},
	} {
		files := fixpoint(t, c, small())
		at := len(strings.Split(string(files[0].Data), "\n"))
		if strings.HasPrefix(add, "One") {
			at++
		}
		whole := string(files[0].Data) + add
		files[0].Data = []byte(whole)
		r := c.Parse(theID, files)
		if len(r.Problems) == 0 {
			t.Fatalf("%q was read", add)
		}
		p := r.Problems[0]
		if p.Key != "canon.not_utf8" || p.Line != at || p.Quote != want[0] || p.Params["bytes"] != want[1] || string(p.Bytes) != whole {
			t.Errorf("%d, not %d: %q %+v", p.Line, at, p.Quote, p.Params)
		}
	}
}
