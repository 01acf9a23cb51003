package generate

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"secondstory/backend/domain/review"
	"secondstory/samples"
)

// Whoever explores the sample finds in the register what its actions promised.
func TestThePlantedFixesAreActionsOfTheSample(t *testing.T) {
	for name, fix := range map[string]struct{ service, day string }{
		"24-": {WorkedService, WorkedFixDay},
		"25-": {UnchangedService, UnchangedFixDay},
	} {
		found := false
		for _, s := range samples.Reviews() {
			if !strings.HasPrefix(s.Name, name) {
				continue
			}
			var r review.Review
			if err := json.Unmarshal(s.JSON, &r); err != nil {
				t.Fatal(err)
			}
			found = slices.Contains(r.Services, fix.service) && slices.ContainsFunc(r.Actions, func(a review.Action) bool {
				return a.Due == fix.day && !a.Open()
			})
		}
		if !found {
			t.Errorf("sample review %s has no closed action on %s of %s", name, fix.day, fix.service)
		}
	}
}
