package store

import "strconv"

// Kind of the values of a column.
type Kind string

const (
	Int    Kind = "integer" // int64
	Double Kind = "number"  // float64
	Bool   Kind = "boolean" // bool
	Text   Kind = "text"    // string
)

// Row has a value for each column, of the Go type of its kind; nil is null.
type Row []any

// Number returns an integer or a number as a number.
func Number(v any) (x float64, ok bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// String is a value as text; null is empty.
func String(v any) string {
	switch v := v.(type) {
	case int64:
		return strconv.FormatInt(v, 10)
	case float64:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case bool:
		return strconv.FormatBool(v)
	case string:
		return v
	}
	return ""
}

// Short is a value with the digits that somebody reads: four of a number.
func Short(v any) string {
	if x, ok := v.(float64); ok {
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	return String(v)
}

// parseValue reads text as a value of a kind; empty text is null.
func parseValue(k Kind, text string) (any, error) {
	if text == "" {
		return nil, nil
	}
	switch k {
	case Int:
		return strconv.ParseInt(text, 10, 64)
	case Double:
		x, err := strconv.ParseFloat(text, 64)
		return x + 0, err // -0 is 0: which of them is less differs between processors
	case Bool:
		return strconv.ParseBool(text)
	}
	return text, nil
}

// nullable text is null if empty.
func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}
