package workspace

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
)

// A paper is handed on: on it neither "you" nor the chosen name of a colleague stands.
func TestThePaperOfAStudySaysNotWhosePlanItWas(t *testing.T) {
	tell := teller{assets.English()}
	v := studying.View{FrozenBy: map[string]string{"d-kite": "Kite"}}
	v.Others = []study.Other{{Frozen: &study.Frozen{By: "d-kite", At: "2026-11-23T10:00:01Z", Hash: "h"}}}
	others := tell.others(v)
	if !strings.Contains(others[0].Text, "Kite") {
		t.Fatalf("the screen says whose it is: %+v", others)
	}
	told := StudyTold{Holds: "that of " + tell.freezer(v, "d-own"), holdsPaper: tell.say("studies.frozenTwicePaper", "when", tell.instant("2026-11-23T10:00:00Z")), Others: others}
	lead := strings.Join(tell.studyLead(told), "\n")
	if strings.Contains(lead, "Kite") || strings.Contains(lead, "that of you") || !strings.Contains(lead, "10:00:00 UTC") || !strings.Contains(lead, "10:00:01 UTC") {
		t.Error(lead)
	}
}
