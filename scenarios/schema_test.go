package scenarios

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"parley/scenarios/form"
)

// Every path that show prints is a key of the format.
func TestEntriesAreKeys(t *testing.T) {
	var patterns []string
	for _, k := range form.Keys() {
		p := regexp.MustCompile(`[A-Z]+`).ReplaceAllString(regexp.QuoteMeta(k.Path), `[a-z0-9_-]+`)
		patterns = append(patterns, p)
	}
	known := regexp.MustCompile("^(" + strings.Join(patterns, "|") + ")$")
	for _, info := range List() {
		s, err := Load(info.Name, Options{})
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, e := range s.Entries {
			if !known.MatchString(e.Path) || seen[e.Path] || e.Value == "" || e.Origin == "" {
				t.Errorf("%s: entry %+v", info.Name, e)
			}
			seen[e.Path] = true
		}
	}
}

// Without a map's order, the same text gives the same entries.
func TestEntriesAreStable(t *testing.T) {
	first := fmt.Sprint(mustParse(t, small, Options{}).Entries)
	for range 20 {
		if again := fmt.Sprint(mustParse(t, small, Options{}).Entries); again != first {
			t.Fatal("entries differ between two loads")
		}
	}
}
