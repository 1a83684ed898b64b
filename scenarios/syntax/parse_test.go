package syntax

import (
	"strings"
	"testing"

	"parley/scenarios/fault"
)

func parsed(text string) (*Node, Loss, string) {
	var faults fault.Collector
	tree, loss := Parse(Source{File: "war.toml", Text: []byte(text)}, &faults)
	if err := faults.Err(); err != nil {
		return tree, loss, err.Error()
	}
	return tree, loss, ""
}

// Every key knows its line, its bytes there and those of its value, and how it was written.
func TestEveryKeyKnowsItsPlace(t *testing.T) {
	lines := []string{
		`title = "a # b" # no part of it`,
		"[party.gov]",
		"trust = { low = 0.10, high = 2e-1 }",
		"roles.\"x y\" = [",
		"  1, # one",
		"  2 ]",
	}
	tree, loss, faults := parsed(strings.Join(lines, "\r\n"))
	if loss != LossNone || faults != "" {
		t.Fatalf("%d, %s", loss, faults)
	}
	for _, c := range []struct{ path, key, raw string }{
		{"title", "title", `"a # b"`}, {"party", "party", ""}, {"party/gov", "gov", ""}, {"party/gov/trust", "trust", "{ low = 0.10, high = 2e-1 }"},
		{"party/gov/trust/low", "low", "0.10"}, {"party/gov/trust/high", "high", "2e-1"}, {"party/gov/roles/x y", `"x y"`, "[ 1, # one 2 ]"},
	} {
		n := tree
		for _, name := range strings.Split(c.path, "/") {
			n = n.Child(name)
		}
		if n == nil || n.Render() != c.raw {
			t.Fatalf("%s: %+v", c.path, n)
		}
		line := lines[n.At.Line-1]
		if got := line[n.At.From:n.At.To]; got != c.key {
			t.Errorf("%s stands at %q", c.path, got)
		}
		if v := n.At.Value; c.raw != "" && !strings.HasPrefix(c.raw, line[v[0]:min(v[1], len(line))]) {
			t.Errorf("%s has its value at %q", c.path, line[v[0]:min(v[1], len(line))])
		}
	}
	if low := tree.Child("party").Child("gov").Child("trust").Child("low").Value; low != 0.1 {
		t.Errorf("low is %v", low)
	}
}

// A statement that is no TOML is left out; what follows it is read.
func TestABrokenStatementIsLeftOut(t *testing.T) {
	for _, c := range []struct {
		broken string
		loss   Loss
		after  bool // the last key is read
		want   string
	}{
		{"a = yes", LossKeys, true, "war.toml:2: a = yes: not TOML (column 5): want true or false in small letters"},
		{"a = 1 2", LossKeys, true, "war.toml:2: a = 1 2: not TOML (column 7): want one value, and nothing after it"},
		{"first = 2", LossNone, true, "war.toml:2: first = 2: defined twice: it stands already in line 1"},
		{"a = 99999999999999999999", LossKeys, true, "war.toml:2: a = 99999999999999999999: the number is too large"},
		{"[côte]\nb = 1", LossTables, true, "war.toml:2: [côte]: an id wants small letters"},
		{"a = [1,\nb = 2", LossTables, false, "war.toml:2: a: the list is not closed"},
		{"a = \"\"\"b", LossTables, false, "war.toml:2: a: the text is not closed: want three quotes"},
		{"some prose", LossTables, false, "war.toml:2: not TOML (column 6): want key = value"},
		{strings.Repeat("a.", 40) + "b = 1", LossTables, true, "war.toml:2: nested too deeply: want at most 32 levels"},
	} {
		tree, loss, faults := parsed("first = 1\n" + c.broken + "\n[last]\nkey = 1\n")
		if loss != c.loss || !strings.HasPrefix(faults, c.want) || strings.Contains(faults, "\n") {
			t.Errorf("%s: loss %d, want %d\n%s\nwant %s", c.broken, loss, c.loss, faults, c.want)
		}
		if read := tree.Child("last").Child("key") != nil; read != c.after {
			t.Errorf("%s: what follows is read: %t", c.broken, read)
		}
	}
}
