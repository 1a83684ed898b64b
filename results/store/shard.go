package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley/sim/sweep"
)

// Absent is what keeps shards from being merged.
type Absent struct {
	// Shards that are not there, or damaged, in rising order.
	Shards sweep.Indices
	// Damaged says what is wrong with those that are there.
	Damaged []error
}

func (a *Absent) Error() string {
	text := fmt.Sprintf("shards %s are missing: submit them again", a.Shards)
	if a.Shards.Count() == 1 {
		text = fmt.Sprintf("shard %s is missing: submit it again", a.Shards)
	}
	for _, d := range a.Damaged {
		text += "\n" + d.Error()
	}
	return text
}

// Open reads the manifest of a result set. The error is a *Refusal if there is none.
func Open(dir string) (*Manifest, error) {
	m, err := readManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("%s: no result set: it has no %s", dir, manifestName)
	}
	return m, err
}

// Merge makes the results of all shards, the same bytes as one process makes.
// The error is *Absent if a shard is missing.
func Merge(dir string) (Summary, error) {
	m, err := Open(dir)
	if err != nil {
		return Summary{}, err
	}
	if m.Shards == 0 {
		return Summary{}, refuse("%s: its plan is not cut into shards; parley sweep --resume ends it", dir)
	}
	switch done, err := m.finishedAll(dir); {
	case err == nil:
		return *done, nil
	case !errors.Is(err, fs.ErrNotExist):
		return Summary{}, err
	}
	total, err := m.shardsThere(dir)
	if err != nil {
		return Summary{}, err
	}
	results, histories := finalPaths(dir)
	out, err := newOutput(m, sweep.Span{First: 0, End: m.Points}, results, histories)
	if err != nil {
		return Summary{}, err
	}
	if err := m.copyShards(dir, out); err != nil {
		out.abandon()
		return Summary{}, err
	}
	if err := out.commit(total.Refused); err != nil {
		return Summary{}, err
	}
	removeParts(filepath.Join(dir, shardsFolder))
	return total, nil
}

// inTheWay says what to do about a file of results that is damaged.
func inTheWay(err error) error {
	if errors.As(err, new(*damaged)) {
		return refuse("%v; move it away to have it made again", err)
	}
	return err
}

// shardsThere sums up the shards, or tells which are missing.
func (m *Manifest) shardsThere(dir string) (Summary, error) {
	var total Summary
	absent := &Absent{}
	for i := range m.Shards {
		results, histories := shardPaths(dir, i)
		s, err := m.finished(results, histories, span(m.Points, i, m.Shards))
		switch {
		case err == nil:
			total.Points += s.Points
			total.Refused += s.Refused
			continue
		case errors.As(err, new(*damaged)):
			absent.Damaged = append(absent.Damaged, err)
		case !errors.Is(err, fs.ErrNotExist):
			return total, err
		}
		absent.Shards = absent.Shards.Add(i)
	}
	if len(absent.Shards) > 0 {
		return total, absent
	}
	return total, nil
}

func (m *Manifest) copyShards(dir string, out *output) error {
	for i := range m.Shards {
		results, histories := shardPaths(dir, i)
		s := span(m.Points, i, m.Shards)
		if err := copyTable(results, s, out.results, true); err != nil {
			return absentIf(err, i)
		}
		if out.histories == nil {
			continue
		}
		if err := copyTable(histories, s, out.histories, false); err != nil {
			return absentIf(err, i)
		}
	}
	return nil
}

// absentIf turns the damage of a shard into its absence: it is to be made again.
func absentIf(err error, shard int) error {
	if errors.As(err, new(*damaged)) {
		return &Absent{sweep.Indices{{First: shard, End: shard + 1}}, []error{err}}
	}
	return err
}

// copyTable copies the rows of a shard and checks that its points come in order
// and are its own; if every one of them has a row, also that none is left out.
func copyTable(path string, s sweep.Span, out *tableWriter, every bool) error {
	t, err := openOwn(path)
	if err != nil {
		return err
	}
	defer t.close()
	if !sameColumns(t.columns, out.columns) {
		return &damaged{path, errors.New("other columns than the plan has")}
	}
	last := s.First - 1
	err = t.each(func(row Row) error {
		point := int(row[0].Int())
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
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Name != b[i].Name || a[i].Kind != b[i].Kind || a[i].Optional != b[i].Optional {
			return false
		}
	}
	return true
}

// Missing lists what has to be submitted again: shards, or points of a plan that
// is not cut into shards, and damage that was found. Nothing is missing where
// the results are; the error is a *Refusal if those are not whole.
func Missing(dir string) (left sweep.Indices, warnings []string, err error) {
	m, err := Open(dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := m.finishedAll(dir); !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if m.Shards == 0 {
		s := &Set{Manifest: *m, dir: dir, span: span(m.Points, 0, 0), index: newIndex()}
		defer s.Close()
		err := s.readJournals()
		return s.Todo(), s.Warnings, err
	}
	_, err = m.shardsThere(dir)
	var absent *Absent
	if !errors.As(err, &absent) {
		return nil, nil, err
	}
	for _, d := range absent.Damaged {
		warnings = append(warnings, d.Error())
	}
	return absent.Shards, warnings, nil
}

// removeParts removes tables that processes which died left unfinished.
func removeParts(dir string) {
	paths, _ := named(dir, ".", partEnding)
	for _, p := range paths {
		if strings.Contains(filepath.Base(p), ".parquet.") {
			os.Remove(p)
		}
	}
}
