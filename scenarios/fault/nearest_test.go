package fault

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	names := []string{"government", "rebels", "un", "osce", "cohesion"}
	for _, c := range []struct{ name, want string }{
		{"goverment", "government"}, {"Rebels", "rebels"}, {"ub", "un"}, {"nu", "un"}, {"ocse", "osce"}, {"cohesoin", "cohesion"},
		{"govt_army", ""}, {"rebel_army", "rebels"}, {"moscow", ""}, {"x", ""}, {strings.Repeat("government", 20), ""},
	} {
		if got := Nearest(c.name, names); got != c.want {
			t.Errorf("nearest %s is %q, want %q", c.name, got, c.want)
		}
	}
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"ab", "ba", 1}, {"kitten", "sitting", 3}, {"ca", "abc", 3}} {
		if got := distance(c.a, c.b); got != c.want {
			t.Errorf("distance %s %s is %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestALetterOfSeveralBytesIsMarkedWhole(t *testing.T) {
	var c Collector
	c.Reading("war.toml", []byte("title = “Burundi”\n"))
	for _, at := range [][2]int{{8, 9}, {9, 10}, {8, 11}} {
		c.Add(Origin{File: "war.toml", Line: 1, From: at[0], To: at[1]}, "title", "", "want straight quotes")
	}
	for _, f := range c.List {
		if got := f.Text[f.From:f.To]; got != "“" {
			t.Errorf("%q is marked", got)
		}
	}
}
