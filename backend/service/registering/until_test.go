package registering_test

import (
	"bytes"
	"context"
	"testing"
	"time"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/inbox"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/measure"
	"secondstory/backend/service/registering"
	"secondstory/backend/sqlite"
)

// dated is a desk whose files have a time at which they were written.
type dated struct {
	*desk
	written map[string]time.Time
}

type datedFile struct {
	*bytes.Reader
	at time.Time
}

func (f datedFile) Written() time.Time { return f.at }

func (d dated) Open(path string) (registering.File, string, func() error, error) {
	return datedFile{bytes.NewReader([]byte(d.files[path])), d.written[path]}, path, func() error { return nil }, nil
}

// A first file may be a history; one that tells of the same incidents on a later day shows that
// its source is still written, and that it was quiet until then.
func TestTheRegisterIsKnownUntilItsSourceWasWrittenAgain(t *testing.T) {
	d := dated{newDesk(t), map[string]time.Time{}}
	d.Files = d
	ctx := context.Background()
	bring := func(name string, day int, snaps ...any) registering.Outcome {
		t.Helper()
		d.Clock = time.Date(2026, 9, day, 10, 0, 0, 0, time.UTC)
		d.files[name] = lines(snaps...)
		d.written[name] = d.Clock.Add(-time.Hour)
		return d.take(name)
	}
	until := func(want, by string) {
		t.Helper()
		k, err := d.Until(ctx)
		d.Must(err)
		if k.Until.String() != want || k.By != by {
			t.Errorf("known until %s by %s, want %s by %s", k.Until, k.By, want, by)
		}
	}
	last := "2026-03-01"
	bring("history", 1, one(0), one(1), one(1)) // a ticket log has several rows of one
	until(last, incident.ByIncident)
	bring("history", 1, one(0), one(1)) // the same day once more: the same file
	until(last, incident.ByIncident)
	bring("more", 2, one(2), one(3)) // another part of the history: nothing is told again
	until(last, incident.ByIncident)
	bring("put right", 3, one(0)) // one ticket, or an old part, shows nothing of the others
	bring("history", 3, one(0), one(1))
	until(last, incident.ByIncident)
	again := bring("history", 3, one(0), one(1), one(2), one(3))
	until("2026-09-03", incident.ByReading)
	// A copy of an old file, however often it is taken, says no more than when it was written.
	d.Clock = time.Date(2026, 9, 9, 10, 0, 0, 0, time.UTC)
	d.written["history"] = time.Date(2026, 8, 31, 10, 0, 0, 0, time.UTC)
	d.take("history")
	until("2026-09-03", incident.ByReading)
	if _, err := d.Withdraw(ctx, again.Import.ID, nil); err != nil {
		t.Fatal(err)
	}
	until(last, incident.ByIncident)

	say := func(day calendar.Date) error {
		_, err := d.SayUntil(ctx, day)
		return err
	}
	for key, day := range map[string]calendar.Date{"incident.until_ahead": calendar.On(2026, 9, 10), "incident.until_before": calendar.On(2026, 2, 1)} {
		if f, _ := fault.As(say(day)); f == nil || f.Key != key {
			t.Errorf("%s is taken, or refused otherwise than by %s: %v", day, key, f)
		}
	}
	// A word for the very day of the last incident says that this day is whole.
	d.Must(say(calendar.On(2026, 3, 1)))
	until(last, incident.ByWord)
	d.Must(say(calendar.On(2026, 9, 8)))
	until("2026-09-08", incident.ByWord)
	bring("history", 12, one(0), one(1), one(2), one(3))
	until("2026-09-12", incident.ByReading)
	d.Must(say(calendar.On(2026, 4, 1))) // what the import told was an old history after all
	until("2026-04-01", incident.ByWord)
	bring("history", 20, one(0), one(1), one(2), one(3))
	until("2026-09-20", incident.ByReading)
	d.Must(say(calendar.Date{}))
	until("2026-09-20", incident.ByReading)

	_, rest, err := d.Measured(ctx, nil, func(calendar.Date) (measure.Sift, error) {
		return measure.Sift{Today: calendar.On(2026, 9, 28)}, nil
	})
	d.Must(err)
	if rest.File != "history" || rest.Read.String() != last || rest.Ends.String() != "2026-09-20" || !rest.Known {
		t.Errorf("what it rests on: %q after %s until %s", rest.File, rest.Read, rest.Ends)
	}

	// A program that writes its export again each night, with nothing new in it.
	at := func(day int) time.Time { return time.Date(2026, 9, day, 3, 0, 0, 0, time.UTC) }
	stand := d.take("history").Import.ID
	put := func(name string, mod, read time.Time, imp string) {
		t.Helper()
		f := inbox.File{Folder: "f", Name: name, SHA256: "x", At: read, State: inbox.Same, There: true, Import: imp}
		f.Mod = mod.UnixNano()
		d.Must(d.Local.Update(ctx, d.Reg, func(tx *sqlite.Tx) error {
			_, err := tx.PutInboxFile(f)
			return err
		}))
	}
	d.Clock = time.Date(2026, 9, 28, 10, 0, 0, 0, time.UTC)
	put("back.csv", at(25), at(25), again.Import.ID)
	until("2026-09-20", incident.ByReading) // that import was taken back
	put("ahead.csv", time.Date(2038, 1, 1, 0, 0, 0, 0, time.UTC), at(20).Add(9*time.Hour), stand)
	until("2026-09-20", incident.ByReading) // a clock that is ahead, at the first reading
	put("again.csv", time.Date(2038, 1, 1, 0, 0, 0, 0, time.UTC), at(24), stand)
	until("2026-09-24", incident.ByReading)
	d.Must(say(calendar.On(2026, 4, 1)))
	until("2026-04-01", incident.ByWord) // it was said after both
	d.Must(say(calendar.Date{}))
	put("copy.csv", at(26), at(27), stand)
	until("2026-09-26", incident.ByReading)

	// What goes on telling says nothing of another source that tells no more.
	other := one(4)
	other.Source = "tickets"
	bring("tickets", 28, other)
	until(last, incident.ByIncident)
	bring("tickets", 29, other)
	until("2026-09-26", incident.ByReading)
	d.VerifyChains()
}
