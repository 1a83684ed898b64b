package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"parley/results/store"
)

// atomicFile is a file that a user named.
type atomicFile struct {
	*store.File
	path string
}

// createAtomic starts to write a file, where a symbolic link points to if it is one.
// What stands there keeps standing until commit.
func createAtomic(path string) (*atomicFile, error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	switch info, err := os.Stat(path); {
	case err == nil && !info.Mode().IsRegular():
		return nil, badInputf("parley: %s: want a regular file, or none yet", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, cannotCreate(path, err)
	}
	file, err := store.Create(path)
	if err != nil {
		return nil, cannotCreate(path, err)
	}
	return &atomicFile{file, path}, nil
}

// cannotCreate says why, with the name that the user gave or the folder that is
// missing.
func cannotCreate(path string, err error) error {
	dir := filepath.Dir(path)
	switch info, statErr := os.Stat(dir); {
	case errors.Is(statErr, fs.ErrNotExist):
		return badInputf("parley: %s: no such folder", dir)
	case statErr == nil && !info.IsDir():
		return badInputf("parley: %s: not a folder", dir)
	}
	return badInputf("parley: %s: %w", path, cause(err))
}

// cause leaves out the name under which a file is written before it is whole.
func cause(err error) error {
	var of *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &of):
		return of.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// commit puts the file in its place.
func (f *atomicFile) commit() error {
	if err := f.Commit(); err != nil {
		return fmt.Errorf("parley: writing %s: %w", f.path, cause(err))
	}
	return nil
}

// writeWhole writes a small file whole or not at all.
func writeWhole(path string, text []byte) error {
	f, err := createAtomic(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		f.Abandon()
		return fmt.Errorf("parley: writing %s: %w", path, cause(err))
	}
	return f.commit()
}
