package auditing

import (
	"context"
	"encoding/json"
	"sort"
	"strconv"
	"strings"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/sharing"
)

// Reader reads the journal in one consistent state.
type Reader interface {
	JournalPage(q journal.Query) ([]journal.Row, error)
	JournalCount(q journal.Query) (int64, error)
	// JournalEntry reads one entry with its content; not_found: audit.entry_missing.
	JournalEntry(n int64) (journal.Row, error)
	JournalActions() ([]string, error)
	JournalRules() ([]string, error)
	ChainHeads() ([]journal.Head, error)
	EachOfChain(chain string, f func(journal.Entry) error) error
	// Restorations are the entries with which chains go on from a backup.
	Restorations() ([]journal.Entry, error)
	// EachRecord gives what is stored of each record (nil where only the journal knows it)
	// and its entries, oldest first, with their content good until the next one.
	EachRecord(f func(id string, stored *record.Stored, entries func(func(journal.Entry) error) error) error) error
	RecordName(id string) (kind, title string, trashed, ok bool, err error)
	Received(commit string) (a sharing.Author, ok bool, err error)
}

// Store runs a reading.
type Store interface {
	View(ctx context.Context, f func(Reader) error) error
}

// Service reads and checks. Anchors tells what is written down outside of the journal.
type Service struct {
	Store    Store
	Registry *record.Registry
	Anchors  func(ctx context.Context) ([]journal.Anchor, error)
}

// Entry is an entry with what it is about, as that is called now.
type Entry struct {
	journal.Row
	Ref        string // "" where the record is not here
	RecordKind string
	Title      string
	Trashed    bool
	Who        string // journal.ByPerson, BySystem or ByExchange
	Rule       string
	Version    string // of the rule
	// By is who wrote what an exchange brought; nil for all others.
	By      *sharing.Author
	Changes []Change // of an entry that was opened
}

// Change is one field of an entry; nil where there was, or is, nothing.
type Change struct {
	Path   string
	Before any
	After  any
}

// Page is a stretch of the journal, newest first. Total counts all that the filter finds
// and is given with the first page.
type Page struct {
	Entries []Entry
	More    bool
	Total   int64
}

// mostOnPage bounds a page.
const mostOnPage = 500

// List gives a page.
func (s *Service) List(ctx context.Context, q journal.Query) (p Page, err error) {
	p.Entries = []Entry{}
	limit := min(max(q.Limit, 1), mostOnPage)
	err = s.Store.View(ctx, func(tx Reader) error {
		ask := q
		ask.Limit = limit + 1
		rows, err := tx.JournalPage(ask)
		if err != nil {
			return err
		}
		if p.More = len(rows) > limit; p.More {
			rows = rows[:limit]
		}
		names := namer{tx, s.Registry, map[string]Entry{}}
		for _, r := range rows {
			e, err := names.entry(r)
			if err != nil {
				return err
			}
			p.Entries = append(p.Entries, e)
		}
		if q.Below == 0 {
			p.Total, err = tx.JournalCount(q)
		}
		return err
	})
	return p, err
}

// Show opens an entry. not_found: audit.entry_missing.
func (s *Service) Show(ctx context.Context, n int64) (e Entry, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		row, err := tx.JournalEntry(n)
		if err != nil {
			return err
		}
		names := namer{tx, s.Registry, map[string]Entry{}}
		if e, err = names.entry(row); err != nil {
			return err
		}
		e.Changes = changes(row.Entry)
		return nil
	})
	return e, err
}

// Choices lists what the journal can be filtered by.
func (s *Service) Choices(ctx context.Context) (actions, rules []string, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		if actions, err = tx.JournalActions(); err != nil {
			return err
		}
		rules, err = tx.JournalRules()
		return err
	})
	return actions, rules, err
}

// namer tells what entries are about; each record is asked for once.
type namer struct {
	tx       Reader
	registry *record.Registry
	known    map[string]Entry
}

func (n namer) entry(r journal.Row) (Entry, error) {
	e, ok := n.known[r.Record]
	if !ok && r.Record != "" {
		kind, title, trashed, there, err := n.tx.RecordName(r.Record)
		if err != nil {
			return e, err
		}
		if there {
			e = Entry{Ref: r.Record, RecordKind: kind, Title: title, Trashed: trashed}
			if schema, ok := n.registry.Schema(kind); ok {
				e.Ref = record.Ref(schema.RefPrefix, r.Record)
			}
		}
		n.known[r.Record] = e
	}
	e.Row, e.Who = r, journal.ByPerson
	if rule, version, ok := journal.ByRule(r.Actor); ok {
		e.Who, e.Rule, e.Version = journal.BySystem, rule, version
	}
	if r.Action == journal.Receive {
		e.Who = journal.ByExchange
		commit, edited := journal.Came(strings.TrimPrefix(r.Reason, "?"))
		a, ok, err := n.tx.Received(commit)
		if err != nil {
			return e, err
		}
		if !ok {
			a = sharing.Author{Commit: commit}
		} else if !edited.IsZero() {
			a.At, a.Edited = edited, edited
		}
		e.By = &a
	}
	return e, nil
}

// changes lists the fields of an entry in the order of their names. What a record was
// made of comes as its fields, and its parts as how many there were.
func changes(e journal.Entry) []Change {
	out := []Change{}
	if e.Erased {
		return out
	}
	before, after := record.Doc{}, record.Doc{}
	if json.Unmarshal(e.Before, &before) != nil || json.Unmarshal(e.After, &after) != nil {
		// Somebody changed it into what is no content: shown as it stands.
		return []Change{{Path: strings.TrimPrefix(strings.TrimPrefix(e.Entity, e.Record), "/"), Before: string(e.Before), After: string(e.After)}}
	}
	entity := strings.TrimPrefix(strings.TrimPrefix(e.Entity, e.Record), "/")
	parts, _ := after["parts"].(map[string]any)
	if head, ok := after["head"].(map[string]any); ok && before["$absent"] == true {
		rest := record.Doc{}
		for name, v := range after {
			if name != "head" && name != "parts" {
				rest[name] = v
			}
		}
		for name, v := range head {
			rest[name] = v
		}
		after = rest
	} else {
		parts = nil
	}
	names := map[string]bool{}
	for _, doc := range []record.Doc{before, after} {
		for name := range doc {
			if name != "$absent" {
				names[name] = true
			}
		}
	}
	for _, name := range sorted(names) {
		path := name
		if entity != "" {
			path = entity + "/" + name
		}
		out = append(out, Change{path, before[name], after[name]})
	}
	for _, name := range sorted(parts) {
		if list, ok := parts[name].(map[string]any); ok && len(list) > 0 {
			out = append(out, Change{name, nil, strconv.Itoa(len(list))})
		}
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
