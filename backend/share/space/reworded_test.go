package space_test

import (
	"slices"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/domain/review"
)

// A name in the reason of a corrected time can be put right as long as nobody else has it, and
// stays as it is once they do.
func TestTheReasonOfATimeIsWordedAnewUntilOthersHaveIt(t *testing.T) {
	t.Parallel()
	dir := bare(t)
	a, _, id := pair(t, dir)
	a.must(a.ws.Vetting.List(t.Context(), "Zoë Lindqvist", "operator"))
	_, err := a.ws.Reviews.AddPart(t.Context(), id, review.Timeline, map[string]any{"at": "2026-03-02 10:00", "text": "Level alarm"}, "", "")
	a.must(err)
	entry := a.get(id).Timeline[0].ID
	corrects := func(at string) []string {
		t.Helper()
		_, err := a.ws.Reviews.CorrectTime(t.Context(), id, entry, at, "the clock of Zoë Lindqvist", "")
		a.must(err)
		return a.leaks(id)
	}
	keys := corrects("2026-03-02 10:07")
	if len(keys) != 1 {
		t.Fatalf("%q", keys)
	}
	if r := a.sync(); !slices.Contains(r.Held, id) {
		t.Fatalf("it went out: %+v", r)
	}
	_, err = a.ws.Vetting.Replace(t.Context(), id, keys, "the operator", "")
	a.must(err)
	if left := a.leaks(id); len(left) != 0 {
		t.Fatalf("%q", left)
	}
	if r := a.sync(); len(r.Held) != 0 || r.Sent != 1 {
		t.Fatalf("%+v", r)
	}
	keys = corrects("2026-03-02 10:09")
	a.must(a.ws.Vetting.Allow(t.Context(), id, keys, "She wants to be named"))
	if r := a.sync(); r.Sent != 1 {
		t.Fatalf("%+v", r)
	}
	if _, err := a.ws.Vetting.Replace(t.Context(), id, keys, "the operator", ""); !fault.Is(err, fault.Denied) {
		t.Errorf("others have it: %v", err)
	}
}

func (d *device) leaks(id string) (keys []string) {
	d.t.Helper()
	l, err := d.ws.Vetting.Look(d.t.Context(), id, "", func(key string, _ ...string) string { return key })
	d.must(err)
	for _, f := range l.Found {
		keys = append(keys, f.Key)
	}
	return keys
}

func TestWordsAboutASpaceNameNobody(t *testing.T) {
	t.Parallel()
	a, _, _ := pair(t, bare(t))
	a.must(a.ws.Vetting.List(t.Context(), "Zoë Lindqvist", ""))
	a.saysAudience("Operations")
	if _, err := a.ws.SetAudience(t.Context(), team, "Zoë Lindqvist and all"); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if got := a.audience(); got != "Operations" {
		t.Error(got)
	}
}
