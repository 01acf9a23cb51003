package merge

import (
	"sort"

	"secondstory/backend/domain/record"
)

// EditedName is the field of a conflict about a whole record that names what was edited
// in it while somebody removed it. It holds paths and no words: those stand in the record.
const EditedName = "edited"

// mostEdited is how many places are named.
const mostEdited = 200

// editedIn lists the fields of a record, and the parts that came or went, in which it differs
// from every base. What a program chose and the order of parts are nobody's edit.
func (m *merger) editedIn(d *Doc) (out []any) {
	var list []string
	fields := func(entity string, p policies, is record.Doc, was []record.Doc) {
		docs := append([]record.Doc{is}, was...)
		for _, name := range unionKeys(docs...) {
			if policy := p.byName[name].Policy; policy == record.Either || policy == record.Order {
				continue
			}
			same := false
			for _, w := range was {
				same = same || record.Equal(w[name], is[name])
			}
			if !same {
				list = append(list, join(entity, name))
			}
		}
	}
	fields("", m.scheme.head, d.Fields, m.baseFields())
	for name, p := range m.scheme.collections {
		ids := map[string]bool{}
		for id := range d.Parts[name] {
			ids[id] = true
		}
		for _, b := range m.bases {
			for id := range b.Parts[name] {
				ids[id] = true
			}
		}
		for id := range ids {
			is, there := d.Part(name, id)
			var was []record.Doc
			turned := true
			for _, b := range m.bases {
				part, had := b.Part(name, id)
				was, turned = append(was, part.Fields), turned && had != there
			}
			switch {
			case turned:
				list = append(list, name+"/"+id)
			case there:
				fields(name+"/"+id, p, is.Fields, was)
			}
		}
	}
	sort.Strings(list)
	for _, path := range list[:min(len(list), mostEdited)] {
		out = append(out, path)
	}
	return out
}

// EditedOf are the paths a conflict about a whole record names.
func EditedOf(c Conflict) []string { return record.Strs(c.Extra, EditedName) }
