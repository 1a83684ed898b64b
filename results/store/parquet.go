package store

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	types "github.com/parquet-go/parquet-go/format"
)

// Everything that decides the bytes of a file is fixed here: how many rows stand
// in a group, how pages are packed, who signs. Nothing tells time or place.
const (
	rowsPerGroup = 1 << 14
	pageBytes    = 1 << 16
	createdBy    = "parley"
)

// codec keeps its encoders from one table to the next.
var codec = &zstd.Codec{Level: zstd.SpeedFastest, Concurrency: 1}

// inOrder is a group whose columns keep their order.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

// Fields returns the columns in order.
func (g inOrder) Fields() []parquet.Field { return g.fields }

func parquetSchema(columns []Column) (*parquet.Schema, error) {
	g := inOrder{Group: parquet.Group{}}
	for _, c := range columns {
		if g.Group[c.Name] != nil {
			return nil, fmt.Errorf("two columns are called %s", c.Name)
		}
		g.Group[c.Name] = parquetNode(c)
	}
	byName := map[string]parquet.Field{}
	for _, f := range g.Group.Fields() {
		byName[f.Name()] = f
	}
	for _, c := range columns {
		g.fields = append(g.fields, byName[c.Name])
	}
	return parquet.NewSchema("parley", g), nil
}

func parquetNode(c Column) parquet.Node {
	var n parquet.Node
	switch c.Kind {
	case Int:
		n = parquet.Int(64)
	case Double:
		n = parquet.Leaf(parquet.DoubleType)
	case Bool:
		n = parquet.Leaf(parquet.BooleanType)
	default:
		n = parquet.String()
	}
	// A dictionary's numbers are written in other runs by other processors.
	n = parquet.Encoded(n, &parquet.Plain)
	if c.Optional {
		n = parquet.Optional(n)
	}
	return n
}

// tableWriter writes rows to a Parquet file. The same rows give the same bytes.
type tableWriter struct {
	columns []Column
	w       *parquet.GenericWriter[any]
	batch   []parquet.Row
}

const batchRows = 256

func newTableWriter(out io.Writer, columns []Column) (*tableWriter, error) {
	schema, err := parquetSchema(columns)
	if err != nil {
		return nil, err
	}
	w := parquet.NewGenericWriter[any](out, schema,
		parquet.CreatedBy(createdBy, "", ""),
		parquet.Compression(codec),
		parquet.PageBufferSize(pageBytes),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.DataPageVersion(2))
	return &tableWriter{columns: columns, w: w}, nil
}

// add writes a row, which may be used again afterwards.
func (t *tableWriter) add(row Row) error {
	if len(t.batch) < cap(t.batch) {
		t.batch = t.batch[:len(t.batch)+1]
	} else {
		t.batch = append(t.batch, nil)
	}
	last := &t.batch[len(t.batch)-1]
	*last = (*last)[:0]
	for i, v := range row {
		defined := 0
		if t.columns[i].Optional && v != nil {
			defined = 1
		}
		*last = append(*last, parquet.ValueOf(v).Level(0, defined, i))
	}
	if len(t.batch) < batchRows {
		return nil
	}
	return t.flush()
}

func (t *tableWriter) flush() error {
	_, err := t.w.WriteRows(t.batch)
	t.batch = t.batch[:0]
	return err
}

// close writes the footer with what is to be known of the file.
func (t *tableWriter) close(metadata map[string]string) error {
	if err := t.flush(); err != nil {
		return err
	}
	for _, k := range slices.Sorted(maps.Keys(metadata)) {
		t.w.SetKeyValueMetadata(k, metadata[k])
	}
	return t.w.Close()
}

// WriteNumbers writes rows of numbers as a Parquet file, the columns by name and
// in order, with what is to be known of the file as metadata. The same rows give
// the same bytes. A row has a number for each column.
func WriteNumbers(w io.Writer, columns []string, metadata map[string]string, rows [][]float64) error {
	var list []Column
	for _, name := range columns {
		list = append(list, Column{Name: name, Kind: Double})
	}
	t, err := newTableWriter(w, list)
	if err != nil {
		return err
	}
	row := make(Row, len(columns))
	for _, numbers := range rows {
		for i, x := range numbers {
			row[i] = x
		}
		if err := t.add(row); err != nil {
			return err
		}
	}
	return t.close(metadata)
}

// tableReader reads the rows of a Parquet file.
type tableReader struct {
	name    string
	file    *os.File
	parquet *parquet.File
	columns []Column
}

// openTable opens a Parquet file and reads its footer.
func openTable(path string) (*tableReader, error) {
	return open(path, func(*os.File) error { return nil })
}

// openOwn opens one that parley wrote and checks that every byte of it is there.
func openOwn(path string) (*tableReader, error) { return open(path, verify) }

func open(path string, check func(*os.File) error) (*tableReader, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	t := &tableReader{name: path, file: file}
	if err := check(file); err != nil {
		file.Close()
		return nil, &damaged{path, err}
	}
	if err := t.open(); err != nil {
		file.Close()
		return nil, err
	}
	return t, nil
}

// damaged is a Parquet file that is none, or not all there.
type damaged struct {
	path string
	err  error
}

func (d *damaged) Error() string {
	return fmt.Sprintf("%s: truncated, damaged or no Parquet file: %v", d.path, d.err)
}

func (d *damaged) Unwrap() error { return d.err }

func (t *tableReader) open() (err error) {
	// The library indexes by what a damaged footer says.
	defer func() {
		if r := recover(); r != nil {
			err = &damaged{t.name, fmt.Errorf("%v", r)}
		}
	}()
	info, err := t.file.Stat()
	if err != nil {
		return err
	}
	t.parquet, err = parquet.OpenFile(t.file, info.Size(), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(1<<16))
	if err != nil {
		return &damaged{t.name, err}
	}
	for _, f := range t.parquet.Root().Columns() {
		kind, other := columnKind(f)
		if other != "" {
			return refuse("%s: column %s is %s: want numbers, booleans or text", t.name, f.Name(), other)
		}
		t.columns = append(t.columns, Column{Name: f.Name(), Kind: kind, Optional: f.Optional()})
	}
	return nil
}

// footer returns what the writer noted under a key.
func (t *tableReader) footer(key string) string {
	v, _ := t.parquet.Lookup(key)
	return v
}

func (t *tableReader) close() error { return t.file.Close() }

// each visits all rows in order; the row is valid during the call.
func (t *tableReader) each(visit func(Row) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &damaged{t.name, fmt.Errorf("%v", r)}
		}
	}()
	seen := int64(0)
	row := make(Row, len(t.columns))
	buf := make([]parquet.Row, batchRows)
	for _, group := range t.parquet.RowGroups() {
		rows := group.Rows()
		err := t.eachOf(rows, buf, func(r parquet.Row) error {
			if err := t.decode(r, row); err != nil {
				return &damaged{t.name, err}
			}
			seen++
			return visit(row)
		})
		if closed := rows.Close(); err == nil && closed != nil {
			err = &damaged{t.name, closed}
		}
		if err != nil {
			return err
		}
	}
	if seen != t.parquet.NumRows() {
		return &damaged{t.name, errors.New("other rows than it says")}
	}
	return nil
}

// eachOf visits the rows of a group.
func (t *tableReader) eachOf(rows parquet.Rows, buf []parquet.Row, visit func(parquet.Row) error) error {
	for {
		n, err := rows.ReadRows(buf)
		for _, r := range buf[:n] {
			if err := visit(r); err != nil {
				return err
			}
		}
		switch {
		case err == io.EOF:
			return nil
		case err != nil:
			return &damaged{t.name, err}
		case n == 0:
			return &damaged{t.name, io.ErrNoProgress}
		}
	}
}

func (t *tableReader) decode(r parquet.Row, row Row) error {
	if len(r) != len(row) {
		return errors.New("a row that ends early")
	}
	for i, p := range r {
		v := goValue(p)
		if v != nil && kindOfValue(v) != t.columns[i].Kind {
			// To read it as what the footer says would be to read any memory.
			return fmt.Errorf("column %s: a value of another type than its column", t.columns[i].Name)
		}
		row[i] = v
	}
	return nil
}

// columnKind is that of a column of a Parquet file; any other type is named instead: what is stored
// of a date, say, is a number, but not one that somebody meant.
func columnKind(c *parquet.Column) (k Kind, other string) {
	if !c.Leaf() || c.Repeated() {
		return 0, "a list or a group"
	}
	stored := c.Type().Kind()
	switch stored {
	case parquet.Int64, parquet.Int32:
		k = Int
	case parquet.Double, parquet.Float:
		k = Double
	case parquet.Boolean:
		k = Bool
	case parquet.ByteArray:
		k = Text
	default:
		other = strings.ToLower(stored.String())
	}
	logical := c.Type().LogicalType()
	if logical == nil || logical.Value == nil {
		return k, other
	}
	switch t := logical.Value.(type) {
	case *types.StringType, *types.EnumType:
		return k, ""
	case *types.IntType:
		if t.IsSigned {
			return k, ""
		}
	}
	return k, strings.ToLower(logical.String())
}

func goValue(p parquet.Value) any {
	if p.IsNull() {
		return nil
	}
	switch p.Kind() {
	case parquet.Int64:
		return p.Int64()
	case parquet.Int32:
		return int64(p.Int32())
	case parquet.Double:
		return p.Double()
	case parquet.Float:
		return float64(p.Float())
	case parquet.Boolean:
		return p.Boolean()
	case parquet.ByteArray:
		return string(p.ByteArray())
	}
	return p
}

// kindOfValue is the kind that holds a value; none does if it is beyond kindNames.
func kindOfValue(v any) Kind {
	switch v.(type) {
	case int64:
		return Int
	case float64:
		return Double
	case bool:
		return Bool
	case string:
		return Text
	}
	return Kind(len(kindNames))
}
