package main

import (
	"os"
	"os/exec"
	"testing"
)

// No other test compiles what is for a browser alone.
func TestTheEngineCompiles(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles all that the engine needs for another machine")
	}
	c := exec.Command("go", "vet", ".")
	c.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
