package scenarios

import (
	"bytes"
	"errors"
	"fmt"
	"parley/scenarios/fault"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

const (
	maxDepth  = 32 // of brackets, and of dots in a key
	maxSyntax = 20 // faults of syntax reported at once
)

// source is the text of one layer; shipped ones are part of the program, so
// that a file of the same name on disk is never taken for one.
type source struct {
	file    string
	shipped bool
	text    []byte
}

// loss is what had to be taken out of a text to read the rest, which limits
// the faults that can still be told from their consequences.
type loss int

const (
	lossNone   loss = iota
	lossKeys        // keys that seem to be missing may have been there
	lossTables      // references may be good that seem to lead nowhere
)

// parse decodes a text into a tree. Where it is not TOML it reports that, takes
// the line out and goes on if that line stands for itself, so that a user sees
// the other faults too. It returns nil where nothing can be read.
func parse(s source, faults *fault.Collector) (tree *node, lost loss) {
	at := fault.Origin{File: s.file}
	text := bytes.TrimPrefix(s.text, []byte("\xef\xbb\xbf"))
	faults.Reading(s.file, text)
	if want, line := refuse(text); want != "" {
		at.Line = line
		faults.Add(at, "", "", want)
		return nil, lossTables
	}
	for range maxSyntax {
		var m map[string]any
		err := decode(text, &m)
		if err == nil {
			return grow(m, at, "", locate(text)), lost
		}
		var more loss
		if text, more = mendSyntax(text, err, at, faults); text == nil {
			break
		}
		lost = max(lost, more)
	}
	return nil, lossTables
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
	case len(text) > fault.MaxFileSize:
		return fmt.Sprintf("the file has %d bytes: want at most %d", len(text), fault.MaxFileSize), 0
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
			end := fault.StringEnd(text, i)
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

// mendSyntax reports an error of syntax and blanks what it is about. It
// returns nil where the rest cannot be understood without it.
func mendSyntax(text []byte, err error, at fault.Origin, faults *fault.Collector) ([]byte, loss) {
	var pe toml.ParseError
	if !errors.As(err, &pe) {
		faults.Add(at, "", "", "not TOML: "+err.Error())
		return nil, lossTables
	}
	start, end, column := lineOf(text, &pe)
	line := string(text[start:end])
	key, value := splitPair(line)
	want := explainSyntax(&pe, line, column)
	closed, first := true, firstOf(&pe, text)
	if first > 0 {
		want = fmt.Sprintf("defined twice: it stands already in line %d", first)
	} else if strings.Contains(pe.Message, "terminator") && key == "" {
		start, key, want, closed = unclosed(text, start, &pe)
	}
	at.Line = 1 + bytes.Count(text[:start], []byte{'\n'})
	if m := headerLine.FindStringSubmatch(line); key == "" && m != nil {
		key = m[1]
		if first == 0 && oddHeader(key) {
			want = wantID
		}
	} else if table := tableAbove(text[:start]); key != "" && closed && table != "" {
		key = table + "." + key
	}
	at.From = max(0, min(column-1, len(line)))
	at.To = min(at.From+max(1, pe.Position.Len), len(line))
	faults.Add(at.Named(), key, value, want)
	if !closed {
		return nil, lossTables
	}
	text, lost := blank(text, start, end)
	if first > 0 {
		lost = lossNone
	}
	return text, lost
}

// lineOf returns the bounds of the line of an error, and its column.
func lineOf(text []byte, pe *toml.ParseError) (start, end, column int) {
	offset := min(max(pe.Position.Start, 0), len(text))
	if offset > 0 && (offset == len(text) || text[offset] == '\n') && strings.Contains(pe.Message, "newline") {
		offset--
	}
	start = bytes.LastIndexByte(text[:offset], '\n') + 1
	end = len(text)
	if i := bytes.IndexByte(text[offset:], '\n'); i >= 0 {
		end = offset + i
	}
	return start, end, offset - start + 1
}

// unclosed describes a list or table in braces that was still open where the
// error was noticed: its key, and the start of its line.
func unclosed(text []byte, noticed int, pe *toml.ParseError) (start int, key, want string, closed bool) {
	want = "the list is not closed: want ] at its end, and commas between its values"
	if strings.Contains(pe.Message, "inline table") {
		want = "the braces are not closed: want } at the end, and commas between"
	}
	last := pe.LastKey[strings.LastIndexByte(pe.LastKey, '.')+1:]
	for end := noticed; end > 0; end = start {
		start = bytes.LastIndexByte(text[:end-1], '\n') + 1
		if k, _ := splitPair(string(text[start:end])); k != "" && k[strings.LastIndexByte(k, '.')+1:] == last {
			return start, pe.LastKey, want, false
		}
	}
	return noticed, pe.LastKey, want, false
}

// tableAbove is the name of the table to which keys below a text belong.
func tableAbove(text []byte) string {
	for len(text) > 0 {
		start := bytes.LastIndexByte(text[:len(text)-1], '\n') + 1
		if m := header.FindSubmatch(text[start:]); m != nil {
			return string(m[1])
		}
		text = text[:start]
	}
	return ""
}

var (
	headerLine = regexp.MustCompile(`^\s*(\[[^#]*\])\s*(?:#.*)?$`)
	plainParts = regexp.MustCompile(`^\[[A-Za-z0-9_.\s"'-]*\]$`)
	twoWords   = regexp.MustCompile(`[A-Za-z0-9_-]\s+[A-Za-z0-9_-]`)
)

// oddHeader says that a table is named as nobody can name one without quotes:
// with accents, signs, or a space between words.
func oddHeader(s string) bool {
	if strings.HasPrefix(s, "[[") || strings.ContainsAny(s, `"'`) {
		return false
	}
	return !plainParts.MatchString(s) || twoWords.MatchString(s)
}

var header = regexp.MustCompile(`^\s*\[([A-Za-z0-9_.-]+)\]`)

var already = regexp.MustCompile(`^Key '(.*)' (?:has already been defined|was already created)`)

// firstOf returns the line of the first definition of what an error says was
// defined twice, or 0.
func firstOf(pe *toml.ParseError, text []byte) int {
	m := already.FindStringSubmatch(pe.Message)
	if m == nil {
		return 0
	}
	return locate(text)[strings.ReplaceAll(m[1], ".", pathSep)].line
}

var pair = regexp.MustCompile(`^\s*([A-Za-z0-9_."'-]+)\s*=\s*(.*?)\s*$`)

func splitPair(line string) (key, value string) {
	if m := pair.FindStringSubmatch(line); m != nil {
		return m[1], fault.Shorten(m[2])
	}
	return "", ""
}

// blank takes out the line from start to end; if it is the header of a table,
// the whole table. Lines keep their numbers.
func blank(text []byte, start, end int) ([]byte, loss) {
	line, lost := bytes.TrimSpace(text[start:end]), lossKeys
	m := pair.FindSubmatch(line)
	switch {
	case bytes.HasPrefix(line, []byte("[")) && bytes.Contains(line, []byte("]")):
		lost = lossTables
		if i := bytes.Index(text[end:], []byte("\n[")); i >= 0 {
			end += i
		} else {
			end = len(text)
		}
	case colonPair.Match(line):
	case m == nil || len(m[2]) == 0 || opensMore(m[2]):
		return nil, lossTables
	}
	out := bytes.Clone(text)
	for i := start; i < end; i++ {
		if out[i] != '\n' && out[i] != '\r' {
			out[i] = ' '
		}
	}
	return out, lost
}

// opensMore says that a value may go on in the lines below.
func opensMore(value []byte) bool {
	if bytes.HasPrefix(value, []byte(`"""`)) || bytes.HasPrefix(value, []byte("'''")) {
		return true
	}
	return bytes.Count(value, []byte("[")) > bytes.Count(value, []byte("]")) ||
		bytes.Count(value, []byte("{")) > bytes.Count(value, []byte("}"))
}
