package form

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley/scenarios/fault"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Leaf is what every value of a document knows about itself.
type Leaf struct {
	Item
	Set  bool     // it has a value, given or default
	Gone string   // why what it named is not there any more
	Bad  bool     // its fault is reported already
	Note string   // how it is shown, where its value alone would not do
	Why  string   // origin of a default that follows from something else
	Read []string // how what was given is read, where not as it stands
}

// Base implements Value.
func (l *Leaf) Base() *Leaf { return l }

// Given says that a file or the command line gave a usable value.
func (l *Leaf) Given() bool { return l.From != nil && !l.Bad }

// Place says where it was given, as "war.toml:12: experiment.vary"; "" if it was not.
func (l *Leaf) Place() string {
	if !l.Given() {
		return ""
	}
	return l.From.At.String() + ": " + l.Path
}

// Said is the key with what was given, and where, as "coordination.lead = un (--set)".
func (l *Leaf) Said() string {
	return l.Path + " = " + l.From.Render() + " (" + l.From.At.String() + ")"
}

// Layer in which it was said, fault.NoLayer for a default.
func (l *Leaf) Layer() int {
	if l.From == nil {
		return fault.NoLayer
	}
	return l.From.At.Layer
}

// Value is a leaf of the document: it takes a decoded value, or says what it wants.
type Value interface {
	Entry
	Base() *Leaf
	// Take stores a decoded value; want is what is allowed if it cannot.
	Take(n *syntax.Node) (want string)
	Show() string
}

// Values of one part.
type (
	Text    = one[string] // a text, an id, or one of a closed set
	Boolean = one[bool]
	Whole   = one[int]
	Number  = one[float64]
	Month   = one[sim.Month]
	Words   = one[[]string]
)

type one[V any] struct {
	Leaf
	V V
}

const (
	maxText    = 4096
	maxCoders  = 16
	insideOpen = 0.01     // how near a widened range comes to an end that is not allowed
	itsID      = "its id" // what a name is that is not given
)

// Kinds of values, for people.
const (
	KindText      = "text"
	KindBoolean   = "true or false"
	KindWhole     = "whole number"
	KindNumber    = "number"
	KindMonth     = "month"
	KindWords     = "list of names"
	KindCoded     = "coded number"
	kindParameter = "number or [low, high]"
	kindSwitched  = "level or weights"
)

var kinds = map[reflect.Type]string{
	reflect.TypeFor[Text](): KindText, reflect.TypeFor[Boolean](): KindBoolean, reflect.TypeFor[Whole](): KindWhole,
	reflect.TypeFor[Number](): KindNumber, reflect.TypeFor[Month](): KindMonth, reflect.TypeFor[Words](): KindWords,
	reflect.TypeFor[Coded](): KindCoded, reflect.TypeFor[Parameter](): kindParameter,
}

func (x *one[V]) Take(n *syntax.Node) (want string) {
	switch v := any(&x.V).(type) {
	case *string:
		*v, want = x.Field.text(n)
	case *bool:
		*v, want = toBoolean(n)
	case *int:
		*v, want = toWhole(n, x.Field.Span)
	case *float64:
		*v, want = toNumber(n, x.Field.Span)
	case *sim.Month:
		*v, want = toMonth(n)
	case *[]string:
		*v, want = x.Field.words(n)
	}
	return want
}

func (x *one[V]) Show() string {
	switch v := any(x.V).(type) {
	case float64:
		return syntax.FormatNumber(v)
	case []string:
		return cmp.Or(strings.Join(v, ", "), "none")
	}
	return fmt.Sprint(x.V)
}

// Fill in what nobody gave.
func (x *one[V]) Fill(v V) {
	if !x.Set {
		x.V, x.Set = v, true
	}
}

func (f *Field) text(n *syntax.Node) (s, want string) {
	s, ok := n.Value.(string)
	switch {
	case !ok:
		return s, "want text in quotes"
	case len(s) > maxText:
		return s, fmt.Sprintf("want text of at most %d bytes", maxText)
	}
	return s, f.oneOf(s)
}

func toBoolean(n *syntax.Node) (v bool, want string) {
	switch v, ok := n.Value.(bool); {
	case ok:
		return v, ""
	case n.Bare:
		return v, "want true or false"
	}
	return v, "want true or false, without quotes"
}

// oneOf wants a name of the field's closed set, if it has one.
func (f *Field) oneOf(s string) (want string) {
	if f.Enum == "" || slices.Contains(Enums[f.Enum], s) {
		return ""
	}
	return fault.NoneOf(s, Enums[f.Enum])
}

// words are names, each once.
func (f *Field) words(n *syntax.Node) (names []string, want string) {
	wanted := "want a list of text, as in " + cmp.Or(f.example, `["a", "b"]`)
	if f.example == "" {
		wanted = strings.Replace(wanted, "text", "names", 1)
	}
	list, ok := n.Value.([]any)
	if !ok {
		return nil, wanted
	}
	for _, e := range list {
		s, ok := e.(string)
		switch {
		case !ok:
			return names, wanted
		case slices.Contains(names, s):
			return names, fmt.Sprintf("want each name once, %s stands here twice", s)
		}
		if want := f.oneOf(s); want != "" {
			return names, want
		}
		names = append(names, s)
	}
	return names, ""
}

func toWhole(n *syntax.Node, r span) (v int, want string) {
	want = "want a whole number, " + r.String()
	switch v := n.Value.(type) {
	case int64:
		if r.Has(float64(v)) {
			return int(v), ""
		}
		return 0, "want " + r.String()
	case string:
		if !n.Bare {
			want += ", without quotes"
		}
	case float64:
		want += ", without a point"
	}
	return 0, want
}

// toNumber accepts whole and decimal numbers within a range.
func toNumber(from *syntax.Node, r span) (v float64, want string) {
	switch n := from.Value.(type) {
	case int64:
		v = float64(n)
	case float64:
		v = n
	case string: // in quotes in a file, which need not be on the command line
		if from.Bare {
			return 0, cmp.Or(syntax.NumberAdvice(n), r.after("want a number"))
		}
		return 0, r.after("want a number without quotes")
	default:
		return 0, r.after("want a number")
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, r.after("want a finite number")
	}
	if !r.Has(v) {
		return 0, "want " + r.String()
	}
	return v, ""
}

// toNumbers takes each of a list; whose says in a message which of them one is.
func toNumbers(list []any, r span, whose ...string) (all []float64, want string) {
	for i, e := range list {
		v, want := toNumber(&syntax.Node{Value: e}, r)
		if want != "" {
			return nil, want + " for " + whose[min(i, len(whose)-1)]
		}
		all = append(all, v)
	}
	return all, ""
}

func toMonth(n *syntax.Node) (m sim.Month, want string) {
	want, quote := `want a month in quotes, as in "1993-01"`, `"`
	if n.At.File == fault.SetOrigin {
		want, quote = "want a month, as in 1993-01", ""
	}
	switch v := n.Value.(type) {
	case string:
		m, err := sim.ParseMonth(v)
		switch {
		case err == nil:
			return m, ""
		case dayDate.MatchString(v):
			return 0, want + ", without day and time"
		}
		want += ", from 1800-01 to 2200-12"
	case time.Time:
		if v.Year() == 0 { // a time of day alone
			return 0, want
		}
		want += ": " + quote + v.Format("2006-01") + quote + ", without day and time"
	}
	return 0, want
}

var dayDate = regexp.MustCompile(`^\d{4}-\d{2}(-\d{2}|[T ]).*$`)

// Coded is a judged number: exact, one number per coder, or a range.
type Coded struct {
	Leaf
	V     sim.Coded
	Coder []float64 // one number per coder, before widening
}

// Fill in what nobody gave.
func (c *Coded) Fill(v sim.Coded) { c.V, c.Set = v, true }

func (c *Coded) Take(n *syntax.Node) string {
	if n.IsTable() {
		return c.takeRange(n)
	}
	list, ok := n.Value.([]any)
	if !ok {
		v, want := toNumber(n, c.Field.Span)
		c.V = sim.Exact(v)
		return want
	}
	if len(list) == 0 || len(list) > maxCoders {
		return fmt.Sprintf("want one number for each coder, 1 to %d of them", maxCoders)
	}
	var want string
	if c.Coder, want = toNumbers(list, c.Field.Span, "each coder"); want != "" {
		return want
	}
	c.V = sim.Coded{Low: slices.Min(c.Coder), High: slices.Max(c.Coder)}
	return ""
}

func (c *Coded) takeRange(n *syntax.Node) string {
	want := "want a number, a list with one number for each coder, or {low = ..., high = ...}, as " + c.Path + " = [" + syntax.FormatNumber(c.Field.Span.Clip(0.5)) + "]"
	low, high := n.Child("low"), n.Child("high")
	if low == nil || high == nil || len(n.Names) != 2 || low.IsTable() || high.IsTable() {
		return want
	}
	ends, wanted := toNumbers([]any{low.Value, high.Value}, c.Field.Span, "low", "high")
	switch {
	case wanted != "":
		return wanted
	case ends[0] > ends[1]:
		return "want low to be at most high"
	}
	c.V = sim.Coded{Low: ends[0], High: ends[1]}
	return ""
}

func (c *Coded) Show() string {
	said, exactly := "", ""
	if n := len(c.Coder); n > 0 {
		said, exactly = strings.Join(Collect(c.Coder, syntax.FormatNumber), ", "), "exactly "
		if said += " by " + CountWord(n) + " coder"; n > 1 {
			said += "s"
		}
		said += ": "
	}
	if c.V.IsExact() {
		return said + exactly + syntax.FormatNumber(c.V.Low)
	}
	return said + "drawn from " + showEnd(c.V.Low) + " to " + showEnd(c.V.High)
}

// CountWord is a small number in letters.
func CountWord(n int) string {
	if small := []string{"no", "one", "two", "three", "four", "five", "six"}; n < len(small) {
		return small[n]
	}
	return strconv.Itoa(n)
}

// showEnd writes two decimals where they say all.
func showEnd(x float64) string {
	if s := fmt.Sprintf("%.2f", x); math.Abs(x-math.Round(100*x)/100) < 1e-9 {
		return s
	}
	return fmt.Sprintf("%.4g", x)
}
