package canon_test

import (
	"bytes"
	"strings"
	"testing"

	"secondstory/backend/share/canon"
)

func change(files []canon.File, name, old, new string) []canon.File {
	out := append([]canon.File{}, files...)
	for i := range out {
		if strings.HasSuffix(out[i].Path, "/"+name) {
			out[i].Data = bytes.Replace(out[i].Data, []byte(old), []byte(new), 1)
		}
	}
	return out
}

func without(files []canon.File, name string) []canon.File {
	var out []canon.File
	for _, f := range files {
		if !strings.HasSuffix(f.Path, "/"+name) {
			out = append(out, f)
		}
	}
	return out
}

// One file that cannot be read does not take the edits of the others with it.
func TestAFileThatCannotBeReadStaysAsItWasAndTheOthersAreTaken(t *testing.T) {
	c, _ := reviews(t)
	good := emit(t, c, small())
	now := change(change(good, "timeline.yaml", "First call", "The very first call"), "actions.yaml", "title:", "title: *x")
	r := c.ParseOver(theID, now, good)
	if r.Doc == nil || len(r.Problems) != 1 || r.Problems[0].Key != "canon.yaml" && r.Problems[0].Key != "canon.anchor" {
		t.Fatalf("%+v", r.Problems)
	}
	out := show(emit(t, c, r.Doc, r.Kept...))
	if !strings.Contains(out, "The very first call") || !strings.Contains(out, "Limit the retries") {
		t.Error(out)
	}
	if !bytes.Contains(r.Problems[0].Bytes, []byte("title: *x")) {
		t.Error("the file that was not taken is not quoted")
	}

	r = c.ParseOver(theID, change(without(good, "review.md"), "timeline.yaml", "First call", "The very first call"), good)
	if r.Doc == nil || len(r.Problems) != 1 || r.Problems[0].Key != "canon.no_head" || !strings.Contains(show(emit(t, c, r.Doc)), "The very first call") {
		t.Errorf("%+v", r.Problems)
	}
}

func TestFilesThatDoNotGoTogetherAreAllQuoted(t *testing.T) {
	c, _ := reviews(t)
	files := emit(t, c, small())
	r := c.ParseOver(theID, without(files, "review.md"), nil) // nothing was there before
	if r.Doc == nil || r.Doc.There() && len(r.Doc.Parts) > 0 {
		t.Fatalf("%+v", r.Doc)
	}
	quoted := map[string]bool{}
	for _, p := range r.Problems {
		quoted[p.Path] = quoted[p.Path] || p.Bytes != nil
	}
	for _, f := range without(files, "review.md") {
		if !quoted[f.Path] {
			t.Errorf("%s is lost", f.Path)
		}
	}
}

func TestMarkersAreSplitIntoTheTwoSides(t *testing.T) {
	c, s := reviews(t)
	files := emit(t, c, small())
	marked := change(files, "timeline.yaml", "      First call.\n", "<<<<<<< HEAD\n      First call at ten.\n||||||| 1f3a\n      First call.\n=======\n      First call, four minutes late.\n>>>>>>> other\n")
	r := c.Parse(theID, marked)
	if r.Split == nil || r.Base == nil || r.Doc != nil {
		t.Fatalf("%+v", r)
	}
	a, b, base := parse(t, c, theID, r.Split[0]), parse(t, c, theID, r.Split[1]), parse(t, c, theID, r.Base)
	if show(emit(t, c, base.Doc)) != show(files) {
		t.Error("the base is not what both came from")
	}
	m := mergeOf(s, base.Doc, a.Doc, b.Doc)
	if out := show(emit(t, c, m)); !strings.Contains(out, "First call at ten") || !strings.Contains(out, "four minutes late") || strings.Contains(out, "<<<<<<< HEAD") {
		t.Error(out)
	}

	windows := change(files, "review.md", "state: draft\n", "<<<<<<< HEAD\r\nstate: draft\r\n=======\r\nstate: agreed\r\n>>>>>>> other\r\n")
	if r := c.Parse(theID, windows); r.Split == nil || r.Base != nil || parse(t, c, theID, r.Split[1]).Doc.Fields["state"] != "agreed" {
		t.Errorf("%+v", r)
	}
	for _, bad := range []string{"<<<<<<< HEAD\n", "<<<<<<< a\n=======\n=======\n>>>>>>> b\n", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n"} {
		r := c.Parse(theID, change(files, "timeline.yaml", "schema: 1\n", "schema: 1\n"+bad))
		if r.Split != nil || r.Doc != nil || len(r.Problems) != 1 || r.Problems[0].Key != "canon.markers" || !bytes.Contains(r.Problems[0].Bytes, []byte(bad)) {
			t.Errorf("%q: %+v", bad, r)
		}
	}
}

// Two files edited at once, each in any way: the record is there, and both edits are in
// it or quoted.
func TestTwoFilesEditedByHandAreEachReadOrQuoted(t *testing.T) {
	c, _ := reviews(t)
	d := dice(12)
	const other = "QX8typedByAnotherZQ"
	good := emit(t, c, small())
	taken := 0
	for n := range 400 {
		now := append([]canon.File{}, good...)
		i := d.IntN(len(now))
		j := (i + 1 + d.IntN(len(now)-1)) % len(now)
		one, form := insert(d, now[i].Data)
		two, formTwo := insert(d, now[j].Data)
		now[i].Data, now[j].Data = one, bytes.ReplaceAll(two, []byte(typed), []byte(other))
		r := c.ParseOver(theID, now, good)
		if r.Split != nil || r.Newer {
			continue
		}
		if r.Doc == nil {
			t.Fatalf("%d: the record is gone: %q %q", n, form, formTwo)
		}
		for _, e := range []struct{ form, word string }{{form, typed}, {formTwo, other}} {
			switch kept(t, c, r, e.word) {
			case "doc":
				taken++
			case "":
				if strings.Contains(e.form, "%") {
					t.Fatalf("%d: %q is lost (the other: %q, %q)\n%+v", n, e.word, form, formTwo, r.Problems)
				}
			}
		}
	}
	if taken < 100 {
		t.Errorf("%d edits were taken", taken)
	}
}

func TestAKeyOfASectionIsWrittenInOneWay(t *testing.T) {
	c, _ := reviews(t)
	for anchor, ok := range map[string]bool{"a": true, "own%20key": true, "%7B": true, "": true, "%41": false, "%zz": false, "a%2": false, "%7b": false} {
		r := c.Parse(theID, []canon.File{{Path: recordDir + "/review.md", Data: []byte("---\nschema: 1\n---\n\n## T {#" + anchor + "}\n\nx\n")}})
		if (r.Doc != nil) != ok || !ok && (r.Problems[0].Key != "canon.anchor_form" || r.Problems[0].Line != 5) {
			t.Errorf("%q: %+v", anchor, r.Problems)
		}
	}
}
