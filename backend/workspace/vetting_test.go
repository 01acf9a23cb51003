package workspace_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/fault"
	"secondstory/backend/service/importing"
	"secondstory/backend/service/vetting"
	"secondstory/backend/workspace"
)

const named = `# Pumps stood still

- Severity: SEV2

## Participants

- Operator: Zoë Lindqvist

## Summary

Zoe Lindqvist restarted the pump. Then Zoë called zoe@harbour.se from 10.0.0.7.

## Timeline

- 2026-03-02 10:00 UTC Level alarm
- 2026-03-02 10:20 UTC Lindqvist started the second pump
`

func asKey(key string, _ ...string) string { return key }

func look(t *testing.T, ws *workspace.Workspace, id string) vetting.Looked {
	t.Helper()
	out, err := ws.Vetting.Look(ctx, id, "", asKey)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func wordsOf(list []vetting.Found) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Words)
	}
	return strings.Join(out, "|")
}

func keysOf(list []vetting.Found, words ...string) []string {
	var out []string
	for _, f := range list {
		for _, w := range words {
			if f.Words == w {
				out = append(out, f.Key)
			}
		}
	}
	return out
}

func TestAReviewIsLookedThroughForTheNamesThisMachineKnows(t *testing.T) {
	ws := open(t, t.TempDir())
	id := importFiles(t, ws, importing.Options{}, write(t, "pumps.md", named)).Records[0].ID
	got := look(t, ws, id)
	if wordsOf(got.Found) != "Zoe Lindqvist|Zoë|zoe@harbour.se|10.0.0.7|Lindqvist" || got.Holding != 4 {
		t.Fatalf("%s %d", wordsOf(got.Found), got.Holding)
	}
	if f := got.Found[0]; f.Role != "Operator" || f.Where != "conflict.where.section" || f.After != " restarted the pump. Then Zoë called zoe@harbour…" {
		t.Errorf("%+v", f)
	}
	// A name of another review counts here too, and one of the roster.
	other, _, err := ws.Reviews.Create(ctx, "Lindqvist and Okafor looked at it", "")
	if err != nil {
		t.Fatal(err)
	}
	if l := look(t, ws, other); wordsOf(l.Found) != "Lindqvist" || l.Found[0].Role != "Operator" {
		t.Errorf("%+v", l)
	}
	if err := ws.Vetting.List(ctx, "  Ada  Okafor ", "Electrician"); err != nil {
		t.Fatal(err)
	}
	if l := look(t, ws, other); wordsOf(l.Found) != "Lindqvist|Okafor" || l.Found[1].Role != "Electrician" {
		t.Errorf("%+v", l)
	}
	if list, err := ws.Vetting.Roster(ctx); err != nil || len(list) != 1 || list[0].Name != "Ada Okafor" {
		t.Errorf("%+v %v", list, err)
	}
	if err := ws.Vetting.Unlist(ctx, "ada okafor"); err != nil {
		t.Error(err)
	}
	if err := ws.Vetting.Unlist(ctx, "ada okafor"); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	if err := ws.Vetting.List(ctx, "x", ""); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
}

func TestARoleIsPutInPlaceOfANameInOneStep(t *testing.T) {
	ws := open(t, t.TempDir())
	id := importFiles(t, ws, importing.Options{}, write(t, "pumps.md", named)).Records[0].ID
	before := get(t, ws, id)
	keys := keysOf(look(t, ws, id).Found, "Zoe Lindqvist", "Zoë", "Lindqvist")
	if _, err := ws.Vetting.Replace(ctx, id, keys, "the operator", ""); err != nil {
		t.Fatal(err)
	}
	after := get(t, ws, id)
	if after.Timeline[1].Text != "the operator started the second pump" || !strings.Contains(after.Sections[1].Text, "the operator restarted the pump. Then the operator called zoe@harbour.se") {
		t.Errorf("%+v %+v", after.Sections, after.Timeline)
	}
	if l := look(t, ws, id); wordsOf(l.Found) != "zoe@harbour.se|10.0.0.7" || l.Holding != 1 {
		t.Errorf("%+v", l)
	}
	if _, err := ws.Vetting.Replace(ctx, id, keys, "the operator", ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("the words are gone: %v", err)
	}
	if _, err := ws.Vetting.Replace(ctx, id, keys, " ", ""); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if u, err := ws.Records.Undo(ctx, id, ""); err != nil || !u.Done {
		t.Fatal(u, err)
	}
	if back := get(t, ws, id); back.Timeline[1].Text != before.Timeline[1].Text || back.Sections[2].Text != before.Sections[2].Text {
		t.Errorf("%+v", back)
	}
}

func TestAnAllowanceHoldsUntilTheLineSaysSomethingElse(t *testing.T) {
	ws := open(t, t.TempDir())
	id := importFiles(t, ws, importing.Options{}, write(t, "pumps.md", named)).Records[0].ID
	found := look(t, ws, id).Found
	keys := keysOf(found, "Zoe Lindqvist", "Zoë", "zoe@harbour.se", "Lindqvist")
	if err := ws.Vetting.Allow(ctx, id, keys, " "); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	if err := ws.Vetting.Allow(ctx, id, []string{"nothing"}, "She agreed"); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	if err := ws.Vetting.Allow(ctx, id, keys, "She agreed"); err != nil {
		t.Fatal(err)
	}
	l := look(t, ws, id)
	if l.Holding != 0 || wordsOf(l.Found) != "10.0.0.7" || len(l.Allowed) != 4 || l.Allowed[0].Allowed.Reason != "She agreed" {
		t.Errorf("%+v", l)
	}
	if err := ws.Vetting.Ask(ctx, id, keys[:1]); err != nil {
		t.Fatal(err)
	}
	if l := look(t, ws, id); l.Holding != 1 {
		t.Errorf("%+v", l)
	}
	r := get(t, ws, id)
	if _, err := ws.Reviews.SaveText(ctx, id, "timeline/"+r.Timeline[1].ID+"/text", r.Timeline[1].Text, r.Timeline[1].Text+" at last", ""); err != nil {
		t.Fatal(err)
	}
	if l := look(t, ws, id); l.Holding != 2 {
		t.Errorf("%+v", l)
	}
}

func TestWordsNobodyCanWriteOverAreOnlyAllowed(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.Vetting.List(ctx, "Zoë Lindqvist", ""); err != nil {
		t.Fatal(err)
	}
	id := importFiles(t, ws, importing.Options{}, write(t, "x.md", "# Pumps\n\n## Thanks to Zoë Lindqvist\n\nShe knows.\n\n## Timeline\n\n- 2026-03-02 10:00 UTC Level alarm\n")).Records[0].ID
	l := look(t, ws, id)
	var fixed []string
	for _, f := range l.Found {
		if f.Fixed {
			fixed = append(fixed, f.Key)
		}
	}
	if len(fixed) != 1 {
		t.Fatalf("%+v", l.Found)
	}
	if _, err := ws.Vetting.Replace(ctx, id, fixed, "x", ""); !fault.Is(err, fault.Denied) {
		t.Error(err)
	}
	if err := ws.Vetting.Allow(ctx, id, fixed, "She wants to be named"); err != nil {
		t.Error(err)
	}
}

func TestOfASetOnlyTheOneWithANameInItIsWrittenOver(t *testing.T) {
	ws := open(t, t.TempDir())
	if err := ws.Vetting.List(ctx, "Zoë Lindqvist", ""); err != nil {
		t.Fatal(err)
	}
	id, _, err := ws.Reviews.Create(ctx, "Pumps", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ws.Reviews.SetField(ctx, id, "services", []byte(`["zeta","pumps of Zoë Lindqvist","alpha"]`), ""); err != nil {
		t.Fatal(err)
	}
	l := look(t, ws, id)
	if _, err := ws.Vetting.Replace(ctx, id, keysOf(l.Found, "Zoë Lindqvist"), "the plant", ""); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(get(t, ws, id).Services, "|"); got != "alpha|pumps of the plant|zeta" {
		t.Error(got)
	}
}
