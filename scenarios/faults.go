package scenarios

import (
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a scenario: place, key, value, and what
// would be allowed. File is "--set" or "--without" for a mistake on the command
// line. Line 0 is no line in particular; Path and Value may be empty.
type Fault struct {
	File  string
	Line  int
	Path  string
	Value string
	Want  string
	// Text is the line, or the --set, and its bytes [From, To) are what is wrong, or
	// what is wrong comes behind them; "" where there is nothing to show.
	Text     string
	From, To int
}

// String returns "file:line: key = value: what is allowed".
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	if f.Path != "" {
		b.WriteString(": " + f.Path)
		if f.Value != "" {
			b.WriteString(" = " + f.Value)
		}
	}
	b.WriteString(": " + f.Want)
	return b.String()
}

// Faults is the error of every scenario that cannot be used: all that is wrong
// with it, by file and line.
type Faults struct{ List []Fault }

// Error returns one line per fault.
func (f *Faults) Error() string {
	lines := make([]string, len(f.List))
	for i := range f.List {
		lines[i] = f.List[i].String()
	}
	return strings.Join(lines, "\n")
}

// maxFaults bounds a report; nobody mends more at once.
const maxFaults = 100

// collector gathers faults while the stages go on.
type collector struct {
	list    []Fault
	dropped int
	// placeless faults stand in no file or line.
	placeless bool
	// lines of the files that were read, by name.
	lines map[string][]string
}

// reading keeps the lines of a file, to show them.
func (c *collector) reading(file string, text []byte) {
	if c.lines == nil {
		c.lines = map[string][]string{}
	}
	c.lines[file] = strings.Split(string(text), "\n")
}

// placelessFile stands for all files where faults are placeless.
const placelessFile = "scenario"

// place is where a fault may say that something stands.
func (c *collector) place(at origin) origin {
	if c.placeless && at.file != setOrigin {
		return origin{file: placelessFile}
	}
	return at
}

func (c *collector) add(at origin, path, value, want string) {
	if c.skip() {
		return
	}
	at = c.place(at)
	c.list = append(c.list, c.shown(Fault{File: at.file, Line: at.line, Path: path, Value: value, Want: want}, at))
}

// shown adds to a fault the line in which it stands.
func (c *collector) shown(f Fault, at origin) Fault {
	f.Text = at.text
	if lines := c.lines[at.file]; 0 < at.line && at.line <= len(lines) {
		f.Text = strings.TrimSuffix(lines[at.line-1], "\r")
	}
	if at.from > at.to || at.to > len(f.Text) {
		return f
	}
	f.From, f.To = at.from, at.to
	if start, end := valueAfter(f.Text, at.to); !at.naming && f.Value != "" && start < end {
		f.From, f.To = start, end
		if at.text != "" {
			f.To = len(f.Text)
		}
	}
	return f
}

// valueAfter finds the value of a key that ends at an offset of a line of TOML;
// nothing where the line has none.
func valueAfter(line string, key int) (start, end int) {
	value, ok := strings.CutPrefix(strings.TrimLeft(line[key:], " \t"), "=")
	if !ok {
		return 0, 0
	}
	start = len(line) - len(strings.TrimLeft(value, " \t"))
	depth := 0
	for i := start; i < len(line); i++ {
		switch line[i] {
		case '"', '\'':
			i = stringEnd([]byte(line), i) - 1
		case '[', '{':
			depth++
		case ']', '}':
			depth--
		}
		if depth < 0 || line[i] == '#' || line[i] == ',' && depth == 0 {
			return start, end
		}
		if line[i] != ' ' && line[i] != '\t' {
			end = i + 1
		}
	}
	return start, end
}

// addUnknown adds a fault about an id, before those about what stands under it.
func (c *collector) addUnknown(at origin, path, value, want string) {
	n := len(c.list)
	c.add(at, path, value, want)
	if len(c.list) == n {
		return
	}
	unknown, at := c.list[n], c.place(at)
	i := slices.IndexFunc(c.list, func(f Fault) bool {
		return f.File == at.file && f.Line == at.line && (f.Path == path || strings.HasPrefix(f.Path, path+"."))
	})
	c.list = slices.Insert(c.list[:n], i, unknown)
}

func (c *collector) any() bool { return len(c.list) > 0 }

// skip counts a fault that would not be shown anyway, so that no hint needs to
// be looked for; it returns false while there is room.
func (c *collector) skip() bool {
	if len(c.list) < 10*maxFaults {
		return false
	}
	c.dropped++
	return true
}

// err returns the faults sorted by file and line, or nil.
func (c *collector) err() error {
	if len(c.list) == 0 {
		return nil
	}
	slices.SortStableFunc(c.list, func(a, b Fault) int {
		if n := strings.Compare(a.File, b.File); n != 0 {
			return n
		}
		return a.Line - b.Line
	})
	list := slices.Compact(c.list)
	if more := len(list) - maxFaults + c.dropped; more > 0 {
		list = list[:min(len(list), maxFaults)]
		last := list[len(list)-1]
		list = append(list, Fault{File: last.File, Want: fmt.Sprintf("and %d more faults", more)})
	}
	return &Faults{list}
}

// oneFault is the error of a scenario that could not even be read.
func oneFault(file, want string) error {
	return &Faults{[]Fault{{File: file, Want: want}}}
}
