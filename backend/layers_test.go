package backend_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"
)

// The direction in which packages may know each other:
//
//	domain ← service ← adapters ← workspace ← app, cli ← main
//
// The test reads import lines, so a package cannot grow a forbidden dependency
// under any build tag. Test files are free: they may use what they need.

const module = "secondstory"

// layer is a floor of the house; adapters share one floor but are rooms apart.
type layer string

const (
	domain    layer = "domain"
	service   layer = "service"
	adapter   layer = "adapter"
	helper    layer = "internal"
	workspace layer = "workspace"
	cli       layer = "cli"
	app       layer = "app"
	command   layer = "main"
	data      layer = "assets or samples"
	tool      layer = "build tool"
	unknown   layer = "unknown"
)

var adapters = []string{"sqlite", "share", "ingest", "draw", "report", "pdf", "watch", "evidence", "picture", "blob", "backup"}

// neighbours lists the doors between adapters; there are no others.
var neighbours = map[string][]string{
	"report": {"draw"},
	"pdf":    {"report", "draw"},
}

// yardstick is the empty window that the benchmarks measure the program against.
const yardstick = "build/emptywindow"

// The one library in the domain: functions of numbers, for the one package that needs
// them (ARCHITECTURE.md, decision 45).
const (
	numericalUser    = "backend/domain/stat"
	numericalLibrary = "gonum.org/v1/gonum/mathext"
)

// pageAnswerer answers the page in the window, which the toolkit lets it do in the words of
// net/http; it may use those that open nothing.
const pageAnswerer = "app/wailsapp"

var answering = []string{"Handler", "HandlerFunc", "ResponseWriter", "Request", "NotFound", "MethodGet", "MethodHead", "StatusOK"}

// fontUsers measure and print text, so they need the embedded fonts.
var fontUsers = []string{"draw", "pdf"}

// below lists which layers a layer may import.
var below = map[layer][]layer{
	domain:    {domain},
	data:      {domain, data},
	helper:    {domain, helper},
	service:   {domain, helper, service},
	adapter:   {domain, helper, adapter},
	workspace: {domain, helper, service, adapter, data, workspace},
	cli:       {domain, helper, service, adapter, data, workspace, cli},
	app:       {domain, helper, service, adapter, data, workspace, app},
	command:   {domain, helper, service, adapter, data, workspace, cli, app},
	tool:      {domain, helper, service, adapter, data, workspace, cli, tool},
}

// layerOf names the layer of a folder relative to the root, and the room for adapters.
func layerOf(folder string) (layer, string) {
	parts := strings.Split(folder, "/")
	switch parts[0] {
	case ".":
		return command, ""
	case "app":
		return app, ""
	case "assets", "samples":
		if len(parts) > 2 && parts[1] == "cmd" {
			return tool, ""
		}
		return data, parts[0]
	case "build", "e2e":
		return tool, ""
	case "backend":
		if len(parts) == 1 {
			return helper, ""
		}
	default:
		return unknown, ""
	}
	switch name := parts[1]; {
	case name == "domain":
		return domain, ""
	case name == "service":
		return service, ""
	case name == "workspace":
		return workspace, ""
	case name == "cli":
		return cli, ""
	case name == "cmd":
		// The command line's main; it must stay free of window libraries.
		return cli, ""
	case name == "internal":
		return helper, ""
	case slices.Contains(adapters, name):
		return adapter, name
	}
	return unknown, ""
}

// violations lists every import and call in the tree that points the wrong way.
func violations(root string) ([]string, error) {
	var found []string
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		if entry.IsDir() {
			if file != root && (name == "frontend" || name == "testdata" || name == "node_modules" || strings.HasPrefix(name, ".")) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		relative, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return fmt.Errorf("read imports: %w", err)
		}
		found = append(found, violationsOf(filepath.ToSlash(relative), parsed)...)
		return nil
	})
	sort.Strings(found)
	return found, err
}

func violationsOf(file string, parsed *ast.File) []string {
	folder := path.Dir(file)
	from, room := layerOf(folder)
	if from == unknown {
		return []string{fmt.Sprintf("%s: folder %s has no place in the house; see ARCHITECTURE.md", file, folder)}
	}
	var found []string
	for _, spec := range parsed.Imports {
		to := strings.Trim(spec.Path.Value, `"`)
		if reason := forbidden(from, room, folder, to); reason != "" {
			found = append(found, fmt.Sprintf("%s: imports %s: %s", file, to, reason))
		}
	}
	if folder == pageAnswerer {
		ast.Inspect(parsed, func(node ast.Node) bool {
			s, ok := node.(*ast.SelectorExpr)
			if x, named := ast.Expr(nil), false; ok {
				if x = s.X; x != nil {
					id, isName := x.(*ast.Ident)
					named = isName && id.Name == "http"
				}
				if named && !slices.Contains(answering, s.Sel.Name) {
					found = append(found, fmt.Sprintf("%s: uses http.%s: only what opens no socket", file, s.Sel.Name))
				}
			}
			return true
		})
	}
	if from == domain {
		for _, call := range impureCalls(parsed) {
			found = append(found, fmt.Sprintf("%s: calls %s: clock and randomness are handed in", file, call))
		}
	}
	return found
}

// forbidden says why a package may not import another, or "".
func forbidden(from layer, room, folder, to string) string {
	if to == module || strings.HasPrefix(to, module+"/") {
		target := strings.TrimPrefix(strings.TrimPrefix(to, module), "/")
		if target == "" {
			return "main is nobody's library"
		}
		return forbiddenOwn(from, room, target)
	}
	standard := !strings.Contains(strings.Split(to, "/")[0], ".")
	switch {
	case strings.HasPrefix(to, "github.com/wailsapp/") && from != app && from != command && folder != yardstick:
		return "only app and main know the window toolkit"
	case to == "net/http" && folder == pageAnswerer:
		return ""
	case opensSockets(to) && room != "share":
		return "only share opens sockets"
	case to == "database/sql" && room != "sqlite":
		return "only sqlite knows SQL"
	case folder == numericalUser && to == numericalLibrary:
		return ""
	case from == domain && !standard:
		return "domain uses the standard library only"
	case from == domain && touchesMachine(to):
		return "domain does no I/O"
	case from == service && !standard:
		return "a library belongs to an adapter"
	}
	return ""
}

func forbiddenOwn(from layer, room, target string) string {
	layerTo, roomTo := layerOf(target)
	switch {
	case layerTo == unknown:
		return "it has no place in the house"
	case layerTo == data && from == adapter:
		if roomTo == "assets" && slices.Contains(fontUsers, room) {
			return ""
		}
		return "only " + strings.Join(fontUsers, " and ") + " need embedded fonts"
	case !slices.Contains(below[from], layerTo):
		return fmt.Sprintf("%s may not know %s", from, layerTo)
	case from == adapter && layerTo == adapter && room != roomTo && !slices.Contains(neighbours[room], roomTo):
		return fmt.Sprintf("adapter %s may not know adapter %s", room, roomTo)
	}
	return ""
}

// opensSockets: net/url, net/mail, net/netip and net/textproto only read text.
func opensSockets(pkg string) bool {
	switch pkg {
	case "net", "net/rpc", "net/rpc/jsonrpc", "net/smtp", "crypto/tls":
		return true
	}
	return pkg == "net/http" || strings.HasPrefix(pkg, "net/http/") ||
		strings.HasPrefix(pkg, "golang.org/x/net/") || strings.HasPrefix(pkg, "golang.org/x/crypto/ssh") ||
		strings.HasPrefix(pkg, "github.com/go-git/") || strings.HasPrefix(pkg, "github.com/gorilla/websocket")
}

func touchesMachine(pkg string) bool {
	switch pkg {
	case "os", "io/ioutil", "log", "log/slog", "syscall", "embed", "crypto/rand", "math/rand", "path/filepath":
		return true
	}
	return strings.HasPrefix(pkg, "os/")
}

// impureCalls finds uses of the clock and of unseeded randomness in a file.
func impureCalls(file *ast.File) []string {
	names := map[string]string{}
	for _, spec := range file.Imports {
		pkg := strings.Trim(spec.Path.Value, `"`)
		if pkg != "time" && pkg != "math/rand/v2" {
			continue
		}
		name := "time"
		if pkg == "math/rand/v2" {
			name = "rand"
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = pkg
	}
	var calls []string
	ast.Inspect(file, func(node ast.Node) bool {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		owner, ok := selector.X.(*ast.Ident)
		if !ok {
			return true
		}
		if pkg := names[owner.Name]; pkg != "" && isImpure(pkg, selector.Sel.Name) {
			calls = append(calls, pkg+"."+selector.Sel.Name)
		}
		return true
	})
	return calls
}

func isImpure(pkg, name string) bool {
	if pkg == "time" {
		switch name {
		case "Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local":
			return true
		}
		return false
	}
	switch name {
	case "New", "NewPCG", "NewChaCha8", "NewZipf", "Rand", "PCG", "ChaCha8", "Source", "Zipf":
		return false
	}
	return true
}

func TestPackagesKnowOnlyTheLayersBelowThem(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatalf("the repository root is not where this test expects it: %v", err)
	}
	found, err := violations(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range found {
		t.Error(each)
	}
}

func TestTheLayerRuleFindsPlantedViolations(t *testing.T) {
	cases := []struct {
		name, file, source, want string
	}{
		{"domain must not know a service", "backend/domain/review/a.go", `import _ "secondstory/backend/service/reviewing"`, "domain may not know service"},
		{"domain must not know an adapter", "backend/domain/review/a.go", `import _ "secondstory/backend/sqlite"`, "domain may not know adapter"},
		{"domain must not use a library", "backend/domain/review/a.go", `import _ "github.com/someone/thing"`, "standard library only"},
		{"only statistics use special functions", "backend/domain/review/a.go", `import _ "gonum.org/v1/gonum/mathext"`, "standard library only"},
		{"statistics use nothing else of that library", "backend/domain/stat/a.go", `import _ "gonum.org/v1/gonum/stat"`, "standard library only"},
		{"domain must not touch files", "backend/domain/review/a.go", `import _ "os"`, "no I/O"},
		{"domain must not read the clock", "backend/domain/review/a.go", "import \"time\"\nvar _ = time.Now()", "calls time.Now"},
		{"domain must not read the clock under another name", "backend/domain/review/a.go", "import clock \"time\"\nvar _ = clock.Now", "calls time.Now"},
		{"domain must not throw dice", "backend/domain/stats/a.go", "import \"math/rand/v2\"\nvar _ = rand.IntN(6)", "calls math/rand/v2.IntN"},
		{"a service must not know an adapter", "backend/service/reviewing/a.go", `import _ "secondstory/backend/sqlite"`, "service may not know adapter"},
		{"a service must not use a library", "backend/service/reviewing/a.go", `import _ "github.com/someone/thing"`, "belongs to an adapter"},
		{"adapters must not know each other", "backend/ingest/a.go", `import _ "secondstory/backend/sqlite"`, "adapter ingest may not know adapter sqlite"},
		{"the door from report to draw opens one way", "backend/draw/a.go", `import _ "secondstory/backend/report"`, "adapter draw may not know adapter report"},
		{"an adapter must not know a service", "backend/sqlite/a.go", `import _ "secondstory/backend/service/reviewing"`, "adapter may not know service"},
		{"a reader of files needs no fonts", "backend/ingest/a.go", `import _ "secondstory/assets"`, "embedded fonts"},
		{"only sqlite knows SQL", "backend/ingest/a.go", `import _ "database/sql"`, "only sqlite knows SQL"},
		{"only share opens sockets", "backend/report/a.go", `import _ "net/http"`, "only share opens sockets"},
		{"only share talks to repositories", "backend/workspace/a.go", `import _ "github.com/go-git/go-git/v5/plumbing"`, "only share opens sockets"},
		{"the window opens no sockets either", "app/a.go", `import _ "net"`, "only share opens sockets"},
		{"only app knows the toolkit", "backend/workspace/a.go", `import _ "github.com/wailsapp/wails/v2/pkg/runtime"`, "only app and main"},
		{"the workspace must not know the window", "backend/workspace/a.go", `import _ "secondstory/app"`, "workspace may not know app"},
		{"the command line must not know the window", "backend/cli/a.go", `import _ "secondstory/app"`, "cli may not know app"},
		{"the command line's main must not know the window", "backend/cmd/secondstory-cli/a.go", `import _ "secondstory/app"`, "cli may not know app"},
		{"the window must not know the command line", "app/a.go", `import _ "secondstory/backend/cli"`, "app may not know cli"},
		{"nobody imports main", "app/a.go", `import _ "secondstory"`, "nobody's library"},
		{"a build tag hides nothing", "app/a_windows.go", "import _ \"secondstory/backend/cli\"", "app may not know cli"},
		{"the samples do not know who fills a workspace with them", "samples/generate/a.go", `import _ "secondstory/backend/workspace"`, "may not know workspace"},
		{"a build tool does not know the toolkit", "build/benchreport/a.go", `import _ "github.com/wailsapp/wails/v2"`, "only app and main"},
		{"a new folder needs a place", "backend/utils/a.go", `import _ "fmt"`, "no place in the house"},
	}
	for _, each := range cases {
		t.Run(each.name, func(t *testing.T) {
			root := t.TempDir()
			plant(t, root, each.file, each.source)
			found, err := violations(root)
			if err != nil {
				t.Fatal(err)
			}
			if len(found) != 1 || !strings.Contains(found[0], each.want) || !strings.HasPrefix(found[0], each.file+":") {
				t.Errorf("want one violation in %s saying %q, got %q", each.file, each.want, found)
			}
		})
	}
}

func TestTheLayerRuleAcceptsTheHouseAsDescribed(t *testing.T) {
	root := t.TempDir()
	for file, source := range map[string]string{
		"main.go":                            `import (_ "secondstory/app"; _ "github.com/wailsapp/wails/v2"; _ "secondstory/backend/cli")`,
		"app/a.go":                           `import (_ "secondstory/backend/workspace"; _ "github.com/wailsapp/wails/v2/pkg/runtime"; _ "os")`,
		"backend/cli/a.go":                   `import (_ "secondstory/backend/workspace"; _ "secondstory/samples")`,
		"backend/cmd/secondstory-cli/a.go":   `import _ "secondstory/backend/cli"`,
		"backend/workspace/a.go":             `import (_ "secondstory/backend/sqlite"; _ "secondstory/backend/service/reviewing"; _ "secondstory/assets")`,
		"backend/service/reviewing/a.go":     `import (_ "secondstory/backend/domain/review"; _ "secondstory/backend/service/recording")`,
		"backend/sqlite/a.go":                `import (_ "database/sql"; _ "github.com/mattn/go-sqlite3"; _ "secondstory/backend/domain/record")`,
		"backend/share/a.go":                 `import (_ "net/http"; _ "github.com/go-git/go-git/v5")`,
		"backend/report/a.go":                `import (_ "secondstory/backend/draw"; _ "net/url")`,
		"backend/pdf/a.go":                   `import (_ "secondstory/backend/draw"; _ "secondstory/backend/report"; _ "secondstory/assets")`,
		"backend/domain/review/a.go":         "import (\"time\"; _ \"secondstory/backend/domain/fault\")\nvar _ = time.UTC",
		"backend/domain/stat/a.go":           `import _ "gonum.org/v1/gonum/mathext"`,
		"backend/domain/stats/a.go":          "import \"math/rand/v2\"\nvar _ = rand.New(rand.NewPCG(1, 2))",
		"backend/domain/review/a_test.go":    `import (_ "os"; _ "secondstory/backend/sqlite")`,
		"samples/generate/a.go":              `import _ "secondstory/backend/domain/review"`,
		"samples/cmd/generate/main.go":       `import (_ "secondstory/backend/workspace"; _ "secondstory/samples/generate")`,
		"build/emptywindow/main.go":          `import _ "github.com/wailsapp/wails/v2"`,
		"frontend/node_modules/thing/a.go":   `import _ "net"`,
		"backend/ingest/testdata/foreign.go": `import _ "net"`,
	} {
		plant(t, root, file, source)
	}
	found, err := violations(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 0 {
		t.Errorf("want none, got %q", found)
	}
}

func plant(t *testing.T, root, file, source string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte("package a\n"+source+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
