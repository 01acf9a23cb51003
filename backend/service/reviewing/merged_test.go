package reviewing_test

import (
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

func TestAConflictOfAMergeWhoseFieldMovedOnKeepsWhatItHoldsNow(t *testing.T) {
	b := open(t)
	id, conflicts := merged(t, b)
	if _, err := b.SetField(ctx, id, "title", []byte(`"four"`), ""); err != nil {
		t.Fatal(err)
	}
	c := conflicts[merge.KindValue]
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "2"}, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "both"}, ""); err == nil {
		t.Error("a title has no room for both")
	}
	if _, err := b.SettleConflict(ctx, id, c.ID, reviewing.Choice{Keep: "1"}, ""); err != nil || b.get(id).Title != "four" {
		t.Errorf("%v", err)
	}
}
