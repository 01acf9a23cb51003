package sharing_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/sharing"
)

func TestAnAliasIsOneLineThatEverybodyCanSee(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  \t ": "", "Kite": "Kite", " Kite  of the\tnight ": "Kite of the night", "夜勤": "夜勤", "👩\u200d🚒": "👩\u200d🚒", "4": "4",
		strings.Repeat("é", sharing.LongestAlias): strings.Repeat("é", sharing.LongestAlias), "d-kite": "d-kite", "d-kite56789u": "d-kite56789u",
	} {
		if got, ok := sharing.CheckAlias(text); !ok || got != want {
			t.Errorf("%q: %q %v", text, got, ok)
		}
	}
	for _, text := range []string{
		"Kite\x1b[31m", "K\u202eeti", "Kite\u200b", "<kite>", "a\x00b", "\xff\xfe", "\u200d", "…", "d-0123456789", "a-abcdefghjk", "Heron · d-0123456789", "Heron(d-0123456789)",
		strings.Repeat("x", sharing.LongestAlias+1), strings.Repeat("x", 10_000),
	} {
		if got, ok := sharing.CheckAlias(text); ok {
			t.Errorf("%q is taken as %q", text, got)
		}
	}
}

func TestOnlyWhatAProgramMakesIsAPseudonym(t *testing.T) {
	for id, want := range map[string]bool{"d-0123456789": true, "a-zzzzzzzzzz": true, "d-012345678": false, "d-01234567890": false, "x-0123456789": false,
		"d-01234567I9": false, "d-01234567i9": false, "d-../../../x": false, "D-0123456789": false, "": false} {
		if sharing.IsPseudonym(id) != want {
			t.Errorf("%q", id)
		}
	}
}
