package cli

import "testing"

func TestQuotedWordsStayWhole(t *testing.T) {
	for word, want := range map[string]string{
		"a=b": "a=b", "x y": "'x y'", "it's": `'it'\''s'`, "": "''", "a=[1]": "'a=[1]'",
	} {
		if got := Quoted(word); got != want {
			t.Errorf("%s as %s, want %s", word, got, want)
		}
	}
}
