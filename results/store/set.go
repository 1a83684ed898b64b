package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"parley/sim/sweep"
)

// Options of a run that adds to a result set.
type Options struct {
	// Resume an existing result set; the error is *Nothing if there is none. A shard
	// needs no such word: what it adds is the same whoever made it.
	Resume bool
	// Shard of Manifest.Shards, if those are not 0.
	Shard int
}

// Summary is what a finished part of a result set holds.
type Summary struct {
	Points int
	// Refused points: their scenario could not be built.
	Refused int
}

// Set is a result set, or one shard of it, to which one process adds points.
type Set struct {
	Manifest
	dir      string
	shard    int
	span     sweep.Span
	lock     *os.File
	index    *index
	journals []*os.File
	own      *journal
	parts    partSpan // at the end of own
	paths    []string
	encoder  *encoder
	buf      []byte
	partBuf  []byte
	refused  int
	finished *Summary
	// Warnings about what was found in journals.
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
	if o.Resume {
		if err := somethingToResume(dir); err != nil {
			return nil, err
		}
	}
	created, err := m.settle(dir)
	if err != nil {
		return nil, err
	}
	if !created && !o.Resume && m.Shards == 0 {
		return nil, refuse("%s: a result set is there already; --resume goes on with it", dir)
	}
	s := &Set{Manifest: m, dir: dir, shard: o.Shard, span: span(m.Points, o.Shard, m.Shards), index: newIndex(), encoder: newEncoder()}
	if err := s.begin(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// Nothing is there to resume in a folder; Beside are the result sets beside it.
type Nothing struct {
	Dir    string
	Beside []string
}

func (n *Nothing) Error() string { return n.Dir + ": no result set to resume" }

func somethingToResume(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, manifestName)); !errors.Is(err, fs.ErrNotExist) {
		return nil // whoever reads it says what is wrong
	}
	n := &Nothing{Dir: dir}
	parent := filepath.Dir(filepath.Clean(dir))
	entries, _ := os.ReadDir(parent) // only for a hint
	for _, e := range entries {
		if _, err := os.Stat(filepath.Join(parent, e.Name(), manifestName)); err == nil {
			n.Beside = append(n.Beside, e.Name())
		}
	}
	return n
}

// span is a shard's part of the points.
func span(points, shard, shards int) sweep.Span {
	if shards == 0 {
		return sweep.Span{First: 0, End: points}
	}
	at := func(i int) int { return int(int64(points) * int64(i) / int64(shards)) }
	return sweep.Span{First: at(shard), End: at(shard + 1)}
}

func (s *Set) begin() error {
	var err error
	if s.Shards > 0 {
		err = os.MkdirAll(filepath.Join(s.dir, shardsFolder), 0o777)
	} else {
		s.lock, err = lockFile(filepath.Join(s.dir, manifestName))
	}
	if err != nil {
		return err
	}
	results, histories := s.final()
	switch done, err := s.Manifest.finished(results, histories, s.span); {
	case err == nil:
		s.finished = done
		return s.removeJournals()
	case errors.Is(err, fs.ErrNotExist):
	case errors.As(err, new(*damaged)) && s.Shards > 0:
		s.Warnings = append(s.Warnings, err.Error()+"; it is made again")
	default:
		return inTheWay(err)
	}
	if s.Shards == 0 {
		removeParts(s.dir) // nobody else is at work here
	}
	return s.readJournals()
}

// final is the file of results that the set ends in, and that of histories.
func (s *Set) final() (results, histories string) {
	if s.Shards == 0 {
		return finalPaths(s.dir)
	}
	return shardPaths(s.dir, s.shard)
}

func finalPaths(dir string) (results, histories string) {
	return filepath.Join(dir, resultsName), filepath.Join(dir, historiesName)
}

func shardPaths(dir string, shard int) (results, histories string) {
	base := filepath.Join(dir, shardsFolder, fmt.Sprintf("%05d", shard))
	return base + ".parquet", base + "." + historiesName
}

// Finished says whether there is nothing left to do, and what came of it.
func (s *Set) Finished() (Summary, bool) {
	if s.finished == nil {
		return Summary{}, false
	}
	return *s.finished, true
}

// Todo are the points that are not done.
func (s *Set) Todo() sweep.Indices {
	if s.finished != nil {
		return nil
	}
	return s.index.missing(s.span)
}

// Span of the points that the set, or the shard, has.
func (s *Set) Span() sweep.Span { return s.span }

// Done is how many points are safe.
func (s *Set) Done() int {
	if s.finished != nil {
		return s.finished.Points
	}
	return s.index.done
}

const journalEnding = ".log"

// journalNames is what the names of this part's journals begin with.
func (s *Set) journalNames() string {
	part := "all"
	if s.Shards > 0 {
		part = fmt.Sprintf("%05d", s.shard)
	}
	return "journal-" + part + "."
}

// removeJournals removes those that a kill at the very end left. A copy of this
// job that is still at work has its own open, and needs no name for it.
func (s *Set) removeJournals() error {
	paths, err := named(s.dir, s.journalNames(), journalEnding)
	if err != nil {
		return err
	}
	return removeOwn(paths)
}

func (s *Set) readJournals() error {
	paths, err := named(s.dir, s.journalNames(), journalEnding)
	if err != nil {
		return err
	}
	for _, path := range paths {
		if err := s.readJournal(path); err != nil {
			return err
		}
	}
	return nil
}

func (s *Set) readJournal(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // a copy of this job has finished meanwhile
	}
	if err != nil {
		return err
	}
	s.journals, s.paths = append(s.journals, file), append(s.paths, path)
	info, err := file.Stat()
	if err != nil {
		return err
	}
	var behind partSpan
	found, err := scan(file, info.Size(), func(at int64, payload []byte) error {
		s.found(place{int32(len(s.journals)), int32(len(payload)), at}, payload, &behind)
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if found.plan != "" && found.plan != s.PlanHash {
		return refuse("%s: the journal of another plan, or of another model", path)
	}
	switch {
	case found.nameless > 0:
		s.Warnings = append(s.Warnings, fmt.Sprintf("%s: damaged at its beginning, where the plan stands; %d points are made again", path, found.nameless))
	case found.corrupt > 0:
		s.Warnings = append(s.Warnings, path+damagedPlaces(found.corrupt))
	}
	return nil
}

func damagedPlaces(n int) string {
	if n == 1 {
		return ": damaged at one place; the points that stood there are made again"
	}
	return fmt.Sprintf(": damaged at %d places; the points that stood there are made again", n)
}

// partSpan is where the parts of a point stand in a row, from one byte of a journal
// to another.
type partSpan struct {
	point      int
	first, end int64
}

// add notes a part, a record of this place in the journal.
func (p *partSpan) add(point int, at, end int64) {
	if p.point != point || p.end != at {
		*p = partSpan{point, at, at}
	}
	p.end = end
}

// ahead is the length of those in front of a point's record.
func (p *partSpan) ahead(point int, at int64) int64 {
	if p.point != point || p.end != at {
		return 0
	}
	return at - p.first
}

// found takes a record that a journal holds, and the parts in front of it. One that
// cannot be read, or lacks a part, is left out, so that its point is made again.
func (s *Set) found(p place, payload []byte, behind *partSpan) {
	h, _, err := readHead(payload)
	at := p.at - headerBytes
	switch {
	case err != nil || h.point < s.span.First || h.point >= s.span.End:
	case h.kind == kindPart:
		behind.add(h.point, at, p.at+int64(p.size))
	case h.kind == kindRest && (h.ahead == 0 || h.ahead != behind.ahead(h.point, at)):
	case s.index.put(h.point, p) && h.kind == kindRefused:
		s.refused++
	}
}

// Append adds a finished point, or a part of one. When it returns, the point survives
// the death of the process; of a power cut it may cost the last second. Parts count
// only with the record of their point right behind them.
func (s *Set) Append(r *sweep.Record) error {
	if r.Point < s.span.First || r.Point >= s.span.End {
		return fmt.Errorf("store: point %d is none of %d to %d", r.Point, s.span.First, s.span.End-1)
	}
	if s.own == nil {
		if err := s.beginJournal(); err != nil {
			return err
		}
	}
	start := s.own.size
	s.buf = s.encoder.append(s.buf[:0], r, s.parts.ahead(r.Point, start))
	at, err := s.own.add(s.buf)
	if err != nil {
		return err
	}
	if r.Part {
		s.parts.add(r.Point, start, s.own.size)
		return nil
	}
	if s.index.put(r.Point, place{int32(len(s.journals)), int32(len(s.buf)), at}) && r.Fault != "" {
		s.refused++
	}
	return nil
}

// beginJournal takes the first free name: process numbers come again.
func (s *Set) beginJournal() error {
	for n := 0; ; n++ {
		path := filepath.Join(s.dir, fmt.Sprintf("%s%s-%d%s", s.journalNames(), writer(), n, journalEnding))
		own, err := createJournal(path, s.PlanHash)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		s.own = own
		s.journals, s.paths = append(s.journals, own.file), append(s.paths, path)
		return syncFolder(s.dir)
	}
}

// Close makes safe what was added and ends this process's part.
func (s *Set) Close() error {
	var err error
	if s.own != nil {
		err = s.own.sync()
		s.own = nil
	}
	for _, f := range s.journals {
		f.Close()
	}
	s.journals = nil
	if s.lock != nil {
		s.lock.Close()
		s.lock = nil
	}
	return err
}
