package samples

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/review"
)

// table reads the cells of a column below a heading of the organisation's paper.
func table(t *testing.T, heading string, column int) []string {
	t.Helper()
	_, part, ok := strings.Cut(Organisation(), "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("the organisation has no part %q", heading)
	}
	part, _, _ = strings.Cut(part, "\n## ")
	var out []string
	for i, line := range strings.Split(part, "\n") {
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) <= column {
			t.Fatalf("line %d of %q has %d columns", i, heading, len(cells))
		}
		out = append(out, strings.TrimSpace(cells[column]))
	}
	if len(out) < 2 {
		t.Fatalf("%q holds no table", heading)
	}
	return out[1:] // without the head
}

func words(cells []string) map[string]bool {
	out := map[string]bool{}
	for _, c := range cells {
		for _, w := range strings.Split(c, ", ") {
			out[strings.TrimSpace(w)] = true
		}
	}
	return out
}

// place is where or when a role works, written behind it: "Shift lead, Plant
// West", "Hospital technician, H05", "Sterile technician (night)".
var place = regexp.MustCompile(`(, (Plant (East|West|Coast)|H(0[1-9]|[12][0-9]|3[01])))?( \((night|day|early|late)\))?(, (Plant (East|West|Coast)|H(0[1-9]|[12][0-9]|3[01])))?$`)

func TestRolesOfTheReviewsAreThoseOfTheOrganisation(t *testing.T) {
	roles := words(table(t, "Roles in its reviews", 1))
	for r := range maps.Clone(roles) {
		roles[place.ReplaceAllString(r, "")] = true
	}
	systems := words(table(t, "What else speaks in a timeline", 0))
	services := words(table(t, "Its twelve services", 0))
	known := func(role string) bool { return roles[role] || roles[place.ReplaceAllString(role, "")] }
	each(t, func(t *testing.T, r review.Review) {
		for _, e := range r.Timeline {
			machine := strings.TrimRight(place.ReplaceAllString(e.Role, ""), " 0123456789")
			if !known(e.Role) && !systems[e.Role] && !systems[machine] && !services[e.Role] {
				t.Errorf("%s: the organisation has no role or system %q", e.ID, e.Role)
			}
		}
		for _, p := range r.Participants {
			if !known(p.Role) || p.Actor+p.Name != "" {
				t.Errorf("%s: %q is no role of the organisation", p.ID, p.Role)
			}
		}
		for _, a := range r.Actions {
			if a.OwnerRole != "" && !known(a.OwnerRole) {
				t.Errorf("%s: the owner %q is no role of the organisation", a.ID, a.OwnerRole)
			}
		}
	})
}

// texts are all words of a review that a person reads, by where they stand.
func texts(r review.Review) map[string]string {
	out := map[string]string{"title": r.Title}
	for _, s := range r.Sections {
		out["section "+s.Key] = s.Text
	}
	for _, e := range r.Timeline {
		out[e.ID] = e.Text
		for i, s := range e.Times {
			out[fmt.Sprintf("%s reason %d", e.ID, i)] = s.Reason
		}
	}
	for _, f := range r.Factors {
		out[f.ID] = f.Text
	}
	for _, c := range r.Causes {
		out[c.ID], out[c.ID+" note"] = c.Text, c.Note
	}
	for _, e := range r.Evidence {
		out[e.ID] = e.Text
	}
	for _, a := range r.Actions {
		out[a.ID], out[a.ID+" text"], out[a.ID+" criterion"], out[a.ID+" measure"] = a.Title, a.Text, a.Criterion, a.Measure
	}
	for _, d := range r.Stated {
		out[d.ID] = d.Text
	}
	return out
}

func TestNumbersOfHospitalsAndPlantsAreThoseThatExist(t *testing.T) {
	hospital := regexp.MustCompile(`\bH(\d{2,})\b`)
	plant := regexp.MustCompile(`\bPlant ([A-Z]\w+)`)
	plants := []string{"East", "West", "Coast", "Bus"}
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			for _, m := range hospital.FindAllStringSubmatch(text, -1) {
				if m[1] < "01" || m[1] > "31" || len(m[1]) != 2 {
					t.Errorf("%s: there is no hospital %s", where, m[0])
				}
				if m[1] == "31" && r.Date < "2025-03-03" {
					t.Errorf("%s: H31 joined on 3 March 2025", where)
				}
			}
			for _, m := range plant.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(plants, m[1]) {
					t.Errorf("%s: there is no plant %q", where, m[1])
				}
			}
		}
	})
}

var months = "January|February|March|April|May|June|July|August|September|October|November|December"

// A weekday beside a date is that of the calendar; without a year it is the date
// nearest to the review.
func TestWeekdaysInTheTextsAreThoseOfTheCalendar(t *testing.T) {
	weekday := regexp.MustCompile(`\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),? (?:the )?(\d{1,2} (?:` + months + `))(?: (20\d\d))?\b`)
	each(t, func(t *testing.T, r review.Review) {
		for where, text := range texts(r) {
			for _, m := range weekday.FindAllStringSubmatch(text, -1) {
				if day := nearest(t, m[2], m[3], r.Date); day.Weekday().String() != m[1] {
					t.Errorf("%s: %q was a %s", where, m[0], day.Weekday())
				}
			}
		}
	})
}

func nearest(t *testing.T, day, year, date string) time.Time {
	t.Helper()
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		t.Fatal(err)
	}
	years := []string{year}
	if year == "" {
		years = nil
		for y := -1; y <= 1; y++ {
			years = append(years, fmt.Sprint(at.Year()+y))
		}
	}
	var best time.Time
	for _, y := range years {
		d, err := time.Parse("2 January 2006", day+" "+y)
		if err != nil {
			t.Fatal(err)
		}
		if best.IsZero() || d.Sub(at).Abs() < best.Sub(at).Abs() {
			best = d
		}
	}
	return best
}
