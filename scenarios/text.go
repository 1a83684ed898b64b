package scenarios

import (
	"encoding/json"
	"strings"

	"parley/scenarios/syntax"
)

// Text is the scenario as one file that extends none: with the overrides of Options, but for
// what they leave out, and without sources and experiments. Its Hash is that of the template.
func (t *Template) Text() string {
	var b strings.Builder
	var write func(path string, n *syntax.Node)
	write = func(path string, n *syntax.Node) {
		switch {
		case !n.IsTable():
			raw := n.Raw
			if n.Bare {
				quoted, _ := json.Marshal(raw) // a string cannot fail
				raw = string(quoted)
			}
			b.WriteString(path + " = " + raw + "\n")
		case len(n.Names) == 0:
			b.WriteString(path + " = {}\n")
		}
		for _, name := range n.Names {
			child := n.Table[name]
			if top := path == ""; name == "source" && !child.IsTable() || top && (name == "extends" || name == "experiment" || name == "calibration") {
				continue
			}
			write(syntax.JoinPath(path, name), child)
		}
	}
	write("", t.tree)
	return b.String()
}
