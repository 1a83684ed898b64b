package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

const (
	maxFileSize = 4 << 20
	maxDepth    = 32 // of brackets, and of dots in a key
	maxSyntax   = 20 // faults of syntax reported at once
)

// source is the text of one layer; shipped ones are part of the program, so
// that a file of the same name on disk is never taken for one.
type source struct {
	file    string
	shipped bool
	text    []byte
}

// parse decodes a text into a tree. Where it is not TOML it reports that, takes
// the line out and goes on if that line stands for itself, so that a user sees
// the other faults too; whole is then false. It returns nil where nothing can
// be read.
func parse(s source, faults *collector) (tree *node, whole bool) {
	at := origin{file: s.file}
	text := bytes.TrimPrefix(s.text, []byte("\xef\xbb\xbf"))
	if want, line := refuse(text); want != "" {
		at.line = line
		faults.add(at, "", "", want)
		return nil, false
	}
	whole = true
	for range maxSyntax {
		var m map[string]any
		err := decode(text, &m)
		if err == nil {
			return grow(m, at, "", locate(text)), whole
		}
		whole = false
		var ok bool
		if text, ok = mendSyntax(text, err, at, faults); !ok {
			return nil, false
		}
	}
	return nil, false
}

// decode turns a panic of the decoder into an error: a text must never stop
// the program.
func decode(text []byte, m *map[string]any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot be read (%v)", r)
		}
	}()
	_, err = toml.Decode(string(text), m)
	return err
}

// refuse says what is wrong with a text that should not even be parsed.
func refuse(text []byte) (want string, line int) {
	switch {
	case len(text) > maxFileSize:
		return fmt.Sprintf("the file has %d bytes: want at most %d", len(text), maxFileSize), 0
	case len(bytes.TrimSpace(text)) == 0:
		return "the file is empty: want a scenario (parley new FILE writes one to start from)", 0
	case bytes.IndexByte(text, 0) >= 0 || !utf8.Valid(text):
		return "this is not a text file: want TOML in UTF-8", 0
	}
	return tooDeep(text)
}

// tooDeep finds brackets or dotted keys nested beyond reason, which would
// exhaust a recursive parser. Strings and comments do not count.
func tooDeep(text []byte) (want string, line int) {
	line = 1
	depth, dots := 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '\n':
			line++
			dots = 0
		case '#':
			for i+1 < len(text) && text[i+1] != '\n' {
				i++
			}
		case '"', '\'':
			end := stringEnd(text, i)
			line += bytes.Count(text[i:end], []byte{'\n'})
			i = end - 1
		case '[', '{':
			depth++
			dots = 0
		case ']', '}':
			depth = max(0, depth-1)
		case '=', ',':
			dots = 0
		case '.':
			dots++
		}
		if depth > maxDepth || dots > maxDepth {
			return fmt.Sprintf("nested too deeply: want at most %d levels", maxDepth), line
		}
	}
	return "", 0
}

// stringEnd returns the offset after the string that starts at i.
func stringEnd(text []byte, i int) int {
	quote := text[i : i+1]
	long := bytes.Repeat(quote, 3)
	if bytes.HasPrefix(text[i:], long) {
		quote = long
	}
	for j := i + len(quote); j < len(text); j++ {
		switch {
		case text[j] == '\\' && quote[0] == '"':
			j++
		case bytes.HasPrefix(text[j:], quote):
			return j + len(quote)
		case text[j] == '\n' && len(quote) == 1:
			return j
		}
	}
	return len(text)
}

// mendSyntax reports an error of syntax and blanks what it is about. It
// returns false where the rest cannot be understood without it.
func mendSyntax(text []byte, err error, at origin, faults *collector) ([]byte, bool) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		faults.add(at, "", "", "not TOML: "+err.Error())
		return nil, false
	}
	offset := min(max(pe.Position.Start, 0), len(text))
	if offset > 0 && (offset == len(text) || text[offset] == '\n') && strings.Contains(pe.Message, "newline") {
		offset--
	}
	start := bytes.LastIndexByte(text[:offset], '\n') + 1
	end := len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	at.line = 1 + bytes.Count(text[:start], []byte{'\n'})
	line := string(text[start:end])
	key, value := splitPair(line)
	faults.add(at, key, value, explainSyntax(&pe, line, offset-start+1))
	return blank(text, start, end)
}

var pair = regexp.MustCompile(`^\s*([A-Za-z0-9_."'-]+)\s*=\s*(.*?)\s*$`)

func splitPair(line string) (key, value string) {
	if m := pair.FindStringSubmatch(line); m != nil {
		return m[1], shorten(m[2])
	}
	return "", ""
}

// blank takes out the line from start to end; if it is the header of a table,
// the whole table. Lines keep their numbers.
func blank(text []byte, start, end int) ([]byte, bool) {
	line := bytes.TrimSpace(text[start:end])
	out := bytes.Clone(text)
	if bytes.HasPrefix(line, []byte("[")) && bytes.ContainsAny(line, "]") {
		if i := bytes.Index(text[end:], []byte("\n[")); i >= 0 {
			end += i
		} else {
			end = len(text)
		}
	} else if m := pair.FindSubmatch(line); m == nil || len(m[2]) == 0 || opensMore(m[2]) {
		return nil, false
	}
	for i := start; i < end; i++ {
		if out[i] != '\n' && out[i] != '\r' {
			out[i] = ' '
		}
	}
	return out, true
}

// opensMore says that a value may go on in the lines below.
func opensMore(value []byte) bool {
	if bytes.HasPrefix(value, []byte(`"""`)) || bytes.HasPrefix(value, []byte("'''")) {
		return true
	}
	return bytes.Count(value, []byte("[")) > bytes.Count(value, []byte("]")) ||
		bytes.Count(value, []byte("{")) > bytes.Count(value, []byte("}"))
}
