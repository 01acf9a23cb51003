package space_test

import (
	"path/filepath"
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
)

// What is said of a comment is said once, also where the review is edited beside it, and
// where another file of it cannot be read.
func TestAMirrorTellsOfEachPlaceOnce(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	timeline, md := fileOf(t, dir, id, "timeline.yaml"), fileOf(t, dir, id, "review.md")
	write(t, timeline, "# ask the night shift\n"+text(t, timeline))
	write(t, md, strings.Replace(text(t, md), "Nobody noticed.", "The laundry noticed.", 1))
	once := func(what string) {
		t.Helper()
		m := d.mirror()
		told := map[string]int{}
		for _, p := range m.Problems {
			told[filepath.Base(p.Path)+" "+string(p.Bytes)]++
			if p.Key == "canon.comment" && p.Params["quote"] != "# ask the night shift" {
				t.Errorf("%s: the words of the comment are not told: %+v", what, p)
			}
		}
		for place, n := range told {
			if n > 1 {
				t.Errorf("%s: %d times about %.40q: %+v", what, n, place, m.Problems)
			}
		}
		if len(told) == 0 {
			t.Errorf("%s: nobody is told of the comment", what)
		}
	}
	once("edited beside")
	once("looked at again")
	write(t, md, "---\n: half written [\n")
	once("beside a file nobody can read")
	write(t, timeline, text(t, timeline)+"\n<<<<<<< mine\nx: 1\n=======\n# another\n>>>>>>> theirs\n")
	once("with a merge left unfinished")
	d.set(id, "timeline/"+d.get(id).Timeline[0].ID+"/text", "Alarm of the press")
	once("written anew")
}

func TestTheVersionsOfAFileAndOfTheProgramAreToldApart(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	d.set(id, "severity", "SEV2")
	d.mirror()
	d.set(id, "severity", "SEV1")
	rewrite(t, fileOf(t, dir, id, "review.md"), "severity: SEV2", "severity: SEV3")
	d.mirror()
	open := d.questions(merge.Open)
	if len(open) != 1 {
		t.Fatalf("%+v", open)
	}
	for _, v := range open[0].Shown {
		if (v.From == "infile") != (v.Text == "SEV3") || (v.From == "inprogram") != (v.Text == "SEV1") || v.At == "" {
			t.Errorf("%+v", v)
		}
	}
	rewrite(t, fileOf(t, dir, id, "review.md"), "Nobody noticed.", "<<<<<<< one\nSomebody noticed.\n=======\nEverybody noticed.\n>>>>>>> two")
	d.mirror()
	for _, u := range d.questions(merge.Open) {
		for _, v := range u.Shown {
			if u.Path == "sections/summary/text" && (v.From == "upper") != strings.Contains(v.Text, "Somebody") {
				t.Errorf("%+v", v)
			}
		}
	}
	if n := len(d.questions(merge.Open)); n != 2 {
		t.Errorf("%d questions", n)
	}
}

func TestAHeadingTypedWithoutAKeyIsToldAndOneWithAKeyIsASection(t *testing.T) {
	t.Parallel()
	d, id, dir := alone(t)
	md := fileOf(t, dir, id, "review.md")
	write(t, md, text(t, md)+"\n## New by hand\n\nMore.\n")
	m := d.mirror()
	if len(m.Problems) != 1 || m.Problems[0].Key != "share.mirror_heading" || m.Problems[0].Params["line"] != "## New by hand {#new_by_hand}" || m.Problems[0].Line == 0 {
		t.Fatalf("%+v", m.Problems)
	}
	d.set(id, "severity", "SEV2")
	if m := d.mirror(); len(m.Problems) != 0 {
		t.Errorf("it is the text of the section by now, and no news: %+v", m.Problems)
	}
	rewrite(t, md, "## New by hand\n", "## New by hand {#new_by_hand}\n")
	if m := d.mirror(); len(m.Problems) != 0 {
		t.Errorf("%+v", m.Problems)
	}
	if got := d.section(id, "new_by_hand"); got != "More." {
		t.Errorf("%q", got)
	}
}
