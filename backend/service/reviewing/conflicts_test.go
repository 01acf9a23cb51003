package reviewing_test

import (
	"strconv"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/service/reviewing"
)

func TestAConflictIsShownUntilItIsDecidedAndEachWayOfDecidingKeepsItsPromise(t *testing.T) {
	for keep, want := range map[string]string{"1": "one zwei three", "2": "one 2 three", "both": "one zwei three\n\none 2 three"} {
		t.Run(keep, func(t *testing.T) {
			b := open(t)
			id := b.create("A")
			path := "sections/summary/text"
			save := func(base, text string) {
				t.Helper()
				if _, err := b.SaveText(ctx, id, path, base, text, ""); err != nil {
					t.Fatal(err)
				}
			}
			save("", "one two three")
			save("one two three", "one 2 three")
			save("one two three", "one zwei three")
			r := b.get(id)
			if len(r.Conflicts) != 1 || r.Conflicts[0].Path != path || r.Conflicts[0].Values[1] != "one 2 three" {
				t.Fatalf("%+v", r.Conflicts)
			}
			if _, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, reviewing.Choice{Keep: "neither"}, ""); !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			if _, err := b.SettleConflict(ctx, id, r.Conflicts[0].ID, reviewing.Choice{Keep: keep}, ""); err != nil {
				t.Fatal(err)
			}
			after := b.get(id)
			if got := text(after, "summary"); got != want || len(after.Conflicts) != 0 {
				t.Fatalf("%q, %d open", got, len(after.Conflicts))
			}
			if _, err := b.Rec.Undo(ctx, id, ""); err != nil || len(b.get(id).Conflicts) != 1 {
				t.Fatal("undo opens it again", err)
			}
		})
	}
}

func text(r review.Review, key string) string {
	for _, s := range r.Sections {
		if s.Key == key {
			return s.Text
		}
	}
	return ""
}

// disagree makes a review with one open conflict of a re-import.
func disagree(t *testing.T, b *bench, path string, set any, values ...string) (id, conflict string) {
	t.Helper()
	id = b.create("Queue stopped")
	p, _ := record.ParsePath(path)
	ops := []record.Op{record.SetOp(record.Path{Field: "date"}, "2026-03-01"), record.SetOp(record.Path{Field: "zone"}, "UTC")}
	if p.Part == "" {
		ops = append(ops, record.SetOp(p, set))
	} else {
		ops = append(ops, record.AddOp(p.Collection, p.Part, record.Doc{"text": "alarm", p.Field: set}))
	}
	ops = append(ops, record.AddOp(review.Conflicts, "01CONFLICT", record.Doc{"path": path, "kind": "reimport", "base": "",
		"values": []any{values[0], values[1]}, "state": "open"}))
	if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Timeline, review.Conflicts},
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }}); err != nil {
		t.Fatal(err)
	}
	return id, "01CONFLICT"
}

func words(key string, params ...string) string { return assets.English().Text(key, params...) }

func TestEachFormOfAConflictTakesTheAnswersThatFitIt(t *testing.T) {
	first := map[string]any{"at": "2026-03-01T07:18:00Z", "zone": "UTC", "precision": "minute"}
	other := `{"at":"2026-03-01T07:20:00Z","end":"","precision":"minute","zone":"UTC"}`
	mine := `{"at":"2026-03-01T07:18:00Z","end":"","precision":"minute","zone":"UTC"}`
	read := func(b *bench, id, path string) string {
		r := b.get(id)
		switch path {
		case "severity":
			return r.Severity
		case "services":
			return strings.Join(r.Services, ", ")
		case "detected":
			return review.Written(*r.Detected)
		case "date":
			return r.Date
		}
		return review.Written(r.Timeline[0].Statement)
	}
	for _, c := range []struct {
		path    string
		set     any
		values  [2]string
		where   string
		choices string
		keep    string
		text    string
		want    string
	}{
		{"severity", "SEV1", [2]string{"SEV1", "SEV2"}, "Severity", "1 2 text", "2", "", "SEV2"},
		{"severity", "SEV1", [2]string{"SEV1", "SEV2"}, "Severity", "1 2 text", "text", "SEV3", "SEV3"},
		{"severity", "SEV1", [2]string{"SEV1", "SEV2"}, "Severity", "1 2 text", "1", "", "SEV1"},
		{"services", []any{"ledger"}, [2]string{`["ledger"]`, `["payout"]`}, "Services", "1 2 both text", "both", "", "ledger, payout"},
		{"services", []any{"ledger"}, [2]string{`["ledger"]`, `["payout"]`}, "Services", "1 2 both text", "text", "mail, ledger", "ledger, mail"},
		{"detected", first, [2]string{mine, other}, "Detected", "1 2 text", "2", "", "2026-03-01 07:20 UTC"},
		{"detected", first, [2]string{mine, other}, "Detected", "1 2 text", "text", "07:25", "2026-03-01 07:25 UTC"},
		{"timeline/01ENTRY/times", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", "1 2 text", "2", "", "2026-03-01 07:20 UTC"},
		{"timeline/01ENTRY/times", []any{first}, [2]string{mine, other}, "Time of the entry “alarm”", "1 2 text", "text", "07:25", "2026-03-01 07:25 UTC"},
		{"date", "2026-03-01", [2]string{"2026-03-01", "2026-03-02"}, "Date", "1 2 text", "2", "", "2026-03-02"},
	} {
		t.Run(c.path+" "+c.keep+" "+c.text, func(t *testing.T) {
			b := open(t)
			id, conflict := disagree(t, b, c.path, c.set, c.values[0], c.values[1])
			before := read(b, id, c.path)
			list, err := b.Conflicts(ctx, "", words)
			if err != nil || len(list) != 1 || list[0].Where != c.where || strings.Join(list[0].Choices, " ") != c.choices {
				t.Fatalf("%+v %v", list, err)
			}
			if n, err := b.CountConflicts(ctx); n != 1 || err != nil {
				t.Errorf("%d wait, %v", n, err)
			}
			if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: c.keep, Text: c.text, Why: "we looked"}, ""); err != nil {
				t.Fatal(err)
			}
			if got := read(b, id, c.path); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			list, err = b.Conflicts(ctx, id, words)
			if err != nil || len(list) != 1 || list[0].State != "resolved" || list[0].Keep != c.keep || list[0].Why != "we looked" || list[0].DecidedAt == "" {
				t.Errorf("a decided one stays and says how: %+v %v", list, err)
			}
			if got := list[0].Decision; got != c.want && c.path != "services" {
				t.Errorf("the decision reads %q, want %q", got, c.want)
			}
			if _, err := b.SettleConflict(ctx, id, conflict, reviewing.Choice{Keep: "1"}, ""); !fault.Is(err, fault.Conflict) {
				t.Errorf("decided twice: %v", err)
			}
			b.undo(id)
			if n, _ := b.CountConflicts(ctx); n != 1 || read(b, id, c.path) != before {
				t.Errorf("undo opens it with what stood: %d, %q", n, read(b, id, c.path))
			}
		})
	}
}

func TestAnAnswerThatDoesNotFitIsRefusedAndTheConflictStaysOpen(t *testing.T) {
	b := open(t)
	id, conflict := disagree(t, b, "severity", "SEV1", "SEV1", "SEV2")
	for _, c := range []reviewing.Choice{{Keep: "both"}, {Keep: "text", Text: "terrible"}, {Keep: "3"}} {
		if _, err := b.SettleConflict(ctx, id, conflict, c, ""); !fault.Is(err, fault.Invalid) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if _, err := b.SettleConflict(ctx, id, "01NOTHING", reviewing.Choice{Keep: "1"}, ""); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if n, _ := b.CountConflicts(ctx); n != 1 {
		t.Errorf("%d wait", n)
	}
}

func TestAFieldThatMovedOnIsToldWithWhatStandsThereNow(t *testing.T) {
	b := open(t)
	id, _ := disagree(t, b, "severity", "SEV1", "SEV1", "SEV2")
	if _, err := b.SetField(ctx, id, "severity", []byte(`"SEV4"`), ""); err != nil {
		t.Fatal(err)
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || !list[0].Moved || list[0].Shown[0].Text != "SEV4" || strings.Join(list[0].Choices, " ") != "1 2 3 text" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestACauseThatWouldHangBelowItselfTakesTheBranchOutFirst(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	first := b.add(id, "", "first")
	second := b.add(id, first, "second")
	parent := ""
	for _, n := range b.get(id).Causes {
		if n.ID == first {
			parent = n.Parent
		}
	}
	if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Conflicts}, Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(review.Conflicts, "01CONFLICT", record.Doc{"path": "causes/" + first + "/parent", "kind": merge.KindMove,
			"base": parent, "values": []any{parent, second}, "state": "open"})}, nil
	}}); err != nil {
		t.Fatal(err)
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || list[0].Form != review.FormPlace || strings.Join(list[0].Choices, " ") != "1 2" || !strings.HasPrefix(list[0].Shown[1].Text, "below “second” (“second” goes to") {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := b.SettleConflict(ctx, id, "01CONFLICT", reviewing.Choice{Keep: "2"}, ""); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.get(id).Causes {
		if n.ID == first && n.Parent != second || n.ID == second && n.Parent != parent {
			t.Errorf("the branch goes first: %+v", n)
		}
	}
	b.undo(id)
	for _, n := range b.get(id).Causes {
		if n.ID == second && n.Parent != first {
			t.Errorf("one step takes both back: %+v", n)
		}
	}
}

func TestAConflictIsFoundByTheBeginningOfItsIDAndNotInTheTrash(t *testing.T) {
	b := open(t)
	id, conflict := disagree(t, b, "severity", "SEV1", "SEV1", "SEV2")
	if r, c, err := b.FindConflict(ctx, "01CON"); r != id || c != conflict || err != nil {
		t.Errorf("%s %s %v", r, c, err)
	}
	if _, _, err := b.FindConflict(ctx, "01X"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if _, err := b.Rec.Remove(ctx, id, "review.remove", ""); err != nil {
		t.Fatal(err)
	}
	if n, err := b.CountConflicts(ctx); n != 0 || err != nil {
		t.Errorf("%d in the trash wait, %v", n, err)
	}
}

// A merge of before asked which side a cause is on: lists tell it no more, and whoever names it
// by its id out of an older list is told that there is no such question.
func TestAQuestionThatAsksNobodyCannotBeNamed(t *testing.T) {
	b := open(t)
	id, _ := disagree(t, b, "severity", "SEV1", "SEV1", "SEV2")
	asks(t, b, id, "01CONSIDE", record.Doc{"path": "causes/c/side", "kind": merge.KindValue, "values": []any{"up", "down"}})
	for _, name := range []string{"01CONSIDE", "01CONS", id + "/01CONSIDE"} {
		if _, _, err := b.FindConflict(ctx, name); keyOf(err) != "conflict.missing" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, c, err := b.FindConflict(ctx, "01CON"); c != "01CONFLICT" || err != nil {
		t.Errorf("it is no other beginning: %s %v", c, err)
	}
	if _, err := b.SettleConflict(ctx, id, "01CONSIDE", reviewing.Choice{Keep: "1"}, ""); keyOf(err) != "conflict.missing" {
		t.Error(err)
	}
}

// That a review goes is decided in one step: nobody can find it decided and still there.
func TestTheDecisionThatAReviewGoesIsOneStep(t *testing.T) {
	b := open(t)
	id := b.create("Queue stopped")
	if _, err := b.Rec.Edit(ctx, id, recording.Edit{Action: "sections.add", Needs: []string{review.Conflicts}, Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.AddOp(review.Conflicts, "01CONFLICT", record.Doc{"path": merge.RecordPath, "kind": merge.KindDelete, "no_base": true,
			"values": []any{"", `{"title":"Queue stopped"}`}, "state": "open"})}, nil
	}}); err != nil {
		t.Fatal(err)
	}
	list, err := b.Conflicts(ctx, id, words)
	if err != nil || len(list) != 1 || list[0].Form != review.FormRecord {
		t.Fatalf("%+v %v", list, err)
	}
	keep := ""
	for i, value := range list[0].Values {
		if value == "" {
			keep = strconv.Itoa(i + 1)
		}
	}
	heard := 0
	b.Rec.OnChange = func(recording.Changed) { heard++ }
	saved, err := b.SettleConflict(ctx, id, "01CONFLICT", reviewing.Choice{Keep: keep, Why: "written twice"}, "")
	if err != nil {
		t.Fatal(err)
	}
	snap, err := b.Rec.Get(ctx, id)
	if err != nil || !snap.Trashed() || snap.Rev != saved.Rev || heard != 1 {
		t.Errorf("trashed %v, revision %d and %d, heard %d times: %v", snap.Trashed(), snap.Rev, saved.Rev, heard, err)
	}
	if part, _ := snap.State.Part(review.Conflicts, "01CONFLICT"); record.Str(part.Doc, "state") != merge.Resolved {
		t.Errorf("%+v", part)
	}
	if events, _, err := b.Rec.History(ctx, id, 0, 10); err != nil || len(events) != 3 || events[0].Action != "conflicts.set" {
		t.Errorf("%+v %v", events, err)
	}
	b.undo(id)
	if snap, err = b.Rec.Get(ctx, id); err != nil || snap.Trashed() {
		t.Errorf("undo leaves it in the trash: %v", err)
	}
	if n, err := b.CountConflicts(ctx); n != 1 || err != nil {
		t.Errorf("undo leaves it decided: %d %v", n, err)
	}
}

// What a file says that was imported again is the file's in the history, and nobody's.
func TestAVersionOfAFileIsNoPersonsInTheHistory(t *testing.T) {
	b := open(t)
	id, _ := disagree(t, b, "severity", "SEV1", "SEV1", "SEV3")
	nobody := func(merge.Origin) (string, bool) { return "", false }
	events, _, err := b.Line(ctx, id, record.Path{Field: "severity"}, 0, 10, nobody, words)
	b.Must(err)
	found := false
	for _, e := range events {
		for _, v := range e.Beside {
			if found = v.File && v.Value == "SEV3" && !v.At.IsZero() && v.By == ""; !found {
				t.Errorf("%+v", v)
			}
		}
	}
	if !found {
		t.Errorf("%+v", events)
	}
}
