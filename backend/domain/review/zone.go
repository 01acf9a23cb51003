package review

import (
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/timeline"
)

// ZoneField is the field with the zone of the incident.
const ZoneField = "zone"

// ZoneNamed is the zone that a person means, by the name it is kept under; "" for no
// zone. Fault invalid for one that nobody knows: nothing could be converted to it. It
// is asked where somebody states a zone and not where a record is read, for a
// colleague's newer time zones are no reason to refuse the review.
func ZoneNamed(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	z, ok := timeline.ParseZone(text)
	if !ok || !z.Known() {
		return "", fault.New(fault.Invalid, "time.zone_unknown", "zone", text)
	}
	return z.Name, nil
}
