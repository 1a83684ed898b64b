package scenarios

import (
	"embed"
	"parley/scenarios/fault"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed *.toml
var shipped embed.FS

// Info describes a shipped scenario.
type Info struct{ Name, Title, Summary string }

// List returns the shipped scenarios by name. Summary is the comment at the
// head of the file.
func List() []Info {
	var list []Info
	for _, name := range shippedNames() {
		text, _ := Source(name)
		info := Info{Name: name, Title: name, Summary: headComment(string(text))}
		var faults fault.Collector
		if tree, _ := parse(shippedSource(name, text), &faults); tree != nil {
			if title, ok := tree.child("title").text(); ok {
				info.Title = title
			}
		}
		list = append(list, info)
	}
	return list
}

func (n *node) text() (string, bool) {
	if n == nil {
		return "", false
	}
	s, ok := n.value.(string)
	return s, ok
}

// headComment joins the lines of the first comment, below a line for editors.
func headComment(text string) string {
	var words []string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#:schema ") {
			continue
		}
		line, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		line = strings.TrimSpace(line)
		if !ok || line == "" && len(words) > 0 {
			break
		}
		if line != "" {
			words = append(words, line)
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
	entries, _ := shipped.ReadDir(".")
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = stem(e.Name())
	}
	slices.Sort(names)
	return names
}

func shippedSource(name string, text []byte) source {
	return source{file: name + ".toml", shipped: true, text: text}
}

// stem is the name of a scenario in a file.
func stem(file string) string { return strings.TrimSuffix(filepath.Base(file), ".toml") }
