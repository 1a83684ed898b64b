package form

import (
	"cmp"
	"iter"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"parley/docs"
	"parley/scenarios/fault"
	"parley/scenarios/syntax"
)

// Schema is what a table may hold, compiled from the tags of a struct:
//
//	toml      the key; "*" stands for every other key of the table
//	define    of a keyed table: what its keys name, and so bring into being
//	most      of these there may be
//	names     key that whatever is added later must have
//	key       of a keyed table: what its keys must refer to
//	strategies of settings: the set whose settings they are
//	ref, enum of text: what it must refer to, or the closed set it is from
//	range     of numbers: "0..1", "(0..1)" without its ends, "0.." without a top
//	scale     of coded numbers: whose margin widens the coders' range
//	unit, default, doc
//	unset     what holds, in words, where the default depends on other keys
//	example   of lists that hold no plain names
//	required  must be given
type Schema struct {
	Fields []*Field // fixed keys, in the order of the struct
	ByName map[string]*Field
	Rest   *Field // what each of the other keys is, which name something; or nil
	keyed  bool   // there are no others, and a list of the entries is all of the table
}

// Field is a key of a table, as its tags describe it.
type Field struct {
	Name  string // key, of the entries of a table too; "*" for the rest
	index int
	Table *Schema // nil for leaves

	Kind   string // of leaves, for people
	Define string
	Most   int
	names  string
	Key    string
	Ref    string
	Enum   string

	Strategies string
	Span       span
	Scale      string
	Unit       string
	Def        string
	Default    any // Def as a file would give it; nil if there is none
	Unset      string
	Doc        string
	Points     []docs.Point // of its scale, where the page on coding has them

	example  string
	required bool

	logarithmic bool // the prior of a parameter, whose bounds are then above 0
}

// at returns what a key of the table is, an empty field if it is unknown.
func (s *Schema) at(name string) *Field {
	if s == nil {
		s = &Schema{}
	}
	return cmp.Or(s.ByName[name], s.Rest, &Field{})
}

// list of the entries of a table.
func (s *Schema) list(table reflect.Value) reflect.Value {
	if s.keyed {
		return table
	}
	return table.Field(s.Rest.index)
}

// entriesOf a table of a scenario, or that table if it is not keyed.
func entriesOf(name string) *Schema {
	s := Format().ByName[name].Table
	if s.keyed {
		s = s.Rest.Table
	}
	return s
}

// names returns the fixed keys.
func (s *Schema) names() []string { return Collect(s.Fields, func(f *Field) string { return f.Name }) }

// placeholder stands for the keys of a keyed table in paths of the format.
func (f *Field) placeholder() string { return strings.ToUpper(f.Define + f.Key) }

// Format is the schema of a whole scenario.
var Format = sync.OnceValue(func() *Schema { return compile(reflect.TypeFor[Document](), "") })

// compile reads the tags of a struct, that of a table; a mistake in them panics.
func compile(t reflect.Type, table string) *Schema {
	s := &Schema{ByName: map[string]*Field{}}
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous || sf.Tag.Get("toml") == "" {
			continue
		}
		f, path, of := newField(sf, i), table, sf.Type
		if f.Name != "*" {
			path = syntax.JoinPath(table, f.Name)
		}
		keyed := of.Kind() == reflect.Slice
		if keyed {
			path, of = syntax.JoinPath(path, f.placeholder()), of.Elem().Elem()
		}
		f.Points = docs.Points()[path]
		if f.Kind = kinds[of]; f.Kind == "" {
			f.Table = compile(of, path)
		}
		if f.Name == "*" {
			s.Rest = f
			continue
		}
		if keyed {
			f = &Field{Name: f.Name, index: i, Most: f.Most, Doc: f.Doc, Table: &Schema{Rest: f, keyed: true}}
		}
		s.Fields = append(s.Fields, f)
		s.ByName[f.Name] = f
	}
	return s
}

func newField(sf reflect.StructField, index int) *Field {
	tag := sf.Tag
	f := &Field{
		Name: tag.Get("toml"), index: index,
		Define: tag.Get("define"), names: tag.Get("names"), Key: tag.Get("key"), Ref: tag.Get("ref"), Enum: tag.Get("enum"),
		Span: parseSpan(tag.Get("range")), Scale: tag.Get("scale"),
		Unit: tag.Get("unit"), Def: tag.Get("default"), Unset: tag.Get("unset"), Doc: tag.Get("doc"),
		example: tag.Get("example"), Strategies: tag.Get("strategies"),
		required: tag.Get("required") == "true",
	}
	f.Most, _ = strconv.Atoi(tag.Get("most"))
	if f.Def != "" {
		f.Default = parseValue(f.Def, fault.Origin{}).Value
	}
	if f.Doc == "" {
		panic("scenarios: key without doc: " + f.Name)
	}
	return f
}

// span is the range that a number may take, with its ends unless it is open. An end may be
// infinite.
type span struct {
	Low, High float64
	open      bool
}

// parseSpan reads "0..1", "0..", and "(0..1)" without its ends; "" is any finite number.
func parseSpan(s string) span {
	r := span{Low: math.Inf(-1), High: math.Inf(1)}
	if s == "" {
		return r
	}
	s, r.open = strings.CutPrefix(strings.TrimSuffix(s, ")"), "(")
	low, high, ok := strings.Cut(s, "..")
	if !ok {
		panic("scenarios: range " + s)
	}
	r.Low, _ = strconv.ParseFloat(low, 64)
	if high != "" {
		r.High, _ = strconv.ParseFloat(high, 64)
	}
	return r
}

// Has says whether a number lies in the range.
func (r span) Has(x float64) bool {
	return r.Low <= x && x <= r.High && !(r.open && (x == r.Low || x == r.High))
}

// Clip a number to the range.
func (r span) Clip(x float64) float64 {
	if r.open {
		return max(min(x, r.High-insideOpen), r.Low+insideOpen)
	}
	return max(min(x, r.High), r.Low)
}

func (r span) String() string {
	low, high := syntax.FormatNumber(r.Low), syntax.FormatNumber(r.High)
	switch {
	case math.IsInf(r.Low, -1):
		return ""
	case math.IsInf(r.High, 1):
		return low + " or more"
	case r.Low == r.High:
		return low
	case r.open:
		return "more than " + low + " and less than " + high
	}
	return low + " to " + high
}

// after adds the range, if there is one, to what is wanted.
func (r span) after(want string) string { return strings.TrimSuffix(want+", "+r.String(), ", ") }

// decorative keys, and those of such tables, change no history.
var decorative = map[string]bool{
	"format": true, "extends": true, "title": true, "name": true, "source": true, "confidence": true, "experiment": true,
	"calibration": true, "article": true, "plural": true,
}

// Decorates says that it changes no history.
func (i *Item) Decorates() bool {
	return decorative[i.Table()] || decorative[i.Field.Name]
}

// Each entry of keyed tables and each value of a document that is of some type, in the order of the
// document, an entry before what is in it.
func Each[E Entry](d *Document) iter.Seq[E] { return each[E](Format(), d) }

// EachIn is the same of what is in an entry.
func EachIn[E Entry](e Entry) iter.Seq[E] { return each[E](e.Head().Field.Table, e) }

func each[E Entry](s *Schema, table any) iter.Seq[E] {
	return func(yield func(E) bool) {
		s.walk(reflect.ValueOf(table).Elem(), func(x Entry) bool {
			e, is := x.(E)
			return !is || yield(e)
		})
	}
}

func (s *Schema) walk(table reflect.Value, yield func(Entry) bool) bool {
	visit := func(f *Field, of reflect.Value) bool {
		if f.Table != nil {
			return f.Table.walk(of, yield)
		}
		return yield(of.Addr().Interface().(Entry))
	}
	for _, f := range s.Fields {
		if !visit(f, table.Field(f.index)) {
			return false
		}
	}
	if s.Rest == nil {
		return true
	}
	list := s.list(table)
	for i := range list.Len() {
		e := list.Index(i)
		if s.Rest.Table != nil && !yield(e.Interface().(Entry)) || !visit(s.Rest, e.Elem()) {
			return false
		}
	}
	return true
}
