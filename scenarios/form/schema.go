package form

import (
	"cmp"
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
func (l *Leaf) Decorates() bool {
	table, _, _ := strings.Cut(l.Path, ".")
	return decorative[table] || decorative[l.Field.Name]
}

// Visitor is called for every leaf of a document, and for every entry of its
// keyed tables before the leaves of that entry. Either may be nil.
type Visitor struct {
	Leaf  func(Value)
	Entry func(f *Field, e *Item)
}

// Document is visited in its own order.
func (v Visitor) Document(d *Document) { v.walk(Format(), reflect.ValueOf(d).Elem()) }

// Of visits a table alone, or an entry of a keyed one.
func (v Visitor) Of(table string, entry any) { v.walk(entriesOf(table), reflect.ValueOf(entry).Elem()) }

func (v Visitor) walk(s *Schema, of reflect.Value) {
	visit := func(f *Field, val reflect.Value) {
		if f.Table != nil {
			v.walk(f.Table, val)
		} else if v.Leaf != nil {
			v.Leaf(val.Addr().Interface().(Value))
		}
	}
	for _, f := range s.Fields {
		visit(f, of.Field(f.index))
	}
	if s.Rest == nil {
		return
	}
	for _, e := range s.list(of).Seq2() {
		if v.Entry != nil {
			v.Entry(s.Rest, e.Interface().(entry).head())
		}
		visit(s.Rest, e.Elem())
	}
}
