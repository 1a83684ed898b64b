package scenarios

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"parley/scenarios/fault"
	"parley/sim"
)

// leaf is what every value of a document knows about itself.
type leaf struct {
	field *field
	path  string
	from  *node    // where it was given; nil for a default
	set   bool     // it has a value, given or default
	gone  string   // why what it named is not there any more
	bad   bool     // its fault is reported already
	note  string   // how it is shown, where its value alone would not do
	why   string   // origin of a default that follows from something else
	read  []string // how what was given is read, where not as it stands
}

func (l *leaf) base() *leaf { return l }

// given says that a file or the command line gave a usable value.
func (l *leaf) given() bool { return l.from != nil && !l.bad }

// layer in which it was said, noLayer for a default.
func (l *leaf) layer() int {
	if l.from == nil {
		return fault.NoLayer
	}
	return l.from.at.Layer
}

// leafValue is a leaf of the document: it takes a decoded value, or says what it wants.
type leafValue interface {
	base() *leaf
	kind() string
	// take stores a decoded value; want is what is allowed if it cannot.
	take(n *node) (want string)
	show() string
}

type text struct {
	leaf
	V string
}

const maxText = 4096

func (*text) kind() string { return "text" }

func (t *text) take(n *node) string {
	s, ok := n.value.(string)
	switch {
	case !ok:
		return "want text in quotes"
	case len(s) > maxText:
		return fmt.Sprintf("want text of at most %d bytes", maxText)
	}
	t.V = s
	if t.field.enum != "" {
		names := enums[t.field.enum]()
		if !slices.Contains(names, s) {
			return fault.OneOf(names) + fault.DidYouMean(s, names)
		}
	}
	return ""
}

func (t *text) show() string { return t.V }

type boolean struct {
	leaf
	V bool
}

func (*boolean) kind() string { return "true or false" }

func (b *boolean) take(n *node) string {
	v, ok := n.value.(bool)
	if !ok {
		if n.bare {
			return "want true or false"
		}
		return "want true or false, without quotes"
	}
	b.V = v
	return ""
}

func (b *boolean) show() string { return fmt.Sprint(b.V) }

type whole struct {
	leaf
	V int
}

func (*whole) kind() string { return "whole number" }

func (w *whole) take(n *node) string {
	if v, ok := n.value.(int64); ok {
		if !w.field.span.has(float64(v)) {
			return "want " + w.field.span.String()
		}
		w.V = int(v)
		return ""
	}
	want := "want a whole number, " + w.field.span.String()
	switch n.value.(type) {
	case string:
		if n.bare {
			return want
		}
		return want + ", without quotes"
	case float64:
		return want + ", without a point"
	}
	return want
}

func (w *whole) show() string { return fmt.Sprint(w.V) }

type number struct {
	leaf
	V float64
}

func (*number) kind() string { return "number" }

func (x *number) take(n *node) string {
	v, want := toNumber(n, x.field.span)
	x.V = v
	return want
}

func (x *number) show() string { return formatNumber(x.V) }

// toNumber accepts whole and decimal numbers within a range.
func toNumber(from *node, r span) (v float64, want string) {
	switch n := from.value.(type) {
	case int64:
		v = float64(n)
	case float64:
		v = n
	case string:
		return 0, from.wantNumber(r)
	default:
		return 0, r.after("want a number")
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, r.after("want a finite number")
	}
	if !r.has(v) {
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

type month struct {
	leaf
	V sim.Month
}

func (*month) kind() string { return "month" }

func (m *month) take(n *node) string {
	want, quote := `want a month in quotes, as in "1993-01"`, `"`
	if n.at.File == fault.SetOrigin {
		want, quote = "want a month, as in 1993-01", ""
	}
	switch v := n.value.(type) {
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

func (m *month) show() string { return m.V.String() }

var dayDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)

func monthHint(s string) string {
	if dayDate.MatchString(s) {
		return ", without the day"
	}
	return ", from 1800-01 to 2200-12"
}

// coded is a judged number: exact, one number per coder, or a range.
type coded struct {
	leaf
	V     sim.Coded
	Coder []float64 // one number per coder, before widening
}

func (*coded) kind() string { return "coded number" }

const maxCoders = 16

func (c *coded) take(n *node) string {
	if n.isTable() {
		return c.takeRange(n)
	}
	list, ok := n.value.([]any)
	if !ok {
		v, want := toNumber(n, c.field.span)
		c.V = sim.Exact(v)
		return want
	}
	if len(list) == 0 || len(list) > maxCoders {
		return fmt.Sprintf("want one number for each coder, 1 to %d of them", maxCoders)
	}
	for _, e := range list {
		v, want := toNumber(&node{value: e}, c.field.span)
		if want != "" {
			return want + " for each coder"
		}
		c.Coder = append(c.Coder, v)
	}
	c.V = sim.Coded{Low: slices.Min(c.Coder), High: slices.Max(c.Coder)}
	return ""
}

func (c *coded) takeRange(n *node) string {
	const want = "want a number, a list with one number for each coder, or {low = ..., high = ...}"
	low, high := n.child("low"), n.child("high")
	if low == nil || high == nil || len(n.names) != 2 || low.isTable() || high.isTable() {
		return want
	}
	var wantLow, wantHigh string
	c.V.Low, wantLow = toNumber(low, c.field.span)
	c.V.High, wantHigh = toNumber(high, c.field.span)
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

func (c *coded) show() string {
	if len(c.Coder) > 0 {
		return c.showCoders()
	}
	if c.V.IsExact() {
		return formatNumber(c.V.Low)
	}
	return "drawn from " + showRange(c.V)
}

func (c *coded) showCoders() string {
	parts := make([]string, len(c.Coder))
	for i, v := range c.Coder {
		parts[i] = formatNumber(v)
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
		return s + ": exactly " + formatNumber(c.V.Low)
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

// words is a list of names.
type words struct {
	leaf
	V []string
}

func (*words) kind() string { return "list of names" }

func (w *words) take(n *node) string {
	wanted := `want a list of names, as in ["a", "b"]`
	if w.field.example != "" {
		wanted = "want a list of text, as in " + w.field.example
	}
	list, ok := n.value.([]any)
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
		if w.field.enum != "" {
			if names := enums[w.field.enum](); !slices.Contains(names, s) {
				return fault.OneOf(names) + fault.DidYouMean(s, names)
			}
		}
		w.V = append(w.V, s)
	}
	return ""
}

func (w *words) show() string {
	if len(w.V) == 0 {
		return "none"
	}
	return strings.Join(w.V, ", ")
}
