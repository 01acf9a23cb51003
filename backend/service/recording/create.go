package recording

import (
	"context"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// New is a record to be made.
type New struct {
	State  *record.State
	Action string
	Reason string
	Editor string
	Source *record.Source // where it was imported from, or nil
	// Note is put beside the content in the journal entry.
	Note record.Doc
}

// prepared is a new record with everything that can be made of it before the
// write lock is taken: an import of a long document makes others wait only for
// the writing itself.
type prepared struct {
	stored record.Stored
	source *record.Source
	step   journal.Step
	drafts []journal.Draft
}

// Create stores new records in one transaction and one step each. Undoing the
// step puts the record into the trash. A record whose source has been imported
// already is refused with ErrSourceKnown, and the others with it.
func (s *Service) Create(ctx context.Context, list ...New) (rev int64, err error) {
	now := s.now()
	ready := make([]prepared, len(list))
	for i, n := range list {
		if ready[i], err = s.prepare(n, now); err != nil {
			return 0, err
		}
	}
	err = s.Store.Update(ctx, func(tx Writer) error {
		for _, p := range ready {
			if rev, err = p.write(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	for _, n := range list {
		s.announce(n.State.ID, n.State.Kind, rev, n.Editor)
	}
	return rev, nil
}

func (s *Service) prepare(n New, now time.Time) (p prepared, err error) {
	id := n.State.ID
	schema, _ := s.Registry.Schema(n.State.Kind) // nil for a kind nobody knows
	row := record.Row{ID: id, Space: s.Who.Space, Kind: n.State.Kind, CreatedAt: now, ChangedAt: now}
	if p.stored, err = record.Store(schema, row, n.State); err != nil {
		return p, err
	}
	if n.Source != nil {
		src := *n.Source
		src.Record, src.At = id, now
		p.source = &src
	}
	p.step = s.step(id, journal.Edit, n.Action, "", now)
	after := record.Doc{"head": n.State.Head, "parts": record.PartDocs(n.State)}
	for k, v := range n.Note {
		after[k] = v
	}
	made, err := s.draft(0, now, n.Action, n.Reason, id, record.Change{Before: record.Doc{"$absent": true}, After: after})
	if err != nil {
		return p, err
	}
	p.drafts = []journal.Draft{made}
	if len(n.State.Local) > 0 {
		local, err := s.draft(0, now, n.Action, "", id, record.Change{Before: record.Doc{}, After: n.State.Local, Local: true})
		if err != nil {
			return p, err
		}
		p.drafts = append(p.drafts, local)
	}
	return p, nil
}

func (p prepared) write(tx Writer) (rev int64, err error) {
	if p.source != nil {
		known, err := tx.Sources(record.SourceBy{SHA256: p.source.SHA256, Text: p.source.Text})
		if err != nil {
			return 0, err
		}
		if len(known) > 0 {
			return 0, ErrSourceKnown
		}
	}
	if rev, err = tx.InsertRecord(p.stored); err != nil {
		return 0, err
	}
	if p.source != nil {
		if err := tx.AddSource(*p.source); err != nil {
			return 0, err
		}
	}
	step, err := tx.OpenStep(p.step)
	if err != nil {
		return 0, err
	}
	for _, d := range p.drafts {
		if _, err := tx.Append(d, step); err != nil {
			return 0, err
		}
	}
	return rev, nil
}
