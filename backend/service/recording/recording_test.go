package recording_test

import (
	"context"
	"encoding/json"
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
	"secondstory/backend/workspace/dbtest"
)

// bench is the service on a real database with a clock and ids of the test's own.
type bench struct {
	*recording.Service
	*dbtest.Bench
}

func open(t testing.TB) *bench {
	t.Helper()
	b := dbtest.Open(t)
	return &bench{b.Recorder(b), b}
}

func (b *bench) create(title string) string {
	b.T.Helper()
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"] = title
	if _, err := b.Create(context.Background(), recording.New{State: st, Action: "review.create"}); err != nil {
		b.T.Fatal(err)
	}
	return st.ID
}

func (b *bench) edit(id, action string, needs []string, ops ...record.Op) error {
	_, err := b.Edit(context.Background(), id, recording.Edit{Action: action, Needs: needs,
		Plan: func(*record.State) ([]record.Op, error) { return ops, nil }})
	return err
}

func (b *bench) content(id string) string {
	b.T.Helper()
	snap, err := b.Get(context.Background(), id)
	b.Must(err)
	parts := record.Doc{}
	for _, c := range review.Schema.Collections {
		live := record.Doc{}
		for _, pid := range snap.State.Live(c.Name) {
			live[pid] = snap.State.Parts[c.Name][pid].Doc
		}
		parts[c.Name] = live
	}
	raw, err := record.Canonical(record.Doc{"head": snap.State.Head, "local": snap.State.Local, "parts": parts, "trash": snap.Trashed()})
	b.Must(err)
	return string(raw)
}

func path(s string) record.Path {
	p, ok := record.ParsePath(s)
	if !ok {
		panic(s)
	}
	return p
}

func TestAnEditIsOneStepThatUndoTakesBackAndRedoBringsBack(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("Payout ran twice")
	start := b.content(id)
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV1"), record.SetOp(path("services"), []any{"ledger"})))
	after := b.content(id)
	u, err := b.Undo(ctx, id, "")
	b.Must(err)
	if !u.Done || u.Action != "review.set" || b.content(id) != start {
		t.Fatalf("undo: %+v %s", u, b.content(id))
	}
	r, err := b.Redo(ctx, id, "")
	b.Must(err)
	if !r.Done || b.content(id) != after {
		t.Fatalf("redo: %+v", r)
	}
	b.VerifyChains()
}

func TestUndoGoesBackToTheBeginningAndOneStepFurtherWithdrawsTheRecord(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "B")))
	for i, want := range []bool{false, true} {
		u, err := b.Undo(ctx, id, "")
		b.Must(err)
		snap, err := b.Get(ctx, id)
		b.Must(err)
		if !u.Done || snap.Trashed() != want {
			t.Fatalf("undo %d: %+v trashed=%v", i, u, snap.Trashed())
		}
	}
	if u, err := b.Undo(ctx, id, ""); err != nil || u.Done {
		t.Fatalf("beyond the beginning: %+v %v", u, err)
	}
	b.Reopen()
	for range 2 {
		if r, err := b.Redo(ctx, id, ""); err != nil || !r.Done {
			t.Fatalf("redo after a restart: %+v %v", r, err)
		}
	}
	if !strings.Contains(b.content(id), `"title":"B"`) {
		t.Fatal(b.content(id))
	}
}

func TestTypingInOneFieldIsOneStepUntilAPause(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"title": "", "text": ""})))
	type typed struct {
		text  string
		pause time.Duration
	}
	base := ""
	for _, k := range []typed{{"At 21", 0}, {"At 21:58 ", time.Second}, {"At 21:58 a failover", 2 * time.Second}, {"At 21:58 a failover ran.", 11 * time.Second}} {
		b.Clock = b.Clock.Add(k.pause)
		_, err := b.SaveText(ctx, id, path("sections/summary/text"), base, k.text, "sections.text", "f")
		b.Must(err)
		base = k.text
	}
	for _, want := range []string{"At 21:58 a failover", ""} {
		if _, err := b.Undo(ctx, id, ""); err != nil {
			t.Fatal(err)
		}
		snap, err := b.Get(ctx, id)
		b.Must(err)
		if got := record.Str(snap.State.Parts["sections"]["summary"].Doc, "text"); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestTypingOverWordsSomebodyElseChangedKeepsBoth(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"text": "one two three"})))
	other := *b.Service
	other.Origin = "cli"
	_, err := other.SaveText(ctx, id, path("sections/summary/text"), "one two three", "one 2 three", "sections.text", "")
	b.Must(err)
	merged, err := b.SaveText(ctx, id, path("sections/summary/text"), "one two three", "one two three four", "sections.text", "")
	b.Must(err)
	if merged.Text != "one 2 three four" || merged.Conflict != nil {
		t.Fatalf("edits apart merge: %+v", merged)
	}
	clash, err := b.SaveText(ctx, id, path("sections/summary/text"), "one two three", "one zwei three", "sections.text", "")
	b.Must(err)
	if clash.Conflict == nil || clash.Text != "one zwei three" || clash.Conflict.Theirs != "one 2 three four" {
		t.Fatalf("edits of the same words conflict: %+v", clash)
	}
	snap, err := b.Get(ctx, id)
	b.Must(err)
	live := snap.State.Live("conflicts")
	if len(live) != 1 || !strings.Contains(fmt.Sprint(snap.State.Parts["conflicts"][live[0]].Doc), "one 2 three four") {
		t.Fatalf("the other side stands in the conflict: %v", snap.State.Parts["conflicts"])
	}
}

func TestUndoOfAnOwnTextKeepsWhatTheCommandLineWroteSince(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "sections.add", nil, record.AddOp("sections", "summary", record.Doc{"text": "alpha beta gamma"})))
	_, err := b.SaveText(ctx, id, path("sections/summary/text"), "alpha beta gamma", "alpha BETA gamma", "sections.text", "")
	b.Must(err)
	// Another device's edit, as a merge will write it back.
	foreign := *b.Service
	foreign.Who.Device = "other"
	_, err = foreign.SaveText(ctx, id, path("sections/summary/text"), "alpha BETA gamma", "alpha BETA gamma delta", "sections.text", "")
	b.Must(err)
	_, err = b.Undo(ctx, id, "")
	b.Must(err)
	snap, err := b.Get(ctx, id)
	b.Must(err)
	if got := record.Str(snap.State.Parts["sections"]["summary"].Doc, "text"); got != "alpha beta gamma delta" {
		t.Fatalf("got %q", got)
	}
	_, err = b.Redo(ctx, id, "")
	b.Must(err)
	snap, err = b.Get(ctx, id)
	b.Must(err)
	if got := record.Str(snap.State.Parts["sections"]["summary"].Doc, "text"); got != "alpha BETA gamma delta" {
		t.Fatalf("after redo %q", got)
	}
}

func TestUndoIsRefusedWhereTheSameFieldHasMovedOn(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("A")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("severity"), "SEV1")))
	foreign := *b.Service
	foreign.Who.Device = "other"
	_, err := foreign.Edit(ctx, id, recording.Edit{Action: "review.set", Plan: func(*record.State) ([]record.Op, error) {
		return []record.Op{record.SetOp(path("severity"), "SEV2")}, nil
	}})
	b.Must(err)
	before := b.content(id)
	if _, err = b.Undo(ctx, id, ""); !fault.Is(err, fault.Conflict) {
		t.Fatalf("got %v", err)
	}
	if b.content(id) != before {
		t.Fatal("a refused undo changes nothing")
	}
}

func TestALocalFieldIsJournalledInTheLocalChainOnly(t *testing.T) {
	b := open(t)
	id := b.create("A")
	b.Must(b.edit(id, "review.text", nil, record.SetOp(path("private_notes"), "not for the room")))
	b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) error {
		local, shared := 0, 0
		err := tx.ChainEntries("d/local", func(journal.Entry) { local++ })
		if err == nil {
			err = tx.ChainEntries("d/s", func(e journal.Entry) {
				if strings.Contains(string(e.After), "not for the room") {
					shared++
				}
			})
		}
		if local != 1 || shared != 0 {
			t.Errorf("local %d, shared %d", local, shared)
		}
		return err
	}))
}

func TestJournalRowsCanNeitherBeChangedNorTakenAway(t *testing.T) {
	b := open(t)
	b.create("A")
	for _, sql := range []string{
		"UPDATE journal SET actor = 'x'", "DELETE FROM journal", "UPDATE journal_payload SET reason = 'x'", "DELETE FROM journal_payload",
	} {
		if err := b.Local.ExecForTest(sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
	if err := b.Local.ExecForTest("INSERT INTO meta VALUES('disposal', 'open')"); err != nil {
		t.Fatal(err)
	}
	if err := b.Local.ExecForTest("DELETE FROM journal_payload"); err != nil {
		t.Fatalf("a disposal run may: %v", err)
	}
	b.VerifyChains()
}

func TestAShortReferenceFindsTheRecordAndAnAmbiguousOneListsTheCandidates(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	make := func(random string) string {
		st := record.NewState(review.Kind, record.ULIDPrefix(b.Clock)+random)
		st.Head["title"] = random
		_, err := b.Create(ctx, recording.New{State: st, Action: "review.create"})
		b.Must(err)
		return st.ID
	}
	one, two, other := make("7K3QX2AAAAAAAAAA"), make("7K3QX2BBBBBBBBBB"), make("ZZZZZZZZZZZZZZZZ")
	for name, want := range map[string]string{
		record.Ref("REV", other): other, "rev-26-zzzzzz": other, "REV-26-7K3QX2A": one, "REV-26-7k3qx2b": two, one: one, strings.ToLower(two): two,
	} {
		if got, err := b.Resolve(ctx, name); err != nil || got != want {
			t.Errorf("%s: %s %v", name, got, err)
		}
	}
	_, err := b.Resolve(ctx, "REV-26-7K3QX2")
	f, ok := fault.As(err)
	if !ok || f.Key != "record.ref_ambiguous" || f.Params["candidates"] != "REV-26-7K3QX2A, REV-26-7K3QX2B" {
		t.Fatalf("%v", err)
	}
	if _, err := b.Resolve(ctx, "REV-26-QQQQQQ"); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
}

func TestAnAppliedChangeIsWrittenAsJSONThatCanBeReadAgain(t *testing.T) {
	b := open(t)
	id := b.create("A")
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "\"quoted\" \u2028 and 🔥")))
	events, _, err := b.History(context.Background(), id, 0, 10)
	b.Must(err)
	if len(events) != 2 || events[0].Changes[0].After != "\"quoted\" \u2028 and 🔥" {
		raw, _ := json.Marshal(events)
		t.Fatalf("%s", raw)
	}
}
