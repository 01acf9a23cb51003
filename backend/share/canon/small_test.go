package canon_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// small is a review with one of everything the format knows.
func small() *merge.Doc {
	d := merge.NewDoc(review.Kind, theID, 1)
	d.Fields = record.Doc{
		"title": "Queue: 3 hours of orders late", "severity": "SEV2", "state": "draft", "services": []any{"Orders", "3PL gate"}, "zone": "Europe/Berlin",
		"date": "2024-09-21", "detected": stated("2024-09-21T10:04:00+02:00", ""), "private_notes": localMarker, "people": record.Doc{"actor-1": localMarker},
		"weather": record.Doc{"wind": 3.5, "rain": false, "note": "0123"}, "yes": []any{},
	}
	section := func(key, title, rank, text string) {
		d.PutPart(review.Sections, key, part(record.Doc{"title": title, "rank": rank, "text": text}))
	}
	section("summary", "Summary", "F", "Orders waited for three hours 🧯.\n\n```\n## Summary {#summary}\n```\n\n\\## Summary {#summary}\n<<<<<<< a line that looks like a marker\n---")
	section("impact", "Impact", "M", "- 41 orders late  \n- none lost\n")
	section("detection", "How it was noticed {late}", "R", "")
	section("own key", "", "U", "A section without a title.")
	section("bell", "Bell\u0007", "b", "A character nobody sees:\u0000.")
	d.PutPart(review.Sections, "gone", merge.Part{Tombstones: []record.Doc{{"rule": "two years", "run": "7"}}})
	entry := func(id, at, rank, text string) {
		d.PutPart(review.Timeline, id, part(record.Doc{"text": text, "times": []any{stated(at, "")}, "role": "Shift lead", "kind": "observation", "rank": rank}))
	}
	entry("01J8ZQ4T9V0000000000000001", "2024-09-21T10:31:00+02:00", "F", "no")
	entry("01J8ZQ4T9V0000000000000002", "2024-09-21T10:04:00+02:00", "M", "First call.\n\n  \"Nothing moves\"\n\nSecond call two minutes later.\n")
	entry("01J8ZQ4T9V0000000000000003", "", "U", "\tbegins with a tab\n\n\n")
	d.PutPart(review.Timeline, "01J8ZQ4T9V0000000000000004", merge.Part{Tombstones: []record.Doc{{"rule": "two years", "run": "7"}}})
	d.PutPart(review.Analyses, "01J8ZQ4T9V000000000000000A", part(record.Doc{"title": "Why orders waited", "rank": "U"}))
	cause := func(id, parent, text string) {
		d.PutPart(review.Causes, id, part(record.Doc{"analysis": "01J8ZQ4T9V000000000000000A", "parent": parent, "kind": "cause", "text": text, "classes": []any{"technical"}}))
	}
	cause("01J8ZQ4T9V000000000000000B", "01J8ZQ4T9V000000000000000C", "The retry had no limit")
	cause("01J8ZQ4T9V000000000000000C", "", "The queue filled up")
	d.PutPart(review.Actions, "01J8ZQ4T9V000000000000000D", part(record.Doc{"title": "Limit the retries", "due": "2024-10-01", "status": "open", "later": nil}))
	d.PutPart("risks", "01J8ZQ4T9V000000000000000E", part(record.Doc{"text": "Known to a newer version"}))
	k := merge.Conflict{Path: "severity", Kind: merge.KindValue, Base: "SEV3", Values: []string{"SEV2", "SEV1"}, State: merge.Open,
		Origins: [][]merge.Origin{{{By: "Kite", At: "2024-09-22T08:00:00Z", Commit: "1f3a"}}, {{By: "Otter"}}}}
	k.ID = merge.ConflictID(k.Path, k.Kind, k.Base, false, k.Values, 0)
	d.Conflicts[k.ID] = k
	r := merge.Conflict{ID: "by hand", Path: "sections/summary/text", Kind: merge.KindText, NoBase: true, Values: []string{"Line one.\nLine two.", "no"}, State: merge.Open}
	d.Conflicts[r.ID] = r.Resolve(merge.Resolution{Value: "no", By: "Kite", At: "2024-09-23T08:00:00Z", Why: "Seen in the log"})
	return d
}

func stated(at, reason string) record.Doc {
	return record.Doc{"at": at, "zone": "Europe/Berlin", "precision": "minute"}
}

func TestASmallReviewHasTheseFiles(t *testing.T) {
	c, _ := reviews(t)
	files := fixpoint(t, c, small())
	var names strings.Builder
	for _, f := range files {
		rest := strings.TrimPrefix(f.Path, recordDir+"/")
		names.WriteString(f.Path + "\n")
		golden(t, "testdata/small/"+strings.ReplaceAll(rest, "/", "-"), string(f.Data))
	}
	golden(t, "testdata/small/paths.txt", names.String())
	if strings.Contains(show(files), localMarker) {
		t.Error("a field that stays here is in a file")
	}
}

func TestTheDirectoryOfARecordNeverChanges(t *testing.T) {
	c, _ := reviews(t)
	d := small()
	before := paths(emit(t, c, d))
	d.Fields["title"], d.Fields["date"] = "Another title", "2031-01-01"
	if got := paths(emit(t, c, d)); got != before {
		t.Errorf("%s\n%s", before, got)
	}
	if p, ok := canon.Locate(recordDir+"/review.md", review.Schema); !ok || p.ID != theID || p.Dir != recordDir || p.Rest != "review.md" {
		t.Errorf("%+v", p)
	}
	for _, path := range []string{"reviews/2024/10/" + theID + "/review.md", "reviews/2024/09/x/review.md", recordDir, "drills/2024/09/" + theID + "/review.md"} {
		if _, ok := canon.Locate(path, review.Schema); ok {
			t.Errorf("%s is the place of no record", path)
		}
	}
	if got := canon.BlobPath(recordDir, strings.Repeat("ab", 32), "jpeg"); len(got) > canon.MaxPath || !canon.IsBlob(strings.TrimPrefix(got, recordDir+"/")) {
		t.Errorf("%d %s", len(got), got)
	}
}

func paths(files []canon.File) string {
	var b strings.Builder
	for _, f := range files {
		b.WriteString(f.Path + "\n")
	}
	return b.String()
}

// An edit of a word shows as that line, in a body, a block and a quoted text.
func TestAnEditOfAWordChangesItsLineOnly(t *testing.T) {
	c, _ := reviews(t)
	for _, e := range []struct{ collection, id, field, text string }{
		{review.Sections, "summary", "text", "Orders waited for four hours 🧯.\n\n```\n## Summary {#summary}\n```\n\n\\## Summary {#summary}\n<<<<<<< a line that looks like a marker\n---"},
		{review.Sections, "impact", "title", "Effect"},
		{review.Timeline, "01J8ZQ4T9V0000000000000002", "text", "First call.\n\n  \"Nothing runs\"\n\nSecond call two minutes later.\n"},
		{review.Timeline, "01J8ZQ4T9V0000000000000001", "text", "nobody: knew"},
		{review.Actions, "01J8ZQ4T9V000000000000000D", "status", "done"},
	} {
		before, d := emit(t, c, small()), small()
		p := d.Parts[e.collection][e.id]
		p.Fields[e.field] = e.text
		after := emit(t, c, d)
		if changed, were := differing(before, after); changed != 1 || were != 1 {
			t.Errorf("%s/%s/%s: %d lines became %d", e.collection, e.id, e.field, were, changed)
		}
	}
}

// differing counts the lines between what is equal at both ends, over all files.
func differing(before, after []canon.File) (now, were int) {
	for i := range before {
		a, b := strings.Split(string(before[i].Data), "\n"), strings.Split(string(after[i].Data), "\n")
		for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
			a, b = a[1:], b[1:]
		}
		for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
			a, b = a[:len(a)-1], b[:len(b)-1]
		}
		were, now = were+len(a), now+len(b)
	}
	return now, were
}

// What a newer version wrote is still there after a program of this version has
// changed and merged the record.
func TestUnknownFieldsAndFilesSurviveAMerge(t *testing.T) {
	c, s := reviews(t)
	kept := canon.File{Path: recordDir + "/sketch.svg", Data: []byte("<svg/>\r\n")}
	other := canon.File{Path: recordDir + "/notes.yaml", Data: []byte("&a b: *c\n")}
	files := emit(t, c, small(), kept, other)
	base := parse(t, c, theID, files)
	ours, theirs := base.Doc.Clone(), base.Doc.Clone()
	ours.Fields["title"], theirs.Fields["severity"] = "Ours", "SEV1"
	theirs.PutPart("risks", "01J8ZQ4T9V000000000000000F", part(record.Doc{"text": "One more", "later": []any{"x"}}))
	m := merge.Merge(s, []*merge.Doc{base.Doc}, merge.Side{Doc: ours}, merge.Side{Doc: theirs})
	out := emit(t, c, m.Doc, base.Kept...)
	for _, want := range []string{"# Ours", "severity: SEV1", "note: \"0123\"", "wind: 3.5", "Known to a newer version", "One more", "<svg/>\r\n", "&a b: *c"} {
		if !strings.Contains(show(out), want) {
			t.Errorf("%q is lost", want)
		}
	}
	if _, p := c.Emit(base.Doc, canon.File{Path: recordDir + "/review.md"}); p == nil || p.Key != "canon.taken" {
		t.Error("a kept file takes the place of one of ours")
	}
}

func TestARecordThatIsNotThereHasItsConflictsOnly(t *testing.T) {
	c, _ := reviews(t)
	d := merge.Absent(review.Kind, theID)
	d.Conflicts = small().Conflicts
	files := fixpoint(t, c, d)
	if len(files) != 2 || strings.Contains(paths(files), "review.md") {
		t.Error(paths(files))
	}
	gone := merge.Absent(review.Kind, theID)
	gone.Tombstones = []record.Doc{{"rule": "two years", "run": "7"}}
	if got := show(fixpoint(t, c, gone)); !strings.Contains(got, "\"$disposed\":\n  - rule: two years\n    run: \"7\"\n") {
		t.Error(got)
	}
}

// A state that would not read back is not written: the record keeps its version.
func TestWhatWouldNotReadBackIsNotWritten(t *testing.T) {
	c, _ := reviews(t)
	deep := any("x")
	for range canon.MaxDepth {
		deep = []any{deep}
	}
	for key, change := range map[string]func(*merge.Doc){
		"canon.type":       func(d *merge.Doc) { d.Fields["title"] = 4.0 },
		"canon.deep":       func(d *merge.Doc) { d.Fields["later"] = deep },
		"canon.key_long":   func(d *merge.Doc) { d.Fields[strings.Repeat("k", 600)] = "x" },
		"canon.file_large": func(d *merge.Doc) { d.Fields["later"] = strings.Repeat("word ", 1<<20) },
		"canon.id":         func(d *merge.Doc) { d.ID = "../x" },
		"canon.name":       func(d *merge.Doc) { d.PutPart("../up", "a", part(record.Doc{"a": "b"})) },
	} {
		d := small()
		change(d)
		if files, p := c.Emit(d); p == nil || p.Key != key || files != nil {
			t.Errorf("%s: %+v", key, p)
		}
	}
}

// Writer and reader count depth alike: what one writes the other never refuses.
func TestTheDeepestValueThatIsWrittenIsRead(t *testing.T) {
	c, _ := reviews(t)
	written := map[int]int{}
	for kind, put := range []func(*merge.Doc, any){
		func(d *merge.Doc, v any) { d.Fields["later"] = v },
		func(d *merge.Doc, v any) { d.PutPart(review.Timeline, "a", part(record.Doc{"later": v})) },
		func(d *merge.Doc, v any) { d.PutPart(review.Sections, "a", part(record.Doc{"later": v})) },
		func(d *merge.Doc, v any) {
			d.Conflicts["a"] = merge.Conflict{ID: "a", State: merge.Open, Extra: record.Doc{"later": v}}
		},
		func(d *merge.Doc, v any) { d.PutPart("risks", "a", merge.Part{Tombstones: []record.Doc{{"later": v}}}) },
	} {
		v := any("x")
		for n := range canon.MaxDepth + 2 {
			d := merge.NewDoc(review.Kind, theID, 1)
			put(d, v)
			if _, p := c.Emit(d); p == nil {
				fixpoint(t, c, d)
				written[kind]++
			} else if p.Key != "canon.deep" {
				t.Fatal(p.Key)
			}
			if n%2 == 0 {
				v = []any{v, map[string]any{}}
			} else {
				v = map[string]any{"a": v, "b": []any{}}
			}
		}
		if written[kind] < 20 || written[kind] > canon.MaxDepth {
			t.Errorf("%d: %d levels", kind, written[kind])
		}
	}
}

// What others sent and nobody here understands is kept as it is and told in words.
func TestAValueOfNobodyIsKeptAndTold(t *testing.T) {
	c, _ := reviews(t)
	files := change(emit(t, c, small()), "actions.yaml", "status: open", "status: exploded")
	files = change(files, "actions.yaml", "2024-10-01", "2026-13-45")
	r := c.Parse(theID, files)
	if r.Doc == nil || len(r.Problems) != 0 {
		t.Fatalf("%+v", r.Problems)
	}
	told := ""
	for _, p := range c.NotUnderstood(r.Doc) {
		told += p.Key + " " + p.Params["field"] + " " + p.Params["value"] + "\n"
		if !p.Note || !strings.HasSuffix(p.Path, "/actions.yaml") {
			t.Errorf("%+v", p)
		}
	}
	if !strings.Contains(told, "canon.kept_no_date due 2026-13-45\n") || !strings.Contains(told, "canon.kept_unknown status exploded\n") {
		t.Error(told)
	}
	back := show(emit(t, c, r.Doc))
	if !strings.Contains(back, "due: \"2026-13-45\"") || !strings.Contains(back, "status: exploded") {
		t.Error(back)
	}
	// A person who types it into a file of a mirror is refused, unless it was there already.
	if typed := c.Typed(merge.Absent(review.Kind, theID)).Parse(theID, files); typed.Doc != nil {
		t.Errorf("%+v", typed.Problems)
	}
	if typed := c.Typed(r.Doc).Parse(theID, files); typed.Doc == nil {
		t.Errorf("%+v", typed.Problems)
	}
}
