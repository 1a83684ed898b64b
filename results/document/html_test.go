package document

import (
	"slices"
	"strings"
	"testing"
)

func TestNumbersInATableNeverWrap(t *testing.T) {
	for cell, want := range map[string]string{"-0.13": "number", "10.3 to 11.5": "number", "+0.96 (+0.33 to +1.58)": "number", "undecided": "word", "": "word",
		"only the most capable third party acts": "long"} {
		if got := kind(cell); got != want {
			t.Errorf("%q is a %s, want %s", cell, got, want)
		}
	}
}

func TestATableThatIsTooWideIsSetRowByRow(t *testing.T) {
	row := func(n int) *Table {
		x := &Table{}
		for range n {
			x.Header, x.Rows = append(x.Header, "head"), [][]string{append(slices.Concat(x.Rows...), "ten digits")}
		}
		return x
	}
	for columns, want := range map[int]string{2: "", 5: "phone", 9: "screen"} {
		if got := row(columns).Hint(); got != want {
			t.Errorf("%d columns: %q, want %q", columns, got, want)
		}
	}
	for columns, want := range map[int]string{2: "short", 5: "phone short", 9: "screen short", 12: "screen many short"} {
		if got := row(columns).Form(); got != want {
			t.Errorf("%d columns: %q, want %q", columns, got, want)
		}
	}
	for _, class := range []string{".phone td::before", ".screen td::before", ".many td::before"} {
		if !strings.Contains(stackedTables(), class) {
			t.Errorf("the style has no %s", class)
		}
	}
}
