//go:build unix && !solaris && !aix

package store

import (
	"errors"
	"os"
	"syscall"
)

// lock fails where another process has the file.
func lock(f *os.File) error {
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); errors.Is(err, syscall.EWOULDBLOCK) {
		return err
	}
	return nil
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
