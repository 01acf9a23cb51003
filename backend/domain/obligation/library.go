package obligation

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/record"
)

// ParseAll reads packs and puts them in the order of their ids. Fault invalid as of Parse,
// and for two of one id.
func ParseAll(files [][]byte) ([]Pack, error) {
	out := make([]Pack, 0, len(files))
	for _, raw := range files {
		p, err := Parse(raw)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(out, func(o Pack) bool { return o.ID == p.ID }) {
			return nil, fault.New(fault.Invalid, "obligation.pack", "pack", p.ID, "place", "head", "what", "id")
		}
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Pack) int { return strings.Compare(a.ID, b.ID) })
	return out, nil
}

// Parse reads a pack. Fault invalid for what is none: a field that nobody knows would be
// a rule that nobody keeps.
func Parse(raw []byte) (Pack, error) {
	var p Pack
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&p); err != nil {
		return Pack{}, fault.Wrap(err, fault.Invalid, "obligation.pack_unreadable")
	}
	if d.More() {
		return Pack{}, fault.New(fault.Invalid, "obligation.pack_unreadable")
	}
	return p, p.Check()
}

// Body is the pack in its one canonical form.
func (p *Pack) Body() ([]byte, error) {
	plain, err := record.Plain(p)
	if err != nil {
		return nil, err
	}
	return record.Canonical(plain)
}

// Hash names the content of a pack: the SHA-256 of its Body.
func (p *Pack) Hash() (string, error) {
	body, err := p.Body()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:]), nil
}
