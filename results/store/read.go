package store

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"parley/sim/sweep"
)

// Condition keeps the rows in which a column has, or has not, a value.
type Condition struct {
	column int
	op     string
	value  Value
}

// UnknownColumn is the name of no column; Names are those there are.
type UnknownColumn struct {
	Name  string
	Names []string
}

func (u *UnknownColumn) Error() string { return u.Name + ": unknown column" }

// operators, the longer ones first.
var operators = []string{"!=", "<=", ">=", "=", "<", ">"}

// ParseCondition reads column=value, with =, !=, <, <=, > or >=. Nothing after
// = or != stands for null.
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
	v, err := parseValue(columns[i].Kind, text)
	if err != nil {
		return Condition{}, fmt.Errorf("%s = %s: want a %s", name, text, columns[i].Kind)
	}
	if op != "=" && op != "!=" && (v.Kind != Int && v.Kind != Double) {
		return Condition{}, fmt.Errorf("%s: %s compares numbers only", s, op)
	}
	return Condition{i, op, v}, nil
}

// ColumnNamed finds a column; the error is an *UnknownColumn.
func ColumnNamed(name string, columns []Column) (int, error) {
	u := &UnknownColumn{Name: name}
	for i, c := range columns {
		if c.Name == name {
			return i, nil
		}
		u.Names = append(u.Names, c.Name)
	}
	return 0, u
}

func (c Condition) holds(row Row) bool {
	v := row[c.column]
	switch c.op {
	case "=":
		return v == c.value
	case "!=":
		return v != c.value
	}
	a, ok := v.Number()
	b, _ := c.value.Number()
	if !ok {
		return false
	}
	switch c.op {
	case "<":
		return a < b
	case "<=":
		return a <= b
	case ">":
		return a > b
	}
	return a >= b
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
	path, columns := filepath.Join(dir, resultsName), Columns(&m.Plan)
	if histories {
		if !m.Plan.Histories {
			return nil, refuse("%s: kept no histories; parley sweep --histories does", dir)
		}
		path, columns = filepath.Join(dir, historiesName), HistoryColumns(&m.Plan)
	}
	s, err := m.checkFile(path, sweep.Span{First: 0, End: m.Points})
	switch {
	case errors.Is(err, fs.ErrNotExist) && m.Shards > 0:
		return nil, refuse("%s: not merged yet; parley missing tells what is missing, parley merge ends it", dir)
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("%s: not finished yet; parley sweep --resume ends it", dir)
	case errors.As(err, new(*damaged)):
		return nil, inTheWay(err)
	case err != nil:
		return nil, err
	}
	t, err := openOwn(path)
	if err != nil {
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
	if errors.As(err, new(*damaged)) {
		return inTheWay(err)
	}
	return err
}

// Close the table.
func (r *Results) Close() error { return r.table.close() }
