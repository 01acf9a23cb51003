package evidence

import (
	"encoding/json"

	"secondstory/backend/domain/proof"
	"secondstory/backend/domain/record"
)

// SealsFile holds what people decided about rules as their devices sealed it, and the keys
// that this workspace knows.
const SealsFile = "seals.json"

// Seals is that file. A pack of before has none.
type Seals struct {
	Keys  []SealKey `json:"keys"`
	Seals []Sealed  `json:"seals"`
}

// SealKey is the public key of a device and the person it was shown with.
type SealKey struct {
	Device string `json:"device"`
	Actor  string `json:"actor"`
	Key    string `json:"key"`
	// Waits says that nobody had said yet whose it is when the pack was made.
	Waits bool `json:"waits,omitempty"`
}

// Sealed is a decision, byte for byte as it was sealed, and the seal; "" where it has none.
type Sealed struct {
	Body string `json:"body"`
	Seal string `json:"seal"`
}

// SealFound is what a seal comes to: made, waits, not_made, no_key or unsealed.
type SealFound struct {
	What    string `json:"what"` // sign-off or answer, "" where the body is neither
	Policy  string `json:"policy"`
	ID      string `json:"id"`
	Device  string `json:"device"`
	Actor   string `json:"actor"`
	Verdict string `json:"verdict"`
}

// sealedBody is what is looked at of a body: what it is, and who is named by it.
type sealedBody struct {
	What    string `json:"what"`
	Policy  string `json:"policy"`
	ID      string `json:"id"`
	Signoff *struct {
		Device string `json:"device"`
		By     string `json:"recorded_by"`
	} `json:"signoff"`
	Answer *struct {
		Device   string `json:"device"`
		Approver string `json:"approver"`
	} `json:"answer"`
}

// seals judges each seal by the keys of the pack. One that its device did not make is why a
// pack does not hold.
func (c *checking) seals() []SealFound {
	out := []SealFound{}
	var file Seals
	if _, ok := c.json(SealsFile, &file); !ok {
		return out
	}
	ring := proof.Ring{}
	for _, k := range file.Keys {
		trust := proof.Trusted
		if k.Waits {
			trust = proof.Asked
		}
		ring.Keys = append(ring.Keys, proof.Key{Device: k.Device, Actor: k.Actor, Key: k.Key, Trust: trust})
	}
	for _, s := range file.Seals {
		f, ok := named(s.Body)
		switch {
		case !ok:
			f.Verdict = string(proof.NotMade)
		case s.Seal == "":
			f.Verdict = string(proof.Unsealed)
		default:
			f.Verdict = string(ring.Check(f.Device, f.Actor, []byte(s.Body), s.Seal))
		}
		out = append(out, f)
	}
	return out
}

func named(body string) (f SealFound, ok bool) {
	var b sealedBody
	if json.Unmarshal([]byte(body), &b) != nil {
		return f, false
	}
	f = SealFound{Policy: b.Policy, ID: b.ID}
	switch {
	case b.What == "second-story sign-off 1" && b.Signoff != nil:
		f.What, f.Device, f.Actor = "sign-off", b.Signoff.Device, b.Signoff.By
	case b.What == "second-story answer 1" && b.Answer != nil:
		f.What, f.Device, f.Actor = "answer", b.Answer.Device, b.Answer.Approver
	}
	return f, f.What != "" && f.Device != ""
}

// FalseSeals are those that the device they name did not make.
func (r Result) FalseSeals() (out []SealFound) {
	for _, s := range r.Seals {
		if s.Verdict == string(proof.NotMade) {
			s.Policy = record.Ref("POL", s.Policy)
			out = append(out, s)
		}
	}
	return out
}

// SealsOpen counts those of which nobody can tell by this pack who made them.
func (r Result) SealsOpen() (n int) {
	for _, s := range r.Seals {
		if s.Verdict == string(proof.Unsealed) || s.Verdict == string(proof.NoKey) || s.Verdict == string(proof.Waits) {
			n++
		}
	}
	return n
}
