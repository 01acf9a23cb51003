package samples

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
	"secondstory/backend/service/importing"
)

// number is the number a sample's file begins with.
func number(t *testing.T, s Sample) int {
	t.Helper()
	digits, _, _ := strings.Cut(s.Name, "-")
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatalf("%s does not begin with its number", s.Name)
	}
	return n
}

// long and short say how much a review tells; all others are of middle length.
var (
	long  = []int{1, 13, 18, 23, 29}
	short = []int{6, 10, 11, 14, 20, 24, 25, 31, 32, 33, 35, 37, 40}
)

// finished says that people have agreed to what a review tells.
func finished(r review.Review) bool { return r.State == "agreed" || r.State == "closed" }

func TestAFinishedReviewTellsAsMuchAsItsLengthPromises(t *testing.T) {
	for _, s := range Reviews() {
		t.Run(s.Name, func(t *testing.T) {
			r := load(t, s)
			if !finished(r) {
				return
			}
			entries, causes, actions := 15, 7, 4
			switch n := number(t, s); {
			case slices.Contains(long, n):
				entries, causes, actions = 30, 13, 7
			case slices.Contains(short, n):
				entries, causes, actions = 8, 5, 2
			}
			told := 0
			for _, n := range r.Causes {
				if n.Kind == "cause" {
					told++
				}
			}
			if len(r.Timeline) < entries || told < causes || len(r.Actions) < actions {
				t.Errorf("%d entries, %d causes, %d actions; want %d, %d, %d",
					len(r.Timeline), told, len(r.Actions), entries, causes, actions)
			}
		})
	}
}

func TestACauseOfAFinishedReviewRestsOnItsOwnTimeline(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		if !finished(r) {
			return
		}
		supported, own := 0, map[string]bool{}
		for _, e := range r.Evidence {
			if e.Kind == "timeline" {
				own[e.Cause] = true
			}
		}
		for _, n := range r.Causes {
			if n.Status == "supported" && own[n.ID] {
				supported++
			}
		}
		if supported < 3 {
			t.Errorf("%d causes are supported by entries of the review, want at least 3", supported)
		}
	})
}

func TestAnActionOfAFinishedReviewHasAnOwnerADayAndAProof(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for _, a := range r.Actions {
			if a.Owner+a.OwnerActor+a.Ref != "" || a.OverdueDays != 0 {
				t.Errorf("%s: the owner is a role, the rest belongs to the store", a.ID)
			}
			if a.Due != "" && a.Due < r.Date {
				t.Errorf("%s is due on %s, before the incident", a.ID, a.Due)
			}
			if !finished(r) || a.Status == "idea" {
				continue
			}
			if a.OwnerRole == "" || a.Criterion == "" || (a.Due == "" && a.Status != "candidate") {
				t.Errorf("%s: owner %q, due %q, done when %q", a.ID, a.OwnerRole, a.Due, a.Criterion)
			}
			if a.Status != "declined" && a.Status != "candidate" && a.Measure == "" {
				t.Errorf("%s: how will we know?", a.ID)
			}
		}
	})
}

// A review is dated by the day it began, or, when nobody saw it for days, by one
// up to its detection.
func TestTheDateLiesBetweenBeginningAndDetection(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		if finished(r) && r.Severity < "SEV4" && r.Started != nil && (r.Detected == nil || r.Resolved == nil) {
			t.Error("somebody found it and it ended: when?")
		}
		if r.Started == nil {
			return
		}
		last := r.Started.At
		if r.Detected != nil {
			last = r.Detected.At
		}
		if r.Date < r.Started.At[:len(time.DateOnly)] || r.Date > last[:len(time.DateOnly)] {
			t.Errorf("from %s to %s, dated %s", r.Started.At, last, r.Date)
		}
	})
}

func TestAMomentHasAnEntryOfItsKind(t *testing.T) {
	kinds := map[string][]string{
		"detected": {"detection"}, "declared": {"declare"}, "resolved": {"resolve"},
		"mitigated": {"mitigation", "restore", "action", "decision", "resolve"},
	}
	each(t, func(t *testing.T, r review.Review) {
		for name, want := range kinds {
			s := r.Anchor(name)
			if s == nil {
				continue
			}
			if !slices.ContainsFunc(r.Timeline, func(e review.Entry) bool {
				return e.At == s.At && e.Zone == s.Zone && e.Precision == s.Precision && slices.Contains(want, e.Kind)
			}) {
				t.Errorf("no entry of kind %v at %s (%s)", want, s.At, name)
			}
		}
	})
}

// What the store would refuse must not be in a sample.
func TestEveryReviewBecomesARecord(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		n := 0
		newID := func() string {
			n++
			return fmt.Sprintf("01J%023d", n)
		}
		if _, err := importing.FromReview(r, newID(), newID, time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)); err != nil {
			t.Error(err)
		}
	})
}
