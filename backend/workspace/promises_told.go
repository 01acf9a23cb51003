package workspace

import (
	"strconv"

	"secondstory/assets"
	"secondstory/backend/domain/promise"
)

// KeptSentences say how many reviews were held in time, with the interval, and of how many
// nobody can tell.
func KeptSentences(k promise.Kept, text *assets.Catalogue) []string {
	var out []string
	if s := k.Share; s != nil {
		out = append(out, text.Text("promise.kept", "share", hundredths(s.Share), "low", hundredths(s.Low), "high", hundredths(s.High),
			"hits", strconv.Itoa(k.InTime), "n", strconv.Itoa(s.N)))
	}
	if k.Before > 0 {
		out = append(out, text.Count("promise.kept_before", k.Before, "day", k.Since))
	}
	if k.Unknown > 0 {
		out = append(out, text.Count("promise.kept_unknown", k.Unknown))
	}
	return out
}
