package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"parley/sim/sweep"
)

// Condition keeps the rows in which a column has, or has not, one of some values.
type Condition struct {
	column int
	op     string
	values []any
}

// Unknown is the name of no column, or text that no row has in one; Known are those there are.
type Unknown struct {
	Word  string
	Known []string
	what  string
}

func (u *Unknown) Error() string { return u.what }

// operators, the longer ones first.
var operators = []string{"!=", "<=", ">=", "=", "<", ">"}

// ParseCondition reads column=value, with =, !=, <, <=, > or >=. Commas separate
// values of which = wants one and != none; nothing is null. A number of four
// digits is equal to what it is short for, as in Short.
func ParseCondition(s string, columns []Column) (Condition, error) {
	at, op := len(s), ""
	for _, o := range operators {
		if i := strings.Index(s, o); i >= 0 && i < at {
			at, op = i, o
		}
	}
	if op == "" {
		return Condition{}, fmt.Errorf("%s: want column=value, with =, !=, <, <=, > or >=", s)
	}
	name, text := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+len(op):])
	i, err := ColumnNamed(name, columns)
	if err != nil {
		return Condition{}, err
	}
	c := Condition{column: i, op: op}
	parts := []string{text}
	if op == "=" || op == "!=" {
		parts = sweep.SplitLevels(text)
	}
	for _, part := range parts {
		v, err := parseValue(columns[i].Kind, strings.TrimSpace(part))
		if err != nil {
			return Condition{}, wantKind(name, part, columns[i].Kind)
		}
		if _, ok := Number(v); !ok && op != "=" && op != "!=" {
			return Condition{}, fmt.Errorf("%s: %s compares numbers only", s, op)
		}
		c.values = append(c.values, v)
	}
	return c, nil
}

func wantKind(name, text string, k Kind) error {
	article := "a"
	if k == Int {
		article = "an"
	}
	return fmt.Errorf("%s = %s: want %s %s", name, text, article, k)
}

// ColumnNamed finds a column; the error is an *Unknown.
func ColumnNamed(name string, columns []Column) (int, error) {
	u := &Unknown{Word: name, what: name + ": unknown column"}
	for i, c := range columns {
		if c.Name == name {
			return i, nil
		}
		u.Known = append(u.Known, c.Name)
	}
	return 0, u
}

func (c Condition) holds(row Row) bool {
	v := row[c.column]
	switch c.op {
	case "=":
		return c.has(v)
	case "!=":
		return !c.has(v)
	}
	a, ok := Number(v)
	b, _ := Number(c.values[0])
	order := cmp.Compare(a, b)
	return ok && (order < 0 && c.op[0] == '<' || order > 0 && c.op[0] == '>' || order == 0 && len(c.op) == 2)
}

func (c Condition) has(v any) bool {
	return slices.ContainsFunc(c.values, func(w any) bool { return v == w || isShortFor(w, v) })
}

// isShortFor says whether a number is what is shown of another one.
func isShortFor(v, w any) bool {
	x, ok1 := v.(float64)
	y, ok2 := w.(float64)
	short, err := strconv.ParseFloat(Short(y), 64)
	return ok1 && ok2 && err == nil && x == short
}

// Results is a finished table, open for reading.
type Results struct {
	*Manifest
	// Columns as the codebook has them.
	Columns []Column
	Summary Summary
	table   *tableReader
}

// OpenResults opens the finished results of a folder, or its histories. The
// error is a *Refusal if they are not there, or not whole.
func OpenResults(dir string, histories bool) (*Results, error) {
	m, err := Open(dir)
	if err != nil {
		return nil, err
	}
	all := m.all(dir)
	path, columns := all.results, Columns(&m.Plan)
	if histories {
		if !m.Plan.Histories {
			return nil, refuse("%s: kept no histories; parley sweep --histories does", dir)
		}
		path, columns = all.histories, HistoryColumns(&m.Plan)
	}
	t, s, err := all.open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && m.Shards > 0:
		return nil, refuse("%s: not merged yet; parley missing says what is missing, parley merge ends it", dir)
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("%s: not finished yet; the command of the sweep with --resume ends it", dir)
	case errors.As(err, new(*damaged)):
		return nil, inTheWay(err)
	case err != nil:
		return nil, err
	}
	if !sameColumns(t.columns, columns) {
		t.close()
		return nil, refuse("%s: other columns than the plan has", path)
	}
	return &Results{m, columns, *s, t}, nil
}

// Each visits the rows that meet all conditions; a row is valid during the call.
func (r *Results) Each(where []Condition, visit func(Row) error) error {
	err := r.table.each(func(row Row) error {
		for _, c := range where {
			if !c.holds(row) {
				return nil
			}
		}
		return visit(row)
	})
	return inTheWay(err)
}

// Conditions reads conditions; the error is an *Unknown for text that no row has, which is
// misspelt, and otherwise as of ParseCondition.
func (r *Results) Conditions(texts []string) (where []Condition, err error) {
	for _, s := range texts {
		c, err := ParseCondition(s, r.Columns)
		if err == nil && r.Columns[c.column].Kind == Text {
			err = r.checkText(c)
		}
		if err != nil {
			return nil, err
		}
		where = append(where, c)
	}
	return where, nil
}

var errAllSeen = errors.New("all seen")

// mostValues are kept for a hint.
const mostValues = 1000

func (r *Results) checkText(c Condition) error {
	left := slices.DeleteFunc(slices.Clone(c.values), func(v any) bool { return v == nil })
	u := &Unknown{}
	err := r.Each(nil, func(row Row) error {
		v := row[c.column]
		if left = slices.DeleteFunc(left, func(w any) bool { return v == w }); len(left) == 0 {
			return errAllSeen
		}
		if text := String(v); v != nil && len(u.Known) < mostValues && !slices.Contains(u.Known, text) {
			u.Known = append(u.Known, text)
		}
		return nil
	})
	switch {
	case err != nil && !errors.Is(err, errAllSeen):
		return err
	case len(left) > 0:
		u.Word = String(left[0])
		u.what = fmt.Sprintf("%s = %s: no row has it", r.Columns[c.column].Name, u.Word)
		return u
	}
	return nil
}

// Close the table.
func (r *Results) Close() error { return r.table.close() }
