package backend_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever leaves as a table is opened by a program that runs formulas. A file that writes CSV
// or a sheet of a workbook calls one of these for its cells, or this test fails.
var tableGuards = []string{"guardFormula", "LikeFormula"}

// writesTables says whether a file writes CSV or a sheet of a workbook, and whether it guards
// its cells.
func writesTables(file *ast.File) (writes, guards bool) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			pkg, ok := n.X.(*ast.Ident)
			writes = writes || ok && pkg.Name == "csv" && n.Sel.Name == "NewWriter"
		case *ast.BasicLit:
			low := strings.ToLower(n.Value)
			writes = writes || n.Kind == token.STRING && (strings.Contains(low, "<sheetdata") || strings.Contains(low, "text/csv"))
		case *ast.CallExpr:
			switch f := n.Fun.(type) {
			case *ast.Ident:
				guards = guards || slices.Contains(tableGuards, f.Name)
			case *ast.SelectorExpr:
				guards = guards || slices.Contains(tableGuards, f.Sel.Name)
			}
		}
		return true
	})
	return writes, guards
}

func TestEveryTableThatLeavesDefusesFormulas(t *testing.T) {
	var found []string
	for _, top := range []string{"../app", "../backend", "../main.go"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			name := strings.TrimPrefix(filepath.ToSlash(path), "../")
			if writes, guards := writesTables(file); writes {
				found = append(found, name)
				if !guards {
					t.Errorf("%s writes a table and asks none of %v about its cells", name, tableGuards)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"backend/draw/export_text.go", "backend/draw/table.go"} {
		if !slices.Contains(found, name) {
			t.Errorf("%s is not found to write a table; found are %v", name, found)
		}
	}
	planted, err := parser.ParseFile(token.NewFileSet(), "x.go", `package x; import "encoding/csv"; func f() { csv.NewWriter(nil).Write([]string{"=1"}) }`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if writes, guards := writesTables(planted); !writes || guards {
		t.Error("a planted table is not found")
	}
}
