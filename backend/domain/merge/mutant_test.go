package merge

import (
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

// mergeFunc is a merge of the scheme of the tests: the real one, or one with a
// fault planted around it.
type mergeFunc func(bases []*Doc, a, b Side) Result

func healthy(bases []*Doc, a, b Side) Result { return Merge(scheme(), bases, a, b) }

// atomByAtom leaves out the short cut for documents that are equal as a whole.
func atomByAtom(bases []*Doc, a, b Side) Result { return newMerger(scheme(), bases, a, b).run() }

// faulty is a merge after which something is done to what it gave, the way a missing
// rule would have left it.
func faulty(harm func(r *Result, bases []*Doc, a, b *Doc)) mergeFunc {
	return func(bases []*Doc, a, b Side) Result {
		r := healthy(bases, a, b)
		if r.Doc == a.Doc || r.Doc == b.Doc {
			return r
		}
		r.Doc = r.Doc.Clone()
		harm(&r, bases, a.Doc, b.Doc)
		return r
	}
}

// decide puts a side's value where a conflict left the provisional one.
func decide(out, from *Doc, path string) {
	names, ok := scheme().Atoms(path)
	if !ok {
		return
	}
	to, source := out.Fields, from.Fields
	if p, _ := record.ParsePath(path); p.Collection != "" {
		part := out.Parts[p.Collection][p.Part]
		part.Fields = cloneFields(part.Fields)
		out.Parts[p.Collection][p.Part] = part
		to, source = part.Fields, from.Parts[p.Collection][p.Part].Fields
	}
	for _, name := range names {
		if delete(to, name); source[name] != nil {
			to[name] = source[name]
		}
	}
}

// simple are conflicts between two values of one atom.
var simple = map[string]bool{KindValue: true, KindGroup: true, KindMove: true}

func lastWriter(r *Result, _ []*Doc, _, b *Doc) {
	for _, id := range r.Opened {
		if c := r.Doc.Conflicts[id]; simple[c.Kind] {
			decide(r.Doc, b, c.Path)
			delete(r.Doc.Conflicts, id)
		}
	}
}

func asymmetric(r *Result, _ []*Doc, a, _ *Doc) {
	for _, id := range r.Opened {
		if c := r.Doc.Conflicts[id]; simple[c.Kind] {
			decide(r.Doc, a, c.Path)
		}
	}
}

func blindDelete(r *Result, _ []*Doc, _, _ *Doc) {
	for _, id := range r.Opened {
		if c := r.Doc.Conflicts[id]; c.Kind == KindDelete && c.Path != RecordPath {
			p, _ := record.ParsePath(c.Path)
			r.Doc.DropPart(p.Collection, p.Part)
			delete(r.Doc.Conflicts, id)
		}
	}
}

func swallowRepeat(r *Result, _ []*Doc, _, _ *Doc) {
	for _, id := range r.Opened {
		if r.Doc.Conflicts[id].N > 0 {
			delete(r.Doc.Conflicts, id)
		}
	}
}

func dropHunk(r *Result, _ []*Doc, _, _ *Doc) {
	for _, id := range r.Opened {
		if c := r.Doc.Conflicts[id]; c.Kind == KindText && !c.NoBase {
			delete(r.Doc.Conflicts, id)
		}
	}
}

// dropInsertion takes out of a text what the first side alone put in, where both
// put something in.
func dropInsertion(r *Result, bases []*Doc, a, b *Doc) {
	text := func(d *Doc, path string) string {
		p, _ := record.ParsePath(path)
		if p.Collection == "" {
			return record.Str(d.Fields, p.Field)
		}
		return record.Str(d.Parts[p.Collection][p.Part].Fields, p.Field)
	}
	for _, n := range r.Notices {
		if n.Key != "merge.check_order" {
			continue
		}
		elsewhere := text(b, n.Path)
		for _, d := range bases {
			elsewhere += "\n" + text(d, n.Path)
		}
		var left []string
		for _, line := range strings.Split(text(r.Doc, n.Path), "\n") {
			if strings.Contains(elsewhere, line) || !strings.Contains(text(a, n.Path), line) {
				left = append(left, line)
			}
		}
		set := NewDoc(r.Doc.Kind, r.Doc.ID, 1)
		p, _ := record.ParsePath(n.Path)
		set.Fields = record.Doc{p.Field: strings.Join(left, "\n")}
		if p.Collection != "" {
			set.PutPart(p.Collection, p.Part, Part{Fields: set.Fields})
		}
		decide(r.Doc, set, n.Path)
	}
}

func dropResolved(r *Result, _ []*Doc, _, _ *Doc) {
	for id, c := range r.Doc.Conflicts {
		if c.State == Resolved {
			delete(r.Doc.Conflicts, id)
		}
	}
}

// bringBack hangs nothing in the air, whatever was decided.
func bringBack(r *Result, _ []*Doc, a, b *Doc) {
	for _, id := range sortedKeys(r.Doc.Parts["nodes"]) {
		parent := record.Str(r.Doc.Parts["nodes"][id].Fields, "parent")
		for _, d := range []*Doc{a, b} {
			if p, ok := d.Part("nodes", parent); ok && !r.Doc.hasPart([]string{"nodes"}, parent) {
				r.Doc.PutPart("nodes", parent, p)
			}
		}
	}
}

// Eight faults, each the absence of one rule. A simulation that does not notice them
// would say nothing about the program without them.
func TestEveryPlantedFaultIsFound(t *testing.T) {
	for _, c := range []struct {
		name  string
		harm  func(r *Result, bases []*Doc, a, b *Doc)
		found string // the property that must speak
	}{
		{"last writer wins", lastWriter, "P5"},
		{"a removal takes an edited part away", blindDelete, "P5"},
		{"one side always stands", asymmetric, "P1"},
		{"a conflict that comes back is swallowed", swallowRepeat, "P5"},
		{"an overlapping run is not recorded", dropHunk, "P5"},
		{"one of two insertions is kept", dropInsertion, "P5"},
		{"resolved conflicts are taken away", dropResolved, "P6"},
		{"a part that was decided away comes back", bringBack, "P6"},
	} {
		_, merges, err := simulate(faulty(c.harm), 1, 60_000, 150)
		switch {
		case err == nil:
			t.Errorf("%s: not found in %d merges", c.name, merges)
		case !strings.Contains(err.Error(), c.found):
			t.Errorf("%s: found by another property: %v", c.name, err)
		default:
			t.Logf("%s: %v", c.name, err)
		}
	}
}

func TestAConflictThatComesBackIsOpenAgain(t *testing.T) {
	again := func(merge mergeFunc, was *Doc) *Doc {
		base := was.Clone()
		base.Fields["state"] = "draft"
		a, b := base.Clone(), base.Clone()
		a.Fields["state"], b.Fields["state"] = "open", "done"
		return merge([]*Doc{base}, side(a), side(b)).Doc
	}
	states := func(d *Doc) (open, resolved int) {
		for _, c := range d.Conflicts {
			if c.State == Open {
				open++
			} else {
				resolved++
			}
		}
		return open, resolved
	}
	decided := func(merge mergeFunc) *Doc {
		m := again(merge, NewDoc("thing", "T1", 1))
		for id, c := range m.Conflicts {
			m.Conflicts[id] = c.Resolve(Resolution{Value: "open", By: "ana"})
		}
		return again(merge, m)
	}
	if open, resolved := states(decided(healthy)); open != 1 || resolved != 1 {
		t.Errorf("%d open, %d resolved", open, resolved)
	}
	if open, _ := states(decided(faulty(swallowRepeat))); open != 0 {
		t.Error("the fault this test is for is not there")
	}
	// While it is open the same question is the same record.
	m := again(healthy, NewDoc("thing", "T1", 1))
	if open, resolved := states(again(healthy, m)); open != 1 || resolved != 0 {
		t.Errorf("%d open, %d resolved", open, resolved)
	}
}
