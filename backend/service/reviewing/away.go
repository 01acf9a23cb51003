package reviewing

import (
	"maps"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// A question may be about a part that somebody has taken away since. It asks then whether
// that stays away, or comes back as one of its versions says.

// awayForms are the forms of questions about a value of a part, which goes with the part.
var awayForms = map[string]bool{review.FormText: true, review.FormLine: true, review.FormChoice: true, review.FormDate: true,
	review.FormTime: true, review.FormList: true, review.FormPlace: true, review.FormFacts: true}

// away says of a question whether the part it is about was taken away, and whether that can
// come back: what was disposed of cannot, nor what this workspace never had.
func away(schema *record.Schema, st *record.State, c merge.Conflict) (at record.Path, gone, kept bool) {
	p, ok := record.ParsePath(c.Path)
	if !ok || p.Part == "" || p.Field == "" || !awayForms[review.FormIn(schema, c)] || partThere(st, c.Path) {
		return record.Path{}, false, false
	}
	part, known := st.Part(p.Collection, p.Part)
	return record.Path{Collection: p.Collection, Part: p.Part}, true, known && len(part.Doc) > 0 && part.Doc["$disposed"] == nil
}

// withParts is a state in which parts that were taken away are there; everything else is shared.
func withParts(st *record.State, list ...record.Path) *record.State {
	out := *st
	out.Parts = maps.Clone(st.Parts)
	own := map[string]bool{}
	for _, at := range list {
		if !own[at.Collection] {
			own[at.Collection], out.Parts[at.Collection] = true, maps.Clone(st.Parts[at.Collection])
		}
		out.Parts[at.Collection][at.Part] = record.Part{Doc: st.Parts[at.Collection][at.Part].Doc}
	}
	return &out
}

// answerAway leaves a part away, or brings it back as an answer to the question says.
func (s *Service) answerAway(schema *record.Schema, st *record.State, at record.Path, kept bool, q review.Asked, choice Choice) ([]record.Op, string, error) {
	n, numbered := sideOf(choice.Keep)
	choice.Seen = nil // it was compared
	switch {
	case numbered && n == 0:
		return nil, "", nil
	case !kept:
		return nil, "", fault.New(fault.Conflict, "conflict.part_gone")
	case numbered:
		choice.Keep = strconv.Itoa(n)
	}
	ops, value, err := s.answer(schema, withParts(st, at), q.There(), choice)
	if err != nil {
		return nil, "", err
	}
	return append([]record.Op{record.RestoreOp(at)}, ops...), value, nil
}

// named is the subject of conflicts with the words of those parts that were taken away.
func (r reading) named(list []merge.Conflict) review.Subject {
	var back []record.Path
	for _, c := range list {
		if at, gone, kept := away(r.subject.Schema, r.snap.State, c); gone && kept {
			back = append(back, at)
		}
	}
	if len(back) == 0 {
		return r.subject
	}
	snap := r.snap
	snap.State = withParts(snap.State, back...)
	if r.subject.Schema == review.Schema {
		return review.FromSnapshot(snap).Subject()
	}
	return review.SubjectOf(r.subject.Schema, snap)
}
