package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"secondstory/backend/domain/record"
)

// Genesis is the previous hash of the first entry of a chain.
var Genesis = strings.Repeat("0", 64)

// Entry is one row of the journal with its payload.
type Entry struct {
	N      int64 // order in the workspace
	Chain  string
	Seq    int64 // order in the chain, from 1
	Step   int64
	Undoes int64 // n of the entry this one takes back, or 0
	At     time.Time
	Actor  string
	Action string // "review.set", "timeline.add", "review.import" …
	Record string // id of the record, "" for the workspace itself
	Entity string // record id, or record id "/" path of the part
	Prev   string
	Hash   string

	// Payload; Erased is set when a retention run has taken it away.
	Before json.RawMessage
	After  json.RawMessage
	Reason string
	Erased bool
}

// FormatAt writes an instant as the hash covers it: RFC 3339 in UTC, with
// milliseconds only when they are not zero.
func FormatAt(t time.Time) string {
	t = t.UTC().Truncate(time.Millisecond)
	if t.Nanosecond() == 0 {
		return t.Format("2006-01-02T15:04:05Z")
	}
	return t.Format("2006-01-02T15:04:05.000Z")
}

// Canonical is what the hash covers: the nine keys as canonical JSON.
func (e Entry) Canonical() ([]byte, error) {
	before, err := record.CanonicalJSON(e.Before)
	if err != nil {
		return nil, fmt.Errorf("journal entry %d: before: %w", e.N, err)
	}
	after, err := record.CanonicalJSON(e.After)
	if err != nil {
		return nil, fmt.Errorf("journal entry %d: after: %w", e.N, err)
	}
	out := make([]byte, 0, 320+len(before)+len(after)+len(e.Reason))
	put := func(key string, value []byte) { out = append(append(out, key...), value...) }
	put(`{"action":`, text(e.Action))
	put(`,"actor":`, text(e.Actor))
	put(`,"after":`, after)
	put(`,"at":`, text(FormatAt(e.At)))
	put(`,"before":`, before)
	put(`,"entity":`, text(e.Entity))
	put(`,"prev":`, text(e.Prev))
	put(`,"reason":`, text(e.Reason))
	put(`,"seq":`, strconv.AppendInt(nil, e.Seq, 10))
	return append(out, '}'), nil
}

// Sum is the hash of the entry's nine covered keys.
func (e Entry) Sum() (string, error) {
	d, err := NewDraft(e)
	if err != nil {
		return "", err
	}
	sealed, err := d.Seal(e.Seq, e.Prev)
	return sealed.Hash, err
}

// Stored is Canonical for an entry as it is stored, changed by somebody or not: content
// that is no canonical JSON stays as it is, so that it gives another hash than it did.
func (e Entry) Stored() ([]byte, error) {
	raw, err := e.Canonical()
	as := func(key string, value json.RawMessage, next string) bool {
		return bytes.Contains(raw, append(append([]byte(key), value...), next...))
	}
	if err == nil && as(`,"after":`, e.After, `,"at":`) && as(`,"before":`, e.Before, `,"entity":`) {
		return raw, nil
	}
	return json.Marshal(struct {
		Damaged string `json:"damaged"`
		Seq     int64  `json:"seq"`
		Prev    string `json:"prev"`
	}{string(e.Before) + " → " + string(e.After), e.Seq, e.Prev})
}
