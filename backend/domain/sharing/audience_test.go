package sharing_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/sharing"
)

func TestWordsForAnAudienceAreOneLineThatEverybodyCanSee(t *testing.T) {
	for text, want := range map[string]string{
		"":                          "",
		"  ":                        "",
		" Everybody  in\nPayments ": "Everybody in Payments",
		strings.Repeat("é", 160):    strings.Repeat("é", 160),
		"Reliability board 👩\u200d💻, on call": "Reliability board 👩\u200d💻, on call",
	} {
		if got, ok := sharing.CheckAudience(text); !ok || got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	for _, text := range []string{strings.Repeat("é", 161), "Pay\x1b[31m", "a\u202eb", "\xff"} {
		if got, ok := sharing.CheckAudience(text); ok || got != "" {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestWordsThatCameAreShownInOneLineWhateverTheyAre(t *testing.T) {
	for text, want := range map[string]string{
		"Everybody\nin Payments":     "Everybody in Payments",
		"Pay\x1b[31m\u202ements\xff": "Pay[31mments",
		strings.Repeat("é", 500):     strings.Repeat("é", 159) + "…",
		"":                           "",
	} {
		if got := sharing.ShownAudience(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}
