package record

import (
	"strings"
	"testing"
)

func TestAChangeOfALongTextIsShownInItsWords(t *testing.T) {
	long := strings.Repeat("The queue had one consumer. ", 8)
	before, after := long+"It stopped at noon and nobody saw it. "+long, long+"It stopped at midnight and nobody saw it. "+long
	a := ShownAround(before, after)
	if a.Was != "noon" || a.Is != "midnight" {
		t.Errorf("%+v", a)
	}
	if !strings.HasSuffix(a.Lead, "It stopped at ") || !strings.HasPrefix(a.Lead, "…") || !strings.HasPrefix(a.Tail, " and nobody") || !strings.HasSuffix(a.Tail, "…") {
		t.Errorf("%+v", a)
	}
	for _, c := range []struct {
		before, after any
		want          Around
	}{
		{nil, "SEV1", Around{Is: "SEV1"}},
		{"SEV2", nil, Around{Was: "SEV2"}},
		{"SEV2", "SEV1", Around{Was: "SEV2", Is: "SEV1"}},
		{[]any{"ledger"}, []any{}, Around{Was: `["ledger"]`, Is: "[]"}},
		{long, "", Around{Was: long}},
	} {
		if got := ShownAround(c.before, c.after); got != c.want {
			t.Errorf("%v → %v: %+v", c.before, c.after, got)
		}
	}
}

func TestAStoredHunkIsReadOnlyWhereItIsOne(t *testing.T) {
	for _, c := range []struct {
		before, after string
		ok            bool
		want          Hunk
	}{
		{`{"text":{"$text":{"at":3,"s":"a"}}}`, `{"text":{"$text":{"at":3,"s":"b \"c\"\n"}}}`, true, Hunk{3, "a", "b \"c\"\n"}},
		{`{"text":{"$text":{"at":3,"s":"a"}}}`, `{"note":{"$text":{"at":3,"s":"b"}}}`, false, Hunk{}},
		{`{"text":{"$text":{"at":3,"s":"a"}}}`, `{"text":{"$text":{"at":4,"s":"b"}}}`, false, Hunk{}},
		{`{"a":{"$text":{"at":0,"s":"x"}},"b":{"$text":{"at":0,"s":"y"}}}`, `{"a":{"$text":{"at":0,"s":"z"}},"b":{"$text":{"at":0,"s":"y"}}}`, false, Hunk{}},
		{`{"text":"a"}`, `{"text":"b"}`, false, Hunk{}},
		{`{}`, `{}`, false, Hunk{}},
	} {
		name, h, ok := storedHunk([]byte(c.before), []byte(c.after))
		if ok != c.ok || ok && (h != c.want || name != "text") {
			t.Errorf("%s → %s: %s %+v %v", c.before, c.after, name, h, ok)
		}
	}
}
