package review_test

import (
	"slices"
	"testing"
	"time"

	_ "time/tzdata"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

func TestTimesAreShownInOneZoneAndUnknownOnesStayAsStated(t *testing.T) {
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	r := review.Review{
		Started: &timeline.Statement{At: "2026-03-29T00:59:00Z"},
		Timeline: []review.Entry{
			{ID: "a", Statement: timeline.Statement{At: "2026-03-29T01:01:00Z", End: "2026-03-29T02:00:00Z"}},
			{ID: "b", Statement: timeline.Statement{At: "2026-03-29T03:00:00"}},
			{ID: "c", Statement: timeline.Statement{At: "2026-03-29"}},
		},
	}
	got := review.ShownIn(r, madrid)
	for id, want := range map[string]review.ShownTime{
		"started": {At: "2026-03-29T01:59:00+01:00"},
		"a":       {At: "2026-03-29T03:01:00+02:00", End: "2026-03-29T04:00:00+02:00"},
		"b":       {At: "2026-03-29T03:00:00"},
		"c":       {At: "2026-03-29"},
	} {
		if got[id] != want {
			t.Errorf("%s: %+v, want %+v", id, got[id], want)
		}
	}
}

func TestPhasesBeginAtTheirFirstEntryAndNoneAreMadeOfMomentsThatRunBackwards(t *testing.T) {
	at := func(clock string) *timeline.Statement {
		return &timeline.Statement{At: "2026-03-01T" + clock + ":00Z", Precision: timeline.Minute}
	}
	r := review.Review{Started: at("10:00"), Detected: at("10:30"), Resolved: at("12:00"), Timeline: []review.Entry{
		{ID: "before", Statement: *at("09:00")}, {ID: "a", Statement: *at("10:00")}, {ID: "b", Statement: *at("10:45")}, {ID: "c", Statement: *at("13:00")},
	}}
	got := review.Phases(r)
	if len(got) != 2 || got[0].Entry != "a" || got[0].Minutes != 30 || got[1].Entry != "b" || got[1].From != "detected" || got[1].To != "resolved" {
		t.Fatalf("%+v", got)
	}
	r.Resolved = at("09:00")
	if got := review.Phases(r); len(got) != 0 {
		t.Fatalf("%+v", got)
	}
}

func TestOnlyOpenActionsAreOverTheirDate(t *testing.T) {
	r := review.Review{Actions: []review.Action{
		{Due: "2026-11-20", Status: "committed"}, {Due: "2026-11-20", Status: "done"}, {Due: "2026-11-22", Status: "committed"}, {Due: "", Status: "idea"},
	}}
	got := r.At("2026-11-22")
	for i, want := range []int{2, 0, 0, 0} {
		if got.Actions[i].OverdueDays != want {
			t.Errorf("action %d: %d days, want %d", i, got.Actions[i].OverdueDays, want)
		}
	}
	if r.Actions[0].OverdueDays != 0 {
		t.Error("the review given is left as it was")
	}
}

func TestWhatIsLaterThanTheResolutionIsNoPartOfTheLastPhase(t *testing.T) {
	at := func(clock string) timeline.Statement {
		return timeline.Statement{At: "2026-03-01" + clock, Precision: timeline.Minute}
	}
	resolved := at("T12:00:00Z")
	r := review.Review{Timeline: []review.Entry{
		{ID: "during", Statement: at("T11:00:00Z")}, {ID: "a day only", Statement: at("")}, {ID: "the moment", Statement: at("T12:00:00Z")},
		{ID: "after", Statement: at("T13:00:00Z")}, {ID: "later", Statement: at("T14:00:00Z")},
	}}
	if got := review.AfterResolution(r); got != "" {
		t.Errorf("not resolved, and %q is after it", got)
	}
	r.Resolved = &resolved
	if got := review.AfterResolution(r); got != "after" {
		t.Errorf("%q", got)
	}
	r.Timeline = r.Timeline[:3]
	if got := review.AfterResolution(r); got != "" {
		t.Errorf("%q", got)
	}
}

func TestEarlierStatementsOfATimeAreShownInTheSameZone(t *testing.T) {
	madrid, err := time.LoadLocation("Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	first, last := timeline.Statement{At: "2026-07-01T10:00:00Z"}, timeline.Statement{At: "2026-07-01T10:05:00Z"}
	got := review.ShownIn(review.Review{Timeline: []review.Entry{{ID: "a", Statement: last, Times: []timeline.Statement{first, last}}}}, madrid)
	if got["a/0"].At != "2026-07-01T12:00:00+02:00" || got["a"].At != "2026-07-01T12:05:00+02:00" || len(got) != 2 {
		t.Errorf("%+v", got)
	}
}

// Whoever typed a set holds it in the order of typing, and everybody else as the space
// does: all read it alike.
func TestASetIsReadInOneOrderWhoeverTypedIt(t *testing.T) {
	st := record.NewState(review.Kind, "01M7W2YKB0BZGE29BN1AK0HNF2")
	st.Head["services"] = []any{"Zeta", "Alpha", "Zeta"}
	st.Head["tags"] = []any{"night", "card"}
	r := review.FromSnapshot(record.Snapshot{Row: record.Row{ID: st.ID, Kind: review.Kind}, State: st})
	if !slices.Equal(r.Services, []string{"Alpha", "Zeta"}) || !slices.Equal(r.Tags, []string{"card", "night"}) {
		t.Errorf("%v %v", r.Services, r.Tags)
	}
}
