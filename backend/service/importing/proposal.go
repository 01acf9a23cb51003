package importing

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/merge"
	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/domain/timeline"
)

// PieceState says what a newer version of a file means for a piece of its record.
type PieceState string

// The closed set of states.
const (
	PieceSame     PieceState = "same"      // the file says what it said, and so does the record
	PieceNew      PieceState = "new"       // only the newer version has it
	PieceFile     PieceState = "file"      // changed in the file: taken over
	PieceJoined   PieceState = "joined"    // changed in both, in different places: both stand
	PieceBoth     PieceState = "both"      // changed in both: a person is asked
	PieceHere     PieceState = "here"      // changed here: stays
	PieceGone     PieceState = "gone"      // the file has it no longer: goes
	PieceGoneKept PieceState = "gone_kept" // the file has it no longer, but somebody changed it here: stays
	PieceRemoved  PieceState = "removed"   // taken away here: stays away
)

// ranked is how much a state of one field says about its piece.
var ranked = map[PieceState]int{"": 0, PieceSame: 0, PieceHere: 1, PieceFile: 2, PieceJoined: 3, PieceBoth: 4}

// Changes says whether a merge does anything with such a piece, so that it can be left.
func (s PieceState) Changes() bool {
	switch s {
	case PieceNew, PieceFile, PieceJoined, PieceBoth, PieceGone:
		return true
	}
	return false
}

// Piece is one piece of a known file, with what a merge would do.
type Piece struct {
	// Key names it among those of its file: a field, a part of the record, or the place
	// of a new part in the file.
	Key        string
	Collection string // "" for a field of the review itself
	State      PieceState
	Words      string // of a field its name
	At         string // the time of an entry, as written
	Count      int    // of the causes of a whole tree
	Changes    []Change

	section, body string // key and text of a section
}

// Change is one field of a piece: what stands here, what the file says, and what would
// stand after the merge, as people read them.
type Change struct {
	Path                string
	Field               string
	Here, File, Becomes string
	Asked               bool // both stay, and a person decides

	values [3]any
}

// Proposal tells piece by piece what merging a newer version of a known file would do.
// It changes nothing. Faults: import.no_proposal for any other file.
func (s *Service) Proposal(ctx context.Context, it Item, told bool, text review.Text) ([]Piece, error) {
	if it.Status != StatusProposal {
		return nil, fault.New(fault.Invalid, "import.no_proposal")
	}
	it.Told, it.left = it.Told || told, nil
	snap, err := s.Rec.Get(ctx, it.Known)
	if fault.Is(err, fault.NotFound) && it.Own {
		return []Piece{}, nil // the first of two exports of one review in this import
	}
	if err != nil {
		return nil, err
	}
	theirs := Build(it.document(), it.Known, s.NewID, s.Now())
	var m *merger
	if it.Own {
		m = s.ownMerger(&it, snap.State, theirs)
		m.mergeOwn()
	} else {
		sources, err := s.Sources.Sources(ctx, it.earlier())
		sources = readHere(sources)
		if err != nil || len(sources) == 0 {
			return []Piece{}, err
		}
		var base snapshot
		if err := json.Unmarshal(sources[len(sources)-1].Snapshot, &base); err != nil {
			return nil, fmt.Errorf("proposal %s: snapshot: %w", it.Name, err)
		}
		m = s.merger(&it, base, snap.State, theirs)
		m.merge()
	}
	out := []Piece{}
	for _, p := range m.pieces {
		if p.Collection == review.Findings || p.Collection == "" && p.State == PieceSame {
			continue // findings follow the entries they are about
		}
		out = append(out, m.inWords(p, text))
	}
	return out, nil
}

// quiet fields say how a piece was read and not what it says.
var quiet = map[string]bool{"level": true, "columns": true, "kept": true, "minutes": true, "has_size": true}

// inWords is a piece as people read it.
func (m *merger) inWords(p Piece, text review.Text) Piece {
	switch {
	case p.Collection == "":
		p.Words = review.FieldName(record.Path{Field: p.Key}, text)
	case p.Collection == review.Sections:
		p.Words = review.SectionTitle(review.Section{Key: p.section, Title: p.Words}, text)
		if p.State == PieceNew {
			p.Changes = append(p.Changes, Change{Path: review.Sections + "/" + p.section + "/text", Field: "text", values: [3]any{nil, p.body, p.body}})
		}
	}
	names := record.Doc{}
	for _, st := range []*record.State{m.theirs, m.ours} {
		for actor, name := range review.Names(st) {
			names[actor] = name
		}
	}
	shown := func(path string, v any) string {
		if name := record.Str(names, asText(v)); name != "" {
			return name
		}
		return review.Review{}.ShownValue(merge.Conflict{Path: path, Kind: merge.KindValue}, asText(v), text)
	}
	changes := []Change{}
	for _, c := range p.Changes {
		if quiet[c.Field] {
			continue
		}
		c.Here, c.File, c.Becomes = shown(c.Path, c.values[0]), shown(c.Path, c.values[1]), shown(c.Path, c.values[2])
		c.Field = review.FieldName(record.Path{Field: c.Field}, text)
		changes = append(changes, c)
	}
	p.Changes = changes
	return p
}

// piece merges one piece, unless a person left it out, and notes what that means.
func (m *merger) piece(p Piece, do func()) {
	before := len(m.ops)
	p.State, m.now = PieceSame, &p
	do()
	m.now = nil
	if m.left[p.Key] {
		m.ops = m.ops[:before]
	}
	m.pieces = append(m.pieces, p)
}

// tell notes a piece that is decided as a whole; left says that a person left it.
func (m *merger) tell(p Piece, state PieceState) (left bool) {
	p.State = state
	m.pieces = append(m.pieces, p)
	return m.left[p.Key]
}

// fresh is tell for a part that only the newer version has.
func (m *merger) fresh(p Piece, id string) (left bool) {
	if left = m.tell(p, PieceNew); left {
		m.absent[id] = true
	}
	return left
}

// saw raises the state of the piece that is being merged.
func (m *merger) saw(state PieceState) {
	if m.now != nil && ranked[state] > ranked[m.now.State] {
		m.now.State = state
	}
}

// changed notes a field of it that the file says otherwise.
func (m *merger) changed(state PieceState, p record.Path, ours, theirs, becomes any) {
	m.saw(state)
	if m.now != nil {
		m.now.Changes = append(m.now.Changes, Change{Path: p.String(), Field: p.Field, Asked: state == PieceBoth, values: [3]any{ours, theirs, becomes}})
	}
}

func newKey(collection string, n int) string { return collection + "/+" + strconv.Itoa(n+1) }

// pieceOf names a part by its words.
func pieceOf(collection, id, key string, doc record.Doc) Piece {
	p := Piece{Key: key, Collection: collection}
	for _, name := range []string{"title", "text", "role", "label", "key"} {
		if p.Words = record.Str(doc, name); p.Words != "" {
			break
		}
	}
	if collection == review.Sections {
		p.section, p.Words, p.body = id, record.Str(doc, "title"), record.Str(doc, "text")
	}
	if t, ok := last(doc["times"]).(map[string]any); ok {
		p.At = review.Written(timeline.Statement{At: record.Str(t, "at"), End: record.Str(t, "end"), Zone: record.Str(t, "zone"),
			Raw: record.Str(t, "raw"), Precision: timeline.Precision(record.Str(t, "precision"))})
	}
	return p
}
