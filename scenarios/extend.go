package scenarios

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
)

const maxChain = 8

// readTree reads a text, the length-th of those that extend each other, and lays it over what it extends.
// The tree is nil if one of them cannot be read; files are how many lie below each other.
func readTree(s syntax.Source, length int, faults *fault.Collector) (tree *syntax.Node, files int) {
	if tree = syntax.Parse(s, faults); tree == nil {
		return nil, 0
	}
	var below *syntax.Node
	if parent := tree.Child("extends"); parent != nil {
		name, ok := parent.Text()
		path := ""
		if !s.Shipped && name != "" {
			path = Beside(s.File, name)
		}
		next, want := find(name, path)
		switch {
		case !ok:
			want = "want the name of a scenario or a path, in quotes"
		case want == "" && length >= maxChain:
			want = fmt.Sprintf("want at most %d scenarios that extend each other, and none in a circle", maxChain)
		}
		if want != "" {
			faults.Add(parent.At, "extends", parent.Render(), want)
			return nil, 0
		}
		if below, files = readTree(next, length+1, faults); below == nil {
			return nil, 0
		}
		tree.Visit(func(n *syntax.Node) { n.At.Layer = files })
	}
	if tree.Child("format") == nil {
		faults.Add(tree.At, "format", "", "missing: want format = 1")
	}
	if below != nil {
		tree = form.Merge(form.Format(), below, tree)
	}
	return tree, files + 1
}

// Beside is the path of a file that another one names, relative to it. Backslashes, as Windows writes
// them, are read everywhere.
func Beside(file, name string) string {
	name = filepath.FromSlash(strings.ReplaceAll(name, `\`, "/"))
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(filepath.Dir(file), name)
}

// find the text of a shipped scenario by its name, or of a file.
func find(name, path string) (s syntax.Source, want string) {
	if text, ok := Source(name); ok {
		return shippedSource(name, text), ""
	}
	text, err := fault.ReadFile(path, fault.MostWritten)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		want = "no shipped scenario and no file of this name"
		if strings.ContainsAny(name, `/\`) || strings.HasSuffix(name, ".toml") {
			want = "no such file"
		}
		if near := likelyFile(path); near != "" {
			return s, want + "; did you mean " + name[:strings.LastIndexAny(name, `/\`)+1] + near + "?"
		}
		stem := strings.TrimSuffix(filepath.Base(name), ".toml")
		return s, want + cmp.Or(fault.DidYouMean(stem, shippedNames()), "; shipped are "+strings.Join(shippedNames(), ", "))
	case err != nil:
		return s, err.Error()
	}
	return syntax.Source{File: path, Text: text}, ""
}

// likelyFile is the scenario in the folder of a path whose name, but for its ending and small or capital letters, is that
// of the path; "" if there is none.
func likelyFile(path string) string {
	bare := func(name string) string { return strings.TrimSuffix(name, filepath.Ext(name)) }
	files, _ := os.ReadDir(filepath.Dir(path))
	base := filepath.Base(path)
	for _, f := range files {
		name := f.Name()
		if strings.EqualFold(filepath.Ext(name), ".toml") && !f.IsDir() && (strings.EqualFold(bare(name), base) || strings.EqualFold(bare(name), bare(base))) {
			return name
		}
	}
	return ""
}

//go:embed *.toml
var shipped embed.FS

// Info describes a shipped scenario.
type Info struct{ Name, Title, Summary string }

// List returns the shipped scenarios by name. Summary is the comment at the
// head of the file.
func List() []Info {
	return form.Collect(shippedNames(), func(name string) Info {
		text, _ := Source(name)
		title, _ := syntax.Parse(shippedSource(name, text), &fault.Collector{}).Child("title").Text()
		return Info{Name: name, Title: cmp.Or(title, name), Summary: headComment(string(text))}
	})
}

// headComment joins the lines of the first comment, below a line for editors.
func headComment(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		switch comment = strings.TrimSpace(comment); {
		case strings.HasPrefix(line, "#:schema "):
		case !ok || comment == "" && len(words) > 0:
			return strings.Join(words, " ")
		case comment != "":
			words = append(words, comment)
		}
	}
	return strings.Join(words, " ")
}

// Source returns the text of a shipped scenario.
func Source(name string) ([]byte, bool) {
	text, err := shipped.ReadFile(name + ".toml")
	return text, err == nil
}

func shippedNames() []string {
	entries, _ := shipped.ReadDir(".") // sorted by file, which is not quite by name
	return slices.Sorted(slices.Values(form.Collect(entries, func(e fs.DirEntry) string { return stem(e.Name()) })))
}

func shippedSource(name string, text []byte) syntax.Source {
	return syntax.Source{File: name + ".toml", Shipped: true, Text: text}
}

// stem is the name of a scenario in a file.
func stem(file string) string {
	name := filepath.Base(file)
	if i := len(name) - len(".toml"); i > 0 && strings.EqualFold(name[i:], ".toml") {
		return name[:i]
	}
	return name
}
