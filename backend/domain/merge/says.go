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
	if part, there := d.Part(p.Collection, p.Part); p.Part != "" && p.Field == "" {
		return there && value == text(part.plain()) || !there && value == ""
	}
	said := s.at(d, path)
	if f, names, known := s.field(path); known && len(names) == 0 && f.Policy == record.Text && value != "" {
		return strings.Contains("\n"+said+"\n", "\n"+value+"\n")
	}
	return said == value
}

// SameAt says whether two versions say the same in a field or a group of fields.
func (s *Scheme) SameAt(path string, a, b *Doc) bool { return s.at(a, path) == s.at(b, path) }

// at is what a version says in a field or a group of fields, as a conflict has it.
func (s *Scheme) at(d *Doc, path string) string {
	p, ok := record.ParsePath(path)
	if !ok {
		return ""
	}
	fields := d.Fields
	if p.Part != "" {
		part, _ := d.Part(p.Collection, p.Part)
		fields = part.Fields
	}
	if f, names, known := s.field(path); known && len(names) > 0 {
		return text(group(path, f, names, nil, fields, nil).a)
	}
	return text(fields[p.Field])
}
