package main

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"parley/results"
)

// checkReplaceable refuses to write histories over anything but older histories.
// An empty file has nothing to lose.
func checkReplaceable(path, scenario string) error {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil // createAtomic says what is wrong, if anything
	}
	if err != nil {
		return cannotCreate(path, err)
	}
	if other, err := os.Stat(scenario); err == nil && os.SameFile(info, other) {
		return badInputf("parley: --histories = %s: this is the scenario itself: choose another name", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return cannotCreate(path, err)
	}
	defer file.Close()
	head := make([]byte, len(results.HistoriesHead))
	n, err := io.ReadFull(file, head)
	switch {
	case errors.Is(err, io.EOF) || string(head[:n]) == results.HistoriesHead:
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return cannotCreate(path, err)
	}
	return badInputf("parley: %s exists and is not a table of histories: choose another name", path)
}
