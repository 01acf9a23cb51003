package auditing

import (
	"strings"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// StateCode says in what a record is not what its entries lead to.
type StateCode string

// The closed set of codes.
const (
	Differs  StateCode = "differs"  // its content
	Trashed  StateCode = "trashed"  // it lies in the trash, and no entry put it there
	Fetched  StateCode = "fetched"  // it does not, and the last entry put it there
	Moved    StateCode = "moved"    // the moment it went to the trash is another
	Unread   StateCode = "unread"   // what is stored is nothing this program writes
	Unknown  StateCode = "unknown"  // its kind is none this program knows
	Unmade   StateCode = "unmade"   // no entry made it
	Gone     StateCode = "gone"     // it was made and is not there
	Unfit    StateCode = "unfit"    // its own entries do not lead on from one another
	Between  StateCode = "between"  // an entry found something else than those before it had left
	Unproven StateCode = "unproven" // entries have lost what they said, so it cannot be compared
)

// State is one thing found of one record.
type State struct {
	Record  string
	Ref     string // the id where its kind is not known
	Kind    string
	Title   string
	Code    StateCode
	N       int64    // of the entry; 0 where it is about none
	Changes []Change // Before as the entries have it, After as it is stored or was found
	More    int      // changes that are not listed
}

// States is what comparing the records with their entries found.
type States struct {
	Records int64 // that were compared
	Found   []State
	Count   int // also of those not listed
	// Now counts those that are so today and are no matter of the version: what a later
	// entry found is past, and a kind nobody knows may be that of a newer program.
	Now int
}

// Most findings of one check, and changes of one finding, that are listed.
const (
	mostStates  = 100
	mostChanges = 20
)

// Whole says whether every record is what its entries lead to.
func (s States) Whole() bool { return s.Count == 0 }

// CheckStates holds each record against its entries. tick is called for each entry read and
// ends the check with what it gives; it may be nil.
func (s *Service) CheckStates(tx Reader, tick func() error) (out States, err error) {
	err = tx.EachRecord(func(id string, stored *record.Stored, entries func(func(journal.Entry) error) error) error {
		kind := ""
		if stored != nil {
			kind = stored.Kind
		}
		schema, known := s.Registry.Schema(kind)
		told, unfit, trashed := record.NewTold(schema, id), int64(0), time.Time{}
		err := entries(func(e journal.Entry) error {
			if tick != nil {
				if err := tick(); err != nil {
					return err
				}
			}
			was := told.Trashed
			told.Exchanged = told.Exchanged || e.Action == journal.Receive
			if unfit == 0 && stored != nil && known && told.Add(e.N, entityOf(e), e.Before, e.After) != nil {
				unfit = e.N
			} else if stored == nil && madeBy(e) {
				told.Made = true
			}
			if told.Trashed && !was {
				trashed = e.At
			}
			return nil
		})
		if err != nil {
			return err
		}
		c := comparing{id: id, stored: stored, out: &out, ref: id, kind: kind}
		if known {
			c.ref = record.Ref(schema.RefPrefix, id)
		}
		return c.compare(told, known, unfit, trashed)
	})
	return out, err
}

// comparing is one record.
type comparing struct {
	id, ref, kind string
	stored        *record.Stored
	out           *States
	title         string
}

func (c *comparing) found(code StateCode, n int64, changes ...record.Change) {
	if code != Between && code != Unknown {
		c.out.Now++
	}
	if c.out.Count++; len(c.out.Found) >= mostStates {
		return
	}
	f := State{Record: c.id, Ref: c.ref, Kind: c.kind, Title: c.title, Code: code, N: n}
	for _, change := range changes {
		for _, one := range fieldsOf(change) {
			if len(f.Changes) == mostChanges {
				f.More++
				continue
			}
			f.Changes = append(f.Changes, one)
		}
	}
	c.out.Found = append(c.out.Found, f)
}

func (c *comparing) compare(told *record.Told, known bool, unfit int64, trashed time.Time) error {
	c.title = record.Str(told.State().Head, "title")
	if c.title == "" {
		c.title = record.Str(told.State().Head, "name")
	}
	switch {
	case c.stored == nil:
		if told.Made {
			c.found(Gone, 0)
		}
		return nil
	case !known:
		c.out.Records++
		c.found(Unknown, 0)
		return nil
	}
	c.out.Records++
	switch {
	case told.Emptied > 0:
		c.found(Unproven, 0)
		return nil
	case !told.Made:
		c.found(Unmade, 0)
		return nil
	case unfit > 0:
		c.found(Unfit, unfit)
		return nil
	}
	if told.Parted > 0 {
		c.found(Between, told.Parted, told.Found)
	}
	switch at := c.stored.RemovedAt; {
	case told.Trashed && !c.stored.Trashed():
		c.found(Fetched, 0)
	case !told.Trashed && c.stored.Trashed():
		c.found(Trashed, 0)
	case told.Trashed && !at.Equal(trashed):
		c.found(Moved, 0)
	}
	differs, unread, err := told.Against(*c.stored)
	if err != nil {
		return err
	}
	if len(unread) > 0 {
		var list []record.Change
		for _, path := range unread {
			list = append(list, record.Change{Entity: path, Before: record.Doc{"": nil}, After: record.Doc{"": nil}})
		}
		c.found(Unread, 0, list...)
	}
	if len(differs) > 0 {
		c.found(Differs, 0, differs...)
	}
	return nil
}

// madeBy says whether an entry made its record, without reading all of it.
func madeBy(e journal.Entry) bool {
	return e.Entity == e.Record && string(e.Before) == `{"$absent":true}` && strings.HasPrefix(string(e.After), `{"head":`)
}

func entityOf(e journal.Entry) string {
	return strings.TrimPrefix(strings.TrimPrefix(e.Entity, e.Record), "/")
}

// fieldsOf lists what a change touches, a part that came or went as a whole.
func fieldsOf(c record.Change) (out []Change) {
	if c.Adds() || c.Removes() {
		return []Change{{c.Entity, words(c.Before), words(c.After)}}
	}
	path := func(name string) string {
		switch {
		case name == "":
			return c.Entity
		case c.Entity == "":
			return name
		}
		return c.Entity + "/" + name
	}
	for _, name := range sorted(c.After) {
		out = append(out, Change{path(name), c.Before[name], c.After[name]})
	}
	return out
}

// words are those by which people know a part; nil where it is not there.
func words(d record.Doc) any {
	if d["$absent"] == true {
		return nil
	}
	for _, name := range []string{"text", "title", "name", "role"} {
		if v := record.Str(d, name); v != "" {
			return v
		}
	}
	return ""
}
