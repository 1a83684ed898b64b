package store

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
	pqformat "github.com/parquet-go/parquet-go/format"

	"parley/scenarios/fault"
	"parley/sim/sweep"
)

const (
	tableEnding   = ".parquet"
	resultsName   = "results" + tableEnding
	historiesName = "histories" + tableEnding
	partsFolder   = "parts"
	// mostParts of a plan, but leastParts of a shard: a kill costs at most one of them.
	mostParts, leastParts = 100, 10
)

// leastReplications of a part, so that writing it takes little of the time; tests cut
// smaller ones.
var leastReplications = 250

// tables are the files of consecutive points of a plan: those of a result set, or a part.
type tables struct {
	m    *Manifest
	span sweep.Span
	// results has a row for each arm of each point, histories, which is there only if the
	// plan keeps them, one for each history.
	results, histories string
	// version in the footers: of a part that of the program, which is another with each build.
	version string
}

// all the points of a result set.
func (m *Manifest) all(dir string) tables {
	return tables{m, sweep.Span{First: 0, End: m.Points}, filepath.Join(dir, resultsName), filepath.Join(dir, historiesName), m.Version}
}

// span of the points of a shard, all of a plan that is not cut.
func (m *Manifest) span(shard int) sweep.Span {
	return share(sweep.Span{First: 0, End: m.Points}, shard, max(1, m.Shards))
}

// parts of a shard, whose tables are made one after the other.
func (m *Manifest) parts(dir string, shard int) (list []tables) {
	span := m.span(shard)
	points := span.End - span.First
	most := mostParts
	if m.Shards > 0 {
		most = max(leastParts, mostParts/m.Shards)
	}
	n := min(most, points, max(1, int(int64(points)*int64(m.Plan.Reps)/int64(leastReplications))))
	for i := range n {
		s := share(span, i, n)
		base := filepath.Join(dir, partsFolder, fmt.Sprintf("%d-%d", s.First, s.End-1))
		list = append(list, tables{m, s, base + tableEnding, base + "." + historiesName, m.Program()})
	}
	return list
}

// share I of N of some points.
func share(s sweep.Span, i, n int) sweep.Span {
	at := func(i int) int { return s.First + int(int64(s.End-s.First)*int64(i)/int64(n)) }
	return sweep.Span{First: at(i), End: at(i + 1)}
}

// paths in the order in which files are put in place: where the results are, all is.
func (t tables) paths() []string {
	if t.m.Plan.Histories {
		return []string{t.histories, t.results}
	}
	return []string{t.results}
}

// What the footers say.
const (
	footerPlan     = "parley.plan"
	footerVersion  = "parley.version"
	footerPoints   = "parley.points"
	footerRefused  = "parley.refused"
	footerChecksum = "parley.checksum"
)

// Summary is what finished tables hold.
type Summary struct {
	Points int
	// Refused points: their scenario could not be built.
	Refused int
}

// check says what finished tables hold. All of them have to be there and whole: the
// error is fs.ErrNotExist, *damaged, or a *Refusal if they belong to another plan or program.
func (t tables) check() (done *Summary, err error) {
	for _, path := range t.paths() {
		var r *tableReader
		if r, done, err = t.open(path); err != nil {
			return nil, err
		}
		r.close()
	}
	return done, nil
}

// open one of the tables.
func (t tables) open(path string) (r *tableReader, done *Summary, err error) {
	if r, err = openTable(path); err != nil {
		return nil, nil, err
	}
	refused, wrong := strconv.Atoi(r.footer(footerRefused))
	all := t.span.End - t.span.First
	switch points := r.footer(footerPoints); {
	case wrong != nil:
		err = &damaged{path, errors.New("parley did not write it")}
	case r.footer(footerPlan) != t.m.PlanHash:
		err = refuse("%s: belongs to another plan, or another model made it", path)
	case r.footer(footerVersion) != t.version:
		err = refuse("%s: made by version %s, the others by %s: move it away to have it made again", path, r.footer(footerVersion), t.version)
	case points != t.span.String():
		err = &damaged{path, fmt.Errorf("it holds points %s", points)}
	case !slices.EqualFunc(r.columns, t.columns(path), alike):
		err = refuse("%s: written by another version of parley, with other columns: %s", path, unlike(r.columns, t.columns(path)))
	case refused < 0 || refused > all || !t.fits(path, r.parquet.NumRows, int64(refused)):
		err = &damaged{path, fmt.Errorf("it holds %d rows of %d points, %d of them refused", r.parquet.NumRows, all, refused)}
	default:
		return r, &Summary{all, refused}, nil
	}
	r.close()
	return nil, nil, err
}

func alike(x, y Column) bool { return x.Name == y.Name && x.Kind == y.Kind && x.Optional == y.Optional }

// unlike says which columns only one of two tables has.
func unlike(a, b []Column) string {
	var names []string
	for _, pair := range [...][2][]Column{{a, b}, {b, a}} {
		for _, c := range pair[0] {
			if !slices.ContainsFunc(pair[1], func(d Column) bool { return alike(c, d) }) && !slices.Contains(names, c.Name) {
				names = append(names, c.Name)
			}
		}
	}
	return cmp.Or(strings.Join(names, ", "), "in another order")
}

// mostArms of a point.
const mostArms = 64

// fits says whether a table may have so many rows: one for each point that was refused, and as many for every other.
func (t tables) fits(path string, rows, refused int64) bool {
	all := int64(t.span.End - t.span.First)
	if path == t.histories { // some of a refused point may have been played
		return rows <= all*int64(t.m.Plan.Reps)*mostArms
	}
	played := all - refused
	rows -= refused
	return played == 0 && rows == 0 || played > 0 && rows%played == 0 && rows/played >= 1 && rows/played <= mostArms
}

// columns of one of the tables.
func (t tables) columns(path string) []Column {
	if path == t.histories {
		return HistoryColumns(&t.m.Plan)
	}
	return Columns(&t.m.Plan)
}

// output is tables that are being written, in the order of paths.
type output struct {
	tables
	writers []*tableWriter
}

// begin writes tables, with so many bytes to a page.
func (t tables) begin(page int) (*output, error) {
	o := &output{tables: t}
	for _, path := range t.paths() {
		f, err := create(path)
		if err != nil {
			o.abandon()
			return nil, err
		}
		columns := t.columns(path)
		w := parquet.NewGenericWriter[any](f, parquetSchema(columns), parquet.CreatedBy(createdBy, "", ""), parquet.Compression(codec),
			parquet.PageBufferSize(page), parquet.MaxRowsPerRowGroup(rowsPerGroup), parquet.DataPageVersion(2))
		o.writers = append(o.writers, &tableWriter{f, columns, w, make([]parquet.Row, 1)})
	}
	return o, nil
}

// resultRows takes a row for each arm, historyRows for each history.
func (o *output) resultRows() *tableWriter  { return o.writers[len(o.writers)-1] }
func (o *output) historyRows() *tableWriter { return o.writers[0] }

func (o *output) abandon() {
	for _, w := range o.writers {
		w.file.abandon()
	}
}

// commit puts tables in their place. A part that a power cut damages is made again; the results last.
func (o *output) commit(refused int, last bool) (*Summary, error) {
	for _, t := range o.writers {
		for _, x := range [...][2]string{{footerPlan, o.m.PlanHash}, {footerPoints, o.span.String()}, {footerRefused, strconv.Itoa(refused)}, {footerVersion, o.version}, {footerChecksum, noChecksum}} {
			t.w.SetKeyValueMetadata(x[0], x[1]) // by name
		}
		err := t.w.Close()
		if err == nil {
			err = seal(t.file)
		}
		if err == nil {
			err = t.file.commit(os.Rename, last)
		}
		if err != nil {
			o.abandon()
			return nil, t.file.named(err)
		}
	}
	return &Summary{o.span.End - o.span.First, refused}, nil
}

// join makes the results of all parts, which it removes.
func (m *Manifest) join(dir string) (*Summary, error) {
	out, err := m.all(dir).begin(pageBytes)
	if err != nil {
		return nil, err
	}
	refused := 0
	for shard := range max(1, m.Shards) {
		for _, t := range m.parts(dir, shard) {
			var done *Summary
			for i, path := range t.paths() {
				var r *tableReader
				if r, done, err = t.open(path); err == nil {
					err = errors.Join(r.each(out.writers[i].add), r.close())
				}
				if err != nil {
					out.abandon()
					return nil, inTheWay(err)
				}
			}
			refused += done.Refused
		}
	}
	done, err := out.commit(refused, true)
	if err == nil {
		err = os.RemoveAll(filepath.Join(dir, partsFolder))
	}
	return done, err
}

// Everything that decides the bytes of a file is fixed here: how many rows are
// in a group, how pages are packed, who signs. Nothing depends on time or place.
const (
	rowsPerGroup = 1 << 14
	pageBytes    = 1 << 16
	partBytes    = 1 << 12 // of parts, which are many and small
	createdBy    = "parley"
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
	file    *file
	columns []Column
	w       *parquet.GenericWriter[any]
	row     []parquet.Row // one
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
	return t.file.named(err)
}

// tableReader reads the rows of a Parquet file.
type tableReader struct {
	name    string
	file    *os.File
	size    int64
	parquet *pqformat.FileMetaData
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
	t.size = info.Size()
	footer, text, err := readFooter(f, t.size)
	if err != nil {
		return nil, &damaged{path, err}
	}
	t.parquet = footer
	if sum, at, err := checksum(f, t.size, text); err != nil || at > 0 && sum != t.footer(footerChecksum) {
		return nil, &damaged{path, cmp.Or(err, errors.New("it does not agree with its checksum"))}
	}
	rows := int64(0)
	for i := range t.parquet.RowGroups { // they are read one by one: a table of any length takes no more memory
		g := &t.parquet.RowGroups[i]
		if g.NumRows < 0 || g.NumRows > rowsPerGroup {
			return nil, &damaged{path, fmt.Errorf("a row group of %d rows: want at most %d", g.NumRows, rowsPerGroup)}
		}
		rows += g.NumRows
	}
	if rows != t.parquet.NumRows {
		return nil, &damaged{path, fmt.Errorf("%d rows, and %d in its row groups", t.parquet.NumRows, rows)}
	}
	for i := range t.parquet.Schema {
		c := &t.parquet.Schema[i]
		kind, known := kinds[c.Type.V]
		switch root := i == 0; {
		case root && !c.Type.Valid && int(c.NumChildren.V) == len(t.parquet.Schema)-1:
		case root || !c.Type.Valid || !known || c.RepetitionType.V == pqformat.Repeated:
			return nil, &damaged{path, fmt.Errorf("column %s is none of a table", c.Name)}
		default:
			t.columns = append(t.columns, Column{Name: c.Name, Kind: kind, Optional: c.RepetitionType.V == pqformat.Optional})
		}
	}
	return t, nil
}

// kinds of columns by type.
var kinds = map[pqformat.Type]Kind{pqformat.Int64: Int, pqformat.Double: Double, pqformat.Boolean: Bool, pqformat.ByteArray: Text}

// notice turns a panic of the library into damage.
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
	for _, x := range t.parquet.KeyValueMetadata {
		if x.Key == key {
			return x.Value
		}
	}
	return ""
}

func (t *tableReader) close() error { return t.file.Close() }

// each visits all rows in order; the row is valid during the call.
func (t *tableReader) each(visit func(Row) error) error {
	row := make(Row, len(t.columns))
	for i := range t.parquet.RowGroups {
		columns, err := t.group(&t.parquet.RowGroups[i])
		if err != nil {
			return &damaged{t.name, err}
		}
		for range t.parquet.RowGroups[i].NumRows {
			for i, c := range columns {
				if row[i], err = c.next(); err != nil {
					return &damaged{t.name, err}
				}
			}
			if err := visit(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// group of rows, by columns.
func (t *tableReader) group(g *pqformat.RowGroup) (columns []*cells, err error) {
	if len(g.Columns) != len(t.columns) {
		return nil, fmt.Errorf("a row group of %d columns, not %d", len(g.Columns), len(t.columns))
	}
	for i, c := range t.columns {
		x, err := newCells(c, t.file, t.size, g.NumRows, &g.Columns[i].MetaData)
		if err != nil {
			return nil, err
		}
		columns = append(columns, x)
	}
	return columns, nil
}
