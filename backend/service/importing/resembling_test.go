package importing_test

import (
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/service/importing"
)

// A newer version of a file that lies elsewhere is asked about, and is no second review.
func TestANewerVersionFromAnotherPlaceIsAskedAbout(t *testing.T) {
	begin := func(t *testing.T) (*bench, string) {
		b := open(t)
		b.put("/here/p.md", "v1", intake.Document{Title: "Payouts", Date: "2026-03-01", Severity: "SEV2", Zone: "UTC",
			Timeline: []intake.Entry{event("2026-03-01T10:00:00Z", "alarm"), event("2026-03-01T10:05:00Z", "called"), event("2026-03-01T10:10:00Z", "over")}})
		id := b.run(importing.Options{}, "/here/p.md").Records[0].ID
		b.put("/there/p.md", "v2", intake.Document{Title: "Payouts", Date: "2026-03-01", Severity: "SEV1", Zone: "UTC",
			Timeline: []intake.Entry{event("2026-03-01T10:00:00Z", "alarm"), event("2026-03-01T10:05:00Z", "called"), event("2026-03-01T10:10:00Z", "over")}})
		return b, id
	}
	t.Run("nobody has said", func(t *testing.T) {
		b, id := begin(t)
		for _, opts := range []importing.Options{{}, {Update: true}} {
			a := b.run(opts, "/there/p.md")
			if a.Created+a.Updated != 0 || a.Unchanged != 1 || len(a.Proposals) != 1 || a.Proposals[0].ID != id || a.Proposals[0].File != "p.md" {
				t.Fatalf("%+v", a)
			}
		}
	})
	t.Run("it is one", func(t *testing.T) {
		b, id := begin(t)
		opts := importing.Options{Update: true, Newer: importing.NewerVersion}
		p, err := b.Preview(ctx, []string{"/there/p.md"}, opts, nil)
		b.Must(err)
		if x := b.proposed(p)[" Severity"]; x.State != importing.PieceFile {
			t.Errorf("%+v", x)
		}
		a := b.run(opts, "/there/p.md")
		if r := b.get(id); a.Updated != 1 || !a.Records[0].Updated || r.Severity != "SEV1" || len(r.Timeline) != 3 {
			t.Fatalf("%+v %+v", a, r)
		}
		// It is known at its new place, without a question.
		if a := b.run(importing.Options{}, "/there/p.md"); a.Unchanged != 1 || len(a.Proposals) != 0 {
			t.Errorf("%+v", a)
		}
	})
	t.Run("it is none", func(t *testing.T) {
		b, _ := begin(t)
		p, err := b.Preview(ctx, []string{"/there/p.md"}, importing.Options{}, nil)
		b.Must(err)
		opts := importing.Options{NewerAs: map[string]bool{p.Items[0].SHA256: false}}
		if a := b.run(opts, "/there/p.md"); a.Created != 1 {
			t.Errorf("%+v", a)
		}
	})
	t.Run("known by its entries", func(t *testing.T) {
		b, _ := begin(t)
		d := b.docs["v2"]
		d.Title = "Payouts were sent twice"
		b.put("/there/p.md", "v3", d)
		if a := b.run(importing.Options{}, "/there/p.md"); a.Created != 0 || len(a.Proposals) != 1 {
			t.Errorf("%+v", a)
		}
		d.Timeline = []intake.Entry{d.Timeline[0], event("2026-03-01T11:05:00Z", "door"), event("2026-03-01T11:10:00Z", "shut")}
		b.put("/there/q.md", "v4", d)
		if a := b.run(importing.Options{}, "/there/q.md"); a.Created != 1 {
			t.Errorf("another outage of the day: %+v", a)
		}
	})
}

// A merge says how many values it leaves to a person.
func TestAMergeCountsWhatItLeavesOpen(t *testing.T) {
	b, _, p := twoVersions(t)
	a, err := b.Apply(ctx, p, importing.Options{Update: true}, nil)
	b.Must(err)
	if len(a.Records) != 1 || a.Records[0].Asks != 1 {
		t.Errorf("%+v", a.Records)
	}
}
