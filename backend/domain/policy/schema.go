package policy

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Names of the collections.
const (
	SettingsOf   = "settings"
	SeatsOf      = "seats"
	VersionsOf   = "versions"
	SignoffsOf   = "signoffs"
	ExceptionsOf = "exceptions"
)

var answers = []string{string(Granted), string(Refused)}

var decisions = []string{string(Approve), string(Changes), string(Withdrawn)}

// Schema describes a policy, version 1. The fields of the record are the draft; what
// was proposed and what was said about it is written once.
var Schema = &record.Schema{
	Kind: RecordKind, Folder: "rules", Version: 1, RefPrefix: "POL",
	Fields: append([]record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 300},
		{Name: "text", Type: record.Markdown, Policy: record.Text},
	}, terms...),
	Collections: []record.Collection{
		{Name: SettingsOf, Fields: []record.Field{
			{Name: "name", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 200},
			{Name: "value", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "note", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: SeatsOf, Fields: []record.Field{
			{Name: "role", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 200},
			{Name: "count", Type: record.Number, Policy: record.Scalar},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		{Name: VersionsOf, AppendOnly: true, Fields: append([]record.Field{
			{Name: "number", Type: record.Number, Policy: record.Scalar, Required: true},
			{Name: "hash", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "at", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
			{Name: "by", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "device", Type: record.String, Policy: record.Scalar, MaxRunes: 64, Machine: true},
			{Name: "note", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "title", Type: record.String, Policy: record.Scalar, MaxRunes: 300},
			{Name: "text", Type: record.Markdown, Policy: record.Scalar},
			{Name: "settings", Type: record.JSON, Policy: record.Scalar},
			{Name: "seats", Type: record.JSON, Policy: record.Scalar},
		}, terms...)},
		{Name: SignoffsOf, AppendOnly: true, Fields: []record.Field{
			{Name: "number", Type: record.Number, Policy: record.Scalar, Required: true},
			{Name: "hash", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "decision", Type: record.Enum, Policy: record.Scalar, Required: true, Values: decisions},
			{Name: "role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "actor", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "recorded_by", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64},
			{Name: "device", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "at", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
			{Name: "n", Type: record.Number, Policy: record.Scalar, Required: true, Machine: true},
			{Name: "comment", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "seal", Type: record.String, Policy: record.Scalar, MaxRunes: 128, Machine: true},
		}},
		{Name: ExceptionsOf, RefPrefix: "EXC", Fields: []record.Field{
			{Name: "procedure", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 300},
			{Name: "incident", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "justification", Type: record.Markdown, Policy: record.Scalar, Required: true, MaxRunes: 10_000},
			{Name: "risk", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "control", Type: record.Markdown, Policy: record.Scalar, MaxRunes: 10_000},
			{Name: "requester", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "requester_role", Type: record.String, Policy: record.Scalar, MaxRunes: 200},
			{Name: "requested_at", Type: record.String, Policy: record.Scalar, MaxRunes: 40},
			{Name: "from", Type: record.Date, Policy: record.Scalar},
			{Name: "to", Type: record.Date, Policy: record.Scalar},
			{Name: "zone", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "answer", Type: record.Enum, Policy: record.Group, Group: "answered", Values: answers},
			{Name: "approver", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 64},
			{Name: "approver_role", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 200},
			{Name: "device", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 64, Machine: true},
			{Name: "answered_at", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 40},
			{Name: "answered_hash", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 64, Machine: true},
			{Name: "seal", Type: record.String, Policy: record.Group, Group: "answered", MaxRunes: 128, Machine: true},
			{Name: "outcome", Type: record.Markdown, Policy: record.Group, Group: "outcome", MaxRunes: 100_000},
			{Name: "outcome_at", Type: record.String, Policy: record.Group, Group: "outcome", MaxRunes: 40},
			{Name: "rank", Type: record.Rank, Policy: record.Order},
		}},
		merge.Collection,
	},
}

// terms are the fields that a draft and a version have alike. From when a rule holds,
// why from an earlier day, and whether it ends then, are one thing to a merge.
var terms = []record.Field{
	{Name: "kind", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64},
	{Name: "effective", Type: record.Date, Policy: record.Group, Group: "effect"},
	{Name: "backdated", Type: record.Markdown, Policy: record.Group, Group: "effect", MaxRunes: 10_000},
	{Name: "ends", Type: record.Bool, Policy: record.Group, Group: "effect"},
	{Name: "review_by", Type: record.Date, Policy: record.Scalar},
	{Name: "zone", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
	{Name: "recorded", Type: record.Bool, Policy: record.Scalar},
	{Name: "repeat_count", Type: record.Number, Policy: record.Group, Group: "repeat"},
	{Name: "repeat_days", Type: record.Number, Policy: record.Group, Group: "repeat"},
	{Name: "data", Type: record.JSON, Policy: record.Scalar},
}
