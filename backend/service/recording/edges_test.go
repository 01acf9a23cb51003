package recording_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

// as is the same service as another program or device would have it.
func (b *bench) as(origin string) *recording.Service {
	other := *b.Service
	other.Origin = origin
	return &other
}

func (b *bench) editAs(s *recording.Service, id, action string, ops ...record.Op) {
	b.T.Helper()
	_, err := s.Edit(context.Background(), id, recording.Edit{Action: action, Needs: []string{"timeline"},
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
	b.Must(err)
}

// chain is the text of every entry of a chain.
func (b *bench) chain(id string) string {
	b.T.Helper()
	var out strings.Builder
	b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) error {
		return tx.ChainEntries(id, func(e journal.Entry) { fmt.Fprintf(&out, "%s %s → %s\n", e.Action, e.Before, e.After) })
	}))
	return out.String()
}

func TestUndoOfAStepOverSharedAndLocalFieldsIsJournalledInBothChains(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV1"), record.SetOp(path("private_notes"), "not for the room")))
	_, err := b.Undo(ctx, id, "")
	b.Must(err)
	shared, local := b.chain("d/s"), b.chain("d/local")
	if strings.Contains(shared, "not for the room") || strings.Contains(shared, "private_notes") {
		t.Errorf("a private note stands in the shared chain:\n%s", shared)
	}
	if strings.Count(shared, `"severity":"SEV1"`) != 2 || strings.Contains(local, "severity") {
		t.Errorf("the shared chain misses the undo of a shared field:\n%s\n%s", shared, local)
	}
	if _, err := b.Redo(ctx, id, ""); err != nil || !strings.Contains(b.content(id), "not for the room") || !strings.Contains(b.content(id), "SEV1") {
		t.Fatalf("%v %s", err, b.content(id))
	}
	if shared := b.chain("d/s"); strings.Contains(shared, "private_notes") {
		t.Errorf("after redo:\n%s", shared)
	}
	b.VerifyChains()
}

func TestAnOverlapInAPrivateNoteKeepsBothTextsOnThisMachine(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	_, err := b.as("cli").SaveText(ctx, id, path("private_notes"), "", "the words of the command line", "review.text", "")
	b.Must(err)
	saved, err := b.SaveText(ctx, id, path("private_notes"), "", "the words of the window", "review.text", "")
	b.Must(err)
	for _, words := range []string{"the words of the window", "the words of the command line"} {
		if !strings.Contains(saved.Text, words) {
			t.Errorf("%q is lost from %q", words, saved.Text)
		}
	}
	snap, err := b.Get(ctx, id)
	b.Must(err)
	if record.Str(snap.State.Local, "private_notes") != saved.Text {
		t.Errorf("stored %q", snap.State.Local["private_notes"])
	}
	if n := len(snap.State.Parts["conflicts"]); n != 0 {
		t.Errorf("a conflict of a private note is a shared part: %v", snap.State.Parts["conflicts"])
	}
	if shared := b.chain("d/s"); strings.Contains(shared, "the words of") {
		t.Errorf("a private note stands in the shared chain:\n%s", shared)
	}
}

func TestTheCommandLinesUndoDoesNotTrashARecordSomebodyElseWorksOn(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	cli := b.as("cli")
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = "made by the command line"
	_, err := cli.Create(ctx, recording.New{State: st, Action: "review.import"})
	b.Must(err)
	b.Must(b.edit(st.ID, "review.set", nil, record.SetOp(path("severity"), "SEV1")))
	if _, err := cli.Undo(ctx, "", ""); !fault.Is(err, fault.Conflict) {
		t.Fatalf("undo of the import under the window's edit: %v", err)
	}
	_, err = b.Undo(ctx, st.ID, "")
	b.Must(err)
	u, err := cli.Undo(ctx, "", "")
	b.Must(err)
	if snap, _ := b.Get(ctx, st.ID); !u.Done || !snap.Trashed() {
		t.Fatalf("with the window's edit taken back it goes: %+v", u)
	}
}

func TestARecordInTheTrashTakesNoUndoOfAnEdit(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	cli := b.as("cli")
	b.editAs(cli, id, "review.set", record.SetOp(path("severity"), "SEV1"))
	_, err := b.Remove(ctx, id, "review.remove", "")
	b.Must(err)
	before := b.content(id)
	if _, err := cli.Undo(ctx, "", ""); !fault.Is(err, fault.Denied) {
		t.Fatalf("got %v", err)
	}
	if b.content(id) != before {
		t.Fatal("a refused undo changed the record")
	}
}

func TestUndoWithoutARecordTakesOnlyTheStepsOfItsProgram(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	one, two := b.create("one"), b.create("two")
	cli := b.as("cli")
	b.editAs(cli, one, "review.set", record.SetOp(path("severity"), "SEV1"))
	b.Must(b.edit(two, "review.set", nil, record.SetOp(path("severity"), "SEV2")))
	b.editAs(cli, two, "review.set", record.SetOp(path("date"), "2026-01-01"))
	b.Must(b.edit(one, "review.set", nil, record.SetOp(path("date"), "2026-01-02")))
	for i, want := range []string{two, one, ""} {
		u, err := cli.Undo(ctx, "", "")
		b.Must(err)
		if u.Record != want || u.Done != (want != "") {
			t.Fatalf("undo %d: %+v", i, u)
		}
	}
	for _, c := range []struct{ id, has string }{{one, "2026-01-02"}, {two, "SEV2"}} {
		if got := b.content(c.id); !strings.Contains(got, c.has) || strings.Contains(got, "SEV1") || strings.Contains(got, "2026-01-01") {
			t.Errorf("%s", got)
		}
	}
	for i, want := range []string{one, two, ""} {
		r, err := cli.Redo(ctx, "", "")
		b.Must(err)
		if r.Record != want {
			t.Fatalf("redo %d: %+v", i, r)
		}
	}
	b.VerifyChains()
}

func TestUndoOfAPieceThatWasAddedAndFilledInOneStepTakesItAwayWhole(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	before := b.content(id)
	entry := b.ID()
	b.Must(b.edit(id, "timeline.add", nil,
		record.AddOp("timeline", entry, record.Doc{"text": "alarm"}),
		record.SetOp(path("timeline/"+entry+"/role"), "operator"),
		record.SetOp(path("timeline/"+entry+"/text"), "level alarm")))
	after := b.content(id)
	for i := range 3 {
		_, err := b.Undo(ctx, id, "")
		b.Must(err)
		if got := b.content(id); got != before {
			t.Fatalf("undo %d: %s", i, got)
		}
		b.Reopen()
		_, err = b.Redo(ctx, id, "")
		b.Must(err)
		if got := b.content(id); got != after {
			t.Fatalf("redo %d: %s", i, got)
		}
	}
	b.VerifyChains()
}

func TestTypingJoinsOnlyItsOwnField(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "a", record.Doc{"text": ""}), record.AddOp("sections", "b", record.Doc{"text": ""})))
	steps := func() int {
		n := 0
		events, _, err := b.History(ctx, id, 0, 100)
		b.Must(err)
		for range events {
			n++
		}
		return n
	}
	typed := map[string]string{}
	say := func(s *recording.Service, p, more string) {
		b.Clock = b.Clock.Add(time.Second)
		_, err := s.SaveText(ctx, id, path(p), typed[p], typed[p]+more, "sections.text", "")
		b.Must(err)
		typed[p] += more
	}
	start := steps()
	say(b.Service, "sections/a/text", "one")
	say(b.Service, "sections/a/text", " two")
	if got := steps() - start; got != 1 {
		t.Fatalf("one field: %d steps", got)
	}
	say(b.Service, "sections/b/text", "other")
	say(b.Service, "sections/a/text", " three")
	if got := steps() - start; got != 3 {
		t.Fatalf("another field in between: %d steps", got)
	}
	say(b.as("cli"), "sections/a/text", " four")
	say(b.Service, "sections/a/text", " five")
	if got := steps() - start; got != 5 {
		t.Fatalf("another program in between: %d steps", got)
	}
	// The same field in another record leaves this one's step open.
	_, err := b.SaveText(ctx, b.create("B"), path("title"), "B", "BB", "review.text", "")
	b.Must(err)
	say(b.Service, "sections/a/text", " six")
	if got := steps() - start; got != 5 {
		t.Fatalf("another record in between: %d steps", got)
	}
	_, err = b.Undo(ctx, id, "")
	b.Must(err)
	typed["sections/a/text"] = "one two three four"
	say(b.Service, "sections/a/text", "!")
	if got := steps() - start; got != 7 {
		t.Fatalf("typing after an undo is a step of its own: %d steps", got)
	}
	// A clock that was set back does not glue what lies after it to what lies before.
	b.Clock = b.Clock.Add(-time.Hour)
	say(b.Service, "sections/a/text", "?")
	if got := steps() - start; got != 8 {
		t.Fatalf("after the clock was set back: %d steps", got)
	}
}

func TestAPlaceInTheHistoryPagesThroughEveryStepOnce(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	for i := range 25 {
		b.Clock = b.Clock.Add(time.Minute)
		b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), fmt.Sprintf("t%02d", i)), record.SetOp(path("services"), []any{fmt.Sprint(i)})))
	}
	var seen []int64
	for below, more := int64(0), true; more; {
		var events []recording.Event
		var err error
		events, more, err = b.History(ctx, id, below, 4)
		b.Must(err)
		for _, e := range events {
			seen = append(seen, e.Step)
			below = e.First
		}
		if len(events) == 0 && more {
			t.Fatal("an empty page with more to come")
		}
	}
	if len(seen) != 26 {
		t.Fatalf("%d steps", len(seen))
	}
	for i := 1; i < len(seen); i++ {
		if seen[i] >= seen[i-1] {
			t.Fatalf("%v", seen)
		}
	}
}

func TestReferencesAreFoundOnBothSidesOfNewYear(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	edge := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		at  time.Time
		ref string
	}{
		{edge.Add(-time.Millisecond), "REV-26-000000"}, {edge, "REV-27-000000"},
		{edge.AddDate(1, 0, 0).Add(-time.Millisecond), "REV-27-ZZZZZZ"}, {edge.AddDate(1, 0, 0), "REV-28-ZZZZZZ"},
		{time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC), "REV-00-777777"}, {time.Date(2099, 12, 31, 23, 59, 59, 999e6, time.UTC), "REV-99-888888"},
	} {
		st := record.NewState(review.Kind, record.ULIDPrefix(c.at)+strings.Repeat(c.ref[7:8], 16))
		st.Head["title"] = "at the edge"
		_, err := b.Create(ctx, recording.New{State: st, Action: "review.create"})
		b.Must(err)
		if got := record.Ref("REV", st.ID); got != c.ref {
			t.Fatalf("%d: %s", i, got)
		}
		if got, err := b.Resolve(ctx, c.ref); err != nil || got != st.ID {
			t.Errorf("%s: %s %v", c.ref, got, err)
		}
	}
	if _, err := b.Resolve(ctx, "REV-26-ZZZZZZ"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the year counts: %v", err)
	}
}

func TestAnEditThatIsRefusedLeavesNothingBehind(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	before, rev := b.content(id), int64(0)
	rev, err := b.Rev(ctx)
	b.Must(err)
	chain := b.chain("d/s")
	if err := b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV1"), record.SetOp(path("severity"), "SEV9")); !fault.Is(err, fault.Invalid) {
		t.Fatalf("%v", err)
	}
	if now, _ := b.Rev(ctx); b.content(id) != before || now != rev || b.chain("d/s") != chain {
		t.Fatal("half an edit was kept")
	}
	if err := b.edit("01KZZZZZZZZZZZZZZZZZZZZZZZ", "review.set", nil); !fault.Is(err, fault.NotFound) {
		t.Fatalf("%v", err)
	}
}

func TestARecordOfAKindNobodyKnowsIsKeptAndNotEdited(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.ID()
	b.Must(b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error {
		st := record.NewState("weather", id)
		st.Head["wind"] = "north"
		stored, err := record.Store(nil, record.Row{ID: id, Space: "s", Kind: "weather", CreatedAt: b.Clock, ChangedAt: b.Clock}, st)
		if err != nil {
			return err
		}
		_, err = tx.InsertRecord(stored)
		return err
	}))
	for name, err := range map[string]error{
		"edit":   b.edit(id, "x", nil, record.SetOp(path("wind"), "south")),
		"remove": func() error { _, err := b.Remove(ctx, id, "x", ""); return err }(),
	} {
		if f, ok := fault.As(err); !ok || f.Key != "record.kind_unknown" {
			t.Errorf("%s: %v", name, err)
		}
	}
	snap, err := b.Get(ctx, id)
	b.Must(err)
	if snap.State.Head["wind"] != "north" {
		t.Errorf("%v", snap.State.Head)
	}
}
