package study

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// RecordKind is the kind of the record.
const RecordKind = "study"

// Names of the collections.
const (
	FrozenOf  = "frozen"
	ResultsOf = "results"
)

// Method is the version of the rules by which an outcome is made. Other rules are
// another name; a result keeps the one that made it.
const Method = "before-after.2"

// Schema describes a study, version 1. The fields of the record are the draft of the
// plan; what was frozen and what the checks said is written once and cannot be taken
// back, so that nobody chooses the plan by its outcome. Amounts and marks are what people
// learn later, and stay open: a result holds the hash of all it was made of.
var Schema = &record.Schema{
	Kind: RecordKind, Folder: "studies", Version: 1, RefPrefix: "STU", Settled: settled,
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 300},
		{Name: "subject", Type: record.String, Policy: record.Group, Group: "about", MaxRunes: 64},
		{Name: "part", Type: record.String, Policy: record.Group, Group: "about", MaxRunes: 64},
		{Name: "problem", Type: record.Markdown, Policy: record.Group, Group: "about", MaxRunes: 10_000},
		{Name: "severities", Type: record.Strings, Policy: record.Group, Group: "filter"},
		{Name: "service", Type: record.String, Policy: record.Group, Group: "filter", MaxRunes: 300},
		{Name: "change", Type: record.Date, Policy: record.Group, Group: "windows"},
		{Name: "before_from", Type: record.Date, Policy: record.Group, Group: "windows"},
		{Name: "before_to", Type: record.Date, Policy: record.Group, Group: "windows"},
		{Name: "burn_in", Type: record.Number, Policy: record.Group, Group: "windows"},
		{Name: "checks", Type: record.Strings, Policy: record.Group, Group: "windows"},
		{Name: "excluded", Type: record.Strings, Policy: record.Set},
		{Name: "exposure", Type: record.Enum, Policy: record.Group, Group: "exposure", Values: exposures},
		{Name: "calendar", Type: record.String, Policy: record.Group, Group: "exposure", MaxRunes: 64},
		{Name: "unit", Type: record.String, Policy: record.Group, Group: "exposure", MaxRunes: 100},
		{Name: "amounts", Type: record.Strings, Policy: record.Set},
		{Name: "trigger", Type: record.Strings, Policy: record.Set},
		{Name: "marks", Type: record.Strings, Policy: record.Set},
		{Name: "replaces", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
	},
	Collections: []record.Collection{
		{Name: FrozenOf, AppendOnly: true, Fields: []record.Field{
			{Name: "at", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
			{Name: "day", Type: record.Date, Policy: record.Scalar, Required: true},
			{Name: "by", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "hash", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "plan", Type: record.JSON, Policy: record.Scalar, Required: true},
		}},
		{Name: ResultsOf, AppendOnly: true, Fields: []record.Field{
			{Name: "check", Type: record.Date, Policy: record.Scalar, Required: true},
			{Name: "at", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
			{Name: "by", Type: record.String, Policy: record.Scalar, MaxRunes: 64},
			{Name: "verdict", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 40},
			{Name: "method", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64},
			{Name: "plan_hash", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "data_hash", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: 64, Machine: true},
			{Name: "found", Type: record.JSON, Policy: record.Scalar, Required: true},
		}},
		merge.Collection,
	},
}

// planFields are the fields of the draft that a frozen plan holds.
var planFields = []string{"subject", "part", "problem", "severities", "service", "change", "before_from", "before_to", "burn_in", "checks", "excluded",
	"exposure", "calendar", "unit", "trigger", "replaces"}

// planGroups are those of them that a merge compares as one value, by its name.
var planGroups = map[string][]string{"about": {"subject", "part", "problem"}, "filter": {"severities", "service"},
	"windows": {"change", "before_from", "before_to", "burn_in", "checks"}, "exposure": {"exposure", "calendar", "unit"}}
