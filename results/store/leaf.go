package store

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"

	"github.com/parquet-go/parquet-go"
	types "github.com/parquet-go/parquet-go/format"
)

// leaf is how the values of a Parquet column are read: what they are stored as, and
// what that stands for.
type leaf struct {
	kind     Kind
	unsigned bool
	// decimal values are whole numbers, to be divided by ten to the power of scale.
	decimal bool
	scale   int
}

// mostScale of a decimal; it has as many digits or more.
const mostScale = 100

// leafOf refuses a column of any other type: what is stored of a date, say, is a
// number, but not one that somebody meant.
func leafOf(c *parquet.Column) (leaf, error) {
	var l leaf
	if !c.Leaf() || c.Repeated() {
		return l, errors.New("a list or a group")
	}
	stored := c.Type().Kind()
	switch stored {
	case parquet.Int64, parquet.Int32:
		l.kind = Int
	case parquet.Double, parquet.Float:
		l.kind = Double
	case parquet.Boolean:
		l.kind = Bool
	case parquet.ByteArray:
		l.kind = Text
	}
	logical := c.Type().LogicalType()
	if logical == nil || logical.Value == nil {
		if l.kind == Null {
			return l, errors.New(strings.ToLower(stored.String()))
		}
		return l, nil
	}
	known := false
	switch t := logical.Value.(type) {
	case *types.StringType, *types.EnumType:
		known = l.kind == Text
	case *types.IntType:
		known = l.kind == Int
		l.unsigned = !t.IsSigned
	case *types.DecimalType:
		known = t.Scale >= 0 && t.Scale <= mostScale
		l = leaf{kind: Text, decimal: true, scale: int(t.Scale)} // as text no digit is lost
	}
	if !known {
		return l, errors.New(strings.ToLower(logical.String()))
	}
	return l, nil
}

// errKind is a page whose values are of another type than the footer says;
// to read them as that would be to read any memory.
var errKind = errors.New("values of another type than their column")

func (l leaf) value(p parquet.Value) (Value, error) {
	switch stored := p.Kind(); {
	case p.IsNull():
		return Value{}, nil
	case l.decimal:
		return l.decimalValue(p)
	case l.kind == Int && stored == parquet.Int64 && l.unsigned && p.Uint64() > math.MaxInt64:
		return Value{}, fmt.Errorf("%d is too large", p.Uint64())
	case l.kind == Int && stored == parquet.Int64:
		return intValue(p.Int64()), nil
	case l.kind == Int && stored == parquet.Int32 && l.unsigned:
		return intValue(int64(p.Uint32())), nil
	case l.kind == Int && stored == parquet.Int32:
		return intValue(int64(p.Int32())), nil
	case l.kind == Double && stored == parquet.Double:
		return doubleValue(p.Double()), nil
	case l.kind == Double && stored == parquet.Float:
		return doubleValue(float64(p.Float())), nil
	case l.kind == Bool && stored == parquet.Boolean:
		return boolValue(p.Boolean()), nil
	case l.kind == Text && stored == parquet.ByteArray:
		return textValue(string(p.ByteArray())), nil
	}
	return Value{}, errKind
}

func (l leaf) decimalValue(p parquet.Value) (Value, error) {
	unscaled := new(big.Int)
	switch p.Kind() {
	case parquet.Int32:
		unscaled.SetInt64(int64(p.Int32()))
	case parquet.Int64:
		unscaled.SetInt64(p.Int64())
	case parquet.ByteArray, parquet.FixedLenByteArray:
		b := p.ByteArray()
		if len(b) > mostScale {
			return Value{}, fmt.Errorf("a decimal of %d bytes", len(b))
		}
		unscaled.SetBytes(b)
		if len(b) > 0 && b[0] >= 0x80 { // two's complement
			unscaled.Sub(unscaled, new(big.Int).Lsh(big.NewInt(1), uint(8*len(b))))
		}
	default:
		return Value{}, errKind
	}
	return textValue(decimalText(unscaled, l.scale)), nil
}

// decimalText writes a decimal with its point.
func decimalText(unscaled *big.Int, scale int) string {
	digits := new(big.Int).Abs(unscaled).String()
	if short := scale + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	if point := len(digits) - scale; scale > 0 {
		digits = digits[:point] + "." + digits[point:]
	}
	if unscaled.Sign() < 0 {
		digits = "-" + digits
	}
	return digits
}
