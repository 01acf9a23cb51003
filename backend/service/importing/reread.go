package importing

import (
	"encoding/json"
	"fmt"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
)

// adopt takes over how a known source was read the last time: the zone that was
// given for times without one, and whether the times in its prose were taken.
func (s *Service) adopt(item *Item, last record.Source, opts Options) error {
	var base snapshot
	if err := json.Unmarshal(last.Snapshot, &base); err != nil {
		return fmt.Errorf("import %s: snapshot: %w", item.Name, err)
	}
	item.Told = item.Told || base.Told
	if zone := record.Str(base.Head, "zone"); opts.Zone == "" && item.Document.Zone == "" {
		applyZone(item.Document, zone)
	}
	return nil
}

// differs says whether the document would change a record that is as its last
// import made it: a later version of a reader may find nothing new in a file.
func (s *Service) differs(item *Item, last record.Source) (bool, error) {
	var base snapshot
	if err := json.Unmarshal(last.Snapshot, &base); err != nil {
		return false, fmt.Errorf("import %s: snapshot: %w", item.Name, err)
	}
	ours := record.NewState(review.Kind, item.Known)
	ours.Head = base.Head
	for name, parts := range base.Parts {
		ours.Parts[name] = map[string]record.Part{}
		for id, doc := range parts {
			ours.Parts[name][id] = record.Part{Doc: doc}
		}
	}
	theirs := Build(item.document(), item.Known, s.NewID, s.Now())
	// Names are on this machine only and no part of a snapshot: the people of both
	// are the same where the pieces are.
	samePeople(ours, theirs)
	return len(s.merger(item, base, ours, theirs).merge()) > 0, nil
}

// samePeople takes the pseudonyms out of both states.
func samePeople(states ...*record.State) {
	for _, st := range states {
		for _, at := range actorFields {
			for _, part := range st.Parts[at.collection] {
				if _, named := part.Doc[at.field]; named {
					part.Doc[at.field] = "p"
				}
			}
		}
	}
}
