package scenarios

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
)

// schema is what a table may hold, compiled from the tags of a struct:
//
//	toml      the key; "*" stands for every other key of the table
//	define    of a keyed table: what its keys name, and so bring into being
//	key       of a keyed table: what its keys must refer to
//	ref, enum of text: what it must refer to, or the closed set it is from
//	range     of numbers: "0..1", "(0..1)" without its ends, "0.." without a top
//	scale     of coded numbers: whose margin widens the coders' range
//	unit, default, doc
//	unset     what holds, in words, where the default depends on other keys
//	example   of lists that hold no plain names
//	required  must be given
type schema struct {
	fields []*field // fixed keys, in the order of the struct
	byName map[string]*field
	rest   *field // keys that name something, or nil
}

type field struct {
	name  string // key, "*" for the rest
	index int
	keyed bool    // a table whose keys name something
	table *schema // of a table, or of every item of a keyed table; nil for leaves

	kind   string // of leaves, for people
	define string
	key    string
	ref    string
	enum   string
	span   span
	scale  string
	unit   string
	def    string
	unset  string
	doc    string

	example  string
	required bool

	logarithmic bool // the prior of a parameter, whose bounds are then above 0
}

// at returns what a key of the table is, or nil if it is unknown.
func (s *schema) at(name string) *field {
	if s == nil {
		return nil
	}
	if f := s.byName[name]; f != nil {
		return f
	}
	return s.rest
}

// names returns the fixed keys.
func (s *schema) names() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	return names
}

// placeholder stands for the keys of a keyed table in paths of the format.
func (f *field) placeholder() string { return strings.ToUpper(f.define + f.key) }

var format = sync.OnceValue(func() *schema { return compile(reflect.TypeFor[document]()) })

// compile reads the tags of a struct; a mistake in them panics.
func compile(t reflect.Type) *schema {
	s := &schema{byName: map[string]*field{}}
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous || sf.Tag.Get("toml") == "" {
			continue
		}
		f := newField(sf, i)
		switch {
		case sf.Type.Kind() == reflect.Slice:
			f.keyed = true
			item := sf.Type.Elem()
			if value, ok := item.FieldByName("Value"); ok {
				f.kind = kindOf(value.Type)
			} else {
				f.table = compile(item)
			}
		case isLeaf(sf.Type):
			f.kind = kindOf(sf.Type)
		default:
			f.table = compile(sf.Type)
		}
		if f.name == "*" {
			s.rest = f
			continue
		}
		s.fields = append(s.fields, f)
		s.byName[f.name] = f
	}
	return s
}

func newField(sf reflect.StructField, index int) *field {
	tag := sf.Tag
	f := &field{
		name: tag.Get("toml"), index: index,
		define: tag.Get("define"), key: tag.Get("key"), ref: tag.Get("ref"), enum: tag.Get("enum"),
		span: parseSpan(tag.Get("range")), scale: tag.Get("scale"),
		unit: tag.Get("unit"), def: tag.Get("default"), unset: tag.Get("unset"), doc: tag.Get("doc"),
		example:  tag.Get("example"),
		required: tag.Get("required") == "true",
	}
	if f.doc == "" {
		panic("scenarios: key without doc: " + f.name)
	}
	return f
}

func isLeaf(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(reflect.TypeFor[leafValue]())
}

func kindOf(t reflect.Type) string { return reflect.New(t).Interface().(leafValue).kind() }

// span is the range that a number may take; low == high == 0 and unbounded is
// any finite number.
type span struct {
	low, high         float64
	noHigh, any       bool
	openLow, openHigh bool
}

// parseSpan reads "0..1", "0..", and a parenthesis in front or behind for an
// end that is not allowed itself.
func parseSpan(s string) span {
	if s == "" {
		return span{any: true}
	}
	var r span
	s, r.openLow = strings.CutPrefix(s, "(")
	s, r.openHigh = strings.CutSuffix(s, ")")
	low, high, ok := strings.Cut(s, "..")
	if !ok {
		panic("scenarios: range " + s)
	}
	r.low, _ = strconv.ParseFloat(low, 64)
	if r.noHigh = high == ""; !r.noHigh {
		r.high, _ = strconv.ParseFloat(high, 64)
	}
	return r
}

func (r span) has(x float64) bool {
	if r.any {
		return true
	}
	if x < r.low || r.openLow && x == r.low {
		return false
	}
	return r.noHigh || x < r.high || !r.openHigh && x == r.high
}

// insideOpen is how near a widened range comes to an end that is not allowed.
const insideOpen = 0.01

func (r span) clip(x float64) float64 {
	if r.any {
		return x
	}
	low, high := r.low, r.high
	if r.openLow {
		low += insideOpen
	}
	if r.openHigh {
		high -= insideOpen
	}
	if !r.noHigh {
		x = min(x, high)
	}
	return max(x, low)
}

func (r span) String() string {
	low, high := formatNumber(r.low), formatNumber(r.high)
	switch {
	case r.any:
		return ""
	case r.noHigh && r.openLow:
		return "more than " + low
	case r.noHigh:
		return low + " or more"
	case r.low == r.high:
		return low
	case r.openLow && r.openHigh:
		return fmt.Sprintf("more than %s and less than %s", low, high)
	case r.openLow:
		return fmt.Sprintf("more than %s, up to %s", low, high)
	case r.openHigh:
		return fmt.Sprintf("%s up to less than %s", low, high)
	}
	return low + " to " + high
}
