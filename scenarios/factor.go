package scenarios

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/scenarios/syntax"
)

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

func hashOf(d *form.Document, from *posterior.Posterior) string {
	h := sha256.New()
	if from != nil {
		fmt.Fprintf(h, "posterior = %s\n", from.Checksum())
	}
	form.Visitor{Entry: func(f *form.Field, e *form.Item) {
		if f.Define != "" {
			fmt.Fprintln(h, e.Path)
		}
	}, Leaf: func(v form.Value) {
		l := v.Base()
		if !form.Decorative[l.Field.Name] && !reading[l.Path] && !isAside(l.Path) && !byDefault(v) {
			fmt.Fprintf(h, "%s = %s\n", l.Path, exactly(v))
		}
	}}.Document(d)
	return hex.EncodeToString(h.Sum(nil))
}

// byDefault says whether a value is what it would be in every war, so that it need not
// count: a key that is new to the format leaves hashes as they were.
func byDefault(v form.Value) bool {
	l := v.Base()
	switch {
	case l.From == nil && l.Field.Key == "parameter":
		return true
	case !l.Set:
		return l.Note == ""
	}
	c, judged := v.(*form.Coded)
	return l.Field.Def != "" && v.Show() == l.Field.Def && (!judged || c.V.IsExact())
}

// exactly writes a resolved value with all its digits.
func exactly(v form.Value) string {
	l := v.Base()
	c, judged := v.(*form.Coded)
	switch {
	case !l.Set:
		return "unset: " + l.Note
	case judged:
		return syntax.FormatNumber(c.V.Low) + " to " + syntax.FormatNumber(c.V.High)
	}
	return strconv.Quote(v.Show())
}

// idsOf lists the ids of every keyed table that files or options gave.
func idsOf(d *form.Document) map[string][]string {
	all := map[string][]string{}
	form.Visitor{Only: func(*form.Field) bool { return false }, Entry: func(f *form.Field, e *form.Item) {
		if f.Define != "" && e.From != nil {
			table := e.Path[:strings.LastIndexByte(e.Path, '.')]
			all[table] = append(all[table], e.ID)
		}
	}}.Document(d)
	return all
}

// CheckPath says whether a path leads to a value that can be varied: what is
// wrong with it, with the nearest name, or nil.
func (t *Template) CheckPath(path string) error {
	_, err := t.fieldAt(path)
	return err
}

// IsWhole says whether a path leads to a whole number.
func (t *Template) IsWhole(path string) bool {
	f, err := t.fieldAt(path)
	return err == nil && f.Kind == form.KindWhole
}

// fieldAt is the key of the format that a path leads to.
func (t *Template) fieldAt(path string) (*form.Field, error) {
	keys := strings.Split(path, ".")
	s, at := form.Format(), ""
	for {
		f := s.At(keys[0])
		switch {
		case f == nil:
			return nil, fmt.Errorf("%s: unknown key%s", syntax.JoinPath(at, keys[0]), form.UnknownHint(s, keys[0], at))
		case form.Decorative[keys[0]] && f.Name != "*":
			return nil, fmt.Errorf("%s: changes no history: want a value that does", path)
		case f.Name != "*":
			at, keys = syntax.JoinPath(at, keys[0]), keys[1:]
		}
		if f.Keyed {
			if want := t.wantID(f, at, keys); want != "" {
				return nil, errors.New(path + ": " + want)
			}
			at, keys = syntax.JoinPath(at, keys[0]), keys[1:]
		}
		switch {
		case f.Table != nil && len(keys) == 0:
			return nil, fmt.Errorf("%s: a table, not a value: %s", path, fault.OneOf(f.Table.Factors()))
		case f.Table != nil:
			s = f.Table
		case len(keys) > 0 && f.Kind != form.KindCoded:
			return nil, fmt.Errorf("%s: %s is %s, not a table", path, at, form.Article(f.Kind))
		case len(keys) > 0:
			return nil, fmt.Errorf("%s: want %s as a whole, as %s=0.5", path, at, at)
		default:
			return f, nil
		}
	}
}

// wantID says what is wrong with the key of a keyed table.
func (t *Template) wantID(f *form.Field, at string, keys []string) string {
	names := t.ids[at]
	if f.Key != "" {
		if names = t.ids[f.Key]; form.Enums[f.Key] != nil {
			names = form.Enums[f.Key]()
		}
	}
	if f.Key == form.SettingKey { // those of any strategy, which may be varied too
		names = form.SettingNames(f.Strategies)
	}
	kind := f.Define + f.Key
	switch {
	case len(keys) == 0:
		return "want the " + kind + " too: " + fault.OneOf(names)
	case slices.Contains(names, keys[0]):
		return ""
	}
	return "unknown " + kind + cmp.Or(fault.DidYouMean(keys[0], names), ": "+fault.OneOf(names))
}

// CheckValue says what is wrong with a value by itself, spelt as in an override, at
// a path that CheckPath lets pass: type, range, unknown names. Whether it goes with
// the other values only Build can tell. The error is a *fault.List.
func (t *Template) CheckValue(path, value string) error {
	var faults fault.Collector
	tree := form.Override(t.tree, []string{path + "=" + value}, t.layers, &faults)
	d := form.Bind(tree, t.root, &faults)
	leaveOut(d, t.without, &fault.Collector{})
	checkReferences(d, &faults)
	return faults.Err()
}

// asides are the tables that say what is done with a scenario; they change no history.
var asides = []string{"experiment.", "calibration."}

func isAside(path string) bool {
	for _, table := range asides {
		if strings.HasPrefix(path, table) {
			return true
		}
	}
	return false
}
