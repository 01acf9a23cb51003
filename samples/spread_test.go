package samples

import (
	"slices"
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/cause"
)

func TestThereAreFortyReviewsOverTwoYears(t *testing.T) {
	const first, months = "2024-11", 24
	list := all(t)
	if len(list) != 40 {
		t.Fatalf("%d reviews, want 40", len(list))
	}
	perMonth, titles := map[string]int{}, map[string]bool{}
	for i, r := range list {
		if n := number(t, Reviews()[i]); n != i+1 {
			t.Errorf("%s has the number %d, it is review %d", Reviews()[i].Name, n, i+1)
		}
		perMonth[r.Date[:len(first)]]++
		if titles[r.Title] {
			t.Errorf("two reviews are called %q", r.Title)
		}
		titles[r.Title] = true
	}
	at, err := time.Parse("2006-01", first)
	if err != nil {
		t.Fatal(err)
	}
	for m := range months {
		month := at.AddDate(0, m, 0).Format("2006-01")
		if n := perMonth[month]; n < 1 || n > 3 {
			t.Errorf("%d reviews in %s, want 1 to 3", n, month)
		}
	}
}

func TestGradesAndStatesAreSpreadAsInAServiceThatIsAlive(t *testing.T) {
	grades, states := map[string]int{}, map[string]int{}
	for _, r := range all(t) {
		grades[r.Severity]++
		states[r.State]++
	}
	if grades["SEV1"] > 4 || grades["SEV2"] <= 2*grades["SEV1"] || grades["SEV3"] <= grades["SEV2"] || grades["SEV4"] < 2 {
		t.Errorf("grades: %v", grades)
	}
	for _, s := range []string{"draft", "in_review", "agreed", "closed"} {
		if states[s] == 0 {
			t.Errorf("no review is %s", s)
		}
	}
	if states["closed"]+states["agreed"] < 30 {
		t.Errorf("states: %v", states)
	}
}

func TestEveryServiceIsReviewedAndOneIsTheHotSpot(t *testing.T) {
	const hot = "Hospital Link"
	count, severe := map[string]int{}, map[string]int{}
	for _, r := range all(t) {
		for _, s := range r.Services {
			count[s]++
			if r.Severity <= "SEV2" {
				severe[s]++
			}
		}
	}
	for _, s := range table(t, "Its twelve services", 0) {
		if count[s] < 2 || s != hot && (count[s] >= count[hot] || severe[s] >= severe[hot]-1) {
			t.Errorf("%s is in %d reviews, %d of them severe; %s in %d and %d", s, count[s], severe[s], hot, count[hot], severe[hot])
		}
	}
	if len(count) != 12 {
		t.Errorf("%d services", len(count))
	}
}

// Pictures and flows open the review with the most in it.
func TestTheFirstReviewIsTheRichest(t *testing.T) {
	list := all(t)
	most := len(list[0].Timeline) + len(list[0].Causes)
	for i, r := range list[1:] {
		if n := len(r.Timeline) + len(r.Causes); n >= most {
			t.Errorf("%s holds %d entries and causes, the first %d", Reviews()[i+1].Name, n, most)
		}
	}
}

func TestTheShapesThatARecordCanHaveAllOccur(t *testing.T) {
	shapes := map[string]bool{}
	for _, r := range all(t) {
		days, local, offsets, fixed := 0, 0, map[string]bool{}, 0
		for _, e := range r.Timeline {
			if len(e.At) == len(time.DateOnly) {
				days++
			}
			if e.At != "" && e.Zone == "" {
				local++
			}
			if at, err := time.Parse(time.RFC3339, e.At); err == nil && strings.HasPrefix(e.At, r.Date) {
				offsets[at.Format("-07:00")] = true
			}
			if len(e.Times) > 1 {
				fixed++
			}
		}
		shapes["only local times"] = shapes["only local times"] || local == len(r.Timeline)
		shapes["mostly dates"] = shapes["mostly dates"] || days > len(r.Timeline)/2
		shapes["a night with two offsets"] = shapes["a night with two offsets"] || len(offsets) > 1
		shapes["two corrected times"] = shapes["two corrected times"] || fixed >= 2
		shapes["security"] = shapes["security"] || slices.Contains(r.Tags, "security")
		shapes["notes only"] = shapes["notes only"] || r.State == "draft" && len(r.Factors) == 0
		ruled, open := 0, 0
		for _, c := range r.Causes {
			if c.Status == "ruled_out" {
				ruled++
			}
			if c.Status == "hypothesis" {
				open++
			}
		}
		shapes["more than one cause ruled out"] = shapes["more than one cause ruled out"] || ruled > 1
		shapes["two accounts side by side"] = shapes["two accounts side by side"] || open > 1 && finished(r)
	}
	for shape, there := range shapes {
		if !there {
			t.Errorf("no review shows %s", shape)
		}
	}
}

// Teams write for themselves: some end with what they learned, some with what is
// open, some with their actions.
func TestReviewsEndInDifferentWays(t *testing.T) {
	endings := map[string]int{}
	for _, r := range all(t) {
		title := "none"
		for _, s := range r.Sections {
			if s.Key == "lessons" {
				title = s.Title
			}
		}
		endings[title]++
	}
	if len(endings) < 8 || endings["none"] < 2 || endings["What we learned"] > len(all(t))*2/3 {
		t.Errorf("endings: %v", endings)
	}
}

func TestNoClassOfCauseHoldsMostOfThem(t *testing.T) {
	counts, told := map[string]int{}, 0
	for _, r := range all(t) {
		for _, c := range r.Causes {
			if len(c.Classes) > 0 {
				told++
			}
			for _, class := range c.Classes {
				counts[class]++
			}
		}
	}
	for _, class := range cause.Classes {
		if n := counts[class]; n > told*2/5 || n < told/20 {
			t.Errorf("%s is a class of %d of %d causes", class, n, told)
		}
	}
}
