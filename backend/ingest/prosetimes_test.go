package ingest

import (
	"strings"
	"testing"

	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/timeline"
)

const prose = `# Outage of the label printer on 12 March 2024

## Summary

The printer service was down for 1h30. At 14:05 UTC (15:05 CET) we got the first alert. Nobody
looked until around 2:30pm UTC, when the plant
called. It was fixed between 14:40 and 14:55 UTC!

## What happened

- On 13 March 2024 at noon UTC the fix was proven. Approx. 9 a.m. UTC had been planned.
- The ratio was 1:30 hours to one; version 2.14 stays.

## Action items

- Check the printer at 08:00 every day
`

func TestTimesInProseAreOfferedAndNeverTakenSilently(t *testing.T) {
	d := mustDocument(t, "a.md", prose)
	if len(d.Timeline) != 0 {
		t.Fatalf("entries were invented: %+v", d.Timeline)
	}
	want := []struct {
		at        string
		precision timeline.Precision
		line      int
		text      string
	}{
		{"2024-03-12T14:05:00Z", timeline.Minute, 5, "At 14:05 UTC (15:05 CET) we got the first alert."},
		{"2024-03-12T14:30:00Z", timeline.Approximate, 5, "Nobody looked until around 2:30pm UTC, when the plant called."},
		{"2024-03-12T14:40:00Z", timeline.Minute, 5, "It was fixed between 14:40 and 14:55 UTC!"},
		{"2024-03-13T12:00:00Z", timeline.Hour, 11, "On 13 March 2024 at noon UTC the fix was proven."},
		{"2024-03-13T09:00:00Z", timeline.Approximate, 11, "Approx. 9 a.m. UTC had been planned."},
	}
	if len(d.Told) != len(want) {
		t.Fatalf("%d times found: %+v", len(d.Told), d.Told)
	}
	for i, w := range want {
		if e := d.Told[i]; e.Time.At != w.at || e.Time.Precision != w.precision || e.Text != w.text || e.Line != w.line {
			t.Errorf("got %+v, want %+v", e, w)
		}
	}
	if d.Told[2].Time.End != "2024-03-12T14:55:00Z" {
		t.Errorf("the range ends %q", d.Told[2].Time.End)
	}
	f, hinted := noteOf(d, intake.KeyTimesInText)
	if !hinted || f.Params["count"] != "5" {
		t.Errorf("the account says %+v", f)
	}
	if lost := Uncovered(prose, d); len(lost) > 0 {
		t.Errorf("lines %v are lost", lost)
	}
	d.TakeTold()
	if len(d.Timeline) != 5 || len(d.Told) != 0 {
		t.Error("what a person takes over is the timeline")
	}
	if lost := Uncovered(prose, d); len(lost) > 0 {
		t.Errorf("lines %v are lost when the times are taken", lost)
	}
}

func TestTimesInProseHaveNoZoneUnlessOneIsStated(t *testing.T) {
	d := mustDocument(t, "a.md", strings.ReplaceAll(prose, " UTC", ""))
	if len(d.Told) == 0 || d.Told[0].Time.Zone != "" || d.Told[0].Time.At != "2024-03-12T14:05:00" {
		t.Fatalf("got %+v", d.Told)
	}
	asked := 0
	for _, f := range d.ToldFindings {
		if f.Key == KeyZoneMissing {
			asked++
		}
	}
	if _, early := noteOf(d, KeyZoneMissing); asked != 1 || early {
		t.Errorf("the zone is asked %d times, too early: %v", asked, early)
	}
}

func TestAReportWithATimelineOffersNoTimesOfItsProse(t *testing.T) {
	d := mustDocument(t, "a.md", prose+"\n## Timeline\n\n- 14:05 alert\n- 14:55 fixed\n")
	if _, hinted := noteOf(d, intake.KeyTimesInText); hinted || len(d.Told) > 0 || len(d.Timeline) != 2 {
		t.Errorf("got %+v", d.Told)
	}
}

func TestTheMinutesOfATimeWithoutItsColonAreNoTimeOfTheirOwn(t *testing.T) {
	d := mustDocument(t, "a.md", "# Outage of the label printer\n\n## What happened\n\n3 00AM 2017-06-15: The copy was nearly finished. 04 08PM 2017-06-15: We restarted it. On June 14 10PM it had begun.\n")
	if len(d.Told) != 1 || d.Told[0].Time.Raw != "June 14 10PM" && !strings.Contains(d.Told[0].Time.At, "T22:00") {
		t.Errorf("offered %+v", d.Told)
	}
}
