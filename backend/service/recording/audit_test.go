package recording_test

import (
	"context"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
)

func (b *bench) page(q journal.Query) (rows []journal.Row) {
	b.T.Helper()
	q.Limit = 100
	b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) error {
		n, err := tx.JournalCount(q)
		if err != nil {
			return err
		}
		if rows, err = tx.JournalPage(q); err == nil && n != int64(len(rows)) {
			b.T.Errorf("%+v: %d counted, %d listed", q, n, len(rows))
		}
		return err
	}))
	return rows
}

// A day with three automatic classifications and two edits of a person.
func TestWhatARuleDidIsToldApartAndIsUndoneByOneEntryMore(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("Payout ran twice")
	b.Clock = b.Clock.AddDate(0, 0, 1)
	for i, version := range []string{"1", "1", "2"} {
		_, err := b.Edit(ctx, id, recording.Edit{Action: "review.set", Rule: journal.RuleActor("triage", version),
			Plan: func(*record.State) ([]record.Op, error) {
				return []record.Op{record.SetOp(path("severity"), []string{"SEV1", "SEV2", "SEV3"}[i])}, nil
			}})
		b.Must(err)
		b.Clock = b.Clock.Add(time.Minute)
	}
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "Payouts ran twice")))
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("services"), []any{"ledger"})))
	day := journal.Query{From: b.Clock.Truncate(24 * time.Hour), To: b.Clock.Truncate(24*time.Hour).AddDate(0, 0, 1)}
	system := day
	system.Who = journal.BySystem
	rows := b.page(system)
	if len(rows) != 3 {
		t.Fatalf("%d entries of the system", len(rows))
	}
	for i, want := range []string{"2", "1", "1"} {
		if rule, version, ok := journal.ByRule(rows[i].Actor); !ok || rule != "triage" || version != want {
			t.Errorf("%d: %s", i, rows[i].Actor)
		}
	}
	for name, c := range map[string]struct {
		q    journal.Query
		want int
	}{
		"all": {day, 5}, "people": {journal.Query{Who: journal.ByPerson}, 3}, "one version": {journal.Query{Rule: "triage@1"}, 2}, "a rule": {journal.Query{Rule: "triage"}, 3},
		"half a name": {journal.Query{Rule: "tria"}, 0}, "an action": {journal.Query{Action: "review.create"}, 1}, "an area": {journal.Query{Action: "review."}, 6},
		"half an action": {journal.Query{Action: "review"}, 0}, "the record": {journal.Query{Record: id}, 6}, "another": {journal.Query{Record: "x"}, 0}, "exchange": {journal.Query{Who: journal.ByExchange}, 0},
		"the chain": {journal.Query{Chain: "d/s"}, 6}, "before": {journal.Query{To: day.From}, 1},
	} {
		if got := len(b.page(c.q)); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
	before := b.page(journal.Query{})
	for range 3 {
		if u, err := b.Undo(ctx, id, ""); err != nil || !u.Done {
			t.Fatal(u, err)
		}
	}
	after := b.page(journal.Query{})
	if len(after) != len(before)+3 || len(b.page(system)) != 3 {
		t.Errorf("%d entries became %d", len(before), len(after))
	}
	if last := b.page(system)[0]; !last.Undone || last.Kind != journal.Edit {
		t.Errorf("%+v", last)
	}
	if newest := after[0]; newest.Kind != journal.Undo || newest.Actor != "a" {
		t.Errorf("a person took it back: %+v", newest)
	}
}

func TestPagesOfTheJournalFollowOneAnotherWithoutGap(t *testing.T) {
	b := open(t)
	id := b.create("Payout ran twice")
	for i := range 30 {
		b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), string(rune('A'+i)))))
	}
	var seen []int64
	for below := int64(0); ; {
		var rows []journal.Row
		b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) (err error) {
			rows, err = tx.JournalPage(journal.Query{Below: below, Limit: 7})
			return err
		}))
		for _, r := range rows {
			seen = append(seen, r.N)
			below = r.N
		}
		if len(rows) < 7 {
			break
		}
	}
	if len(seen) != 31 || seen[0] != 31 || seen[30] != 1 {
		t.Errorf("%v", seen)
	}
	var one journal.Row
	b.Must(b.Local.View(context.Background(), b.Reg, func(tx *sqlite.Tx) (err error) {
		one, err = tx.JournalEntry(seen[0])
		return err
	}))
	if string(one.After) != `{"title":"^"}` || one.Erased {
		t.Errorf("%+v", one)
	}
}

// Each space has a chain of its own, so that what anchors it there is about nothing else.
func TestAnEditIsWrittenIntoTheChainOfTheSpaceItsRecordIsIn(t *testing.T) {
	b := open(t)
	ctx := context.Background()
	id := b.create("Payout ran twice")
	b.Must(b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error {
		if err := tx.AddSpace("t", "team", "shared", b.Clock); err != nil {
			return err
		}
		_, err := tx.MoveRecord(id, "t", b.Clock)
		return err
	}))
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("title"), "Payouts ran twice")))
	b.Must(b.edit(id, "review.set", nil, record.SetOp(path("private_notes"), "ask")))
	if _, err := b.Undo(ctx, id, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Undo(ctx, id, ""); err != nil {
		t.Fatal(err)
	}
	for chain, want := range map[string]int{"d/s": 1, "d/t": 2, "d/local": 2} {
		if got := len(b.page(journal.Query{Chain: chain})); got != want {
			t.Errorf("%s has %d entries, want %d", chain, got, want)
		}
	}
	b.Must(b.Local.View(ctx, b.Reg, func(tx *sqlite.Tx) error {
		heads, err := tx.ChainHeads()
		if len(heads) != 3 || heads[2].Chain != "d/t" || heads[2].Seq != 2 || heads[2].Space != "t" {
			t.Errorf("%+v", heads)
		}
		return err
	}))
}
