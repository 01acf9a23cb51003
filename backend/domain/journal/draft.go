package journal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"strconv"

	"secondstory/backend/domain/record"
)

// Draft is an entry that has everything but its place in a chain. Of the nine
// covered keys only three sort behind the content, so all of the content can be
// hashed before anybody has to wait for the head of the chain.
type Draft struct {
	entry Entry
	begun hash.Cloner // over the keys from action to entity
}

// NewDraft prepares an entry. Its Seq, Prev and Hash do not count.
func NewDraft(e Entry) (Draft, error) {
	before, err := record.CanonicalJSON(e.Before)
	if err != nil {
		return Draft{}, fmt.Errorf("journal entry %d: before: %w", e.N, err)
	}
	after, err := record.CanonicalJSON(e.After)
	if err != nil {
		return Draft{}, fmt.Errorf("journal entry %d: after: %w", e.N, err)
	}
	h := sha256.New()
	write := func(key string, value []byte) {
		h.Write([]byte(key))
		h.Write(value)
	}
	write(`{"action":`, text(e.Action))
	write(`,"actor":`, text(e.Actor))
	write(`,"after":`, after)
	write(`,"at":`, text(FormatAt(e.At)))
	write(`,"before":`, before)
	write(`,"entity":`, text(e.Entity))
	begun, ok := h.(hash.Cloner)
	if !ok {
		return Draft{}, fmt.Errorf("journal entry %d: %T cannot be taken up again", e.N, h)
	}
	return Draft{entry: e, begun: begun}, nil
}

// Chain is the chain the entry is meant for.
func (d Draft) Chain() string { return d.entry.Chain }

// In is the draft for another chain.
func (d Draft) In(chain string) Draft {
	d.entry.Chain = chain
	return d
}

// Seal gives the entry the place behind prev. A draft can be sealed again.
func (d Draft) Seal(seq int64, prev string) (Entry, error) {
	h, err := d.begun.Clone()
	if err != nil {
		return Entry{}, fmt.Errorf("journal entry %d: %w", d.entry.N, err)
	}
	tail := append([]byte(`,"prev":`), text(prev)...)
	tail = append(append(tail, `,"reason":`...), text(d.entry.Reason)...)
	tail = strconv.AppendInt(append(tail, `,"seq":`...), seq, 10)
	h.Write(append(tail, '}'))
	e := d.entry
	e.Seq, e.Prev, e.Hash = seq, prev, hex.EncodeToString(h.Sum(nil))
	return e, nil
}

func text(s string) []byte { return record.AppendText(nil, s) }
