package workspace_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/sqlite"
	"secondstory/backend/workspace"
)

func TestTheStripShowsEveryEntryWhoseInstantIsKnownInsideTheIncident(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.FillSample(ctx); err != nil {
		t.Fatal(err)
	}
	rows, err := ws.List(ctx, sqlite.ListFilter{Kind: "review", Severity: "SEV1"})
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	r := get(t, ws, rows[0].ID)
	scene, shown, err := workspace.StripScene(r, 900, nil, assets.English())
	if err != nil || !shown {
		t.Fatal(shown, err)
	}
	nodes := map[string]bool{}
	phases := 0
	for _, it := range scene.Items {
		if it.Role == draw.RoleEntry || it.Role == draw.RoleHit {
			nodes[it.Node] = true
		}
		if it.Role == draw.RolePhase && it.Kind == draw.KindRect {
			phases++
		}
	}
	if len(nodes) < 30 || phases == 0 {
		t.Fatalf("%d entries, %d phases", len(nodes), phases)
	}
}

func TestTheStripOfALongTimelineShowsWhereTheOthersLieAsBands(t *testing.T) {
	r := review.Review{}
	for i := range 400 {
		role, at := "Night shift", time.Date(2026, 3, 1, 0, i, 0, 0, time.UTC)
		if i >= 200 {
			role, at = "Day shift", at.Add(10*time.Hour)
		}
		e := review.Entry{ID: fmt.Sprint(i), Role: role, Kind: "action", Statement: timeline.Statement{At: at.Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute}}
		if i == 7 {
			e.Kind = "detection"
		}
		r.Timeline = append(r.Timeline, e)
	}
	scene, shown, err := workspace.StripScene(r, 900, nil, assets.English())
	if err != nil || !shown {
		t.Fatal(shown, err)
	}
	lanes, signs := map[int32]int{}, map[string]bool{}
	for _, it := range scene.Items {
		switch {
		case it.Role == draw.RoleSpan:
			lanes[it.P[1]]++
		case it.Role == draw.RoleEntry:
			signs[it.Node] = true
		}
	}
	if len(signs) != 1 || !signs["7"] {
		t.Fatalf("signs: %v", signs)
	}
	if len(lanes) != 2 {
		t.Fatalf("bands on %d lanes", len(lanes))
	}
	for y, bands := range lanes {
		if bands != 1 {
			t.Fatalf("%d bands on the lane at %v", bands, y)
		}
	}
}

func TestATimelineWithoutInstantsHasNoStrip(t *testing.T) {
	r := review.Review{Timeline: []review.Entry{
		{ID: "a", Statement: timeline.Statement{At: "2026-01-01", Precision: timeline.Day}},
		{ID: "b", Statement: timeline.Statement{At: "", Precision: timeline.Unknown}},
	}}
	if _, shown, err := workspace.StripScene(r, 900, nil, assets.English()); shown || err != nil {
		t.Fatal(shown, err)
	}
}

func TestTheAxisOfTheStripIsWrittenInTheZoneOfTheScreen(t *testing.T) {
	r := review.Review{Zone: "Europe/Amsterdam"}
	for i, at := range []string{"2026-03-01T10:00:00+01:00", "2026-03-01T11:00:00+01:00"} {
		r.Timeline = append(r.Timeline, review.Entry{ID: fmt.Sprint(i), Statement: timeline.Statement{At: at, Precision: timeline.Minute}})
	}
	for want, zone := range map[string]*time.Location{"10:00": nil, "09:00": time.UTC, "14:30": time.FixedZone("IST", 5*3600+1800)} {
		scene, _, err := workspace.StripScene(r, 900, zone, assets.English())
		if err != nil {
			t.Fatal(err)
		}
		first := ""
		for _, it := range scene.Items {
			if it.Role == draw.RoleTick && it.Text != "" && first == "" {
				first = it.Text
			}
		}
		if first != want {
			t.Errorf("the axis of %v begins at %q, not at %q", zone, first, want)
		}
	}
}

func TestA09_1WhoWasInCommandHasALaneOfTheStrip(t *testing.T) {
	at := func(from, to string) timeline.Statement {
		s := timeline.Statement{At: "2026-03-01T" + from + ":00Z", Zone: "UTC", Precision: timeline.Minute}
		if to != "" {
			s.End = "2026-03-01T" + to + ":00Z"
		}
		return s
	}
	from, to := at("09:55", ""), at("12:10", "")
	r := review.Review{Started: &from, Resolved: &to, Timeline: []review.Entry{
		{ID: "a", Statement: at("10:00", "11:00"), Kind: review.KindCommand, Role: "Duty manager"},
		{ID: "b", Statement: at("10:50", "12:00"), Kind: review.KindCommand, Role: "Plant lead"},
		{ID: "c", Statement: at("10:55", ""), Role: "Service desk"},
	}}
	texts := func() (lanes, gaps []string) {
		scene, shown, err := workspace.StripScene(r, 2400, nil, assets.English())
		if err != nil || !shown {
			t.Fatal(shown, err)
		}
		for _, it := range scene.Items {
			switch {
			case it.Kind != draw.KindText:
			case it.Role == draw.RoleLane:
				lanes = append(lanes, it.Text)
			case it.Role == draw.RoleGap:
				gaps = append(gaps, it.Text)
			}
		}
		return lanes, gaps
	}
	lanes, gaps := texts()
	// The five minutes have no room for words; the list above says them.
	if fmt.Sprint(lanes) != "[In command Service desk]" || !strings.Contains(fmt.Sprint(gaps), "nobody, 10 min") || strings.Contains(fmt.Sprint(gaps), "nobody, 5 min") {
		t.Fatal(lanes, gaps)
	}
	r.Resolved.Precision = timeline.Approximate
	if _, gaps := texts(); strings.Contains(fmt.Sprint(gaps), "nobody") {
		t.Fatal("told of what nobody knows: ", gaps)
	}
}

func TestTheAxisSaysItsClockWhereTheEntriesStandOnSeveral(t *testing.T) {
	axis := func(zone string, ats ...string) (words []string) {
		r := review.Review{Zone: zone}
		for i, at := range ats {
			r.Timeline = append(r.Timeline, review.Entry{ID: fmt.Sprint(i), Statement: timeline.Statement{At: at, Precision: timeline.Minute}})
		}
		scene, shown, err := workspace.StripScene(r, 900, nil, assets.English())
		if err != nil || !shown {
			t.Fatal(shown, err)
		}
		for _, it := range scene.Items {
			if it.Role == draw.RoleTick && it.Kind == draw.KindText {
				words = append(words, it.Text)
			}
		}
		return words
	}
	for _, c := range []struct {
		zone, first string
		ats         []string
	}{
		{"", "09:00 +02:00", []string{"2026-05-02T09:00:00+02:00", "2026-05-02T09:00:00Z"}},
		{"", "09:00 UTC", []string{"2026-05-02T09:00:00Z", "2026-05-02T13:00:00+02:00"}},
		{"", "09:00 \u221205:30", []string{"2026-05-02T09:00:00-05:30", "2026-05-02T17:00:00Z"}},
		{"", "09:00", []string{"2026-05-02T09:00:00+02:00", "2026-05-02T11:00:00+02:00"}},
		{"", "09:00", []string{"2026-05-02T09:00:00", "2026-05-02T11:00:00"}},
		{"+02:00", "09:00", []string{"2026-05-02T09:00:00+02:00", "2026-05-02T09:00:00Z"}},
	} {
		got := axis(c.zone, c.ats...)
		if len(got) < 2 || got[0] != c.first || strings.Contains(strings.Join(got[1:], " "), ":00 ") && strings.ContainsAny(strings.Join(got[1:], ""), "+\u2212U") {
			t.Errorf("%v: %q", c.ats, got)
		}
	}
}
