package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"parley/results/store"
)

// writeFile writes a file that a user named, whole or not at all.
func writeFile(path string, write func(io.Writer) error) error { return store.WriteFile(path, write) }

// writeWhole does the same with what is at hand.
func writeWhole(path string, text []byte) error {
	return writeFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// writeFiles into a folder, each by name and text, in their order.
func writeFiles(dir string, files ...[2]string) error {
	for _, f := range files {
		if err := writeWhole(filepath.Join(dir, f[0]), []byte(f[1])); err != nil {
			return err
		}
	}
	return nil
}

// indented is a document as files have it.
func indented(document any) (string, error) {
	text, err := json.MarshalIndent(document, "", "  ")
	return string(text) + "\n", err
}

// cannotCreate says why a file cannot be created, or which folder is missing.
func cannotCreate(path string, err error) error { return store.CannotCreate(path, err) }

// cause leaves out the name of the file, which the message has already.
func cause(err error) error { return store.Cause(err) }

// newFolder makes a folder, or takes one that is empty.
func newFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return badInputf("parley: --out = %s: %w", dir, cause(err))
	}
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil:
		return badInputf("parley: --out = %s: %w", dir, cause(err))
	case len(entries) > 0:
		return badInputf("parley: --out = %s: there is something in it already, %s; want a new or empty folder", dir, entries[0].Name())
	}
	return nil
}

// checkReplaceable refuses to write over anything but an older file of the same kind,
// which begins alike. An empty file has nothing to lose.
func checkReplaceable(flag, path, scenario, kind, head string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil // writeFile says what is wrong, if anything
	}
	if err != nil {
		return cannotCreate(path, err)
	}
	if other, err := os.Stat(scenario); err == nil && os.SameFile(info, other) {
		return badInputf("parley: %s = %s: this is the scenario itself: choose another name", flag, path)
	}
	file, err := os.Open(path)
	if err != nil {
		return cannotCreate(path, err)
	}
	defer file.Close()
	begins := make([]byte, len(head))
	n, err := io.ReadFull(file, begins)
	switch {
	case errors.Is(err, io.EOF) || string(begins[:n]) == head:
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return cannotCreate(path, err)
	}
	return badInputf("parley: %s = %s: exists and is not %s: choose another name", flag, path, kind)
}
