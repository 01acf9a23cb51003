package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
)

// ErrBroken says that a change does not fit the state it should have led to, so that
// nothing before it can be told.
var ErrBroken = errors.New("record: the change does not lead to this state")

// Rewind takes a change back on the state it led to, in place. It is for looking and
// not for undo: nothing later is kept, and the record itself stays whether the change
// made it come or go.
func Rewind(schema *Schema, s *State, c Change) error {
	if c.Entity == "" {
		if c.Adds() || c.Removes() {
			return nil
		}
		for name, after := range c.After {
			doc := s.Head
			if f, ok := schema.Field(name); ok && f.Local {
				doc = s.Local
			}
			if err := rewindField(doc, name, c.Before[name], after); err != nil {
				return err
			}
		}
		return nil
	}
	p, ok := entityPath(c.Entity)
	if !ok {
		return ErrBroken
	}
	part, there := s.Part(p.Collection, p.Part)
	switch {
	case c.Adds():
		part.Removed = true
	case c.Removes():
		part = Part{Doc: Clone(c.Before).(Doc)}
	case !there:
		return ErrBroken
	default:
		for name, after := range c.After {
			if err := rewindField(part.Doc, name, c.Before[name], after); err != nil {
				return err
			}
		}
	}
	if part.Doc == nil {
		part.Doc = Doc{}
	}
	if s.Parts[p.Collection] == nil {
		s.Parts[p.Collection] = map[string]Part{}
	}
	s.Parts[p.Collection][p.Part] = part
	return nil
}

// RewindStored is Rewind for a change as the journal holds it. Most of a long history
// is typing, one hunk of one text each, which is read without unpacking it.
func RewindStored(schema *Schema, s *State, entity string, before, after []byte) error {
	if name, h, ok := storedHunk(before, after); ok {
		doc, ok := docAt(schema, s, entity, name)
		if !ok {
			return ErrBroken
		}
		text, _ := doc[name].(string)
		earlier, ok := h.Undo(text)
		if !ok {
			return ErrBroken
		}
		doc[name] = earlier
		return nil
	}
	c := Change{Entity: entity}
	if err := errors.Join(json.Unmarshal(before, &c.Before), json.Unmarshal(after, &c.After)); err != nil {
		return err
	}
	return Rewind(schema, s, c)
}

// HunkField is the text of which a change, as the journal holds it, is one hunk; ""
// for every other change.
func HunkField(before, after []byte) string {
	if name, _, ok := storedHunk(before, after); ok {
		return name
	}
	return ""
}

// docAt is the document that holds a field of an entity.
func docAt(schema *Schema, s *State, entity, field string) (Doc, bool) {
	if entity == "" {
		if f, ok := schema.Field(field); ok && f.Local {
			return s.Local, true
		}
		return s.Head, true
	}
	p, ok := entityPath(entity)
	if !ok {
		return nil, false
	}
	part, ok := s.Part(p.Collection, p.Part)
	return part.Doc, ok
}

// storedHunk reads the two sides of a change of one text from canonical JSON.
func storedHunk(before, after []byte) (name string, h Hunk, ok bool) {
	name, at, old, ok := storedSide(before)
	if !ok {
		return "", Hunk{}, false
	}
	same, there, new, ok := storedSide(after)
	return name, Hunk{At: at, Old: old, New: new}, ok && same == name && there == at
}

// storedSide reads {"name":{"$text":{"at":1,"s":"words"}}}.
func storedSide(raw []byte) (name string, at int, text string, ok bool) {
	rest, ok := bytes.CutPrefix(raw, []byte(`{"`))
	if !ok {
		return "", 0, "", false
	}
	id, rest, ok := bytes.Cut(rest, []byte(`":{"`+textKey+`":{"at":`))
	if !ok || bytes.ContainsAny(id, `"\`) {
		return "", 0, "", false
	}
	number, rest, ok := bytes.Cut(rest, []byte(`,"s":`))
	if !ok {
		return "", 0, "", false
	}
	at, err := strconv.Atoi(string(number))
	words, ends := bytes.CutSuffix(rest, []byte("}}}"))
	if err != nil || !ends || len(words) < 2 || words[0] != '"' || words[len(words)-1] != '"' {
		return "", 0, "", false
	}
	if plain := words[1 : len(words)-1]; !bytes.ContainsAny(plain, `"\`) {
		return string(id), at, string(plain), true
	}
	err = json.Unmarshal(words, &text)
	return string(id), at, text, err == nil
}

func rewindField(doc Doc, name string, before, after any) error {
	if h, ok := HunkOf(before, after); ok {
		text, _ := doc[name].(string)
		earlier, ok := h.Undo(text)
		if !ok {
			return ErrBroken
		}
		doc[name] = earlier
		return nil
	}
	put(doc, name, before)
	return nil
}
