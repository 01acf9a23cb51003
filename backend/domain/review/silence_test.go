package review_test

import (
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

func clock(at, end string) timeline.Statement {
	s := timeline.Statement{At: "2026-03-01T" + at + ":00Z", Precision: timeline.Minute}
	if end != "" {
		s.End = "2026-03-01T" + end + ":00Z"
	}
	return s
}

func entries(statements ...timeline.Statement) []review.Entry {
	var out []review.Entry
	for i, s := range statements {
		out = append(out, review.Entry{ID: string(rune('a' + i)), Statement: s})
	}
	return out
}

func TestASilenceIsAStretchOfTheIncidentOfWhichNoEntryTells(t *testing.T) {
	from, to := clock("10:00", ""), clock("11:40", "")
	r := review.Review{Started: &from, Resolved: &to, Timeline: entries(
		clock("09:00", ""), clock("10:00", ""), clock("10:05", "10:20"), clock("10:40", ""), clock("10:49", ""), clock("11:00", "11:40"), clock("13:00", ""))}
	got := review.Silences(r)
	// Not the hours before and after, not the 9 and 11 minutes, and not what lasted.
	if len(got) != 1 || got[0].After != "c" || got[0].Before != "d" || got[0].Minutes != 20 || got[0].At != "2026-03-01T10:20:00Z" {
		t.Fatalf("%+v", got)
	}
}

func TestAKnownMomentEndsASilence(t *testing.T) {
	from, heard, to := clock("10:00", ""), clock("10:30", ""), clock("11:00", "")
	r := review.Review{Started: &from, Detected: &heard, Resolved: &to, Timeline: entries(clock("10:00", ""), clock("11:00", ""))}
	got := review.Silences(r)
	if len(got) != 2 || got[0].Minutes != 30 || got[0].Before != "" || got[1].After != "" {
		t.Fatalf("%+v", got)
	}
}

func TestWithoutKnownMomentsASilenceLiesBetweenTheEntries(t *testing.T) {
	r := review.Review{Timeline: entries(clock("10:00", ""), clock("10:30", ""), clock("10:35", ""), clock("10:40", ""))}
	if got := review.Silences(r); len(got) != 1 || got[0].After != "a" {
		t.Fatalf("%+v", got)
	}
}

func TestNoSilenceIsToldOfTimesThatCannotBePutOnOneLine(t *testing.T) {
	bare := timeline.Statement{At: "2026-03-01T12:00:00", Precision: timeline.Minute}
	day := timeline.Statement{At: "2026-03-01", Precision: timeline.Day}
	if got := review.Silences(review.Review{Timeline: entries(clock("10:00", ""), bare)}); len(got) != 0 {
		t.Fatalf("with and without an offset: %+v", got)
	}
	if got := review.Silences(review.Review{Timeline: entries(clock("10:00", ""), day)}); len(got) != 0 {
		t.Fatalf("with a day only: %+v", got)
	}
	backwards := entries(clock("10:00", "09:00"), clock("10:05", ""))
	if got := review.Silences(review.Review{Timeline: backwards}); len(got) != 0 {
		t.Fatalf("an end before its start: %+v", got)
	}
}
