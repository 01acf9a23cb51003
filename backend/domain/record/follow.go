package record

// Follow brings what led from one state of a record to another into a third, s, and
// tells the changes that were made. A field follows where it still stands as it did
// before; a text also where join brings the two edits together. Everything else stays
// as it is: something else was done there. Local fields take no part.
func Follow(schema *Schema, s, from, to *State, join func(base, mine, theirs string) (string, bool)) (done, asked []Change) {
	for _, c := range Diff(schema, from, to) {
		if c.Local {
			continue
		}
		asked = append(asked, c)
		followed := Change{Entity: c.Entity, Before: Doc{}, After: Doc{}}
		if c.Entity == "" {
			followDoc(schema.Field, &followed, s.Head, from.Head, to.Head, c.After, join)
		} else {
			p, ok := entityPath(c.Entity)
			if !ok {
				continue
			}
			was, _ := from.Part(p.Collection, p.Part)
			is, _ := to.Part(p.Collection, p.Part)
			here, there := s.Part(p.Collection, p.Part)
			there = there && !here.Removed
			switch {
			case c.Adds() && !there:
				followed.Before, followed.After = Doc{absent: true}, Clone(is.Doc).(Doc)
				here = Part{Doc: Clone(is.Doc).(Doc)}
			case c.Removes() && there && Equal(here.Doc, was.Doc):
				followed.Before, followed.After = Clone(here.Doc).(Doc), Doc{absent: true}
				here.Removed = true
			case c.Adds() || c.Removes() || !there:
				continue
			default:
				here.Doc = Clone(here.Doc).(Doc)
				followDoc(fieldsOf(schema, p.Collection), &followed, here.Doc, was.Doc, is.Doc, c.After, join)
			}
			if s.Parts[p.Collection] == nil {
				s.Parts[p.Collection] = map[string]Part{}
			}
			s.Parts[p.Collection][p.Part] = here
		}
		if len(followed.After) > 0 {
			done = append(done, followed)
		}
	}
	return done, asked
}

func fieldsOf(schema *Schema, collection string) func(string) (Field, bool) {
	c, known := schema.Collection(collection)
	if !known {
		return func(string) (Field, bool) { return Field{}, false }
	}
	return c.Field
}

func followDoc(field func(string) (Field, bool), c *Change, here, from, to, names Doc, join func(base, mine, theirs string) (string, bool)) {
	for _, name := range sortedKeys(names) {
		f, _ := field(name)
		now, next := here[name], to[name]
		if !Equal(now, from[name]) && !(Empty(now) && Empty(from[name])) {
			mine, isText := now.(string)
			base, wasText := from[name].(string)
			theirs, willBe := next.(string)
			if f.Policy != Text || !isText || !wasText || !willBe {
				continue
			}
			joined, ok := join(base, mine, theirs)
			if !ok {
				continue
			}
			next = joined
		}
		c.differ(f, name, now, next)
		put(here, name, Clone(next))
	}
}

// Split parts a change by a rule over its fields, keeping the order in which the rule
// first named each share. What makes an entity come or go is one share, under the
// field "".
func (c Change) Split(share func(field string) string) (names []string, shares map[string]Change) {
	shares = map[string]Change{}
	if c.Adds() || c.Removes() {
		name := share("")
		return []string{name}, map[string]Change{name: c}
	}
	for _, field := range sortedKeys(c.Before, c.After) {
		name := share(field)
		part, known := shares[name]
		if !known {
			names = append(names, name)
			part = Change{Entity: c.Entity, Local: c.Local, Before: Doc{}, After: Doc{}}
		}
		part.Before[field], part.After[field] = c.Before[field], c.After[field]
		shares[name] = part
	}
	return names, shares
}
