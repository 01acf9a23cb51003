package record

import "fmt"

// Trace is one change of an entity on the way from the step that is to be taken
// back up to now. Own marks the changes of that step; Cancelled marks those of
// other steps that have been taken back themselves, and those that took them
// back: together they come to nothing.
type Trace struct {
	Change
	Own       bool
	Cancelled bool
}

// Revert takes the own changes of one entity back on the state and tells the one
// change that did it. The trail holds every change of the entity from the first
// own one to now, oldest first. A field must still be as the own changes left
// it; a text that somebody else has edited since keeps that edit. What cannot be
// taken back without losing a later change is refused with fault.Conflict, and
// the state must then be thrown away. changed is false when nothing is left to
// take back.
func Revert(schema *Schema, s *State, entity string, trail []Trace) (c Change, changed bool, err error) {
	p, ok := entityPath(entity)
	if !ok {
		return Change{}, false, fmt.Errorf("revert: bad entity %q", entity)
	}
	if presence, own := presenceOf(trail); own {
		return revertPresence(s, p, presence, trail)
	}
	undo := Change{Entity: entity, Before: Doc{}, After: Doc{}}
	for _, name := range ownFields(trail) {
		p.Field = name
		doc, field, err := target(schema, s, p)
		if err != nil {
			return Change{}, false, movedOn(entity, name)
		}
		current := doc[name]
		restored, ok := revertField(current, name, trail)
		if !ok {
			return Change{}, false, movedOn(entity, name)
		}
		if Equal(current, restored) || Empty(current) && Empty(restored) {
			continue
		}
		changed = true
		undo.Local = undo.Local || field.Local
		undo.Before[name], undo.After[name] = Clone(current), Clone(restored)
		if field.Policy == Text && current != nil && restored != nil {
			old, _ := current.(string)
			text, _ := restored.(string)
			undo.Before[name], undo.After[name] = DiffText(old, text).Sides()
		}
		put(doc, name, Clone(restored))
	}
	return undo, changed, nil
}

// Compensate is for a change that takes statements of a record back that others may
// have seen: what they said stays, and the statement before them is made again, as
// again gives it. Where there is none before, they are taken back.
func Compensate(schema *Schema, s *State, c Change, again func(statement map[string]any) map[string]any) error {
	p, ok := entityPath(c.Entity)
	if !ok || c.Adds() || c.Removes() {
		return nil
	}
	for _, name := range sortedKeys(c.After) {
		p.Field = name
		doc, field, err := target(schema, s, p)
		if err != nil {
			return err
		}
		before, _ := c.Before[name].([]any)
		after, _ := c.After[name].([]any)
		if field.Type != Stated || len(after) == 0 || len(after) >= len(before) || !Equal(before[:len(after)], after) {
			continue
		}
		last, ok := Clone(after[len(after)-1]).(map[string]any)
		if !ok {
			continue
		}
		all := append(Clone(before).([]any), again(last))
		c.After[name] = all
		put(doc, name, Clone(all))
	}
	return nil
}

// presenceOf finds the own change that made the entity come or go, if any.
func presenceOf(trail []Trace) (last Trace, own bool) {
	for _, t := range trail {
		if t.Own && (t.Adds() || t.Removes()) {
			last, own = t, true
		}
	}
	return last, own
}

func revertPresence(s *State, p Path, last Trace, trail []Trace) (Change, bool, error) {
	part, exists := s.Part(p.Collection, p.Part)
	if p.Collection == "" || !exists {
		return Change{}, false, movedOn(p.Entity(), "")
	}
	// The first own change of presence says what was before the step.
	present := true
	for _, t := range trail {
		if t.Own && (t.Adds() || t.Removes()) {
			present = t.Removes()
			break
		}
	}
	for _, t := range trail {
		if !t.Own && !t.Cancelled {
			return Change{}, false, movedOn(p.Entity(), "")
		}
	}
	if part.Removed != last.Removes() {
		return Change{}, false, movedOn(p.Entity(), "")
	}
	if present == !part.Removed {
		return Change{}, false, nil
	}
	part.Removed = !present
	s.Parts[p.Collection][p.Part] = part
	c := Change{Entity: p.Entity(), Before: Clone(part.Doc).(Doc), After: Doc{absent: true}}
	if present {
		c.Before, c.After = c.After, c.Before
	}
	return c, true, nil
}

func ownFields(trail []Trace) []string {
	docs := make([]Doc, 0, 2*len(trail))
	for _, t := range trail {
		if t.Own {
			docs = append(docs, t.Before, t.After)
		}
	}
	return sortedKeys(docs...)
}

// revertField works out what a field held before the own changes, with what
// others did since put back on top.
func revertField(current any, name string, trail []Trace) (any, bool) {
	var steps []textStep
	isText := false
	value := current
	for i := len(trail) - 1; i >= 0; i-- {
		t := trail[i]
		after, touched := t.After[name]
		if !touched {
			if _, touched = t.Before[name]; !touched {
				continue
			}
		}
		before := t.Before[name]
		if t.Adds() || t.Removes() {
			continue // presence says nothing about the field itself
		}
		if h, ok := HunkOf(before, after); ok {
			isText = true
			text, _ := value.(string)
			earlier, ok := h.Undo(text)
			if !ok {
				return nil, false
			}
			steps = append(steps, textStep{before: earlier, after: text, own: t.Own, cancelled: t.Cancelled})
			value = earlier
			continue
		}
		if !Equal(value, after) && !(Empty(value) && Empty(after)) {
			return nil, false
		}
		steps = append(steps, textStep{own: t.Own, cancelled: t.Cancelled})
		value = before
	}
	foreign := false
	for _, st := range steps {
		foreign = foreign || !st.own && !st.cancelled
	}
	if !foreign {
		return value, true
	}
	if !isText {
		return nil, false
	}
	text, _ := value.(string)
	for i := len(steps) - 1; i >= 0; i-- {
		st := steps[i]
		if st.own || st.cancelled {
			continue
		}
		merged, overlap := Merge3(st.before, st.after, text)
		if overlap {
			return nil, false
		}
		text = merged
	}
	return text, true
}

// textStep is the text around one change of the trail.
type textStep struct {
	before, after  string
	own, cancelled bool
}
