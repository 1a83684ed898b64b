package agents

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/reference/strategies.md")

const guide, tables = "../docs/scenarios.md", "../docs/reference/strategies.md"

// The tables of the reference say what the code says.
func TestTheReferenceListsEveryStrategyAndSetting(t *testing.T) {
	text, err := os.ReadFile(tables)
	if err != nil {
		t.Fatal(err)
	}
	got := string(text)
	for _, part := range []struct{ name, table string }{
		{"parties", strategiesTable(Parties())}, {"mediators", strategiesTable(Mediators())},
		{"settings of parties", settingsTable(Parties())}, {"settings of mediators", settingsTable(Mediators())},
	} {
		got = between(t, got, part.name, part.table)
	}
	if *update {
		if err := os.WriteFile(tables, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(text) {
		t.Errorf("%s differs from the code (-update rewrites its tables)", tables)
	}
}

// between replaces what stands between the marks of a name.
func between(t *testing.T, text, name, table string) string {
	head, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
	_, tail, also := strings.Cut(rest, "<!-- end -->\n")
	if !ok || !also {
		t.Fatalf("%s has no place for %s", tables, name)
	}
	return head + "<!-- " + name + " -->\n" + table + "<!-- end -->\n" + tail
}

func strategiesTable[S any](list []Info[S]) string {
	var b strings.Builder
	b.WriteString("\n| strategy | rule | known as | source |\n|---|---|---|---|\n")
	for _, i := range list {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", i.Name, i.Rule, i.Known, i.Source)
	}
	return b.String() + "\n"
}

func settingsTable[S any](list []Info[S]) string {
	var b strings.Builder
	b.WriteString("\n| strategy | setting | default | range | unit | meaning | source |\n|---|---|---|---|---|---|---|\n")
	for _, i := range list {
		for _, s := range i.Settings {
			fmt.Fprintf(&b, "| `%s` | `%s` | %g | %g to %g | %s | %s | %s |\n", i.Name, s.Name, s.Default, s.Low, s.High, s.Unit, s.Meaning, s.Source)
		}
	}
	return b.String() + "\n"
}

func TestTheGuideShowsTheCodeOfHardliner(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	code, err := os.ReadFile("hardliner.go")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "```go\n"+string(code)+"```\n") {
		t.Errorf("%s does not show hardliner.go as it is", guide)
	}
}
