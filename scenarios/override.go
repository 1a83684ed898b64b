package scenarios

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

const (
	setOrigin     = "--set"
	withoutOrigin = "--without"
)

// override lays --set options over a tree, the later over the earlier.
func override(tree *node, set []string, layer int, faults *collector) *node {
	at := origin{file: setOrigin, layer: layer}
	for _, s := range set {
		path, raw, ok := strings.Cut(s, "=")
		path, raw = strings.TrimSpace(path), strings.TrimSpace(raw)
		keys := strings.Split(path, ".")
		if want := wantSet(s, ok, path, raw, keys); want != "" {
			faults.add(at, "", "", want)
			continue
		}
		tree = merge(format(), tree, oneKey(s, at))
	}
	return tree
}

// oneKey is the tree of an override; each of its keys knows where it stands in it.
func oneKey(s string, at origin) *node {
	path, raw, _ := strings.Cut(s, "=")
	keys := strings.Split(path, ".")
	at.text = s
	at.from, at.to = strings.LastIndexByte(path, '.')+1, len(path)
	value := parseValue(strings.TrimSpace(raw), at)
	for _, key := range slices.Backward(keys) {
		at.to = max(0, at.from-1)
		at.from = strings.LastIndexByte(path[:at.to], '.') + 1
		outer := newTable(at)
		outer.put(strings.TrimSpace(key), value)
		value = outer
	}
	return value
}

func wantSet(s string, ok bool, path, raw string, keys []string) string {
	if !ok || path == "" || raw == "" {
		return shorten(s) + ": want path=value, as in coordination.regime=lead"
	}
	if len(s) > 1<<16 || len(keys) > maxDepth {
		return shorten(s) + ": too long"
	}
	for _, k := range keys {
		if !isBareKey(strings.TrimSpace(k)) {
			return shorten(path) + ": want keys joined by points, as in mediator.un.interest"
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
func parseValue(raw string, at origin) *node {
	n := &node{at: at, value: raw, bare: true}
	text := []byte("v = " + raw)
	if n.fault, _ = refuse(text); n.fault != "" {
		return n
	}
	var m map[string]any
	err := decode(text, &m)
	if err == nil && len(m) == 1 {
		return grow(m, at, "", places{}).child("v")
	}
	switch {
	case strings.ContainsAny(raw, "\r\n"):
		n.fault = "want a value on one line"
	case strings.ContainsAny(raw[:1], "[{\"'"):
		n.fault = `not a value of TOML; as in 0.5, [0.3, 0.4], true, "text" or a bare word`
		var pe toml.ParseError
		if errors.As(err, &pe) && wantsDigits(pe.Message) {
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
