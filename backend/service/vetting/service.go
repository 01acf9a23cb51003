package vetting

import (
	"context"
	"sort"
	"strings"
	"time"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/leak"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/sharing"
	"secondstory/backend/service/recording"
)

// Reader reads in one consistent state.
type Reader interface {
	// Record reads a record with its content; fault.NotFound when there is none.
	Record(id string) (record.Snapshot, error)
	// RecordPart reads it with the named parts and collections only.
	RecordPart(id string, entities, collections []string) (record.Snapshot, error)
	Base(space, id string) (sharing.Base, bool, error)
	// Named lists the people of the local maps of all records.
	Named() ([]leak.Person, error)
	Roster() ([]leak.Person, error)
	Allowed(id string) ([]leak.Allowance, error)
	Held() ([]leak.Held, error)
	// Moves lists the records on their way from one space to another, by id.
	Moves() ([]sharing.Move, error)
}

// Writer writes in the transaction it belongs to.
type Writer interface {
	recording.Writer
	PutListed(p leak.Person, at time.Time) error
	DropListed(name string) (there bool, err error)
	PutAllowed(a leak.Allowance) error
	DropAllowed(id, key string) error
	// PutAsked notes that a record was to be shared with a space, DropAsked forgets it.
	PutAsked(space, id string, at time.Time) error
	DropAsked(id string) error
}

// Store runs transactions. Update is durable when it returns.
type Store interface {
	View(ctx context.Context, f func(Reader) error) error
	Update(ctx context.Context, f func(Writer) error) error
}

// Service is safe for use by several goroutines.
type Service struct {
	Store Store
	Rec   *recording.Service
	Now   func() time.Time
	// Shared reads the files a space has of a record; nil files are no record.
	Shared func(kind, id string, files []sharing.File) (*merge.Doc, error)

	held  glances
	clean clean
}

// Found is a finding with where it stands, and the allowance it has.
type Found struct {
	leak.Finding
	Where   string
	Allowed leak.Allowance
}

// Looked is what was found in a record.
type Looked struct {
	ID, Ref, Title, Space string
	// Found waits for a person or is told; Holding counts what keeps it back. Allowed
	// are findings a person has said about. Shared counts what everybody has already.
	Found   []Found
	Holding int
	Allowed []Found
	Shared  int
}

// Look looks through a record as a space would get it, "" for the one it is in: what
// that one has already is held back from nobody there.
func (s *Service) Look(ctx context.Context, id, space string, text review.Text) (out Looked, err error) {
	return s.lookWith(ctx, &Watch{}, id, space, text)
}

func (s *Service) lookWith(ctx context.Context, w *Watch, id, space string, text review.Text) (out Looked, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		out, err = s.look(tx, id, space, text, w)
		return err
	})
	return out, err
}

// FirstHeld finds the first of several records with words that keep it from a space;
// found is false when there is none.
func (s *Service) FirstHeld(ctx context.Context, ids []string, space string) (held Looked, found bool, err error) {
	watch := &Watch{}
	for _, id := range ids {
		held, err = s.lookWith(ctx, watch, id, space, func(key string, _ ...string) string { return key })
		if err != nil || held.Holding > 0 {
			return held, err == nil, err
		}
	}
	return Looked{}, false, nil
}

func (s *Service) look(tx Reader, id, space string, text review.Text, w *Watch) (out Looked, err error) {
	snap, err := tx.Record(id)
	if err != nil {
		return out, err
	}
	schema, scheme, err := s.scheme(snap.Kind)
	if err != nil {
		return out, err
	}
	names, err := w.people(tx, snap.State)
	if err != nil {
		return out, err
	}
	subject := review.SubjectOf(schema, snap)
	if snap.Kind == review.Kind {
		subject = review.FromSnapshot(snap).Subject()
	}
	out = Looked{ID: id, Ref: record.Ref(schema.RefPrefix, id), Title: subject.Title, Space: snap.Space, Found: []Found{}, Allowed: []Found{}}
	allowed, err := allowances(tx, id)
	if err != nil {
		return out, err
	}
	var was []leak.Finding
	var leave []string
	if space != nowhere {
		leave = allowedWords(allowed)
	}
	if space == "" {
		space = snap.Space
	}
	if base, ok, err := tx.Base(space, id); err != nil {
		return out, err
	} else if ok {
		doc, err := s.Shared(snap.Kind, id, base.Files)
		if err != nil {
			return out, err
		}
		was = leak.Check(doc, schema, names)
		leave = append(leave, known(was)...)
	}
	doc := docOf(scheme, snap)
	now, err := s.loosened(tx, snap, rolesOfItsOwn(snap, leak.Check(doc, schema, names, leave...), doc, schema))
	if err != nil {
		return out, err
	}
	fresh := leak.New(now, was)
	out.Shared = len(now) - len(fresh)
	for _, f := range fresh {
		x := Found{Finding: f, Where: subject.Where(f.Path, text), Allowed: allowed[f.Key]}
		switch {
		case x.Allowed.Key != "":
			out.Allowed = append(out.Allowed, x)
			continue
		case f.Holds:
			out.Holding++
		}
		out.Found = append(out.Found, x)
	}
	return out, nil
}

// docOf is a record as a space gets it.
func docOf(scheme *merge.Scheme, snap record.Snapshot) *merge.Doc {
	d := scheme.FromState(snap.State)
	if snap.Trashed() {
		gone := merge.Absent(d.Kind, d.ID)
		gone.Conflicts = d.Conflicts
		return gone
	}
	return d
}

func (s *Service) scheme(kind string) (*record.Schema, *merge.Scheme, error) {
	schema, ok := s.Rec.Registry.Schema(kind)
	if !ok {
		return nil, nil, fault.New(fault.Denied, "record.kind_unknown", "kind", kind)
	}
	scheme, err := merge.NewScheme(schema, merge.Version)
	return schema, scheme, err
}

func allowances(tx Reader, id string) (map[string]leak.Allowance, error) {
	list, err := tx.Allowed(id)
	out := map[string]leak.Allowance{}
	for _, a := range list {
		out[a.Key] = a
	}
	return out, err
}

// allowedWords are the words that a person has said about: what may stay in one place is no
// secret in the next, and nobody is asked for each time it is mentioned.
func allowedWords(list map[string]leak.Allowance) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.Words)
	}
	return out
}

// known are the telling words that everybody in a space has read.
func known(was []leak.Finding) []string {
	var out []string
	for _, f := range was {
		if f.Holds && f.Kind.Telling() {
			out = append(out, f.Words)
		}
	}
	return out
}

// Tells finds what the texts of a record give away in other texts of it, without words of
// which a person said that they may stay.
func (s *Service) Tells(ctx context.Context, id string) (again *leak.Again, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, err := tx.Record(id)
		if err != nil {
			return err
		}
		schema, scheme, err := s.scheme(snap.Kind)
		if err != nil {
			return err
		}
		allowed, err := allowances(tx, id)
		if err == nil {
			again = leak.Tells(docOf(scheme, snap), schema, allowedWords(allowed)...)
		}
		return err
	})
	return again, err
}

// Watch keeps the names while many records are looked through. The zero value knows
// none yet.
type Watch struct {
	names *leak.Names
	known map[string]bool
	given []leak.Person // read a moment ago; nil where they are to be read
}

// people gives the names of the workspace: they are read once, and again when the
// record has one that came later. The record's own roles are first for the record that
// was looked at first; what holds a record back does not depend on them.
func (w *Watch) people(tx Reader, st *record.State) (*leak.Names, error) {
	own := peopleOf(st)
	fresh := w.names == nil
	for _, p := range own {
		fresh = fresh || !w.known[p.Name]
	}
	if !fresh {
		return w.names, nil
	}
	more, err := w.given, error(nil)
	if w.given = nil; more == nil {
		if more, err = named(tx); err != nil {
			return nil, err
		}
	}
	all := append(own, more...)
	w.known = map[string]bool{}
	for _, p := range all {
		w.known[p.Name] = true
	}
	w.names = leak.NewNames(all)
	return w.names, nil
}

// peopleOf are the people of a record's own map, with the roles it has for them.
func peopleOf(st *record.State) []leak.Person {
	roles := map[string]string{}
	for _, at := range []struct{ collection, actor, role string }{
		{review.Participants, "actor", "role"}, {review.Timeline, "actor", "role"}, {review.Actions, "owner_actor", "owner_role"}} {
		for _, id := range st.Live(at.collection) {
			doc := st.Parts[at.collection][id].Doc
			if actor := record.Str(doc, at.actor); actor != "" && roles[actor] == "" {
				roles[actor] = record.Str(doc, at.role)
			}
		}
	}
	names := review.Names(st)
	var out []leak.Person
	for actor, name := range names {
		out = append(out, leak.Person{Name: name, Role: roles[actor]})
	}
	sort.Slice(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return a.Name < b.Name || a.Name == b.Name && a.Role > b.Role
	})
	return out
}

// Vet says how much of a record keeps it from being shared; was is what the space has
// of it, now what it would get.
func (s *Service) Vet(tx Reader, w *Watch, snap record.Snapshot, now, was *merge.Doc) (holding int, err error) {
	schema, _, err := s.scheme(snap.Kind)
	if err != nil {
		return 0, err
	}
	names, err := w.people(tx, snap.State)
	if err != nil {
		return 0, err
	}
	if len(leak.Check(now, schema, names)) == 0 {
		return 0, nil
	}
	allowed, err := allowances(tx, snap.ID)
	if err != nil {
		return 0, err
	}
	had := leak.Check(was, schema, names)
	found := leak.Check(now, schema, names, append(allowedWords(allowed), known(had)...)...)
	for _, f := range leak.New(found, had) {
		if _, ok := allowed[f.Key]; f.Holds && !ok {
			holding++
		}
	}
	return holding, nil
}

// Names finds the people whom this workspace knows by name: those of a record, of
// all others, and those a person entered.
func (s *Service) Names(ctx context.Context, id string) (names *leak.Names, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		snap, err := tx.Record(id)
		if err != nil {
			return err
		}
		names, err = (&Watch{}).people(tx, snap.State)
		return err
	})
	return names, err
}

// Known are the names that the workspace knows, of all its records and of the roster.
func (s *Service) Known(ctx context.Context) (names *leak.Names, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		names, err = (&Watch{}).people(tx, record.NewState(review.Kind, ""))
		return err
	})
	return names, err
}

// Roster lists the names a person entered.
func (s *Service) Roster(ctx context.Context) (list []leak.Person, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		list, err = tx.Roster()
		return err
	})
	return list, err
}

// longestName and longestReason bound what a person enters, in characters.
const (
	longestName   = 120
	longestReason = 500
)

// List enters a name with the role that may stand in its place, "" for none.
func (s *Service) List(ctx context.Context, name, role string) error {
	name, role = strings.Join(strings.Fields(name), " "), strings.Join(strings.Fields(role), " ")
	if n := len([]rune(name)); n < 2 || n > longestName || len([]rune(role)) > longestName {
		return fault.New(fault.Invalid, "leak.name_bad", "max", "120").WithField("name", "leak.name_bad", "max", "120")
	}
	return s.Store.Update(ctx, func(tx Writer) error { return tx.PutListed(leak.Person{Name: name, Role: role}, s.Now().UTC()) })
}

// Unlist takes a name away again.
func (s *Service) Unlist(ctx context.Context, name string) error {
	return s.Store.Update(ctx, func(tx Writer) error {
		there, err := tx.DropListed(strings.Join(strings.Fields(name), " "))
		if err == nil && !there {
			err = fault.New(fault.NotFound, "leak.name_missing", "name", name)
		}
		return err
	})
}
