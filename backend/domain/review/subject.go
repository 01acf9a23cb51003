package review

import (
	"secondstory/backend/domain/record"
)

// Subject is a record of any kind as far as people are asked about it: how it is
// called, and how its parts are. Reviews know their parts by more than their words;
// other kinds are told by what their schema says.
type Subject struct {
	Schema            *record.Schema
	Ref, Space, Title string
	review            *Review
	state             *record.State
}

// Subject is the review as people are asked about it.
func (r Review) Subject() Subject {
	return Subject{Schema: Schema, Ref: r.Ref, Space: r.Space, Title: r.Title, review: &r}
}

// SubjectOf is a record of any other kind as people are asked about it.
func SubjectOf(schema *record.Schema, snap record.Snapshot) Subject {
	return Subject{Schema: schema, Ref: record.Ref(schema.RefPrefix, snap.ID), Space: snap.Space,
		Title: record.Str(snap.State.Head, "title"), state: snap.State}
}

// Place names a part, or a field of one, in one phrase.
func (s Subject) Place(path string, text Text) string {
	p, ok := record.ParsePath(path)
	if !ok {
		return path
	}
	return where(p, s.fieldName(p, text), s.wordsOf(p, text), text)
}

// Where is Place, and names the place of a conflict by what it is about.
func (s Subject) Where(path string, text Text) string {
	if s.review != nil {
		return s.review.Where(path, text)
	}
	p, ok := record.ParsePath(path)
	if ok && p.Collection == Conflicts {
		part, _ := s.state.Part(Conflicts, p.Part)
		if about := record.Str(part.Doc, "path"); about != "" {
			return text("leak.where.conflict", "where", s.Place(about, text))
		}
		return text("history.part." + Conflicts)
	}
	return s.Place(path, text)
}

// fieldName is FieldName; of a record that is no review the whole is called a record.
func (s Subject) fieldName(p record.Path, text Text) string {
	if s.review == nil && p.Collection == "" && p.Field == "" {
		return text("conflict.whole_record")
	}
	return FieldName(p, text)
}

func (s Subject) wordsOf(p record.Path, text Text) string {
	if s.review != nil {
		return s.review.wordsOf(p, text)
	}
	if p.Collection == "" {
		return s.Title
	}
	part, there := s.state.Part(p.Collection, p.Part)
	if !there {
		return ""
	}
	return shortened(wordsOfDoc(part.Doc))
}

// wordsOfDoc are the words of a part by the field that most likely names it.
func wordsOfDoc(doc record.Doc) string {
	for _, name := range []string{"title", "name", "text", "label", "procedure", "role", "on", "day"} {
		if words := oneLine(record.Str(doc, name)); words != "" {
			return words
		}
	}
	return ""
}

func (s Subject) beside(p record.Path) string {
	if s.review != nil {
		return s.review.beside(p)
	}
	if p.Collection == "" {
		return ""
	}
	// Of two with the same words the days tell which is meant.
	part, _ := s.state.Part(p.Collection, p.Part)
	if from, to := record.Str(part.Doc, "from"), record.Str(part.Doc, "to"); from != "" && to != "" {
		return from + " – " + to
	}
	return ""
}
