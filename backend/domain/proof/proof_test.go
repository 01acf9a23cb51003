package proof_test

import (
	"bytes"
	"crypto/ed25519"
	"testing"
	"time"

	"secondstory/backend/domain/proof"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// private is a key that a test seals with.
func private(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

func key(device, actor string, seed byte, trust proof.Trust) proof.Key {
	return proof.Key{Device: device, Actor: actor, Key: proof.Public(private(seed)), Trust: trust, Seen: noon}
}

func TestASealProvesABodyForItsDeviceAndItsPersonAlone(t *testing.T) {
	body := []byte("all that is signed")
	ring := proof.Ring{Device: "own", Keys: []proof.Key{
		key("own", "me", 1, proof.Own), key("known", "ana", 2, proof.Trusted), key("asked", "bea", 3, proof.Asked), key("refused", "eve", 4, proof.Refused),
		key("twice", "cleo", 5, proof.Trusted), key("twice", "cleo", 6, proof.Asked),
		{Device: "odd", Actor: "ana", Key: "no key", Trust: proof.Trusted},
	}}
	for name, c := range map[string]struct {
		device, actor string
		seal          string
		want          proof.Verdict
	}{
		"one's own":                           {"own", "me", proof.Seal(private(1), body), proof.Made},
		"one's own without a seal":            {"own", "me", "", proof.NotMade},
		"one's own name, another's key":       {"own", "me", proof.Seal(private(2), body), proof.NotMade},
		"a known device":                      {"known", "ana", proof.Seal(private(2), body), proof.Made},
		"a known device, another body":        {"known", "ana", proof.Seal(private(2), []byte("something else")), proof.NotMade},
		"a known device for somebody else":    {"known", "bea", proof.Seal(private(2), body), proof.NotMade},
		"another device's key":                {"known", "ana", proof.Seal(private(5), body), proof.NotMade},
		"no seal":                             {"known", "ana", "", proof.Unsealed},
		"a seal that is none":                 {"known", "ana", "zz", proof.NotMade},
		"a key that waits":                    {"asked", "bea", proof.Seal(private(3), body), proof.Waits},
		"a key that was refused":              {"refused", "eve", proof.Seal(private(4), body), proof.NotMade},
		"the first of two":                    {"twice", "cleo", proof.Seal(private(5), body), proof.Made},
		"the second of two":                   {"twice", "cleo", proof.Seal(private(6), body), proof.Waits},
		"a device that has shown none":        {"new", "ana", proof.Seal(private(7), body), proof.NoKey},
		"a device whose key cannot be read":   {"odd", "ana", proof.Seal(private(7), body), proof.NoKey},
		"a device of which a key waits alone": {"asked", "bea", proof.Seal(private(7), body), proof.NoKey},
	} {
		if got := ring.Check(c.device, c.actor, body, c.seal); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for v, want := range map[proof.Verdict]bool{proof.Unjudged: true, proof.Made: true, proof.Before: true, proof.Unsealed: false, proof.NoKey: false, proof.Waits: false, proof.NotMade: false} {
		if v.Stands() != want {
			t.Errorf("%q stands: %v", v, v.Stands())
		}
	}
}

func TestTheFirstKeyIsTakenAndAnotherOneIsAskedAbout(t *testing.T) {
	first, second := proof.Public(private(1)), proof.Public(private(2))
	ring := proof.Ring{Device: "own", Keys: []proof.Key{key("own", "me", 9, proof.Own)}}
	take := func(device, actor string, shown ...string) []proof.Key {
		got := ring.Take(device, actor, "space", shown, noon)
		ring.Keys = append(ring.Keys, got...)
		return got
	}
	if got := take("ana's", "ana", first, first, "no key"); len(got) != 1 || got[0].Trust != proof.Trusted || got[0].Why != "" || got[0].Actor != "ana" || !got[0].Seen.Equal(noon) {
		t.Fatalf("the first: %+v", got)
	}
	if got := take("ana's", "ana", first); len(got) != 0 {
		t.Errorf("again: %+v", got)
	}
	if got := take("ana's", "ana", first, second); len(got) != 1 || got[0].Trust != proof.Asked || got[0].Why != proof.Changed {
		t.Errorf("another one: %+v", got)
	}
	if got := take("eve's", "ana", second); len(got) != 1 || got[0].Trust != proof.Asked || got[0].Why != proof.Person {
		t.Errorf("another device of the same person: %+v", got)
	}
	if got := take("own", "me", first); len(got) != 1 || got[0].Trust != proof.Asked {
		t.Errorf("a key in one's own file that is none of one's own: %+v", got)
	}
}
