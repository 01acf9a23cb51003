package incident

import (
	"maps"
	"slices"
	"strings"

	"secondstory/backend/domain/timeline"
)

// Reasons a row is not taken. They are message keys.
const (
	NoKey           = "incident.refused.no_key"
	NoTitle         = "incident.refused.no_title"
	UnknownSeverity = "incident.refused.severity"    // {value}
	Backwards       = "incident.refused.backwards"   // {from}, {to}
	BadTime         = "incident.refused.time"        // {value}
	Ambiguous       = "incident.refused.ambiguous"   // {value}: the clocks were set back in that hour
	NoSuchTime      = "incident.refused.no_such"     // {value}: the clocks were set forward in that hour
	Broken          = "incident.refused.broken"      // the row itself cannot be read (quotes, columns, JSON)
	BadText         = "incident.refused.text"        // bytes that are no text
	NoIncident      = "incident.refused.no_incident" // {key}: a part of an incident that is not here yet
	TooLong         = "incident.refused.too_long"
	Unsaved         = "incident.refused.unsaved"      // a formula without its result
	BadJSON         = "incident.refused.json"         // {line}, {column}: an object that cannot be read from there on
	CutOff          = "incident.refused.cut_off"      // {line}: the file ends before the object does
	TooDeep         = "incident.refused.too_deep"     // {line}, {column}
	NotIncident     = "incident.refused.not_incident" // an object without what an incident has
	NoOwner         = "incident.refused.no_owner"     // a part of an incident that does not say of which
)

// Problem is why a row is not taken.
type Problem struct {
	Field  string
	Reason string
	Params map[string]string
}

// pairs are the moments that cannot stand the other way round. A source may have closed
// an incident without having resolved it, so each pair is asked by itself.
var pairs = [][2]string{{Started, Resolved}, {Started, Mitigated}, {Detected, Resolved}, {Started, Closed}, {Detected, Closed}}

// Check says why a snapshot cannot be taken; nil when it can.
func (s Snapshot) Check(p Profile) *Problem {
	if strings.TrimSpace(s.Key) == "" {
		return &Problem{Field: "key", Reason: NoKey}
	}
	if strings.TrimSpace(s.Title) == "" && !s.Partial {
		return &Problem{Field: "title", Reason: NoTitle}
	}
	if _, known := p.Severity(s.Severity); !known {
		return &Problem{"severity", UnknownSeverity, map[string]string{"value": s.Severity}}
	}
	for _, pair := range pairs {
		from, hasFrom := s.Moments[pair[0]]
		to, hasTo := s.Moments[pair[1]]
		if !hasFrom || !hasTo {
			continue
		}
		if length, _, ok := timeline.Duration(from, to); ok && length < 0 {
			return &Problem{"moments." + pair[1], Backwards, map[string]string{"from": from.At, "to": to.At}}
		}
	}
	return nil
}

// Begin is the first known of the moments that say when an incident was; false when none
// has a date.
func (s Snapshot) Begin() (timeline.Statement, bool) {
	for _, name := range []string{Started, Detected, Acknowledged, Mitigated, Resolved, Closed} {
		if m, ok := s.Moments[name]; ok && timeline.DateOf(m) != "" {
			return m, true
		}
	}
	for _, u := range s.Updates {
		if timeline.DateOf(u.Time) != "" {
			return u.Time, true
		}
	}
	return timeline.Statement{}, false
}

// Same says whether two snapshots say the same, whenever they were taken.
func (s Snapshot) Same(o Snapshot) bool {
	return s.Title == o.Title && s.Summary == o.Summary && s.Number == o.Number && s.Link == o.Link &&
		s.State == o.State && s.Severity == o.Severity && s.Priority == o.Priority && s.Planned == o.Planned &&
		slices.Equal(s.Services, o.Services) && slices.Equal(s.Owners, o.Owners) && slices.Equal(s.People, o.People) &&
		slices.Equal(s.Raw, o.Raw) && maps.Equal(s.Moments, o.Moments) && slices.EqualFunc(s.Updates, o.Updates, Update.same)
}

// same says whether two lines say the same, whenever they were written.
func (u Update) same(o Update) bool {
	u.ChangedAt, o.ChangedAt = 0, 0
	return u == o
}
