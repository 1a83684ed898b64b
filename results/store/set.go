package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"parley/sim"
	"parley/sim/sweep"
)

// Options of a run that adds to a result set.
type Options struct {
	// Resume an existing result set. A shard needs no such word: what it adds is the
	// same whoever made it.
	Resume bool
	// Shard of Manifest.Shards, if those are not 0.
	Shard int
}

// Set is a result set, or one shard of it, to which one process adds points.
type Set struct {
	Manifest
	// Span of the points that the set, or the shard, has.
	Span sweep.Span
	// Merged are the results, nil if they are not there.
	Merged *Summary

	dir   string
	lock  *os.File
	parts []tables
	done  []*Summary // parts that are there and whole, nil of others

	// Of the part in work: its index, its tables, its refused points, and the row that is
	// being made, which begins with the values of a point.
	part, refused, point int
	out                  *output
	row                  Row
	columns              []Column

	// Warnings about what was found.
	Warnings []string
}

// Start begins a result set in a folder, or goes on with one. The error is a
// *Refusal if the folder is not to be touched; Transient says whether another
// one is worth a second try.
func Start(dir string, m Manifest, o Options) (*Set, error) {
	if err := m.complete(); err != nil {
		return nil, err
	}
	if m.Shards > 0 && (o.Shard < 0 || o.Shard >= m.Shards) {
		return nil, refuse("shard %d of %d: want 0 to %d", o.Shard, m.Shards, m.Shards-1)
	}
	if _, err := os.Stat(filepath.Join(dir, manifestName)); o.Resume && errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("%s: no result set to resume; without --resume a sweep begins there", dir)
	}
	created, err := m.settle(dir)
	if err != nil {
		return nil, err
	}
	if !created && !o.Resume && m.Shards == 0 {
		return nil, refuse("%s: a result set is there already; --resume goes on with it", dir)
	}
	s := newSet(dir, m, o.Shard)
	if err := s.begin(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newSet(dir string, m Manifest, shard int) *Set {
	s := &Set{Manifest: m, dir: dir, columns: pointColumns(&m.Plan)}
	s.Span, s.parts = s.Manifest.span(shard), s.Manifest.parts(dir, shard)
	s.done = make([]*Summary, len(s.parts))
	return s
}

func (s *Set) begin() (err error) {
	if s.Shards == 0 {
		if s.lock, err = lockFile(filepath.Join(s.dir, manifestName)); err != nil {
			return err
		}
		removeUnfinished(s.dir, tableEnding+".") // nobody else is at work here
		removeUnfinished(filepath.Join(s.dir, partsFolder), tableEnding+".")
	}
	if s.Merged, err = s.finished(s.dir); err != nil {
		return err
	}
	if s.Merged != nil {
		return os.RemoveAll(filepath.Join(s.dir, partsFolder)) // a kill may have come before
	}
	return s.findParts()
}

// findParts sees which parts are there and whole.
func (s *Set) findParts() error {
	for i, t := range s.parts {
		done, err := t.check()
		switch {
		case err == nil:
			s.done[i] = done
		case errors.As(err, new(*damaged)):
			s.Warnings = append(s.Warnings, err.Error()+"; its points have to be made again")
		case !errors.Is(err, fs.ErrNotExist):
			return err
		}
	}
	return nil
}

// Todo are the points of the parts that are not there.
func (s *Set) Todo() (todo sweep.Indices) {
	for i, t := range s.parts {
		if s.done[i] == nil && s.Merged == nil {
			todo = todo.AddSpan(t.span)
		}
	}
	return todo
}

// Done is how many points are safe.
func (s *Set) Done() int { return s.Span.End - s.Span.First - s.Todo().Count() }

// History adds a replication of the point that is next, an outcome for each arm of the
// record, which follows; they are in order.
func (s *Set) History(r *sweep.Record, replication int, outcomes []sim.Outcome) error {
	if err := s.reach(r.Point); err != nil {
		return err
	}
	for a := range outcomes {
		s.row = appendHistory(s.row[:len(s.columns)], r.Config, r.Arms[a].Name, replication, &outcomes[a])
		if err := s.out.historyRows().add(s.row); err != nil {
			return err
		}
	}
	return nil
}

// Append adds a finished point, the next of Todo. The part that it ends is safe when
// Append returns: the death of the process costs the points behind it.
func (s *Set) Append(r *sweep.Record) error {
	if err := s.reach(r.Point); err != nil {
		return err
	}
	add := func(fault any) error {
		s.row = append(s.row, fault)
		return s.out.resultRows().add(s.row)
	}
	var err error
	if r.Fault != "" {
		s.refused++
		s.row = append(s.row[:len(s.columns)], make(Row, len(s.out.resultRows().columns)-len(s.columns)-1)...)
		err = add(r.Fault)
	}
	for a := range r.Arms {
		s.row = appendArm(s.row[:len(s.columns)], r, a)
		err = errors.Join(err, add(nil))
	}
	if err != nil || r.Point < s.parts[s.part].span.End-1 {
		return err
	}
	s.done[s.part], err = s.out.commit(s.refused, false)
	s.out = nil
	return err
}

// reach makes ready for the rows of a point, in the part that it belongs to.
func (s *Set) reach(point int) (err error) {
	if s.out == nil {
		s.part = slices.IndexFunc(s.parts, func(t tables) bool { return t.span.First == point })
		// A copy of this job that has finished may have taken the folder away.
		if err := os.MkdirAll(filepath.Join(s.dir, partsFolder), 0o777); err != nil {
			return err
		}
		if s.out, err = s.parts[s.part].begin(partBytes); err != nil {
			return err
		}
		s.refused, s.row = 0, nil
	}
	if s.row == nil || s.point != point {
		s.point = point
		s.row = append(s.row[:0], int64(point))
		for i, text := range s.Plan.Point(point) {
			v, _ := parseValue(s.columns[1+i].Kind, text) // the kind is of all values
			s.row = append(s.row, v)
		}
	}
	return err
}

// Finish joins the parts to the results, in order of point; those of a shard wait for Merge.
// All points have to be there.
func (s *Set) Finish() (Summary, error) {
	if left := s.Todo(); len(left) > 0 {
		return Summary{}, fmt.Errorf("store: points %s are not done", left)
	}
	if s.Merged != nil {
		return *s.Merged, nil
	}
	if s.Shards > 0 {
		var sum Summary
		for _, done := range s.done {
			sum.Points, sum.Refused = sum.Points+done.Points, sum.Refused+done.Refused
		}
		return sum, nil
	}
	done, err := s.join(s.dir)
	if err != nil {
		return Summary{}, err
	}
	s.Merged = done
	return *done, nil
}

// Close ends this process's part, and drops the part in work.
func (s *Set) Close() {
	if s.out != nil {
		s.out.abandon()
		s.out = nil
	}
	s.lock.Close() // none of a shard
}

// Open reads the manifest of a result set. The error is a *Refusal if there is none.
func Open(dir string) (*Manifest, error) {
	if info, err := os.Stat(dir); err == nil && !info.IsDir() {
		return nil, refuse("%s: no result set, but a file: want the folder of one", dir)
	}
	m, err := readManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("%s: no result set: it has no %s", dir, manifestName)
	}
	return m, err
}

// finished is what the results hold, nil if they are not there.
func (m *Manifest) finished(dir string) (*Summary, error) {
	done, err := m.all(dir).check()
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return done, inTheWay(err)
}

// inTheWay says what to do about a file that is damaged.
func inTheWay(err error) error {
	if errors.As(err, new(*damaged)) {
		return refuse("%v; move it away to have it made again", err)
	}
	return err
}

// Merge makes the results of all shards, the same bytes as one process makes.
func Merge(dir string) (Summary, error) {
	m, err := Open(dir)
	if err != nil {
		return Summary{}, err
	}
	if m.Shards == 0 {
		return Summary{}, refuse("%s: its plan is not cut into shards; parley sweep --resume ends it", dir)
	}
	lock, err := lockFile(filepath.Join(dir, manifestName))
	if err != nil {
		return Summary{}, err
	}
	defer lock.Close()
	removeUnfinished(dir, tableEnding+".") // by a merge that was killed
	done, err := m.finished(dir)
	if err != nil || done != nil {
		return *cmp.Or(done, &Summary{}), err
	}
	left, warnings, err := Missing(dir)
	if err != nil {
		return Summary{}, err
	}
	if left != nil {
		return Summary{}, errors.New(strings.Join(append([]string{fmt.Sprintf("shards %s are missing: submit them again", left)}, warnings...), "\n"))
	}
	if done, err = m.join(dir); err != nil {
		return Summary{}, err
	}
	return *done, nil
}

// Missing lists what has to be submitted again: shards, or points of a plan that
// is not cut into shards, and damage that was found. Nothing is missing where
// the results are; the error is a *Refusal if those are not whole.
func Missing(dir string) (left sweep.Indices, warnings []string, err error) {
	m, err := Open(dir)
	if err != nil {
		return nil, nil, err
	}
	if done, err := m.finished(dir); done != nil || err != nil {
		return nil, nil, err
	}
	for i := range max(1, m.Shards) {
		s := newSet(dir, *m, i)
		if err := s.findParts(); err != nil {
			return nil, nil, err
		}
		warnings = append(warnings, s.Warnings...)
		switch todo := s.Todo(); {
		case m.Shards == 0:
			left = todo
		case todo != nil:
			left = left.Add(i)
		}
	}
	return left, warnings, nil
}
