package registering

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/incident"
	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// profileSetting is what this workspace has added to the built-in meanings.
const profileSetting = "incident.profile"

// Profile is what codes mean in this workspace.
func (s *Service) Profile(ctx context.Context) (p incident.Profile, err error) {
	err = s.Store.View(ctx, func(tx Tx) error {
		p, err = profileOf(tx)
		return err
	})
	return p, err
}

func profileOf(tx Tx) (incident.Profile, error) {
	own, err := ownMeanings(tx)
	if err != nil || own.Version == 0 {
		return incident.BuiltIn(), err
	}
	p := incident.BuiltIn().With(own.Version, own.Severities, own.Priorities, own.States)
	p.Changes = own.Changes
	return p, nil
}

func ownMeanings(tx Tx) (own incident.Profile, err error) {
	settings, err := tx.Settings()
	if err != nil || settings[profileSetting] == "" {
		return incident.Profile{}, err
	}
	err = json.Unmarshal([]byte(settings[profileSetting]), &own)
	return own, err
}

// Meaning is what a new meaning of a code did.
type Meaning struct {
	Version       int
	Reread        int // incidents whose code was read again
	Before, After []incident.Value
	Retried       incident.Account // rows that waited in quarantine
}

// Fields whose codes have meanings.
const (
	severityField = "severity"
	priorityField = "priority"
	stateField    = "state"
)

// MeantBefore stands for what a code meant before it was given another meaning.
const MeantBefore = "before"

// Mean says what a code of a field means from now on, in a new version of the profile, with an
// entry in the journal. What is in the register is read again under it, and what waits in
// quarantine is tried again. invalid: incident.meaning_unknown, incident.meaning_first.
func (s *Service) Mean(ctx context.Context, field, told, value string, progress Progress) (out Meaning, err error) {
	scale := map[string][]string{severityField: incident.Severities(), priorityField: incident.Priorities(), stateField: incident.States()}[field]
	told = strings.TrimSpace(told)
	if len(scale) == 0 || !slices.Contains(append(scale, MeantBefore), value) || told == "" {
		return out, fault.New(fault.Invalid, "incident.meaning_unknown", "field", field, "value", value, "scale", strings.Join(scale, ", "))
	}
	facet := map[string]string{severityField: incident.OfSeverity, priorityField: incident.OfPriority, stateField: incident.OfState}[field]
	if out.Before, err = s.countsOf(ctx, facet); err != nil {
		return out, err
	}
	was, err := s.Profile(ctx)
	if err != nil {
		return out, err
	}
	var p incident.Profile
	err = s.Store.Update(ctx, func(tx Writer) error {
		own, err := ownMeanings(tx)
		if err != nil {
			return err
		}
		own.Version = max(own.Version, incident.BuiltIn().Version) + 1
		for name, m := range map[string]*map[string]string{severityField: &own.Severities, priorityField: &own.Priorities, stateField: &own.States} {
			if name != field {
				continue
			}
			if *m == nil {
				*m = map[string]string{}
			}
			before, now := means(was, field, told), value
			if value == MeantBefore {
				last, ok := lastChange(own.Changes, field, told)
				if !ok {
					return fault.New(fault.Invalid, "incident.meaning_first", "told", told)
				}
				now = last.Was
			}
			if (*m)[told] = now; now == means(incident.BuiltIn(), field, told) || now == "" {
				delete(*m, told) // nobody has to say it
			}
			next := incident.BuiltIn().With(own.Version, own.Severities, own.Priorities, own.States)
			count, err := toReread(tx, field, was, next)
			if err != nil {
				return err
			}
			own.Changes = append(own.Changes, incident.MeaningChange{Version: own.Version, Field: field, Code: told, Was: before, Is: now, Count: count, At: s.now()})
		}
		raw, err := json.Marshal(own)
		if err != nil {
			return err
		}
		if err := tx.SetSetting(profileSetting, string(raw)); err != nil {
			return err
		}
		if err := s.noteMeaning(tx, own.Changes[len(own.Changes)-1]); err != nil {
			return err
		}
		p, err = profileOf(tx)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Version = p.Version
	if out.Reread, err = s.reread(ctx, field, was, p, progress); err != nil {
		return out, err
	}
	if out.After, err = s.countsOf(ctx, facet); err != nil {
		return out, err
	}
	out.Retried, err = s.Retry(ctx, progress)
	return out, err
}

// lastChange is the newest change of a code.
func lastChange(list []incident.MeaningChange, field, told string) (incident.MeaningChange, bool) {
	for _, c := range slices.Backward(list) {
		if c.Field == field && c.Code == told {
			return c, true
		}
	}
	return incident.MeaningChange{}, false
}

// toReread counts the incidents whose code means something else under another profile.
func toReread(tx Tx, field string, was, is incident.Profile) (count int, err error) {
	codes, err := tx.IncidentCodes(field)
	for _, told := range codes {
		if err != nil {
			break
		}
		if means(was, field, told) != means(is, field, told) {
			var places []int64
			places, err = tx.IncidentsTold(field, told, is.Version, math.MaxInt32)
			count += len(places)
		}
	}
	return count, err
}

// meaningAction names the entries about meanings in the journal.
const meaningAction = "incident.mean"

// noteMeaning writes down what a code meant and means, and how many incidents are read
// otherwise by it: every number about them rests on it.
func (s *Service) noteMeaning(tx Writer, c incident.MeaningChange) error {
	side := func(value string, version int) (json.RawMessage, error) {
		return record.Canonical(record.Doc{"field": c.Field, "code": c.Code, "means": value, "version": float64(version)})
	}
	before, err := side(c.Was, c.Version-1)
	if err != nil {
		return err
	}
	after, err := record.Canonical(record.Doc{"field": c.Field, "code": c.Code, "means": c.Is, "version": float64(c.Version), "incidents": float64(c.Count)})
	if err != nil {
		return err
	}
	d, err := journal.NewDraft(journal.Entry{Chain: s.Rec.Who.LocalChain, At: c.At, Actor: s.Rec.Who.Actor, Action: meaningAction, Entity: s.NewID(), Before: before, After: after})
	if err != nil {
		return err
	}
	return s.log(tx, meaningAction, d)
}

// reread reads the codes again that mean something else now: also "2 - High" goes by what
// "2" means.
func (s *Service) reread(ctx context.Context, field string, was, is incident.Profile, progress Progress) (count int, err error) {
	var codes []string
	err = s.Store.View(ctx, func(tx Tx) error {
		codes, err = tx.IncidentCodes(field)
		return err
	})
	for _, told := range codes {
		if err == nil && means(was, field, told) != means(is, field, told) {
			count, err = s.rereadCode(ctx, field, told, is, count, progress)
		}
	}
	s.changed(profileSetting)
	return count, err
}

func means(p incident.Profile, field, told string) string {
	read := map[string]func(string) (string, bool){severityField: p.Severity, priorityField: p.Priority, stateField: p.State}[field]
	value, _ := read(told)
	return value
}

func (s *Service) rereadCode(ctx context.Context, field, told string, p incident.Profile, count int, progress Progress) (int, error) {
	for more := true; more; {
		if err := ctx.Err(); err != nil {
			return count, fault.Wrap(err, fault.Cancelled, "job.cancelled")
		}
		err := s.Store.Update(ctx, func(tx Writer) error {
			places, err := tx.IncidentsTold(field, told, p.Version, rowsAtOnce)
			if err != nil {
				return err
			}
			more = len(places) == rowsAtOnce
			for _, n := range places {
				st, ok, err := tx.IncidentByN(n)
				if err != nil || !ok {
					return err
				}
				st.Profile = p.Version
				line, words := s.listed(st, p)
				if _, err := tx.PutIncident(st, line, words); err != nil {
					return err
				}
				count++
			}
			return tx.NextIncidentStamp()
		})
		if err != nil {
			return count, err
		}
		if progress != nil {
			progress(count)
		}
	}
	return count, nil
}

func (s *Service) countsOf(ctx context.Context, facet string) ([]incident.Value, error) {
	v, err := s.Look(ctx, incident.Query{})
	if err != nil {
		return nil, err
	}
	for _, f := range v.Facets {
		if f.Name == facet {
			return f.Values, nil
		}
	}
	return nil, nil
}
