package assets_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"secondstory/assets"
)

// named collects what the sources say that may name a key: whole strings, and
// the beginnings of those that are put together.
type named struct {
	whole      map[string]bool
	beginnings map[string]bool
}

var (
	scriptText      = regexp.MustCompile("['\"`]([a-z][A-Za-z0-9_.-]*)['\"`]")
	scriptScale     = regexp.MustCompile("\\btValue\\(\\s*'([A-Za-z0-9_.-]+)'")
	scriptBeginning = regexp.MustCompile("`([a-z][A-Za-z0-9_-]*\\.[A-Za-z0-9_.-]*)\\$\\{")
	beginning       = regexp.MustCompile(`^[a-z][A-Za-z0-9_-]*\.([A-Za-z0-9_.-]*[._])?$`)
)

func (n named) goFile(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		return err
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch x := node.(type) {
		case *ast.BasicLit:
			if s, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
				n.whole[s] = true
			}
		case *ast.BinaryExpr:
			left, ok := x.X.(*ast.BasicLit)
			if !ok || x.Op != token.ADD {
				break
			}
			if s, err := strconv.Unquote(left.Value); err == nil && beginning.MatchString(s) {
				n.beginnings[s] = true
			}
		}
		return true
	})
	return nil
}

func (n named) scriptFile(path string) error {
	raw, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	for _, m := range scriptText.FindAllSubmatch(raw, -1) {
		n.whole[string(m[1])] = true
	}
	for _, m := range scriptScale.FindAllSubmatch(raw, -1) {
		n.beginnings[string(m[1])+"."] = true
	}
	for _, m := range scriptBeginning.FindAllSubmatch(raw, -1) {
		n.beginnings[string(m[1])] = true
	}
	return nil
}

// names says whether a key is named; a sentence that counts is named without its
// form.
func (n named) names(key string) bool {
	base := strings.TrimSuffix(strings.TrimSuffix(key, ".one"), ".other")
	if n.whole[key] || n.whole[base] {
		return true
	}
	for b := range n.beginnings {
		if strings.HasPrefix(key, b) {
			return true
		}
	}
	return false
}

func sources(t *testing.T) named {
	t.Helper()
	n := named{map[string]bool{}, map[string]bool{}}
	root := ".."
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() {
			switch {
			case name == "node_modules", name == "dist", name == "wailsjs", name == "reporttest", name == "testdata", name == "testing", strings.HasPrefix(name, ".") && path != root:
				return fs.SkipDir
			}
			return nil
		}
		switch {
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			return n.goFile(path)
		case (strings.HasSuffix(name, ".ts") || strings.HasSuffix(name, ".tsx")) && !strings.Contains(name, ".test.") && strings.HasPrefix(path, filepath.Join(root, "frontend", "src")):
			return n.scriptFile(path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEverySentenceOfTheCatalogueIsSaidSomewhere(t *testing.T) {
	n := sources(t)
	if len(n.whole) < 1000 || len(n.beginnings) < 20 {
		t.Fatalf("the sources were not found: %d strings, %d beginnings", len(n.whole), len(n.beginnings))
	}
	for _, key := range assets.English().Keys() {
		if !n.names(key) {
			t.Errorf("%s is named nowhere", key)
		}
	}
}

func TestASentenceThatNobodySaysIsFound(t *testing.T) {
	n := sources(t)
	for _, key := range []string{"review.nobody_says_this", "nobody.says", "cli.no_reviews_at_all"} {
		if n.names(key) {
			t.Errorf("%s counts as said", key)
		}
	}
	for _, key := range []string{"cli.no_reviews", "history.review.set", "month.3", "cli.flag.import.zone"} {
		if !n.names(key) {
			t.Errorf("%s counts as said nowhere", key)
		}
	}
}
