package merge

import (
	"slices"

	"secondstory/backend/domain/record"
)

// Since is the version that ours and theirs come from, value by value, where both are known
// to come from base and theirs went on by the versions later, of which nil ones are skipped:
// what ours says was said by one of those on the way, so whoever wrote theirs had it before
// them and wrote after it. Came says whether the newest of the fields of a part, "" and "" for
// the head, is what came here from others: what a person wrote here is their own, whoever
// said the same on the way. The result shares values with base and ours.
func Since(s *Scheme, base, ours, theirs *Doc, later []*Doc, came func(collection, part string, fields []string) bool) *Doc {
	later = slices.DeleteFunc(slices.Clone(later), func(d *Doc) bool { return d == nil || !d.Live })
	if len(later) == 0 || !base.Live {
		return base
	}
	out := base.Clone()
	had := make([]record.Doc, len(later))
	for i, d := range later {
		had[i] = d.Fields
	}
	since(s.head, had, ours.Fields, theirs.Fields, out.Fields, func(fields []string) bool { return came("", "", fields) })
	for _, name := range sortedKeys(ours.Parts) {
		for id, p := range ours.Parts[name] {
			var had []record.Doc
			for _, d := range later {
				if q, ok := d.Part(name, id); ok && !q.Disposed() {
					had = append(had, q.Fields)
				}
			}
			if len(had) == 0 || p.Disposed() {
				continue
			}
			was := Part{Fields: record.Doc{}}
			if q, ok := out.Part(name, id); ok {
				if q.Disposed() {
					continue
				}
				for k, v := range q.Fields {
					was.Fields[k] = v
				}
			}
			since(s.collections[name], had, p.Fields, theirs.Parts[name][id].Fields, was.Fields,
				func(fields []string) bool { return came(name, id, fields) })
			out.PutPart(name, id, was)
		}
	}
	return out
}

// since puts into base those values of ours, alone or with those they change with, that were
// said on the way and that the two do not agree about.
func since(p policies, had []record.Doc, ours, theirs, base record.Doc, came func(fields []string) bool) {
	done := map[string]bool{}
	for _, name := range unionKeys(ours, theirs) {
		names := []string{name}
		if f := p.byName[name]; f.Group != "" {
			if done[f.Group] {
				continue
			}
			done[f.Group] = true
			names = p.groups[f.Group]
		}
		same := func(a, b record.Doc) bool {
			return !slices.ContainsFunc(names, func(n string) bool { return !record.Equal(a[n], b[n]) })
		}
		if same(ours, theirs) || !slices.ContainsFunc(had, func(d record.Doc) bool { return same(ours, d) }) || !came(names) {
			continue
		}
		for _, n := range names {
			if v := ours[n]; v != nil {
				base[n] = v
			} else {
				delete(base, n)
			}
		}
	}
}
