package policy

import (
	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/search"
)

// Held is a policy as a record holds it.
type Held struct {
	Policy
	Ref, Space string
	Trashed    bool
	Rev        int64
}

// FromSnapshot reads a policy out of its record.
func FromSnapshot(snap record.Snapshot) Held {
	return Held{Policy: *Of(snap.State), Ref: record.Ref(Schema.RefPrefix, snap.ID), Space: snap.Space, Trashed: snap.Trashed(), Rev: snap.Rev}
}

// CheckValue refuses what nobody sets: what was proposed and signed is written once, and
// who asked and who answered is written where they do it.
func CheckValue(p record.Path, v any) (any, error) {
	text, _ := v.(string)
	switch {
	case p.Collection == VersionsOf || p.Collection == SignoffsOf:
		return nil, fault.New(fault.Denied, "policy.written_once")
	case p.Collection == ExceptionsOf && ownField[p.Field]:
		return nil, fault.New(fault.Denied, "policy.answer_only", "field", p.Field)
	case p.Field == "kind" && !Kind(text).Valid():
		return nil, invalid("kind", "policy.kind_bad", "kind", text)
	case p.Field == "zone" && text != "":
		if _, err := calendar.FindZone(text); err != nil {
			return nil, invalid("zone", "calendar.zone_unknown", "zone", text)
		}
	}
	return v, nil
}

var ownField = map[string]bool{"requester": true, "requested_at": true, "answer": true, "approver": true, "approver_role": true,
	"device": true, "answered_at": true, "answered_hash": true, "seal": true, "outcome_at": true}

// CheckEntity refuses parts that are written by signing alone, and an exception that
// could not be asked for.
func CheckEntity(collection string, doc record.Doc) error {
	switch collection {
	case VersionsOf, SignoffsOf:
		return fault.New(fault.Denied, "policy.written_once")
	case ExceptionsOf:
		return ExceptionOf("", doc).Check()
	}
	return nil
}

// IndexRow is what lists and search keep of a policy. What is in force depends on the
// day and is not kept.
func IndexRow(snap record.Snapshot) record.IndexRow {
	h := FromSnapshot(snap)
	row := record.IndexRow{ID: snap.ID, Ref: h.Ref, Kind: RecordKind, Title: h.Draft.Title, State: string(h.Draft.Kind), Date: day(h.Draft.From),
		Trashed: h.Trashed, ChangedAt: snap.ChangedAt, Rev: snap.Rev,
		Services: []string{}, Tags: []string{}, Classes: []string{}, Has: []string{}, Places: []search.Place{},
		Counts: map[string]int{VersionsOf: len(h.Versions), SignoffsOf: len(h.Signoffs), ExceptionsOf: len(h.Exceptions)}}
	return row
}
