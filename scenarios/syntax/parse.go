// Package syntax reads TOML into a tree in which every key knows where it stands and how
// it was written.
//
// go-toml's parser finds the statements and the place of each key, for messages that show
// both; BurntSushi's, the reference for Go, decodes the values. What is no TOML is reported
// in plain words, and there is no tree until it is repaired.
package syntax

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"

	"parley/scenarios/fault"
)

const (
	MaxDepth  = 32 // of dots in a key
	maxSyntax = 20 // faults of syntax reported at once
)

// Source is the text of one layer; shipped ones are part of the program, so
// that a file of the same name on disk is never taken for one.
type Source struct {
	File    string
	Shipped bool
	Text    []byte
}

// reader reads a text of TOML statement by statement into a tree.
type reader struct {
	file   string
	text   []byte
	starts []int // offset of each line
	faults *fault.Collector
	parser unstable.Parser
	offset int // in the text of what the parser has been given
	broken int // statements

	table *Node // that keys are put into
	path  string
}

// Parse decodes a text into a tree, nil where it is no TOML.
func Parse(s Source, faults *fault.Collector) (tree *Node) {
	r := &reader{file: s.File, text: bytes.TrimPrefix(s.Text, []byte("\xef\xbb\xbf")), faults: faults, starts: []int{0}}
	faults.Reading(s.File, r.text)
	if want := Refuse(r.text); want != "" {
		faults.Add(fault.Origin{File: s.File, Line: fault.NotUTF8(r.text)}, "", "", want)
		return nil
	}
	for i, c := range r.text {
		if c == '\n' {
			r.starts = append(r.starts, i+1)
		}
	}
	tree = NewTable(fault.Origin{File: s.File})
	r.table = tree
	for again := true; again && r.broken < maxSyntax; {
		r.parser.Reset(r.text[r.offset:])
		end := 0
		for r.parser.NextExpression() {
			end = r.statement(r.parser.Expression(), tree)
		}
		err, wrong := r.parser.Error().(*unstable.ParserError)
		if again = wrong; wrong {
			again = r.wrong(end, err)
		}
	}
	if r.broken > 0 {
		return nil
	}
	return tree
}

// Refuse says what is wrong with a text that should not even be parsed.
func Refuse(text []byte) (want string) {
	switch {
	case len(bytes.TrimSpace(text)) == 0:
		return "the file is empty: want a scenario (parley new FILE writes one to start from)"
	case bytes.IndexByte(text, 0) >= 0:
		return "this is not a text file: want TOML in UTF-8"
	case !utf8.Valid(text):
		return "a letter that is not UTF-8: want TOML in UTF-8, as an editor calls it where it saves"
	}
	return ""
}

// statement puts a table or a pair into the tree, and returns where it ends.
func (r *reader) statement(e *unstable.Node, tree *Node) (end int) {
	if e.Kind == unstable.KeyValue {
		r.pair(e, r.table, r.path)
		return int(e.Raw.Offset + e.Raw.Length)
	}
	k := r.find(e, tree, "")
	r.table, r.path = NewTable(k.at), k.path
	list := e.Kind == unstable.ArrayTable // which no key takes: the first one is refused later
	switch n := k.outer.Child(k.name); {
	case k.outer == nil:
	case n == nil && list:
		k.outer.Put(k.name, &Node{At: k.at, Value: []map[string]any{}})
	case n == nil:
		k.outer.Put(k.name, r.table)
	case n.IsTable() && n.by == byPath && !list:
		r.table = n
	case n.IsTable() || !list:
		r.twice(k.at, "["+k.path+"]", "", n)
	}
	r.table.by = byHeader
	return k.end
}

// pair puts a key with its value into a table.
func (r *reader) pair(e *unstable.Node, table *Node, path string) {
	k := r.find(e, table, path)
	if k.outer == nil {
		return
	}
	behind := string(r.parser.Raw(e.Raw))[k.end-int(e.Raw.Offset):]
	raw := strings.TrimLeft(behind[strings.IndexByte(behind, '=')+1:], " \t")
	start := r.place(unstable.Range{Offset: e.Raw.Offset + e.Raw.Length - uint32(len(raw)), Length: uint32(len(raw))})
	if start.Line == k.at.Line {
		k.at.Value = [2]int{start.From, start.To}
	}
	n := &Node{At: k.at, Raw: raw}
	if was := k.outer.Child(k.name); was != nil {
		r.twice(k.at, k.path, fault.Shorten(raw), was)
		return
	}
	if e.Value().Kind == unstable.InlineTable {
		n.Table = map[string]*Node{}
		for it := e.Value().Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				r.pair(it.Node(), n, k.path)
			}
		}
		n.by = byBraces
	} else if value, err := decode(raw); err != nil {
		r.broken++
		line := r.faults.Line(r.file, k.at.Line)
		r.faults.Add(k.at, k.path, fault.Shorten(raw), explain(err.Error(), line, 1+strings.Index(line, raw)))
		return
	} else {
		n.Value = value
	}
	k.outer.Put(k.name, n)
}

// decode a value; a panic of the decoder is an error, as a text must never stop the program.
func decode(raw string) (value any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("cannot be read (%v)", r)
		}
	}()
	var m map[string]any
	_, err = toml.Decode("v = "+raw, &m)
	if pe := (toml.ParseError{}); errors.As(err, &pe) {
		err = errors.New(pe.Message)
	}
	return m["v"], err
}

// found is where a dotted key of a statement leads: its last part in the table of the
// parts before, which are made where they are not there.
type found struct {
	at    fault.Origin
	outer *Node // nil where it leads nowhere, which is reported
	name  string
	path  string
	end   int // of the key, for the parser
}

func (r *reader) find(e *unstable.Node, table *Node, path string) found {
	var parts []*unstable.Node
	for it := e.Key(); it.Next(); {
		parts = append(parts, it.Node())
	}
	dotted := e.Kind == unstable.KeyValue
	k := found{outer: table, path: path}
	for i, part := range parts {
		if i > 0 && k.outer != nil {
			inner := k.outer.Child(k.name)
			if inner == nil {
				inner = NewTable(k.at)
				if dotted {
					inner.by = byDots
				}
				k.outer.Put(k.name, inner)
			}
			if !inner.IsTable() || inner.by == byBraces || dotted && inner.by != byDots {
				r.twice(k.at, k.path, "", inner)
				inner = nil
			}
			k.outer = inner
		}
		k.at, k.name, k.end = r.place(part.Raw), string(part.Data), int(part.Raw.Offset+part.Raw.Length)
		if i < MaxDepth {
			k.path = JoinPath(k.path, k.name)
		}
	}
	if len(parts) > MaxDepth {
		r.broken++
		r.faults.Add(fault.Origin{File: r.file, Line: k.at.Line}, "", "", fmt.Sprintf("nested too deeply: want at most %d levels", MaxDepth))
		k.outer = nil
	}
	return k
}

func (r *reader) twice(at fault.Origin, path, value string, first *Node) {
	where := fmt.Sprintf("defined twice: it stands already in line %d", first.At.Line)
	if first.IsTable() && first.by != byHeader {
		where = fmt.Sprintf("opened twice: its keys begin in line %d: want all of them there", first.At.Line)
	}
	r.faults.Add(at.Named(), path, value, where)
}

// place of a range of what the parser has been given.
func (r *reader) place(raw unstable.Range) fault.Origin {
	offset := r.offset + int(raw.Offset)
	line := sort.SearchInts(r.starts, offset+1)
	from := offset - r.starts[line-1]
	return fault.Origin{File: r.file, Line: line, From: from, To: from + int(raw.Length)}
}

// wrong reports what comes after the end of the last statement and is none, and says
// whether to go on behind its line, where that is a pair or a header on a line of its own.
func (r *reader) wrong(end int, err *unstable.ParserError) (again bool) {
	r.broken++
	at := r.place(r.parser.Range(err.Highlight))
	at.From, at.To = min(at.From, len(r.faults.Line(r.file, at.Line))), min(at.To, len(r.faults.Line(r.file, at.Line)))
	first := r.place(unstable.Range{Offset: uint32(end)}).Line
	if end > 0 {
		first++
	}
	for first < at.Line && blankLine.MatchString(r.faults.Line(r.file, first)) {
		first++
	}
	line := r.faults.Line(r.file, at.Line)
	want := explain(err.Message, line, at.From+1)
	if opened := pairLine.FindStringSubmatch(r.faults.Line(r.file, first)); first < at.Line && opened != nil {
		if open := notClosed[opened[2][:min(1, len(opened[2]))]]; open != "" {
			at, line, want = fault.Origin{File: r.file, Line: first}, opened[1]+" =", open
		}
	}
	key, value := "", ""
	if pair := pairLine.FindStringSubmatch(line); pair != nil {
		key, value = pair[1], fault.Shorten(pair[2])
		if r.path != "" {
			key = r.path + "." + key
		}
	}
	r.faults.Add(at.Named(), key, value, want)
	if strings.HasPrefix(strings.TrimSpace(line), "[") {
		r.table, r.path = NewTable(at), ""
	} else if key == "" {
		return false
	}
	if first < at.Line || at.Line >= len(r.starts) {
		return false
	}
	r.offset = r.starts[at.Line]
	return true
}

// notClosed is what the beginning of a value wants that goes on and on.
var notClosed = map[string]string{
	"{": "the braces are not closed: want } at the end, and commas between",
	"[": "the list is not closed: want ] at its end, and commas between its values",
	`"`: "the text is not closed: want three quotes at its end",
	"'": "the text is not closed: want three quotes at its end",
}

var (
	blankLine = regexp.MustCompile(`^\s*(#.*)?$`)
	pairLine  = regexp.MustCompile(`^\s*([A-Za-z0-9_."'-]+)\s*=\s*(.*?)\s*$`)
)

// Mistakes that people make who never saw TOML, and what it wants instead: where the
// parser's message and the line match. An empty pattern matches all.
var advices = append(numberAdvices, []advice{
	{"", `=\s*\d{4}-\d{2}(-\d{2})?\s*(#.*)?$`, `want quotes around a month, as in start = "1993-01"`},
	{"", `(?i)=\s*(true|false|yes|no|on|off|maybe)\s*(#.*)?$`, "want true or false in small letters"},
	{"", `=\s*[“”‘’«»„]`, `want straight quotes around text, as in name = "Government"`},
	{"", `^\s*[A-Za-z0-9_.-]+\s*:[^=]*$`, "want key = value, with an equals sign"},
	{"", `^\s*\[[^\["']*([^][\w.\s"'-]|\w\s+\w)`, WantID},
	{"value|keyword|quoted", `=\s*\pL`, `want quotes around text, as in name = "Government"`},
	{"escape", `\\`, "want / in a path, or single quotes around a text with backslashes"},
	{"expected newline", "", "want one value, and nothing after it on the line"},
	{"unterminated|new lines", "", "the text is not closed: want a quote at its end, on the same line"},
	{"close table name", "", "want ] at the end of a table's name, as in [party.government]"},
	{"expected '=' after key", "", "want key = value, or the name of a table in brackets"},
}...)

var numberAdvices = []advice{
	{"", `=\s*[+-]?[0-9.]+\s*%`, "want a share as a decimal number, as in 0.5"},
	{"", `=\s*[+-]?\d*,\d+\s*(#.*)?$`, "want a point in a decimal number, as in 0.5"},
	{"", `[=\[,]\s*[+-]?(\.\d|\d+\.(\D|$))`, "want digits on both sides of the point, as in 0.5"},
}

type advice struct{ message, line, want string }

// adviceFor a line, "" if there is none.
func adviceFor(message, line string, advices []advice) string {
	for _, a := range advices {
		if regexp.MustCompile(a.message).MatchString(message) && regexp.MustCompile(a.line).MatchString(line) {
			return a.want
		}
	}
	return ""
}

// NumberAdvice is what a number wants that is written otherwise than in TOML; "" if
// nothing can be said of it.
func NumberAdvice(raw string) string { return adviceFor("", "= "+raw, numberAdvices) }

// explain says in plain words what TOML wants in a line that is none.
func explain(message, line string, column int) string {
	if strings.Contains(message, "out of range") {
		return "the number is too large to be read"
	}
	if strings.Contains(message, "nested more") {
		return "nested too deeply"
	}
	message = cmp.Or(adviceFor(message, line, advices), strings.TrimSuffix(message, "."))
	return fmt.Sprintf("not TOML (column %d): %s", max(1, column), message)
}

const (
	MaxID     = 40 // letters of the longest id
	IDPattern = `^[a-z][a-z0-9_-]*$`
	WantID    = "an id wants small letters, digits, _ and -, a letter first, at most 40 of them; the readable name goes in name = ..."
)

var validID = regexp.MustCompile(IDPattern)

// ValidID says whether a text is an id.
func ValidID(s string) bool { return len(s) <= MaxID && validID.MatchString(s) }

// Node is a key with its value: a table of further keys, or a leaf.
type Node struct {
	At    fault.Origin
	Value any    // of a leaf, as decoded
	Raw   string // as written; of a table in braces too
	Bare  bool   // text of the command line that stands without quotes
	Fault string // why the command line's text is no value
	Table map[string]*Node
	Names []string // keys of the table, in order of their first definition
	// by what the file defines a table, which says who may add to it.
	by  definition
	Was *Node // what a later layer replaced, of strategies only
}

// definition of a table, as in TOML 1.0. It stands once: what would add to it from elsewhere, or be left out, is a fault.
type definition uint8

const (
	byPath   definition = iota // of a header, as a in [a.b]; its own header may follow
	byHeader                   // [a]
	byDots                     // a.b = 1, which a.c = 2 in the same table goes on with
	byBraces                   // a = {b = 1}
)

// NewTable is an empty one.
func NewTable(at fault.Origin) *Node { return &Node{At: at, Table: map[string]*Node{}} }

// IsTable says that it has keys, and no value.
func (n *Node) IsTable() bool { return n.Table != nil }

// Child returns a key's node, or nil; a nil node has no children.
func (n *Node) Child(name string) *Node {
	if n == nil {
		return nil
	}
	return n.Table[name]
}

// Put a key into a table, behind those that are there.
func (n *Node) Put(name string, child *Node) {
	if _, known := n.Table[name]; !known {
		n.Names = append(n.Names, name)
	}
	n.Table[name] = child
}

// JoinPath extends a path as a user writes it.
func JoinPath(path, key string) string {
	if !IsBareKey(key) {
		key = strconv.Quote(key)
	}
	if path == "" {
		return key
	}
	return path + "." + key
}

const bareKey = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-" // letters of a key without quotes

// IsBareKey says that a key needs no quotes.
func IsBareKey(s string) bool { return s != "" && strings.Trim(s, bareKey) == "" }

// Render is the value as it was written, shortened to fit a line.
func (n *Node) Render() string { return fault.Shorten(strings.Join(strings.Fields(n.Raw), " ")) }

// FormatNumber writes a number as people do.
func FormatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1e15 {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return strings.ToLower(strconv.FormatFloat(x, 'g', -1, 64))
}

// Visit a node and all below it.
func (n *Node) Visit(do func(*Node)) {
	do(n)
	for _, name := range n.Names {
		n.Table[name].Visit(do)
	}
}

// Text is its value, if that is one.
func (n *Node) Text() (string, bool) {
	if n == nil {
		return "", false
	}
	s, ok := n.Value.(string)
	return s, ok
}
