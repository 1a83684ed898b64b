package scenarios

import (
	"parley/scenarios/fault"
	"regexp"
	"slices"
	"strings"
)

const withoutOrigin = "--without"

// override lays --set options over a tree, the later over the earlier.
func override(tree *node, set []string, layer int, faults *fault.Collector) *node {
	at := fault.Origin{File: fault.SetOrigin, Layer: layer}
	for _, s := range set {
		path, raw, ok := strings.Cut(s, "=")
		path, raw = strings.TrimSpace(path), strings.TrimSpace(raw)
		keys := strings.Split(path, ".")
		if want := wantSet(s, ok, path, raw, keys); want != "" {
			faults.Add(at, "", "", want)
			continue
		}
		tree = merge(format(), tree, oneKey(s, at))
	}
	return tree
}

// oneKey is the tree of an override; each of its keys knows where it stands in it.
func oneKey(s string, at fault.Origin) *node {
	path, raw, _ := strings.Cut(s, "=")
	keys := strings.Split(path, ".")
	at.Text = s
	at.From, at.To = strings.LastIndexByte(path, '.')+1, len(path)
	value := parseValue(strings.TrimSpace(raw), at)
	for _, key := range slices.Backward(keys) {
		at.To = max(0, at.From-1)
		at.From = strings.LastIndexByte(path[:at.To], '.') + 1
		outer := newTable(at)
		outer.put(strings.TrimSpace(key), value)
		value = outer
	}
	return value
}

func wantSet(s string, ok bool, path, raw string, keys []string) string {
	if !ok || path == "" || raw == "" {
		return fault.Shorten(s) + ": want path=value, as in coordination.regime=lead"
	}
	if len(s) > 1<<16 || len(keys) > maxDepth {
		return fault.Shorten(s) + ": too long"
	}
	for _, k := range keys {
		if !isBareKey(strings.TrimSpace(k)) {
			return fault.Shorten(path) + ": want keys joined by points, as in mediator.un.interest"
		}
	}
	if path == "extends" {
		return "extends: belongs in a file; name that file or the scenario itself"
	}
	return ""
}

// parseValue reads a value as TOML; what looks like no value of TOML is text.
// What is neither becomes a node with a fault, to be reported once its key is
// known to be one.
func parseValue(raw string, at fault.Origin) *node {
	n := &node{at: at, value: raw, bare: true}
	text := []byte("v = " + raw)
	if n.fault = refuse(text); n.fault != "" {
		return n
	}
	if tree, lost := parse(source{text: text}, &fault.Collector{}); lost == lossNone && len(tree.names) == 1 {
		v := tree.child("v")
		v.visit(func(n *node) { n.at = at })
		return v
	}
	switch {
	case strings.ContainsAny(raw, "\r\n"):
		n.fault = "want a value on one line"
	case strings.ContainsAny(raw[:1], "[{\"'"):
		n.fault = `not a value of TOML; as in 0.5, [0.3, 0.4], true, "text" or a bare word`
		if strings.Contains(explainSyntax("", string(text), 0), digitsBothSides) {
			n.fault = digitsBothSides
		}
	}
	return n
}

var (
	commaNumber = regexp.MustCompile(`^[+-]?\d*,\d+$`)
	pointNumber = regexp.MustCompile(`^[+-]?(\.\d+|\d+\.)$`)
	percentage  = regexp.MustCompile(`^[+-]?[0-9.]+\s*%$`)
)

// wantNumber says what a number wants in place of text, which stands in quotes
// in a file and need not on the command line.
func (n *node) wantNumber(r span) string {
	s, _ := n.text()
	want := "want a number"
	switch {
	case !n.bare:
		want += " without quotes"
	case commaNumber.MatchString(s):
		return decimalPoint
	case pointNumber.MatchString(s):
		return digitsBothSides
	case percentage.MatchString(s):
		return shareAsDecimal
	}
	if !r.any {
		want += ", " + r.String()
	}
	return want
}
