package workspace_test

import (
	"fmt"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/measure"
	"secondstory/backend/domain/review"
	"secondstory/backend/workspace"
	"secondstory/samples/generate"
)

// BenchmarkMeasures answers what the screen asks for: all measures, in words and as
// pictures, over the incidents as the index gives them.
func BenchmarkMeasures(b *testing.B) {
	text := assets.English()
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			var all []measure.Incident
			for r := range generate.Reviews(1, n) {
				all = append(all, review.Measured(r))
			}
			today := calendar.On(2026, 10, 28)
			for b.Loop() {
				m, err := measure.Measure(all, measure.Rest{}, measure.Query{}, today)
				if err != nil {
					b.Fatal(err)
				}
				told := workspace.TellMeasures(m, text)
				if told.Total != n {
					b.Fatalf("%d of %d incidents", told.Total, n)
				}
				for _, in := range told.Indicators {
					if _, err := workspace.MeasurePicture(m, in.Key, workspace.SpreadPicture, 900, false, text); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
