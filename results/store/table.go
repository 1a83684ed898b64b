package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"parley/sim/sweep"
)

const (
	tableEnding   = ".parquet"
	resultsName   = "results" + tableEnding
	historiesName = "histories" + tableEnding
	shardsFolder  = "shards"
	partsFolder   = "parts"
	// mostParts of what one process does: a kill costs at most one of them.
	mostParts = 100
)

// leastReplications of a part, so that writing it takes little of the time; tests cut
// smaller ones.
var leastReplications = 250

// tables are the files of consecutive points of a plan: those of a result set, a shard
// or a part.
type tables struct {
	m    *Manifest
	span sweep.Span
	// results has a row for each arm of each point, histories, which is there only if the
	// plan keeps them, one for each history.
	results, histories string
}

// all the points of a result set.
func (m *Manifest) all(dir string) tables {
	return tables{m, sweep.Span{First: 0, End: m.Points}, filepath.Join(dir, resultsName), filepath.Join(dir, historiesName)}
}

// shard I of the plan.
func (m *Manifest) shard(dir string, i int) tables {
	base := filepath.Join(dir, shardsFolder, fmt.Sprintf("%05d", i))
	return tables{m, share(sweep.Span{First: 0, End: m.Points}, i, m.Shards), base + tableEnding, base + "." + historiesName}
}

// parts of these points, for which tables are made one after the other.
func (t tables) parts(dir string) (list []tables) {
	points := t.span.End - t.span.First
	n := min(mostParts, points, max(1, int(int64(points)*int64(t.m.Plan.Reps)/int64(leastReplications))))
	for i := range n {
		s := share(t.span, i, n)
		base := filepath.Join(dir, partsFolder, fmt.Sprintf("%d-%d", s.First, s.End-1))
		list = append(list, tables{t.m, s, base + tableEnding, base + "." + historiesName})
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
	footerPlan    = "parley.plan"
	footerVersion = "parley.version"
	footerFirst   = "parley.first"
	footerEnd     = "parley.end"
	footerRefused = "parley.refused"
)

// Summary is what finished tables hold.
type Summary struct {
	Points int
	// Refused points: their scenario could not be built.
	Refused int
}

// check says what finished tables hold. All of them have to be there and whole: the
// error is fs.ErrNotExist, *damaged, or a *Refusal if they belong to another plan.
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
	if r, err = openOwn(path); err != nil {
		return nil, nil, err
	}
	refused, wrong := strconv.Atoi(r.footer(footerRefused))
	switch first, end := r.footer(footerFirst), r.footer(footerEnd); {
	case r.footer(footerPlan) != t.m.PlanHash:
		err = refuse("%s: belongs to another plan, or another model made it", path)
	case r.footer(footerVersion) != t.m.Version:
		err = refuse("%s: written by version %s, and the manifest by %s", path, r.footer(footerVersion), t.m.Version)
	case wrong != nil || first != strconv.Itoa(t.span.First) || end != strconv.Itoa(t.span.End):
		err = &damaged{path, fmt.Errorf("holds points %s to %s, and not %d to %d", first, end, t.span.First, t.span.End)}
	default:
		return r, &Summary{t.span.End - t.span.First, refused}, nil
	}
	r.close()
	return nil, nil, err
}

// remove the files, and be content if they are gone.
func (t tables) remove() error {
	for _, p := range t.paths() {
		if err := os.Remove(p); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// output is tables that are being written, in the order of paths.
type output struct {
	tables
	files   []*file
	writers []*tableWriter
}

// begin writes tables, with so many bytes to a page.
func (t tables) begin(page int) (*output, error) {
	o := &output{tables: t}
	for _, path := range t.paths() {
		columns := Columns(&t.m.Plan)
		if path == t.histories {
			columns = HistoryColumns(&t.m.Plan)
		}
		f, err := create(path)
		if err == nil {
			o.files = append(o.files, f)
			var w *tableWriter
			w, err = newTableWriter(f, columns, page)
			o.writers = append(o.writers, w)
		}
		if err != nil {
			o.abandon()
			return nil, err
		}
	}
	return o, nil
}

// resultRows takes a row for each arm, historyRows for each history.
func (o *output) resultRows() *tableWriter  { return o.writers[len(o.writers)-1] }
func (o *output) historyRows() *tableWriter { return o.writers[0] }

func (o *output) abandon() {
	for _, f := range o.files {
		f.abandon()
	}
}

// commit puts tables in their place. Those that are kept are synced; a part that a
// power cut damages is made again.
func (o *output) commit(refused int, kept bool) error {
	footer := map[string]string{
		footerPlan: o.m.PlanHash, footerVersion: o.m.Version, footerFirst: strconv.Itoa(o.span.First),
		footerEnd: strconv.Itoa(o.span.End), footerRefused: strconv.Itoa(refused), footerSum: noSum,
	}
	for i, f := range o.files {
		err := o.writers[i].close(footer)
		if err == nil {
			err = errors.Join(f.Flush(), stamp(f.file))
		}
		if err == nil && kept {
			err = f.file.Sync()
		}
		if err != nil {
			o.abandon()
			return err
		}
	}
	for i, f := range o.files {
		if err := f.place(os.Rename); err != nil {
			for _, left := range o.files[i+1:] {
				left.abandon()
			}
			return err
		}
	}
	if !kept {
		return nil
	}
	return syncFolder(filepath.Dir(o.results))
}

// join makes tables of all points from those of their pieces. An error of a piece is a
// *pieceError.
func join(pieces []tables, to tables) (*Summary, error) {
	total := &Summary{}
	out, err := to.begin(pageBytes)
	if err != nil {
		return nil, err
	}
	for i, t := range pieces {
		done, err := out.copy(t)
		if err != nil {
			out.abandon()
			return nil, &pieceError{i, err}
		}
		total.Points += done.Points
		total.Refused += done.Refused
	}
	return total, out.commit(total.Refused, true)
}

type pieceError struct {
	piece int
	error
}

func (p *pieceError) Unwrap() error { return p.error }

func (o *output) copy(t tables) (*Summary, error) {
	done, err := t.check()
	for i, path := range t.paths() {
		if err == nil {
			err = copyTable(path, t.span, o.writers[i], path == t.results)
		}
	}
	return done, err
}

// copyTable copies the rows of a piece and checks that its points come in order
// and are its own; if every one of them has a row, also that none is left out.
func copyTable(path string, s sweep.Span, out *tableWriter, every bool) error {
	t, err := openTable(path)
	if err != nil {
		return err
	}
	defer t.close()
	if !sameColumns(t.columns, out.columns) {
		return &damaged{path, errors.New("other columns than the plan has")}
	}
	last := s.First - 1
	err = t.each(func(row Row) error {
		point := int(row[0].(int64))
		if point < last || point < s.First || point >= s.End || every && point > last+1 {
			return &damaged{path, fmt.Errorf("point %d after point %d", point, last)}
		}
		last = point
		return out.add(row)
	})
	if err == nil && every && last != s.End-1 {
		err = &damaged{path, fmt.Errorf("ends with point %d of %d", last, s.End-1)}
	}
	return err
}

func sameColumns(a, b []Column) bool {
	return slices.EqualFunc(a, b, func(x, y Column) bool { return x.Name == y.Name && x.Kind == y.Kind && x.Optional == y.Optional })
}
