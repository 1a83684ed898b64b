package store

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"parley/sim/sweep"
)

// half writes a journal of five points and returns it with where each record ends.
func half(t testing.TB, dir string, m Manifest) (path string, ends []int64) {
	t.Helper()
	s := mustStart(t, dir, m, Options{})
	for i := range 5 {
		if err := s.Append(testRecord(&m.Plan, i)); err != nil {
			t.Fatal(err)
		}
		ends = append(ends, s.own.size)
	}
	s.Close()
	return journals(t, dir)[0], ends
}

func TestAJournalCutAnywhereKeepsWhatIsWhole(t *testing.T) {
	m := testManifest(3, 0)
	m.Plan.Histories = false
	want := whole(t, m)
	dir := t.TempDir()
	path, ends := half(t, dir, m)
	good := read(t, path)
	for cut := range len(good) + 1 {
		if cut%stride() != 0 && !slices.Contains(ends, int64(cut)) {
			continue
		}
		whole := 0
		for whole < len(ends) && ends[whole] <= int64(cut) {
			whole++
		}
		write(t, path, good[:cut])
		s := mustStart(t, dir, m, Options{Resume: true})
		if s.Done() != whole || len(s.Warnings) > 0 {
			t.Fatalf("cut at byte %d of %d: %d points, want %d; %v", cut, len(good), s.Done(), whole, s.Warnings)
		}
		s.Close()
	}
	// To the end, from a tail cut anywhere.
	for cut := ends[3]; cut < ends[4]; cut += int64(stride()) {
		os.Remove(filepath.Join(dir, resultsName))
		write(t, path, good[:cut])
		s := mustStart(t, dir, m, Options{Resume: true})
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
	}
}

func TestADamagedRecordIsReportedAndMadeAgain(t *testing.T) {
	m := testManifest(3, 0)
	m.Plan.Histories = false
	want := whole(t, m)
	for at := int64(0); at < headerBytes+40; at += int64(stride()) {
		dir := t.TempDir()
		path, ends := half(t, dir, m)
		bad := read(t, path)
		bad[ends[1]+at] ^= 0x55
		write(t, path, bad)
		s := mustStart(t, dir, m, Options{Resume: true})
		if s.Done() != 4 || s.Todo().String() != "2,5-8" || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0], ": damaged at one place; ") {
			t.Fatalf("byte %d: %d points, to do %s, %v", at, s.Done(), s.Todo(), s.Warnings)
		}
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
	}
}

func TestAZeroedTailIsATornOne(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	path, _ := half(t, dir, m)
	write(t, path, append(read(t, path), make([]byte, 5000)...))
	if s := mustStart(t, dir, m, Options{Resume: true}); s.Done() != 5 || len(s.Warnings) > 0 {
		t.Errorf("%d points, %v", s.Done(), s.Warnings)
	}
}

// A power cut may leave later pages of a file and not the first.
func TestAJournalWithoutItsBeginningIsAnEmptyOne(t *testing.T) {
	m := testManifest(3, 0)
	m.Plan.Histories = false
	want := whole(t, m)
	for _, zeros := range []int{1, 4, headerBytes, headerBytes + len(m.Plan.Hash())} {
		dir := t.TempDir()
		path, _ := half(t, dir, m)
		bad := read(t, path)
		clear(bad[:zeros])
		write(t, path, bad)
		if left, warnings, err := Missing(dir); err != nil || left.String() != "0-8" || len(warnings) != 1 {
			t.Errorf("%d zeros: missing %s, %v, %v", zeros, left, warnings, err)
		}
		s := mustStart(t, dir, m, Options{Resume: true})
		if s.Done() != 0 || len(s.Warnings) != 1 || !strings.Contains(s.Warnings[0], "5 points") {
			t.Errorf("%d zeros: %d points, %v", zeros, s.Done(), s.Warnings)
		}
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
	}
}

func TestWhatWasAddedLastIsSyncedWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		j, err := createJournal(filepath.Join(t.TempDir(), "journal"), "plan")
		if err != nil {
			t.Fatal(err)
		}
		defer j.file.Close()
		unsynced := func() int64 {
			synctest.Wait()
			j.mu.Lock()
			defer j.mu.Unlock()
			return j.size - j.synced
		}
		if n := unsynced(); n != 0 {
			t.Errorf("the beginning of a journal: %d bytes are not synced", n)
		}
		for range 3 {
			if _, err := j.add([]byte("point")); err != nil {
				t.Fatal(err)
			}
			time.Sleep(syncEvery / 4)
		}
		if unsynced() == 0 {
			t.Error("every record is synced by itself")
		}
		time.Sleep(syncEvery)
		if n := unsynced(); n != 0 {
			t.Errorf("%d bytes are not synced", n)
		}
	})
}

// A disk may fill up, or break, when a journal is synced. Here it is a device that
// takes all that is written and cannot be synced.
func TestNothingIsAddedBehindAFailedSync(t *testing.T) {
	file, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	j := &journal{file: file}
	if _, err := j.add([]byte("point")); err != nil {
		t.Fatal(err)
	}
	failed := j.sync()
	if failed == nil {
		t.Skip("this device can be synced here")
	}
	if _, err := j.add([]byte("point")); err != failed {
		t.Errorf("added: %v, after %v", err, failed)
	}
	if err := j.sync(); err != failed {
		t.Errorf("at the end: %v, after %v", err, failed)
	}
}

func TestAJournalOfAnotherPlanIsRefused(t *testing.T) {
	m := testManifest(3, 0)
	dir, other := t.TempDir(), t.TempDir()
	path, _ := half(t, dir, m)
	foreign, _ := half(t, other, testManifest(4, 0))
	write(t, path, read(t, foreign))
	_, err := Start(dir, m, Options{Resume: true})
	refusal(t, err, "another plan")
}

// inParts cuts the histories of a record, as a sweep does where there are many.
func inParts(r *sweep.Record, sizes ...int) []*sweep.Record {
	var all []*sweep.Record
	rest := *r
	for _, n := range sizes {
		if n > len(rest.Histories) {
			break
		}
		all = append(all, &sweep.Record{Point: r.Point, Part: true, Histories: rest.Histories[:n]})
		rest.Histories = rest.Histories[n:]
	}
	return append(all, &rest)
}

// partsOf writes two points, each in parts, and returns where the records of the
// journal end.
func partsOf(t *testing.T, dir string, m Manifest) (path string, ends []int64) {
	t.Helper()
	s := mustStart(t, dir, m, Options{})
	for point := range 2 {
		for _, r := range inParts(testRecord(&m.Plan, point), 3, 2, 1) {
			if err := s.Append(r); err != nil {
				t.Fatal(err)
			}
			ends = append(ends, s.own.size)
		}
	}
	s.Close()
	return journals(t, dir)[0], ends
}

func TestAPointInPartsGivesTheSameBytes(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	for point := range 9 {
		for _, r := range inParts(testRecord(&m.Plan, point), 3, 2, 1) {
			if err := s.Append(r); err != nil {
				t.Fatal(err)
			}
		}
	}
	mustFinish(t, s)
	sameTables(t, dir, want)
}

// The journal is cut after each record and in the middle of each: a point counts
// with its last one, and is made again without it.
func TestPartsWithoutTheirRecordDoNotCount(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	path, ends := partsOf(t, dir, m)
	good := read(t, path)
	for i, end := range ends {
		for _, cut := range []int64{end - 10, end} {
			os.Remove(filepath.Join(dir, resultsName))
			write(t, path, good[:cut])
			s := mustStart(t, dir, m, Options{Resume: true})
			done := i / 4
			if i%4 == 3 && cut == end {
				done++
			}
			if s.Done() != done {
				t.Fatalf("record %d, byte %d: %d points done, want %d", i, cut, s.Done(), done)
			}
			addAll(t, s, most)
			mustFinish(t, s)
			sameTables(t, dir, want)
		}
	}
}

func TestAPointWithADamagedPartIsMadeAgain(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	path, ends := partsOf(t, dir, m)
	good := read(t, path)
	for i, end := range ends {
		os.Remove(filepath.Join(dir, resultsName))
		bad := bytes.Clone(good)
		bad[end-5] ^= 0x55
		write(t, path, bad)
		s := mustStart(t, dir, m, Options{Resume: true})
		if s.Done() != 1 || s.Todo().Count() != 8 || s.Todo()[0].First != i/4 {
			t.Fatalf("record %d: to do %s", i, s.Todo())
		}
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
	}
}

// A point can fail in the middle: what came before its fault is no result.
func TestPartsInFrontOfAFaultDoNotCount(t *testing.T) {
	m := testManifest(3, 0)
	want := whole(t, m)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, 5)
	part := &sweep.Record{Point: 5, Part: true, Histories: testRecord(&m.Plan, 4).Histories}
	for _, r := range []*sweep.Record{part, testRecord(&m.Plan, 5)} {
		if err := s.Append(r); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	s = mustStart(t, dir, m, Options{Resume: true})
	if s.Done() != 6 || s.refused != 1 {
		t.Errorf("%d points done, %d refused", s.Done(), s.refused)
	}
	addAll(t, s, most)
	mustFinish(t, s)
	sameTables(t, dir, want)
}

func FuzzScan(f *testing.F) {
	f.Add([]byte{}, 3)
	var good []byte
	for _, p := range []string{"plan", "one", "two"} {
		good = append(appendHeader(good, []byte(p)), p...)
	}
	f.Add(good, 20)
	f.Fuzz(func(t *testing.T, b []byte, at int) {
		var read int64
		s, err := scan(bytes.NewReader(b), int64(len(b)), func(at int64, payload []byte) error {
			if !bytes.Equal(payload, b[at:at+int64(len(payload))]) {
				t.Fatal("a payload that does not stand there")
			}
			read += headerBytes + int64(len(payload))
			if at == headerBytes {
				t.Fatal("the plan is taken for a point")
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if s.torn < 0 || s.torn+read > int64(len(b)) {
			t.Fatalf("%d torn and %d read of %d bytes", s.torn, read, len(b))
		}
	})
}

func FuzzDecode(f *testing.F) {
	p := testPlan(3)
	f.Add(newEncoder().append(nil, testRecord(&p, 1), 0))
	f.Add(newEncoder().append(nil, testRecord(&p, 1), 300))
	f.Add(newEncoder().append(nil, testRecord(&p, 5), 0))
	f.Add(newEncoder().append(nil, &sweep.Record{Point: 1, Part: true, Histories: testRecord(&p, 1).Histories}, 0))
	f.Fuzz(func(t *testing.T, b []byte) {
		nothing := func() error { return nil }
		_, b, err := readHead(b)
		if err != nil {
			return
		}
		history := make(Row, 1+len(historyFigures))
		arms, rest, err := decodeArms(b, make(Row, len(figureColumns)+1), nothing)
		if err == nil {
			_ = decodeHistories(rest, arms, history, nothing)
		}
		_ = decodeHistories(b, make([]Value, 9), history, nothing)
	})
}
