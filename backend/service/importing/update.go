package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"sort"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// snapshot is what an import made, as it is kept beside the record.
type snapshot struct {
	Head  record.Doc                       `json:"head"`
	Parts map[string]map[string]record.Doc `json:"parts"`
}

// update merges a known source with new content into its record: base is what
// the last import made, theirs the new content, ours the record as it is now.
// What only the source changed is taken over; what only a person changed stays;
// what both changed stays as the person has it and becomes a conflict with the
// new text beside it. A piece a person deleted stays deleted; a piece the source
// no longer has goes, unless a person has changed it.
func (s *Service) update(ctx context.Context, item *Item) error {
	sources, err := s.Sources.Sources(ctx, "", item.File.Path)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return fmt.Errorf("update %s: the source is not known", item.Name)
	}
	var base snapshot
	if err := json.Unmarshal(sources[len(sources)-1].Snapshot, &base); err != nil {
		return fmt.Errorf("update %s: snapshot: %w", item.Name, err)
	}
	theirs := Build(item.Document, item.Known, s.NewID, s.Now())
	var matched snapshot
	_, err = s.Rec.Edit(ctx, item.Known, recording.Edit{
		Action: "review.reimport", Reason: item.Name, Needs: collectionNames(),
		Plan: func(ours *record.State) ([]record.Op, error) {
			m := merger{base: base, ours: ours, theirs: theirs, newID: s.NewID}
			ops := m.merge()
			matched = m.snapshot()
			return ops, nil
		},
		Source: func() (*record.Source, error) {
			raw, err := record.Canonical(record.Doc{"head": matched.Head, "parts": plainParts(matched.Parts)})
			return &record.Source{Record: item.Known, Path: item.File.Path, SHA256: item.SHA256, Format: item.Document.Format,
				ReaderVersion: item.Document.ReaderVersion, Snapshot: raw, At: s.Now()}, err
		},
	})
	return err
}

func plainParts(parts map[string]map[string]record.Doc) record.Doc {
	out := record.Doc{}
	for name, list := range parts {
		m := record.Doc{}
		for id, d := range list {
			m[id] = d
		}
		out[name] = m
	}
	return out
}

// merged names the collections a document fills, besides the causes: a tree that
// people have worked on is not rebuilt from a document.
var merged = []string{review.Sections, review.Timeline, review.Factors, review.Actions, review.Participants, review.StatedLong, review.Findings}

func collectionNames() []string {
	return append([]string{review.Conflicts}, merged...)
}

type merger struct {
	base   snapshot
	ours   *record.State
	theirs *record.State
	newID  func() string

	ops  []record.Op
	next snapshot
}

// volatile fields are made by an import itself and say nothing about the source.
var volatile = map[string]bool{"rank": true, "line": true, "owner_actor": true, "actor": true, "about": true}

func (m *merger) snapshot() snapshot { return m.next }

func (m *merger) merge() []record.Op {
	m.next = snapshot{Head: m.theirs.Head, Parts: map[string]map[string]record.Doc{}}
	for _, f := range review.Schema.Fields {
		if f.Local || f.Name == "analysis" {
			continue
		}
		m.field(record.Path{Field: f.Name}, f, m.base.Head[f.Name], m.ours.Head[f.Name], m.theirs.Head[f.Name])
	}
	for _, name := range merged {
		m.collection(name)
	}
	return m.ops
}

func (m *merger) collection(name string) {
	c, _ := review.Schema.Collection(name)
	pairs := match(name, m.base.Parts[name], m.theirs.Parts[name])
	next := map[string]record.Doc{}
	m.next.Parts[name] = next
	for _, tid := range m.theirs.Live(name) {
		doc := m.theirs.Parts[name][tid].Doc
		bid, known := pairs[tid]
		if !known {
			id := tid
			if _, taken := m.ours.Part(name, id); taken {
				id = m.newID() // a section whose key a person's own section has taken
			}
			next[id] = doc
			m.ops = append(m.ops, record.AddOp(name, id, doc))
			continue
		}
		next[bid] = doc
		part, ok := m.ours.Part(name, bid)
		if !ok || part.Removed {
			continue
		}
		for _, f := range c.Fields {
			if volatile[f.Name] {
				continue
			}
			m.field(record.Path{Collection: name, Part: bid, Field: f.Name}, f, m.base.Parts[name][bid][f.Name], part.Doc[f.Name], doc[f.Name])
		}
	}
	taken := map[string]bool{}
	for _, bid := range pairs {
		taken[bid] = true
	}
	for _, bid := range sortedIDs(m.base.Parts[name]) {
		part, ok := m.ours.Part(name, bid)
		if taken[bid] || !ok || part.Removed {
			continue
		}
		if samePiece(m.base.Parts[name][bid], part.Doc) {
			m.ops = append(m.ops, record.RemoveOp(record.Path{Collection: name, Part: bid}))
		}
	}
}

// field takes one field over, leaves it, or makes a conflict of it.
func (m *merger) field(p record.Path, f record.Field, base, ours, theirs any) {
	if f.Type == record.Stated {
		m.times(p, base, ours, theirs)
		return
	}
	b, o, t := bare(f, base), bare(f, ours), bare(f, theirs)
	switch {
	case record.Equal(o, t) || record.Equal(b, t):
		return
	case record.Equal(o, b):
		m.ops = append(m.ops, record.SetOp(p, theirs))
		return
	}
	if f.Policy == record.Text {
		bs, _ := base.(string)
		os, _ := ours.(string)
		ts, _ := theirs.(string)
		if text, overlap := record.Merge3(bs, ts, os); !overlap {
			m.ops = append(m.ops, record.SetOp(p, text))
			return
		}
	}
	m.ops = append(m.ops, record.AddOp(review.Conflicts, m.newID(), record.Doc{
		"path": p.String(), "kind": "reimport", "base": asText(base), "values": []any{asText(ours), asText(theirs)}, "state": "open",
	}))
}

// times appends what the source now states when its statement has changed; the
// statements people made stay.
func (m *merger) times(p record.Path, base, ours, theirs any) {
	b, o, t := lastTime(base), lastTime(ours), lastTime(theirs)
	if t == nil || record.Equal(b, t) || record.Equal(o, t) {
		return
	}
	all, _ := ours.([]any)
	stated, _ := theirs.([]any)
	if record.Equal(o, b) && len(stated) > 0 {
		m.ops = append(m.ops, record.SetOp(p, append(append([]any{}, all...), stated[len(stated)-1])))
		return
	}
	m.ops = append(m.ops, record.AddOp(review.Conflicts, m.newID(), record.Doc{
		"path": p.String(), "kind": "reimport", "base": asText(b), "values": []any{asText(o), asText(t)}, "state": "open",
	}))
}

// lastTime is what the last statement says, without who said it when.
func lastTime(v any) any {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil
	}
	return bareTime(list[len(list)-1])
}

func bareTime(v any) any {
	d, ok := v.(map[string]any)
	if !ok {
		return nil
	}
	return record.Doc{"at": record.Str(d, "at"), "end": record.Str(d, "end"), "zone": record.Str(d, "zone"), "precision": record.Str(d, "precision")}
}

func bare(f record.Field, v any) any {
	if f.Type == record.Statement {
		return bareTime(v)
	}
	switch x := v.(type) {
	case string:
		if x == "" {
			return nil
		}
	case []any:
		if len(x) == 0 {
			return nil
		}
	}
	return v
}

func asText(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	if v == nil {
		return ""
	}
	raw, err := record.Canonical(v)
	if err != nil {
		return ""
	}
	return string(raw)
}

func samePiece(a, b record.Doc) bool {
	for _, d := range []record.Doc{a, b} {
		for k := range d {
			if volatile[k] {
				continue
			}
			if k == "times" {
				if !record.Equal(lastTime(a[k]), lastTime(b[k])) {
					return false
				}
				continue
			}
			if asText(a[k]) != asText(b[k]) {
				return false
			}
		}
	}
	return true
}

// match finds, for pieces of the new content, the piece of the old that they
// are: first by the same words, then by the same time or key, then by the same
// place between matched neighbours. It gives new id → old id.
func match(collection string, old map[string]record.Doc, now map[string]record.Part) map[string]string {
	pairs := map[string]string{}
	used := map[string]bool{}
	newIDs := make([]string, 0, len(now))
	for id := range now {
		newIDs = append(newIDs, id)
	}
	sort.Slice(newIDs, func(i, j int) bool {
		return record.Str(now[newIDs[i]].Doc, "rank") < record.Str(now[newIDs[j]].Doc, "rank")
	})
	oldIDs := sortedIDs(old)
	if collection == review.Sections {
		for _, id := range newIDs {
			if _, ok := old[id]; ok {
				pairs[id] = id
			}
		}
		return pairs
	}
	for _, how := range []func(record.Doc) string{
		func(d record.Doc) string { return "t" + timeText(d) + "\x00" + words(d) },
		words,
		timeText,
	} {
		byKey := map[string][]string{}
		for _, id := range oldIDs {
			if k := how(old[id]); !used[id] && k != "" {
				byKey[k] = append(byKey[k], id)
			}
		}
		for _, id := range newIDs {
			if _, done := pairs[id]; done {
				continue
			}
			k := how(now[id].Doc)
			if ids := byKey[k]; k != "" && len(ids) > 0 {
				pairs[id], byKey[k] = ids[0], ids[1:]
				used[ids[0]] = true
			}
		}
	}
	return pairs
}

func words(d record.Doc) string {
	for _, name := range []string{"text", "title", "role", "label", "key"} {
		if v := record.Str(d, name); v != "" {
			return normal(v)
		}
	}
	return ""
}

func timeText(d record.Doc) string {
	t, ok := lastTime(d["times"]).(record.Doc)
	if !ok || record.Str(t, "at") == "" {
		return ""
	}
	return record.Str(t, "at")
}

func sortedIDs(m map[string]record.Doc) []string {
	ids := make([]string, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool {
		a, b := record.Str(m[ids[i]], "rank"), record.Str(m[ids[j]], "rank")
		if a != b {
			return a < b
		}
		return ids[i] < ids[j]
	})
	return ids
}
