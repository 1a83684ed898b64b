package store

import (
	"bufio"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// partEnding marks files that are not finished; a crash may leave some behind.
const partEnding = ".part"

// file is there whole or not at all: it is written under a name of its own beside
// its place and moved there.
type file struct {
	*bufio.Writer
	file *os.File
	path string
}

// create begins a file, with the rights that any new file gets. What is in its place
// stays until place; an error has the name under which it is written.
func create(path string) (*file, error) {
	dir, base := filepath.Split(path)
	name := filepath.Join(dir, "."+base+"."+rand.Text()+partEnding)
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	_ = lock(f) // it is being written
	return &file{bufio.NewWriterSize(f, 1<<16), f, path}, nil
}

// abandon leaves no trace of the file.
func (f *file) abandon() {
	f.file.Close()
	os.Remove(f.file.Name())
}

// commit moves a file where it belongs; one that lasts outlives a power cut, its name too.
// A failure leaves nothing of it.
func (f *file) commit(move func(from, to string) error, lasts bool) error {
	err := f.Flush()
	if lasts && err == nil {
		err = f.file.Sync()
	}
	if err = errors.Join(err, f.file.Close()); err == nil {
		err = move(f.file.Name(), f.path)
	}
	if err != nil {
		os.Remove(f.file.Name())
	}
	if dir, wrong := os.Open(filepath.Dir(f.path)); lasts && wrong == nil {
		_ = dir.Sync() // some file systems cannot
		dir.Close()
	}
	return err
}

// WriteFile writes a file that a user named, whole or not at all: what is there stays
// until write has ended well. A symbolic link stays, and what it points to is replaced.
// The error is that of write, a *Refusal if there can be no such file, or why it could not be written to its end.
func WriteFile(path string, write func(io.Writer) error) error {
	f, err := createAt(path)
	if err != nil {
		return err
	}
	if err = write(f); err != nil {
		f.abandon()
		if of := (*fs.PathError)(nil); errors.As(err, &of) && of.Path == f.file.Name() {
			return writing(path, of.Err)
		}
		return err
	}
	if err = f.commit(os.Rename, true); err != nil {
		return writing(path, err)
	}
	return nil
}

// CheckWritable says what WriteFile would of a file that cannot be there.
func CheckWritable(path string) error {
	f, err := createAt(path)
	if err == nil {
		f.abandon()
	}
	return err
}

// createAt begins a file that a user named, and removes what was left of it by processes that died.
func createAt(path string) (*file, error) {
	at := path
	if real, err := filepath.EvalSymlinks(path); err == nil {
		at = real
	}
	switch info, err := os.Stat(at); {
	case err == nil && !info.Mode().IsRegular():
		return nil, refuse("%s: want a regular file, or none yet", path)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, CannotCreate(path, err)
	}
	removeUnfinished(filepath.Dir(at), "."+filepath.Base(at)+".")
	f, err := create(at)
	if err != nil {
		return nil, CannotCreate(path, err)
	}
	return f, nil
}

// named says which file cannot be written, in place of where in it.
func (f *file) named(err error) error {
	if Transient(err) {
		return writing(f.path, err)
	}
	return err
}

func writing(path string, err error) error { return fmt.Errorf("writing %s: %w", path, Cause(err)) }

// CannotCreate says why a file cannot be created; the error is a *Refusal unless it is transient.
func CannotCreate(path string, err error) error {
	switch {
	case Transient(err):
		return writing(path, err)
	case errors.Is(err, fs.ErrNotExist):
		return refuse("%s: no such folder", filepath.Dir(path))
	}
	return refuse("%s: %v", path, Cause(err))
}

// Cause of an error of the file system, without the name of a file.
func Cause(err error) error {
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

// WriteNew writes a file whole or not at all. If there is one already, that stays, and
// the error is fs.ErrExist; others are those of WriteFile.
func WriteNew(path string, text []byte) error {
	f, err := create(path)
	if err != nil {
		return CannotCreate(path, err)
	}
	f.Write(text) // an error stays until the flush
	if err = f.commit(moveNew, true); err != nil {
		return writing(path, err)
	}
	return nil
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
func Transient(err error) bool { return isAny(err, transient) }

var transient = []error{syscall.ENOSPC, syscall.EDQUOT, syscall.ESTALE, syscall.ETIMEDOUT, syscall.EINTR, syscall.EAGAIN}

// Unusable says whether a folder or file cannot be used as it is named.
func Unusable(err error) bool { return isAny(err, unusable) || errors.As(err, new(*Refusal)) }

var unusable = []error{fs.ErrPermission, fs.ErrNotExist, fs.ErrExist, syscall.ENOTDIR, syscall.EISDIR, syscall.EROFS, syscall.ENAMETOOLONG}

func isAny(err error, of []error) bool {
	return slices.ContainsFunc(of, func(e error) bool { return errors.Is(err, e) })
}

// removeUnfinished removes what processes that died left in a folder of files with some words in their names. Nothing
// in its name is read as a pattern: it may be called anything.
func removeUnfinished(dir, words string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, ".") || !strings.HasSuffix(name, partEnding) || !strings.Contains(name, words) {
			continue
		}
		path := filepath.Join(dir, name)
		if f, err := lockFile(path); err == nil { // nobody writes it any more
			f.Close()
			os.Remove(path)
		}
	}
}

// lockFile keeps a second process from doing the same work, for as long as the
// file is open. Nothing rests on it: where a file system knows no locks, two
// processes write the same bytes.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	if lock(f) != nil {
		f.Close()
		return nil, refuse("%s: another process is at work on this result set", path)
	}
	return f, nil
}
