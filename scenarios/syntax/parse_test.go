package syntax

import (
	"strings"
	"testing"

	"parley/scenarios/fault"
)

func parsed(text string) (*Node, string) {
	var faults fault.Collector
	tree := Parse(Source{File: "war.toml", Text: []byte(text)}, &faults)
	if err := faults.Err(); err != nil {
		return tree, err.Error()
	}
	return tree, ""
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
	tree, faults := parsed(strings.Join(lines, "\r\n"))
	if faults != "" {
		t.Fatal(faults)
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

// Every statement that is no TOML is reported in plain words, and there is no tree.
func TestBrokenStatementsAreReported(t *testing.T) {
	for _, c := range []struct{ broken, want string }{
		{"a = yes", "war.toml:2: a = yes: not TOML (column 5): want true or false in small letters"},
		{"a = 1 2", "war.toml:2: a = 1 2: not TOML (column 7): want one value, and nothing after it on the line"},
		{"a = yes\n\nb = 0,5", "war.toml:2: a = yes: not TOML (column 5): want true or false in small letters\n" +
			"war.toml:4: b = 0,5: not TOML (column 6): want a point in a decimal number, as in 0.5"},
		{"a = 99999999999999999999", "war.toml:2: a = 99999999999999999999: the number is too large to be read"},
		{"[côte]\nb = 1", "war.toml:2: not TOML (column 3): " + WantID},
		{"a = [1,\nb = 2", "war.toml:2: a: the list is not closed: want ] at its end, and commas between its values"},
		{"a = \"\"\"b", "war.toml:2: a: the text is not closed: want three quotes at its end"},
		{"some prose", "war.toml:2: not TOML (column 6): want key = value, or the name of a table in brackets"},
		{strings.Repeat("a.", 40) + "b = 1", "war.toml:2: nested too deeply: want at most 32 levels"},
	} {
		if tree, faults := parsed("first = 1\n" + c.broken + "\n[last]\nkey = 1\n"); tree != nil || faults != c.want {
			t.Errorf("%s: a tree: %t\n%s\nwant %s", c.broken, tree != nil, faults, c.want)
		}
	}
	tree, faults := parsed("first = 1\nfirst = 2\nlast = 3")
	if want := "war.toml:2: first = 2: defined twice: it stands already in line 1"; faults != want || tree.Child("last") == nil {
		t.Errorf("%s\nwant %s, and what follows", faults, want)
	}
}
