package review

import (
	"encoding/json"
	"strings"
	"testing"

	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/timeline"
)

func TestMeasuresReadTheMomentsOfAReviewAndNobodysName(t *testing.T) {
	at := func(clock string) *timeline.Statement {
		return &timeline.Statement{At: "2026-05-04T" + clock + ":00Z", Zone: "UTC", Precision: timeline.Minute, By: "actor-1", Reason: "Ines looked it up", Raw: "raw"}
	}
	r := Review{
		ID: "1", Ref: "REV-26-AAAAAA", Severity: "SEV2", Services: []string{"Gate"}, Started: at("10:00"), Detected: at("10:12"),
		Timeline: []Entry{
			{ID: "e0", Kind: "ack"},
			{ID: "e1", Kind: "observation", Statement: *at("10:13"), Role: "Duty", Actor: "actor-2"},
			{ID: "e2", Kind: "ack", Statement: *at("10:15"), Role: "Duty", Actor: "actor-2", Name: "Ines"},
			{ID: "e3", Kind: "ack", Statement: *at("10:40")},
		},
		Conflicts: []Conflict{{Path: "timeline/e2/times"}, {Path: "detected"}, {Path: "title"}, {Path: "timeline/e3/times"}},
	}
	in := Measured(r)
	if got := in.Moments[measure.Acknowledged].At; got != "2026-05-04T10:15:00Z" {
		t.Errorf("acknowledged at %q", got)
	}
	if got := strings.Join(in.Undecided, " "); got != "acknowledged detected" {
		t.Errorf("undecided: %s", got)
	}
	if in.Day != "2026-05-04" || len(in.Moments) != 3 {
		t.Errorf("%+v", in)
	}
	raw, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Ines", "actor-", "raw", "Duty"} {
		if strings.Contains(string(raw), name) {
			t.Errorf("%s is in %s", name, raw)
		}
	}
}

func TestWhenAReviewWasHeldIsUndecidedWhileItIsAsked(t *testing.T) {
	r := Review{Conflicts: []Conflict{{Path: "meetings/m1/place"}, {Path: "meetings/m1/minutes"}}}
	if in := Measured(r); len(in.Undecided) != 0 {
		t.Errorf("%v", in.Undecided)
	}
	r.Conflicts = append(r.Conflicts, Conflict{Path: "meetings/m1/at"})
	if in := Measured(r); len(in.Undecided) != 1 || in.Undecided[0] != measure.WhenHeld {
		t.Errorf("%v", in.Undecided)
	}
}
