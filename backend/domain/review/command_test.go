package review_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"secondstory/assets"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// led is a review of an incident from 09:55 to 12:10 with two who were in command, one
// after the other.
func led() review.Review {
	from, to := clock("09:55", ""), clock("12:10", "")
	r := review.Review{Started: &from, Resolved: &to, Timeline: entries(clock("10:00", "11:00"), clock("10:50", "12:00"), clock("10:55", ""))}
	for i, role := range []string{"Duty manager", "Plant lead"} {
		r.Timeline[i].Kind, r.Timeline[i].Role, r.Timeline[i].Text = review.KindCommand, role, role+" leads"
	}
	return r
}

func words(r review.Review) string {
	var out []string
	for _, l := range review.Handling(r, nil, assets.English().Text) {
		out = append(out, l.Text)
	}
	return strings.Join(out, " ")
}

// A09.1
func TestVacuumDoubleCommandAndCoverageAreCounted(t *testing.T) {
	r := led()
	c := review.CommandOf(r)
	if review.Total(c.Vacuum) != 15*time.Minute || len(c.Vacuum) != 2 || review.Total(c.Double) != 10*time.Minute || c.Why != "" || c.DoubleWhy != "" {
		t.Fatalf("%+v", c)
	}
	want := "Somebody was in command for 88.9 % of the incident. Nobody was in command for 15 min: 09:55–10:00, 12:00–12:10. Two at once were in command for 10 min: 10:50–11:00."
	if got := words(r); got != want {
		t.Fatalf("%q", got)
	}
	for i, want := range []string{"a", "b"} {
		if !slices.Equal(c.Vacuum[i].Entries, []string{want}) {
			t.Errorf("%d: %v", i, c.Vacuum[i])
		}
	}
	if !slices.Equal(c.Double[0].Entries, []string{"a", "b"}) {
		t.Errorf("%v", c.Double)
	}
}

func TestNobodyIsToldOfWhereNobodyWroteWhoWasInCommand(t *testing.T) {
	r := led()
	r.Timeline = r.Timeline[2:]
	if got := words(r); got != "" {
		t.Fatal(got)
	}
}

func TestWhatIsNotKnownGivesNoNumber(t *testing.T) {
	for name, c := range map[string]struct {
		wrong func(*review.Review)
		about string
	}{
		"no start":               {func(r *review.Review) { r.Started = nil }, "started"},
		"no resolution":          {func(r *review.Review) { r.Resolved = nil }, "resolved"},
		"about":                  {func(r *review.Review) { r.Resolved.Precision = timeline.Approximate }, "resolved"},
		"a day":                  {func(r *review.Review) { r.Started.At, r.Started.Precision = "2026-03-01", timeline.Day }, "started"},
		"to the hour":            {func(r *review.Review) { r.Timeline[0].Precision = timeline.Hour }, "timeline/a"},
		"no zone":                {func(r *review.Review) { r.Timeline[1].At = "2026-03-01T10:50:00" }, "timeline/b"},
		"no end":                 {func(r *review.Review) { r.Timeline[1].End = "" }, "timeline/b"},
		"end before beginning":   {func(r *review.Review) { r.Timeline[0].End = "2026-03-01T09:00:00Z" }, "timeline/a"},
		"incident reversed":      {func(r *review.Review) { r.Resolved.At = "2026-03-01T09:00:00Z" }, "resolved"},
		"undecided resolution":   {conflict("resolved", "1", "2"), "resolved"},
		"undecided time":         {conflict("timeline/a/times", "1", "2"), "timeline/a"},
		"undecided kind":         {conflict("timeline/c/kind", "action", "command"), "timeline/c"},
		"removed, or not":        {conflict("timeline/z", "", `{"kind":"command","text":"The night shift leads"}`), "timeline/z"},
		"undecided who it was":   {conflict("timeline/b/role", "Plant lead", "Duty manager"), "timeline/b"},
		"a file nobody can read": {conflict("file:timeline.yaml", "x"), "file:timeline.yaml"},
	} {
		r := led()
		c.wrong(&r)
		got := review.CommandOf(r)
		lines := review.Handling(r, nil, assets.English().Text)
		if got.Why == "" || got.Coverage() != 0 || len(lines) != 1 || lines[0].About != c.about || strings.Contains(lines[0].Text, "handling.") || strings.Contains(lines[0].Text, "%") {
			t.Errorf("%s: %+v %+v", name, got, lines)
		}
	}
	// Neither the words of an entry nor an entry of another kind are in the way.
	for _, path := range []string{"timeline/a/text", "timeline/c/times", "title", "detected"} {
		r := led()
		conflict(path, "1", "2")(&r)
		if got := review.CommandOf(r); got.Why != "" {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

func conflict(path string, values ...string) func(*review.Review) {
	return func(r *review.Review) {
		r.Conflicts = append(r.Conflicts, review.Conflict{ID: "x", Path: path, Values: values, State: "open"})
	}
}

func TestOneWhoLeadsOnIsNotTwo(t *testing.T) {
	double := func(edit func(a, b *review.Entry)) (time.Duration, string) {
		r := led()
		edit(&r.Timeline[0], &r.Timeline[1])
		c := review.CommandOf(r)
		return review.Total(c.Double), c.DoubleWhy
	}
	for name, c := range map[string]struct {
		edit func(a, b *review.Entry)
		want time.Duration
		why  string
	}{
		"one role":                  {func(a, b *review.Entry) { b.Role = " duty  Manager" }, 0, ""},
		"two people of one role":    {func(a, b *review.Entry) { b.Role, a.Actor, b.Actor = a.Role, "p1", "p2" }, 10 * time.Minute, ""},
		"one role, one is a person": {func(a, b *review.Entry) { b.Role, a.Actor = a.Role, "p1" }, 0, ""},
		"one person of two roles":   {func(a, b *review.Entry) { a.Actor, b.Actor = "p1", "p1" }, 0, ""},
		"nobody says who":           {func(a, b *review.Entry) { b.Role = "" }, 0, "holder_missing"},
	} {
		if got, why := double(c.edit); got != c.want || why != c.why {
			t.Errorf("%s: %v %q", name, got, why)
		}
	}
}

// Of a role that stands alone somewhere nobody knows who it was. The roles of one person are
// one there all the same, and a role alone is nobody else for certain where he had it too.
func TestOnePersonOfTwoRolesIsNotTwoWhereARoleStandsAlone(t *testing.T) {
	type lead struct{ actor, role, from, to string }
	for name, c := range map[string]struct {
		leads []lead
		want  time.Duration
		about string
	}{
		"another entry of the role":     {[]lead{{"A", "Commander", "10:00", "11:00"}, {"", "Commander", "11:00", "12:00"}, {"A", "Deputy", "10:30", "11:00"}}, 0, ""},
		"at once with the role alone":   {[]lead{{"A", "Commander", "10:00", "11:00"}, {"", "Commander", "11:00", "12:00"}, {"A", "Deputy", "11:00", "11:30"}}, 0, "timeline/b"},
		"two roles alone, one had both": {[]lead{{"A", "Commander", "10:00", "10:10"}, {"A", "Deputy", "10:10", "10:20"}, {"", "Commander", "11:00", "12:00"}, {"", "Deputy", "11:30", "12:00"}}, 0, "timeline/c"},
		"a role he never had":           {[]lead{{"A", "Commander", "10:00", "11:00"}, {"", "Commander", "11:00", "12:00"}, {"", "Deputy", "10:30", "11:00"}}, 30 * time.Minute, ""},
		"two people of the role":        {[]lead{{"A", "Commander", "10:00", "11:00"}, {"", "Commander", "11:00", "12:00"}, {"B", "Commander", "10:30", "11:00"}}, 30 * time.Minute, ""},
	} {
		r := led()
		r.Timeline = nil
		for i, l := range c.leads {
			r.Timeline = append(r.Timeline, review.Entry{ID: string(rune('a' + i)), Kind: review.KindCommand, Actor: l.actor, Role: l.role, Statement: clock(l.from, l.to)})
		}
		got := review.CommandOf(r)
		if review.Total(got.Double) != c.want || got.DoubleAbout != c.about || (got.DoubleWhy != "") != (c.about != "") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestEveryMinuteOfAnIncidentIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		minute := func(n int) string { return time.Date(2026, 3, 1, 10, n, 0, 0, time.UTC).Format(time.RFC3339) }
		from, to := timeline.Statement{At: minute(10), Precision: timeline.Minute}, timeline.Statement{At: minute(50), Precision: timeline.Minute}
		r := review.Review{Started: &from, Resolved: &to}
		who := map[int]map[string]bool{}
		for i := range rapid.IntRange(1, 6).Draw(t, "n") {
			a := rapid.IntRange(0, 60).Draw(t, "from")
			b := rapid.IntRange(a, 60).Draw(t, "to")
			role := rapid.SampledFrom([]string{"One", "Two", "Three"}).Draw(t, "role")
			r.Timeline = append(r.Timeline, review.Entry{ID: string(rune('a' + i)), Kind: review.KindCommand, Role: role,
				Statement: timeline.Statement{At: minute(a), End: minute(b), Precision: timeline.Minute}})
			for m := max(a, 10); m < min(b, 50); m++ {
				if who[m] == nil {
					who[m] = map[string]bool{}
				}
				who[m][role] = true
			}
		}
		vacuum, double := 0, 0
		for m := 10; m < 50; m++ {
			switch len(who[m]) {
			case 0:
				vacuum++
			case 1:
			default:
				double++
			}
		}
		c := review.CommandOf(r)
		if int(review.Total(c.Vacuum).Minutes()) != vacuum || int(review.Total(c.Double).Minutes()) != double || c.Coverage() < 0 || c.Coverage() > 1 {
			t.Fatalf("want %d and %d, got %+v", vacuum, double, c)
		}
	})
}

func TestWhoWasInCommandBreaksNoSilence(t *testing.T) {
	r := led()
	r.Timeline = r.Timeline[:2]
	r.Timeline[1].Statement = clock("10:05", "12:00")
	if got := review.Silences(r); len(got) != 1 || got[0].Minutes != 125 {
		t.Fatalf("%+v", got)
	}
}
