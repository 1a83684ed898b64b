package agents

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/strategies.md")

const guide = "../docs/strategies.md"

// The tables of the guide say what the code says.
func TestTheGuideListsEveryStrategyAndSetting(t *testing.T) {
	text, err := os.ReadFile(guide)
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
		if err := os.WriteFile(guide, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if got != string(text) {
		t.Errorf("%s differs from the code (-update rewrites its tables)", guide)
	}
}

// between replaces what stands between the marks of a name.
func between(t *testing.T, text, name, table string) string {
	head, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
	_, tail, also := strings.Cut(rest, "<!-- end -->\n")
	if !ok || !also {
		t.Fatalf("%s has no place for %s", guide, name)
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

// What the guide shows of the hardliner is its file, and its part of the situations.
func TestTheGuideShowsTheCodeOfHardlinerAndItsSituation(t *testing.T) {
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```go\n")[1:]
	if len(blocks) != 2 {
		t.Fatalf("%s shows %d blocks of Go, want 2", guide, len(blocks))
	}
	for i, file := range []string{"hardliner.go", "situations_test.go"} {
		shown, _, _ := strings.Cut(blocks[i], "```")
		code, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 && shown != string(code) || !strings.Contains(string(code), shown) {
			t.Errorf("%s shows what is not in %s:\n%s", guide, file, shown)
		}
	}
}
