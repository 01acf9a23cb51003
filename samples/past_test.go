package samples

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
)

// told is the last moment of the sample: the screenshots are taken then.
var told = time.Date(2026, 11, 20, 16, 4, 0, 0, time.UTC)

func eachPast(t *testing.T, check func(t *testing.T, r review.Review, past []Step)) {
	t.Helper()
	for _, s := range Reviews() {
		t.Run(s.Name, func(t *testing.T) { check(t, load(t, s), s.Past) })
	}
}

func TestAPastBeginsAfterTheIncidentWasSeenAndGoesForward(t *testing.T) {
	eachPast(t, func(t *testing.T, r review.Review, past []Step) {
		if len(past) < 5 || past[0].Did != Start {
			t.Fatalf("%d steps", len(past))
		}
		seen := r.Date
		if r.Detected != nil {
			seen = r.Detected.At
		}
		for _, layout := range []string{time.RFC3339, time.DateOnly} {
			if at, err := time.Parse(layout, seen); err == nil && !past[0].At.After(at) {
				t.Errorf("begun at %v, seen at %v", past[0].At, at)
			}
		}
		for i, step := range past {
			if i > 0 && !step.At.After(past[i-1].At) || step.At.After(told) || step.At.Location() != time.UTC {
				t.Errorf("%s at %v", step.Did, step.At)
			}
		}
	})
}

// What a review holds has been written at some sitting, each kind of thing once.
func TestAPastWritesEverythingThereIs(t *testing.T) {
	eachPast(t, func(t *testing.T, r review.Review, past []Step) {
		times, parts := map[string]int{}, map[string]int{}
		state := review.States[0]
		for _, step := range past {
			times[step.Did]++
			if step.Part != "" {
				parts[step.Did+" "+step.Part]++
			}
			if slices.Contains(review.States, step.Did) {
				state = step.Did
			}
		}
		if state != r.State {
			t.Errorf("it ends %s, the file says %s", state, r.State)
		}
		if times[Start] != 1 || times[Timeline] < 1 || times[Words] != 1 || times[Causes] != 1 || times[Actions] != 1 {
			t.Errorf("%v", times)
		}
		for _, e := range r.Timeline {
			if parts[Correct+" "+e.ID] != len(e.Times)-1 {
				t.Errorf("%s: %d statements, %d corrections", e.ID, len(e.Times), parts[Correct+" "+e.ID])
			}
			delete(parts, Correct+" "+e.ID)
		}
		for _, a := range r.Actions {
			n := parts[Follow+" "+a.ID]
			if open := slices.Contains([]string{"idea", "candidate", "committed"}, a.Status); n == 0 && !open {
				t.Errorf("nobody noted that %s is %s", a.ID, a.Status)
			}
			delete(parts, Follow+" "+a.ID)
		}
		if len(parts) > 0 {
			t.Errorf("no entry and no action for %v", parts)
		}
	})
}

// Words that name the day on which something was verified, done or declined are
// not written before it.
func TestWhatCameOfAnActionIsNotedWhenItHadCome(t *testing.T) {
	day := regexp.MustCompile(`\b(?:Verified|Done|Declined|Answered|Live since|Note of|and again|in earnest)(?:[a-z ]*? on| of)? (\d{1,2} (?:` + months + `))(?: (20\d\d))?`)
	eachPast(t, func(t *testing.T, r review.Review, past []Step) {
		for _, a := range r.Actions {
			var last time.Time
			for _, step := range past {
				if step.Did == Follow && step.Part == a.ID {
					last = step.At
				}
				if step.Text != "" && step.Part == a.ID && !strings.HasPrefix(a.Text, strings.TrimSuffix(step.Text, ".")) {
					t.Errorf("%s said %q, in the end %q", a.ID, step.Text, a.Text)
				}
			}
			for _, m := range day.FindAllStringSubmatch(a.Text, -1) {
				year := m[2]
				if year == "" {
					year = r.Date[:4]
				}
				at, err := time.Parse("2 January 2006", m[1]+" "+year)
				if err != nil {
					t.Fatal(err)
				}
				if last.Before(at) {
					t.Errorf("%s: %q was noted at %v", a.ID, m[0], last)
				}
			}
		}
	})
}
