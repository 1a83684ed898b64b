package scenarios

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"slices"
	"strconv"
	"strings"
)

// decorative keys change no history.
var decorative = map[string]bool{
	"format": true, "extends": true, "title": true, "name": true, "source": true, "confidence": true, "experiment": true,
	"calibration": true,
}

// reading keys change histories through other values only, which count as read.
var reading = map[string]bool{"coding.coder": true, "coding.capability": true, "coding.shuffle": true}

// Hash names what decides the histories of a scenario: SHA-256, in hexadecimal,
// over every resolved value that is not a default, and over the posterior if it draws from one. File names, comments, titles, sources and
// [experiment] and [calibration] do not count.
//
// varied are paths that overrides change later: where it may be the source of the
// parameters, a posterior that is shipped counts in any case.
func (t *Template) Hash(varied ...string) string {
	p := t.shipped()
	if p == nil || !slices.Contains(varied, modePath) {
		return t.hash
	}
	sum := sha256.Sum256([]byte(t.hash + p.Checksum()))
	return hex.EncodeToString(sum[:])
}

const modePath = "parameters.mode"

func hashOf(d *document, from *posterior.Posterior) string {
	h := sha256.New()
	if from != nil {
		fmt.Fprintf(h, "posterior = %s\n", from.Checksum())
	}
	visitor{entry: func(f *field, e *item) {
		if f.define != "" {
			fmt.Fprintln(h, e.path)
		}
	}, leaf: func(v leafValue) {
		l := v.base()
		if !decorative[l.field.name] && !reading[l.path] && !isAside(l.path) && !byDefault(v) {
			fmt.Fprintf(h, "%s = %s\n", l.path, exactly(v))
		}
	}}.document(d)
	return hex.EncodeToString(h.Sum(nil))
}

// byDefault says whether a value is what it would be in every war, so that it need not
// count: a key that is new to the format leaves hashes as they were.
func byDefault(v leafValue) bool {
	l := v.base()
	switch {
	case l.from == nil && l.field.key == "parameter":
		return true
	case !l.set:
		return l.note == ""
	}
	c, judged := v.(*coded)
	return l.field.def != "" && v.show() == l.field.def && (!judged || c.V.IsExact())
}

// exactly writes a resolved value with all its digits.
func exactly(v leafValue) string {
	l := v.base()
	c, judged := v.(*coded)
	switch {
	case !l.set:
		return "unset: " + l.note
	case judged:
		return formatNumber(c.V.Low) + " to " + formatNumber(c.V.High)
	}
	return strconv.Quote(v.show())
}

// idsOf lists the ids of every keyed table that files or options gave.
func idsOf(d *document) map[string][]string {
	all := map[string][]string{}
	visitor{only: func(*field) bool { return false }, entry: func(f *field, e *item) {
		if f.define != "" && e.from != nil {
			table := e.path[:strings.LastIndexByte(e.path, '.')]
			all[table] = append(all[table], e.ID)
		}
	}}.document(d)
	return all
}

// CheckPath says whether a path leads to a value that can be varied: what is
// wrong with it, with the nearest name, or nil.
func (t *Template) CheckPath(path string) error {
	keys := strings.Split(path, ".")
	s, at := format(), ""
	for len(keys) > 0 {
		f := s.at(keys[0])
		switch {
		case f == nil:
			return fmt.Errorf("%s: unknown key%s", joinPath(at, keys[0]), unknownHint(s, keys[0], at))
		case decorative[keys[0]] && f.name != "*":
			return fmt.Errorf("%s: changes no history: want a value that does", path)
		case f.name != "*":
			at, keys = joinPath(at, keys[0]), keys[1:]
		}
		if f.keyed {
			if want := t.wantID(f, at, keys); want != "" {
				return errors.New(path + ": " + want)
			}
			at, keys = joinPath(at, keys[0]), keys[1:]
		}
		switch {
		case f.table != nil && len(keys) == 0:
			return fmt.Errorf("%s: a table, not a value: %s", path, fault.OneOf(f.table.factors()))
		case f.table != nil:
			s = f.table
		case len(keys) > 0 && f.kind != "coded number":
			return fmt.Errorf("%s: %s is %s, not a table", path, at, article(f.kind))
		case len(keys) > 0:
			return fmt.Errorf("%s: want %s as a whole, as %s=0.5", path, at, at)
		default:
			return nil
		}
	}
	return nil
}

// wantID says what is wrong with the key of a keyed table.
func (t *Template) wantID(f *field, at string, keys []string) string {
	names := t.ids[at]
	if f.key != "" {
		if names = t.ids[f.key]; enums[f.key] != nil {
			names = enums[f.key]()
		}
	}
	if f.key == settingKey { // those of any strategy, which may be varied too
		names = settingsAt(at)
	}
	kind := f.define + f.key
	switch {
	case len(keys) == 0:
		return "want the " + kind + " too: " + fault.OneOf(names)
	case slices.Contains(names, keys[0]):
		return ""
	}
	if hint := fault.DidYouMean(keys[0], names); hint != "" {
		return "unknown " + kind + hint
	}
	return "unknown " + kind + ": " + fault.OneOf(names)
}

// factors lists the keys of a table that change histories.
func (s *schema) factors() []string {
	names := slices.DeleteFunc(s.names(), func(name string) bool { return decorative[name] })
	if s.rest != nil && enums[s.rest.key] != nil {
		names = append(names, enums[s.rest.key]()...)
	}
	return names
}

// CheckValue says what is wrong with a value by itself, spelt as in an override, at
// a path that CheckPath lets pass: type, range, unknown names. Whether it goes with
// the other values only Build can tell. The error is a *Faults.
func (t *Template) CheckValue(path, value string) error {
	var faults fault.Collector
	tree := override(t.tree, []string{path + "=" + value}, t.layers, &faults)
	d := bind(tree, t.root, false, &faults)
	leaveOut(d, t.without, &fault.Collector{})
	checkReferences(d, &faults)
	return faults.Err()
}

// IsWhole says whether a path leads to a whole number.
func (t *Template) IsWhole(path string) bool {
	s := format()
	for keys := strings.Split(path, "."); len(keys) > 0; keys = keys[1:] {
		f := s.at(keys[0])
		if f != nil && f.keyed && f.name != "*" {
			keys = keys[1:]
		}
		switch {
		case f == nil || len(keys) == 0:
			return false
		case f.table == nil:
			return len(keys) == 1 && f.kind == (*whole)(nil).kind()
		}
		s = f.table
	}
	return false
}
