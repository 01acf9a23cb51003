package samples

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
)

// all decodes every sample once.
func all(t *testing.T) []review.Review {
	t.Helper()
	var out []review.Review
	for _, s := range Reviews() {
		out = append(out, load(t, s))
	}
	return out
}

func TestAReviewThatIsNamedExistsAndIsAnother(t *testing.T) {
	named := regexp.MustCompile(`\breviews? of (\d{1,2} (?:` + months + `) 20\d\d)`)
	dates := map[string]bool{}
	for _, r := range all(t) {
		dates[r.Date] = true
	}
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			for _, m := range named.FindAllStringSubmatch(text, -1) {
				day, err := time.Parse("2 January 2006", m[1])
				if err != nil {
					t.Fatal(err)
				}
				if date := day.Format(time.DateOnly); !dates[date] || date == r.Date {
					t.Errorf("%s: there is no other %s", where, m[0])
				}
			}
		}
	})
}

var tracker = regexp.MustCompile(`\b(?:INT|PLN|FLR|LOG|STR|PRT|OPS)-\d+\b`)

func TestATrackerNumberBelongsToOneAction(t *testing.T) {
	owner := map[string]string{}
	for i, r := range all(t) {
		for _, a := range r.Actions {
			if a.Tracker == "" {
				continue
			}
			here := fmt.Sprintf("%s %s", Reviews()[i].Name, a.ID)
			if tracker.FindString(a.Tracker) != a.Tracker {
				t.Errorf("%s: tracker %q", here, a.Tracker)
			}
			if other := owner[a.Tracker]; other != "" {
				t.Errorf("%s and %s are both %s", other, here, a.Tracker)
			}
			owner[a.Tracker] = here
		}
	}
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			for _, m := range tracker.FindAllString(text, -1) {
				if owner[m] == "" {
					t.Errorf("%s: no action has the number %s", where, m)
				}
			}
		}
	})
}

// A later incident gets later numbers: the lowest number of a team in one review
// is not under the lowest of a review three months before.
func TestTrackerNumbersRiseWithTime(t *testing.T) {
	type first struct {
		date string
		n    int
	}
	lowest := map[string][]first{}
	for _, r := range all(t) {
		here := map[string]int{}
		for _, a := range r.Actions {
			team, digits, ok := strings.Cut(a.Tracker, "-")
			n, err := strconv.Atoi(digits)
			if ok && err == nil && (here[team] == 0 || n < here[team]) {
				here[team] = n
			}
		}
		for team, n := range here {
			lowest[team] = append(lowest[team], first{r.Date, n})
		}
	}
	for team, list := range lowest {
		slices.SortFunc(list, func(a, b first) int { return strings.Compare(a.date, b.date) })
		for i, later := range list {
			for _, earlier := range list[:i] {
				at, err := time.Parse(time.DateOnly, earlier.date)
				if err != nil {
					t.Fatal(err)
				}
				if later.date > at.AddDate(0, 3, 0).Format(time.DateOnly) && later.n <= earlier.n {
					t.Errorf("%s-%d of %s comes after %s-%d of %s", team, later.n, later.date, team, earlier.n, earlier.date)
				}
			}
		}
	}
}

// moments are all instants a review tells of; one without a zone is read as UTC.
func moments(r review.Review) []time.Time {
	var out []time.Time
	add := func(text string) {
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05"} {
			if at, err := time.Parse(layout, text); err == nil {
				out = append(out, at)
			}
		}
	}
	for _, e := range r.Timeline {
		for _, s := range e.Times {
			add(s.At)
			add(s.End)
		}
	}
	return out
}

// "17 h 26 min" in a section is the time between two moments of the timeline.
func TestLengthsInTheSectionsLieBetweenMomentsOfTheTimeline(t *testing.T) {
	length := regexp.MustCompile(`(?:\b(\d+) days? )?\b(\d+) h (\d+) min\b`)
	each(t, func(t *testing.T, r review.Review) {
		at := moments(r)
		for _, s := range r.Sections {
			for _, m := range length.FindAllStringSubmatch(s.Text, -1) {
				days, _ := strconv.Atoi(m[1]) // "" is none
				want, err := time.ParseDuration(m[2] + "h" + m[3] + "m")
				if err != nil {
					t.Fatal(err)
				}
				want += time.Duration(days) * 24 * time.Hour
				if !slices.ContainsFunc(at, func(a time.Time) bool {
					return slices.ContainsFunc(at, func(b time.Time) bool { return (b.Sub(a) - want).Abs() < time.Minute })
				}) {
					t.Errorf("section %s: no two moments are %s apart", s.Key, m[0])
				}
			}
		}
	})
}

func TestALengthThatWasStatedIsNearTheOneComputed(t *testing.T) {
	each(t, func(t *testing.T, r review.Review) {
		for _, d := range r.Stated {
			for _, c := range review.Durations(r) {
				if !d.HasSize || c.From != d.From || c.To != d.To {
					continue
				}
				if diff := c.Minutes - d.Minutes; diff > c.Minutes/5 || -diff > c.Minutes/5 {
					t.Errorf("%s says %v minutes, the record %v", d.ID, d.Minutes, c.Minutes)
				}
			}
		}
	})
}
