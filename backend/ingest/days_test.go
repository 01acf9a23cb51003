package ingest

import (
	"strings"
	"testing"
)

// starts are the stated times of the timeline of a report.
func starts(t *testing.T, text string) string {
	t.Helper()
	out := Read("days.md", []byte(text))
	if out.Document == nil {
		t.Fatal(out.Quarantined)
	}
	var at []string
	for _, e := range out.Document.Timeline {
		at = append(at, e.Time.At)
	}
	return strings.Join(at, " ")
}

func TestAHeadingThatIsAWeekdayAloneSetsTheNextSuchDay(t *testing.T) {
	got := starts(t, `# Outage of the queue

## Timeline

#### Thursday 29 February 2024
10:00 UTC it stops
23:50 UTC it stops again
00:20 UTC it is still down

#### Friday
09:00 UTC restarted

#### Sunday
10:00 UTC quiet

**Montag**

11:00 UTC closed
`)
	want := "2024-02-29T10:00:00Z 2024-02-29T23:50:00Z 2024-03-01T00:20:00Z 2024-03-01T09:00:00Z 2024-03-03T10:00:00Z 2024-03-04T11:00:00Z"
	if got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestASecondDateSetsTheDayOfTheTimesBelowIt(t *testing.T) {
	for name, second := range map[string]string{
		"label":   "# Second outage\n\nDate: 2024-06-02\n",
		"heading": "# Second outage, 2 June 2024\n",
	} {
		got := starts(t, "# First outage\n\nDate: 2024-05-01\n\n## Timeline\n- 10:00 UTC it fails\n- 10:30 UTC it is back\n\n## Action items\n- Fix it\n\n"+
			second+"\n## Timeline\n- 12:00 UTC it fails again\n- 12:45 UTC it is back\n")
		want := "2024-05-01T10:00:00Z 2024-05-01T10:30:00Z 2024-06-02T12:00:00Z 2024-06-02T12:45:00Z"
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
}

func TestAParagraphWithADayAloneIsAnEntryAmongEntries(t *testing.T) {
	d := mustDocument(t, "a.md", "# Coins\n\n## Timeline (all times PST)\n\n**July 29th, 2022, 12:00 AM:** The number was published.\n\n**August 1st 2022:** The last coins were minted again.\n\nAugust 2nd 2022\n\n10:00 Closed.\n")
	var got []string
	for _, e := range d.Timeline {
		got = append(got, e.Time.At+" "+e.Text)
	}
	want := "2022-07-29T00:00:00-08:00 The number was published.|2022-08-01 The last coins were minted again.|2022-08-02T10:00:00-08:00 Closed."
	if strings.Join(got, "|") != want {
		t.Errorf("%s", strings.Join(got, "|"))
	}
}
