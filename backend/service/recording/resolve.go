package recording

import (
	"context"
	"sort"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// Resolve finds the record a person named. Faults: record.missing (not_found),
// record.ref_bad and record.ref_ambiguous (invalid; the candidates stand in the
// parameter).
func (s *Service) Resolve(ctx context.Context, name string) (id string, err error) {
	q, ok := record.ParseRef(name)
	if !ok {
		return "", fault.New(fault.Invalid, "record.ref_bad", "ref", name)
	}
	var found []string
	err = s.Store.View(ctx, func(tx Reader) error {
		var rows []record.Row
		var err error
		if q.ID != "" {
			rows, err = tx.RowsBetween(q.ID, q.ID+"~")
		} else {
			rows, err = tx.RowsByRandom(q.Random)
		}
		if err != nil {
			return err
		}
		for _, r := range rows {
			if schema, ok := s.Registry.Schema(r.Kind); ok && q.Matches(schema.RefPrefix, r.ID) {
				found = append(found, r.ID)
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return "", err
	case len(found) == 0:
		return "", fault.New(fault.NotFound, "record.missing", "ref", name)
	case len(found) > 1:
		sort.Strings(found)
		return "", fault.New(fault.Invalid, "record.ref_ambiguous", "ref", name, "candidates", strings.Join(longer(q.Prefix, found), ", "))
	}
	return found[0], nil
}

// longer gives references long enough to tell the ids apart.
func longer(prefix string, ids []string) []string {
	out := make([]string, len(ids))
	for n := record.RefLen; n <= 16; n++ {
		seen := map[string]bool{}
		for i, id := range ids {
			short := record.Ref(prefix, id)
			out[i] = short[:len(short)-record.RefLen] + id[10:10+n]
			seen[out[i]] = true
		}
		if len(seen) == len(ids) {
			break
		}
	}
	return out
}

// KindOf is the kind of a record, of whatever kind it is. fault.NotFound when there is
// none with this id.
func (s *Service) KindOf(ctx context.Context, id string) (kind string, err error) {
	err = s.Store.View(ctx, func(tx Reader) error {
		rows, err := tx.RowsBetween(id, id+"~")
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.ID == id {
				kind = r.Kind
				return nil
			}
		}
		return fault.New(fault.NotFound, "record.missing", "ref", id)
	})
	return kind, err
}

// RefOf is the reference people know a record by, whatever its kind. One that is not
// here, or of a kind this version does not know, is called by its id.
func (s *Service) RefOf(ctx context.Context, id string) string {
	kind, err := s.KindOf(ctx, id)
	if err != nil {
		return id
	}
	if schema, ok := s.Registry.Schema(kind); ok {
		return record.Ref(schema.RefPrefix, id)
	}
	return id
}

// ActionFor names what was done to a record as a whole, or to its fields: kinds with
// words of their own in the catalogue have names of their own, all others share theirs.
func ActionFor(kind, verb string) string {
	if kind == "review" {
		return kind + "." + verb
	}
	return "record." + verb
}
