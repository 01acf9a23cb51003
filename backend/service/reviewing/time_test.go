package reviewing_test

import (
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
