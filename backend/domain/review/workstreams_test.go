package review_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// shared is a review of which six workstreams did the work, two of them the same at one time.
func shared() review.Review {
	r := review.Review{Timeline: entries(clock("10:10", "10:40"), clock("10:12", "10:20"), clock("10:25", "10:35"), clock("10:30", ""), clock("10:31", ""),
		clock("10:45", ""), clock("11:05", ""))}
	for i, s := range []string{"DBA", "Network", "Infra", "Comms", "Security", "Vendor", "dba "} {
		r.Timeline[i].Workstream, r.Timeline[i].Kind, r.Timeline[i].Text = s, "action", "Work of "+r.Timeline[i].ID
	}
	r.Timeline[0].Text, r.Timeline[2].Text = "Restart db-3", "restart **db-3**."
	return r
}

// A09.2
func TestWorkDoneTwiceAtOneTimeIsFound(t *testing.T) {
	r := shared()
	if all := review.Workstreams(r); len(all) != 6 {
		t.Fatalf("%+v", all)
	}
	got := review.DoneTwice(r)
	if len(got) != 1 || got[0].First != "a" || got[0].Second != "c" || got[0].Length() != 10*time.Minute || got[0].Why != "" {
		t.Fatalf("%+v", got)
	}
	want := "“Restart db-3” was done by DBA and by Infra, for 10 min at one time: 10:25–10:35."
	if told := words(r); !strings.Contains(told, want) {
		t.Fatal(told)
	}
	for name, edit := range map[string]func(*review.Entry){
		"apart":             func(e *review.Entry) { e.At, e.End = "2026-03-01T10:40:00Z", "2026-03-01T10:50:00Z" },
		"one workstream":    func(e *review.Entry) { e.Workstream = " dba" },
		"no workstream":     func(e *review.Entry) { e.Workstream = "" },
		"other work":        func(e *review.Entry) { e.Text = "Restart db-4" },
		"seen and not done": func(e *review.Entry) { e.Kind = "observation" },
		"begun when the first was over, however long it took": func(e *review.Entry) { e.At, e.End = "2026-03-01T10:40:00Z", "" },
	} {
		r := shared()
		edit(&r.Timeline[2])
		if got := review.DoneTwice(r); len(got) != 0 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestWorkOfAnUncertainTimeIsNotSaidToBeTwice(t *testing.T) {
	for name, edit := range map[string]func(*review.Review){
		"no end":    func(r *review.Review) { r.Timeline[2].End = "" },
		"about":     func(r *review.Review) { r.Timeline[0].Precision = timeline.Approximate },
		"undecided": conflict("timeline/c/times", "1", "2"),
		"of whom":   conflict("timeline/a/workstream", "1", "2"),
	} {
		r := shared()
		edit(&r)
		got := review.DoneTwice(r)
		if len(got) != 1 || got[0].Why == "" || got[0].Length() != 0 {
			t.Errorf("%s: %+v", name, got)
		}
		if told := words(r); !strings.Contains(told, "nobody can tell whether at one time: ") || strings.Contains(told, "handling.") {
			t.Errorf("%s: %s", name, told)
		}
	}
}

func TestTheLongestTimeWithoutAnEntryOfAWorkstreamIsTold(t *testing.T) {
	r := shared()
	dba := review.Workstreams(r)[0]
	if dba.Name != "DBA" || dba.Entries != 2 || dba.Quiet.Length() != 25*time.Minute || dba.To.Format("15:04") != "11:05" {
		t.Fatalf("%+v", dba)
	}
	if told := words(r); !strings.Contains(told, "DBA: 2 entries, 10:10–11:05; longest time without an entry: 25 min (10:40–11:05).") || !strings.Contains(told, "Comms: 1 entry, 10:30.") {
		t.Fatal(told)
	}
	r.Timeline[6].Precision = timeline.Approximate
	if dba = review.Workstreams(r)[0]; dba.Why != "inexact" || dba.Entries != 2 || !dba.From.IsZero() || dba.Quiet.Length() != 0 {
		t.Fatalf("%+v", dba)
	}
}

func TestASilenceSaysFromWhichLengthOnItIsTold(t *testing.T) {
	from, to := clock("10:00", ""), clock("11:40", "")
	r := review.Review{Started: &from, Resolved: &to, Timeline: entries(clock("10:00", ""), clock("10:30", ""), clock("10:45", ""), clock("11:40", ""))}
	lines := review.HandlingTold(r, nil, assets.English().Text)
	want := "The longest time of which no entry tells is 55 min: 10:45–11:40. Here 14 min or more is worth asking about."
	if len(lines) != 1 || lines[0].Text != want || lines[0].About != "timeline/c" {
		t.Fatalf("%+v", lines)
	}
}
