package store

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/sheet"
	"parley/sim/sweep"
)

// Condition keeps the rows in which a column has, or has not, one of some values.
type Condition struct {
	column int
	op     string
	values []any
}

// conditions have a name, an operator and values.
var conditions = regexp.MustCompile(`(?s)^(.*?)(!=|<=|>=|=|<|>)(.*)$`)

// ParseCondition reads column=value, with =, !=, <, <=, > or >=. Commas separate
// values of which = wants one and != none; nothing is null. A number of four
// digits is equal to what it is short for, as in Short.
func ParseCondition(s string, columns []Column) (Condition, error) {
	said := conditions.FindStringSubmatch(s)
	if said == nil {
		return Condition{}, fmt.Errorf("%s: want column=value, with =, !=, <, <=, > or >=", s)
	}
	name, op, text := strings.TrimSpace(said[1]), said[2], strings.TrimSpace(said[3])
	if strings.HasPrefix(text, "=") {
		return Condition{}, fmt.Errorf("%s: want one =, as %s=%s", s, name, strings.TrimLeft(text, "= "))
	}
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
			return Condition{}, fmt.Errorf("%s = %s: want %s", name, part, columns[i].Kind)
		}
		if _, ok := Number(v); !ok && op != "=" && op != "!=" {
			return Condition{}, fmt.Errorf("%s: %s compares numbers only", s, op)
		}
		c.values = append(c.values, v)
	}
	return c, nil
}

// ColumnNamed finds a column; the error has the nearest name, or what there is.
func ColumnNamed(name string, columns []Column) (int, error) {
	if i := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name }); i >= 0 {
		return i, nil
	}
	names := form.Collect(columns, func(c Column) string { return c.Name })
	return 0, fmt.Errorf("%s: unknown column%s", name, fault.Instead(name, names))
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

// has says whether a value is one of them, or is shown as one.
func (c Condition) has(v any) bool {
	short, err := strconv.ParseFloat(Short(v), 64)
	_, number := v.(float64)
	return slices.ContainsFunc(c.values, func(w any) bool { return v == w || number && err == nil && w == short })
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
	path := all.results
	if histories {
		if !m.Plan.Histories {
			return nil, refuse("%s: kept no histories; parley sweep --histories does", dir)
		}
		path = all.histories
	}
	t, s, err := all.open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && m.Shards > 0:
		return nil, refuse("%s: not merged yet; parley missing says what is missing, parley merge ends it", dir)
	case errors.Is(err, fs.ErrNotExist):
		return nil, refuse("%s: not finished yet; the command of the sweep with --resume ends it", dir)
	case err != nil:
		return nil, inTheWay(err)
	}
	return &Results{m, all.columns(path), *s, t}, nil
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

// mostNamed values of a column are listed.
const mostNamed = 12

// There says which values the columns of some conditions have, each column by itself, as "arm is lead, networked".
func (r *Results) There(where []Condition) (said []string, err error) {
	for _, c := range where {
		var values []string
		err = errors.Join(err, r.Each(nil, func(row Row) error {
			if v := Short(row[c.column]); !slices.Contains(values, v) && len(values) <= mostNamed {
				values = append(values, v)
			}
			return nil
		}))
		if len(values) > mostNamed {
			values[mostNamed] = "..."
		}
		said = append(said, r.Columns[c.column].Name+" is "+strings.Join(values, ", "))
	}
	return said, err
}

// WriteCSV writes a header and the rows that meet all conditions. Null is empty.
func (r *Results) WriteCSV(w io.Writer, where []Condition) error {
	out := sheet.NewWriter(w)
	fields := make([]string, len(r.Columns))
	for i, c := range r.Columns {
		fields[i] = c.Name
	}
	out.Write(fields) // errors stay until the end
	err := r.Each(where, func(row Row) error {
		for i, v := range row {
			fields[i] = String(v)
		}
		return out.Write(fields)
	})
	return errors.Join(err, out.Flush())
}

// Close the table.
func (r *Results) Close() error { return r.table.close() }
