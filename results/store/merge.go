package store

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"strings"

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
