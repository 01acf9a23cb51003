package study

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
)

// Other is a plan that was frozen or written beside the one that counts. It decides
// nothing and is kept, so that whoever wrote it finds it.
type Other struct {
	Frozen  *Frozen // nil for words in the draft, which nobody froze
	Differs []Differing
	Results []Result // checks that were taken by it
}

// Differing is a field of a plan that says something else than the plan that counts: each
// value of a list, none for nothing.
type Differing struct {
	Field      string // of the record
	Held, Said []string
}

// Others are the plans beside the one that counts, those that were frozen first. as spells
// a text as a frozen plan does. Of the words in the draft those stand that no frozen plan says.
func (h *Held) Others(as func(string) string) []Other {
	if h.Frozen == nil {
		return nil
	}
	held := h.Frozen.values()
	said := map[string]bool{}
	differs := func(t Terms, all bool) (out []Differing) {
		now := t.values()
		for _, f := range planFields {
			key := f + "\x00" + strings.Join(now[f], "\x00")
			if slices.Equal(now[f], held[f]) || said[key] && !all {
				continue
			}
			said[key] = true
			out = append(out, Differing{f, held[f], now[f]})
		}
		return out
	}
	var out []Other
	for i, f := range h.frozen {
		if i == 0 || slices.ContainsFunc(h.frozen[:i], func(o Frozen) bool { return o.Hash == f.Hash }) {
			continue
		}
		o := Other{Frozen: &h.frozen[i], Differs: differs(f.Terms, true)}
		for _, r := range h.otherwise {
			if r.PlanHash == f.Hash {
				o.Results = append(o.Results, r)
			}
		}
		out = append(out, o)
	}
	var draft []Differing
	drafts := []Terms{h.draft}
	for _, c := range h.asked {
		if len(drafts) > mostDrafts {
			break
		}
		drafts = append(drafts, h.draft.versions(c)...)
	}
	for _, t := range drafts[:min(len(drafts), mostDrafts)] {
		draft = append(draft, differs(t.Spelled(as), false)...)
	}
	if len(draft) > 0 {
		out = append(out, Other{Differs: draft})
	}
	return out
}

// values are the fields of terms as people list them, in one order.
func (t Terms) values() map[string][]string {
	one := func(s string) []string {
		if s == "" {
			return nil
		}
		return []string{s}
	}
	out := map[string][]string{"subject": one(t.Subject), "part": one(t.Part), "problem": one(t.Problem), "service": one(t.Service), "change": one(t.Change),
		"before_from": one(t.BeforeFrom), "before_to": one(t.BeforeTo), "exposure": one(t.over()), "calendar": one(t.Calendar), "unit": one(t.Unit),
		"replaces": one(t.Replaces), "severities": inOrder(t.Severities), "excluded": inOrder(t.Excluded), "checks": inOrder(t.Checks), "trigger": inOrder(t.Trigger)}
	if t.BurnIn != 0 {
		out["burn_in"] = one(strconv.Itoa(t.BurnIn))
	}
	return out
}

// settled says that two versions of the draft ask nobody: a plan is frozen and sound, and
// that one counts.
func settled(st *record.State, path string) bool {
	return isOfPlan(path) && Of(st).Frozen != nil
}

// isOfPlan says whether a path names a field or a group that a plan holds.
func isOfPlan(path string) bool { return slices.Contains(planFields, path) || planGroups[path] != nil }

// mostDrafts are told: a file that somebody wrote by hand may hold any number.
const mostDrafts = 50

// versions are terms as each version of a field or group of theirs would have them.
func (t Terms) versions(c merge.Conflict) (out []Terms) {
	for _, value := range c.Values[:min(len(c.Values), mostDrafts)] {
		fields := planGroups[c.Path]
		given := map[string]any{}
		if fields == nil {
			fields = []string{c.Path}
			given[c.Path] = value
		} else if value != "" && json.Unmarshal([]byte(value), &given) != nil {
			continue // somebody wrote the file by hand
		}
		doc := map[string]any{}
		if !read(t, &doc) {
			continue
		}
		for _, f := range fields {
			if delete(doc, f); given[f] != nil {
				doc[f] = given[f]
			}
		}
		var next Terms
		if read(doc, &next) {
			out = append(out, next)
		}
	}
	return out
}
