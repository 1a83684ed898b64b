package cli

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"parley/results/store"
	"parley/scenarios/fault"
)

// WriteFile writes a file that a user named, whole or not at all.
func WriteFile(path string, write func(io.Writer) error) error { return store.WriteFile(path, write) }

// WriteWhole does the same with what is at hand.
func WriteWhole(path string, text []byte) error {
	return WriteFile(path, func(w io.Writer) error {
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

// CannotCreate says why a file cannot be created, or which folder is missing.
func CannotCreate(path string, err error) error { return store.CannotCreate(path, err) }

// Cause leaves out the name of the file, which the message has already.
func Cause(err error) error { return store.Cause(err) }

// NewFolder makes a folder, or takes one that is empty.
func NewFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return BadInputf("parley: --out = %s: %w", dir, Cause(err))
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return BadInputf("parley: --out = %s: %w", dir, Cause(err))
	case len(entries) > 0:
		return BadInputf("parley: --out = %s: there is something in it already, %s; want a new or empty folder", dir, entries[0].Name())
	}
	return nil
}

// CheckReplaceable refuses to write over anything but an older file of the same kind,
// which begins alike. An empty file has nothing to lose.
func CheckReplaceable(flag, path, scenario, kind, head string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil // writeFile says what is wrong, if anything
	}
	if err != nil {
		return CannotCreate(path, err)
	}
	if other, err := os.Stat(scenario); err == nil && os.SameFile(info, other) {
		return BadInputf("parley: %s = %s: this is the scenario itself: choose another name", flag, path)
	}
	file, err := fault.Open(path, math.MaxInt64)
	if err != nil {
		return CannotCreate(path, err)
	}
	defer file.Close()
	begins := make([]byte, len(head))
	n, err := io.ReadFull(file, begins)
	switch {
	case errors.Is(err, io.EOF) || string(begins[:n]) == head:
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return CannotCreate(path, err)
	}
	return BadInputf("parley: %s = %s: exists and is not %s: choose another name", flag, path, kind)
}
