package workspace

import (
	"context"

	"secondstory/backend/domain/consistency"
	"secondstory/backend/domain/review"
)

// Checked is a finding of a check with its place in words.
type Checked struct {
	consistency.Finding
	Where string `json:"where"` // "Action “Mend the pump”"; "" for the whole review
}

// wholeTabs are the places that mean a list as a whole, with the step that shows it.
var wholeTabs = map[string]string{review.Factors: "factors", review.Causes: "causes", review.Actions: "actions",
	review.Participants: "overview", review.Findings: "overview"}

// Checks tells what does not fit together in a review, in the order of the checks.
func (w *Workspace) Checks(ctx context.Context, id string, text review.Text) ([]Checked, error) {
	found, err := w.Reviews.Check(ctx, id)
	if err != nil {
		return nil, err
	}
	r, err := w.Reviews.Get(ctx, id)
	out := make([]Checked, 0, len(found))
	for _, f := range found {
		c := Checked{Finding: f}
		if tab, whole := wholeTabs[f.About]; whole {
			c.Where = text("review.tab." + tab)
		} else if f.About != "" {
			c.Where = r.Place(f.About, text)
		}
		out = append(out, c)
	}
	return out, err
}
