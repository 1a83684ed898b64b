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
	c.list = append(c.list, Fault{File: at.file, Line: at.line, Path: path, Value: value, Want: want})
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
