package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// atomicFile is a file that is there whole or not at all: it is written beside
// its place and moved there in the end.
type atomicFile struct {
	*bufio.Writer
	file *os.File
	path string
}

// createAtomic starts to write a file. What stands there keeps standing until
// commit.
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
	file, err := createBeside(path)
	if err != nil {
		return nil, cannotCreate(path, err)
	}
	return &atomicFile{bufio.NewWriterSize(file, 1<<16), file, path}, nil
}

// createBeside makes a new file with the rights that the real one would get.
func createBeside(path string) (*os.File, error) {
	dir, base := filepath.Split(path)
	var err error
	for i := range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d.part", base, os.Getpid(), i))
		var file *os.File
		file, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) {
			return file, err
		}
	}
	return nil, err
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
	err := errors.Join(f.Flush(), f.file.Sync(), f.file.Close())
	if err == nil {
		err = os.Rename(f.file.Name(), f.path)
	}
	if err != nil {
		os.Remove(f.file.Name())
		return fmt.Errorf("parley: writing %s: %w", f.path, cause(err))
	}
	return nil
}

// abandon leaves no trace of the file.
func (f *atomicFile) abandon() {
	f.file.Close()
	os.Remove(f.file.Name())
}
