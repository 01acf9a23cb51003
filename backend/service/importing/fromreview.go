package importing

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/intake"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// FromReview makes a record of a review in the shape that "record show --json"
// prints: our own export, or a sample written by hand. Parts get ids of newID;
// what the source's ids pointed to stays pointed to. Names are not taken over.
func FromReview(r review.Review, id string, newID func() string, now time.Time) (*record.State, error) {
	b := &builder{st: record.NewState(review.Kind, id), newID: newID, now: now.UTC().Format(time.RFC3339), order: map[string][]string{}}
	ids := map[string]string{"": ""}
	idOf := func(old string) string {
		if _, ok := ids[old]; !ok {
			ids[old] = newID()
		}
		return ids[old]
	}
	put := func(collection, old string, v any, drop ...string) error {
		doc, err := docOf(v, append(drop, "id", "rank")...)
		if err != nil {
			return err
		}
		b.put(collection, idOf(old), doc)
		return nil
	}
	if err := b.reviewHead(r); err != nil {
		return nil, err
	}
	for _, s := range r.Sections {
		b.section(intake.Section{Key: s.Key, Title: s.Title, Text: s.Text, Kept: s.Kept, Level: s.Level, Columns: s.Columns})
	}
	for _, e := range r.Timeline {
		times := e.Times
		if len(times) == 0 {
			times = []timeline.Statement{e.Statement}
		}
		list := make([]any, len(times))
		for i, st := range times {
			st.RecordedAt = orElse(st.RecordedAt, b.now)
			list[i] = review.StatementDoc(st)
		}
		b.put(review.Timeline, idOf(e.ID), record.Doc{"text": e.Text, "role": e.Role, "actor": e.Actor, "kind": e.Kind, "workstream": e.Workstream, "line": float64(e.Line), "times": list})
	}
	for _, f := range r.Factors {
		for i, old := range f.ConditionOf {
			if i == 0 {
				f.ConditionOf = slices.Clone(f.ConditionOf)
			}
			f.ConditionOf[i] = idOf(old)
		}
		if err := put(review.Factors, f.ID, f); err != nil {
			return nil, err
		}
	}
	for _, a := range r.Actions {
		if err := put(review.Actions, a.ID, a, "ref", "owner", "owner_name", "overdue_days", "agreed", "look_on"); err != nil {
			return nil, err
		}
	}
	for _, x := range r.Replans {
		x.Action = idOf(x.Action)
		if err := put(review.Replans, x.ID, x); err != nil {
			return nil, err
		}
	}
	for _, m := range r.Meetings {
		if err := put(review.Meetings, m.ID, m); err != nil {
			return nil, err
		}
	}
	for _, c := range r.Comments {
		if collection, old, ok := strings.Cut(c.About, "/"); ok && collection != review.Sections {
			c.About = collection + "/" + idOf(old)
		}
		if err := put(review.Comments, c.ID, c); err != nil {
			return nil, err
		}
	}
	for _, p := range r.Participants {
		if err := put(review.Participants, p.ID, p, "name"); err != nil {
			return nil, err
		}
	}
	for _, s := range r.Stated {
		if err := put(review.StatedLong, s.ID, s); err != nil {
			return nil, err
		}
	}
	for _, f := range slices.Concat(r.Findings, r.Left) { // what was noticed, and what people left with their reason
		if collection, old, ok := strings.Cut(f.About, "/"); ok && collection != review.Sections { // a section keeps its key
			f.About = collection + "/" + idOf(old)
		}
		if err := put(review.Findings, f.ID, f); err != nil {
			return nil, err
		}
	}
	if err := b.reviewCauses(r, idOf); err != nil {
		return nil, err
	}
	for _, e := range r.Evidence {
		e.Cause, e.Entry = idOf(e.Cause), idOf(e.Entry)
		if err := put(review.Evidences, e.ID, e); err != nil {
			return nil, err
		}
	}
	b.rank()
	return b.st, b.check()
}

func (b *builder) reviewHead(r review.Review) error {
	doc, err := docOf(r)
	if err != nil {
		return err
	}
	for _, f := range review.Schema.Fields {
		if v, ok := doc[f.Name]; ok && !f.Local && v != nil && v != "" && f.Name != "analysis" {
			b.st.Head[f.Name] = v
		}
	}
	return nil
}

// reviewCauses puts the current analysis in, keeping the order of the list among
// siblings.
func (b *builder) reviewCauses(r review.Review, idOf func(string) string) error {
	if len(r.Causes) == 0 {
		return nil
	}
	title := ""
	for _, a := range r.Analyses {
		if a.Current {
			title = a.Title
		}
	}
	analysis := b.add(review.Analyses, record.Doc{"title": title})
	b.st.Head["analysis"] = analysis
	ranks := map[string]string{}
	for _, n := range r.Causes {
		ranks[n.Parent] = cause.RankBetween(ranks[n.Parent], "")
		doc, err := docOf(n, "id", "evidence_for", "evidence_against")
		if err != nil {
			return err
		}
		doc["analysis"], doc["parent"], doc["factor"] = analysis, idOf(n.Parent), idOf(n.Factor)
		also := make([]any, 0, len(n.Also))
		for _, other := range n.Also {
			also = append(also, idOf(other))
		}
		doc["also"] = also
		b.put(review.Causes, idOf(n.ID), doc)
		b.st.Parts[review.Causes][idOf(n.ID)].Doc["rank"] = ranks[n.Parent]
	}
	return nil
}

// check runs every field through the schema, so that a file written by hand says
// what is wrong with it before anything is stored.
func (b *builder) check() error {
	for _, f := range review.Schema.Fields {
		if err := record.Check(f, b.st.Head[f.Name]); err != nil {
			return err
		}
	}
	for _, c := range review.Schema.Collections {
		for id, p := range b.st.Parts[c.Name] {
			for name, v := range p.Doc {
				f, ok := c.Field(name)
				if !ok {
					return fault.New(fault.Invalid, "record.field_unknown", "field", c.Name+"/"+id+"/"+name)
				}
				if err := record.Check(f, v); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// docOf is a typed value as a document, without the fields named.
func docOf(v any, drop ...string) (record.Doc, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	doc := record.Doc{}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return nil, err
	}
	for _, name := range drop {
		delete(doc, name)
	}
	return doc, nil
}

// AddReviews stores reviews given in our own shape.
func (s *Service) AddReviews(reviews ...review.Review) ([]recording.New, error) {
	var list []recording.New
	for _, r := range reviews {
		st, err := FromReview(r, s.NewID(), s.NewID, s.Now())
		if err != nil {
			return nil, fmt.Errorf("review %q: %w", r.Title, err)
		}
		list = append(list, recording.New{State: st, Action: "review.create"})
	}
	return list, nil
}
