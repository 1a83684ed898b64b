package fault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Most bytes of a file that is read: of one that a person writes, of a table, and of what a program writes.
const (
	MostWritten = 4 << 20
	MostTable   = 64 << 20
	MostMade    = 1 << 30
)

// Open opens a file to read it, as everything does that parley reads: a regular one of at most so many bytes.
// A pipe or a device could hang or never end. Errors are clauses without the path.
func Open(path string, most int64) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, PlainError(err)
	case info.IsDir():
		return nil, errors.New("is a folder: want a file")
	case !info.Mode().IsRegular():
		return nil, errors.New("is a pipe or a device: want a regular file")
	case info.Size() > most:
		return nil, fmt.Errorf("is too large, %d bytes: want at most %d", info.Size(), most)
	}
	f, err := os.Open(path)
	if err != nil {
		err = PlainError(err)
	}
	return f, err
}

// ReadFile reads a text: UTF-8, its byte order mark left out, or UTF-16 with such a mark. Errors are those of Open.
func ReadFile(path string, most int64) ([]byte, error) {
	f, err := Open(path, most)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, most+1)) // it may grow, or lie about its size as some below /proc do
	switch {
	case err != nil:
		return nil, PlainError(err)
	case int64(len(text)) > most:
		return nil, fmt.Errorf("is too large: want at most %d bytes", most)
	}
	text, _, err = transform.Bytes(unicode.BOMOverride(transform.Nop), text)
	return text, err
}

// PlainError is an error of a file as a clause without its path.
func PlainError(err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fs.ErrNotExist
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("cannot be read: %w", fs.ErrPermission)
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("cannot be read: %w", pe.Err)
	}
	return fmt.Errorf("cannot be read: %w", err)
}

// NotUTF8 is the first line with a letter that is not UTF-8, from 1; 0 if there is none.
func NotUTF8(text []byte) (line int) {
	if utf8.Valid(text) {
		return 0
	}
	for l := range bytes.Lines(text) {
		if line++; !utf8.Valid(l) {
			break
		}
	}
	return line
}
