package auditing_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/service/auditing"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace/dbtest"
)

// written is a journal of n entries of 200 records, one in fifty by a rule.
func written(b *testing.B, n int) *auditing.Service {
	b.Helper()
	d := dbtest.Open(b)
	d.Must(d.Local.Update(ctx, d.Reg, func(tx *sqlite.Tx) error {
		step, err := tx.OpenStep(journal.Step{Record: "R", Device: "d", Origin: "cli", Kind: journal.Edit, Action: "review.set", OpenedAt: d.Clock, LastAt: d.Clock})
		if err != nil {
			return err
		}
		for i := range n {
			actor, record := "a", fmt.Sprintf("01KREVIEW%04d", i%200)
			if i%50 == 0 {
				actor = journal.RuleActor("triage", "1")
			}
			draft, err := journal.NewDraft(journal.Entry{Chain: "d/s", At: d.Clock.Add(time.Duration(i) * time.Second), Actor: actor, Action: "review.text", Record: record, Entity: record + "/sections/summary",
				Before: json.RawMessage(`{"text":{"at":120,"run":"stood still for an hour"}}`), After: json.RawMessage(`{"text":{"at":120,"run":"stood still for two hours and a half"}}`)})
			if err != nil {
				return err
			}
			if _, err := tx.Append(draft, step); err != nil {
				return err
			}
		}
		return nil
	}))
	return &auditing.Service{Store: store{d}, Registry: d.Reg, Anchors: func(context.Context) ([]journal.Anchor, error) { return nil, nil }}
}

var sizes = []struct {
	name string
	n    int
}{{"n=2000", 2_000}, {"n=20000", 20_000}, {"n=200000", 200_000}}

func BenchmarkAuditCheck(b *testing.B) {
	for _, size := range sizes {
		b.Run(size.name, func(b *testing.B) {
			s := written(b, size.n)
			b.ResetTimer()
			for range b.N {
				f, err := s.Verify(ctx, nil, nil)
				if err != nil || !f.Whole() || f.Entries != int64(size.n) {
					b.Fatalf("%+v %v", f, err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(size.n), "µs/entry")
		})
	}
}

func BenchmarkAuditPage(b *testing.B) {
	for _, size := range sizes {
		s := written(b, size.n)
		for name, q := range map[string]journal.Query{"all": {}, "rules": {Who: journal.BySystem}, "deep": {Below: int64(size.n / 2)}, "record": {Record: "01KREVIEW0007"}} {
			q.Limit = 200
			b.Run(name+"/"+size.name, func(b *testing.B) {
				for range b.N {
					if p, err := s.List(ctx, q); err != nil || len(p.Entries) == 0 {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
