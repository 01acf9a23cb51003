package main

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
)

// seals is seals.json: what people decided about rules, byte for byte as their devices
// sealed it (ed25519), and the keys that the maker of the pack takes for theirs.
type seals struct {
	Keys  []sealKey `json:"keys"`
	Seals []struct {
		Body string `json:"body"`
		Seal string `json:"seal"`
	} `json:"seals"`
}

type sealKey struct {
	Device string `json:"device"`
	Actor  string `json:"actor"`
	Key    string `json:"key"`
	Waits  bool   `json:"waits"` // whose it is, nobody had said yet
}

// sealFound is what a seal comes to: made, waits, not_made, no_key or unsealed.
type sealFound struct {
	What    string `json:"what"`
	Policy  string `json:"policy"`
	ID      string `json:"id"`
	Device  string `json:"device"`
	Actor   string `json:"actor"`
	Verdict string `json:"verdict"`
}

// sealed judges each seal of a pack; keys are those that it was judged by.
func (p pack) sealed() (out []sealFound, keys []sealKey) {
	out = []sealFound{}
	raw, err := p.read("seals.json")
	var file seals
	if err != nil || json.Unmarshal(raw, &file) != nil {
		return out, nil
	}
	for _, s := range file.Seals {
		f, ok := decided(s.Body)
		switch {
		case !ok:
			f.Verdict = "not_made"
		case s.Seal == "":
			f.Verdict = "unsealed"
		default:
			f.Verdict = verdict(f, file.Keys, s.Body, s.Seal)
		}
		out = append(out, f)
	}
	return out, file.Keys
}

// decided reads who is named by what was sealed.
func decided(body string) (f sealFound, ok bool) {
	var b struct {
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
	if json.Unmarshal([]byte(body), &b) != nil {
		return f, false
	}
	f = sealFound{Policy: b.Policy, ID: b.ID}
	switch {
	case b.What == "second-story sign-off 1" && b.Signoff != nil:
		f.What, f.Device, f.Actor = "sign-off", b.Signoff.Device, b.Signoff.By
	case b.What == "second-story answer 1" && b.Answer != nil:
		f.What, f.Device, f.Actor = "answer", b.Answer.Device, b.Answer.Approver
	}
	return f, f.What != "" && f.Device != ""
}

// verdict looks for a key of the device that made the seal. A key is one of a person too.
func verdict(f sealFound, keys []sealKey, body, seal string) string {
	signature, err := hex.DecodeString(seal)
	if err != nil || len(signature) != ed25519.SignatureSize {
		return "not_made"
	}
	known, waits := false, false
	for _, k := range keys {
		public, err := hex.DecodeString(k.Key)
		if k.Device != f.Device || err != nil || len(public) != ed25519.PublicKeySize || hex.EncodeToString(public) != k.Key {
			continue
		}
		known = known || !k.Waits
		if !ed25519.Verify(public, []byte(body), signature) {
			continue
		}
		if k.Actor != f.Actor {
			return "not_made"
		}
		if !k.Waits {
			return "made"
		}
		waits = true
	}
	switch {
	case waits:
		return "waits"
	case known:
		return "not_made"
	}
	return "no_key"
}

// tellSeals says which decisions their devices sealed, and what that leaves open.
func tellSeals(r result, say func(form string, values ...any)) {
	if len(r.Seals) == 0 {
		return
	}
	count := map[string]int{}
	for _, s := range r.Seals {
		count[s.Verdict]++
		if s.Verdict == "not_made" {
			say("! %s %s about rule %s names the device %s, which did not make it", s.What, s.ID, s.Policy, s.Device)
		}
	}
	say("signatures of rules and answers to requests for exceptions: %d, sealed by the devices they name: %d", len(r.Seals), count["made"])
	if n := count["unsealed"]; n > 0 {
		say("  cannot check who made %d of them, which have no seal", n)
	}
	if n := count["no_key"]; n > 0 {
		say("  cannot check who made %d of them: this pack has no key of their devices", n)
	}
	if n := count["waits"]; n > 0 {
		say("  cannot check who made %d of them: nobody had said yet whether the key is that of the device", n)
	}
	for _, k := range r.keys {
		note := ""
		if k.Waits {
			note = " (another key, or another device of a person: nobody had said yet whether it is theirs)"
		}
		if len(k.Key) >= 16 {
			say("  key of %s: %s %s %s %s%s", k.Device, k.Key[:4], k.Key[4:8], k.Key[8:12], k.Key[12:16], note)
		}
	}
	say("  cannot exclude: that a key is not that of the device, for this pack brings it; compare it with what the device itself shows (policy keys)")
	say("  cannot exclude: that somebody else sat at the device, that a decision is not in this pack, or that another one overrules it")
}
