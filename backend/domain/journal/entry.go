package journal

import (
	"encoding/json"
	"strings"
	"time"
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

// Sum is the hash of the entry's nine covered keys.
func (e Entry) Sum() (string, error) {
	d, err := NewDraft(e)
	if err != nil {
		return "", err
	}
	sealed, err := d.Seal(e.Seq, e.Prev)
	return sealed.Hash, err
}

// Anchor is the head of a chain as it was written down elsewhere.
type Anchor struct {
	Chain string
	Seq   int64
	Hash  string
}

// Verdict is what verifying one chain found. FirstBad is 0 when every entry
// holds. Truncated says that an anchor is newer than the last entry; Unanchored
// that nothing rules out a missing tail after Last.
type Verdict struct {
	Chain      string
	Last       int64
	FirstBad   int64
	Truncated  bool
	AnchoredTo int64
	Unanchored bool
	Erased     int // entries whose payload was disposed of; their links still hold
	ClockSkews int // entries whose instant lies before that of their predecessor
}

// Verifier checks the entries of one chain as they are read, oldest first.
type Verifier struct {
	verdict Verdict
	prev    string
	last    time.Time
	hashes  map[int64]string
	anchors []Anchor
}

// NewVerifier starts on a chain with the anchors known for it.
func NewVerifier(chain string, anchors []Anchor) *Verifier {
	v := &Verifier{verdict: Verdict{Chain: chain}, prev: Genesis, hashes: map[int64]string{}}
	for _, a := range anchors {
		if a.Chain == chain {
			v.anchors = append(v.anchors, a)
			v.hashes[a.Seq] = ""
		}
	}
	return v
}

// Add checks the next entry.
func (v *Verifier) Add(e Entry) {
	ok := e.Seq == v.verdict.Last+1 && e.Prev == v.prev
	if ok && !e.Erased {
		sum, err := e.Sum()
		ok = err == nil && sum == e.Hash
	}
	if !ok && v.verdict.FirstBad == 0 {
		v.verdict.FirstBad = e.Seq
	}
	if e.Erased {
		v.verdict.Erased++
	}
	if e.At.Before(v.last) {
		v.verdict.ClockSkews++
	}
	if _, wanted := v.hashes[e.Seq]; wanted {
		v.hashes[e.Seq] = e.Hash
	}
	v.verdict.Last, v.prev, v.last = e.Seq, e.Hash, e.At
}

// Verdict closes the check.
func (v *Verifier) Verdict() Verdict {
	out := v.verdict
	for _, a := range v.anchors {
		out.AnchoredTo = max(out.AnchoredTo, a.Seq)
		switch {
		case a.Seq > out.Last:
			out.Truncated = true
		case v.hashes[a.Seq] != a.Hash && (out.FirstBad == 0 || a.Seq < out.FirstBad):
			out.FirstBad = a.Seq
		}
	}
	out.Unanchored = out.AnchoredTo < out.Last
	return out
}
