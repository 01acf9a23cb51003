package recording

import (
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/domain/record"
)

// stopOf is the action of a final step, "" of others.
func stopOf(s journal.Step) string {
	if s.Kind != journal.Final {
		return ""
	}
	return s.Action
}

// touched tells what the one part is called that a step touched, or which one field of the
// record itself; "" where it touched several, or where parts of the kind have no names.
func touched(snap record.Snapshot, entries []journal.Entry) (name, field string) {
	if len(entries) == 0 {
		return "", ""
	}
	entity := entityOf(entries[0], snap.ID)
	for _, e := range entries {
		if entityOf(e, snap.ID) != entity {
			return "", ""
		}
		if _, after := docs(e); entity == "" {
			for f := range after {
				if field != "" && f != field {
					return "", ""
				}
				field = f
			}
		}
	}
	p, _ := record.ParsePath(entity)
	for _, f := range []string{"name", "title", "role", "procedure"} {
		if n := record.Str(snap.State.Parts[p.Collection][p.Part].Doc, f); n != "" {
			return n, ""
		}
	}
	return "", field
}

// saidAgain is an earlier statement made by whoever takes a later one back.
func (s *Service) saidAgain(now time.Time) func(map[string]any) map[string]any {
	return func(d map[string]any) map[string]any {
		d["by"], d["recorded_at"] = s.Who.Actor, now.UTC().Format(time.RFC3339)
		delete(d, "reason")
		return d
	}
}

// byChain parts a change of the record itself into what is shared and what stays
// on this machine: a local value never enters the chain of a space.
func byChain(schema *record.Schema, c record.Change) []record.Change {
	if c.Entity != "" || !c.Local {
		return []record.Change{c}
	}
	shared := record.Change{Before: record.Doc{}, After: record.Doc{}}
	local := record.Change{Before: record.Doc{}, After: record.Doc{}, Local: true}
	for name, after := range c.After {
		to := shared
		if f, ok := schema.Field(name); ok && f.Local {
			to = local
		}
		to.Before[name], to.After[name] = c.Before[name], after
	}
	if len(shared.After) == 0 {
		return []record.Change{local}
	}
	return []record.Change{shared, local}
}
