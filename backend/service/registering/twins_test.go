package registering_test

import (
	"context"
	"testing"

	"secondstory/backend/domain/incident"
	"secondstory/backend/service/registering"
)

// page reads the rows of the desk as a status page of some source.
type page struct {
	*desk
	source string
}

func (page) Format() string { return "statuspage" }

func (p page) Read(ctx context.Context, name string, in registering.File, o incident.Options, take func(incident.Row) error) (incident.Told, error) {
	return p.desk.Read(ctx, name, in, o, func(r incident.Row) error {
		if r.Snapshot != nil {
			r.Snapshot.Source = p.source
		}
		return take(r)
	})
}

func TestAnotherExportOfAPageAsksBeforeAnythingCounts(t *testing.T) {
	d := newDesk(t)
	of := func(from, to int) string {
		var all []any
		for i := from; i < to; i++ {
			all = append(all, one(i))
		}
		return lines(all...)
	}
	d.files["first"], d.files["second"], d.files["few"] = of(0, 12), of(6, 20), of(8, 40)
	bring := func(source, file, twins string) registering.Outcome {
		t.Helper()
		d.Readers = []registering.Reader{page{d, source}}
		out, err := d.Import(context.Background(), file, registering.Options{Twins: twins}, nil)
		d.Must(err)
		return out
	}
	if out := bring("statuspage/a", "first", ""); len(out.Questions) > 0 || out.Import.Account.Created != 12 {
		t.Fatalf("the first: %+v", out)
	}
	if out := bring("statuspage/a", "second", ""); len(out.Questions) > 0 || out.Import.Account.Created != 8 {
		t.Fatalf("more of the same source: %+v", out)
	}
	out := bring("statuspage/b", "second", "")
	if len(out.Questions) != 1 || out.Questions[0].Key != incident.AskTwins || out.Import.Account.Read != 0 {
		t.Fatalf("another source: %+v", out)
	}
	if p := out.Questions[0].Params; p["count"] != "14" || p["total"] != "14" || p["source"] != "statuspage/a" {
		t.Errorf("it asks %v", p)
	}
	if v := d.look(incident.Query{}); v.All != 20 {
		t.Errorf("%d in the register before it was answered", v.All)
	}
	if a := bring("statuspage/b", "few", incident.TakeNew).Import.Account; a.Created != 20 || a.Unchanged != 12 || !a.Holds() {
		t.Errorf("without those that are there: %+v", a)
	}
	if a := bring("statuspage/c", "few", incident.TakeAll).Import.Account; a.Created != 32 {
		t.Errorf("all of them: %+v", a)
	}
}
