package auditing_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/auditing"
	"secondstory/backend/service/recording"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

var ctx = context.Background()

type store struct{ *dbtest.Bench }

func (s store) View(ctx context.Context, f func(auditing.Reader) error) error {
	return s.Local.View(ctx, s.Reg, func(tx *sqlite.Tx) error { return f(tx) })
}

// worked is a database in which somebody worked on a review: fields, texts, parts that
// come and go, private notes, undo.
func worked(t testing.TB) (*auditing.Service, *dbtest.Bench, string) {
	t.Helper()
	b := dbtest.Open(t)
	rec := b.Recorder(b)
	st := record.NewState(review.Kind, b.ID())
	st.Head["title"], st.Head["severity"] = "Payout ran twice", "SEV3"
	st.Local["private_notes"] = "ask Mo"
	_, err := rec.Create(ctx, recording.New{State: st, Action: "review.create"})
	b.Must(err)
	at := func(s string) record.Path {
		p, ok := record.ParsePath(s)
		if !ok {
			t.Fatal(s)
		}
		return p
	}
	for i := range 8 {
		b.Clock = b.Clock.Add(time.Minute)
		part := b.ID()
		for _, op := range []record.Op{
			record.AddOp("factors", part, record.Doc{"text": fmt.Sprintf("The queue «%d» — 日本", i), "rank": fmt.Sprintf("a%d", i)}),
			record.SetOp(at("factors/"+part+"/text"), fmt.Sprintf("The queue «%d» stood still", i)),
			record.SetOp(at("title"), fmt.Sprintf("Payout ran %d times", i+2)),
			record.SetOp(at("private_notes"), fmt.Sprintf("ask Mo and %d others", i)),
		} {
			_, err := rec.Edit(ctx, st.ID, recording.Edit{Action: "review.set", Reason: "said in the room", Needs: []string{"factors"}, Plan: func(*record.State) ([]record.Op, error) { return []record.Op{op}, nil }})
			b.Must(err)
		}
	}
	_, err = rec.Undo(ctx, st.ID, "")
	b.Must(err)
	return &auditing.Service{Store: store{b}, Registry: b.Reg, Anchors: func(context.Context) ([]journal.Anchor, error) { return nil, nil }}, b, st.ID
}

func entries(b *dbtest.Bench, chain string) (out []journal.Entry) {
	b.Must(b.Local.View(ctx, b.Reg, func(tx *sqlite.Tx) error {
		return tx.EachOfChain(chain, func(e journal.Entry) error { out = append(out, e); return nil })
	}))
	return out
}

func TestTenThousandSingleByteTampersOfAWrittenChainAreEachFound(t *testing.T) {
	_, b, _ := worked(t)
	whole := entries(b, "d/s")
	if len(whole) < 25 {
		t.Fatalf("%d entries", len(whole))
	}
	r := rand.New(rand.NewPCG(3, 9))
	for done := 0; done < 10_000; {
		rows := slices.Clone(whole)
		at := r.IntN(len(rows))
		e := &rows[at]
		text := []*string{&e.Action, &e.Actor, &e.Entity, &e.Reason, &e.Prev, &e.Hash}
		raw := []*json.RawMessage{&e.Before, &e.After}
		if i := r.IntN(len(text) + len(raw)); i < len(text) {
			*text[i] = flipped(r, *text[i])
		} else {
			*raw[i-len(text)] = json.RawMessage(flipped(r, string(*raw[i-len(text)])))
		}
		if reflect.DeepEqual(*e, whole[at]) {
			continue
		}
		done++
		v := journal.NewVerifier("d/s", nil)
		for _, x := range rows {
			v.Add(x)
		}
		if got := v.Verdict(); got.Broken != 1 || got.FirstBad != int64(at+1) {
			t.Fatalf("entry %d: %+v\n%+v", at+1, got, *e)
		}
	}
}

func flipped(r *rand.Rand, s string) string {
	if s == "" {
		return s
	}
	raw := []byte(s)
	raw[r.IntN(len(raw))] ^= byte(1 + r.IntN(255))
	return string(raw)
}

func TestACheckReadsEveryChainAndSaysWhatStaysOpen(t *testing.T) {
	s, b, _ := worked(t)
	var told []int64
	f, err := s.Verify(ctx, nil, func(done, total int64) { told = append(told, done, total) })
	if err != nil || !f.Whole() || f.Broken != 0 || len(f.Chains) != 2 || f.Open != 2 || f.Entries != int64(len(entries(b, "d/s"))+len(entries(b, "d/local"))) {
		t.Fatalf("%+v %v", f, err)
	}
	rows := entries(b, "d/s")
	last := rows[len(rows)-1]
	f, err = s.Verify(ctx, []journal.Anchor{{Chain: "d/s", Seq: last.Seq, Hash: last.Hash, Where: journal.Given, Ref: "paper"}}, nil)
	if err != nil || f.Open != 1 || f.Chains[1].Proven != last.Seq || f.Chains[0].Proven != 0 {
		t.Errorf("%+v %v", f, err)
	}
	f, err = s.Verify(ctx, []journal.Anchor{{Chain: "d/s", Seq: last.Seq + 3, Hash: last.Hash, Where: journal.Given}}, nil)
	if err != nil || f.Whole() || !f.Chains[1].Truncated {
		t.Errorf("%+v %v", f, err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := s.Verify(stopped, nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("it went on: %v", err)
	}
}

func TestAnOpenedEntryShowsWhatItChangedInTheOrderOfItsFields(t *testing.T) {
	s, _, id := worked(t)
	page, err := s.List(ctx, journal.Query{Record: id, Limit: 500})
	if err != nil || page.Total != int64(len(page.Entries)) || page.More {
		t.Fatalf("%+v %v", page, err)
	}
	made, err := s.Show(ctx, page.Entries[len(page.Entries)-1].N)
	if err != nil {
		t.Fatal(err)
	}
	if made.Action != "review.create" || made.Title != "Payout ran 9 times" || made.Ref == "" || len(made.Changes) < 2 || made.Changes[0].Before != nil {
		t.Errorf("%+v", made)
	}
	added, err := s.Show(ctx, 3)
	if err != nil || len(added.Changes) == 0 || added.Changes[0].Before != nil || added.Who != journal.ByPerson {
		t.Errorf("%+v %v", added, err)
	}
	if _, err := s.Show(ctx, 1<<40); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	first, err := s.List(ctx, journal.Query{Limit: 3})
	if err != nil || len(first.Entries) != 3 || !first.More {
		t.Fatalf("%+v %v", first, err)
	}
	next, err := s.List(ctx, journal.Query{Limit: 3, Below: first.Entries[2].N})
	if err != nil || next.Entries[0].N != first.Entries[2].N-1 || next.Total != 0 {
		t.Errorf("%+v %v", next, err)
	}
	actions, rules, err := s.Choices(ctx)
	if err != nil || !reflect.DeepEqual(actions, []string{"review.create", "review.set"}) || len(rules) != 0 {
		t.Errorf("%v %v %v", actions, rules, err)
	}
}
