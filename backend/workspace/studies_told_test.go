package workspace_test

import (
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/studying"
	"secondstory/backend/workspace"
)

// The incidents that were brought in may stop before the window does: after the last check it
// runs no more all the same, and the study is over whatever it came to know.
func TestAWindowRunsNoMoreOnceTheLastCheckIsTaken(t *testing.T) {
	text := assets.English()
	v := studying.View{State: study.Known, Held: study.Held{Terms: study.Terms{Checks: []string{"2026-09-30", "2026-11-22"}}}}
	for _, check := range v.Terms.Checks {
		v.Results = append(v.Results, study.Result{Check: check, Verdict: study.NotEnoughData, Found: study.Found{Until: "2026-09-03"}})
	}
	told := workspace.TellStudy(v, text)
	first, last := told.Checks[0].Result.Why, told.Checks[1].Result.Why
	if !strings.Contains(first, "still runs") || strings.Contains(last, "still runs") || !strings.Contains(last, "ends on 3 Sep 2026") {
		t.Errorf("%s\n%s", first, last)
	}
	if told.StateWord != "Finished" {
		t.Error(told.StateWord)
	}
}
