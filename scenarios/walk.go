package scenarios

import (
	"reflect"
	"strconv"
)

// defaultValue decodes the default of a tag as a file would give it.
func defaultValue(f *field) any {
	switch f.kind {
	case "true or false":
		return f.def == "true"
	case "whole number":
		n, _ := strconv.ParseInt(f.def, 10, 64)
		return n
	case "number", "coded number":
		x, _ := strconv.ParseFloat(f.def, 64)
		return x
	}
	return f.def
}

// visitor is called for every leaf of a document, and for every entry of its
// keyed tables before the leaves of that entry. Either may be nil. If only is
// set, leaves of other fields are passed over.
type visitor struct {
	only  func(*field) bool
	leaf  func(leafValue)
	entry func(f *field, e *item)
}

// valueIndex is the field Value of codedOf and its kin.
const valueIndex = 1

func (v visitor) document(d *document) { v.walk(format(), reflect.ValueOf(d).Elem()) }

func (v visitor) walk(s *schema, val reflect.Value) {
	for _, f := range s.fields {
		v.field(f, val.Field(f.index))
	}
	if s.rest != nil {
		v.field(s.rest, val.Field(s.rest.index))
	}
}

func (v visitor) field(f *field, val reflect.Value) {
	wanted := v.only == nil || v.only(f)
	switch {
	case f.keyed && f.table == nil && !wanted && v.entry == nil:
	case f.keyed:
		for i := range val.Len() {
			e := val.Index(i)
			if v.entry != nil {
				v.entry(f, e.Addr().Interface().(entry).head())
			}
			if f.table != nil {
				v.walk(f.table, e)
			} else if wanted {
				v.visit(e.Field(valueIndex))
			}
		}
	case f.table != nil:
		v.walk(f.table, val)
	case wanted:
		v.visit(val)
	}
}

func (v visitor) visit(val reflect.Value) {
	if v.leaf != nil {
		v.leaf(val.Addr().Interface().(leafValue))
	}
}
