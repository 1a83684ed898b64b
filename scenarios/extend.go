package scenarios

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"parley/scenarios/fault"
	"path/filepath"
	"strings"
)

const maxChain = 8

// layers reads a text and, before it, the chain of scenarios it extends; the
// furthest ancestor comes first. It returns nil if one cannot be read.
func layers(s source, faults *fault.Collector) []layer {
	var chain []layer
	seen := map[string]bool{s.identity(): true}
	for {
		tree, lost := parse(s, faults)
		if tree == nil {
			return nil
		}
		chain = append(chain, layer{tree, lost})
		parent := tree.child("extends")
		if parent == nil {
			break
		}
		name, ok := parent.value.(string)
		if !ok {
			faults.Add(parent.at, "extends", parent.render(), "want the name of a scenario or a path, in quotes")
			return nil
		}
		next, want := findParent(s, name)
		switch {
		case want == "" && seen[next.identity()]:
			want = "these scenarios extend each other in a circle"
		case want == "" && len(chain) >= maxChain:
			want = fmt.Sprintf("want at most %d scenarios that extend each other", maxChain)
		}
		if want != "" {
			faults.Add(parent.at, "extends", parent.render(), want)
			return nil
		}
		seen[next.identity()] = true
		s = next
	}
	for i, j := 0, len(chain)-1; i < j; i, j = i+1, j-1 {
		chain[i], chain[j] = chain[j], chain[i]
	}
	for i, l := range chain {
		l.tree.visit(func(n *node) { n.at.Layer = i })
	}
	return chain
}

// layer is one file of a chain.
type layer struct {
	tree *node
	lost loss
}

// visit a node and all below it.
func (n *node) visit(do func(*node)) {
	do(n)
	for _, name := range n.names {
		n.table[name].visit(do)
	}
}

// identity is the same for two ways to write one file.
func (s source) identity() string {
	if s.shipped {
		return "shipped " + s.file
	}
	if abs, err := filepath.Abs(s.file); err == nil {
		return abs
	}
	return s.file
}

// findParent resolves the value of extends: a shipped name, or a path relative
// to the file that says it.
func findParent(child source, name string) (s source, want string) {
	if text, ok := Source(name); ok {
		return shippedSource(name, text), ""
	}
	if child.shipped || name == "" {
		return s, unknownScenario(name)
	}
	path := name
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(child.file), path)
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		return s, path + " is not a file"
	}
	text, err := fault.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, unknownScenario(name)
	}
	if err != nil {
		return s, path + " " + err.Error()
	}
	return source{file: path, text: text}, ""
}

// unknownScenario says that a name is neither shipped nor a file.
func unknownScenario(name string) string {
	want := "no shipped scenario and no file of this name"
	if strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".toml") {
		want = "no such file"
	}
	stem := strings.TrimSuffix(filepath.Base(name), ".toml")
	if near := fault.DidYouMean(stem, shippedNames()); near != "" {
		return want + near
	}
	return want + "; shipped are " + strings.Join(shippedNames(), ", ")
}
