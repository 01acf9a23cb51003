package review

import (
	"time"

	"secondstory/backend/domain/timeline"
)

// ShownTime is a statement in the zone of a screen: the forms of Statement.At.
type ShownTime struct {
	At  string `json:"at"`
	End string `json:"end"`
}

// ShownIn gives every entry and known moment of a review in one zone, by entry id
// or anchor name. A time whose offset is not known stays as it was stated: there
// is nothing to convert it from.
func ShownIn(r Review, loc *time.Location) map[string]ShownTime {
	out := make(map[string]ShownTime, len(r.Timeline)+len(Anchors))
	put := func(id string, s timeline.Statement) {
		out[id] = ShownTime{At: inZone(s.At, loc), End: inZone(s.End, loc)}
	}
	for _, e := range r.Timeline {
		put(e.ID, e.Statement)
	}
	for _, name := range Anchors {
		if s := r.Anchor(name); s != nil {
			put(name, *s)
		}
	}
	return out
}

func inZone(at string, loc *time.Location) string {
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return at
	}
	return t.In(loc).Format(time.RFC3339Nano)
}
