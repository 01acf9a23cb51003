package review

import (
	"strings"

	"secondstory/backend/domain/record"
)

// Where names a place of the review in one phrase, as people know it: "Text of the
// entry “Alarm”". A place in a conflict is that of what it is about.
func (r Review) Where(path string, text Text) string {
	p, ok := record.ParsePath(path)
	if !ok {
		return path
	}
	if p.Collection == Conflicts {
		for _, c := range r.Conflicts {
			if c.ID == p.Part {
				return text("leak.where.conflict", "where", r.Where(c.Path, text))
			}
		}
		return text("history.part." + Conflicts)
	}
	if p.Part != "" && p.Field == "" {
		return text("leak.where.name", "what", r.wordsOf(p, text))
	}
	what := r.wordsOf(p, text)
	if beside := r.beside(p); beside != "" && p.Collection == Timeline {
		what = strings.TrimSpace(beside)
	}
	return where(p, FieldName(p, text), what, text)
}
