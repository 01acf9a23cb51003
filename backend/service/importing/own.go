package importing

import (
	"context"
	"slices"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// ownRecord knows the record an export was made of, by the id it carries: the
// file is then a newer version of it and no new review.
func (s *Service) ownRecord(ctx context.Context, item *Item) error {
	if item.Document.ID == "" {
		return nil
	}
	_, err := s.Rec.Get(ctx, item.Document.ID)
	switch {
	case fault.Is(err, fault.NotFound):
		return nil
	case err != nil:
		return err
	}
	item.Known, item.Own = item.Document.ID, true
	if item.InTrash, err = s.Rec.InTrash(ctx, item.Known); err != nil {
		return err
	}
	item.Status = StatusProposal
	if item.InTrash {
		item.Status = StatusUnchanged
	}
	return nil
}

// carried are the fields that an export of ours writes down; all others stay as
// they are here.
var carried = map[string][]string{
	review.Sections: {"title", "text"}, review.Timeline: {"text", "role", "workstream", "times"}, review.Factors: {"text"},
	review.Actions: {"title", "text", "owner_role", "due", "status", "criterion", "measure"}, review.Participants: {"role"},
}

// updateOwn merges an export of a record back into it. When nobody has changed
// the record since it was written, what differs was changed in the file. Else the
// two are told apart by nobody, and what differs becomes a conflict.
func (s *Service) updateOwn(ctx context.Context, item *Item) error {
	theirs := Build(item.document(), item.Known, s.NewID, s.Now())
	text := "" // of a file that changed nothing the record tells nothing, and it stays known
	_, err := s.Rec.Edit(ctx, item.Known, recording.Edit{
		Action: "review.reimport", Reason: item.Name, Needs: collectionNames(),
		Guard: func(tx recording.Reader) error {
			sources, err := tx.Sources(item.content())
			if slices.ContainsFunc(sources, func(x record.Source) bool { return x.Record == item.Known }) {
				return recording.ErrSourceKnown
			}
			return err
		},
		Source: func() (*record.Source, error) {
			raw, err := snapshotOf(theirs, item.Told)
			return &record.Source{Record: item.Known, Path: item.File.Path, SHA256: item.SHA256, Text: text, Format: item.Document.Format,
				ReaderVersion: item.Document.ReaderVersion, Snapshot: raw, At: s.Now()}, err
		},
		Plan: func(ours *record.State) ([]record.Op, error) {
			// The record tells every text that went into it: an undo takes it out again, and
			// the file is offered anew.
			ops := s.ownMerger(item, ours, theirs).mergeOwn()
			item.asks = asked(ops)
			if len(ops) == 0 {
				return nil, nil
			}
			text = item.Document.TextSHA256
			return append(ops, record.SetOp(record.Path{Field: record.SourcesField}, record.WithSource(ours.Head, item.Document.TextSHA256))), nil
		},
	})
	return err
}

// ownMerger is asked of the state the edit starts from: what was typed since the file
// was chosen counts too.
func (s *Service) ownMerger(item *Item, ours, theirs *record.State) *merger {
	untouched := review.Fingerprint(review.FromSnapshot(record.Snapshot{Row: record.Row{ID: item.Known, Kind: review.Kind}, State: ours})) == item.Document.Print
	adoptPieces(ours, theirs)
	overlay(ours, theirs)
	m := s.merger(item, snapshot{Head: record.Doc{}, Parts: map[string]map[string]record.Doc{}}, ours, theirs)
	for name := range carried {
		m.base.Parts[name] = map[string]record.Doc{}
		for _, id := range ours.Live(name) {
			if _, told := theirs.Part(name, id); told || untouched {
				m.base.Parts[name][id] = baseOf(ours.Parts[name][id].Doc, name, untouched)
				if name == review.Actions && (review.Action{Status: record.Str(ours.Parts[name][id].Doc, "status")}).Promised() {
					delete(m.base.Parts[name][id], "due") // a date that was promised is asked about
				}
			}
		}
	}
	if untouched {
		m.base.Head = ours.Head
	}
	return m
}

// adoptPieces gives a piece without a mark, which a person wrote into the file, the
// id of the same words here: an earlier version of the file may have brought them.
func adoptPieces(ours, theirs *record.State) {
	for name := range carried {
		if name == review.Sections {
			continue
		}
		here := map[string]record.Doc{}
		for _, id := range ours.Live(name) {
			if _, told := theirs.Part(name, id); !told {
				here[id] = ours.Parts[name][id].Doc
			}
		}
		now := map[string]record.Part{}
		for _, id := range theirs.Live(name) {
			if _, known := ours.Parts[name][id]; !known {
				now[id] = theirs.Parts[name][id]
			}
		}
		for id, same := range matchAs(name, here, now, likeness(name)[:1]) {
			theirs.Parts[name][same] = theirs.Parts[name][id]
			delete(theirs.Parts[name], id)
		}
	}
}

// baseOf is what both sides start from: the piece as it is here, or one of which
// nothing is known.
func baseOf(doc record.Doc, collection string, known bool) record.Doc {
	out, _ := record.Clone(doc).(record.Doc)
	if !known {
		for _, f := range carried[collection] {
			delete(out, f)
		}
	}
	return out
}

// overlay gives the pieces of an export what it does not carry, as it is here,
// and times that are written in the same words.
func overlay(ours, theirs *record.State) {
	// An export writes a time without a date with the day the review gives it.
	shown := map[string]string{}
	for _, e := range review.FromSnapshot(record.Snapshot{State: ours}).Timeline {
		shown[e.ID] = review.Written(e.Statement)
	}
	// The column of workstreams stands only in an export in which an entry names one.
	column := slices.ContainsFunc(theirs.Live(review.Timeline), func(id string) bool {
		return record.Str(theirs.Parts[review.Timeline][id].Doc, "workstream") != ""
	})
	for name, fields := range carried {
		for _, id := range theirs.Live(name) {
			here, ok := ours.Part(name, id)
			if !ok {
				continue
			}
			doc := theirs.Parts[name][id].Doc
			for k := range doc {
				if _, known := here.Doc[k]; !known && !slices.Contains(fields, k) {
					delete(doc, k)
				}
			}
			for k, v := range here.Doc {
				if !slices.Contains(fields, k) {
					doc[k] = v
				}
			}
			if stream, has := here.Doc["workstream"]; name == review.Timeline && !column && has {
				doc["workstream"] = stream
			}
			if said := written(doc); name == review.Timeline && (said == written(here.Doc) || said == shown[id]) {
				doc["times"] = here.Doc["times"]
			}
		}
	}
	for _, f := range review.Schema.Fields {
		if !slices.Contains([]string{"title", "severity", "state", "services", "tags", "zone", "date"}, f.Name) {
			theirs.Head[f.Name] = ours.Head[f.Name]
		}
	}
}

// written is the last time of an entry as the export writes it.
func written(doc record.Doc) string {
	list, _ := doc["times"].([]any)
	if len(list) == 0 {
		return ""
	}
	d, _ := list[len(list)-1].(map[string]any)
	return review.Written(timeline.Statement{At: record.Str(d, "at"), End: record.Str(d, "end"), Zone: record.Str(d, "zone"), Raw: record.Str(d, "raw"), Precision: timeline.Precision(record.Str(d, "precision"))})
}

// mergeOwn merges what an export carries; the tree of causes stays as it is here.
func (m *merger) mergeOwn() []record.Op {
	m.next = snapshot{Head: record.Doc{}, Parts: map[string]map[string]record.Doc{}}
	for _, f := range review.Schema.Fields {
		if !f.Local && f.Name != "analysis" {
			m.headField(f)
		}
	}
	for _, name := range []string{review.Sections, review.Timeline, review.Factors, review.Actions, review.Participants} {
		m.collection(name)
	}
	return m.ops
}
