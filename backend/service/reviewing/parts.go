package reviewing

import (
	"context"
	"strconv"

	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
	"secondstory/backend/service/recording"
)

// AddPart adds a part after a sibling ("" = at the end). A timeline entry is made
// from {"line": "22:14 text"} or from {"at": "22:14", "text": …}; without either
// it happened now, or nobody knows when where the incident lies days back.
func (s *Service) AddPart(ctx context.Context, id, collection string, fields map[string]any, after, editor string) (Saved, error) {
	c, ok := review.Schema.Collection(collection)
	if !ok {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", collection)
	}
	if collection == review.Pictures {
		return Saved{}, fault.New(fault.Denied, "picture.by_file")
	}
	if collection == review.Meetings {
		return Saved{}, fault.New(fault.Denied, "meeting.by_step")
	}
	if collection == review.Comments {
		return s.addComment(ctx, id, fields, editor)
	}
	if collection == review.Replans {
		return Saved{}, fault.New(fault.Denied, "action.replan_by_step")
	}
	if collection == review.Causes {
		return s.addCauseFields(ctx, id, fields, after, editor)
	}
	part := s.NewID()
	var place timeline.Place
	old := false
	if collection == review.Timeline {
		var err error
		if place, old, err = s.placeFor(ctx, id, fields, after); err != nil {
			return Saved{}, err
		}
	}
	// At the end only the last sibling matters; a place among them needs them all.
	needs, last := []string{collection}, []string(nil)
	if _, behind := fields["condition_of"]; after == "" && !behind {
		needs, last = nil, needs
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: collection + ".add", Editor: editor, Needs: needs, Last: last,
		Plan: func(st *record.State) ([]record.Op, error) {
			doc := record.Doc{}
			for k, v := range fields {
				doc[k] = v
			}
			if collection == review.Timeline {
				if err := s.entryFields(doc, place, old); err != nil {
					return nil, err
				}
			}
			if c.Inline {
				part = sectionKey(st, record.Str(doc, "title"))
			}
			if collection == review.Actions && record.Str(doc, "status") == "" {
				doc["status"] = "candidate"
			}
			if collection == review.Factors {
				if err := factorDoc(st, doc); err != nil {
					return nil, err
				}
			}
			people := s.localName(st, collection, doc)
			doc["rank"] = rankAfter(st, collection, after)
			ops := []record.Op{record.AddOp(collection, part, doc)}
			if people != nil {
				ops = append(ops, record.SetOp(record.Path{Field: review.People}, people))
			}
			return ops, nil
		}})
	return Saved{ID: part, Rev: res.Rev}, err
}

// RemovePart and RestorePart take a part away and bring it back; a cause goes
// with everything below it.
func (s *Service) RemovePart(ctx context.Context, id, path, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	if p.Collection == review.Replans {
		return Saved{}, fault.New(fault.Denied, "record.written_once", "path", path)
	}
	if p.Collection == review.Causes {
		return s.RemoveCause(ctx, id, p.Part, editor)
	}
	return s.presence(ctx, id, p, record.RemoveOp(p), "remove", editor)
}

// RestorePart brings a removed part back.
func (s *Service) RestorePart(ctx context.Context, id, path, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	return s.presence(ctx, id, p, record.RestoreOp(p), "restore", editor)
}

func (s *Service) presence(ctx context.Context, id string, p record.Path, op record.Op, verb, editor string) (Saved, error) {
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: p.Collection + "." + verb, Editor: editor, Entities: []string{p.Entity()},
		Plan: func(*record.State) ([]record.Op, error) { return []record.Op{op}, nil }})
	return Saved{Rev: res.Rev}, err
}

// MovePart puts a part behind a sibling; "" means first.
func (s *Service) MovePart(ctx context.Context, id, path, after, editor string) (Saved, error) {
	p, ok := record.ParsePath(path)
	if !ok || p.Part == "" || p.Field != "" || p.Part == after {
		return Saved{}, fault.New(fault.Invalid, "record.field_unknown", "field", path)
	}
	res, err := s.Rec.Edit(ctx, id, recording.Edit{Action: p.Collection + ".move", Editor: editor, Needs: []string{p.Collection},
		Plan: func(st *record.State) ([]record.Op, error) {
			p.Field = "rank"
			low, high := "", ""
			found := after == ""
			for _, sib := range st.Live(p.Collection) {
				if sib == p.Part {
					continue
				}
				rank := record.Str(st.Parts[p.Collection][sib].Doc, "rank")
				if found {
					high = rank
					break
				}
				if sib == after {
					low, found = rank, true
				}
			}
			if !found {
				return nil, fault.New(fault.NotFound, "record.part_missing", "path", p.Collection+"/"+after)
			}
			rank := cause.RankBetween(low, high)
			if rank == "" {
				return nil, fault.New(fault.Conflict, "record.moved_on", "path", p.Entity(), "field", "rank")
			}
			return []record.Op{record.SetOp(p, rank)}, nil
		}})
	return Saved{Rev: res.Rev}, err
}

// rankAfter is a rank behind a sibling and before the next; at the end when the
// sibling is "" or unknown.
func rankAfter(st *record.State, collection, after string) string {
	low, high := "", ""
	found := false
	for _, id := range st.Live(collection) {
		rank := record.Str(st.Parts[collection][id].Doc, "rank")
		if found {
			high = rank
			break
		}
		low = rank
		found = id == after
	}
	if r := cause.RankBetween(low, high); r != "" {
		return r
	}
	return cause.RankBetween(low, "")
}

// sectionKey makes a key for a new section that no other has.
func sectionKey(st *record.State, title string) string {
	base := review.Slug(title)
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key += "-" + strconv.Itoa(n)
		}
		if _, taken := st.Part(review.Sections, key); !taken {
			return key
		}
	}
}

func nextRank(after string) string { return cause.RankBetween(after, "") }
