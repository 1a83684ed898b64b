package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"

	"parley/sim/sweep"
)

// What the footers say.
const (
	footerPlan    = "parley.plan"
	footerVersion = "parley.version"
	footerFirst   = "parley.first"
	footerEnd     = "parley.end"
	footerRefused = "parley.refused"
)

// output is the files that a part of a result set ends in.
type output struct {
	m         *Manifest
	span      sweep.Span
	files     []*File
	results   *tableWriter
	histories *tableWriter // nil unless wanted
}

func newOutput(m *Manifest, s sweep.Span, results, histories string) (*output, error) {
	o := &output{m: m, span: s}
	var err error
	if m.Plan.Histories {
		if o.histories, err = o.create(histories, HistoryColumns(&m.Plan)); err != nil {
			return nil, err
		}
	}
	if o.results, err = o.create(results, Columns(&m.Plan)); err != nil {
		o.abandon()
		return nil, err
	}
	return o, nil
}

func (o *output) create(path string, columns []Column) (*tableWriter, error) {
	f, err := Create(path)
	if err != nil {
		return nil, err
	}
	o.files = append(o.files, f)
	return newTableWriter(f, columns)
}

func (o *output) abandon() {
	for _, f := range o.files {
		f.Abandon()
	}
}

// commit puts the results in their place last: where they are, all is.
func (o *output) commit(refused int) error {
	footer := map[string]string{
		footerPlan: o.m.PlanHash, footerVersion: o.m.Version, footerFirst: strconv.Itoa(o.span.First),
		footerEnd: strconv.Itoa(o.span.End), footerRefused: strconv.Itoa(refused), footerSum: noSum,
	}
	for _, t := range []*tableWriter{o.histories, o.results} {
		if t == nil {
			continue
		}
		if err := t.close(footer); err != nil {
			o.abandon()
			return err
		}
	}
	for _, f := range o.files {
		if err := f.stamp(); err != nil {
			o.abandon()
			return err
		}
	}
	for i, f := range o.files {
		if err := f.Commit(); err != nil {
			for _, left := range o.files[i+1:] {
				left.Abandon()
			}
			return err
		}
	}
	return nil
}

// Finish writes the results, in order of point, and removes the journals. All
// points have to be there.
func (s *Set) Finish() (Summary, error) {
	if s.finished != nil {
		return *s.finished, nil
	}
	if left := s.Todo(); len(left) > 0 {
		return Summary{}, fmt.Errorf("store: points %s are not done", left)
	}
	results, histories := s.final()
	out, err := newOutput(&s.Manifest, s.span, results, histories)
	if err != nil {
		return Summary{}, err
	}
	if err := s.write(out); err != nil {
		out.abandon()
		return Summary{}, err
	}
	if err := out.commit(s.refused); err != nil {
		return Summary{}, err
	}
	s.finished = &Summary{s.span.End - s.span.First, s.refused}
	if s.own != nil {
		s.own.halt() // it is no longer needed
		s.own = nil
	}
	return *s.finished, removeOwn(s.paths)
}

func (s *Set) write(out *output) error {
	columns := Columns(&s.Plan)
	ahead := 1 + len(s.Plan.Factors)
	row, history := make(Row, len(columns)), make(Row, ahead+1+len(historyFigures))
	addRow := func() error { return out.results.add(row) }
	addHistory := func() error { return out.histories.add(history) }
	for i := s.span.First; i < s.span.End; i++ {
		if err := lead(row, &s.Plan, columns, s.Plan.Point(i)); err != nil {
			return err
		}
		copy(history, row[:ahead])
		if err := s.eachRow(i, row, history, addRow, addHistory); err != nil {
			return fmt.Errorf("point %d: %w", i, err)
		}
	}
	return nil
}

// eachRow hands over the rows of a point: its arms, the histories of its parts, and
// those of its record.
func (s *Set) eachRow(point int, row, history Row, addRow, addHistory func() error) error {
	p, _ := s.index.get(point)
	journal := s.journals[p.journal-1]
	payload, err := readAt(journal, p.at, int(p.size), &s.buf)
	if err != nil {
		return err
	}
	h, payload, err := readHead(payload)
	if err != nil {
		return err
	}
	arms, payload, err := decodeArms(payload, row, addRow)
	if err != nil {
		return err
	}
	end := p.at - headerBytes
	for at := end - h.ahead; at < end; {
		part, err := s.readPart(journal, at)
		if err != nil {
			return err
		}
		at += int64(headerBytes + len(part))
		if _, part, err = readHead(part); err != nil {
			return err
		}
		if err := decodeHistories(part, arms, history, addHistory); err != nil {
			return err
		}
	}
	return decodeHistories(payload, arms, history, addHistory)
}

// readPart reads the payload of the record that begins here. It was checked when it
// was found, or is our own.
func (s *Set) readPart(journal *os.File, at int64) ([]byte, error) {
	header, err := readAt(journal, at, headerBytes, &s.partBuf)
	if err != nil {
		return nil, err
	}
	n, _, ok := readHeader(header)
	if !ok {
		return nil, errShortRow
	}
	return readAt(journal, at+headerBytes, n, &s.partBuf)
}

func readAt(f *os.File, at int64, n int, buf *[]byte) ([]byte, error) {
	if cap(*buf) < n {
		*buf = make([]byte, n)
	}
	b := (*buf)[:n]
	_, err := f.ReadAt(b, at)
	return b, err
}

// finished says what a part of the set holds that has ended in these files. All of
// them have to be there and whole; errors are those of checkFile.
func (m *Manifest) finished(results, histories string, s sweep.Span) (*Summary, error) {
	done, err := m.checkFile(results, s)
	if err == nil && m.Plan.Histories {
		_, err = m.checkFile(histories, s)
	}
	if err != nil {
		return nil, err
	}
	return done, nil
}

// finishedAll says the same of the whole set.
func (m *Manifest) finishedAll(dir string) (*Summary, error) {
	results, histories := finalPaths(dir)
	done, err := m.finished(results, histories, sweep.Span{First: 0, End: m.Points})
	return done, inTheWay(err)
}

// Finished says whether a result set has all its points in its tables. The error is a
// *Refusal if a table is there and not whole.
func Finished(dir string) (bool, error) {
	m, err := Open(dir)
	if err != nil {
		return false, err
	}
	_, err = m.finishedAll(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// checkFile says what a finished file holds; the error is fs.ErrNotExist,
// *damaged, or a *Refusal if it belongs to another plan.
func (m *Manifest) checkFile(path string, s sweep.Span) (*Summary, error) {
	t, err := openOwn(path)
	if err != nil {
		return nil, err
	}
	defer t.close()
	switch plan := t.footer(footerPlan); {
	case plan == "":
		return nil, &damaged{path, fmt.Errorf("no file that parley wrote")}
	case plan != m.PlanHash:
		return nil, refuse("%s: belongs to another plan, or another model made it", path)
	case t.footer(footerVersion) != m.Version:
		return nil, refuse("%s: written by version %s, and the manifest by %s", path, t.footer(footerVersion), m.Version)
	}
	first, err1 := strconv.Atoi(t.footer(footerFirst))
	end, err2 := strconv.Atoi(t.footer(footerEnd))
	refused, err3 := strconv.Atoi(t.footer(footerRefused))
	if err1 != nil || err2 != nil || err3 != nil || first != s.First || end != s.End {
		return nil, &damaged{path, fmt.Errorf("holds points %s to %s, and not %d to %d",
			t.footer(footerFirst), t.footer(footerEnd), s.First, s.End)}
	}
	return &Summary{end - first, refused}, nil
}
