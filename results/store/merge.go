package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"parley/sim/sweep"
)

// Open reads the manifest of a result set. The error is a *Refusal if there is none.
func Open(dir string) (*Manifest, error) {
	m, err := readManifest(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, refuse("%s: no result set: it has no %s", dir, manifestName)
	}
	return m, err
}

// Finished says whether a result set has all its points in its tables. The error is a
// *Refusal if a table is there and not whole.
func Finished(dir string) (bool, error) {
	m, err := Open(dir)
	if err != nil {
		return false, err
	}
	_, err = m.all(dir).check()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, inTheWay(err)
}

// inTheWay says what to do about a file of results that is damaged.
func inTheWay(err error) error {
	if errors.As(err, new(*damaged)) {
		return refuse("%v; move it away to have it made again", err)
	}
	return err
}

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
	all := m.all(dir)
	switch done, err := all.check(); {
	case err == nil:
		return *done, nil
	case !errors.Is(err, fs.ErrNotExist):
		return Summary{}, inTheWay(err)
	}
	shards, err := m.shardsThere(dir)
	if err != nil {
		return Summary{}, err
	}
	done, err := join(shards, all)
	if p := (*pieceError)(nil); errors.As(err, &p) && errors.As(err, new(*damaged)) { // since it was checked
		return Summary{}, &Absent{sweep.Indices{}.Add(p.piece), []error{p.error}}
	}
	if err != nil {
		return Summary{}, err
	}
	removeUnfinished(filepath.Join(dir, shardsFolder))
	os.RemoveAll(filepath.Join(dir, partsFolder)) // what dead copies left
	return *done, nil
}

// shardsThere are the tables of all shards; the error is *Absent if one is missing.
func (m *Manifest) shardsThere(dir string) (shards []tables, err error) {
	absent := &Absent{}
	for i := range m.Shards {
		t := m.shard(dir, i)
		shards = append(shards, t)
		_, err := t.check()
		switch {
		case err == nil:
			continue
		case errors.As(err, new(*damaged)):
			absent.Damaged = append(absent.Damaged, err)
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		}
		absent.Shards = absent.Shards.Add(i)
	}
	if len(absent.Shards) > 0 {
		return nil, absent
	}
	return shards, nil
}

// Missing lists what has to be submitted again: shards, or points of a plan that
// is not cut into shards, and damage that was found. Nothing is missing where
// the results are; the error is a *Refusal if those are not whole.
func Missing(dir string) (left sweep.Indices, warnings []string, err error) {
	m, err := Open(dir)
	if err != nil {
		return nil, nil, err
	}
	if _, err := m.all(dir).check(); !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, inTheWay(err)
	}
	if m.Shards == 0 {
		s := newSet(dir, *m, 0)
		err := s.findParts()
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
