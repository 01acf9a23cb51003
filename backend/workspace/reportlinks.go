package workspace

import (
	"context"
	"strings"
	"unicode"

	"secondstory/backend/domain/incident"
	"secondstory/backend/sqlite"
)

// linksOf are the addresses of the incidents behind a review in the tools that told of
// them, by their references here and by what people call them there. A number without a
// letter or a sign could be any number of a text and leads nowhere.
func (w *Workspace) linksOf(ctx context.Context, review string) (map[string]string, error) {
	out := map[string]string{}
	err := w.local.View(ctx, w.Registry, func(tx *sqlite.Tx) error {
		ids, err := tx.IncidentsOfReview(review)
		if err != nil {
			return err
		}
		for _, id := range ids {
			st, ok, err := tx.IncidentByID(id)
			if err != nil {
				return err
			}
			if !ok || st.Snapshot.Link == "" {
				continue
			}
			out[incident.RefOf(id)] = st.Snapshot.Link
			if name := st.Snapshot.Number; len(name) > 2 && strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsDigit(r) }) {
				out[name] = st.Snapshot.Link
			}
		}
		return nil
	})
	return out, err
}
