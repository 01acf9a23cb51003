package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// Told is what the journal says of one record: its entries taken one after another, as
// they stand there. It knows the state they lead to and nothing of what is stored.
type Told struct {
	schema *Schema
	state  *State
	// Made says that an entry made the record, Trashed that the last one about it put it
	// into the trash, Emptied counts entries that have lost what they said.
	Made    bool
	Trashed bool
	Emptied int
	// Parted is the first entry that found something else than the entries before it had
	// left; 0 for none. Found tells what: Before as the journal had left it, After as the
	// entry found it.
	Parted int64
	Found  Change
	// Exchanged says that an exchange brought some of it. Of parts that are removed it tells
	// no more than that: what the others had left of them is nowhere in the journal.
	Exchanged bool
	// lost are texts, by path, in which an entry changed words that were not there: what
	// they hold is not known until they are written as a whole.
	lost map[string]bool
}

// NewTold begins with nothing; schema is nil for a kind nobody knows.
func NewTold(schema *Schema, id string) *Told {
	if schema == nil {
		schema = &Schema{}
	}
	return &Told{schema: schema, state: NewState(schema.Kind, id), lost: map[string]bool{}}
}

// State is what the entries so far lead to. After Emptied or an error it is not known.
func (t *Told) State() *State { return t.state }

// Add takes the next entry, n in the journal, about the record itself ("") or a part of it.
// Its sides are nil where its content is gone. ErrBroken says that it is no entry of ours.
func (t *Told) Add(n int64, entity string, before, after []byte) error {
	if before == nil || after == nil {
		t.Emptied++
		return nil
	}
	if t.Emptied > 0 {
		return nil // what came before is not known, so nothing follows
	}
	p, ok := entityPath(entity)
	if !ok {
		return ErrBroken
	}
	if name, h, ok := storedHunk(before, after); ok {
		return t.typed(n, entity, name, h)
	}
	c := Change{Entity: entity}
	if err := errors.Join(json.Unmarshal(before, &c.Before), json.Unmarshal(after, &c.After)); err != nil {
		return ErrBroken
	}
	if entity == "" {
		return t.whole(n, c)
	}
	return t.part(n, p, c)
}

// typed takes one hunk of one text.
func (t *Told) typed(n int64, entity, name string, h Hunk) error {
	doc, ok := docAt(t.schema, t.state, entity, name)
	if !ok || doc == nil {
		return ErrBroken
	}
	if t.lost[place(entity, name)] {
		return nil
	}
	text, _ := doc[name].(string)
	next, ok := Hunk{At: h.At, Old: h.New, New: h.Old}.Undo(text)
	if !ok {
		had := Hunk{At: h.At, Old: text[min(max(h.At, 0), len(text)):min(max(h.At+len(h.Old), 0), len(text))], New: h.Old}
		before, after := had.Sides()
		t.parted(n, Change{Entity: entity, Before: Doc{name: before}, After: Doc{name: after}})
		t.lost[place(entity, name)] = true
		return nil
	}
	doc[name] = next
	return nil
}

func (t *Told) parted(n int64, c Change) {
	if t.Parted == 0 {
		t.Parted, t.Found = n, c
	}
}

func place(entity, field string) string {
	if entity == "" {
		return field
	}
	return entity + "/" + field
}

// whole takes a change of the record itself.
func (t *Told) whole(n int64, c Change) error {
	head, made := c.After["head"].(Doc)
	switch {
	case c.Adds() && made:
		t.Made, t.Trashed = true, false
		t.state.Head = head
		parts, _ := c.After["parts"].(Doc)
		for name, list := range parts {
			docs, _ := list.(Doc)
			for id, doc := range docs {
				d, _ := doc.(Doc)
				// Of a part that was disposed of elsewhere its mark alone came.
				t.put(Path{Collection: name, Part: id}, Part{Doc: d, Removed: len(d) > 0 && disposed(d)})
			}
		}
	case c.Adds():
		t.Trashed = false
	case c.Removes():
		t.Trashed = true
	default:
		for name, after := range c.After {
			doc := t.state.Head
			if f, ok := t.schema.Field(name); ok && f.Local {
				doc = t.state.Local
			}
			if err := t.field(n, "", doc, name, c.Before[name], after); err != nil {
				return err
			}
		}
	}
	return nil
}

// part takes a change of a part.
func (t *Told) part(n int64, p Path, c Change) error {
	part, there := t.state.Part(p.Collection, p.Part)
	switch {
	case c.Adds():
		t.known(p)
		t.put(p, Part{Doc: c.After})
	case !there:
		return ErrBroken
	case c.Removes():
		part.Removed = true
		t.put(p, part)
	default:
		for name, after := range c.After {
			if err := t.field(n, c.Entity, part.Doc, name, c.Before[name], after); err != nil {
				return err
			}
		}
	}
	return nil
}

// known says that a part was written as a whole.
func (t *Told) known(p Path) {
	for path := range t.lost {
		if strings.HasPrefix(path, p.Entity()+"/") {
			delete(t.lost, path)
		}
	}
}

func (t *Told) put(p Path, part Part) {
	if part.Doc == nil {
		part.Doc = Doc{}
	}
	if t.state.Parts[p.Collection] == nil {
		t.state.Parts[p.Collection] = map[string]Part{}
	}
	t.state.Parts[p.Collection][p.Part] = part
}

func (t *Told) field(n int64, entity string, doc Doc, name string, before, after any) error {
	if h, ok := HunkOf(before, after); ok {
		return t.typed(n, entity, name, h)
	}
	if was := doc[name]; !t.lost[place(entity, name)] && !Equal(was, before) && !(Empty(was) && Empty(before)) {
		t.parted(n, Change{Entity: entity, Before: Doc{name: Clone(was)}, After: Doc{name: Clone(before)}})
	}
	delete(t.lost, place(entity, name))
	put(doc, name, after)
	return nil
}

// disposed says that of a part nothing is left but what a disposal run put there.
func disposed(d Doc) bool {
	for name := range d {
		if name != tombstonesField {
			return false
		}
	}
	return true
}

// tombstonesField holds what disposal runs left, as package merge writes it.
const tombstonesField = "$disposed"

// Against compares what is stored with what the journal leads to and gives what differs:
// Before as the journal has it, After as it is stored. unread is what is stored and is
// nothing this program writes.
func (t *Told) Against(s Stored) (differs []Change, unread []string, err error) {
	want, err := Store(t.schema, s.Row, t.state)
	if err != nil {
		return nil, nil, err
	}
	if want.Head == s.Head && want.Local == s.Local && slices.Equal(want.Parts, s.Parts) {
		return nil, nil, nil
	}
	is := NewState(s.Kind, s.ID)
	read := func(path, raw string) Doc {
		var d Doc
		if again, err := CanonicalJSON([]byte(raw)); err != nil || !bytes.Equal(again, []byte(raw)) || json.Unmarshal(again, &d) != nil || d == nil {
			unread = append(unread, path)
			return nil
		}
		return d
	}
	if head := read("", s.Head); head != nil {
		DecodeHead(t.schema, is, head)
	}
	if local := read("", s.Local); local != nil {
		is.Local = local
	}
	for _, p := range s.Parts {
		if doc := read(Path{Collection: p.Collection, Part: p.ID}.Entity(), p.Doc); doc != nil {
			if is.Parts[p.Collection] == nil {
				is.Parts[p.Collection] = map[string]Part{}
			}
			is.Parts[p.Collection][p.ID] = Part{Doc: doc, Removed: p.Removed}
		}
	}
	if len(unread) > 0 {
		return nil, unread, nil
	}
	return t.differing(is), nil, nil
}

// differing lists what differs, the record itself first and then its parts by path.
func (t *Told) differing(is *State) []Change {
	var out []Change
	add := func(c Change, ok bool) {
		if ok {
			out = append(out, c)
		}
	}
	add(t.unlike("", t.schema.Field, t.state.Head, is.Head))
	add(t.unlike("", t.schema.Field, t.state.Local, is.Local))
	gone := has(is.Head, tombstonesField)
	for _, name := range sortedKeys(PartDocs(t.state), PartDocs(is)) {
		field := fieldsOf(t.schema, name)
		for _, id := range partIDs(t.state.Parts[name], is.Parts[name]) {
			entity := Path{Collection: name, Part: id}.Entity()
			told, wasTold := t.state.Part(name, id)
			stored, there := is.Part(name, id)
			switch {
			case t.Exchanged && (!wasTold || told.Removed) && (!there || stored.Removed):
			case !wasTold:
				add(Change{Entity: entity, Before: Doc{absent: true}, After: stored.Doc}, true)
			case !there || stored.Removed && !told.Removed:
				add(Change{Entity: entity, Before: told.Doc, After: Doc{absent: true}}, true)
			case told.Removed && !stored.Removed:
				add(Change{Entity: entity, Before: Doc{absent: true}, After: stored.Doc}, true)
			case told.Removed && (gone || has(stored.Doc, tombstonesField)) && disposed(stored.Doc):
				// A disposal run elsewhere took away what was left of it.
			default:
				add(t.unlike(entity, field, told.Doc, stored.Doc))
			}
		}
	}
	return out
}

// unlike compares two documents field by field. Fields that hold nothing are as good as
// those that are not there, where the field is one of the record's.
func (t *Told) unlike(entity string, field func(string) (Field, bool), told, stored Doc) (Change, bool) {
	c := Change{Entity: entity, Before: Doc{}, After: Doc{}}
	for _, name := range sortedKeys(told, stored) {
		a, b := told[name], stored[name]
		_, known := field(name)
		if known && Empty(a) && Empty(b) || Equal(a, b) && has(told, name) == has(stored, name) || t.lost[place(entity, name)] {
			continue
		}
		c.Before[name], c.After[name] = Clone(a), Clone(b)
	}
	return c, len(c.After) > 0
}

func partIDs(a, b map[string]Part) []string {
	docs := [2]Doc{{}, {}}
	for i, m := range []map[string]Part{a, b} {
		for id := range m {
			docs[i][id] = nil
		}
	}
	return sortedKeys(docs[0], docs[1])
}

func has(d Doc, name string) bool { _, ok := d[name]; return ok }
