package assets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"testing"

	"secondstory/assets"
	"secondstory/backend/domain/cause"
	"secondstory/backend/domain/review"
)

// keyForm is the form of a message key: two or more words joined by points.
var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_-]*(\.[a-zA-Z0-9_]+)+$`)

// areas are the first words of keys that Go code names.
var areas = map[string]bool{
	"record": true, "review": true, "storage": true, "file": true, "time": true, "timeline": true, "cause": true, "causes": true,
	"cli": true, "doctor": true, "ingest": true, "job": true, "report": true, "help": true, "settings": true, "import": true, "window": true,
	"error": true, "strip": true, "state": true, "field": true, "section": true, "merge": true, "tab": true, "history": true, "draw": true,
	"calendar": true,
}

// notKeys are strings of that form that are something else: actions of the
// journal (their key is "history." + action), names of events and files.
var notKeys = regexp.MustCompile(`\.(db|md|json|log|go|sql|lock)$|^(review|reviews)\.changed$|^files\.dropped$|^job\.(progress|done)$|^window\.closing$`)

func TestEveryKeyThatGoNamesHasASentence(t *testing.T) {
	en := assets.English()
	missing := map[string]string{}
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if name := d.Name(); name == "node_modules" || name == "dist" || name == "reporttest" || strings.HasPrefix(name, ".") && path != root {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			s, err := strconv.Unquote(lit.Value)
			if err != nil || !keyForm.MatchString(s) || notKeys.MatchString(s) {
				return true
			}
			area, _, _ := strings.Cut(s, ".")
			if areas[area] && !en.Has(s) && !en.Has(s+".other") && !en.Has("history."+s) && !isPrefix(en, s) {
				missing[s] = path
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for k := range missing {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		t.Errorf("%s has no sentence (named in %s)", k, missing[k])
	}
}

// isPrefix says whether a string is the beginning of keys that are put together.
func isPrefix(c *assets.Catalogue, s string) bool {
	for _, k := range c.Keys() {
		if strings.HasPrefix(k, s+".") || strings.HasSuffix(s, "_") && strings.HasPrefix(k, s) {
			return true
		}
	}
	return false
}

func TestEveryActionAScreenOrACommandCanCauseHasAName(t *testing.T) {
	en := assets.English()
	for _, c := range review.Schema.Collections {
		for _, verb := range []string{"add", "set", "text", "remove", "restore", "move"} {
			key := "history." + c.Name + "." + verb
			hasText := false
			for _, f := range c.Fields {
				hasText = hasText || f.Type == "markdown"
			}
			if verb == "text" && !hasText {
				continue
			}
			if !en.Has(key) {
				t.Errorf("%s has no sentence", key)
			}
		}
	}
}

func dotted(list []string) (out []string) {
	for _, s := range list {
		out = append(out, strings.ReplaceAll(s, "/", "."))
	}
	return out
}

func TestClosedSetsHaveWords(t *testing.T) {
	en := assets.English()
	for prefix, values := range map[string][]string{"state": review.States, "action": review.ActionStates, "factors": review.FactorKinds, "anchor": review.Anchors, "class": cause.Classes, "subtype": dotted(review.Subtypes),
		"technique": review.Techniques, "technique.course": review.Courses} {
		for _, v := range values {
			if !en.Has(prefix + "." + v) {
				t.Errorf("%s.%s has no word", prefix, v)
			}
		}
	}
}

func TestGapsAreFilledOnceAndUnknownGapsStay(t *testing.T) {
	en := assets.English()
	if got := en.Text("record.missing", "ref", "{title}"); !strings.Contains(got, "{title}") || strings.Contains(got, "{ref}") {
		t.Errorf("%q", got)
	}
	if got := en.Text("no.such.key"); got != "no.such.key" {
		t.Errorf("%q", got)
	}
	if en.Count("count.entries", 1) == en.Count("count.entries", 2) {
		t.Error("one and many read the same")
	}
}

func TestEveryHelpPageHasATitleAndStaysReadable(t *testing.T) {
	topics := assets.Topics()
	if len(topics) < 5 || topics[0].ID != "start" {
		t.Fatalf("%+v", topics)
	}
	for _, topic := range topics {
		text, err := assets.Help(topic.ID)
		if err != nil || !strings.HasPrefix(text, "# ") || topic.Title == "" {
			t.Errorf("%s: %v", topic.ID, err)
		}
	}
	if _, err := assets.Help("../locales/en.json"); err == nil {
		t.Error("a help page is not any file")
	}
	if _, err := os.Stat("help/start.md"); err != nil {
		t.Error(err)
	}
}
