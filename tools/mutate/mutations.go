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
func walk(dir string) ([]mutation, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	var w walker
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		if err := w.file(path); err != nil {
			return nil, err
		}
	}
	return w.all, nil
}

type walker struct {
	all      []mutation
	files    *token.FileSet
	path     string
	source   []byte
	function string
	count    map[string]int
}

func (w *walker) file(path string) (err error) {
	w.path, w.files = path, token.NewFileSet()
	if w.source, err = os.ReadFile(path); err != nil {
		return err
	}
	f, err := parser.ParseFile(w.files, path, w.source, 0)
	if err != nil {
		return err
	}
	for _, d := range f.Decls {
		w.count = map[string]int{}
		switch d := d.(type) {
		case *ast.FuncDecl:
			w.function = d.Name.Name
			ast.Inspect(d, w.visit)
		case *ast.GenDecl:
			if d.Tok == token.CONST {
				w.constants(d)
			}
		}
	}
	return nil
}

// constants with a number of their own can be another one.
func (w *walker) constants(d *ast.GenDecl) {
	for _, s := range d.Specs {
		v := s.(*ast.ValueSpec)
		w.function = "const " + v.Names[0].Name
		for _, x := range v.Values {
			ast.Inspect(x, w.visit)
		}
	}
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

// visit notes the errors at a node; false where none are made below it.
func (w *walker) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		return w.call(n)
	case *ast.BinaryExpr:
		if to, ok := swaps[n.Op]; ok {
			w.operator(n, n.OpPos, n.Op, to)
		}
	case *ast.AssignStmt:
		if to, ok := swaps[n.Tok]; ok {
			w.operator(n, n.TokPos, n.Tok, to)
		}
	case *ast.UnaryExpr:
		if n.Op == token.SUB || n.Op == token.NOT {
			w.add(n.Pos(), n.End(), w.text(n.X))
		}
	case *ast.BasicLit:
		switch {
		case n.Kind == token.INT || n.Kind == token.FLOAT && strings.Trim(n.Value, "0.") == "":
			w.add(n.Pos(), n.End(), "("+n.Value+" + 1)")
		case n.Kind == token.FLOAT:
			w.add(n.Pos(), n.End(), "("+n.Value+" * 1.5)")
		}
	}
	return true
}

// call exchanges a bound, and leaves alone what is no part of a model.
func (w *walker) call(n *ast.CallExpr) bool {
	name := w.text(n.Fun)
	switch {
	case name == "min":
		w.add(n.Fun.Pos(), n.Fun.End(), "max")
	case name == "max":
		w.add(n.Fun.Pos(), n.Fun.End(), "min")
	case name == "w.tell": // what is told of a history changes none
		return false
	case name == "panic" || name == "make" || strings.HasPrefix(name, "fmt.") || strings.HasPrefix(name, "errors."):
		return false
	}
	return true
}

// operator notes an exchanged operator; the whole expression is shown.
func (w *walker) operator(n ast.Node, at token.Pos, from, to token.Token) {
	start, end, op := w.offset(n.Pos()), w.offset(n.End()), w.offset(at)
	w.add(n.Pos(), n.End(), string(w.source[start:op])+to.String()+string(w.source[op+len(from.String()):end]))
}

func (w *walker) add(start, end token.Pos, to string) {
	m := mutation{path: w.path, function: w.function, to: to, source: w.source, start: w.offset(start), end: w.offset(end), line: w.files.Position(start).Line}
	m.from = string(w.source[m.start:m.end])
	m.nth = w.count[m.from+to]
	w.count[m.from+to]++
	w.all = append(w.all, m)
}

func (w *walker) text(n ast.Node) string {
	return string(w.source[w.offset(n.Pos()):w.offset(n.End())])
}

func (w *walker) offset(p token.Pos) int { return w.files.Position(p).Offset }
