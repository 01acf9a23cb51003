package review

import (
	"strings"
	"testing"

	"secondstory/backend/domain/record"
)

func TestADecisionStandsBeforeWhoMadeItAndWhen(t *testing.T) {
	words := map[string]string{"obligation.decision.not_notifiable": "not notifiable"}
	text := func(key string, _ ...string) string {
		if w := words[key]; w != "" {
			return w
		}
		return key
	}
	got := facts(record.Path{Field: "decision"}, `{"approved_by":"Legal","decided_at":"2026-11-22T18:27:33Z","decision":"not_notifiable","reason":"Nobody was harmed."}`, text)
	lines := strings.Split(got, "\n")
	if len(lines) != 4 || !strings.HasSuffix(lines[0], ": not notifiable") || !strings.Contains(lines[1], "Legal") {
		t.Errorf("%q", lines)
	}
}

func TestWhenItWasWrittenIsNotToldAsPartOfWhatCameOfAnException(t *testing.T) {
	text := func(key string, _ ...string) string { return key }
	at := record.Path{Collection: "exceptions", Part: "e", Field: "outcome"}
	if got := facts(at, `{"outcome":"Nothing happened.","outcome_at":"2026-11-23T15:53:25.225Z"}`, text); got != "Nothing happened." {
		t.Errorf("%q", got)
	}
	if got := facts(at, `{"outcome_at":"2026-11-23T15:53:25.225Z"}`, text); !strings.Contains(got, "15:53") {
		t.Errorf("a time alone is told: %q", got)
	}
}
