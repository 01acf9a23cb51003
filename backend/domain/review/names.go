package review

import (
	"sort"
	"strings"
	"unicode"
)

// ShortTemplate lists the section keys of a new review. Their titles come from
// the catalogue ("section." + key) while the record holds none of its own.
var ShortTemplate = []string{"summary", "impact", "detection", "resolution", "lessons"}

// Slug makes the key of a section out of its title: ASCII letters, digits and
// dashes, at most 60 characters, "section" when nothing is left.
func Slug(title string) string {
	var b strings.Builder
	dash := false
	for _, r := range strings.ToLower(title) {
		switch {
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(r)
		default:
			dash = true
		}
		if b.Len() >= 60 {
			break
		}
	}
	if b.Len() == 0 {
		return "section"
	}
	return b.String()
}

// ActorNamed finds the actor a local name already has; "" when it has none.
func ActorNamed(people map[string]any, name string) string {
	var actors []string
	for actor, v := range people {
		if n, ok := v.(string); ok && strings.EqualFold(n, name) {
			actors = append(actors, actor)
		}
	}
	if len(actors) == 0 {
		return ""
	}
	sort.Strings(actors)
	return actors[0]
}
