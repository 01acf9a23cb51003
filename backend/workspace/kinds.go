package workspace

import (
	"context"
	"strings"

	"secondstory/backend/domain/calendar"
	"secondstory/backend/domain/estate"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/obligation"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/study"
	"secondstory/backend/service/keeping"
	"secondstory/backend/share/space"
)

// kind is what the program knows of one kind of record. A new kind is a line of kinds
// and what that line names.
type kind struct {
	schema *record.Schema
	// row is what lists and search keep of one.
	row func(record.Snapshot) record.IndexRow
	// merged look at what a merge made of one.
	merged []merge.Validator
	// rules are asked where package keeping changes one.
	rules keeping.Rules
}

var kinds = []kind{
	{schema: obligation.Schema, row: obligation.IndexRow, rules: keeping.Rules{Entity: obligation.CheckEntity}},
	{schema: review.Schema, row: review.IndexRow, merged: []merge.Validator{review.AfterMerge}},
	{schema: calendar.Schema, row: calendar.IndexRow, rules: keeping.Rules{Value: calendar.CheckValue, Entity: calendar.CheckEntity}},
	{schema: estate.Schema, row: estate.IndexRow, rules: keeping.Rules{Value: estate.CheckValue, Entity: estate.CheckEntity}},
	{schema: study.Schema, row: study.IndexRow, rules: keeping.Rules{Entity: study.CheckEntity, Open: study.Open, Needs: []string{study.FrozenOf}}},
	{schema: policy.Schema, row: policy.IndexRow, merged: []merge.Validator{policy.AfterMerge}, rules: keeping.Rules{Value: policy.CheckValue, Entity: policy.CheckEntity}},
}

// NewRegistry knows all kinds.
func NewRegistry() *record.Registry {
	schemas := make([]*record.Schema, len(kinds))
	for i, k := range kinds {
		schemas[i] = k.schema
	}
	return record.NewRegistry(schemas...)
}

// indexRow is what lists and search keep of a record of any kind.
func indexRow(snap record.Snapshot) record.IndexRow {
	for _, k := range kinds {
		if k.schema.Kind == snap.Kind {
			return k.row(snap)
		}
	}
	return record.IndexRow{ID: snap.ID, Ref: snap.ID, Kind: snap.Kind, Trashed: snap.Trashed(), ChangedAt: snap.ChangedAt, Rev: snap.Rev}
}

// sharedKinds are the kinds as spaces hold them.
func sharedKinds() []space.Kind {
	out := make([]space.Kind, len(kinds))
	for i, k := range kinds {
		out[i] = space.Kind{Schema: k.schema, Validators: k.merged}
	}
	return out
}

func rules() map[string]keeping.Rules {
	out := map[string]keeping.Rules{}
	for _, k := range kinds {
		out[k.schema.Kind] = k.rules
	}
	return out
}

// KindOf is the schema of a record by its id; fault.NotFound where there is none, and
// fault.Denied of a kind that this version does not know.
func (w *Workspace) KindOf(ctx context.Context, id string) (*record.Schema, error) {
	name, err := w.Records.KindOf(ctx, id)
	if err != nil {
		return nil, err
	}
	return w.Registry.Known(name)
}

// RefOf is the reference people know a record by, whatever its kind. Of one that is not
// here yet the path of one of its files tells the kind.
func (w *Workspace) RefOf(ctx context.Context, id string, path ...string) string {
	ref := w.Records.RefOf(ctx, id)
	if ref != id {
		return ref
	}
	for _, k := range kinds {
		for _, p := range path {
			if strings.HasPrefix(p, k.schema.Folder+"/") {
				return record.Ref(k.schema.RefPrefix, id)
			}
		}
	}
	return ref
}

// InWords is a record of any kind as lines of text, in the words of the catalogue.
func InWords(schema *record.Schema, st *record.State, text review.Text) string {
	return record.Outline(schema, st, func(p record.Path) string {
		return review.FieldName(p, text)
	}, merge.ConflictsName)
}
