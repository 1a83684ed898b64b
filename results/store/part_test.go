package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"parley/sim"
	"parley/sim/sweep"
)

// half adds five points, each a part, and two histories of the next.
func half(t testing.TB, dir string, m Manifest) []string {
	t.Helper()
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, 5)
	r := &sweep.Record{Point: 5, Cell: testCell("lead")}
	for k := range 2 {
		if err := s.History(r, k, []sim.Outcome{testOutcome(5, 0, k)}); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	return partFiles(t, dir)
}

func TestWhatAKillLeavesOfThePartInWorkIsMadeAgain(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	if paths := half(t, dir, m); len(paths) != 10 {
		t.Fatalf("%d files of five parts: %v", len(paths), paths)
	}
	write(t, filepath.Join(dir, partsFolder, ".5-5.histories.parquet.host-1-0"+partEnding), []byte("half"))
	s := mustStart(t, dir, m, Options{Resume: true})
	if s.Done() != 5 || s.Todo().String() != "5-8" || len(s.Warnings) > 0 || len(partFiles(t, dir)) != 10 {
		t.Errorf("%d points, to do %s, %v, %v", s.Done(), s.Todo(), s.Warnings, partFiles(t, dir))
	}
	addAll(t, s, most)
	mustFinish(t, s)
	sameTables(t, dir, want)
}

// A part may be cut off by a power cut.
func TestADamagedPartIsReportedAndMadeAgain(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	path := half(t, dir, m)[2] // of point 1
	good := read(t, path)
	for at := 0; at < len(good); at += 40 * stride() {
		for _, b := range [][]byte{append(slices.Clone(good[:at]), make([]byte, len(good)-at)...), good[:at]} {
			write(t, path, b)
			left, warnings, err := Missing(dir)
			if err != nil || left.String() != "1,5-8" || len(warnings) != 1 || !strings.Contains(warnings[0], path) {
				t.Fatalf("byte %d: missing %s, %v, %v", at, left, warnings, err)
			}
		}
	}
	s := mustStart(t, dir, m, Options{Resume: true})
	if s.Done() != 4 || s.Todo().String() != "1,5-8" || len(s.Warnings) != 1 {
		t.Errorf("%d points, to do %s, %v", s.Done(), s.Todo(), s.Warnings)
	}
	addAll(t, s, most)
	mustFinish(t, s)
	sameTables(t, dir, want)
}

func TestAPartOfAnotherPlanIsRefused(t *testing.T) {
	m := testManifest(3, 0)
	dir, other := t.TempDir(), t.TempDir()
	path := half(t, dir, m)[0]
	foreign := half(t, other, testManifest(4, 0))[0]
	write(t, path, read(t, foreign))
	_, err := Start(dir, m, Options{Resume: true})
	refusal(t, err, "another plan")
}

func TestPointsAreSafeWhenTheirPartIs(t *testing.T) {
	s := mustStart(t, t.TempDir(), testManifest(100, 0), Options{}) // three points a part
	for i, want := range []int{0, 0, 3, 3} {
		if err := addPoint(s, i); err != nil || s.Done() != want {
			t.Errorf("after point %d: %d are safe, %v", i, s.Done(), err)
		}
	}
}

// A point can fail in the middle: the histories before it stay, and its row says why.
func TestAFaultBehindHistories(t *testing.T) {
	m := testManifest(1, 0)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	r := &sweep.Record{Cell: testCell("lead")}
	if err := s.History(r, 0, []sim.Outcome{testOutcome(0, 0, 0)}); err != nil {
		t.Fatal(err)
	}
	if err := s.Append(&sweep.Record{Fault: "replication 1: internal error"}); err != nil {
		t.Fatal(err)
	}
	addAll(t, s, most)
	if done := mustFinish(t, s); done != (Summary{3, 1}) {
		t.Errorf("%+v", done)
	}
	results, err := OpenResults(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer results.Close()
	rows := 0
	if err := results.Each(nil, func(row Row) error {
		if rows++; rows == 1 && row[len(row)-1] != "replication 1: internal error" {
			t.Errorf("%v", row)
		}
		return nil
	}); err != nil || rows != 5 {
		t.Errorf("%d rows, %v", rows, err)
	}
}

func TestHugePlansTakeNoRoom(t *testing.T) {
	m := testManifest(sweep.MaxPoints/3, 0)
	if err := m.complete(); err != nil {
		t.Fatal(err)
	}
	s := newSet(t.TempDir(), m, 0)
	s.done[1] = &Summary{}
	if got := s.Todo().String(); len(s.parts) != mostParts || got != "0-9999998,19999999-999999998" {
		t.Errorf("%d parts, to do %s", len(s.parts), got)
	}
	if _, err := os.Stat(filepath.Join(s.dir, partsFolder)); err == nil {
		t.Error("a folder for nothing")
	}
}

// A table of few bytes may have millions of rows: those of the plan are read, a group of them at a time.
func TestMoreRowsThanThePlanHasAreRefused(t *testing.T) {
	dir, m := t.TempDir(), testManifest(1, 0)
	m.Plan.Histories = false
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, most)
	mustFinish(t, s)
	good, err := OpenResults(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	var row Row
	if err := good.Each(nil, func(r Row) error { row = slices.Clone(r); return nil }); err != nil {
		t.Fatal(err)
	}
	good.Close()
	for want, rowsAGroup := range map[string]int64{"it holds 40001 rows of 3 points": rowsPerGroup, "a row group of 40001 rows": 1 << 20} {
		out, err := good.all(dir).begin(pageBytes)
		if err != nil {
			t.Fatal(err)
		}
		w := out.resultRows()
		w.w = parquet.NewGenericWriter[any](w.file, parquetSchema(w.columns), parquet.Compression(codec), parquet.MaxRowsPerRowGroup(rowsAGroup))
		for range 40_001 {
			if err := w.add(row); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := out.commit(0, true); err != nil {
			t.Fatal(err)
		}
		_, err = OpenResults(dir, false)
		refusal(t, err, want)
	}
}
