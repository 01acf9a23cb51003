package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"secondstory/backend/cli"
	"secondstory/backend/domain/record"
)

// terminal is the application as somebody uses it to take evidence out.
func terminal(t *testing.T) func(args ...string) string {
	home, at, n := filepath.Join(t.TempDir(), "home"), time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), 0
	return func(args ...string) string {
		t.Helper()
		var out, errs bytes.Buffer
		status := cli.Run(cli.Env{Args: append([]string{"--home", home}, args...), Out: &out, Err: &errs, In: strings.NewReader(""), Version: "1.2.3",
			Now: func() time.Time { return at }, Zone: func() *time.Location { return time.UTC },
			NewID: func() string {
				n++
				return record.ULIDPrefix(at) + fmt.Sprintf("%06d%010d", n*7919%1_000_000, n)
			}})
		if status != cli.Done {
			t.Fatalf("%q: %d\n%s%s", args, status, out.String(), errs.String())
		}
		return strings.TrimSpace(out.String())
	}
}

func TestAPackOfAnIncidentHoldsItsAssessmentsAndIsPassed(t *testing.T) {
	do := terminal(t)
	var review, other struct{ Ref, ID string }
	for _, r := range []*struct{ Ref, ID string }{&review, &other} {
		if err := json.Unmarshal([]byte(do("record", "create", "review", "title=Guest list sent to the wrong desk", "--json")), r); err != nil {
			t.Fatal(err)
		}
	}
	assessed := do("obligation", "assess", review.Ref, "--pack", "gdpr", "--zone", "Europe/Berlin", "--fact", "risk=risk", "--event", "aware=2026-11-20 14:25")
	at := strings.Index(assessed, "OBL-")
	if at < 0 {
		t.Fatal(assessed)
	}
	obligation, _, _ := strings.Cut(assessed[at:], " ")
	obligation, _, _ = strings.Cut(obligation, "\n")
	path := filepath.Join(t.TempDir(), "pack.zip")
	do("audit", "export", "-o", path, "--record", review.Ref)
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	content := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		raw, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		content[f.Name] = string(raw)
		content["all"] += string(raw)
	}
	if records := content["records.json"]; !strings.Contains(records, review.Ref) || !strings.Contains(records, obligation) || strings.Contains(records, other.Ref) {
		t.Errorf("%s and %s are not what is in\n%s", review.Ref, obligation, records)
	}
	if !strings.Contains(content["all"], `"risk":{"value":"risk"}`) || !strings.Contains(content["all"], "2026-11-20 14:25") {
		t.Errorf("what was told of it is not in the pack\n%s", content["all"])
	}
	var out, errs bytes.Buffer
	if status := run([]string{path}, &out, &errs); status != 0 || !strings.Contains(out.String(), "Nothing in this pack contradicts itself.") || !strings.Contains(out.String(), "Not checked: whether the records") {
		t.Errorf("%d\n%s%s", status, out.String(), errs.String())
	}
}

// sealedPack is one of a workspace in which a rule was signed, changed on the way where
// change is given.
func sealedPack(t *testing.T, change func(seals string) string) []byte {
	t.Helper()
	do := terminal(t)
	var rule struct{ Ref string }
	text := filepath.Join(t.TempDir(), "rule.md")
	if err := os.WriteFile(text, []byte("Call the second line.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(do("policy", "new", "escalation", "Escalation", "--text", text, "--role", "Operations", "--zone", "Europe/Madrid", "--json")), &rule); err != nil {
		t.Fatal(err)
	}
	do("policy", "propose", rule.Ref)
	do("policy", "sign", rule.Ref)
	path := filepath.Join(t.TempDir(), "pack.zip")
	do("audit", "export", "-o", path)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if change == nil {
		return raw
	}
	return repacked(t, raw, func(name string, data []byte) []byte {
		if name != "seals.json" {
			return data
		}
		return []byte(change(string(data)))
	}, true)
}

func TestASealOfAnotherHandIsFoundHereAsInTheApplication(t *testing.T) {
	swap := func(old, with string) func(string) string {
		return func(s string) string { return strings.Replace(s, old, with, 1) }
	}
	device := regexp.MustCompile(`"device": "[^"]*"`)
	seal := regexp.MustCompile(`"seal": "[^"]*"`)
	key := regexp.MustCompile(`(?s)\{[^{}]*"key": "[0-9a-f]{64}"`)
	// A device that had another key before, and whose new one waits.
	second := func(s string) string {
		own := key.FindString(s)
		first := regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(own, strings.Repeat("ab", 32))
		return strings.Replace(s, own, first+"},"+own+`, "waits": true`, 1)
	}
	for name, c := range map[string]struct {
		change  func(string) string
		verdict string
		whole   bool
	}{
		"as it was":        {nil, "made", true},
		"another role":     {swap(`\"role\":\"Operations\"`, `\"role\":\"Operators\"`), "not_made", false},
		"another decision": {swap(`\"decision\":\"approve\"`, `\"decision\":\"changes\"`), "not_made", false},
		"no seal":          {func(s string) string { return seal.ReplaceAllString(s, `"seal": ""`) }, "unsealed", true},
		"no seal at all":   {func(s string) string { return seal.ReplaceAllString(s, `"seal": "00"`) }, "not_made", false},
		"no key":           {func(s string) string { return device.ReplaceAllString(s, `"device": "another"`) }, "no_key", true},
		"a key that waits": {func(s string) string {
			return key.ReplaceAllString(s, `$0, "waits": true`)
		}, "waits", true},
		"a new key that waits": {second, "waits", true},
		"a key that waits and another decision": {func(s string) string {
			return key.ReplaceAllString(swap(`\"decision\":\"approve\"`, `\"decision\":\"changes\"`)(s), `$0, "waits": true`)
		}, "no_key", true},
		"a new key that waits and another decision": {func(s string) string {
			return second(swap(`\"decision\":\"approve\"`, `\"decision\":\"changes\"`)(s))
		}, "not_made", false},
		"not a decision": {swap(`second-story sign-off 1`, `second-story note 1`), "not_made", false},
	} {
		raw := sealedPack(t, c.change)
		own, theirs, whole := both(t, raw, "")
		if own != theirs || whole != c.whole || !strings.Contains(own, `"verdict":"`+c.verdict+`"`) {
			t.Errorf("%s: %v\n%s\n%s", name, whole, own, theirs)
		}
		path := filepath.Join(t.TempDir(), "pack.zip")
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		run([]string{path}, &out, &errs)
		if said := out.String(); !strings.Contains(said, "cannot exclude: that a key is not that of the device") || strings.Contains(said, "which did not make it") == c.whole {
			t.Errorf("%s: %s", name, said)
		}
	}
}
