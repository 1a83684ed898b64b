package scenarios

import (
	"fmt"
	"math"
	"parley/scenarios/fault"
	"strconv"
	"strings"
	"time"
)

// node is a key with its value: a table of further keys, or a leaf.
type node struct {
	at    fault.Origin
	value any    // of a leaf, as decoded
	bare  bool   // text of the command line that stands without quotes
	fault string // why the command line's text is no value
	table map[string]*node
	names []string // keys of the table, in order of their first definition
	// closed tables get no further keys in the same file.
	closed bool
	was    *node // what a later layer replaced, of strategies only
}

func newTable(at fault.Origin) *node { return &node{at: at, table: map[string]*node{}} }

func (n *node) isTable() bool { return n.table != nil }

// child returns a key's node, or nil; a nil node has no children.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	return n.table[name]
}

func (n *node) put(name string, child *node) {
	if _, known := n.table[name]; !known {
		n.names = append(n.names, name)
	}
	n.table[name] = child
}

// joinPath extends a path as a user writes it.
func joinPath(path, key string) string {
	if !isBareKey(key) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

func isBareKey(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return s != ""
}

// render writes a value as a user would, shortened to fit a line.
func (n *node) render() string {
	var s string
	if n.isTable() {
		s = renderTable(n)
	} else if text, ok := n.text(); ok && n.bare {
		s = text
	} else {
		s = renderValue(n.value)
	}
	const most = 60
	if r := []rune(s); len(r) > most {
		s = string(r[:most-3]) + "..."
	}
	return s
}

func renderTable(n *node) string {
	const most = 4
	var parts []string
	for i, name := range n.names {
		if i == most {
			parts = append(parts, "...")
			break
		}
		value := "{...}"
		if c := n.table[name]; !c.isTable() {
			value = c.render()
		}
		parts = append(parts, joinPath("", name)+" = "+value)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func renderValue(v any) string {
	switch v := v.(type) {
	case string:
		return strconv.Quote(v)
	case float64:
		return renderFloat(v)
	case time.Time:
		return v.Format("2006-01-02")
	case []any:
		const most = 16
		parts := make([]string, 0, min(len(v), most))
		for i, e := range v {
			if i == most {
				parts = append(parts, "...")
				break
			}
			parts = append(parts, renderValue(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		return "{...}"
	case []map[string]any:
		return "[[...]]"
	}
	return fmt.Sprint(v)
}

// renderFloat keeps the point of a number that was written with one.
func renderFloat(x float64) string {
	s := strings.TrimPrefix(formatNumber(x), "+")
	if strings.ContainsAny(s, ".ein") {
		return s
	}
	return s + ".0"
}

func formatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strings.ToLower(strconv.FormatFloat(x, 'g', -1, 64))
}
