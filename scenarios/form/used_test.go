package form

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// selected are the fields and methods that the program selects anywhere, tests apart.
func selected(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if s, is := n.(*ast.SelectorExpr); is {
				names[s.Sel.Name] = true
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A key that is read and checked and then reaches nothing would be believed: each has a field that some code
// selects.
func TestEveryKeyIsUsedSomewhere(t *testing.T) {
	used := selected(t)
	var look func(of reflect.Type, table string)
	look = func(of reflect.Type, table string) {
		for of.Kind() != reflect.Struct {
			of = of.Elem()
		}
		for i := range of.NumField() {
			f := of.Field(i)
			key := f.Tag.Get("toml")
			if key == "" {
				continue
			}
			if !used[f.Name] {
				t.Errorf("%s%s: no code reads the field %s", table, key, f.Name)
			}
			if at := f.Type; at.Kind() == reflect.Slice && at.Elem().Elem().Kind() == reflect.Struct || kinds[at] == "" && at.Kind() == reflect.Struct {
				look(f.Type, table+key+".")
			}
		}
	}
	look(reflect.TypeFor[Document](), "")
}
