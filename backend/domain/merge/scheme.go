package merge

import (
	"fmt"
	"sort"
	"strings"

	"secondstory/backend/domain/record"
)

// Version is the newest merge version this program knows.
const Version = 1

// newestSchema is the highest schema number each merge version looks into.
// Documents above it are merged whole, by every program alike.
var newestSchema = map[int]int{1: 1}

// Validator looks at a merged record for what no atom shows: things that are each
// fine and do not fit together. It never rejects.
type Validator func(*Doc) []Notice

// Notice is a remark about a merge that a person should look at.
type Notice struct {
	Key    string // of the catalogue
	Path   string
	Params map[string]string
}

// Scheme is what one merge version knows about one kind of record. The version is
// the repository's, so that all programs that write to it decide alike.
type Scheme struct {
	Kind        string
	Version     int
	Schema      int // documents above this number are merged whole
	Validators  []Validator
	schema      *record.Schema
	head        policies
	collections map[string]policies
}

// policies are the fields of one sort of entity.
type policies struct {
	byName     map[string]record.Field
	groups     map[string][]string
	appendOnly bool
	tree       string // name of the parent field, "" without one
}

// NewScheme reads a schema as the merge version of a repository knows it.
// A version this program does not know is an error: it must not merge there.
func NewScheme(schema *record.Schema, version int, validators ...Validator) (*Scheme, error) {
	newest, ok := newestSchema[version]
	if !ok {
		return nil, fmt.Errorf("merge version %d of %s is not known", version, schema.Kind)
	}
	s := &Scheme{Kind: schema.Kind, Version: version, Schema: newest, Validators: validators, schema: schema,
		head: known(schema.Fields, version), collections: map[string]policies{}}
	for _, c := range schema.Collections {
		p := known(c.Fields, version)
		p.appendOnly = c.AppendOnly
		s.collections[c.Name] = p
	}
	return s, nil
}

func known(list []record.Field, version int) policies {
	p := policies{byName: map[string]record.Field{}, groups: map[string][]string{}}
	for _, f := range list {
		if f.Since > version || f.Local {
			continue
		}
		p.byName[f.Name] = f
		if f.Group != "" {
			p.groups[f.Group] = append(p.groups[f.Group], f.Name)
		}
		if f.Policy == record.Tree {
			p.tree = f.Name
		}
	}
	for _, names := range p.groups {
		sort.Strings(names)
	}
	return p
}

// Normalise brings known fields into the one form in which equal values are
// equal: nothing for empty texts and lists, sets sorted and without repetition.
// Readers of files and FromState call it; unknown fields stay as they are.
func (s *Scheme) Normalise(d *Doc) {
	s.head.normalise(d.Fields)
	for name, parts := range d.Parts {
		p := s.collections[name]
		for _, part := range parts {
			p.normalise(part.Fields)
		}
	}
}

func (p policies) normalise(d record.Doc) {
	for name, v := range d {
		f, ok := p.byName[name]
		switch {
		case v == nil:
			delete(d, name)
		case !ok:
		case record.Empty(v):
			delete(d, name)
		case f.Policy == record.Set || f.Policy == record.Blob:
			if list, isList := v.([]any); isList {
				d[name] = setOf(list)
			}
		}
	}
}

// byPeople are the fields of an entity without those that a program chose.
func (p policies) byPeople(d record.Doc) record.Doc {
	out := make(record.Doc, len(d))
	for name, v := range d {
		if p.byName[name].Policy != record.Either {
			out[name] = v
		}
	}
	return out
}

// field finds what is known about the atom of a path; a group has the type of a
// plain value.
func (s *Scheme) field(path string) (f record.Field, group []string, ok bool) {
	p, name := s.head, path
	if parts := strings.Split(path, "/"); len(parts) == 3 {
		p, name = s.collections[parts[0]], parts[2]
	} else if len(parts) != 1 {
		return record.Field{}, nil, false
	}
	if f, ok := p.byName[name]; ok && f.Group == "" {
		return f, nil, true
	}
	if names := p.groups[name]; len(names) > 0 {
		return record.Field{Name: name, Type: record.JSON, Policy: record.Group, Group: name}, names, true
	}
	return record.Field{}, nil, false
}

// Atoms lists the fields an atom of a conflict's path stands for: one, or those of
// a group. ok is false for a path that names no field this version knows.
func (s *Scheme) Atoms(path string) (names []string, ok bool) {
	f, group, ok := s.field(path)
	if len(group) > 0 {
		return group, ok
	}
	return []string{f.Name}, ok
}

// AtomOf is the path under which a field of an entity is merged: its own, or that of its
// group. ok is false for one that this version does not know.
func (s *Scheme) AtomOf(entity, field string) (path string, ok bool) {
	p := s.head
	if entity != "" {
		collection, _, _ := strings.Cut(entity, "/")
		p = s.collections[collection]
	}
	f, ok := p.byName[field]
	if f.Group != "" {
		field = f.Group
	}
	return join(entity, field), ok
}

// HasParts says whether this version knows a collection.
func (s *Scheme) HasParts(collection string) bool { _, ok := s.collections[collection]; return ok }

// Policies writes the frozen table of the version: what each field of the kind is
// merged by, one line each, in order.
func (s *Scheme) Policies() string {
	var b strings.Builder
	write := func(where string, p policies) {
		for _, name := range sortedKeys(p.byName) {
			f := p.byName[name]
			fmt.Fprintf(&b, "%s%s %s %s %s\n", where, name, f.Type, f.Policy, f.Group)
		}
		if p.appendOnly {
			fmt.Fprintf(&b, "%s* append-only\n", where)
		}
	}
	write(s.Kind+" ", s.head)
	for _, name := range sortedKeys(s.collections) {
		write(s.Kind+" "+name+"/", s.collections[name])
	}
	return b.String()
}
