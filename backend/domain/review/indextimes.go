package review

import (
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/timeline"
)

// zoneOf is the zone that screens show the times of a review in; nil while nobody
// has said it, and times are then shown as they were stated.
func zoneOf(r Review) *time.Location {
	if z, ok := timeline.ParseZone(r.Zone); ok && z.Known() {
		return z.Location()
	}
	return nil
}

// timesIn lists times for search.Place.Times: first as they are shown, then as
// they were stated. A person looks for what a screen or a document said.
func timesIn(zone *time.Location, stated ...string) string {
	var out []string
	add := func(at string) {
		if at != "" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	if zone != nil {
		for _, at := range stated {
			add(InZone(at, zone))
		}
	}
	for _, at := range stated {
		add(at)
	}
	return strings.Join(out, " ")
}

// timesOf are the date of a review and its known moments.
func timesOf(r Review, zone *time.Location) string {
	stated := []string{r.When()}
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			stated = append(stated, s.At)
		}
	}
	return timesIn(zone, stated...)
}
