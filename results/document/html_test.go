package document

import "testing"

func TestNumbersInATableNeverWrap(t *testing.T) {
	for cell, want := range map[string]string{"-0.13": "number", "10.3 to 11.5": "number", "+0.96 (+0.33 to +1.58)": "number", "undecided": "word", "": "word",
		"only the most capable third party acts": "long"} {
		if got := kind(cell); got != want {
			t.Errorf("%q is a %s, want %s", cell, got, want)
		}
	}
}
