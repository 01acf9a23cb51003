package canon_test

import (
	"strings"
	"testing"

	"secondstory/backend/domain/record"
	"secondstory/backend/domain/review"
	"secondstory/backend/share/canon"
)

// T18: nothing between here and a working copy on another system may rewrite ends of
// lines, so there is one form; .gitattributes asks the git of others to leave it.
func TestTextsAreSharedInOneFormAndNothingElseOfThemChanges(t *testing.T) {
	for in, want := range map[string]string{
		"cafe\u0301": "caf\u00e9", "a\r\nb\r\r\nc\n": "a\nb\nc\n", "a\rb\r": "a\rb\r", "two blanks  \n\ttab\t\n\n": "two blanks  \n\ttab\t\n\n",
		"bad \xff": "bad \ufffd", "\ufeff\u2028\x00": "\ufeff\u2028\x00", "🧯👩\u200d🚒": "🧯👩\u200d🚒",
	} {
		if got := canon.Text(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	// Keys never become one another.
	c, _ := reviews(t)
	d := small()
	d.Fields["cafe\u0301"], d.Fields["caf\u00e9"] = "1", "2"
	if got := c.Canonical(d).Fields; got["cafe\u0301"] != "1" || got["caf\u00e9"] != "2" {
		t.Error("two keys became one")
	}
}

// What came back from a sync unchanged keeps the bytes that were typed here.
func TestATextNobodyChangedKeepsTheBytesThatWereTyped(t *testing.T) {
	c, s := reviews(t)
	local := small()
	local.Fields["title"] = "Cafe\u0301 closed"
	local.PutPart(review.Sections, "impact", part(record.Doc{"title": "Impact", "text": "one\r\ntwo\r\n"}))
	base := parse(t, c, theID, emit(t, c, local)).Doc
	theirs := base.Clone()
	theirs.Fields["severity"] = "SEV1"
	m := c.AsTyped(mergeOf(s, base, c.Canonical(local), theirs), local)
	if m.Fields["title"] != "Cafe\u0301 closed" || m.Fields["severity"] != "SEV1" || m.Parts[review.Sections]["impact"].Fields["text"] != "one\r\ntwo\r\n" {
		t.Errorf("%q", m.Fields)
	}
	if show(emit(t, c, m)) != show(emit(t, c, theirs)) {
		t.Error("the spelling of this machine is shared")
	}
	theirs.Fields["title"] = "Caf\u00e9 open"
	if m := c.AsTyped(mergeOf(s, base, c.Canonical(local), theirs), local); m.Fields["title"] != "Caf\u00e9 open" {
		t.Errorf("%q", m.Fields["title"])
	}
}

// Files made to exhaust a machine are refused before they do; a reader without bounds
// would be stopped by the time limit of the whole run.
func TestFilesMadeToExhaustAMachineAreRefused(t *testing.T) {
	c, _ := reviews(t)
	const n = 200_000
	for name, text := range map[string]string{
		"lists in lists": strings.Repeat("[", n), "maps in maps": strings.Repeat("{a: ", n), "dashes": strings.Repeat("- ", n), "questions": strings.Repeat("? ", n),
		"anchors": strings.Repeat("&a ", n), "a bomb": "a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b]\n",
		"comments": strings.Repeat("#c\n", n), "signs": "a: x" + strings.Repeat(" #", n) + "\n", "signs in texts": "a:\n" + strings.Repeat("- 'x # y'\n", n/10),
		"a long line": strings.Repeat("a", 4*n), "indentation": strings.Repeat(" ", 4*n) + "a: b\n", "quotes": strings.Repeat("\"", n), "colons": strings.Repeat("a: ", n),
	} {
		r := c.Parse(theID, []canon.File{{Path: recordDir + "/timeline.yaml", Data: []byte(text)}})
		for _, p := range r.Problems {
			if p.Key == "canon.yaml" && p.Params["why"] == "" {
				t.Errorf("%s: %+v", name, p.Params)
			}
		}
		if len(r.Problems) == 0 || len(r.Problems) > 3 {
			t.Errorf("%s: %d problems", name, len(r.Problems))
		}
	}
}

// What has no quotes is only taken for a number or a truth when it would be written
// the same way again; a person named Null and a version 1.10 keep their letters.
func TestValuesOfUnknownFieldsKeepTheirLetters(t *testing.T) {
	c, _ := reviews(t)
	for in, want := range map[string]any{
		"1.10": "1.10", "0123": "0123", "12345678901234567890123": "12345678901234567890123", "1_000": "1_000", "0x1F": "0x1F", "1e3": "1e3", "+1": "+1", ".5": ".5", "-0": "-0",
		"1.5": 1.5, "-3": -3.0, "0": 0.0, "true": true, "false": false, "True": "True", "yes": "yes", "null": "null", "Null": "Null", "~": "~", "": "", ".inf": ".inf", ".nan": ".nan",
		"2026-11-21": "2026-11-21", "10:30": "10:30", "\"1\"": "1", "'true'": "true",
	} {
		files := []canon.File{{Path: recordDir + "/review.md", Data: []byte("---\nlater: " + in + "\nrole: x\ntitle: " + in + "\n---\n")}}
		r := parse(t, c, theID, files)
		if got := r.Doc.Fields["later"]; got != want {
			t.Errorf("%q is read as %T %v", in, got, got)
		}
		if got := record.Str(r.Doc.Fields, "title"); got != strings.Trim(in, `"'`) {
			t.Errorf("the title %q is read as %q", in, got)
		}
		fixpoint(t, c, r.Doc)
	}
}
