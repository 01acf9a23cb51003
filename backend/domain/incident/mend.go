package incident

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"secondstory/backend/domain/timeline"
)

// ParamTarget is the parameter of a refused row that says which moment its field tells.
const ParamTarget = "target"

// ReadTime reads a text that is a time and nothing else; reason is the message key of what
// is wrong with it. Raw is not set.
func ReadTime(text string, order timeline.SlashOrder, zone timeline.Zone) (s timeline.Statement, reason string) {
	reading, ok := timeline.Scan(text, order)
	if !ok || strings.TrimSpace(reading.Rest) != "" {
		return s, BadTime
	}
	s, notes := reading.Resolve(timeline.Context{Zone: zone})
	switch has := func(key string) bool {
		return slices.ContainsFunc(notes, func(n timeline.Note) bool { return n.Key == key })
	}; {
	case has(timeline.KeyLocalTwice):
		return s, Ambiguous
	case has(timeline.KeyLocalNever):
		return s, NoSuchTime
	case s.At == "" || s.Precision == timeline.Unknown || s.At[0] == 'T':
		return s, BadTime
	}
	return s, ""
}

// Mendable says which field of a refused row can be said anew: a name of Snapshot, or "" when
// the row itself cannot be taken apart.
func (r Refusal) Mendable() string {
	switch {
	case r.Snapshot == nil:
		return ""
	case r.Params[ParamTarget] != "":
		return r.Params[ParamTarget]
	case r.Reason == NoIncident:
		return ""
	}
	return r.Field
}

// Both are the two moments that the refused time of a row may mean because the clocks were set
// back over it, the earlier first, each as Mend takes it; nil for any other row.
func (r Refusal) Both(order timeline.SlashOrder, zone timeline.Zone) []string {
	if r.Reason != Ambiguous || r.Mendable() == "" {
		return nil
	}
	reading, ok := timeline.Scan(r.Params["value"], order)
	if !ok {
		return nil
	}
	if reading.Zone.Stated() { // as Resolve has it
		zone = reading.Zone
	}
	s, _ := reading.Resolve(timeline.Context{Zone: zone})
	return timeline.Both(s.At, zone)
}

// Waits says whether a refused row needs a person before it can be tried again.
func (r Refusal) Waits() bool { return r.Snapshot == nil || r.Params[ParamTarget] != "" }

// MadeKey is the key of an incident whose tool gives none: what it is called and when it was.
func MadeKey(s Snapshot) string {
	sum := sha256.New()
	sum.Write([]byte(s.Title))
	if begins, ok := s.Begin(); ok {
		sum.Write([]byte(begins.At))
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// Alike says whether two refused rows of one import say the same wrong thing. Rows that
// say nothing (without a key, say) are each a case of their own.
func (r Refusal) Alike(o Refusal) bool {
	return r.Params["value"] != "" && r.Import == o.Import && r.Field == o.Field && r.Reason == o.Reason && r.Params["value"] == o.Params["value"] && r.Mendable() == o.Mendable()
}

// Mend is the snapshot of a refused row with its wrong field said anew; empty leaves the
// field out, which a title and a key cannot be. What the source told is kept raw. reason is
// the message key of what is still wrong.
func (r Refusal) Mend(value string, order timeline.SlashOrder, zone timeline.Zone) (s Snapshot, reason string) {
	s, value = *r.Snapshot, strings.TrimSpace(value)
	if s.Key == MadeKey(s) {
		// It was made while a word of it was wrong.
		defer func() { s.Key = MadeKey(s) }()
	}
	s.Raw = slices.Clone(s.Raw)
	if told := r.Params["value"]; told != "" {
		s.Raw = append(s.Raw, Field{Name: r.Field, Value: told})
	}
	name, isMoment := strings.CutPrefix(r.Mendable(), "moments.")
	switch {
	case isMoment:
		had := s.Moments
		s.Moments = nil
		for k, v := range had {
			if k != name {
				s.Put(k, v)
			} else if r.Params["value"] == "" {
				s.Raw = append(s.Raw, Field{Name: r.Field, Value: v.Raw})
			}
		}
		if value != "" {
			at, reason := ReadTime(value, order, zone)
			if reason != "" {
				return s, reason
			}
			at.Raw = value
			s.Put(name, at)
		}
	case r.Mendable() == "severity":
		s.Severity = value
	case r.Mendable() == "title" && value != "":
		s.Title = value
	case r.Mendable() == "key" && value != "":
		s.Key = value
	case r.Mendable() == "title":
		return s, NoTitle
	default:
		return s, NoKey
	}
	return s, ""
}
