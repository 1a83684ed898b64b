package main

import (
	"io"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// What is mended stands in cobra's script, and the mend in ours.
func TestEveryMendOfAScriptFindsWhatItMends(t *testing.T) {
	plain := map[string]func(*cobra.Command, io.Writer) error{
		"zsh":  (*cobra.Command).GenZshCompletion,
		"fish": func(c *cobra.Command, w io.Writer) error { return c.GenFishCompletion(w, true) },
	}
	for shell, swaps := range mends {
		var before strings.Builder
		if plain[shell] == nil {
			t.Fatalf("no script of cobra's to hold %s against", shell)
		}
		if err := plain[shell](&cobra.Command{Use: "parley"}, &before); err != nil {
			t.Fatal(err)
		}
		after := output(t, "completion", shell)
		for i := 0; i < len(swaps); i += 2 {
			old, mended := swaps[i], swaps[i+1]
			if !strings.Contains(before.String(), old) {
				t.Errorf("%s: cobra's script has no %s", shell, old)
			}
			if strings.Contains(after, old) || !strings.Contains(after, mended) {
				t.Errorf("%s: %s is not mended as %s", shell, old, mended)
			}
		}
	}
}
