package syntax

import (
	"math"
	"strconv"
	"strings"

	"parley/scenarios/fault"
)

// Node is a key with its value: a table of further keys, or a leaf.
type Node struct {
	At    fault.Origin
	Value any    // of a leaf, as decoded
	Raw   string // as written; of a table in braces too
	Bare  bool   // text of the command line that stands without quotes
	Fault string // why the command line's text is no value
	Table map[string]*Node
	Names []string // keys of the table, in order of their first definition
	// closed tables get no further keys in the same file.
	closed bool
	Was    *Node // what a later layer replaced, of strategies only
}

// NewTable is an empty one.
func NewTable(at fault.Origin) *Node { return &Node{At: at, Table: map[string]*Node{}} }

// IsTable says that it has keys, and no value.
func (n *Node) IsTable() bool { return n.Table != nil }

// Child returns a key's node, or nil; a nil node has no children.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	return n.Table[name]
}

// Put a key into a table, behind those that are there.
func (n *Node) Put(name string, child *Node) {
	if _, known := n.Table[name]; !known {
		n.Names = append(n.Names, name)
	}
	n.Table[name] = child
}

// JoinPath extends a path as a user writes it.
func JoinPath(path, key string) string {
	if !IsBareKey(key) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

// IsBareKey says that a key needs no quotes.
func IsBareKey(s string) bool {
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return s != ""
}

// Render is the value as it was written, shortened to fit a line.
func (n *Node) Render() string { return fault.Shorten(strings.Join(strings.Fields(n.Raw), " ")) }

// FormatNumber writes a number as people do.
func FormatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strings.ToLower(strconv.FormatFloat(x, 'g', -1, 64))
}

// Visit a node and all below it.
func (n *Node) Visit(do func(*Node)) {
	do(n)
	for _, name := range n.Names {
		n.Table[name].Visit(do)
	}
}

// Text is its value, if that is one.
func (n *Node) Text() (string, bool) {
	if n == nil {
		return "", false
	}
	s, ok := n.Value.(string)
	return s, ok
}
