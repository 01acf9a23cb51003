package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/service/recording"
)

// snapshot is what an import made, as it is kept beside the record.
type snapshot struct {
	Head  record.Doc                       `json:"head"`
	Parts map[string]map[string]record.Doc `json:"parts"`
	Told  bool                             `json:"told,omitempty"` // the times in its prose were taken over
	// People are those named in pieces that were left, by their pseudonym: they are nobody
	// in the record, and the next version has to know them again.
	People record.Doc `json:"people,omitempty"`
}

// update merges a known source with new content into its record: base is what
// the last import made, theirs the new content, ours the record as it is now.
// What only the source changed is taken over; what only a person changed stays;
// what both changed stays as the person has it and becomes a conflict with the
// new text beside it. A piece a person deleted stays deleted; a piece the source
// no longer has goes, unless a person has changed it.
func (s *Service) update(ctx context.Context, item *Item) error {
	theirs := Build(item.document(), item.Known, s.NewID, s.Now())
	var base, matched snapshot
	_, err := s.Rec.Edit(ctx, item.Known, recording.Edit{
		Action: "review.reimport", Reason: item.Name, Needs: append(collectionNames(), review.Pictures),
		// What the last import made is read where nobody can import in between.
		Guard: func(tx recording.Reader) error {
			sources, err := tx.Sources(item.earlier())
			sources = readHere(sources)
			switch {
			case err != nil:
				return err
			case len(sources) == 0:
				return fmt.Errorf("update %s: the source is not known", item.Name)
			case item.Reread && sources[len(sources)-1].ReaderVersion >= item.Document.ReaderVersion,
				!item.Reread && item.holds(sources[len(sources)-1]):
				return recording.ErrSourceKnown
			}
			if err := json.Unmarshal(sources[len(sources)-1].Snapshot, &base); err != nil {
				return fmt.Errorf("update %s: snapshot: %w", item.Name, err)
			}
			return nil
		},
		Plan: func(ours *record.State) ([]record.Op, error) {
			m := s.merger(item, base, ours, theirs)
			ops := m.merge()
			item.asks = asked(ops)
			matched = m.snapshot()
			docs, notes := s.bring(item, theirs, ours, m.where)
			for _, doc := range docs {
				ops = append(ops, record.AddOp(review.Pictures, s.NewID(), doc))
			}
			item.brought = notes
			return append(ops, record.SetOp(record.Path{Field: record.SourcesField}, record.WithSource(ours.Head, item.Document.TextSHA256))), nil
		},
		Source: func() (*record.Source, error) {
			doc := record.Doc{"head": matched.Head, "parts": plainParts(matched.Parts)}
			if item.Told {
				doc["told"] = true
			}
			if len(matched.People) > 0 {
				doc["people"] = matched.People
			}
			raw, err := record.Canonical(doc)
			return &record.Source{Record: item.Known, Path: item.File.Path, SHA256: item.SHA256, Text: item.Document.TextSHA256, Format: item.Document.Format,
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

// merged names the collections a document fills and that are merged piece by
// piece, entries before the findings about them. Causes are only added to
// (mergecauses.go): a tree that people have worked on is not rebuilt.
var merged = []string{review.Sections, review.Timeline, review.Factors, review.Actions, review.Participants, review.StatedLong, review.Findings}

func collectionNames() []string {
	return append([]string{review.Conflicts, review.Analyses, review.Causes, review.Evidences}, merged...)
}

type merger struct {
	base   snapshot
	ours   *record.State
	theirs *record.State
	newID  func() string

	ops  []record.Op
	next snapshot
	ids  map[string]string // of pieces: id in theirs → id in ours

	// left are the keys of pieces a person left out of the merge, absent the new parts
	// among them; pieces tell all, now the one that is being merged.
	left   map[string]bool
	absent map[string]bool
	pieces []Piece
	now    *Piece
}

func (s *Service) merger(item *Item, base snapshot, ours, theirs *record.State) *merger {
	return &merger{base: base, ours: ours, theirs: theirs, newID: s.NewID, ids: map[string]string{}, left: item.left, absent: map[string]bool{}}
}

// where gives the id of a piece of theirs in the record; false where a person left the piece,
// took it out, or left what changed in it.
func (m *merger) where(collection, id string) (string, bool) {
	here, known := m.ids[id]
	if !known {
		here = id
	}
	part, ok := m.ours.Part(collection, here)
	return here, !m.absent[here] && !m.left[collection+"/"+here] && !(ok && part.Removed)
}

// volatile fields are made by an import itself and say nothing about the source.
var volatile = map[string]bool{"rank": true, "line": true, "about": true}

func (m *merger) snapshot() snapshot { return m.next }

func (m *merger) merge() []record.Op {
	m.next = snapshot{Head: record.Doc{}, Parts: map[string]map[string]record.Doc{}}
	for k, v := range m.theirs.Head {
		m.next.Head[k] = v
	}
	named := m.people()
	for _, f := range review.Schema.Fields {
		if f.Local || f.Name == "analysis" || f.Name == record.SourcesField {
			continue
		}
		m.headField(f)
	}
	for _, name := range merged {
		m.collection(name)
	}
	m.causes()
	m.name(named)
	return m.ops
}

func (m *merger) headField(f record.Field) {
	m.piece(Piece{Key: f.Name, Words: f.Name}, func() {
		m.field(record.Path{Field: f.Name}, f, m.base.Head[f.Name], m.ours.Head[f.Name], m.theirs.Head[f.Name])
	})
}

func (m *merger) collection(name string) {
	c, _ := review.Schema.Collection(name)
	if name == review.Findings {
		m.repoint()
	}
	pairs := match(name, m.base.Parts[name], m.theirs.Parts[name])
	next := map[string]record.Doc{}
	m.next.Parts[name] = next
	place := newPlaces(m.ours, name)
	for n, tid := range m.theirs.Live(name) {
		doc := m.theirs.Parts[name][tid].Doc
		bid, known := pairs[tid]
		if !known {
			id := tid
			if _, taken := m.ours.Part(name, id); taken {
				id = m.newID() // a section whose key a person's own section has taken
			}
			next[id], m.ids[tid] = doc, id
			_, about, _ := strings.Cut(record.Str(doc, "about"), "/")
			if m.fresh(pieceOf(name, id, newKey(name, n), doc), id) || m.absent[about] {
				continue
			}
			doc["rank"] = place.next()
			m.ops = append(m.ops, record.AddOp(name, id, doc))
			continue
		}
		next[bid], m.ids[tid] = doc, bid
		part, ok := m.ours.Part(name, bid)
		if !ok || part.Removed {
			m.tell(pieceOf(name, bid, name+"/"+bid, doc), PieceRemoved)
			continue
		}
		place.at(record.Str(part.Doc, "rank"))
		m.piece(pieceOf(name, bid, name+"/"+bid, part.Doc), func() {
			for _, f := range c.Fields {
				if volatile[f.Name] {
					continue
				}
				m.field(record.Path{Collection: name, Part: bid, Field: f.Name}, f, m.base.Parts[name][bid][f.Name], part.Doc[f.Name], doc[f.Name])
			}
		})
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
		p := pieceOf(name, bid, name+"/"+bid, part.Doc)
		if !samePiece(m.base.Parts[name][bid], part.Doc) {
			m.tell(p, PieceGoneKept)
		} else if !m.tell(p, PieceGone) {
			m.ops = append(m.ops, record.RemoveOp(record.Path{Collection: name, Part: bid}))
		}
	}
}

// repoint lets the findings of the new version point to the entries that are here.
func (m *merger) repoint() {
	for _, id := range m.theirs.Live(review.Findings) {
		doc := m.theirs.Parts[review.Findings][id].Doc
		collection, part, ok := strings.Cut(record.Str(doc, "about"), "/")
		if here, known := m.ids[part]; ok && known {
			doc["about"] = collection + "/" + here
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
		if !record.Equal(o, b) && !record.Equal(o, t) {
			m.saw(PieceHere)
		}
		return
	case record.Equal(o, b), f.Policy == record.Either:
		m.changed(PieceFile, p, ours, theirs, theirs)
		m.ops = append(m.ops, record.SetOp(p, theirs))
		return
	}
	if f.Policy == record.Text {
		bs, _ := base.(string)
		os, _ := ours.(string)
		ts, _ := theirs.(string)
		// Two additions at one place have no order a person has seen: they are asked.
		if r := merge.Text(bs, os, ts); len(r.Overlaps)+r.Joined == 0 {
			m.changed(PieceJoined, p, ours, theirs, r.Text)
			m.ops = append(m.ops, record.SetOp(p, r.Text))
			return
		}
	}
	m.changed(PieceBoth, p, ours, theirs, ours)
	m.ops = append(m.ops, record.AddOp(review.Conflicts, m.newID(), record.Doc{
		"path": p.String(), "kind": "reimport", "base": asText(base), "values": []any{asText(ours), asText(theirs)}, "state": "open",
	}))
}

// times appends what the source now states when its statement has changed; the
// statements people made stay.
func (m *merger) times(p record.Path, base, ours, theirs any) {
	b, o, t := lastTime(base), lastTime(ours), lastTime(theirs)
	if t == nil || record.Equal(b, t) || record.Equal(o, t) {
		if !record.Equal(o, b) && !record.Equal(o, t) {
			m.saw(PieceHere)
		}
		return
	}
	all, _ := ours.([]any)
	stated, _ := theirs.([]any)
	if record.Equal(o, b) && len(stated) > 0 {
		m.changed(PieceFile, p, last(ours), last(theirs), last(theirs))
		m.ops = append(m.ops, record.SetOp(p, append(append([]any{}, all...), stated[len(stated)-1])))
		return
	}
	m.changed(PieceBoth, p, last(ours), last(theirs), last(ours))
	m.ops = append(m.ops, record.AddOp(review.Conflicts, m.newID(), record.Doc{
		"path": p.String(), "kind": "reimport", "base": asText(b), "values": []any{asText(o), asText(t)}, "state": "open",
	}))
}

// lastTime is what the last statement says, without who said it when.
func lastTime(v any) any {
	return bareTime(last(v))
}

func last(v any) any {
	list, _ := v.([]any)
	if len(list) == 0 {
		return nil
	}
	return list[len(list)-1]
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
