package store

import (
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"reflect"
	"slices"
	"strconv"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	pqformat "github.com/parquet-go/parquet-go/format"

	"parley/scenarios/fault"
)

// Everything that decides the bytes of a file is fixed here: how many rows are
// in a group, how pages are packed, who signs. Nothing depends on time or place.
const (
	rowsPerGroup = 1 << 14
	pageBytes    = 1 << 16
	partBytes    = 1 << 12 // of parts, which are many and small
	createdBy    = "parley"
	mostChunk    = 64 << 20 // bytes of a column of a group that is read
)

// codec keeps its encoders from one table to the next.
var codec = &zstd.Codec{Level: zstd.SpeedFastest, Concurrency: 1}

// goTypes of the values of columns.
var goTypes = map[Kind]reflect.Type{Int: reflect.TypeFor[int64](), Double: reflect.TypeFor[float64](), Bool: reflect.TypeFor[bool](), Text: reflect.TypeFor[string]()}

// parquetSchema is that of a struct, whose fields keep their order. Values are plain: the
// numbers of a dictionary are written in other runs by other processors.
func parquetSchema(columns []Column) *parquet.Schema {
	var fields []reflect.StructField
	for i, c := range columns {
		tag := c.Name + ",plain"
		if c.Optional {
			tag += ",optional"
		}
		fields = append(fields, reflect.StructField{Name: fmt.Sprint("C", i), Type: goTypes[c.Kind], Tag: reflect.StructTag("parquet:" + strconv.Quote(tag))})
	}
	return parquet.NewSchema("parley", parquet.SchemaOf(reflect.New(reflect.StructOf(fields)).Interface()))
}

// tableWriter writes rows to a Parquet file. The same rows give the same bytes.
type tableWriter struct {
	columns []Column
	w       *parquet.GenericWriter[any]
	row     []parquet.Row // one
}

// newTableWriter packs so many bytes to a page, which it needs for each column.
func newTableWriter(out io.Writer, columns []Column, page int) *tableWriter {
	w := parquet.NewGenericWriter[any](out, parquetSchema(columns),
		parquet.CreatedBy(createdBy, "", ""),
		parquet.Compression(codec),
		parquet.PageBufferSize(page),
		parquet.MaxRowsPerRowGroup(rowsPerGroup),
		parquet.DataPageVersion(2))
	return &tableWriter{columns, w, make([]parquet.Row, 1)}
}

// add writes a row, which may be used again afterwards.
func (t *tableWriter) add(row Row) error {
	values := t.row[0][:0]
	for i, v := range row {
		defined := 0
		if t.columns[i].Optional && v != nil {
			defined = 1
		}
		values = append(values, parquet.ValueOf(v).Level(0, defined, i))
	}
	t.row[0] = values
	_, err := t.w.WriteRows(t.row)
	return err
}

// close writes the footer with what is to be known of the file.
func (t *tableWriter) close(metadata map[string]string) error {
	for _, k := range slices.Sorted(maps.Keys(metadata)) {
		t.w.SetKeyValueMetadata(k, metadata[k])
	}
	return t.w.Close()
}

// tableReader reads the rows of a Parquet file.
type tableReader struct {
	name    string
	file    *os.File
	parquet *parquet.File
	columns []Column
}

// openTable opens a Parquet file and reads its footer.
func openTable(path string) (t *tableReader, err error) {
	f, err := fault.Open(path, math.MaxInt64)
	if err != nil {
		return nil, unread(path, err)
	}
	t = &tableReader{name: path, file: f}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	defer t.notice(&err)
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if t.parquet, err = parquet.OpenFile(f, info.Size(), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(partBytes)); err != nil {
		return nil, &damaged{path, err}
	}
	for i := range t.parquet.Metadata().RowGroups { // they are read one by one: a table of any length takes no more memory
		g := &t.parquet.Metadata().RowGroups[i]
		large := slices.ContainsFunc(g.Columns, func(c pqformat.ColumnChunk) bool { return c.MetaData.TotalUncompressedSize > mostChunk })
		if g.NumRows > rowsPerGroup || large {
			return nil, &damaged{path, fmt.Errorf("a row group of %d rows or a column of it is too large: want at most %d rows and %d bytes", g.NumRows, rowsPerGroup, mostChunk)}
		}
	}
	for _, c := range t.parquet.Root().Columns() {
		kind, ok := kinds[c.Type().String()]
		if !ok {
			return nil, &damaged{path, fmt.Errorf("column %s is %s", c.Name(), c.Type())}
		}
		t.columns = append(t.columns, Column{Name: c.Name(), Kind: kind, Optional: c.Optional()})
	}
	return t, nil
}

// kinds of columns by type.
var kinds = map[string]Kind{"INT(64,true)": Int, "INT64": Int, "DOUBLE": Double, "BOOLEAN": Bool, "STRING": Text}

// notice turns a panic into damage: the library indexes by what a damaged file says.
func (t *tableReader) notice(err *error) {
	if r := recover(); r != nil {
		*err = &damaged{t.name, fmt.Errorf("%v", r)}
	}
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

// footer returns what the writer noted under a key.
func (t *tableReader) footer(key string) string {
	v, _ := t.parquet.Lookup(key)
	return v
}

func (t *tableReader) close() error { return t.file.Close() }

// each visits all rows in order; the row is valid during the call.
func (t *tableReader) each(visit func(Row) error) (err error) {
	defer t.notice(&err)
	rows := parquet.MultiRowGroup(t.parquet.RowGroups()...).Rows()
	defer rows.Close()
	row := make(Row, len(t.columns))
	buf := make([]parquet.Row, 256)
	for left := t.parquet.NumRows(); left > 0; {
		n, err := rows.ReadRows(buf)
		if n == 0 {
			return &damaged{t.name, fmt.Errorf("%d rows are missing: %v", left, err)}
		}
		left -= int64(n)
		for _, r := range buf[:n] {
			for i, p := range r {
				row[i] = goValue(p)
			}
			if err := visit(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func goValue(p parquet.Value) any {
	switch p.Kind() {
	case parquet.Int64:
		return p.Int64()
	case parquet.Double:
		return p.Double()
	case parquet.Boolean:
		return p.Boolean()
	case parquet.ByteArray:
		return string(p.ByteArray())
	}
	return nil
}
