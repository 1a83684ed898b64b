// Package fault tells users what is wrong with a file that they wrote: where, which
// value, what is allowed and which name is nearest.
//
//  1. A Collector gathers faults while a file is read, so that all are told at once.
//  2. Each is added with its Origin: file, line, and the bytes of the key or cell.
//  3. Collector.Err sorts them and makes the error, a *List, that commands print with the
//     line and a mark under what is wrong.
//
// A Sheet is CSV whose every cell has such an origin; records and posteriors are read
// with it. Scenarios are TOML and have their own reader.
package fault

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	SetOrigin   = "--set" // the file of what --set says
	NoLayer     = -1      // that of defaults
	MaxFaults   = 100     // of a report; nobody mends more at once
	mostLetters = 80      // of a name that is looked for
)

// Origin is where something was said. Layers count up from the furthest
// ancestor (0) over the scenario's own file to the command line, so that a
// higher one was said later. Layer NoLayer is a default.
type Origin struct {
	File  string
	Line  int
	Layer int
	// Bytes [from, to) of the line are the key. naming: a fault there is about the
	// key and not about its value.
	From, To int
	Naming   bool
	// Value is [from, to) of the value on the same line; empty if there is none.
	Value [2]int
	Text  string // of the command line, in place of a line
}

// Named is the place for a fault about the key.
func (o Origin) Named() Origin {
	o.Naming = true
	return o
}

func (o Origin) String() string {
	if o.Line == 0 {
		return o.File
	}
	return o.File + ":" + strconv.Itoa(o.Line)
}

// Fault is one thing that is wrong with a scenario: place, key, value, and what
// would be allowed. File is "--set" or "--without" for a mistake on the command
// line. Line 0 is no line in particular; Path and Value may be empty. Of the place,
// Text is the line, or the --set, "" where there is nothing to show, and its bytes
// [From, To) are what is wrong, or what is wrong comes behind them.
type Fault struct {
	Origin
	Path, Value, Want string
}

// String returns "file:line: key = value: what is allowed".
func (f Fault) String() string {
	text := f.Origin.String()
	if f.Path != "" {
		text += ": " + f.Path
		if f.Value != "" {
			text += " = " + f.Value
		}
	}
	return text + ": " + f.Want
}

// List is the error of every scenario that cannot be used: all that is wrong
// with it, by file and line.
type List struct{ List []Fault }

// Error returns one line per fault.
func (f *List) Error() string {
	lines := make([]string, len(f.List))
	for i := range f.List {
		lines[i] = f.List[i].String()
	}
	return strings.Join(lines, "\n")
}

// Collector gathers faults while the stages go on.
type Collector struct {
	List    []Fault
	dropped int
	texts   map[string][]byte // of the files that were read, by name
	lines   map[string][]string
}

// Reading keeps the text of a file, to show its lines.
func (c *Collector) Reading(file string, text []byte) {
	if c.texts == nil {
		c.texts, c.lines = map[string][]byte{}, map[string][]string{}
	}
	c.texts[file] = text
	delete(c.lines, file)
}

// Line n of a file that was read, from 1; "" if there is none.
func (c *Collector) Line(file string, n int) string {
	if _, split := c.lines[file]; !split && c.texts[file] != nil {
		c.lines[file] = strings.Split(string(c.texts[file]), "\n")
	}
	if lines := c.lines[file]; 0 < n && n <= len(lines) {
		return strings.TrimSuffix(lines[n-1], "\r")
	}
	return ""
}

// Add a fault: path and value may be empty.
func (c *Collector) Add(at Origin, path, value, want string) {
	if len(c.List) >= 10*MaxFaults {
		c.dropped++
		return
	}
	f := Fault{Origin{File: at.File, Line: at.Line, Text: cmp.Or(at.Text, c.Line(at.File, at.Line))}, path, value, want}
	if at.From <= at.To && at.To <= len(f.Text) {
		f.From, f.To = at.From, at.To
		if v := at.Value; !at.Naming && f.Value != "" && v[0] < v[1] {
			f.From, f.To = v[0], min(v[1], len(f.Text))
		}
	}
	for f.From > 0 && f.From < len(f.Text) && !utf8.RuneStart(f.Text[f.From]) {
		f.From--
	}
	for f.To < len(f.Text) && !utf8.RuneStart(f.Text[f.To]) {
		f.To++ // a letter of several bytes is marked whole
	}
	c.List = append(c.List, f)
}

// Any fault was added.
func (c *Collector) Any() bool { return len(c.List) > 0 }

// Err returns the faults sorted by place, or nil.
func (c *Collector) Err() error {
	if len(c.List) == 0 {
		return nil
	}
	slices.SortStableFunc(c.List, func(a, b Fault) int {
		n := cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
		if n == 0 && a.Line > 0 {
			return a.From - b.From
		}
		return n
	})
	list := slices.Compact(c.List)
	if more := len(list) - MaxFaults + c.dropped; more > 0 {
		list = list[:min(len(list), MaxFaults)]
		last := list[len(list)-1]
		list = append(list, Fault{Origin: Origin{File: last.File}, Want: fmt.Sprintf("and %d more faults", more)})
	}
	return &List{list}
}

// One is the error of a scenario that could not even be read.
func One(file, want string) error {
	return &List{[]Fault{{Origin: Origin{File: file}, Want: want}}}
}

// Nearest returns the name most like s, or "" if none is near: at most a third
// of its letters inserted, left out, changed or swapped with a neighbour, or
// else the most first letters in common, four or more.
func Nearest(s string, names []string) string {
	best, least := "", 0
	if len(s) > mostLetters {
		return best
	}
	for _, name := range names {
		if d := distance(strings.ToLower(s), strings.ToLower(name)); d <= max(1, max(len(s), len(name))/3) && (best == "" || d < least) {
			best, least = name, d
		}
	}
	if best != "" {
		return best
	}
	most := 3
	for _, name := range names {
		n := 0
		for n < min(len(s), len(name)) && s[n] == name[n] {
			n++
		}
		if n > most {
			best, most = name, n
		}
	}
	return best
}

// DidYouMean returns a hint to append to a message, naming the name nearest to s, or "" if none is near.
func DidYouMean(s string, names []string) string {
	if name := Nearest(s, names); name != "" {
		return "; did you mean " + name + "?"
	}
	return ""
}

// Instead of an unknown name: the one nearest to it, or else all that are allowed.
func Instead(s string, names []string) string { return cmp.Or(DidYouMean(s, names), ": "+OneOf(names)) }

// NoneOf says what is wanted in place of a name that is none of those allowed.
func NoneOf(s string, names []string) string { return OneOf(names) + DidYouMean(s, names) }

// distance is the optimal string alignment distance, in bytes.
func distance(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
		for j := 1; j <= len(b); j++ {
			if i == 0 {
				d[0][j] = j
				continue
			}
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j-1]+change, d[i-1][j]+1, d[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

// OneOf lists names as what is allowed, shortened where there are many.
func OneOf(names []string) string {
	const most = 24
	switch n := len(names); {
	case n == 0:
		return "nothing is defined that could stand here"
	case n == 1:
		return "want " + names[0]
	case n > most:
		names = append(slices.Clip(names[:most]), "...")
	}
	return "want one of " + strings.Join(names, ", ")
}

// Shorten a text to what fits a line.
func Shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-3]) + "..."
	}
	return s
}
