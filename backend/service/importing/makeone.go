package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// Union is what makes one review of two that come from the same text.
type Union struct {
	Keep, Other string
	Text        string // the sum of the text
	// Also are the edits of the one that stays that belong to the same step.
	Also   func(*record.State) []record.Op
	Reason string
	Editor string
}

// MakeOne brings what the other review has into the one that stays, in one step, and puts
// the other into the trash, in one step of its own; both or neither. What the import made
// is the base where this machine knows it; what both changed since is asked, and what only
// one did is taken.
func (s *Service) MakeOne(ctx context.Context, u Union) (recording.Result, error) {
	var other record.Snapshot
	var sources []record.Source
	var source *record.Source
	return s.Rec.Edit(ctx, u.Keep, recording.Edit{
		Action: "review.made_one", Reason: u.Reason, Editor: u.Editor, Needs: apartCollections(), TrashOther: u.Other,
		Guard: func(tx recording.Reader) (err error) {
			if other, err = tx.Record(u.Other); err != nil {
				return err
			}
			sources, err = tx.Sources(record.SourceBy{Text: u.Text})
			return err
		},
		Plan: func(ours *record.State) ([]record.Op, error) {
			j := join{ours: ours, theirs: other.State.Clone(), newID: s.NewID}
			from, err := j.begin(sources)
			if err != nil {
				return nil, err
			}
			ops, err := j.merge()
			if err != nil {
				return nil, err
			}
			if from != nil && from.Record == u.Other {
				source = from
				source.Record, source.At = u.Keep, s.Now()
				if source.Snapshot, err = j.snapshot(); err != nil {
					return nil, err
				}
			}
			// An edit of what stays, also where there is nothing to bring: somebody else may put
			// it into the trash at the same moment, and then they have to be asked.
			ops = append(ops, record.SetOp(record.Path{Field: "made_of"}, madeOf(ours, u.Other)))
			if u.Also != nil {
				ops = append(ops, u.Also(ours)...)
			}
			return ops, nil
		},
		Source: func() (*record.Source, error) { return source, nil },
	})
}

// madeOf are the reviews that became part of this one, with one more.
func madeOf(st *record.State, other string) []any {
	list := []any{}
	for _, id := range append(slices.DeleteFunc(record.Strs(st.Head, "made_of"), func(id string) bool { return id == other }), other) {
		list = append(list, id)
	}
	return list
}

// apartCollections are those that are not stored with the record itself.
func apartCollections() (names []string) {
	for _, c := range review.Schema.Collections {
		if !c.Inline {
			names = append(names, c.Name)
		}
	}
	return names
}

// join merges one record into another: pieces that are the same get one id, then the two
// are versions of one record.
type join struct {
	ours, theirs *record.State
	base         *record.State // what both come from, with the ids of ours; nil where unknown
	was          snapshot
	ids          map[string]string
	actors       map[string]string // pseudonyms of theirs, by the one of ours for the same person
	newID        func() string
}

// begin finds what the import made of the text, in either of the two, and which pieces of
// theirs are which of ours.
func (j *join) begin(sources []record.Source) (*record.Source, error) {
	j.ids = map[string]string{}
	var from *record.Source
	for i, src := range sources {
		if len(src.Snapshot) > 0 && (src.Record == j.ours.ID || src.Record == j.theirs.ID && (from == nil || from.Record != j.ours.ID)) {
			from = &sources[i]
		}
	}
	if from != nil {
		was := &j.was
		if err := json.Unmarshal(from.Snapshot, was); err != nil {
			return nil, fmt.Errorf("make one of %s and %s: snapshot: %w", j.ours.ID, j.theirs.ID, err)
		}
		j.base = record.NewState(review.Kind, j.ours.ID)
		j.base.Head = was.Head
		for name, parts := range was.Parts {
			j.base.Parts[name] = map[string]record.Part{}
			for id, doc := range parts {
				j.base.Parts[name][id] = record.Part{Doc: doc}
			}
		}
	}
	j.pairAnalyses()
	for _, c := range review.Schema.Collections {
		if c.Name == review.Sections || c.Name == review.Conflicts {
			continue // sections are known by their key
		}
		switch {
		case from == nil:
			j.pair(c.Name, docsOf(j.ours, c.Name, false), live(j.theirs, c.Name), likeness(c.Name))
		case from.Record == j.ours.ID:
			j.pair(c.Name, docsOf(j.base, c.Name, true), j.theirs.Parts[c.Name], likeness(c.Name))
		default:
			j.pair(c.Name, docsOf(j.ours, c.Name, true), j.base.Parts[c.Name], likeness(c.Name))
		}
		j.pair(c.Name, docsOf(j.ours, c.Name, false), live(j.theirs, c.Name), likeness(c.Name)[:1])
	}
	if from != nil && from.Record == j.theirs.ID {
		j.rename(j.base)
	}
	j.rename(j.theirs)
	switch {
	case from == nil:
		j.actors = likelyPeople(j.theirs, j.ours)
	case from.Record == j.ours.ID:
		j.actors = likelyPeople(j.theirs, j.base)
	default:
		j.actors = likelyPeople(j.base, j.ours)
	}
	return from, nil
}

// snapshot is what the import made, with the ids of ours.
func (j *join) snapshot() ([]byte, error) {
	doc := record.Doc{"head": j.base.Head, "parts": record.PartDocs(j.base)}
	if j.was.Told {
		doc["told"] = true
	}
	if len(j.was.People) > 0 {
		doc["people"] = j.was.People
	}
	return record.Canonical(doc)
}

// pair notes which pieces are one, each once.
func (j *join) pair(collection string, old map[string]record.Doc, now map[string]record.Part, by []func(record.Doc) string) {
	left, taken := map[string]record.Part{}, map[string]bool{}
	for _, id := range j.ids {
		taken[id] = true
	}
	for id, p := range now {
		if _, done := j.ids[id]; !done {
			left[id] = p
		}
	}
	for id := range old {
		if taken[id] {
			delete(old, id)
		}
	}
	for theirs, ours := range matchAs(collection, old, left, by) {
		j.ids[theirs] = ours
	}
}

// pairAnalyses takes the analyses in use for one where they are called alike; an import
// gives them no name.
func (j *join) pairAnalyses() {
	a, b := record.Str(j.theirs.Head, "analysis"), record.Str(j.ours.Head, "analysis")
	x, there := j.theirs.Part(review.Analyses, a)
	y, here := j.ours.Part(review.Analyses, b)
	if there && here && normal(record.Str(x.Doc, "title")) == normal(record.Str(y.Doc, "title")) {
		j.ids[a] = b
		if x, y := effectOf(j.theirs, a), effectOf(j.ours, b); x != "" && y != "" {
			j.ids[x] = y
		}
	}
}

// effectOf is what an analysis explains.
func effectOf(st *record.State, analysis string) string {
	for _, id := range st.Live(review.Causes) {
		if d := st.Parts[review.Causes][id].Doc; record.Str(d, "kind") == "effect" && record.Str(d, "analysis") == analysis {
			return id
		}
	}
	return ""
}

func docsOf(st *record.State, collection string, removed bool) map[string]record.Doc {
	out := map[string]record.Doc{}
	for id, p := range st.Parts[collection] {
		if removed || !p.Removed {
			out[id] = p.Doc
		}
	}
	return out
}

func live(st *record.State, collection string) map[string]record.Part {
	out := map[string]record.Part{}
	for id, p := range st.Parts[collection] {
		if !p.Removed {
			out[id] = p
		}
	}
	return out
}

// rename gives the pieces of a state, and what points to them, the ids they have in ours.
func (j *join) rename(st *record.State) {
	to := func(id string) string { return orElse(j.ids[id], id) }
	st.ID = j.ours.ID
	j.point(review.Schema.Fields, st.Head, to)
	for _, c := range review.Schema.Collections {
		parts := make(map[string]record.Part, len(st.Parts[c.Name]))
		for id, p := range st.Parts[c.Name] {
			j.point(c.Fields, p.Doc, to)
			parts[to(id)] = p
		}
		st.Parts[c.Name] = parts
	}
}

func (j *join) point(fields []record.Field, doc record.Doc, to func(string) string) {
	for _, f := range fields {
		switch v := doc[f.Name].(type) {
		case string:
			if f.Type == record.ID {
				doc[f.Name] = to(v)
			} else if name, id, ok := strings.Cut(v, "/"); ok && f.Name == "about" {
				doc[f.Name] = name + "/" + to(id)
			} else {
				doc[f.Name] = shownAs(v, to)
			}
		case []any:
			if f.Name == "also" || f.Name == "condition_of" {
				list := make([]any, len(v))
				for i, id := range v {
					s, _ := id.(string)
					list[i] = to(s)
				}
				doc[f.Name] = list
			}
		}
	}
}

// shownAs is a text that shows the pictures it shows under the ids they have in ours.
func shownAs(text string, to func(string) string) string {
	for _, id := range review.PicturesIn(text) {
		text = strings.ReplaceAll(text, "("+review.PictureLink+id, "("+review.PictureLink+to(id))
	}
	return text
}

// merge gives the edits of ours that make it both.
func (j *join) merge() ([]record.Op, error) {
	for _, st := range []*record.State{j.base, j.theirs} {
		if st != nil {
			j.level(st)
		}
	}
	open := j.theirs.Parts[review.Conflicts]
	j.theirs.Parts[review.Conflicts] = map[string]record.Part{}
	scheme, err := merge.NewScheme(review.Schema, merge.Version, review.AfterMerge)
	if err != nil {
		return nil, err
	}
	ours, theirs := merge.Side{Doc: scheme.FromState(j.ours)}, merge.Side{Doc: scheme.FromState(j.theirs)}
	var both merge.Result
	if j.base != nil {
		both = merge.MergeInto(scheme, []*merge.Doc{scheme.FromState(j.base)}, theirs, ours) // the words of the chosen one stand
	} else {
		both = merge.Adopt(scheme, nil, theirs, ours)
	}
	st := j.ours.Clone()
	scheme.Into(both.Doc, st)
	j.carry(st, open)
	return record.OpsTo(review.Schema, j.ours, st), nil
}

// carry brings along what no merge looks at: what is still open in theirs, the sums of its
// texts, the private notes and the names behind its pseudonyms.
func (j *join) carry(st *record.State, open map[string]record.Part) {
	for _, id := range sortedKeys(open) {
		c := merge.ConflictOf(id, open[id].Doc)
		if open[id].Removed || c.State != merge.Open || c.Kind == merge.KindTwin || c.Kind == merge.KindSpaces {
			continue
		}
		if p, ok := record.ParsePath(c.Path); ok && p.Part != "" {
			p.Part = orElse(j.ids[p.Part], p.Part)
			c.Path = p.String()
			if f, ok := fieldAt(p); ok && f.Type == record.ID { // a move asks for one of several parts
				c.Base = orElse(j.ids[c.Base], c.Base)
				for i, id := range c.Values {
					c.Values[i] = orElse(j.ids[id], id)
				}
			}
		}
		if st.Parts[review.Conflicts] == nil {
			st.Parts[review.Conflicts] = map[string]record.Part{}
		}
		j.put(st.Parts[review.Conflicts], c)
	}
	for _, text := range record.Strs(j.theirs.Head, record.SourcesField) {
		st.Head[record.SourcesField] = record.WithSource(st.Head, text)
	}
	notes, also := record.Str(st.Local, "private_notes"), record.Str(j.theirs.Local, "private_notes")
	if also != "" && !strings.Contains(notes, also) {
		st.Local["private_notes"] = strings.TrimPrefix(notes+"\n\n"+also, "\n\n")
	}
	names, _ := j.theirs.Local[review.People].(map[string]any)
	here, _ := st.Local[review.People].(map[string]any)
	all := record.Doc{}
	for _, m := range []map[string]any{names, here} {
		for actor, name := range m {
			all[actor] = name
		}
	}
	if len(all) > 0 {
		st.Local[review.People] = all
	}
}

// put adds a question under the id that its content has by now, which is the same whoever
// brings it along; one that a gesture opened keeps the id it has.
func (j *join) put(all map[string]record.Part, c merge.Conflict) {
	if !c.OfMerge() {
		if _, taken := all[c.ID]; taken {
			c.ID = j.newID()
		}
		all[c.ID] = record.Part{Doc: c.Doc()}
		return
	}
	for c.N = 0; ; c.N++ {
		c.ID = merge.ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, c.N)
		old, taken := all[c.ID]
		if taken && record.Str(old.Doc, "state") == merge.Resolved {
			continue
		}
		if !taken {
			all[c.ID] = record.Part{Doc: c.Doc()}
		}
		return
	}
}

// fieldAt is the field of a part that a path names.
func fieldAt(p record.Path) (record.Field, bool) {
	c, ok := review.Schema.Collection(p.Collection)
	if !ok {
		return record.Field{}, false
	}
	return c.Field(p.Field)
}

func sortedKeys(m map[string]record.Part) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
