package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios/form"
)

// What the program prints is what the repository publishes: the schema that the
// shipped scenarios name, and the manual of their keys.
func TestPublishedKeysAreThoseOfTheProgram(t *testing.T) {
	for file, args := range map[string][]string{
		"scenarios/" + form.SchemaFile: {"schema"},
		"docs/reference/keys.md":       {"schema", "--format", "markdown"},
	} {
		path, got := filepath.Join("..", "..", filepath.FromSlash(file)), output(t, args...)
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
			t.Errorf("%s, if this is meant: make golden\n%s", file, diff)
		}
	}
}
