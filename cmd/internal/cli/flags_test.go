package cli

import (
	"strings"
	"testing"
)

func TestQuotedWordsStayWhole(t *testing.T) {
	for word, want := range map[string]string{
		"a=b": "a=b", "x y": "'x y'", "it's": `'it'\''s'`, "": "''", "a=[1]": "'a=[1]'", "a\n": "'a\n'", "ü": "'ü'",
	} {
		if got := Quoted(word); got != want {
			t.Errorf("%s as %s, want %s", word, got, want)
		}
	}
}

func TestEachPageOfHelpHasAllItsParts(t *testing.T) {
	for _, page := range strings.Split(help, "\n## ")[1:] {
		name := strings.Fields(page)[0]
		c := Command(name, nil, nil)
		if c.Name() != name || strings.ContainsAny(c.Short, "\n.") || c.Short == "" || c.Long == "" || !strings.HasPrefix(c.Example, "  ") ||
			!strings.Contains(c.Example, "parley ") || strings.Contains(c.Long, "\n    ") {
			t.Errorf("%s: short %q, long %q, example %q", name, c.Short, c.Long, c.Example)
		}
	}
}
