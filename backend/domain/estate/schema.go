package estate

import (
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Kind of the record.
const Kind = "service"

// Names of the collections.
const (
	NeedList  = "needs"
	OwnerList = "owners"
)

// Tiers of a service, the most important first.
var Tiers = []string{"1", "2", "3", "4"}

// Schema describes a service, version 1. A need names the other service in words, as
// incidents do: the file says by itself what is meant, and what it names may be known to
// others alone.
var Schema = &record.Schema{
	Kind: Kind, Folder: "service", Version: 1, RefPrefix: "SVC",
	Fields: []record.Field{
		{Name: "title", Type: record.String, Policy: record.Scalar, Required: true, MaxRunes: mostName},
		{Name: "aliases", Type: record.Strings, Policy: record.Set, MaxRunes: mostName},
		{Name: "owner", Type: record.String, Policy: record.Scalar, MaxRunes: mostRole},
		{Name: "tier", Type: record.Enum, Policy: record.Scalar, Values: Tiers},
		{Name: "retired", Type: record.Date, Policy: record.Scalar}, // the first day on which it ran no more
		{Name: "note", Type: record.Markdown, Policy: record.Text},
	},
	Collections: []record.Collection{
		{Name: NeedList, Fields: []record.Field{
			{Name: "service", Type: record.String, Policy: record.Group, Group: "need", Required: true, MaxRunes: mostName},
			{Name: "from", Type: record.Date, Policy: record.Group, Group: "need"},
			{Name: "to", Type: record.Date, Policy: record.Group, Group: "need"},
		}},
		{Name: OwnerList, Fields: []record.Field{
			{Name: "category", Type: record.String, Policy: record.Group, Group: "pair", Required: true, MaxRunes: mostName},
			{Name: "role", Type: record.String, Policy: record.Group, Group: "pair", MaxRunes: mostRole},
		}},
		merge.Collection,
	},
}

const (
	mostName = 300
	mostRole = 200
)
