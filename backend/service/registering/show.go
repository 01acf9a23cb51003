package registering

import (
	"context"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/record"
)

// Shown is an incident with what is known of it.
type Shown struct {
	Incident incident.Stored
	Line     incident.Line
	Ref      string          // ours
	Import   incident.Import // that changed it last
}

// Find gives the id of the incident a person names: our reference of any length from the
// short form up, an id, or the number its source has. not_found: incident.missing;
// invalid: incident.several, with the references in question.
func (s *Service) Find(ctx context.Context, name string) (id string, err error) {
	name = strings.TrimSpace(name)
	err = s.Store.View(ctx, func(tx Tx) error {
		ids, err := named(tx, name)
		if err != nil {
			return err
		}
		switch len(ids) {
		case 0:
			return fault.New(fault.NotFound, "incident.missing", "ref", name)
		case 1:
			id = ids[0]
			return nil
		}
		refs := make([]string, len(ids))
		for i, one := range ids {
			refs[i] = record.Ref(incident.RefPrefix, one)
		}
		return fault.New(fault.Invalid, "incident.several", "ref", name, "refs", strings.Join(refs, ", "))
	})
	return id, err
}

func named(tx Tx, name string) ([]string, error) {
	q, ok := record.ParseRef(name)
	if ok && q.ID != "" {
		if _, there, err := tx.IncidentByID(q.ID); err != nil || there {
			return []string{q.ID}, err
		}
	}
	if ok && q.Prefix == incident.RefPrefix {
		all, err := tx.IncidentsByRandom(q.Random)
		var out []string
		for _, id := range all {
			if q.Matches(incident.RefPrefix, id) {
				out = append(out, id)
			}
		}
		if err != nil || len(out) > 0 {
			return out, err
		}
	}
	return tx.IncidentsNamed(name)
}

// Get reads an incident by its id.
func (s *Service) Get(ctx context.Context, id string) (out Shown, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		st, ok, err := tx.IncidentByID(id)
		if err != nil {
			return err
		}
		if !ok {
			return fault.New(fault.NotFound, "incident.missing", "ref", id)
		}
		profile, err := profileOf(tx)
		if err != nil {
			return err
		}
		out = Shown{Incident: st, Line: st.Listed(profile), Ref: record.Ref(incident.RefPrefix, id)}
		imports, err := tx.IncidentImports(st.Import, 1)
		if len(imports) > 0 {
			out.Import = imports[0]
		}
		return err
	})
	return out, err
}

// Same lists the ids under which an incident is known: its own, and that of the review
// that was begun from it. Either of them may be asked for, and is the first of the list.
func (s *Service) Same(ctx context.Context, id string) (ids []string, err error) {
	ids = []string{id}
	err = s.Store.View(ctx, func(tx Tx) error {
		st, ok, err := tx.IncidentByID(id)
		if err != nil {
			return err
		}
		if ok {
			if st.Review != "" {
				ids = append(ids, st.Review)
			}
			return nil
		}
		told, err := tx.IncidentsOfReview(id)
		ids = append(ids, told...)
		return err
	})
	return ids, err
}
