package reviewing_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/timeline"
)

func (b *bench) line(id, words, after string) string {
	b.T.Helper()
	saved, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": words}, after, "")
	b.Must(err)
	for _, e := range b.get(id).Timeline {
		if e.ID == saved.ID {
			return strings.TrimSpace(e.At + " " + e.Zone)
		}
	}
	b.T.Fatal("the entry is not there")
	return ""
}

func TestLinesBelowADatedOneKeepItsDayAndZone(t *testing.T) {
	b := open(t)
	b.Clock = time.Date(2026, 11, 22, 1, 37, 0, 0, time.UTC)
	id := b.create("A")
	for _, c := range [][2]string{
		{"2026-11-20 09:02 CET Deployment", "2026-11-20T09:02:00+01:00 CET"},
		{"09:14 First call", "2026-11-20T09:14:00+01:00 CET"},
		{"~09:20 Several", "2026-11-20T09:20:00+01:00 CET"},
		{"09:25–09:40 Rolled back", "2026-11-20T09:25:00+01:00 CET"},
	} {
		before, err := b.ReadLine(b.get(id), "", c[0])
		b.Must(err)
		if got := b.line(id, c[0], ""); got != c[1] || before.Time.At+" "+before.Time.Zone != got {
			t.Errorf("%s: %s, announced %s %s", c[0], got, before.Time.At, before.Time.Zone)
		}
	}
	if in := b.get(id).Incident; in.Date != "2026-11-20" || in.DateFrom != "entry" || in.Zone != "CET" || in.ZoneFrom != "entries" {
		t.Errorf("%+v", in)
	}
}

func TestALineTakesTheDayOfStartedBeforeThatOfTheEntryAbove(t *testing.T) {
	b := open(t)
	b.Clock = time.Date(2026, 11, 22, 1, 37, 0, 0, time.UTC)
	id := b.create("A")
	b.line(id, "2026-11-21 12:00 UTC a look at the log", "")
	_, err := b.SetValue(ctx, id, record.Path{Field: "started"}, "2026-11-20 09:02 CET", "")
	b.Must(err)
	if got := b.line(id, "09:14 First call", ""); got != "2026-11-20T09:14:00+01:00 CET" {
		t.Error(got)
	}
	if in := b.get(id).Incident; in.Date != "2026-11-20" || in.DateFrom != "started" || in.ZoneFrom != "started" {
		t.Errorf("%+v", in)
	}
	_, err = b.SetValue(ctx, id, record.Path{Field: "date"}, "2026-11-19", "")
	b.Must(err)
	if got := b.line(id, "09:15 Second call", ""); got != "2026-11-19T09:15:00+01:00 CET" {
		t.Error(got)
	}
}

func TestALineIsReadBehindTheEntryItIsPutAfter(t *testing.T) {
	b := open(t)
	b.Clock = time.Date(2026, 11, 22, 1, 37, 0, 0, time.UTC)
	id := b.create("A")
	b.line(id, "2026-11-20 09:02 CET first", "")
	first := b.get(id).Timeline[0].ID
	b.line(id, "2026-11-21 10:00 UTC last", "")
	if got := b.line(id, "09:30 between", first); got != "2026-11-20T09:30:00+01:00 CET" {
		t.Error(got)
	}
	if got := b.line(id, "11:00 behind", ""); got != "2026-11-21T11:00:00Z UTC" {
		t.Error(got)
	}
}

func TestATimeOfDayInANewReviewLiesBackAndHasNoZone(t *testing.T) {
	b := open(t)
	b.Clock = time.Date(2026, 11, 22, 0, 10, 0, 0, time.UTC)
	b.Zone = func() *time.Location { return time.FixedZone("X", 3600) }
	id := b.create("A")
	if got := b.line(id, "23:50 alarm", ""); got != "2026-11-21T23:50:00" {
		t.Error(got)
	}
	if got := b.line(id, "00:20 call", ""); got != "2026-11-22T00:20:00" {
		t.Error(got)
	}
}

func TestATimeNoClockHasIsRefusedInWordsOfItsOwn(t *testing.T) {
	b := open(t)
	id := b.create("A")
	_, err := b.AddPart(ctx, id, "timeline", map[string]any{"line": "08:99 impossible"}, "", "")
	f, ok := fault.As(err)
	if !ok || f.Key != timeline.KeyImpossible+"_typed" || len(b.get(id).Timeline) != 0 {
		t.Errorf("%v", err)
	}
}
