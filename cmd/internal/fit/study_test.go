package fit

import (
	"strings"
	"testing"
)

// Where there are enough third parties these are the first ten; three have five that are not the
// coding itself.
func TestAStudyHasEachShuffleOnce(t *testing.T) {
	for name, want := range map[string]string{
		"tajikistan": "shuffle 1,shuffle 2,shuffle 3,shuffle 4,shuffle 5,shuffle 6,shuffle 7,shuffle 8,shuffle 9,shuffle 10",
		"minimal":    "shuffle 1,shuffle 2,shuffle 3,shuffle 4,shuffle 19",
	} {
		f := &studyFlags{}
		s, err := f.study(name)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, c := range s.Codings[4:] {
			names = append(names, c.Name)
		}
		if got := strings.Join(names, ","); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}
