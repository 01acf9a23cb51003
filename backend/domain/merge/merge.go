package merge

import (
	"sort"

	"secondstory/backend/domain/record"
)

// Side is one of the two versions with whom it comes from, for display.
type Side struct {
	Doc    *Doc
	Origin Origin
	// Said tells who a value of a place comes from, where several people wrote the
	// version; nil for Origin. It takes no part in any decision either.
	Said func(path, value string) Origin
}

// said is who a value comes from.
func (s Side) said(path, value string) Origin {
	if s.Said != nil {
		return s.Said(path, value)
	}
	return s.Origin
}

// Result of a merge.
type Result struct {
	Doc *Doc
	// Opened lists the ids of conflicts that are in neither side, in order.
	Opened []string
	// Notices of this merge, in the order of their paths.
	Notices []Notice
}

// Merge brings two versions of one record together. The bases are the newest
// versions both come from: usually one; none for versions without a common past;
// several after crossing merges. A nil doc is a record that is not there. The
// inputs are not changed and may share values with the result.
func Merge(s *Scheme, bases []*Doc, a, b Side) Result {
	m := newMerger(s, bases, a, b)
	if d := m.unchanged(); d != nil {
		return Result{Doc: d}
	}
	return m.run()
}

// MergeInto is Merge for a side that takes another in: between values nobody can choose
// between, those of into stand. It takes sides, so what it makes is an edit of one machine.
func MergeInto(s *Scheme, bases []*Doc, from, into Side) Result {
	m := newMerger(s, bases, from, into)
	if d := m.unchanged(); d != nil {
		return Result{Doc: d}
	}
	m.keeps = true
	return m.run()
}

func newMerger(s *Scheme, bases []*Doc, a, b Side) *merger {
	m := &merger{scheme: s, a: orAbsent(a.Doc, b.Doc), b: orAbsent(b.Doc, a.Doc), from: [2]Side{a, b}, used: map[string]bool{}}
	for _, d := range bases {
		m.bases = append(m.bases, orAbsent(d, m.a))
	}
	return m
}

// run merges atom by atom.
func (m *merger) run() Result {
	if len(m.bases) == 0 {
		m.bases = []*Doc{Absent(m.a.Kind, m.a.ID)}
	}
	m.out = Absent(m.a.Kind, m.a.ID)
	m.out.Conflicts = unionConflicts(m.a.Conflicts, m.b.Conflicts)
	m.presence()
	if m.out.Live {
		m.disagreements()
		for _, v := range m.scheme.Validators {
			m.notices = append(m.notices, v(m.out)...)
		}
	}
	sort.Strings(m.opened)
	sortNotices(m.notices)
	return Result{Doc: m.out, Opened: m.opened, Notices: m.notices}
}

func orAbsent(d, other *Doc) *Doc {
	switch {
	case d != nil:
		return d
	case other != nil:
		return Absent(other.Kind, other.ID)
	}
	return Absent("", "")
}

type merger struct {
	scheme *Scheme
	bases  []*Doc
	a, b   *Doc
	from   [2]Side
	// stays are the paths of parts that stay because one side edited what the other removed.
	stays []string
	// apart says that no base has the record: its versions have no common past.
	apart bool
	// adopts says that the base is guessed and that b stands where nobody can choose.
	adopts bool
	// keeps says that b stands where nobody can choose, with a base that is known.
	keeps   bool
	out     *Doc
	used    map[string]bool // ids of conflicts this merge has met
	opened  []string
	notices []Notice
}

// unchanged is the result where a side did nothing; nil otherwise.
func (m *merger) unchanged() *Doc {
	if m.a.Equal(m.b) {
		return m.a
	}
	if len(m.bases) == 0 {
		return nil
	}
	isA, isB := true, true
	for _, d := range m.bases {
		isA, isB = isA && m.a.Equal(d), isB && m.b.Equal(d)
	}
	switch {
	case isA:
		return m.b
	case isB:
		return m.a
	}
	return nil
}

// presence decides whether the record is there before anything inside it.
func (m *merger) presence() {
	a, b := m.a, m.b
	keptA, keptB := m.everyBase(a), m.everyBase(b)
	switch {
	case (keptA || keptB) && m.contested():
		m.take(m.liveOne())
	case sameContent(a, b) || keptB:
		m.take(a)
	case keptA:
		m.take(b)
	case a.Disposed() || b.Disposed():
		m.disposeRecord()
	case a.Live && b.Live && max(a.Schema, b.Schema) > m.scheme.Schema:
		m.wholeDocs()
	case a.Live && b.Live:
		m.out.Live, m.out.Schema = true, max(a.Schema, b.Schema)
		m.apart = m.adopts || !m.baseThere()
		m.fields("", m.scheme.head, m.baseFields(), a.Fields, b.Fields, m.out.Fields)
		m.parts()
		m.restoreBelow()
		m.restoreNeeded()
		m.trees()
		m.references()
	default:
		live := m.liveOne() // the other is not there
		m.take(live)
		if m.baseThere() {
			m.removedUnder(live, m.origins(live == b))
		}
	}
}

// take makes a side's content the result's.
func (m *merger) take(d *Doc) {
	conflicts := m.out.Conflicts
	m.out = d.Clone()
	m.out.Conflicts = conflicts
}

// everyBase says whether a side did nothing to the content.
func (m *merger) everyBase(d *Doc) bool {
	for _, base := range m.bases {
		if !sameContent(d, base) {
			return false
		}
	}
	return true
}

func (m *merger) baseThere() bool {
	for _, base := range m.bases {
		if base.There() {
			return true
		}
	}
	return false
}

// wholeDocs keeps one of two documents this version cannot look into, and the
// other in a conflict.
func (m *merger) wholeDocs() {
	a, b := m.a.content(), m.b.content()
	if m.wins(b, a) {
		m.take(m.b)
		m.open(KindWhole, RecordPath, nil, false, b, a, m.origins(true))
		return
	}
	m.take(m.a)
	m.open(KindWhole, RecordPath, nil, false, a, b, m.origins(false))
}

// disposeRecord lets a disposal win; what the other side had changed is kept.
func (m *merger) disposeRecord() {
	gone, other := m.a, m.b
	if !gone.Disposed() {
		gone, other = m.b, m.a
	}
	m.out.Tombstones = unionStones(m.a.Tombstones, m.b.Tombstones)
	m.out.Schema = max(m.a.Schema, m.b.Schema)
	if !other.Live {
		return
	}
	edit := record.Doc{}
	bases := make([]record.Doc, len(m.bases))
	for i, d := range m.bases {
		bases[i] = d.Fields
	}
	if changed := changedFields(bases, other.Fields); len(changed) > 0 {
		edit["fields"] = changed
	}
	parts := record.Doc{}
	for name, list := range other.Parts {
		ids := record.Doc{}
		for id, p := range list {
			var before []record.Doc
			for _, d := range m.bases {
				before = append(before, d.Parts[name][id].Fields)
			}
			if changed := changedFields(before, p.Fields); len(changed) > 0 {
				ids[id] = changed
			}
		}
		if len(ids) > 0 {
			parts[name] = ids
		}
	}
	if len(parts) > 0 {
		edit["parts"] = parts
	}
	if len(edit) > 0 {
		m.open(KindDispose, RecordPath, nil, false, nil, edit, m.origins(other == m.a))
	}
}

// changedFields are those that differ from some base.
func changedFields(bases []record.Doc, now record.Doc) record.Doc {
	out := record.Doc{}
	for k, v := range now {
		for _, b := range bases {
			if !record.Equal(b[k], v) {
				out[k] = v
			}
		}
	}
	return out
}

// whose are two sides that the values of a conflict come from; none for nobody.
type whose struct{ first, second *Side }

// origins in the order a, b, or swapped.
func (m *merger) origins(swapped bool) whose {
	if swapped {
		return whose{&m.from[1], &m.from[0]}
	}
	return whose{&m.from[0], &m.from[1]}
}

// of names both writers of two values.
func (w whose) of(path, first, second string) (out [2]Origin) {
	if w.first != nil {
		out = [2]Origin{w.first.said(path, first), w.second.said(path, second)}
	}
	return out
}

// digest stands for a whole record in a conflict: the record itself is there.
func digest(d *Doc) any { c := d.Clone(); c.Conflicts = nil; return "sha256:" + c.Hash() }

// open records two values nobody has decided between, v first. The same open
// question is one record; one that was resolved and comes back is a new one.
func (m *merger) open(kind, path string, base any, known bool, v, w any, from whose) {
	c := Conflict{Path: path, Kind: kind, NoBase: !known, Values: []string{text(v), text(w)}, State: Open}
	if known {
		c.Base = text(base)
	}
	who := from.of(path, c.Values[0], c.Values[1])
	c.Origins = unionOrigins(2, [][]Origin{{who[0]}, {who[1]}})
	m.ask(c)
}

// removedUnder asks whether a record stays that one removed while another edited it.
func (m *merger) removedUnder(live *Doc, from whose) {
	c := Conflict{Path: RecordPath, Kind: KindDelete, NoBase: true, Values: []string{text(digest(live)), ""}, State: Open}
	if list := m.editedIn(live); len(list) > 0 {
		c.Extra = record.Doc{EditedName: list}
	}
	who := from.of(c.Path, c.Values[0], "")
	c.Origins = unionOrigins(2, [][]Origin{{who[0]}, {who[1]}})
	m.ask(c)
}

// filled asks about a text that was empty and that two people filled with different words.
// Both stand, one below the other, which is right for a list and a contradiction where each
// answered the same question: a person says which.
func (m *merger) filled(path, both, a, b string) {
	c := Conflict{Path: path, Kind: KindText, Values: []string{both, a, b}, State: Open}
	from := m.origins(false)
	if first, _ := orderedLists(splitLines(a), splitLines(b), "\n"); !sameList(first, splitLines(a)) {
		c.Values[1], c.Values[2] = b, a
		from = m.origins(true)
	}
	who := from.of(path, c.Values[1], c.Values[2])
	c.Origins = unionOrigins(3, [][]Origin{nil, {who[0]}, {who[1]}})
	m.ask(c)
}

// ask puts an open question among the conflicts.
func (m *merger) ask(c Conflict) {
	for n := 0; ; n++ {
		id := ConflictID(c.Path, c.Kind, c.Base, c.NoBase, c.Values, n)
		old, there := m.out.Conflicts[id]
		if m.used[id] || there && old.State == Resolved {
			continue
		}
		m.used[id] = true
		c.ID, c.N = id, n
		if there {
			c = joinConflict(old, c)
		} else {
			m.opened = append(m.opened, id)
		}
		m.out.Conflicts[id] = c
		return
	}
}

// wins says whether the value of side b stands until somebody decides.
func (m *merger) wins(b, a any) bool { return m.adopts || m.keeps || smaller(b, a) }

// either opens a conflict between the values of the two sides, the provisional
// winner first, and gives the winner.
func (m *merger) either(kind, path string, base any, known bool, a, b any) any {
	if m.wins(b, a) {
		m.open(kind, path, base, known, b, a, m.origins(true))
		return b
	}
	m.open(kind, path, base, known, a, b, m.origins(false))
	return a
}
