package merge

import "secondstory/backend/domain/record"

// tombstonesName is the field of a removed part, or of a record's head, that holds
// what a disposal run left.
const tombstonesName = "$disposed"

// withdrawn is the decision of a conflict whose part was removed (an undo took back
// what had opened it): a conflict never goes away.
const withdrawn = "withdrawn"

// Withdrawn says whether an undo took back what had opened a conflict, and nobody ever
// decided it: there is nothing to tell of it.
func (c Conflict) Withdrawn() bool {
	return c.State == Resolved && len(c.Resolutions) == 1 && c.Resolutions[0] == (Resolution{Value: withdrawn})
}

// FromState is what a space shares of a record: everything but fields that stay on
// this machine, and without parts that were removed. The state is not changed; the
// doc shares no maps with it.
func (s *Scheme) FromState(st *record.State) *Doc {
	// A program that knows a newer schema writes what the repository's version knows,
	// and its further fields are opaque there.
	d := NewDoc(st.Kind, st.ID, min(s.schema.Version, s.Schema))
	for name, v := range st.Head {
		if f, ok := s.schema.Field(name); ok && f.Local {
			continue
		}
		if name == tombstonesName {
			d.Tombstones = stonesOf(v)
			continue
		}
		d.Fields[name] = record.Clone(v)
	}
	for name, parts := range st.Parts {
		if name == ConflictsName {
			continue
		}
		c, known := s.schema.Collection(name)
		for id, p := range parts {
			switch list := stonesOf(p.Doc[tombstonesName]); {
			case p.Removed && len(list) > 0:
				d.PutPart(name, id, Part{Tombstones: list})
			case !p.Removed:
				fields := record.Doc{}
				for k, v := range p.Doc {
					if known {
						if f, ok := c.Field(k); ok && f.Local {
							continue
						}
					}
					fields[k] = record.Clone(v)
				}
				d.PutPart(name, id, Part{Fields: fields})
			}
		}
	}
	for id, p := range st.Parts[ConflictsName] {
		if c := ConflictOf(id, record.Clone(p.Doc).(record.Doc)); !s.isLocal(c.Path) {
			if p.Removed && c.Path == "" {
				continue // taken back before anybody else had it
			}
			if p.Removed {
				c = c.Resolve(Resolution{Value: withdrawn})
			}
			d.Conflicts[id] = c
		}
	}
	if d.Disposed() {
		d.Live, d.Fields, d.Parts = false, record.Doc{}, map[string]map[string]Part{}
	}
	s.Normalise(d)
	return d
}

// isLocal says whether a path names a field that stays on this machine.
func (s *Scheme) isLocal(path string) bool {
	p, ok := record.ParsePath(path)
	if !ok {
		return false
	}
	f, ok := s.schema.Field(p.Field)
	if p.Collection != "" {
		c, known := s.schema.Collection(p.Collection)
		if !known {
			return false
		}
		f, ok = c.Field(p.Field)
	}
	return ok && f.Local
}

func stonesOf(v any) []record.Doc {
	list, _ := v.([]any)
	var out []record.Doc
	for _, e := range list {
		if d, ok := e.(map[string]any); ok {
			out = append(out, record.Clone(d).(record.Doc))
		}
	}
	return out
}

// Into writes a doc back into the state of a record in place. Fields that stay on
// this machine are not touched, parts the doc does not hold become removed and keep
// their fields, and lists that differ in their order alone stay as they are. The
// caller decides about the record itself by Live and Disposed: a record that is not
// there goes to the trash with its content.
func (s *Scheme) Into(d *Doc, st *record.State) {
	for id, c := range d.Conflicts {
		if !s.isLocal(c.Path) {
			putPart(st, ConflictsName, id, s.conflictPart(c, st.Parts[ConflictsName][id]))
		}
	}
	switch {
	case d.Disposed():
		st.Head = record.Doc{tombstonesName: stones(d.Tombstones)}
		for name, parts := range st.Parts {
			if name == ConflictsName {
				continue
			}
			for id := range parts { // emptied and not dropped, so that a store overwrites them
				parts[id] = record.Part{Doc: record.Doc{}, Removed: true}
			}
		}
		return
	case !d.Live:
		return
	}
	head := record.Doc{}
	for name, v := range d.Fields {
		if f, ok := s.schema.Field(name); !ok || !f.Local {
			head[name] = s.head.keepOrder(name, v, st.Head[name])
		}
	}
	st.Head = head
	for name, parts := range st.Parts {
		if name == ConflictsName {
			continue
		}
		for id, p := range parts {
			if _, there := d.Parts[name][id]; !there && !p.Removed {
				p.Removed = true
				parts[id] = p
			}
		}
	}
	for name, parts := range d.Parts {
		for id, p := range parts {
			if p.Disposed() {
				putPart(st, name, id, record.Part{Doc: record.Doc{tombstonesName: stones(p.Tombstones)}, Removed: true})
				continue
			}
			putPart(st, name, id, record.Part{Doc: s.partDoc(name, p, st.Parts[name][id])})
		}
	}
}

// partDoc is a part as the state holds it, with the local fields it has there.
func (s *Scheme) partDoc(name string, p Part, old record.Part) record.Doc {
	doc := record.Doc{}
	c, known := s.schema.Collection(name)
	local := func(k string) bool {
		if !known {
			return false
		}
		f, ok := c.Field(k)
		return ok && f.Local
	}
	for k, v := range old.Doc {
		if local(k) {
			doc[k] = v
		}
	}
	for k, v := range p.Fields {
		if !local(k) {
			doc[k] = s.collections[name].keepOrder(k, v, old.Doc[k])
		}
	}
	return doc
}

// keepOrder leaves a set as it was when only its order differs.
func (p policies) keepOrder(name string, v, old any) any {
	if f := p.byName[name]; f.Policy == record.Set || f.Policy == record.Blob {
		if l, ok := old.([]any); ok && record.Equal(any(setOf(l)), v) {
			return old
		}
	}
	return record.Clone(v)
}

// conflictPart is a conflict as the state holds it. What a screen of this machine
// wrote there beside it (its rank) stays.
func (s *Scheme) conflictPart(c Conflict, old record.Part) record.Part {
	doc := record.Clone(c.Doc()).(record.Doc)
	if old.Removed && c.Withdrawn() {
		return old
	}
	return record.Part{Doc: doc}
}

func putPart(st *record.State, collection, id string, p record.Part) {
	if st.Parts[collection] == nil {
		st.Parts[collection] = map[string]record.Part{}
	}
	st.Parts[collection][id] = p
}
