package reviewing_test

import (
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

// merged makes a review in which a merge has left a conflict of every sort that a
// person decides by choosing.
func merged(t *testing.T, b *bench) (id string, conflicts map[string]merge.Conflict) {
	t.Helper()
	id = b.create("one")
	edit := func(ops ...record.Op) {
		t.Helper()
		if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Factors, review.Findings, review.Conflicts},
			Plan: func(*record.State) ([]record.Op, error) { return ops, nil }}); err != nil {
			t.Fatal(err)
		}
	}
	edit(record.AddOp(review.Sections, "story", record.Doc{"text": "first\nmiddle\nlast"}),
		record.AddOp(review.Factors, "01FACTOR", record.Doc{"text": "The queue has no limit."}),
		record.AddOp(review.Findings, "01FINDING", record.Doc{"level": "question", "key": "k", "state": "open"}))
	s, err := merge.NewScheme(review.Schema, merge.Version)
	if err != nil {
		t.Fatal(err)
	}
	snap, err := b.Rec.Get(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	base := s.FromState(snap.State)
	version := func(title, line, answer string) *merge.Doc {
		d := base.Clone()
		d.Fields["title"] = title
		d.PutPart(review.Sections, "story", merge.Part{Fields: record.Doc{"text": "first\n" + line + "\nlast"}})
		d.PutPart(review.Findings, "01FINDING", merge.Part{Fields: record.Doc{"level": "question", "key": "k", "state": "answered", "answer": answer}})
		return d
	}
	x, y := version("two", "left", "yes"), version("three", "right", "no")
	x.DropPart(review.Factors, "01FACTOR")
	y.PutPart(review.Factors, "01FACTOR", merge.Part{Fields: record.Doc{"text": "The queue had no limit."}})
	r := merge.Merge(s, []*merge.Doc{base}, merge.Side{Doc: x}, merge.Side{Doc: y})
	after := snap.State.Clone()
	s.Into(r.Doc, after)
	var ops []record.Op
	for _, c := range record.Diff(review.Schema, snap.State, after) {
		p, _ := record.ParsePath(c.Entity)
		if c.Adds() {
			ops = append(ops, record.AddOp(p.Collection, p.Part, c.After))
			continue
		}
		for name := range c.After {
			p.Field = name
			v := after.Head[name]
			if p.Part != "" {
				v = after.Parts[p.Collection][p.Part].Doc[name]
			}
			ops = append(ops, record.SetOp(p, v))
		}
	}
	edit(ops...)
	conflicts = map[string]merge.Conflict{}
	for _, c := range r.Doc.Conflicts {
		conflicts[c.Kind] = c
	}
	if len(conflicts) != 4 {
		t.Fatalf("%+v", conflicts)
	}
	return id, conflicts
}

// story is the text of the section the merge is about.
func story(r review.Review) string {
	for _, s := range r.Sections {
		if s.Key == "story" {
			return s.Text
		}
	}
	return ""
}

func TestConflictsOfAMergeAreDecidedByChoosing(t *testing.T) {
	b := open(t)
	id, conflicts := merged(t, b)
	if r := b.get(id); len(r.Conflicts) != 4 || r.Title != conflicts[merge.KindValue].Values[0] {
		t.Fatalf("%+v", r.Conflicts)
	}
	settle := func(kind, keep string) {
		t.Helper()
		if _, err := b.SettleConflict(ctx, id, conflicts[kind].ID, reviewing.Choice{Keep: keep}, ""); err != nil {
			t.Fatalf("%s: %v", kind, err)
		}
	}
	for _, kind := range []string{merge.KindValue, merge.KindGroup, merge.KindDelete} {
		settle(kind, "2")
	}
	settle(merge.KindText, "both")
	r := b.get(id)
	text := conflicts[merge.KindText].Values
	if want := "first\n" + text[0] + "\n\n" + text[1] + "\nlast"; r.Title != conflicts[merge.KindValue].Values[1] || story(r) != want || len(r.Factors) != 0 || len(r.Conflicts) != 0 {
		t.Errorf("%q %q %v %v", r.Title, story(r), r.Factors, r.Conflicts)
	}
	other := conflicts[merge.KindGroup].Values[1]
	if answer := r.Findings[0].Answer; other != `{"answer":"`+answer+`","state":"answered"}` {
		t.Errorf("%q of %s", answer, other)
	}
	b.undo(id)
	if r := b.get(id); len(r.Conflicts) != 1 || story(r) != "first\n"+text[0]+"\nlast" {
		t.Errorf("undo opens it again: %q %v", story(r), r.Conflicts)
	}
}

func TestOfAFieldThatMovedOnAnyVersionCanStillBeTaken(t *testing.T) {
	b := open(t)
	id, conflicts := merged(t, b)
	c := conflicts[merge.KindValue]
	if _, err := b.SetField(ctx, id, "title", []byte(`"four"`), ""); err != nil {
		t.Fatal(err)
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(list, func(u review.Undecided) bool { return u.Path == "title" })
	u := list[at]
	if want := append([]string{"four"}, c.Values...); !u.Moved || !slices.Equal(u.Values, want) || strings.Join(u.Choices, " ") != "1 2 3 text" || u.Shown[0].From != "now" {
		t.Errorf("%+v", u)
	}
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "both"}, ""); err == nil {
		t.Error("a title has no room for both")
	}
	seen := c.Values[0]
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "3", Seen: &seen}, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("another version has that number by now: %v", err)
	}
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "3"}, ""); err != nil || b.get(id).Title != c.Values[1] {
		t.Errorf("%v", err)
	}
}

// asks puts a question of a merge into a review.
func asks(t *testing.T, b *bench, id, conflict string, doc record.Doc) {
	t.Helper()
	doc["state"] = merge.Open
	if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Conflicts}, Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(review.Conflicts, conflict, doc)}, nil
	}}); err != nil {
		t.Fatal(err)
	}
}

func TestOneFieldThatSeveralPeopleChangedIsOneQuestion(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	if _, err := b.SetField(ctx, id, "severity", []byte(`"SEV1"`), ""); err != nil {
		t.Fatal(err)
	}
	for conflict, other := range map[string]string{"0a": "SEV2", "0b": "SEV4", "0c": "SEV4"} {
		asks(t, b, id, conflict, record.Doc{"path": "severity", "kind": merge.KindValue, "base": "SEV3", "values": []any{"SEV1", other}})
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || len(list) != 1 || !slices.Equal(list[0].Values, []string{"SEV1", "SEV2", "SEV4"}) || len(list[0].Members) != 3 || list[0].Base != "SEV3" {
		t.Fatalf("%+v %v", list, err)
	}
	if n, _ := b.CountConflicts(ctx); n != 1 {
		t.Errorf("%d wait", n)
	}
	if _, err := b.SettleConflict(ctx, id, "0c", reviewing.Choice{Keep: "2", Why: "we talked"}, ""); err != nil || b.get(id).Severity != "SEV2" {
		t.Errorf("%v", err)
	}
	if n, _ := b.CountConflicts(ctx); n != 0 {
		t.Errorf("%d wait after the answer", n)
	}
	if list, err = b.Conflicts(ctx, id, words); err != nil || len(list) != 1 || list[0].Decision != "SEV2" {
		t.Errorf("one decision: %+v %v", list, err)
	}
	b.undo(id)
	if n, _ := b.CountConflicts(ctx); n != 1 || b.get(id).Severity != "SEV1" {
		t.Errorf("%d wait after the undo", n)
	}
}

func TestAReviewThatSomebodyRemovedAndAnotherEditedIsAskedAboutInWords(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	asks(t, b, id, "0a", record.Doc{"path": merge.RecordPath, "kind": merge.KindDelete, "no_base": true, "values": []any{"sha256:00ff", ""},
		"origins": []any{[]any{map[string]any{"by": "d-one", "at": "2026-03-01T10:00:00Z"}}, []any{map[string]any{"by": "d-two", "at": "2026-03-01T11:00:00Z"}}}})
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || len(list) != 1 {
		t.Fatal(err)
	}
	u := list[0]
	if u.Form != review.FormRecord || strings.Join(u.Choices, " ") != "1 2" || strings.Contains(u.Shown[0].Text, "sha256") || u.Shown[1].Text == "" || u.Shown[1].By != "d-two" || u.Shown[1].At == "" {
		t.Errorf("%+v", u)
	}
	if _, err := b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "both"}, ""); err == nil {
		t.Error("it stays or it goes")
	}
	if _, err := b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "2"}, ""); err != nil || !b.get(id).Trashed {
		t.Errorf("it is in the trash: %v", err)
	}
	b.undo(id)
	if n, _ := b.CountConflicts(ctx); n != 1 || b.get(id).Trashed {
		t.Error("undo brings it back and asks again")
	}
}

// A cause that is decided away leaves what hangs on it to what it hung on itself.
func TestWhatHangsOnACauseThatIsDecidedAwayStays(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	top := b.add(id, "", "top")
	gone := b.add(id, top, "gone")
	child := b.add(id, gone, "child")
	raw := `{"text":"gone"}`
	asks(t, b, id, "0a", record.Doc{"path": "causes/" + gone, "kind": merge.KindDelete, "base": raw, "values": []any{raw, ""}})
	if _, err := b.SettleConflict(ctx, id, "0a", reviewing.Choice{Keep: "2"}, ""); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.get(id).Causes {
		if n.ID == gone || n.ID == child && n.Parent != top {
			t.Errorf("%+v", n)
		}
	}
	b.undo(id)
	if n := len(b.get(id).Causes); n < 3 {
		t.Errorf("%d causes after the undo", n)
	}
}

// Ids of questions are hashes of what they ask, so two reviews may have the same.
func TestAQuestionOfTwoReviewsIsFoundByTheReference(t *testing.T) {
	b := open(t)
	one, two := b.create("One"), b.create("Two")
	for _, id := range []string{one, two} {
		asks(t, b, id, "0abc", record.Doc{"path": "severity", "kind": merge.KindValue, "values": []any{"SEV1", "SEV2"}})
	}
	if _, _, err := b.FindConflict(ctx, "0abc"); !fault.Is(err, fault.Invalid) {
		t.Errorf("nobody can tell which is meant: %v", err)
	}
	for _, id := range []string{one, two} {
		if r, c, err := b.FindConflict(ctx, id+"/0abc"); r != id || c != "0abc" || err != nil {
			t.Errorf("%s %s %v", r, c, err)
		}
	}
	if _, err := b.SettleConflict(ctx, one, "0abc", reviewing.Choice{Keep: "1"}, ""); err != nil {
		t.Fatal(err)
	}
	if r, _, err := b.FindConflict(ctx, "0abc"); r != two || err != nil {
		t.Errorf("only one is open: %s %v", r, err)
	}
}
