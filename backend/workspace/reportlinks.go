package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
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

// withLinks is the hash of what a report says that leads to the tools of its incidents: the
// register is of this machine, so that the same review may lead elsewhere on another.
func withLinks(hash string, links map[string]string) string {
	if len(links) == 0 {
		return hash
	}
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(links)) {
		_, _ = sum.Write([]byte(name + "\x00" + links[name] + "\x00")) //nolint:errcheck // a hash does not fail
	}
	_, _ = sum.Write([]byte(hash)) //nolint:errcheck // a hash does not fail
	return hex.EncodeToString(sum.Sum(nil))
}
