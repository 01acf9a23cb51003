package reviewing_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/timeline"
)

func TestStatingATimeAnewKeepsTheEarlierStatement(t *testing.T) {
	b := open(t)
	id := b.create("A")
	entry, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "2026-01-01 10:00 UTC alarm"}, "", "")
	b.Must(err)
	_, err = b.CorrectTime(ctx, id, entry.ID, "10:05", "read from the log", "")
	b.Must(err)
	rev := b.get(id).Rev
	_, err = b.CorrectTime(ctx, id, entry.ID, "10:05", "said again", "")
	b.Must(err)
	e := b.get(id).Timeline[0]
	if e.At != "2026-01-01T10:05:00Z" || len(e.Times) != 2 || e.Times[0].At != "2026-01-01T10:00:00Z" || e.Times[1].Reason != "read from the log" || b.get(id).Rev != rev {
		t.Fatalf("%+v", e)
	}
	b.undo(id)
	if e = b.get(id).Timeline[0]; e.At != "2026-01-01T10:00:00Z" || len(e.Times) != 1 {
		t.Fatalf("%+v", e)
	}
}

// Who adds a line to the review of an old incident did not see it happen now.
func TestALineWithoutATimeInAnOldReviewHasNone(t *testing.T) {
	b := open(t)
	id := b.create("A")
	add := func(fields map[string]any, after string) {
		t.Helper()
		_, err := b.AddPart(ctx, id, "timeline", fields, after, "")
		b.Must(err)
	}
	add(map[string]any{"line": "2020-03-01 10:00 UTC alarm"}, "")
	first := b.get(id).Timeline[0].ID
	add(map[string]any{"line": "2020-03-01 11:00 UTC over"}, "")
	add(map[string]any{"line": "somebody called"}, first)
	add(map[string]any{"text": "nobody wrote when"}, "")
	add(map[string]any{"line": "-5m a note of today"}, "")
	list := b.get(id).Timeline
	var got []string
	for _, e := range list {
		got = append(got, e.Text)
	}
	if strings.Join(got, ", ") != "alarm, somebody called, over, nobody wrote when, a note of today" {
		t.Fatalf("order %q", got)
	}
	for _, i := range []int{1, 3} {
		if list[i].At != "" || list[i].Precision != timeline.Unknown {
			t.Errorf("got %+v", list[i].Statement)
		}
	}
	r := b.get(id)
	r.Timeline = r.Timeline[:2]
	if e, err := b.ReadLine(r, "", "somebody called"); err != nil || e.Stated || e.Time.At != "" {
		t.Errorf("the check before Enter must say the same: %+v %v", e, err)
	}
}

func TestALineWithoutATimeHappenedNowInTheZoneOfThisMachine(t *testing.T) {
	b := open(t)
	zone := time.FixedZone("X", 2*3600)
	b.Zone = func() *time.Location { return zone }
	id := b.create("A")
	_, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "alarm went off"}, "", "")
	b.Must(err)
	e := b.get(id).Timeline[0]
	at, err := time.Parse(time.RFC3339, e.At)
	if err != nil || !at.Equal(b.Clock) || e.Text != "alarm went off" {
		t.Fatalf("%+v %v", e, err)
	}
}

// The hint below a field and the save of the field read a time by the same rule.
func TestATimeIsSavedAsItsHintSaid(t *testing.T) {
	b := open(t)
	id := b.create("A")
	entry := func(line string) string {
		t.Helper()
		e, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": line}, "", "")
		b.Must(err)
		return e.ID
	}
	alarm := entry("2026-05-03 09:00 alarm")
	last := entry("2026-05-04 01:00 over")
	set := func(path, text string) timeline.Statement {
		t.Helper()
		if entry, ok := strings.CutPrefix(path, "timeline/"); ok {
			entry, _, _ = strings.Cut(entry, "/")
			_, err := b.CorrectTime(ctx, id, entry, text, "", "")
			b.Must(err)
			for _, e := range b.get(id).Timeline {
				if e.ID == entry {
					return e.Statement
				}
			}
			t.Fatalf("no entry %s", entry)
		}
		raw, err := json.Marshal(text)
		b.Must(err)
		_, err = b.SetField(ctx, id, path, raw, "")
		b.Must(err)
		return *b.get(id).Anchor(path)
	}
	for _, c := range []struct{ name, path, text, at, zone string }{
		{"the day of the first dated entry", "started", "08:55", "2026-05-03T08:55:00", ""},
		{"a day and a zone of its own", "detected", "2026-05-02 23:50 CET", "2026-05-02T23:50:00+01:00", "CET"},
		{"the day it had, the zone of another moment", "started", "08:50", "2026-05-03T08:50:00+01:00", "CET"},
		{"the day of the first moment", "resolved", "11:00", "2026-05-03T11:00:00+01:00", "CET"},
		{"an entry keeps its day and takes the zone of the incident", "timeline/" + last + "/times", "01:05", "2026-05-04T01:05:00+01:00", "CET"},
		{"the day of the review", "date", "2026-05-01", "", ""},
		{"the stated day of the review comes after its own", "resolved", "11:10", "2026-05-03T11:10:00+01:00", "CET"},
		{"the stated day of the review", "mitigated", "10:40", "2026-05-01T10:40:00+01:00", "CET"},
		{"the zone of the review", "zone", "UTC", "", ""},
		{"the stated zone of the review comes first", "resolved", "11:20", "2026-05-03T11:20:00Z", "UTC"},
		{"and so for an entry", "timeline/" + alarm + "/times", "09:01", "2026-05-03T09:01:00Z", "UTC"},
	} {
		if c.at == "" {
			raw, err := json.Marshal(c.text)
			b.Must(err)
			_, err = b.SetField(ctx, id, c.path, raw, "")
			b.Must(err)
			continue
		}
		hint, err := b.ReadTime(b.get(id), c.path, c.text)
		b.Must(err)
		saved := set(c.path, c.text)
		if hint.At != c.at || hint.Zone != c.zone || saved.At != hint.At || saved.Zone != hint.Zone || saved.Precision != hint.Precision {
			t.Errorf("%s: the hint says %s %q, saved is %s %q", c.name, hint.At, hint.Zone, saved.At, saved.Zone)
		}
	}
	for _, path := range []string{"title", "timeline/" + last + "/text", "nowhere"} {
		if _, err := b.ReadTime(b.get(id), path, "10:00"); err == nil {
			t.Errorf("%s holds no time", path)
		}
	}
}
