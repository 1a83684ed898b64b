package form

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"parley/scenarios/fault"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Leaf is what every value of a document knows about itself.
type Leaf struct {
	Field *Field
	Path  string
	From  *syntax.Node // where it was given; nil for a default
	Set   bool         // it has a value, given or default
	Gone  string       // why what it named is not there any more
	Bad   bool         // its fault is reported already
	Note  string       // how it is shown, where its value alone would not do
	Why   string       // origin of a default that follows from something else
	Read  []string     // how what was given is read, where not as it stands
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

// Wrong reports what was given.
func (l *Leaf) Wrong(faults *fault.Collector, want string) {
	faults.Add(l.From.At, l.Path, l.From.Render(), want)
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
	Base() *Leaf
	Kind() string
	// Take stores a decoded value; want is what is allowed if it cannot.
	Take(n *syntax.Node) (want string)
	Show() string
}

// Text is a text, an id, or one of a closed set.
type Text struct {
	Leaf
	V string
}

const maxText = 4096

func (*Text) Kind() string { return "text" }

func (t *Text) Take(n *syntax.Node) string {
	s, ok := n.Value.(string)
	switch {
	case !ok:
		return "want text in quotes"
	case len(s) > maxText:
		return fmt.Sprintf("want text of at most %d bytes", maxText)
	}
	t.V = s
	if t.Field.Enum != "" {
		names := Enums[t.Field.Enum]()
		if !slices.Contains(names, s) {
			return fault.OneOf(names) + fault.DidYouMean(s, names)
		}
	}
	return ""
}

func (t *Text) Show() string { return t.V }

// Boolean is true or false.
type Boolean struct {
	Leaf
	V bool
}

func (*Boolean) Kind() string { return "true or false" }

func (b *Boolean) Take(n *syntax.Node) string {
	v, ok := n.Value.(bool)
	if !ok {
		if n.Bare {
			return "want true or false"
		}
		return "want true or false, without quotes"
	}
	b.V = v
	return ""
}

func (b *Boolean) Show() string { return fmt.Sprint(b.V) }

// Whole is a whole number.
type Whole struct {
	Leaf
	V int
}

func (*Whole) Kind() string { return "whole number" }

func (w *Whole) Take(n *syntax.Node) string {
	if v, ok := n.Value.(int64); ok {
		if !w.Field.Span.Has(float64(v)) {
			return "want " + w.Field.Span.String()
		}
		w.V = int(v)
		return ""
	}
	want := "want a whole number, " + w.Field.Span.String()
	switch n.Value.(type) {
	case string:
		if n.Bare {
			return want
		}
		return want + ", without quotes"
	case float64:
		return want + ", without a point"
	}
	return want
}

func (w *Whole) Show() string { return fmt.Sprint(w.V) }

// Number is exact.
type Number struct {
	Leaf
	V float64
}

func (*Number) Kind() string { return "number" }

func (x *Number) Take(n *syntax.Node) string {
	v, want := toNumber(n, x.Field.Span)
	x.V = v
	return want
}

func (x *Number) Show() string { return syntax.FormatNumber(x.V) }

// toNumber accepts whole and decimal numbers within a range.
func toNumber(from *syntax.Node, r span) (v float64, want string) {
	switch n := from.Value.(type) {
	case int64:
		v = float64(n)
	case float64:
		v = n
	case string:
		return 0, wantNumber(from, r)
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

// after adds the range, if there is one, to what is wanted.
func (r span) after(want string) string {
	if r.any {
		return want
	}
	return want + ", " + r.String()
}

// Month of the calendar.
type Month struct {
	Leaf
	V sim.Month
}

func (*Month) Kind() string { return "month" }

func (m *Month) Take(n *syntax.Node) string {
	want, quote := `want a month in quotes, as in "1993-01"`, `"`
	if n.At.File == fault.SetOrigin {
		want, quote = "want a month, as in 1993-01", ""
	}
	switch v := n.Value.(type) {
	case string:
		parsed, err := sim.ParseMonth(v)
		if err != nil {
			return want + monthHint(v)
		}
		m.V = parsed
		return ""
	case time.Time:
		return want + ": " + quote + v.Format("2006-01") + quote + ", without the day"
	}
	return want
}

func (m *Month) Show() string { return m.V.String() }

var dayDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func monthHint(s string) string {
	if dayDate.MatchString(s) {
		return ", without the day"
	}
	return ", from 1800-01 to 2200-12"
}

// Coded is a judged number: exact, one number per coder, or a range.
type Coded struct {
	Leaf
	V     sim.Coded
	Coder []float64 // one number per coder, before widening
}

func (*Coded) Kind() string { return "coded number" }

const maxCoders = 16

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
	for _, e := range list {
		v, want := toNumber(&syntax.Node{Value: e}, c.Field.Span)
		if want != "" {
			return want + " for each coder"
		}
		c.Coder = append(c.Coder, v)
	}
	c.V = sim.Coded{Low: slices.Min(c.Coder), High: slices.Max(c.Coder)}
	return ""
}

func (c *Coded) takeRange(n *syntax.Node) string {
	const want = "want a number, a list with one number for each coder, or {low = ..., high = ...}"
	low, high := n.Child("low"), n.Child("high")
	if low == nil || high == nil || len(n.Names) != 2 || low.IsTable() || high.IsTable() {
		return want
	}
	var wantLow, wantHigh string
	c.V.Low, wantLow = toNumber(low, c.Field.Span)
	c.V.High, wantHigh = toNumber(high, c.Field.Span)
	switch {
	case wantLow != "":
		return wantLow + " for low"
	case wantHigh != "":
		return wantHigh + " for high"
	case c.V.Low > c.V.High:
		return "want low to be at most high"
	}
	return ""
}

func (c *Coded) Show() string {
	if len(c.Coder) > 0 {
		return c.showCoders()
	}
	if c.V.IsExact() {
		return syntax.FormatNumber(c.V.Low)
	}
	return "drawn from " + showRange(c.V)
}

func (c *Coded) showCoders() string {
	parts := make([]string, len(c.Coder))
	for i, v := range c.Coder {
		parts[i] = syntax.FormatNumber(v)
	}
	s := strings.Join(parts, ", ")
	switch n := len(parts); {
	case n == 1:
		s += " by one coder"
	case n < len(countWords):
		s += " by " + countWords[n] + " coders"
	default:
		s += fmt.Sprintf(" by %d coders", n)
	}
	if c.V.IsExact() {
		return s + ": exactly " + syntax.FormatNumber(c.V.Low)
	}
	return s + ": drawn from " + showRange(c.V)
}

var countWords = []string{"no", "one", "two", "three", "four", "five", "six"}

func showRange(c sim.Coded) string { return showEnd(c.Low) + " to " + showEnd(c.High) }

// showEnd writes two decimals where they say all.
func showEnd(x float64) string {
	if s := fmt.Sprintf("%.2f", x); math.Abs(x-math.Round(100*x)/100) < 1e-9 {
		return s
	}
	return fmt.Sprintf("%.4g", x)
}

// Words is a list of names.
type Words struct {
	Leaf
	V []string
}

func (*Words) Kind() string { return "list of names" }

func (w *Words) Take(n *syntax.Node) string {
	wanted := `want a list of names, as in ["a", "b"]`
	if w.Field.example != "" {
		wanted = "want a list of text, as in " + w.Field.example
	}
	list, ok := n.Value.([]any)
	if !ok {
		return wanted
	}
	for _, e := range list {
		s, ok := e.(string)
		if !ok {
			return wanted
		}
		if slices.Contains(w.V, s) {
			return fmt.Sprintf("want each name once, %s stands here twice", s)
		}
		if w.Field.Enum != "" {
			if names := Enums[w.Field.Enum](); !slices.Contains(names, s) {
				return fault.OneOf(names) + fault.DidYouMean(s, names)
			}
		}
		w.V = append(w.V, s)
	}
	return ""
}

func (w *Words) Show() string {
	if len(w.V) == 0 {
		return "none"
	}
	return strings.Join(w.V, ", ")
}

// Fill in what nobody gave.
func (t *Text) Fill(s string) { t.V, t.Set = s, true }

// OrID is the text, or the id of its entry.
func (t *Text) OrID(i *Item) {
	if !t.Set {
		t.Fill(i.ID)
	}
}
