package syntax

import (
	"strings"
	"testing"

	"parley/scenarios/fault"
)

// Nothing that a file says is left out or overwritten: what TOML 1.0 forbids is told with both lines.
func TestATableIsDefinedOnce(t *testing.T) {
	for text, want := range map[string]string{
		"a.b = 2\na = 3":                     "x.toml:2: a = 3: opened twice: its keys begin in line 1: want all of them there",
		"a = 3\na.b = 2":                     "x.toml:2: a: defined twice: it stands already in line 1",
		"a.b.c = 2\na.b = 3":                 "x.toml:2: a.b = 3: opened twice: its keys begin in line 1: want all of them there",
		"a.b = 2\na.b.c = 3":                 "x.toml:2: a.b: defined twice: it stands already in line 1",
		"a.b = 2\n[a]\nc = 3":                "x.toml:2: [a]: opened twice: its keys begin in line 1: want all of them there",
		"[t]\na.b = 2\n[t.a]\nc = 3":         "x.toml:3: [t.a]: opened twice: its keys begin in line 2: want all of them there",
		"a = {b = 2}\na.c = 3":               "x.toml:2: a: opened twice: its keys begin in line 1: want all of them there",
		"a = {b = 2}\na = 3":                 "x.toml:2: a = 3: opened twice: its keys begin in line 1: want all of them there",
		"a = {b = 2}\n[a]\nc = 3":            "x.toml:2: [a]: opened twice: its keys begin in line 1: want all of them there",
		"a = {b = 2}\n[a.d]\nc = 3":          "x.toml:2: a: opened twice: its keys begin in line 1: want all of them there",
		"a = {b = {c = 1}}\n[a.b.d]":         "x.toml:2: a: opened twice: its keys begin in line 1: want all of them there",
		"a = {b = {c = 1}, b.d = 2}":         "x.toml:1: a.b: opened twice: its keys begin in line 1: want all of them there",
		"a = {b.c = 1, b = 2}":               "x.toml:1: a.b = 2: opened twice: its keys begin in line 1: want all of them there",
		"[a]\nb = 1\n[a]\nc = 2":             "x.toml:3: [a]: defined twice: it stands already in line 1",
		"[a.b]\nc = 1\n[a]\nb.d = 2":         "x.toml:4: a.b: defined twice: it stands already in line 1",
		"[a.b.c]\nd = 1\n[a]\nb.e = 2":       "x.toml:4: a.b: opened twice: its keys begin in line 1: want all of them there",
		"[a.b]\nc = 1\n[a]\nb = 2":           "x.toml:4: a.b = 2: defined twice: it stands already in line 1",
		"[a]\nb = 1\n[[a]]\nc = 2":           "x.toml:3: [a]: defined twice: it stands already in line 1",
		"[[a]]\nb = 1\n[a]\nc = 2":           "x.toml:3: [a]: defined twice: it stands already in line 1",
		"a = [1]\n[a]\nc = 2":                "x.toml:2: [a]: defined twice: it stands already in line 1",
		"[a]\n[b]\n[a.c]\n[a]":               "x.toml:4: [a]: defined twice: it stands already in line 1",
		"\"a\".b = 1\na = 2":                 "x.toml:2: a = 2: opened twice: its keys begin in line 1: want all of them there",
		"a.b = 1\na.c = 2\nd.e = 1\na.f = 3": "", "[a.b]\nc = 1\n[a]\nd = 2": "", "a.b = 1\n[a.c]\nd = 2": "", "[a]\nb.c = 1\n[a.d]\n[e]\nb.c = 1": "",
		"a = {b.c = 1, b.d = 2}": "",
	} {
		var faults fault.Collector
		Parse(Source{File: "x.toml", Text: []byte(text)}, &faults)
		got := ""
		if faults.Any() {
			got = faults.Err().Error()
		}
		if got != want {
			t.Errorf("%s\ngot  %s\nwant %s", strings.ReplaceAll(text, "\n", " / "), got, want)
		}
	}
}
