package evidence_test

import (
	"strings"
	"testing"
	"time"

	"secondstory/backend/domain/journal"
	"secondstory/backend/evidence"
)

var hash = strings.Repeat("ab", 32)

func TestAnchorsAreReadFromALogAndFromPaper(t *testing.T) {
	got := evidence.ParseGiven("Name the space\n\nAudit: " + journal.Trailer("d-1", 4, hash) + "\n  d-1 5 " + hash + " d-1/s\r\nAudit: d-1 x " + hash + "\nd-1 6 short\n")
	if len(got) != 2 || got[0].Seq != 4 || got[0].Chain != "" || got[1].Chain != "d-1/s" {
		t.Errorf("%+v", got)
	}
}

func TestAnAnchorWithoutAChainIsOfTheOneThatHasItOrOfTheOnlyOneShared(t *testing.T) {
	at := func(chain string, seq int64) string {
		if chain == "d/b" && seq == 3 {
			return hash
		}
		return "other"
	}
	for _, c := range []struct {
		chains []string
		given  evidence.Given
		want   string
	}{
		{[]string{"d/a", "d/b", "d/local"}, evidence.Given{Device: "d", Seq: 3, Hash: hash}, "d/b"},
		{[]string{"d/a", "d/local"}, evidence.Given{Device: "d", Seq: 3, Hash: hash}, "d/a"},
		{[]string{"d/a", "d/c"}, evidence.Given{Device: "d", Seq: 3, Hash: hash}, ""},
		{[]string{"d/a"}, evidence.Given{Device: "e", Seq: 3, Hash: hash}, ""},
		{[]string{"d/a", "d/b"}, evidence.Given{Device: "d", Chain: "d/a", Seq: 3, Hash: hash}, "d/a"},
		{[]string{"d/a"}, evidence.Given{Device: "d", Chain: "d/z", Seq: 3, Hash: hash}, ""},
	} {
		placed, unmet := evidence.Place(c.chains, []evidence.Given{c.given}, at)
		if c.want == "" && (len(placed) != 0 || len(unmet) != 1) || c.want != "" && (len(placed) != 1 || placed[0].Chain != c.want || !placed[0].Apart()) {
			t.Errorf("%+v: %+v %+v", c, placed, unmet)
		}
	}
}

func TestAPackAnswersForWhatWasAnchoredBeforeItWasMade(t *testing.T) {
	m := evidence.Manifest{MadeAt: "2026-04-01T08:00:00Z", Chains: []evidence.ChainInfo{{Chain: "d/a", Device: "d"}}}
	made := time.Date(2026, 4, 1, 8, 0, 0, 0, time.UTC)
	if !m.Concerns("d", made) || m.Concerns("d", made.Add(time.Second)) || m.Concerns("e", made) {
		t.Error("an anchor that came later, or of somebody else, was asked for")
	}
}
