package fault

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// MaxFileSize of a file that is read, in bytes.
const MaxFileSize = 4 << 20

var errDirectory = errors.New("is a directory: want a scenario file")

// ReadFile reads a file of bounded size. Its errors are clauses without the path.
func ReadFile(path string) ([]byte, error) { return ReadOpened(os.Open(path)) }

// ReadOpened is the same of what was opened.
func ReadOpened[F fs.File](f F, err error) ([]byte, error) {
	if err != nil {
		return nil, PlainError(err)
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.IsDir() {
		return nil, errDirectory
	}
	text, err := io.ReadAll(io.LimitReader(f, MaxFileSize+1))
	switch {
	case err != nil:
		return nil, PlainError(err)
	case len(text) > MaxFileSize:
		return nil, fmt.Errorf("is too large: want at most %d bytes", MaxFileSize)
	}
	return text, nil
}

// PlainError is an error of a file as a clause without its path.
func PlainError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist
	case errors.Is(err, fs.ErrPermission):
		return errors.New("cannot be read: permission denied")
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("cannot be read: %w", pe.Err)
	}
	return fmt.Errorf("cannot be read: %w", err)
}
