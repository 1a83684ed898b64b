package sim

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Where each switch of structure may be read: in the phase that it is about, and in
// what looks ahead to that phase. Nobody else can know the structure.
var readers = map[string][]string{
	"SwitchAttention": {"act", "divideAttention", "restrain"},
	"SwitchNeeds":     {"assessNeeds"},
	"SwitchHurt":      {"valueWar"},
	"SwitchTable":     {"computeChances", "shift"},
	"SwitchParties":   {"chooseStrategies"},
}

func TestNoSwitchIsReadOutsideItsPhase(t *testing.T) {
	got := map[string][]string{}
	for name, functions := range functionsThatUse(t, func(n ast.Node) string {
		x, ok := n.(*ast.IndexExpr)
		if !ok {
			return ""
		}
		of, ok := x.X.(*ast.SelectorExpr)
		if at, named := x.Index.(*ast.Ident); ok && named && of.Sel.Name == "par" && strings.HasPrefix(at.Name, "Switch") {
			return at.Name
		}
		return ""
	}) {
		got[name] = functions
	}
	if d := cmp.Diff(readers, got); d != "" {
		t.Errorf("readers of the structure, wanted - and found +\n%s", d)
	}
}

// functionsThatUse lists, by what a node is named for, the functions with such nodes.
func functionsThatUse(t *testing.T, name func(ast.Node) string) map[string][]string {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]string{}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			function, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(function, func(n ast.Node) bool {
				if key := name(n); key != "" && !slices.Contains(found[key], function.Name.Name) {
					found[key] = append(found[key], function.Name.Name)
				}
				return true
			})
		}
	}
	for _, list := range found {
		slices.Sort(list)
	}
	return found
}
