package auditing_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/internal/soak"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// kept is one record as it stands in the store, with its entries, in memory: what somebody
// may have done to it is tried thousands of times.
type kept struct {
	auditing.Reader
	stored  record.Stored
	entries []journal.Entry
}

func (k kept) EachRecord(f func(string, *record.Stored, func(func(journal.Entry) error) error) error) error {
	return f(k.entries[0].Record, &k.stored, func(each func(journal.Entry) error) error {
		for _, e := range k.entries {
			if err := each(e); err != nil {
				return err
			}
		}
		return nil
	})
}

func keep(b *dbtest.Bench) (k kept) {
	b.Must(b.Local.View(ctx, b.Reg, func(tx *sqlite.Tx) error {
		return tx.EachRecord(func(_ string, s *record.Stored, entries func(func(journal.Entry) error) error) error {
			k.stored = *s
			return entries(func(e journal.Entry) error {
				e.Before, e.After = slices.Clone(e.Before), slices.Clone(e.After)
				k.entries = append(k.entries, e)
				return nil
			})
		})
	}))
	return k
}

func states(t testing.TB, s *auditing.Service) auditing.States {
	t.Helper()
	f, err := s.Verify(ctx, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return f.States
}

func TestOneTamperedByteOfARecordIsFound(t *testing.T) { tampered(t, 2_000, 1) }

func TestSoakTenThousandTamperedBytesOfRecordsAreFound(t *testing.T) {
	soak.Need(t)
	for seed := range uint64(5) {
		tampered(t, 10_000, 100+seed)
	}
}

// tampered changes single bytes of everything that is stored of a record's content.
func tampered(t *testing.T, times int, seed uint64) {
	t.Helper()
	s, b, id := worked(t)
	rec := b.Recorder(b)
	_, err := rec.Edit(ctx, id, recording.Edit{Action: "review.set", Needs: []string{"factors", "sections"}, Plan: func(st *record.State) ([]record.Op, error) {
		return []record.Op{record.RemoveOp(record.Path{Collection: "factors", Part: st.Live("factors")[2]}),
			record.AddOp("sections", "summary", record.Doc{"text": "The ledger «stood» still\nfor an hour.", "rank": "a1"})}, nil
	}})
	b.Must(err)
	_, err = rec.Remove(ctx, id, "review.trash", "")
	b.Must(err)
	whole := keep(b)
	if out, err := s.CheckStates(whole, nil); err != nil || !out.Whole() || out.Records != 1 {
		t.Fatalf("%+v %v", out, err)
	}
	r := rand.New(rand.NewPCG(seed, 7))
	for done := 0; done < times; {
		k := whole
		k.stored.Parts = slices.Clone(whole.stored.Parts)
		p := &k.stored.Parts[r.IntN(len(k.stored.Parts))]
		what := r.IntN(8)
		switch what {
		case 0, 1:
			k.stored.Head = flipped(r, k.stored.Head)
		case 2:
			k.stored.Local = flipped(r, k.stored.Local)
		case 3:
			p.ID = flipped(r, p.ID)
		case 4:
			p.Collection = flipped(r, p.Collection)
		case 5:
			p.Removed = !p.Removed
		case 6:
			if k.stored.RemovedAt = k.stored.RemovedAt.Add(time.Duration(1<<r.IntN(40)) * time.Millisecond); r.IntN(2) == 0 {
				k.stored.RemovedAt = time.Time{}
			}
		default:
			p.Doc = flipped(r, p.Doc)
		}
		done++
		if out, err := s.CheckStates(k, nil); err != nil || out.Whole() || out.Found[0].Record != id || out.Now != out.Count {
			t.Fatalf("seed %d, what %d: %+v %v\n%+v", seed, what, out, err, k.stored)
		}
	}
}

func TestARecordChangedBehindTheProgramIsNamedWithWhatDiffers(t *testing.T) {
	for name, x := range map[string]struct {
		sql  []string
		code auditing.StateCode
		path string
	}{
		"a field":              {[]string{"UPDATE record SET head = replace(head, 'SEV3', 'SEV1')"}, auditing.Differs, "severity"},
		"a private field":      {[]string{"UPDATE record SET local_doc = replace(local_doc, 'others', 'friends')"}, auditing.Differs, "private_notes"},
		"a field nobody has":   {[]string{`UPDATE record SET head = '{"blame":"",' || substr(head, 2)`}, auditing.Differs, "blame"},
		"a part":               {[]string{"UPDATE part SET doc = replace(doc, 'stood', 'was') WHERE rowid_of = 1"}, auditing.Differs, "factors/"},
		"a part that went":     {[]string{"DELETE FROM part WHERE id = (SELECT min(id) FROM part)"}, auditing.Differs, "factors/"},
		"a part that came":     {[]string{"INSERT INTO part(record, collection, id, doc, rev) SELECT record, collection, 'X', doc, rev FROM part LIMIT 1"}, auditing.Differs, "factors/X"},
		"a third truth":        {[]string{"UPDATE part SET removed = 2 WHERE id = (SELECT min(id) FROM part)"}, auditing.Unread, "factors/"},
		"no JSON":              {[]string{"UPDATE record SET head = 'gone'"}, auditing.Unread, ""},
		"bytes":                {[]string{"UPDATE record SET head = x'00ff'"}, auditing.Unread, ""},
		"the same in new":      {[]string{"UPDATE record SET head = ' ' || head"}, auditing.Unread, ""},
		"the trash":            {[]string{"UPDATE record SET removed_at = 5"}, auditing.Trashed, ""},
		"the kind":             {[]string{"UPDATE record SET kind = 'reviex'"}, auditing.Unknown, ""},
		"the record itself":    {[]string{"PRAGMA foreign_keys = OFF", "DELETE FROM record"}, auditing.Gone, ""},
		"a record put there":   {[]string{"INSERT INTO record(id, space, kind, head, rev, created_at, changed_at) SELECT 'Z', space, kind, head, rev, 1, 1 FROM record"}, auditing.Unmade, ""},
		"what an entry said":   {[]string{"INSERT OR REPLACE INTO meta VALUES('disposal','open')", "DELETE FROM journal_payload WHERE n = 5"}, auditing.Unproven, ""},
		"another id of it all": {[]string{"PRAGMA foreign_keys = OFF", "UPDATE record SET id = 'Y' || substr(id, 2)"}, auditing.Gone, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s, b, _ := worked(t)
			for _, sql := range x.sql {
				b.Must(b.Local.ExecForTest(strings.ReplaceAll(sql, "rowid_of = 1", "id = (SELECT min(id) FROM part)")))
			}
			got := states(t, s)
			if got.Count == 0 || got.Found[0].Code != x.code || got.Found[0].Ref == "" {
				t.Fatalf("%+v", got)
			}
			if x.path != "" && (len(got.Found[0].Changes) != 1 || !strings.HasPrefix(got.Found[0].Changes[0].Path, x.path)) {
				t.Errorf("%+v", got.Found[0])
			}
		})
	}
}

func TestWhatWasWrittenOverSinceIsToldByTheEntryThatFoundIt(t *testing.T) {
	s, b, id := worked(t)
	b.Must(b.Local.ExecForTest("UPDATE record SET head = replace(replace(head, 'SEV3', 'SEV1'), 'Payout ran', 'Somebody ran')"))
	set := func(field string, v any) {
		_, err := b.Recorder(b).Edit(ctx, id, recording.Edit{Action: "review.set", Plan: func(*record.State) ([]record.Op, error) {
			return []record.Op{record.SetOp(record.Path{Field: field}, v)}, nil
		}})
		b.Must(err)
	}
	if got := states(t, s); got.Now != 1 || got.Found[0].Code != auditing.Differs || len(got.Found[0].Changes) != 2 {
		t.Errorf("%+v", got)
	}
	set("severity", "SEV2")
	got := states(t, s)
	if got.Count != 2 || got.Now != 1 || got.Found[0].Code != auditing.Between || got.Found[0].Changes[0] != (auditing.Change{Path: "severity", Before: "SEV3", After: "SEV1"}) || got.Found[0].N == 0 {
		t.Errorf("%+v", got)
	}
	if got.Found[1].Changes[0].Path != "title" {
		t.Errorf("%+v", got.Found[1])
	}
	set("title", "Payout ran 9 times")
	if got := states(t, s); got.Count != 1 || got.Now != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWorkUndoRedoTrashAndTextsRaiseNoFalseAlarm(t *testing.T) {
	s, b, id := worked(t)
	rec := b.Recorder(b)
	b.Must(b.Local.Update(ctx, b.Reg, func(tx *sqlite.Tx) error { return rec.Note(tx, id, "leak.allowed", "said in the room") }))
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 150 {
		b.Clock = b.Clock.Add(time.Duration(r.IntN(4000)) * time.Millisecond)
		var err error
		switch r.IntN(6) {
		case 0:
			_, err = rec.UndoWork(ctx, id, "")
		case 1:
			_, err = rec.Redo(ctx, id, "")
		case 2:
			if _, err = rec.Remove(ctx, id, "review.trash", ""); err == nil {
				_, err = rec.Restore(ctx, id, "review.restore", "")
			}
		case 3:
			_, err = rec.Edit(ctx, id, recording.Edit{Action: "review.set", Needs: []string{"factors"}, Plan: func(st *record.State) ([]record.Op, error) {
				live := st.Live("factors")
				if len(live) == 0 {
					return []record.Op{record.AddOp("factors", b.ID(), record.Doc{"text": "x", "rank": "b"})}, nil
				}
				return []record.Op{record.RemoveOp(record.Path{Collection: "factors", Part: live[r.IntN(len(live))]})}, nil
			}})
		default:
			text := fmt.Sprintf("The queue — %d «日本» %s", r.IntN(50), strings.Repeat("ä", r.IntN(30)))
			field := []string{"title", "private_notes"}[r.IntN(2)]
			_, err = rec.Edit(ctx, id, recording.Edit{Action: "review.text", Field: field, Plan: func(*record.State) ([]record.Op, error) {
				return []record.Op{record.SetOp(record.Path{Field: field}, text)}, nil
			}})
		}
		if err != nil && !fault.Is(err, fault.Denied) { // undo may have put it into the trash
			t.Fatal(err)
		}
		if i%10 == 0 {
			if got := states(t, s); !got.Whole() {
				t.Fatalf("after %d: %+v", i, got)
			}
		}
	}
}

func TestACheckOfRecordsStopsWhenItIsAsked(t *testing.T) {
	s, b, _ := worked(t)
	enough := errors.New("enough")
	n := 0
	_, err := s.CheckStates(keep(b), func() error {
		if n++; n == 3 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) || n != 3 {
		t.Errorf("%d %v", n, err)
	}
}
