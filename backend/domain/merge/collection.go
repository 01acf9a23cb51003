package merge

import "secondstory/backend/domain/record"

// ConflictsName is the collection of a state that holds conflicts.
const ConflictsName = "conflicts"

// Collection is that of the conflicts of a record, whatever its kind: each schema has
// it. This package writes and merges a conflict as a whole.
var Collection = record.Collection{Name: ConflictsName, Fields: []record.Field{
	{Name: "path", Type: record.String, Policy: record.Scalar},
	{Name: "kind", Type: record.String, Policy: record.Scalar},
	{Name: "base", Type: record.Markdown, Policy: record.Scalar},
	{Name: "values", Type: record.Texts, Policy: record.Scalar},
	{Name: "state", Type: record.Enum, Policy: record.Group, Group: "resolution", Values: []string{Open, Resolved}},
	{Name: "resolution", Type: record.Markdown, Policy: record.Group, Group: "resolution"},
	{Name: "n", Type: record.Number, Policy: record.Scalar},
	{Name: "no_base", Type: record.Bool, Policy: record.Scalar},
	{Name: "origins", Type: record.JSON, Policy: record.Scalar},
	{Name: "resolutions", Type: record.JSON, Policy: record.Scalar},
	{Name: EditedName, Type: record.JSON, Policy: record.Scalar},
	{Name: "rank", Type: record.Rank, Policy: record.Order},
}}
