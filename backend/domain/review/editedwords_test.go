package review

import (
	"strings"
	"testing"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

func TestWhatWasEditedIsToldFieldByField(t *testing.T) {
	says := func(key string, args ...string) string {
		if strings.HasPrefix(key, "conflict.edited") {
			return key[len("conflict.edited."):] + "(" + strings.Join(args, " ") + ")"
		}
		return key
	}
	st := record.NewState(Kind, "01A")
	st.Head["severity"] = "SEV2"
	st.Parts[Timeline] = map[string]record.Part{"01B": {Doc: record.Doc{"text": "The pump stopped"}}, "01C": {Removed: true}}
	s := FromSnapshot(record.Snapshot{Row: record.Row{ID: "01A", Kind: Kind}, State: st}).Subject()
	got := s.EditedIn([]string{"severity", "impact_none", "timeline/01B", "timeline/01C/text"}, st, says)
	for _, want := range []string{"now(where severity value SEV2)", "value nothing()", "added(where ", "removed(where "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q says nothing of %q", got, want)
		}
	}
	c := merge.Conflict{Path: "timeline/01B", Kind: merge.KindDelete, State: merge.Open,
		Base: `{"rank":"a","text":"The pump stopped"}`, Values: []string{`{"rank":"b","text":"Both pumps stopped"}`, ""}}
	u := s.Undecided(AskIn(Schema, []merge.Conflict{c}, "", false), says)
	if want := "changed(where text before The pump stopped after Both pumps stopped)"; u.Shown[0].Edited != want || u.Shown[1].Edited != "" {
		t.Errorf("%q", u.Shown[0].Edited)
	}
}
