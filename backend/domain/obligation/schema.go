package obligation

import (
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// RecordKind is the kind of the record: what was judged and done about one incident
// under one pack. It is a record of its own and no part of the review, because an
// incident or a drill has one too and because fewer people may read it.
const RecordKind = "obligation"

// Names of the collections.
const (
	EventsOf      = "events"
	FactsOf       = "facts"
	PausesOf      = "pauses"
	SubmissionsOf = "submissions"
)

var (
	decisions    = []string{string(Notifiable), string(NotNotifiable)}
	subjectKinds = []string{"review", incident.Kind}
)

// Schema describes an assessment, version 1. Events and facts are parts whose id is that
// of the event or fact in the pack, so that two people who answer one question have
// answered the same one. The rules stand in the record as they were when they were taken:
// who reads it in ten years can count again. The folder has seven letters at most, for the
// path of a conflict leaves no more to a kind.
var Schema = &record.Schema{
	Kind: RecordKind, Folder: "duties", Version: 1, RefPrefix: "OBL",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 700},
		{Name: "subject", Type: record.String, Policy: record.Scalar, MaxRunes: 64}, // id of what it is about: a review, or an incident of the register
		{Name: "subject_kind", Type: record.Enum, Policy: record.Scalar, Values: subjectKinds},
		{Name: "zone", Type: record.String, Policy: record.Scalar, MaxRunes: 64},                   // of the one who notifies
		{Name: "calendar", Type: record.String, Policy: record.Group, Group: "days", MaxRunes: 64}, // id of that of business days, "" for weekdays
		// That calendar as it was when it was chosen (Kept): an end that counts otherwise since is told.
		{Name: "calendar_kept", Type: record.Markdown, Policy: record.Group, Group: "days", MaxRunes: keptRunes, Machine: true},
		{Name: "pack", Type: record.String, Policy: record.Group, Group: "rules", MaxRunes: 100},
		{Name: "pack_hash", Type: record.String, Policy: record.Group, Group: "rules", MaxRunes: 64, Machine: true},
		{Name: "pack_body", Type: record.Markdown, Policy: record.Group, Group: "rules", MaxRunes: 200_000, Machine: true},
		{Name: "decision", Type: record.Enum, Policy: record.Group, Group: "judgement", Values: decisions},
		{Name: "reason", Type: record.Markdown, Policy: record.Group, Group: "judgement", MaxRunes: 10_000},
		{Name: "decided_by", Type: record.String, Policy: record.Group, Group: "judgement", MaxRunes: 200},
		{Name: "approved_by", Type: record.String, Policy: record.Group, Group: "judgement", MaxRunes: 200},
		{Name: "decided_at", Type: record.String, Policy: record.Group, Group: "judgement", MaxRunes: 40},
		// Ids of the steps that the answers asked for when it was decided not to notify all the same.
		{Name: "denied", Type: record.Strings, Policy: record.Group, Group: "judgement", MaxRunes: 100},
	},
	Collections: []record.Collection{
		{Name: EventsOf, Fields: []record.Field{
			{Name: "times", Type: record.Stated, Policy: record.AppendOnly},
		}},
		{Name: FactsOf, Fields: []record.Field{
			{Name: "value", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
		}},
		{Name: PausesOf, Fields: []record.Field{
			{Name: "step", Type: record.String, Policy: record.Scalar, MaxRunes: 100}, // "" for all
			{Name: "from", Type: record.Statement, Policy: record.Group, Group: "stretch"},
			{Name: "to", Type: record.Statement, Policy: record.Group, Group: "stretch"},
			{Name: "reason", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
		}},
		{Name: SubmissionsOf, Fields: []record.Field{
			{Name: "step", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 100},
			{Name: "at", Type: record.Statement, Policy: record.Scalar},
			{Name: "by_role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "content_hash", Type: record.String, Policy: record.Scalar, MaxRunes: 64, Machine: true},
			{Name: "late_reason", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
		}},
		merge.Collection,
	},
}
