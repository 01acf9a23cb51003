package report_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/draw"
	"secondstory/backend/report"
	"secondstory/backend/report/reporttest"
)

func TestOverdueIsSaidAsOfTheReport(t *testing.T) {
	o := options
	o.AsOf = time.Date(2026, 3, 16, 23, 0, 0, 0, time.UTC)
	if strings.Contains(words(report.Internal(reporttest.Review(), o).Blocks), "over\n") {
		t.Error("an action is late on the day it is due")
	}
	o.AsOf = o.AsOf.AddDate(0, 0, 1)
	has(t, words(report.Internal(reporttest.Review(), o).Blocks), "1 day over")
	if m := report.Internal(reporttest.Review(), o); !strings.Contains(m.Foot, "17 Mar 2026") || !m.AsOf.Equal(o.AsOf) {
		t.Errorf("foot %q of %v", m.Foot, m.AsOf)
	}
	if m := report.Internal(reporttest.Review(), options); m.Foot != "Agreed. As of 18 Mar 2026, 14:05 UTC. Data hash 7c1e\u00A090ab\u00A044d2\u00A0e8f3" {
		t.Errorf("foot %q", m.Foot)
	}
}

func TestTimesAreShownInOneZoneAndSayWhatIsUnknown(t *testing.T) {
	entry := func(at, zone string) review.Entry {
		s := timeline.Statement{At: at, Zone: zone, Precision: timeline.Minute}
		return review.Entry{ID: at, Statement: s, Text: "x", Times: []timeline.Statement{s}}
	}
	r := review.Review{ID: reporttest.ID, Title: "x", Zone: "Europe/Berlin", Timeline: []review.Entry{
		entry("2026-03-28T23:30:00Z", "UTC"), entry("2026-03-29T00:30:00Z", "UTC"), entry("2026-03-29T01:30:00Z", "UTC"), entry("2026-03-29T05:00:00", ""),
	}}
	text := words(report.Internal(r, options).Blocks)
	has(t, text, "Time (Europe/Berlin,\n+01:00)", "29 Mar 2026", "\n00:30\n", "\n01:30\n", "\n03:30\u00A0+02:00\n", "05:00 (no zone)", "written without a time zone")
	r.Zone = ""
	has(t, words(report.Internal(r, options).Blocks), "Time (UTC)", "28 Mar 2026", "\n23:30\n")
	r.Timeline[1] = entry("2026-03-29T02:30:00+02:00", "CEST")
	r.Timeline[2] = entry("2026-03-29T07:00:00+05:30", "Asia/Kolkata")
	r.Timeline[2].End, r.Timeline[2].Times[0].End = "2026-03-29T07:10:00+05:30", "2026-03-29T07:10:00+05:30"
	// As in the window: each as it was stated, with its zone.
	has(t, words(report.Internal(r, options).Blocks), "Time\n(each in its own zone)", "\n23:30\u00A0UTC\n", "\n02:30\u00A0CEST\n", "\n07:00–07:10\u00A0+05:30\n", "\n05:00 (no zone)\n")
}

// One row before the clocks changed must not make all others say their offset.
func TestTheHeadOfTheTimesNamesTheOffsetOfMostRows(t *testing.T) {
	entry := func(at string) review.Entry {
		s := timeline.Statement{At: at, Zone: "America/New_York", Precision: timeline.Minute}
		return review.Entry{ID: at, Statement: s, Text: "x", Times: []timeline.Statement{s}}
	}
	r := review.Review{ID: reporttest.ID, Title: "x", Zone: "America/New_York", Timeline: []review.Entry{
		entry("2024-03-10T01:55:00-05:00"), entry("2024-03-10T03:05:00-04:00"), entry("2024-03-10T03:10:00-04:00"),
	}}
	has(t, words(report.Internal(r, options).Blocks), "America/New_York,\n-04:00", "\n01:55\u00A0-05:00\n", "\n03:05\n", "\n03:10\n")
}

func TestTheHeadOfTheTimesNamesALongZoneOnTwoLines(t *testing.T) {
	m, err := draw.NewMeasurer()
	if err != nil {
		t.Fatal(err)
	}
	for _, zone := range []string{"UTC", "Europe/Amsterdam", "America/Argentina/Buenos_Aires", "America/North_Dakota/New_Salem"} {
		s := timeline.Statement{At: "2026-07-01T10:00:00Z", Zone: "UTC", Precision: timeline.Minute}
		r := review.Review{ID: reporttest.ID, Title: "x", Zone: zone, Timeline: []review.Entry{{ID: "a", Statement: s, Text: "x", Times: []timeline.Statement{s}}}}
		for _, b := range report.Internal(r, options).Blocks {
			table, ok := b.(report.Table)
			if !ok || len(table.Columns) < 3 || table.Columns[0].Title != "#" {
				continue
			}
			head := table.Columns[1]
			lines := strings.Split(head.Title, "\n")
			if len(lines) > 2 {
				t.Errorf("%s: %q", zone, head.Title)
			}
			for _, line := range lines {
				if w := m.Width(line, draw.Regular, 9.5); w > head.Width-10 {
					t.Errorf("%s: %q is %.0f wide in a column of %.0f", zone, line, w, head.Width)
				}
			}
		}
	}
}

func TestLengthsCarryTheirUncertainty(t *testing.T) {
	at := func(s string, p timeline.Precision) *timeline.Statement {
		return &timeline.Statement{At: s, Zone: "UTC", Precision: p}
	}
	r := review.Review{ID: reporttest.ID, Title: "x", Started: at("2026-03-12T05:00:00Z", timeline.Approximate), Detected: at("2026-03-12T09:15:00Z", timeline.Minute), Resolved: at("2026-03-12T08:00:00Z", timeline.Minute)}
	r.Durations = review.Durations(r)
	text := words(report.Internal(r, options).Blocks)
	has(t, text, "about 4 h 15 min", "about 3 h from start to resolution", "ends 1 h 15 min before it starts")
	if strings.Contains(text, "Undetected") {
		t.Error("phases are drawn although an end lies before its start")
	}
}

// Labels of the strip never cover each other, whatever lasted how long.
func TestLabelsOfThePhasesDoNotOverlap(t *testing.T) {
	s := reporttest.NewSource(9)
	strips := 0
	for i := 0; i < 300; i++ {
		r := review.Review{ID: reporttest.ID, Title: "x", Zone: "UTC"}
		at := time.Date(2026, 3, 12, 5, 0, 0, 0, time.UTC)
		for _, p := range []**timeline.Statement{&r.Started, &r.Detected, &r.Declared, &r.Mitigated, &r.Resolved} {
			at = at.Add(time.Duration([]int{0, 1, 4, 30, 300, 4000}[s.IntN(6)]) * time.Minute)
			*p = &timeline.Statement{At: at.Format(time.RFC3339), Zone: "UTC", Precision: timeline.Minute}
		}
		for _, b := range report.Internal(r, options).Blocks {
			f, ok := b.(report.Figure)
			if !ok {
				continue
			}
			strips++
			noOverlap(t, f.Pages[0].Scene)
		}
	}
	if strips < 200 {
		t.Errorf("only %d strips were drawn", strips)
	}
}

func noOverlap(t *testing.T, s draw.Scene) {
	t.Helper()
	type box struct {
		x0, x1, y int32
		text      string
	}
	var boxes []box
	for _, it := range s.Items {
		if it.Kind != draw.KindText {
			continue
		}
		b := box{it.P[0], it.P[0] + it.W, it.P[1], it.Text}
		if b.x0 < -1 || b.x1 > s.Bounds.W+1 || b.y > s.Bounds.H {
			t.Errorf("%q stands outside the strip", b.text)
		}
		for _, o := range boxes {
			if b.y == o.y && b.x0 < o.x1 && o.x0 < b.x1 {
				t.Errorf("%q covers %q", b.text, o.text)
			}
		}
		boxes = append(boxes, b)
	}
}

// A catalogue may name the offset first, or use the signs by which the English one
// parts zone and offset elsewhere in its sentence.
func TestTheCatalogueSaysWhereTheHeadOfTheTimesBreaks(t *testing.T) {
	o := options
	o.Text = func(key string, params ...string) string {
		switch said := reporttest.Text(key, params...); key {
		case "report.time.offset":
			return "Clock, local (by " + params[3] + "), in " + params[1]
		case "report.time.offset.lines":
			return "Clock, local (by " + params[3] + "),\nin " + params[1]
		case "report.time.zone", "report.time.zone.lines":
			return strings.Replace(said, "Time", "Clock, local", 1)
		default:
			return said
		}
	}
	s := timeline.Statement{At: "2026-07-01T10:00:00Z", Zone: "UTC", Precision: timeline.Minute}
	r := review.Review{ID: reporttest.ID, Title: "x", Zone: "Europe/Amsterdam", Timeline: []review.Entry{{ID: "a", Statement: s, Text: "x", Times: []timeline.Statement{s}}}}
	has(t, words(report.Internal(r, o).Blocks), "Clock, local (by +02:00),\nin Europe/Amsterdam")
	unzoned := timeline.Statement{At: "2026-07-01T10:00:00", Precision: timeline.Minute}
	r.Zone, r.Timeline[0].Statement, r.Timeline[0].Times = "", unzoned, []timeline.Statement{unzoned}
	has(t, words(report.Internal(r, o).Blocks), "Clock, local\n(zone not stated)")
}
