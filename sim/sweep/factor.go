package sweep

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Factor is what an experiment varies: a key of the scenario and the values
// it takes. It has a list of Levels, or a range, or, in a table, neither.
type Factor struct {
	// Path as in an override: coordination.acceptance.
	Path string `json:"path"`
	// Levels as a user would write them after path=.
	Levels []string `json:"levels,omitempty"`
	Range  *Range   `json:"range,omitempty"`
}

// Range is Count levels from Low to High, both included; Count 0 is every
// number between them, which only designs that sample can take.
type Range struct {
	Low   float64 `json:"low"`
	High  float64 `json:"high"`
	Count int     `json:"count,omitempty"`
}

// Kind is what the values of a factor are.
type Kind string

const (
	KindText   Kind = "text"
	KindNumber Kind = "number"
	KindBool   Kind = "boolean"
)

// KindOf says what all of some values are; none are text. An empty value,
// which leaves the scenario's own in place, is of any kind.
func KindOf(values []string) Kind {
	var kind Kind
	for _, v := range values {
		k := KindText
		switch _, number := parseNumber(v); {
		case v == "":
			continue
		case number:
			k = KindNumber
		case v == "true" || v == "false":
			k = KindBool
		}
		if kind = cmp.Or(kind, k); k != kind {
			return KindText
		}
	}
	return cmp.Or(kind, KindText)
}

// ParseFactor reads what follows --vary: path=low:high:count, path=low:high,
// or path=level,level,... A comma within brackets or quotes separates nothing.
func ParseFactor(s string) (Factor, error) {
	path, values, ok := strings.Cut(s, "=")
	f := Factor{Path: strings.TrimSpace(path)}
	values = strings.TrimSpace(values)
	if !ok || f.Path == "" || values == "" {
		return Factor{}, fmt.Errorf("%s: want path=low:high:count, or path= and levels between commas", shorten(s))
	}
	var err error
	if strings.Contains(values, ":") && !strings.ContainsAny(values, `[{"',`) {
		f.Range, err = parseRange(values)
	} else {
		for i, v := range SplitLevels(values) {
			level, wrong := ParseLevel(v)
			if wrong != nil && err == nil {
				err = fmt.Errorf("level %d: %w", i+1, wrong)
			}
			f.Levels = append(f.Levels, level)
		}
	}
	if err != nil {
		return Factor{}, fmt.Errorf("%s = %s: %w", f.Path, shorten(values), err)
	}
	return f, f.check()
}

func parseRange(s string) (*Range, error) {
	parts := strings.Split(s, ":")
	if len(parts) > 3 {
		return nil, errors.New("want low:high:count")
	}
	var ends [2]float64
	for i, name := range [2]string{"low", "high"} {
		text := strings.TrimSpace(parts[i])
		v, ok := parseNumber(text)
		if !ok {
			return nil, fmt.Errorf("%s = %q: want a finite number", name, text)
		}
		ends[i] = v + 0 // no minus zero
	}
	r := &Range{Low: ends[0], High: ends[1]}
	if len(parts) == 3 {
		var err error
		text := strings.TrimSpace(parts[2])
		if r.Count, err = strconv.Atoi(text); err != nil || r.Count < 1 || r.Count > MaxPoints {
			return nil, fmt.Errorf("count = %q: want a whole number, 1 to %d", text, MaxPoints)
		}
	}
	return r, nil
}

// Of text that is neither a number nor a month, one that someone means as a range.
var (
	likeRange = regexp.MustCompile(`^[+-]?[.\d]+\s*(-|–|\.\.|to|\s)\s*[+-]?[.\d]+([-:][.\d]+)?$`)
	likeMonth = regexp.MustCompile(`^\d{4}-\d\d(-\d\d)?$`)
)

// ParseLevel brings a value into the form in which it is kept: a number in its
// shortest spelling, so that 0.50 and .5 are one level; other text as it is.
func ParseLevel(v string) (string, error) {
	v = strings.TrimSpace(v)
	f, err := strconv.ParseFloat(v, 64)
	switch {
	case v == "":
		return "", errors.New("empty")
	case !finite(f):
		return "", fmt.Errorf("%s: want a finite number", shorten(v))
	case err == nil:
		return formatNumber(f), nil
	case strings.Contains(v, ":") && !strings.ContainsAny(v[:1], `[{"'`):
		return "", fmt.Errorf("%s: a range is not one of several levels: want low:high:count alone", shorten(v))
	case likeRange.MatchString(v) && !likeMonth.MatchString(v):
		return "", fmt.Errorf("%s: want a range as low:high:count, as in 0:1:5, or levels between commas", shorten(v))
	}
	return v, nil
}

// SplitLevels cuts at commas outside brackets and quotes.
func SplitLevels(s string) []string {
	var parts []string
	var quote byte
	depth, start := 0, 0
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '[' || c == '{':
			depth++
		case c == ']' || c == '}':
			depth--
		case c == ',' && depth <= 0:
			parts, start = append(parts, s[start:i]), i+1
		}
	}
	return append(parts, s[start:])
}

// check says what is wrong with a factor, however it was made.
func (f *Factor) check() error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%s = %s: %s", shorten(f.Path), shorten(f.values()), fmt.Sprintf(format, args...))
	}
	if f.Path == "" {
		return errors.New("a factor without a path")
	}
	seen := make(map[string]bool, len(f.Levels))
	for _, v := range f.Levels {
		if seen[v] {
			return fail("level %s is there twice", shorten(v))
		}
		seen[v] = true
	}
	r := f.Range
	switch {
	case r == nil:
		return nil
	case !finite(r.High - r.Low):
		return fail("want finite numbers")
	case r.Low > r.High:
		return fail("the range is reversed: want low at most high")
	case r.Count != 1 && r.Low == r.High:
		return fail("the range is empty: want low below high, or one level")
	case r.Count > 1 && (r.High-r.Low)/float64(r.Count-1) < 0x1p-50*max(math.Abs(r.Low), math.Abs(r.High)):
		return fail("more levels than numbers between low and high")
	}
	return nil
}

// values as ParseFactor reads them.
func (f *Factor) values() string {
	r := f.Range
	switch {
	case r == nil:
		return strings.Join(f.Levels, ",")
	case r.Count == 0:
		return formatNumber(r.Low) + ":" + formatNumber(r.High)
	}
	return formatNumber(r.Low) + ":" + formatNumber(r.High) + ":" + strconv.Itoa(r.Count)
}

// String is the factor as ParseFactor reads it.
func (f Factor) String() string { return f.Path + "=" + f.values() }

// Size is the number of levels; 0 is a range without a count, or a table's column.
func (f *Factor) Size() int {
	if f.Range != nil {
		return f.Range.Count
	}
	return len(f.Levels)
}

// Level returns level i of Size(). Those of a range are computed in exact
// arithmetic and rounded once: 0:1:11 has 0.3, not 0.30000000000000004.
func (f *Factor) Level(i int) string {
	r := f.Range
	switch {
	case r == nil:
		return f.Levels[i]
	case i == 0 || r.Count == 1:
		return formatNumber(r.Low)
	}
	low, high := decimal(r.Low), decimal(r.High)
	step := high.Sub(high, low)
	step.Mul(step, big.NewRat(int64(i), int64(r.Count-1)))
	v, _ := step.Add(step, low).Float64()
	return formatNumber(v)
}

// Ends are the levels, or both ends of a range.
func (f *Factor) Ends() []string {
	if r := f.Range; r != nil {
		return slices.Compact([]string{formatNumber(r.Low), formatNumber(r.High)})
	}
	return f.Levels
}

// Between is a number within a range: if it and both ends are whole numbers, so is every other. Empty is none.
func (f *Factor) Between() string {
	switch r := f.Range; {
	case r == nil || r.Count == 1 || r.Count == 2:
		return ""
	case r.Count == 0:
		return f.at(math.Sqrt2 - 1)
	}
	return f.Level(1)
}

// decimal is the shortest decimal that reads as x, exactly.
func decimal(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(formatNumber(x))
	return r
}

// at is the value at a place u in [0,1) of the factor: the level there, or the
// number of a range without a count.
func (f *Factor) at(u float64) string {
	if n := f.Size(); n > 0 {
		return f.Level(min(n-1, int(u*float64(n))))
	}
	r := f.Range
	return formatNumber(min(r.High, r.Low+float64((r.High-r.Low)*u)))
}

// Kind of the factor's values; a table's column has none of its own.
func (f *Factor) Kind() Kind {
	if f.Range != nil {
		return KindNumber
	}
	return KindOf(f.Levels)
}

func finite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }

// parseNumber reads a finite number.
func parseNumber(s string) (float64, bool) {
	v, err := strconv.ParseFloat(s, 64)
	return v, err == nil && finite(v)
}

// formatNumber is the shortest text that reads as the same number.
func formatNumber(x float64) string { return strconv.FormatFloat(x+0, 'g', -1, 64) }

func shorten(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(slices.Concat(r[:most-3], []rune("...")))
	}
	return s
}
