package workspace

import (
	"context"
	"slices"
	"strings"

	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/policy"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/search"
	"secondstory/backend/sqlite"
)

// NamedRecord is a record, or an incident of the register, as it is called.
type NamedRecord struct {
	Ref, Kind, Title string
	State            string // as its kind knows states
}

// Named finds what is no review by the words of its title or reference: of each kind, and of
// the register, as many as most, those that were changed last first. Reviews have a search.
func (w *Workspace) Named(ctx context.Context, words string, most int) ([]NamedRecord, error) {
	out := []NamedRecord{}
	if strings.TrimSpace(words) == "" {
		return out, nil
	}
	for _, k := range kinds {
		if k.schema == review.Schema {
			continue
		}
		if k.schema == policy.Schema {
			rules, err := w.namedRules(ctx, words, most)
			if err != nil {
				return nil, err
			}
			out = append(out, rules...)
			continue
		}
		rows, err := w.List(ctx, sqlite.ListFilter{Kind: k.schema.Kind, Query: words, Sort: "changed", Limit: most})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			out = append(out, NamedRecord{r.Ref, r.Kind, r.Title, r.State})
		}
	}
	lines, err := w.Register.First(ctx, incident.Query{Words: words}, most)
	for _, l := range lines {
		out = append(out, NamedRecord{incident.RefOf(l.ID), incident.Kind, strings.TrimSpace(l.Number + " " + l.Title), l.State})
	}
	return out, err
}

// namedRules finds rules by what they are called as people signed them, and by what their
// draft calls them; the list of the index knows the draft alone.
func (w *Workspace) namedRules(ctx context.Context, words string, most int) ([]NamedRecord, error) {
	list, err := w.Policies.List(ctx)
	var out []NamedRecord
	for _, h := range list {
		_, title := h.Called(w.now())
		text := search.Plain(title + " " + h.Draft.Title + " " + h.Ref)
		if len(out) == most || slices.ContainsFunc(strings.Fields(search.Plain(words)), func(word string) bool { return !strings.Contains(text, word) }) {
			continue
		}
		if h.Draft.Title != title {
			title += " (" + h.Draft.Title + ")"
		}
		out = append(out, NamedRecord{h.Ref, policy.RecordKind, title, string(h.Draft.Kind)})
	}
	return out, err
}
