package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"strconv"
)

// Kind of the values of a column.
type Kind uint8

const (
	// Null is the kind of a value that is not there.
	Null Kind = iota
	Int
	Double
	Bool
	Text
)

var kindNames = [...]string{"null", "integer", "number", "boolean", "text"}

func (k Kind) String() string { return kindNames[k] }

// Value of one column in one row; the zero Value is null.
type Value struct {
	Kind  Kind
	bits  uint64
	bytes string
}

func intValue(n int64) Value      { return Value{Kind: Int, bits: uint64(n)} }
func doubleValue(x float64) Value { return Value{Kind: Double, bits: math.Float64bits(x)} }
func textValue(s string) Value    { return Value{Kind: Text, bytes: s} }

func boolValue(b bool) Value {
	v := Value{Kind: Bool}
	if b {
		v.bits = 1
	}
	return v
}

// Int returns the number in a column of integers.
func (v Value) Int() int64 { return int64(v.bits) }

// Double returns the number in a column of numbers.
func (v Value) Double() float64 { return math.Float64frombits(v.bits) }

// Bool returns the value of a column of booleans.
func (v Value) Bool() bool { return v.bits != 0 }

// Number returns an integer or a number as a number.
func (v Value) Number() (float64, bool) {
	switch v.Kind {
	case Int:
		return float64(v.Int()), true
	case Double:
		return v.Double(), true
	}
	return 0, false
}

// String is the value as text; null is empty.
func (v Value) String() string {
	switch v.Kind {
	case Int:
		return strconv.FormatInt(v.Int(), 10)
	case Double:
		return strconv.FormatFloat(v.Double(), 'g', -1, 64)
	case Bool:
		return strconv.FormatBool(v.Bool())
	}
	return v.bytes
}

// Short is the value with the digits that somebody reads: four of a number.
func (v Value) Short() string {
	if v.Kind == Double {
		return strconv.FormatFloat(v.Double(), 'g', 4, 64)
	}
	return v.String()
}

// Row has one value for each column.
type Row []Value

// appendRow encodes a row: for each value its kind and what it holds.
func appendRow(b []byte, row Row) []byte {
	for _, v := range row {
		b = append(b, byte(v.Kind))
		switch v.Kind {
		case Int:
			b = binary.AppendVarint(b, v.Int())
		case Double:
			b = binary.LittleEndian.AppendUint64(b, v.bits)
		case Bool:
			b = append(b, byte(v.bits))
		case Text:
			b = binary.AppendUvarint(b, uint64(len(v.bytes)))
			b = append(b, v.bytes...)
		}
	}
	return b
}

var errShortRow = errors.New("a row that ends early")

// readRow decodes what appendRow wrote into row and returns the rest.
func readRow(b []byte, row Row) ([]byte, error) {
	for i := range row {
		if len(b) == 0 {
			return nil, errShortRow
		}
		v, used := readValue(Kind(b[0]), b[1:])
		if used < 0 {
			return nil, errShortRow
		}
		row[i], b = v, b[1+used:]
	}
	return b, nil
}

// readValue returns a value and the bytes it took, -1 if they are no value.
func readValue(k Kind, b []byte) (Value, int) {
	switch k {
	case Null:
		return Value{}, 0
	case Int:
		n, used := binary.Varint(b)
		if used > 0 {
			return intValue(n), used
		}
	case Double:
		if len(b) >= 8 {
			return Value{Kind: Double, bits: binary.LittleEndian.Uint64(b)}, 8
		}
	case Bool:
		if len(b) >= 1 {
			return boolValue(b[0] != 0), 1
		}
	case Text:
		n, used := binary.Uvarint(b)
		if used > 0 && n <= uint64(len(b)-used) {
			return textValue(string(b[used : used+int(n)])), used + int(n)
		}
	}
	return Value{}, -1
}

// parseValue reads text as a value of a kind; empty text is null.
func parseValue(k Kind, text string) (Value, error) {
	if text == "" {
		return Value{}, nil
	}
	switch k {
	case Int:
		n, err := strconv.ParseInt(text, 10, 64)
		return intValue(n), err
	case Double:
		x, err := strconv.ParseFloat(text, 64)
		return doubleValue(x + 0), err // -0 is 0: which of them is less differs between processors
	case Bool:
		b, err := strconv.ParseBool(text)
		return boolValue(b), err
	}
	return textValue(text), nil
}

// MarshalJSON writes a number, a boolean, text or null.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.Kind {
	case Null:
		return []byte("null"), nil
	case Int:
		return json.Marshal(v.Int())
	case Double:
		return json.Marshal(v.Double())
	case Bool:
		return json.Marshal(v.Bool())
	}
	return json.Marshal(v.bytes)
}
