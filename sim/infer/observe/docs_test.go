package observe_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"parley/scenarios/record"
	"parley/sim/infer/observe"
)

var update = flag.Bool("update", false, "rewrite the tables of docs")

const summariesPage, recordPage = "../../../docs/reference/summaries.md", "../../../docs/studies/observation.md"

// The tables of the documentation are what the code does.
func TestTheDocumentedSummariesAndTolerancesAreThoseOfTheCode(t *testing.T) {
	for _, x := range []struct{ page, name, table string }{
		{summariesPage, "summaries", familyTable()}, {summariesPage, "tolerances", toleranceTable()}, {recordPage, "tajikistan", recordTable(t)},
	} {
		text, err := os.ReadFile(x.page)
		if err != nil {
			t.Fatal(err)
		}
		start := fmt.Sprintf("<!-- %s: written by go test ./sim/infer/observe -update -->\n", x.name)
		before, rest, ok := strings.Cut(string(text), start)
		_, after, closed := strings.Cut(rest, "<!-- end -->")
		if !ok || !closed {
			t.Fatalf("%s has no place for the table of %s", x.page, x.name)
		}
		want := before + start + x.table + "<!-- end -->" + after
		if *update {
			if err := os.WriteFile(x.page, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		} else if want != string(text) {
			t.Errorf("%s is not what the code does: go test ./sim/infer/observe -update", x.page)
		}
	}
}

func familyTable() string {
	var b strings.Builder
	b.WriteString("| summary | group | unit | at most | in the record | in a history | like with like |\n|---|---|---|---|---|---|---|\n")
	for _, f := range observe.Families {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | %s |\n", f.Name, f.Group, f.Unit.Name, f.AtMost, f.Record, f.History, f.Like)
	}
	return b.String()
}

func toleranceTable() string {
	var b strings.Builder
	b.WriteString("| unit | what | high | medium | low |\n|---|---|---|---|---|\n")
	for _, u := range observe.Units {
		fmt.Fprintf(&b, "| %s | %s |", u.Name, u.Meaning)
		for c := record.ConfidenceHigh; ; c-- {
			fmt.Fprintf(&b, " %g |", observe.Tolerance(u, c))
			if c == record.ConfidenceLow {
				break
			}
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func recordTable(t *testing.T) string {
	s, r := load(t, "tajikistan")
	var b strings.Builder
	b.WriteString("| summary | record | unit | tolerance |\n|---|---|---|---|\n")
	for _, x := range observer(t, s.Config, r, s.Config.Months).Record() {
		if strings.Count(x.Name, ".") < 3 {
			fmt.Fprintf(&b, "| `%s` | %.4g | %s | %g |\n", x.Name, x.Value, x.Unit, x.Tolerance)
		}
	}
	return b.String()
}

func TestEverySummaryIsOfADocumentedFamily(t *testing.T) {
	s, r := load(t, "tajikistan")
	seen, names := map[string]bool{}, map[string]bool{}
	for _, x := range observer(t, s.Config, r, s.Config.Months).Record() {
		if seen[x.Family] = true; names[x.Name] {
			t.Errorf("%s stands twice", x.Name)
		}
		names[x.Name] = true
	}
	for _, f := range observe.Families {
		if !seen[f.Name] {
			t.Errorf("Tajikistan has no summary of %s", f.Name)
		}
	}
}
