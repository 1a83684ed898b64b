package scenarios

import (
	"sort"

	"github.com/pelletier/go-toml/v2/unstable"
)

// place is where a key was first written, which bytes of the line it is, and the
// how-manyth it is.
type place struct{ line, order, from, to int }

// places are keyed by path, its keys joined by pathSep.
type places map[string]place

const pathSep = "\x00"

// locate parses the text a second time, for the lines of its keys. What it
// cannot read is left without a line of its own.
func locate(text []byte) places {
	l := locator{found: places{}, starts: []int{0}}
	for i, c := range text {
		if c == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	var p unstable.Parser
	p.Reset(text)
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = l.key(e, "")
		case unstable.KeyValue:
			l.pair(e, table)
		}
	}
	return l.found
}

type locator struct {
	found  places
	starts []int // offset of each line
}

// key records every part of a dotted key and returns its path, with a
// separator at the end.
func (l *locator) key(e *unstable.Node, path string) string {
	for it := e.Key(); it.Next(); {
		part := it.Node()
		path += string(part.Data)
		if _, known := l.found[path]; !known {
			offset := int(part.Raw.Offset)
			line := sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset })
			from := offset - l.starts[line-1]
			l.found[path] = place{line, len(l.found) + 1, from, from + int(part.Raw.Length)}
		}
		path += pathSep
	}
	return path
}

func (l *locator) pair(e *unstable.Node, table string) {
	path := l.key(e, table)
	if e.Value().Kind != unstable.InlineTable {
		return
	}
	for it := e.Value().Children(); it.Next(); {
		if it.Node().Kind == unstable.KeyValue {
			l.pair(it.Node(), path)
		}
	}
}
