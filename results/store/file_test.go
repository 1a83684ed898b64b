package store

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The name of a dead process may come again, with what it left.
func TestWhatADeadProcessLeftIsNotInTheWay(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "table")
	for range 3 {
		if _, err := create(path); err != nil { // neither put in place nor abandoned
			t.Fatal(err)
		}
	}
	write(t, path, []byte("old"))
	f, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("new")
	if got := string(read(t, path)); got != "old" {
		t.Errorf("before it is put in place: %q", got)
	}
	if err := f.commit(os.Rename, true); err != nil {
		t.Fatal(err)
	}
	if got := string(read(t, path)); got != "new" {
		t.Errorf("put in place: %q", got)
	}
}

func TestAnAbandonedFileLeavesNoTrace(t *testing.T) {
	dir := t.TempDir()
	f, err := create(filepath.Join(dir, "table"))
	if err != nil {
		t.Fatal(err)
	}
	f.WriteString("half")
	f.abandon()
	if left, err := os.ReadDir(dir); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestAFolderThatCannotBeReadTakesFiles(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads every folder")
	}
	dir := filepath.Join(t.TempDir(), "drop")
	if err := os.Mkdir(dir, 0o300); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if err := WriteNew(filepath.Join(dir, "table"), []byte("text")); err != nil {
		t.Error(err)
	}
}

// What a kill left of a file goes with the next one of its name; what another process writes stays.
func TestWhatWasLeftOfAFileIsRemoved(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "page[1].html")
	left := filepath.Join(dir, ".page[1].html.ABC"+partEnding)
	write(t, left, []byte("half"))
	write(t, filepath.Join(dir, ".page.html.ABC"+partEnding), []byte("of another file"))
	live, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "whole"); return err }); err != nil {
		t.Fatal(err)
	}
	var names []string
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	if want := []string{filepath.Base(live.file.Name()), ".page.html.ABC" + partEnding, "page[1].html"}; len(names) != 3 || !slices.Contains(names, want[0]) || slices.Contains(names, filepath.Base(left)) {
		t.Errorf("%q, want %q", names, want)
	}
	live.abandon()
}
