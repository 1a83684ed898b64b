package cli

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"

	"parley/results/store"
	"parley/scenarios/fault"
)

// WriteWhole writes a file that a user named, whole or not at all.
func WriteWhole(path string, text []byte) error {
	return store.WriteFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// WriteFiles into a folder, each by name and text, in their order.
func WriteFiles(dir string, files ...[2]string) error {
	for _, f := range files {
		if err := WriteWhole(filepath.Join(dir, f[0]), []byte(f[1])); err != nil {
			return err
		}
	}
	return nil
}

// Indented is a document as files have it.
func Indented(document any) (string, error) {
	text, err := json.MarshalIndent(document, "", "  ")
	return string(text) + "\n", err
}

// NewFolder makes the folder that a flag names, or takes one that is empty.
func NewFolder(flag, dir string) error {
	err := os.MkdirAll(dir, 0o777)
	entries, err2 := os.ReadDir(dir)
	if err := errors.Join(err, err2); err != nil {
		return BadInputf("parley: %s = %s: %w", flag, dir, store.Cause(err))
	}
	if len(entries) > 0 {
		return BadInputf("parley: %s = %s: there is something in it already, %s; want a new or empty folder", flag, dir, entries[0].Name())
	}
	return nil
}

// CheckReplaceable refuses to write over anything but an older file of the same kind,
// which begins alike. An empty file has nothing to lose.
func CheckReplaceable(flag, path, scenario, kind, head string) error {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil // what is wrong, if anything, is said where it is written
	}
	if other, err := os.Stat(scenario); err == nil && os.SameFile(info, other) {
		return BadInputf("parley: %s = %s: this is the scenario itself: choose another name", flag, path)
	}
	file, err := fault.Open(path, math.MaxInt64)
	if err != nil {
		return store.CannotCreate(path, err)
	}
	defer file.Close()
	begins := make([]byte, len(head))
	if _, err := io.ReadFull(file, begins); err != io.EOF && string(begins) != head {
		return BadInputf("parley: %s = %s: exists and is not %s: choose another name", flag, path, kind)
	}
	return nil
}
