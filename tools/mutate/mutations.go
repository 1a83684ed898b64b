package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutation is a deliberate error: a piece of source and what stands there instead.
type mutation struct {
	path, function string
	from, to       string
	nth            int // of the same error in the function
	line           int
	source         []byte
	start, end     int // offsets of from
}

func (m *mutation) String() string {
	return fmt.Sprintf("%s:%d %s: %s -> %s", filepath.Base(m.path), m.line, m.function, m.from, m.to)
}

// apply is the whole file with the error in it.
func (m *mutation) apply() []byte {
	return slices.Concat(m.source[:m.start], []byte(m.to), m.source[m.end:])
}

// ordered by hash, so that the first n are a sample.
func ordered(all []mutation, seed int) []mutation {
	key := func(m mutation) string {
		sum := sha256.Sum256([]byte(fmt.Sprint(seed, "|", m.function, "|", m.from, "|", m.to, "|", m.nth)))
		return string(sum[:])
	}
	return slices.SortedFunc(slices.Values(all), func(a, b mutation) int { return cmp.Compare(key(a), key(b)) })
}

// walk lists the errors that can be made in the source files of a folder.
func walk(dir string) (all []mutation, err error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, path, source, 0)
		if err != nil {
			return nil, err
		}
		for _, d := range f.Decls {
			w := walker{mutation: mutation{path: path, source: source}, files: files, count: map[string]int{}}
			if g, ok := d.(*ast.GenDecl); !ok || g.Tok == token.CONST {
				ast.Inspect(d, w.visit)
			}
			all = append(all, w.all...)
		}
	}
	return all, err
}

// walker goes through a function, or through constants.
type walker struct {
	mutation // what all have in common
	files    *token.FileSet
	count    map[string]int
	all      []mutation
}

// swaps of operators: wrong signs, factors and conditions. A bound that is included or
// not is left alone, since among real numbers it makes no difference.
var swaps = map[token.Token]token.Token{
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
	token.LSS: token.GEQ, token.LEQ: token.GTR, token.GTR: token.LEQ, token.GEQ: token.LSS,
	token.EQL: token.NEQ, token.NEQ: token.EQL, token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN,
	token.MUL_ASSIGN: token.QUO_ASSIGN, token.QUO_ASSIGN: token.MUL_ASSIGN,
}

// bounds are exchanged too.
var bounds = map[string]string{"min": "max", "max": "min"}

// visit notes the errors at a node; false where none are made below it.
func (w *walker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncDecl:
		w.function = n.Name.Name
	case *ast.ValueSpec:
		if w.function == "" || strings.HasPrefix(w.function, "const ") {
			w.function = "const " + n.Names[0].Name
		}
	case *ast.CallExpr:
		name := w.text(n.Fun.Pos(), n.Fun.End())
		if to := bounds[name]; to != "" {
			w.add(n.Fun, to)
		}
		// What is told of a history changes none, and the rest is no part of a model.
		return name != "w.tell" && name != "panic" && name != "make" && !strings.HasPrefix(name, "fmt.") && !strings.HasPrefix(name, "errors.")
	case *ast.BinaryExpr:
		w.swap(n, n.OpPos, n.Op)
	case *ast.AssignStmt:
		w.swap(n, n.TokPos, n.Tok)
	case *ast.UnaryExpr:
		if n.Op == token.SUB || n.Op == token.NOT {
			w.add(n, w.text(n.X.Pos(), n.X.End()))
		}
	case *ast.BasicLit:
		switch {
		case n.Kind == token.INT || n.Kind == token.FLOAT && strings.Trim(n.Value, "0.") == "":
			w.add(n, "("+n.Value+" + 1)")
		case n.Kind == token.FLOAT:
			w.add(n, "("+n.Value+" * 1.5)")
		}
	}
	return true
}

// swap notes an exchanged operator; the whole expression is shown.
func (w *walker) swap(n ast.Node, at token.Pos, op token.Token) {
	if to, ok := swaps[op]; ok {
		w.add(n, w.text(n.Pos(), at)+to.String()+w.text(at+token.Pos(len(op.String())), n.End()))
	}
}

func (w *walker) add(n ast.Node, to string) {
	m, start := w.mutation, w.files.Position(n.Pos())
	m.from, m.to = w.text(n.Pos(), n.End()), to
	m.line, m.start, m.end = start.Line, start.Offset, start.Offset+len(m.from)
	m.nth = w.count[m.from+to]
	w.count[m.from+to]++
	w.all = append(w.all, m)
}

func (w *walker) text(from, to token.Pos) string {
	return string(w.source[w.files.Position(from).Offset:w.files.Position(to).Offset])
}
