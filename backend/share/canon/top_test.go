package canon_test

import (
	"bytes"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// head is the first file of a record with the facts and the text given.
func head(above, below string) []canon.File {
	return []canon.File{{Path: recordDir + "/review.md", Data: []byte("---\nschema: 1\n" + above + "---\n" + below)}}
}

func TestTheTitleIsTheHeadingOfThePage(t *testing.T) {
	c, _ := reviews(t)
	d := merge.NewDoc(review.Kind, theID, 1)
	d.Fields = record.Doc{"title": "Orders *late*: \"3 hours\" # {#x}", "severity": "SEV2"}
	d.PutPart(review.Sections, "summary", part(record.Doc{"title": "Summary", "text": "# Not the title"}))
	got := string(fixpoint(t, c, d)[0].Data)
	if want := "---\nreference: REV-24-3M7K2X\nseverity: SEV2\nschema: 1\n---\n\n# Orders *late*: \"3 hours\" # {#x}\n\n## Summary {#summary}\n\n# Not the title\n"; got != want {
		t.Error(got)
	}
	// What no line can show stays among the facts.
	for _, title := range []string{"two\nlines", " blank in front", "blank behind ", "tab\there", "bell\x07", "\u2028"} {
		d.Fields["title"] = title
		if got := string(fixpoint(t, c, d)[0].Data); strings.Contains(got, "---\n\n# ") || !strings.Contains(got, "\ntitle: ") {
			t.Errorf("%q: %s", title, got)
		}
	}
}

func TestAnEditOfTheHeadingIsAnEditOfTheTitle(t *testing.T) {
	c, s := reviews(t)
	files := emit(t, c, small())
	base := parse(t, c, theID, files).Doc
	edited := parse(t, c, theID, change(files, "review.md", "# Queue: 3 hours of orders late\n", "# Queue: 4 hours of orders late\n")).Doc
	ours := base.Clone()
	ours.Fields["severity"] = "SEV1"
	m := mergeOf(s, base, ours, edited)
	if m.Fields["title"] != "Queue: 4 hours of orders late" || m.Fields["severity"] != "SEV1" || len(m.Conflicts) != len(base.Conflicts) {
		t.Errorf("%v %v", m.Fields, m.Conflicts)
	}
	ours.Fields["title"] = "Orders were late"
	if m := mergeOf(s, base, ours, edited); len(m.Conflicts) != len(base.Conflicts)+1 {
		t.Error("two edits of the title are no question")
	}
	if gone := parse(t, c, theID, change(files, "review.md", "# Queue: 3 hours of orders late\n", "")).Doc; record.Str(gone.Fields, "title") != "" {
		t.Error("a title that was taken out is still there")
	}
}

// Files of earlier versions have the title among the facts and no links: they say the same,
// so nobody writes them anew before the record is edited.
func TestAFileWithTheTitleAmongItsFactsSaysTheSame(t *testing.T) {
	c, _ := reviews(t)
	files := emit(t, c, small())
	now := parse(t, c, theID, files).Doc
	for name, old := range map[string][]canon.File{
		"facts": change(change(files, "review.md", "\n# Queue: 3 hours of orders late\n", ""), "review.md", "schema: 1\n", "schema: 1\ntitle: \"Queue: 3 hours of orders late\"\n"),
		"both":  change(files, "review.md", "schema: 1\n", "schema: 1\ntitle: \"Queue: 3 hours of orders late\"\n"),
		"empty": change(files, "review.md", "schema: 1\n", "schema: 1\ntitle:\n"),
		"links": change(files, "review.md", "\n[Timeline](timeline.yaml) · [Analysis](analysis.yaml) · [Actions](actions.yaml) · [Risks](risks.yaml) · [Undecided](conflicts/)\n", ""),
		"first": change(files, "review.md", "\n# Queue", "\n[Timeline](timeline.yaml)\n# Queue"),
	} {
		if show(old) == show(files) {
			t.Fatalf("%s: nothing was changed", name)
		}
		r := parse(t, c, theID, old)
		if !r.Doc.Equal(now) {
			t.Errorf("%s: read as another doc", name)
		}
		if show(emit(t, c, r.Doc)) != show(files) {
			t.Errorf("%s: written otherwise", name)
		}
	}
}

// Of two titles nobody knows which was edited: the file is quoted, and what was edited in
// the others is taken.
func TestTwoDifferentTitlesAreQuotedAndTheLastGoodOneStays(t *testing.T) {
	c, _ := reviews(t)
	good := emit(t, c, small())
	now := change(change(good, "review.md", "schema: 1\n", "schema: 1\ntitle: Orders late\n"), "timeline.yaml", "First call", "The very first call")
	r := c.ParseOver(theID, now, good)
	if r.Doc == nil || len(r.Problems) != 1 || r.Problems[0].Key != "canon.title_twice" || r.Problems[0].Quote != "# Queue: 3 hours of orders late" || !bytes.Contains(r.Problems[0].Bytes, []byte("title: Orders late\n")) {
		t.Fatalf("%+v", r.Problems)
	}
	if r.Doc.Fields["title"] != "Queue: 3 hours of orders late" || !strings.Contains(show(emit(t, c, r.Doc)), "The very first call") {
		t.Error(show(emit(t, c, r.Doc)))
	}
}

func TestWhatStandsAboveTheFirstSectionIsTheTitleAndLinksOnly(t *testing.T) {
	c, _ := reviews(t)
	for text, key := range map[string]string{
		"\n# One\n": "", "# One\n[Timeline](timeline.yaml)\n[Stated durations](stated_durations.yaml) · [Undecided](conflicts/)": "", "\n#   One  \n\n\n": "",
		"\n# One\n# Two\n": "canon.outside", "#One\n": "canon.outside", "# \n": "canon.outside", "One\n===\n": "canon.outside", "# One\nText\n": "canon.outside",
		"[Timeline](../timeline.yaml)\n": "canon.outside", "[Look here](timeline.yaml)\n": "canon.outside", "[Timeline](timeline.yaml) and more\n": "canon.outside", "[Timeline](timeline.yaml) · \n": "canon.outside",
		"[](.yaml)\n": "canon.outside", "[Conflicts](conflicts.yaml)\n": "canon.outside",
	} {
		r := c.Parse(theID, head("", text))
		got := ""
		if len(r.Problems) > 0 {
			got = r.Problems[0].Key
		}
		if got != key || (r.Doc != nil) != (key == "") {
			t.Errorf("%q: %q", text, got)
		}
		if key != "" && !bytes.Contains(r.Problems[0].Bytes, []byte(text)) {
			t.Errorf("%q is not quoted", text)
		}
		if key == "" && strings.Contains(text, "# ") && r.Doc.Fields["title"] != "One" {
			t.Errorf("%q: %v", text, r.Doc.Fields)
		}
	}
}

func TestATitleOrTextWrittenInTwoPlacesOfASectionIsQuoted(t *testing.T) {
	c, _ := reviews(t)
	for above, want := range map[string]bool{"title: Summary": true, "title: Other": false, "text: Orders waited.": true, "text: Other": false, "rank: F": true} {
		r := c.Parse(theID, head("sections:\n  summary:\n    "+above+"\n", "\n## Summary {#summary}\n\nOrders waited.\n"))
		if (r.Doc != nil) != want || !want && (r.Problems[0].Key != "canon.twice" || r.Problems[0].Line != 8) {
			t.Errorf("%s: %+v", above, r.Problems)
		}
	}
}

// A kind without sections or title has no text below its facts.
func TestAKindWithoutTitleOrSectionsHasFactsOnly(t *testing.T) {
	plain := &record.Schema{Kind: "review", Folder: "reviews", Version: 1, Fields: []record.Field{{Name: "name", Type: record.String, Policy: record.Scalar}}}
	s, err := merge.NewScheme(plain, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	c := canon.New(plain, s)
	if r := c.Parse(theID, head("name: One\n", "")); r.Doc == nil || string(emit(t, c, r.Doc)[0].Data) != "---\nname: One\nschema: 1\n---\n" {
		t.Errorf("%+v", r)
	}
	for _, text := range []string{"\n# One\n", "\n## One {#one}\n"} {
		if r := c.Parse(theID, head("name: One\n", text)); r.Doc != nil || r.Problems[0].Key != "canon.outside" || r.Problems[0].Line != 6 {
			t.Errorf("%q: %+v", text, r.Problems)
		}
	}
}

// A section without a title has a name in the program, in the language of who reads it; a
// page has the words of its key.
func TestASectionWithoutATitleIsHeadedByItsKey(t *testing.T) {
	c, _ := reviews(t)
	d := merge.NewDoc(review.Kind, theID, 1)
	for key, title := range map[string]string{"summary": "", "what_went-well2": "", "impact": "Impact", "Own": "", "a__b": "", "lessons": "Bell\x07"} {
		d.PutPart(review.Sections, key, part(sectionOf(key, title)))
	}
	files := fixpoint(t, c, d)
	got := string(files[0].Data)
	if i := strings.Index(got, "\n## "); got[i:] != "\n## {#Own}\n\n## {#a__b}\n\n## Impact {#impact}\n\n## {#lessons}\n\n## Summary {#summary -}\n\n## What went well2 {#what_went-well2 -}\n" {
		t.Error(got)
	}
	for heading, want := range map[string]string{"## Summary {#summary -}": "", "## {#summary}": "", "## {#summary -}": "", "## Summary {#summary}": "Summary", "## What happened {#summary -}": "What happened"} {
		r := parse(t, c, theID, change(files, "review.md", "## Summary {#summary -}", heading))
		if got := record.Str(r.Doc.Parts[review.Sections]["summary"].Fields, "title"); got != want {
			t.Errorf("%s: %q", heading, got)
		}
		fixpoint(t, c, r.Doc)
	}
}

func sectionOf(rank, title string) record.Doc {
	d := record.Doc{"rank": rank}
	if title != "" {
		d["title"] = title
	}
	return d
}
