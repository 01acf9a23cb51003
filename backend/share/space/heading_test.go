package space_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
)

var (
	titleLine = regexp.MustCompile(`(?m)^# (.*)\n\n`)
	linkLine  = regexp.MustCompile(`(?m)^\[.*\)\n\n`)
	wordsLine = regexp.MustCompile(`(?m)^## .* \{#([a-z]+) -\}$`)
	aside     = regexp.MustCompile(`(?m)^  (.*): \{(.*)\}$`)
)

// asBefore writes the first file of a review as earlier versions of the program did: the
// title among the facts, no links, no reference, and no words for a section without a title;
// the schema first, and a line for each rank.
func asBefore(t *testing.T, path string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	title := titleLine.FindStringSubmatch(text)
	if title == nil {
		t.Fatalf("no heading in %s", text)
	}
	text = linkLine.ReplaceAllString(titleLine.ReplaceAllString(text, ""), "")
	_, text, _ = strings.Cut(strings.Replace(text, "schema: 1\n", "", 1), "\nreference: ")
	_, text, _ = strings.Cut(text, "\n")
	text = "---\nschema: 1\ntitle: \"" + title[1] + "\"\n" + wordsLine.ReplaceAllString(text, "## {#$1}")
	write(t, path, aside.ReplaceAllStringFunc(text, func(line string) string {
		m := aside.FindStringSubmatch(line)
		return "  " + m[1] + ":\n    " + strings.ReplaceAll(m[2], ", ", "\n    ")
	}))
}

// causesBefore writes the causes of a review as earlier versions did: all in one column, and
// ids in front of words.
func causesBefore(t *testing.T, path string) {
	t.Helper()
	var out, ids, words []string
	flush := func() {
		out, ids, words = slices.Concat(out, ids, words), nil, nil
	}
	for line := range strings.SplitSeq(text(t, path), "\n") {
		bare := strings.TrimLeft(line, " ")
		switch {
		case len(line)-len(bare) < 4:
			flush()
			out = append(out, line)
		case strings.HasPrefix(bare, "analysis: ") || strings.HasPrefix(bare, "parent: "):
			ids = append(ids, "    "+bare)
		default:
			words = append(words, "    "+bare)
		}
	}
	write(t, path, strings.Join(out, "\n"))
}

// Nobody sends anything for a file that says the same in the form of an earlier version;
// whoever edits the record next brings it into the form of now.
func TestFilesOfAnEarlierVersionAreNotWrittenAnewBeforeAnEdit(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.noted(id, "Alarm")
	a.sync()
	b.sync()
	byHand(t, dir, func(root string) { asBefore(t, fileOf(t, root, id, "review.md")) })
	head := git(t, dir, "rev-parse", "main")
	c := newDevice(t, 3)
	c.joins(dir)
	for range 2 {
		for i, d := range []*device{a, b, c} {
			if r := d.sync(); len(r.Refused) != 0 {
				t.Errorf("%d: %+v", i, r)
			}
			if d.get(id).Title != "The linen line stood still" {
				t.Errorf("%d: %q", i, d.get(id).Title)
			}
		}
	}
	if now := git(t, dir, "rev-parse", "main"); now != head {
		t.Error(git(t, dir, "log", "-p", head+"..main"))
	}
	b.set(id, "severity", "SEV1")
	c.set(id, "title", "The linen line stopped")
	c.sync()
	b.sync()
	a.sync()
	c.sync()
	for i, d := range []*device{a, b, c} {
		if r := d.get(id); r.Title != "The linen line stopped" || r.Severity != "SEV1" || len(d.open4(id)) != 0 {
			t.Errorf("%d: %+v", i, r)
		}
	}
	settled(t, dir, a, b, c)
	byHand(t, dir, func(root string) {
		got := text(t, fileOf(t, root, id, "review.md"))
		if !strings.Contains(got, "\n# The linen line stopped\n\n[Timeline](timeline.yaml)\n\n## Summary {#summary -}\n") || strings.Contains(got, "title:") {
			t.Error(got)
		}
		write(t, root+"/notes.txt", "Looked at.\n")
	})
}

// Somebody edits with a program from before, which writes all files of the review in its own
// form, while the others go on with this one: whatever the form, what was edited comes
// together, and nobody is asked anything.
func TestTwoVersionsOfTheProgramEditOneReview(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b := newDevice(t, 1), newDevice(t, 2)
	a.joins(dir)
	id := a.imports(pumps)
	a.must(a.ws.Share(t.Context(), team, id))
	a.sync()
	b.joins(dir)
	for _, severity := range []string{"SEV1", "SEV2", "SEV3"} {
		byHand(t, dir, func(root string) {
			first, causes := fileOf(t, root, id, "review.md"), fileOf(t, root, id, "analysis.yaml")
			if now := text(t, causes); !strings.Contains(now, "\n        text: ") {
				t.Fatal(now)
			}
			asBefore(t, first)
			causesBefore(t, causes)
			if old := text(t, first) + text(t, causes); strings.Contains(old, "reference:") || strings.Contains(old, ": {") || strings.Contains(old, "\n        text:") || !strings.Contains(old, "\n    analysis: ") {
				t.Fatal(old)
			}
			rewrite(t, causes, "The sensor was old", "The sensor was old, very")
		})
		a.set(id, "severity", severity)
		b.set(id, "sections/timeline/text", "As told by shift "+severity+".")
		b.sync()
		a.sync()
		b.sync()
		settled(t, dir, a, b)
	}
	for i, d := range []*device{a, b} {
		if r := d.get(id); len(d.open4(id)) != 0 || r.Severity != "SEV3" || d.section(id, "timeline") != "As told by shift SEV3." || len(r.Causes) != 2 || r.Causes[1].Text != "The sensor was old, very, very, very" {
			t.Errorf("%d: %+v", i, r)
		}
	}
}

// Who knows the repository and not the program edits the title where it is read.
func TestATeammateEditsTheTitleOnThePage(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	a.set(id, "severity", "SEV1")
	byHand(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "# The linen line stood still\n", "# The linen line stopped\n")
	})
	a.sync()
	b.sync()
	for i, d := range []*device{a, b} {
		if r := d.get(id); r.Title != "The linen line stopped" || r.Severity != "SEV1" || len(d.open4(id)) != 0 {
			t.Errorf("%d: %+v", i, r)
		}
	}
	settled(t, dir, a, b)

	// A second title beside it has two readings: it is told, and nothing of it is lost.
	byHand(t, dir, func(root string) {
		rewrite(t, fileOf(t, root, id, "review.md"), "schema: 1\n", "schema: 1\ntitle: Linen\n")
	})
	r := a.sync()
	if len(r.Refused) != 1 || r.Refused[0].Key != "canon.title_twice" || !strings.Contains(string(r.Refused[0].Bytes), "title: Linen\n") || a.get(id).Title != "The linen line stopped" {
		t.Errorf("%+v", r.Refused)
	}
}

// A day that is none and a word nobody here knows come in as they are, are told once, count
// as nothing and go on to the others as they were.
func TestWhatNobodyUnderstandsIsKeptToldAndSentOn(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, b, id := pair(t, dir)
	_, err := a.ws.Reviews.AddPart(t.Context(), id, review.Actions, map[string]any{"title": "Fit a second pump", "due": "2026-03-01", "status": "committed"}, "", "")
	a.must(err)
	a.sync()
	byHand(t, dir, func(root string) {
		file := fileOf(t, root, id, "actions.yaml")
		rewrite(t, file, "2026-03-01", "2026-13-45")
		rewrite(t, file, "status: committed", "status: exploded")
	})
	told := ""
	for _, n := range b.sync().Notices {
		told += n.Key + " " + n.Params["value"] + "\n"
	}
	if told != "canon.kept_no_date 2026-13-45\ncanon.kept_unknown exploded\n" {
		t.Error(told)
	}
	b.set(id, "title", "Edited beside it")
	settled(t, dir, a, b)
	for i, d := range []*device{a, b} {
		if got := d.get(id); got.Title != "Edited beside it" || got.Actions[0].Due != "2026-13-45" || got.Actions[0].Status != "exploded" {
			t.Errorf("%d: %+v", i, got.Actions)
		}
		if r := d.sync(); len(r.Notices) != 0 {
			t.Errorf("%d: %+v", i, r.Notices)
		}
		if due, _, err := d.ws.Reviews.Due(t.Context(), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), 10); err != nil || len(due) != 0 {
			t.Errorf("%d: %+v %v", i, due, err)
		}
	}
}

// What a hand edit says that no record holds is told also where the same review was edited
// here meanwhile: the merge writes the file anew, and nobody would read of it any more.
func TestWhatAMergeLeavesOutOfAFileIsQuoted(t *testing.T) {
	t.Parallel()
	for _, meanwhile := range []bool{false, true} {
		dir := bare(t)
		a, b, id := pair(t, dir)
		byHand(t, dir, func(root string) {
			md := fileOf(t, root, id, "review.md")
			rewrite(t, md, "schema: 1\n", "schema: 1 # look at the pump\n")
			ref := text(t, md)
			ref = ref[strings.Index(ref, "reference: "):]
			rewrite(t, md, ref[:strings.Index(ref, "\n")], "reference: REV-24-000000")
		})
		if meanwhile {
			a.set(id, "title", "Meanwhile")
		}
		told := ""
		for _, n := range a.sync().Notices {
			told += n.Key + " " + n.Params["quote"] + "\n"
		}
		if !strings.Contains(told, "canon.reference reference: REV-24-000000") || !strings.Contains(told, "look at the pump") {
			t.Errorf("edited meanwhile %v: %q", meanwhile, told)
		}
		settled(t, dir, a, b)
	}
}
