package fault

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"unicode/utf8"
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
	if err != nil {
		return nil, PlainError(err)
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

// PlainText is a text without byte order mark, its lines ended alike: with LF, be they
// ended with CR LF or, as on an old Mac, with CR.
func PlainText(text []byte) []byte {
	text = bytes.ReplaceAll(bytes.TrimPrefix(text, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// NotUTF8 says what to do about a text that is not, and in which line it stops being
// one, if that tells anything; "" if it is.
func NotUTF8(text []byte) (line int, want string) {
	switch {
	case utf8.Valid(text):
		return 0, ""
	case bytes.IndexByte(text, 0) >= 0:
		return 0, "this is not a text file: want CSV in UTF-8"
	}
	good := 0
	for {
		r, n := utf8.DecodeRune(text[good:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		good += n
	}
	return 1 + bytes.Count(PlainText(text[:good]), []byte{'\n'}), "a letter that is not UTF-8: want CSV in UTF-8, as a spreadsheet calls it where it saves"
}
