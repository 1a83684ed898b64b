package scenarios

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
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
	if !slices.Contains(varied, modePath) || t.shipped() == nil {
		return t.hash()
	}
	sum := sha256.Sum256([]byte(t.hash() + t.shipped().Checksum()))
	return hex.EncodeToString(sum[:])
}

const modePath = "parameters.mode"

func hashOf(d *form.Document, from *posterior.Posterior) string {
	h := sha256.New()
	if from != nil {
		fmt.Fprintf(h, "posterior = %s\n", from.Checksum())
	}
	for x := range form.Each[form.Entry](d) {
		e := x.Head()
		if v, is := x.(form.Value); is && !e.Decorates() && !reading[e.Path] && !byDefault(v) {
			fmt.Fprintf(h, "%s = %s\n", e.Path, exactly(v))
		} else if e.Field.Define != "" {
			fmt.Fprintln(h, e.Path)
		}
	}
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

// CheckPath says whether a path leads to a value that can be varied, by setting it: what
// is wrong with it, with the nearest name, or nil.
func (t *Template) CheckPath(path string) error {
	var values, names fault.Collector
	var leaf *form.Leaf
	d := t.with(path+"=0", &values, &names)
	for v := range form.Each[form.Value](d) {
		if l := v.Base(); l.Path == path {
			leaf = l
		}
	}
	wrong := names.List
	if leaf == nil {
		wrong = append(values.List, wrong...)
	}
	switch {
	case len(wrong) > 0 && strings.HasPrefix(wrong[0].Want, "want a table"):
		return fmt.Errorf("%s: a table, not a value: want the path of one of its values", path)
	case len(wrong) > 0:
		want, _, _ := strings.Cut(wrong[0].Want, " (to add one")
		return fmt.Errorf("%s: %s", cmp.Or(wrong[0].Path, path), want)
	case leaf == nil:
		return fmt.Errorf("%s: left out by %s", path, form.WithoutOrigin)
	case leaf.Decorates():
		return fmt.Errorf("%s: changes no history: want a value that does", path)
	case leaf.Field.Key == form.SettingKey: // of any strategy, which may be varied too
		if all := form.SettingNames(leaf.Field.Strategies); !slices.Contains(all, leaf.ID) {
			return fmt.Errorf("%s: unknown setting%s", path, fault.Instead(leaf.ID, all))
		}
	}
	return nil
}

// with an override, a document whose values and names are checked, each by itself.
func (t *Template) with(set string, values, names *fault.Collector) *form.Document {
	d := form.Bind(form.Override(t.tree, []string{set}, t.layers, values), t.root, values)
	leaveOut(d, t.options.Without, &fault.Collector{})
	checkReferences(d, names)
	return d
}

// CheckValue says what is wrong with a value by itself, spelt as in an override, at
// a path that CheckPath lets pass: type, range, unknown names. Whether it goes with
// the other values only Build can tell. The error is a *fault.List.
func (t *Template) CheckValue(path, value string) error {
	var faults fault.Collector
	t.with(path+"="+value, &faults, &faults)
	return faults.Err()
}
