package draw

import (
	"testing"

	"secondstory/backend/domain/stat"
)

// A ratio of none has no place on an axis of ratios: a dot there would be read as some number.
func TestARatioOfNoneIsNoDot(t *testing.T) {
	sc := Change(measurer(t), ChangeInput{Rows: []ChangeRow{{ID: "none", Name: "Incidents", Estimate: stat.Num(0), Lower: stat.Num(0), Upper: stat.Num(0.11)},
		{ID: "some", Name: "Length", Estimate: stat.Num(0.5), Lower: stat.Num(0.2), Upper: stat.Num(0.9)}}})
	said, dots := map[string]int{}, map[string]int{}
	for _, it := range sc.Items {
		if it.Role != RoleCenter {
			continue
		}
		if it.Text == "0" {
			said[it.Node]++
		} else {
			dots[it.Node]++
		}
	}
	if said["none"] != 1 || dots["none"] != 0 || dots["some"] != 1 || said["some"] != 0 {
		t.Errorf("said %v, dots %v", said, dots)
	}
}
