package merge

import (
	"strings"

	"secondstory/backend/domain/record"
)

// Says says whether a version holds a value in a place, both as a conflict has them: of a
// text a run of its lines is enough, and "" is said where there is nothing.
func (s *Scheme) Says(d *Doc, path, value string) bool {
	if path == RecordPath {
		return d.Live && (value == text(digest(d)) || value == text(d.content())) || !d.Live && value == ""
	}
	p, ok := record.ParsePath(path)
	if !ok {
		return false
	}
	fields := d.Fields
	if p.Part != "" {
		part, there := d.Part(p.Collection, p.Part)
		if p.Field == "" {
			return there && value == text(part.plain()) || !there && value == ""
		}
		fields = part.Fields
	}
	f, names, known := s.field(path)
	switch {
	case !known:
		return text(fields[p.Field]) == value
	case len(names) > 0:
		return text(group(path, f, names, nil, fields, nil).a) == value
	case f.Policy == record.Text && value != "":
		return strings.Contains("\n"+text(fields[p.Field])+"\n", "\n"+value+"\n")
	}
	return text(fields[p.Field]) == value
}
