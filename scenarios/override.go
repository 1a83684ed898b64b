package scenarios

import (
	"strings"
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
		value, want := parseValue(raw, at)
		if want != "" {
			faults.add(at, path, shorten(raw), want)
			continue
		}
		for i := len(keys) - 1; i > 0; i-- {
			outer := newTable(at)
			outer.put(strings.TrimSpace(keys[i]), value)
			value = outer
		}
		top := newTable(at)
		top.put(strings.TrimSpace(keys[0]), value)
		tree = merge(format(), tree, top)
	}
	return tree
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
func parseValue(raw string, at origin) (n *node, want string) {
	text := []byte("v = " + raw)
	if want, _ := refuse(text); want != "" {
		return nil, want
	}
	var m map[string]any
	err := decode(text, &m)
	if err == nil && len(m) == 1 {
		tree := grow(m, at, "", places{})
		return tree.child("v"), ""
	}
	if strings.ContainsAny(raw[:1], "[{\"'") {
		return nil, `not a value of TOML; as in 0.5, [0.3, 0.4], true, "text" or a bare word`
	}
	if strings.ContainsAny(raw, "\r\n") {
		return nil, "want a value on one line"
	}
	return &node{at: at, value: raw}, ""
}
