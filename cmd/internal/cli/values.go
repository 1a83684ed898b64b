package cli

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"parley/results/experiment"
	"parley/scenarios/fault"
	"parley/scenarios/form"
)

// value is a flag that checks what is typed.
type value struct {
	text, kind string
	of         []string  // what it may be, if that is a few words
	list       *[]string // of one with names between commas
	set        func(string) error
}

func (v *value) String() string { return v.text }

func (v *value) Type() string { return v.kind }

func (v *value) Set(s string) error {
	err := v.set(s)
	if err == nil {
		v.text = s
	}
	return err
}

// Whole numbers within bounds.
func Whole[N int | int64](to *N, least, most N) *value {
	return number(to, least, most, "N", "whole number", func(s string) (N, error) {
		n, err := strconv.ParseInt(s, 10, reflect.TypeFor[N]().Bits())
		return N(n), err
	})
}

// Fraction is a number within bounds.
func Fraction(to *float64, least, most float64, kind string) *value {
	return number(to, least, most, kind, "number", func(s string) (float64, error) { return strconv.ParseFloat(s, 64) })
}

func number[N int | int64 | float64](to *N, least, most N, kind, what string, parse func(string) (N, error)) *value {
	v := &value{kind: kind, set: func(s string) error {
		n, err := parse(s)
		if err != nil || !(n >= least && n <= most) {
			return fmt.Errorf("want a %s from %v to %v", what, least, most)
		}
		*to = n
		return nil
	}}
	if *to != 0 {
		v.text = fmt.Sprint(*to)
	}
	return v
}

// Span is whole numbers from 1 on as 1-12, or one of them.
func Span(first, last *int, most int) *value {
	return &value{text: fmt.Sprintf("%d-%d", *first, *last), kind: "FIRST-LAST", set: func(s string) error {
		from, to, ok := strings.Cut(s, "-")
		if !ok {
			to = from
		}
		a, err := strconv.Atoi(from)
		b, err2 := strconv.Atoi(to)
		if err != nil || err2 != nil || a < 1 || b < a || b > most {
			return fmt.Errorf("want months as 1-12, the nearer first, from 1 to %d", most)
		}
		*first, *last = a, b
		return nil
	}}
}

// SideByHistories leaves the side of a crossed set to the number of histories.
const SideByHistories = -1

// side of a crossed set.
func side(to *int) *value {
	return &value{kind: "N", set: func(s string) error {
		n, err := strconv.Atoi(s)
		if err != nil || n != 0 && (n < experiment.LeastSide || n > experiment.MostSide) {
			return fmt.Errorf("want 0 for none, or a whole number from %d to %d", experiment.LeastSide, experiment.MostSide)
		}
		*to = n
		return nil
	}}
}

// Choice is one of a few words.
func Choice(to *string, of ...string) *value {
	return &value{text: *to, kind: strings.Join(of, "|"), of: of, set: func(s string) error {
		*to = s
		return oneOf(s, of)
	}}
}

func oneOf(s string, of []string) error {
	if !slices.Contains(of, s) {
		return fmt.Errorf("want one of %s%s", strings.Join(of, ", "), fault.DidYouMean(s, of))
	}
	return nil
}

// FileName is any name but none.
func FileName(to *string) *value {
	return &value{kind: "FILE", set: func(s string) error {
		if s == "" {
			return errors.New("want the name of a file")
		}
		*to = s
		return nil
	}}
}

// List has names between commas; of a few words each may stand once.
func List(to *[]string, of ...string) *value {
	return &value{kind: "A,B", of: of, list: to, set: func(s string) error {
		for name := range strings.SplitSeq(s, ",") {
			name = strings.TrimSpace(name)
			if of != nil && slices.Contains(*to, name) {
				return &wrongName{name, errors.New("named twice")}
			}
			if err := oneOf(name, of); of != nil && err != nil {
				return &wrongName{name, err}
			}
			*to = append(*to, name)
		}
		return nil
	}}
}

// wrongName of several.
type wrongName struct {
	name string
	error
}

// RegimeNames in their order.
var RegimeNames = form.Enums["regime"]
