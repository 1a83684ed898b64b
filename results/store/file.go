package store

import (
	"bufio"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// partEnding marks files that are not finished; a crash may leave some behind.
const partEnding = ".part"

// File is there whole or not at all: it is written under a name of its own beside
// its place, synced and moved there.
type File struct {
	*bufio.Writer
	file *os.File
	path string
	sum  hash.Hash32 // of what was written
}

// Create begins a file, with the rights that any new file gets. What stands in its
// place keeps standing until Commit. Host and process in its name keep copies of
// one job apart; an error has that name in it.
func Create(path string) (*File, error) {
	dir, base := filepath.Split(path)
	for n := 0; ; n++ {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%s-%d%s", base, writer(), n, partEnding))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue // process numbers come again
		}
		if err != nil {
			return nil, err
		}
		sum := crc32.New(castagnoli)
		return &File{bufio.NewWriterSize(io.MultiWriter(file, sum), 1<<18), file, path, sum}, nil
	}
}

// writer names this process among all that may share a folder.
func writer() string {
	host, err := os.Hostname()
	if err != nil {
		host = "host"
	}
	host = strings.Map(func(r rune) rune {
		if r < 128 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-') {
			return r
		}
		return '-'
	}, host)
	return fmt.Sprintf("%s-%d", host, os.Getpid())
}

// stamp puts the checksum into the footer of a table.
func (f *File) stamp() error {
	if err := f.Flush(); err != nil {
		return err
	}
	return stamp(f.file, f.sum.Sum32())
}

// Commit puts the file in its place, to outlive a power cut. A failure leaves no
// half of it.
func (f *File) Commit() error { return f.place(os.Rename) }

func (f *File) place(put func(from, to string) error) error {
	err := errors.Join(f.Flush(), f.file.Sync(), f.file.Close())
	if err == nil {
		err = put(f.file.Name(), f.path)
	}
	if err != nil {
		os.Remove(f.file.Name())
		return err
	}
	return syncFolder(filepath.Dir(f.path))
}

// Abandon leaves no trace of the file.
func (f *File) Abandon() {
	f.file.Close()
	os.Remove(f.file.Name())
}

// syncFolder makes new names last. Some file systems cannot; they say EINVAL. Where a
// folder may be written but not read, nobody can.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// writeNew writes a small file whole or not at all. If there is one already, that
// stays, and the error is fs.ErrExist.
func writeNew(path string, text []byte) error {
	f, err := Create(path)
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		f.Abandon()
		return err
	}
	return f.place(moveNew)
}

// moveNew gives a file a name that no other has. To rename it would put it in the
// place of one that came there at the same moment.
func moveNew(from, to string) error {
	err := os.Link(from, to)
	if errors.Is(err, errors.ErrUnsupported) || errors.Is(err, fs.ErrPermission) {
		return os.Rename(from, to) // a file system without links
	}
	if err != nil {
		return err
	}
	return os.Remove(from)
}

// Transient says whether an error goes away without a change of the input: a
// full disk, a quota, a network file system that lost touch.
func Transient(err error) bool {
	for _, e := range transient {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

var transient = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.ESTALE, syscall.ETIMEDOUT, syscall.EINTR, syscall.EAGAIN}

// Unusable says whether a folder or file cannot be used as it is named.
func Unusable(err error) bool {
	for _, e := range unusable {
		if errors.Is(err, e) {
			return true
		}
	}
	return errors.As(err, new(*Refusal))
}

var unusable = []error{fs.ErrPermission, fs.ErrNotExist, fs.ErrExist, syscall.ENOTDIR, syscall.EISDIR, syscall.EROFS, syscall.ENAMETOOLONG}

// removeOwn removes files of this folder, and is content if they are gone.
func removeOwn(paths []string) error {
	for _, p := range paths {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// named lists the files in a folder whose names begin and end so. Nothing in either
// stands for other signs, as in a pattern: the folder may be called anything.
func named(dir, ahead, ending string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		if name := e.Name(); strings.HasPrefix(name, ahead) && strings.HasSuffix(name, ending) {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	return paths, nil
}
