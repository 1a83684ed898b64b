package sim

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The schedule that documents the model is the one that runs.
func TestTheScheduleIsWhatRoundGoCalls(t *testing.T) {
	runs := callsByFunction(t, "round.go")
	for _, part := range []struct {
		function string
		in       func(Step) bool
	}{
		{"month", func(s Step) bool { return s.War }},
		{"implement", func(s Step) bool { return s.Peace }},
	} {
		var want []string
		for _, s := range Schedule {
			if part.in(s) {
				want = append(want, s.Method)
			}
		}
		if diff := cmp.Diff(runs[part.function], want); diff != "" {
			t.Errorf("%s calls - and Schedule has +\n%s", part.function, diff)
		}
	}
}

func TestEveryStepOfTheScheduleIsInTheFileItNames(t *testing.T) {
	for _, s := range Schedule {
		if _, ok := callsByFunction(t, s.File)[s.Method]; !ok {
			t.Errorf("%s has no method %s", s.File, s.Method)
		}
	}
}

// callsByFunction lists, for each function of a file, the methods of the world and
// of its director that it calls, in the order in which they run.
func callsByFunction(t *testing.T, file string) map[string][]string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	calls := map[string][]string{}
	for _, declaration := range parsed.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		type call struct {
			method string
			end    token.Pos
		}
		var found []call
		ast.Inspect(function.Body, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			method, ok := c.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if on, ok := method.X.(*ast.Ident); ok && (on.Name == "w" || on.Name == "d") && method.Sel.Name != "tell" {
				found = append(found, call{method.Sel.Name, c.Rparen})
			}
			return true
		})
		// An argument is evaluated before the call that it is of.
		slices.SortFunc(found, func(a, b call) int { return int(a.end - b.end) })
		calls[function.Name.Name] = nil
		for _, c := range found {
			calls[function.Name.Name] = append(calls[function.Name.Name], c.method)
		}
	}
	return calls
}
