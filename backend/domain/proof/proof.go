package proof

import (
	"crypto/ed25519"
	"encoding/hex"
	"slices"
	"time"
)

// Trust is what this machine thinks of a key.
type Trust string

// The closed set of trusts.
const (
	Own     Trust = "own"     // made on this machine, for the device it is or was
	Trusted Trust = "trusted" // the first one seen, or accepted by a person
	Asked   Trust = "asked"   // waits for a person
	Refused Trust = "refused" // a person has said that it is not theirs
)

// Why a key waits.
const (
	Changed = "changed" // the device had another one
	Person  = "person"  // another device is that person already
)

// Key is the public key of a device, as it was shown in a space.
type Key struct {
	Device string    `json:"device"`
	Key    string    `json:"key"`   // 32 bytes, as hex
	Actor  string    `json:"actor"` // pseudonym it was shown with
	Trust  Trust     `json:"trust"`
	Why    string    `json:"why"`   // Changed or Person while it waits, "" otherwise
	Space  string    `json:"space"` // where it was seen first
	Seen   time.Time `json:"seen"`
}

// Valid says whether a text is a key.
func Valid(key string) bool {
	raw, err := hex.DecodeString(key)
	return err == nil && len(raw) == ed25519.PublicKeySize && hex.EncodeToString(raw) == key
}

// Verdict is what a seal comes to.
type Verdict string

// The closed set of verdicts. The empty one is of what nobody has judged.
const (
	Unjudged Verdict = ""
	Made     Verdict = "made"     // the device made it
	Before   Verdict = "before"   // it was here before there were seals
	Unsealed Verdict = "unsealed" // it has none, and so nobody can tell
	NoKey    Verdict = "no_key"   // the device has shown none yet
	Waits    Verdict = "waits"    // its key waits for somebody to say whose it is
	NotMade  Verdict = "not_made" // the device did not make it
)

// Stands says whether what has the verdict may be relied on.
func (v Verdict) Stands() bool { return v == Unjudged || v == Made || v == Before }

// Ring is the keys that this machine knows.
type Ring struct {
	Device string // this one: what carries its name and no seal was not made here
	Keys   []Key
}

// Check tells whether a device made a body, for a person under a pseudonym.
func (r Ring) Check(device, actor string, body []byte, seal string) Verdict {
	if seal == "" {
		if device == r.Device {
			return NotMade
		}
		return Unsealed
	}
	raw, err := hex.DecodeString(seal)
	if err != nil || len(raw) != ed25519.SignatureSize {
		return NotMade
	}
	known, waits := device == r.Device, false
	for _, k := range r.Keys {
		if k.Device != device || !Valid(k.Key) {
			continue
		}
		known = known || k.Trust == Own || k.Trust == Trusted
		public, _ := hex.DecodeString(k.Key) //nolint:errcheck // it is valid
		if !ed25519.Verify(public, body, raw) {
			continue
		}
		switch {
		case k.Trust == Refused || k.Actor != actor:
			return NotMade
		case k.Trust == Asked:
			waits = true
		default:
			return Made
		}
	}
	switch {
	case waits:
		return Waits
	case known:
		return NotMade
	}
	return NoKey
}

// Take tells what to note of the keys that a device shows in a space: those that are new
// here, with what is thought of them.
func (r Ring) Take(device, actor, space string, shown []string, at time.Time) []Key {
	var out []Key
	had := slices.ContainsFunc(r.Keys, func(k Key) bool { return k.Device == device && k.Trust != Refused })
	taken := slices.ContainsFunc(r.Keys, func(k Key) bool { return k.Device != device && k.Actor == actor && k.Trust != Refused })
	for _, key := range shown {
		if !Valid(key) || slices.ContainsFunc(r.Keys, func(k Key) bool { return k.Device == device && k.Key == key }) ||
			slices.ContainsFunc(out, func(k Key) bool { return k.Key == key }) {
			continue
		}
		k := Key{Device: device, Key: key, Actor: actor, Trust: Trusted, Space: space, Seen: at}
		switch {
		case device == r.Device || had:
			k.Trust, k.Why = Asked, Changed
		case taken:
			k.Trust, k.Why = Asked, Person
		}
		out = append(out, k)
	}
	return out
}

// Seal signs a body with a private key.
func Seal(private ed25519.PrivateKey, body []byte) string {
	return hex.EncodeToString(ed25519.Sign(private, body))
}

// Public is the key that belongs to a private one.
func Public(private ed25519.PrivateKey) string {
	return hex.EncodeToString(private[ed25519.SeedSize:])
}

// Short is a key as people compare it: its first sixteen digits in groups of four.
func Short(key string) string {
	if len(key) < 16 {
		return key
	}
	return key[:4] + " " + key[4:8] + " " + key[8:12] + " " + key[12:16]
}
