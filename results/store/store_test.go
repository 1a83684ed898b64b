package store

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func TestBrokenOffAndResumedGivesTheSameBytes(t *testing.T) {
	m := testManifest(20, 0)
	want := whole(t, m)
	dir := t.TempDir()
	for try := 0; ; try++ {
		s := mustStart(t, dir, m, Options{Resume: try > 0})
		addAll(t, s, 7)
		if len(s.Todo()) > 0 {
			s.Close()
			continue
		}
		if try < 5 {
			t.Fatalf("only %d tries", try)
		}
		if done := mustFinish(t, s); done.Points != 60 || done.Refused != 8 {
			t.Errorf("%+v", done)
		}
		break
	}
	sameTables(t, dir, want)
	if _, err := os.Stat(filepath.Join(dir, partsFolder)); err == nil {
		t.Error("parts are left behind")
	}
	if mustStart(t, dir, m, Options{Resume: true}).Merged == nil {
		t.Error("finished, and yet to be resumed")
	}
}

// A folder whose name, read as a pattern, is the name of another.
func TestFoldersMayBeCalledAnything(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows takes no such names")
	}
	m := testManifest(3, 0)
	want := whole(t, m)
	for _, names := range [][2]string{{"run1", "run[1]"}, {"runs", "run?"}, {"run", "*"}, {"bad", "bad[x"}, {"b", `\b`}} {
		home := t.TempDir()
		twin, dir := filepath.Join(home, names[0]), filepath.Join(home, names[1])
		path := half(t, twin, m)[0]
		part := read(t, path)
		for try := range 2 {
			s := mustStart(t, dir, m, Options{Resume: try > 0})
			if s.Done() != 4*try {
				t.Fatalf("%s, try %d: %d points", dir, try, s.Done())
			}
			addAll(t, s, 4)
			s.Close()
		}
		write(t, filepath.Join(dir, ".results.parquet.host-1"+partEnding), []byte("half"))
		s := mustStart(t, dir, m, Options{Resume: true})
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
		if _, err := os.Stat(path); err != nil || !bytes.Equal(read(t, path), part) {
			t.Errorf("%s: a part of %s is not as it was: %v", dir, twin, err)
		}
		if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 {
			t.Errorf("%s: left behind: %v, %v", dir, entries, err)
		}
	}
}

func TestAKillAfterTheTablesLeavesNoPart(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	path := half(t, dir, m)[0]
	part := read(t, path)
	s := mustStart(t, dir, m, Options{Resume: true})
	addAll(t, s, most)
	mustFinish(t, s)
	os.Mkdir(filepath.Dir(path), 0o777)
	write(t, path, part)
	if merged := mustStart(t, dir, m, Options{Resume: true}).Merged; merged == nil || len(partFiles(t, dir)) > 0 {
		t.Errorf("merged %v, parts %v", merged, partFiles(t, dir))
	}
}

func TestAnyShardSplitInAnyOrderTwiceGivesTheSameBytes(t *testing.T) {
	luck := rand.New(rand.NewPCG(3, 4))
	for _, shards := range []int{1, 3, 30} {
		m := testManifest(7, shards)
		want := whole(t, m)
		dir := t.TempDir()
		order := append(luck.Perm(shards), luck.Perm(shards)...)
		for n, i := range order {
			s := mustStart(t, dir, m, Options{Shard: i})
			if done := len(s.Todo()) == 0; done != (s.Span.End == s.Span.First || slices.Contains(order[:n], i)) {
				t.Fatalf("shard %d of %d, run %d: done %v", i, shards, n, done)
			}
			addAll(t, s, most)
			mustFinish(t, s)
		}
		write(t, filepath.Join(dir, ".histories.parquet.ABC"+partEnding), []byte("of a merge that was killed"))
		lock, err := lockFile(filepath.Join(dir, manifestName))
		if err != nil {
			t.Fatal(err)
		}
		_, err = Merge(dir)
		refusal(t, err, "another process")
		lock.Close()
		for range 2 {
			done, err := Merge(dir)
			if err != nil || done != (Summary{21, 3}) {
				t.Fatalf("%d shards: %+v, %v", shards, done, err)
			}
			sameTables(t, dir, want)
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 3 {
				t.Errorf("%v, %v", entries, err)
			}
		}
	}
}

func TestTwoCopiesOfAShardDoNotMeet(t *testing.T) {
	m := testManifest(5, 2)
	want := whole(t, m)
	dir := t.TempDir()
	a, b := mustStart(t, dir, m, Options{Shard: 0}), mustStart(t, dir, m, Options{Shard: 0})
	addAll(t, a, 3)
	addAll(t, b, most)
	addAll(t, a, most)
	mustFinish(t, b)
	mustFinish(t, a)
	c := mustStart(t, dir, m, Options{Shard: 1})
	addAll(t, c, most)
	mustFinish(t, c)
	if _, err := Merge(dir); err != nil {
		t.Fatal(err)
	}
	sameTables(t, dir, want)
}

func TestMissingShardsAreNamed(t *testing.T) {
	m := testManifest(20, 8)
	dir := t.TempDir()
	for _, i := range []int{0, 3, 4, 7} {
		s := mustStart(t, dir, m, Options{Shard: i})
		addAll(t, s, most)
		mustFinish(t, s)
	}
	s := mustStart(t, dir, m, Options{Shard: 5})
	addAll(t, s, 2)
	s.Close()
	if err := m.complete(); err != nil {
		t.Fatal(err)
	}
	results := m.parts(dir, 4)[1].results
	if err := os.Truncate(results, 1000); err != nil {
		t.Fatal(err)
	}
	left, warnings, err := Missing(dir)
	if err != nil || left.String() != "1-2,4-6" || len(warnings) != 1 || !strings.Contains(warnings[0], results) {
		t.Errorf("missing %v, %v, %v", left, warnings, err)
	}
	if _, err := Merge(dir); err == nil || !strings.HasPrefix(err.Error(), "shards 1-2,4-6 are missing: submit them again\n"+results) {
		t.Errorf("merge: %v", err)
	}
	if _, err := os.Stat(filepath.Join(dir, resultsName)); err == nil {
		t.Error("merged all the same")
	}
	s = mustStart(t, dir, m, Options{Shard: 4})
	if len(s.Todo()) == 0 || len(s.Warnings) != 1 {
		t.Errorf("a damaged shard is done: %v", s.Warnings)
	}
}

// Parts whose pages are damaged, but not their ends, are found before anything is merged, all at once.
func TestDamageWithinPartsKeepsFromMerging(t *testing.T) {
	m := testManifest(2, 2)
	want := whole(t, m)
	dir := t.TempDir()
	for i := range 2 {
		s := mustStart(t, dir, m, Options{Shard: i})
		addAll(t, s, most)
		mustFinish(t, s)
	}
	parts := partFiles(t, dir)
	for _, path := range []string{parts[1], parts[len(parts)-1]} {
		bad := read(t, path)
		bad[len(bad)/3] ^= 1
		write(t, path, bad)
	}
	_, err := Merge(dir)
	if err == nil || !strings.Contains(err.Error(), "shards 0-1 are missing") || !strings.Contains(err.Error(), parts[1]) || !strings.Contains(err.Error(), parts[len(parts)-1]) {
		t.Errorf("merge: %v", err)
	}
	for i := range 2 {
		s := mustStart(t, dir, m, Options{Shard: i})
		if s.Todo().Count() != 1 || len(s.Warnings) != 1 {
			t.Errorf("shard %d: to do %s, %v", i, s.Todo(), s.Warnings)
		}
		addAll(t, s, most)
		mustFinish(t, s)
	}
	if _, err := Merge(dir); err != nil {
		t.Fatal(err)
	}
	sameTables(t, dir, want)
}

// Wherever a bit is flipped, also in the places of columns, rows are the same or refused.
func TestNoFlippedBitChangesARow(t *testing.T) {
	dir := t.TempDir()
	s := mustStart(t, dir, testManifest(2, 0), Options{})
	addAll(t, s, most)
	mustFinish(t, s)
	path := filepath.Join(dir, resultsName)
	good := read(t, path)
	rows := func() (text string, err error) {
		r, err := OpenResults(dir, false)
		if err != nil {
			return "", err
		}
		defer r.Close()
		var out strings.Builder
		err = r.WriteCSV(&out, nil)
		return out.String(), err
	}
	want, err := rows()
	if err != nil {
		t.Fatal(err)
	}
	unnoticed := 0
	for at := 0; at < len(good); at += stride() {
		bad := slices.Clone(good)
		bad[at] ^= 1 << (at / stride() % 8)
		write(t, path, bad)
		switch got, err := rows(); {
		case err == nil && got != want:
			t.Errorf("byte %d: other rows, without a word", at)
		case err == nil:
			unnoticed++
		case !errors.As(err, new(*Refusal)):
			t.Errorf("byte %d: %v", at, err)
		}
	}
	if unnoticed > len(footerChecksum) {
		t.Errorf("%d flipped bits are not noticed: want those in the name of the checksum at most", unnoticed)
	}
}

// What another build of one version made is neither gone on with nor merged.
func TestPartsOfTwoBuildsAreNotMixed(t *testing.T) {
	var dirs []string
	for _, build := range []string{"abc", "def"} {
		m := testManifest(2, 2)
		m.Build = build
		dirs = append(dirs, t.TempDir())
		for i := range 2 {
			s := mustStart(t, dirs[len(dirs)-1], m, Options{Shard: i})
			addAll(t, s, most)
			mustFinish(t, s)
		}
		_, err := Start(dirs[0], m, Options{})
		if build == "def" {
			refusal(t, err, "was begun by version test build abc, this is test build def")
		}
	}
	write(t, partFiles(t, dirs[0])[1], read(t, partFiles(t, dirs[1])[1]))
	_, err := Merge(dirs[0])
	refusal(t, err, "made by version test build def")
}

// A table with another codebook is whole: it is not made again unasked.
func TestATableWithOtherColumnsIsNoDamage(t *testing.T) {
	dir, m := t.TempDir(), testManifest(1, 0)
	m.Plan.Histories = false
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, 1)
	s.Close()
	path := partFiles(t, dir)[0]
	out, err := s.parts[0].begin(pageBytes)
	if err != nil {
		t.Fatal(err)
	}
	w := out.resultRows()
	w.columns = append(slices.Clone(w.columns[:len(w.columns)-2]), Column{Name: "hopes", Kind: Int, Optional: true}, w.columns[len(w.columns)-1])
	w.w = parquet.NewGenericWriter[any](w.file, parquetSchema(w.columns), parquet.Compression(codec), parquet.MaxRowsPerRowGroup(rowsPerGroup))
	if err := w.add(make(Row, len(w.columns))); err != nil {
		t.Fatal(err)
	}
	if _, err := out.commit(0, false); err != nil {
		t.Fatal(err)
	}
	other := read(t, path)
	lost := s.Columns[len(s.Columns)-2].Name
	_, err = Start(dir, m, Options{Resume: true})
	refusal(t, err, path+": written by another version of parley, with other columns: hopes, "+lost)
	if _, _, err = Missing(dir); !errors.As(err, new(*Refusal)) || !bytes.Equal(read(t, path), other) {
		t.Errorf("missing: %v", err)
	}
}

// A shard's file that comes from a program with another model is not merged.
func TestShardsOfTwoModelsAreNotMerged(t *testing.T) {
	var dirs []string
	for _, model := range []string{"abc", "def"} {
		m := testManifest(2, 2)
		m.Plan.Model = model
		dirs = append(dirs, t.TempDir())
		for i := range 2 {
			s := mustStart(t, dirs[len(dirs)-1], m, Options{Shard: i})
			addAll(t, s, most)
			mustFinish(t, s)
		}
	}
	write(t, partFiles(t, dirs[0])[1], read(t, partFiles(t, dirs[1])[1]))
	_, err := Merge(dirs[0])
	refusal(t, err, "another model")
}

func TestMissingPointsOfAnUncutPlan(t *testing.T) {
	m := testManifest(20, 0)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, most)
	for _, i := range []int{2, 4, 59} {
		if err := os.Remove(s.parts[i].results); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	if left, _, err := Missing(dir); err != nil || left.String() != "2,4,59" {
		t.Errorf("missing %v, %v", left, err)
	}
}

func refusal(t *testing.T, err error, want ...string) {
	t.Helper()
	if !errors.As(err, new(*Refusal)) {
		t.Fatalf("no refusal: %v", err)
	}
	for _, w := range want {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%v: does not say %q", err, w)
		}
	}
}

func TestWhatIsThereIsNotTouched(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, 2)
	_, err := Start(dir, m, Options{Resume: true})
	refusal(t, err, "another process")
	s.Close()
	_, err = Start(dir, m, Options{})
	refusal(t, err, "--resume")
	other := m
	other.Plan.Seed, other.Plan.Reps = 2, 5
	_, err = Start(dir, other, Options{Resume: true})
	refusal(t, err, "another plan", "`parley sweep test`")
	other = m
	other.Plan.Model = "def"
	_, err = Start(dir, other, Options{Resume: true})
	refusal(t, err, "another model", "abc there and def here")
	other = m
	other.Version = "later"
	_, err = Start(dir, other, Options{Resume: true})
	refusal(t, err, "version test", "later")
	other = m
	other.Shards = 3
	_, err = Start(dir, other, Options{Resume: true})
	refusal(t, err, "not cut into shards, and here into 3")
	if len(partFiles(t, dir)) != 4 {
		t.Error("the parts are gone")
	}
}

// A table that somebody has deleted, or cut off, is not a result that is there.
func TestHalfAResultIsNotFinished(t *testing.T) {
	m := testManifest(4, 3)
	want := whole(t, m)
	dir := t.TempDir()
	for i := range m.Shards {
		s := mustStart(t, dir, m, Options{Shard: i})
		addAll(t, s, most)
		mustFinish(t, s)
	}
	if left, _, err := Missing(dir); len(left) > 0 || err != nil {
		t.Errorf("before it is merged: missing %v, %v", left, err)
	}
	_, err := OpenResults(dir, false)
	refusal(t, err, "not merged yet")
	if _, err := Merge(dir); err != nil {
		t.Fatal(err)
	}
	sameTables(t, dir, want)
	for i, name := range []string{resultsName, historiesName} {
		path := filepath.Join(dir, name)
		os.Remove(path)
		if left, _, err := Missing(dir); left.String() != "0-2" || err != nil {
			t.Errorf("without %s: missing %v, %v", name, left, err)
		}
		write(t, path, want[i][:100])
		_, _, err = Missing(dir)
		refusal(t, err, name, "move it away")
		_, err = Merge(dir)
		refusal(t, err, name, "move it away")
		write(t, path, want[i])
	}
}

func TestPointsWithoutTheirHistoriesAreMissing(t *testing.T) {
	m := testManifest(4, 0)
	want := whole(t, m)
	dir := t.TempDir()
	for try := range 2 {
		s := mustStart(t, dir, m, Options{Resume: try > 0})
		addAll(t, s, most)
		mustFinish(t, s)
		sameTables(t, dir, want)
		os.Remove(filepath.Join(dir, historiesName))
		if left, _, err := Missing(dir); err != nil || left.Count() != m.Plan.Factors[1].Size()*3 {
			t.Errorf("missing %v, %v", left, err)
		}
	}
}

// Both have found an empty folder when the first of them begins.
func TestOfTwoPlansBegunAtOnceTheFirstStays(t *testing.T) {
	dir := t.TempDir()
	first, second := testManifest(3, 0), testManifest(4, 0)
	if err := errors.Join(first.complete(), second.complete()); err != nil {
		t.Fatal(err)
	}
	if err := first.install(dir); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, manifestName)
	if err := WriteNew(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("the second manifest: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	if _, err := second.settle(dir); err == nil {
		t.Error("the second plan is taken")
	}
	if there, err := Open(dir); err != nil || there.PlanHash != first.PlanHash {
		t.Errorf("the first plan is gone: %v", err)
	}
}

func TestShardsBegunAtOnceAllFindTheirPlace(t *testing.T) {
	for range 20 {
		dir := t.TempDir()
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				s, err := Start(dir, testManifest(3, 8), Options{Shard: i})
				if err != nil {
					t.Errorf("shard %d: %v", i, err)
					return
				}
				s.Close()
			})
		}
		wg.Wait()
	}
}

func TestAShardOutOfRangeMakesNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	_, err := Start(dir, testManifest(3, 3), Options{Shard: 3})
	refusal(t, err, "0 to 2")
	if _, err := os.Stat(dir); err == nil {
		t.Error("made a folder")
	}
}

func TestAFolderOfOtherThingsIsRefused(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	write(t, filepath.Join(dir, "thesis.tex"), []byte("x"))
	_, err := Start(dir, m, Options{})
	refusal(t, err, "thesis.tex")
	dir = t.TempDir()
	write(t, filepath.Join(dir, manifestName), []byte(`{"name": "app"}`))
	_, err = Start(dir, m, Options{Resume: true})
	refusal(t, err, "not the manifest")
	if _, err := Start(filepath.Join(dir, manifestName, "x"), m, Options{}); !Unusable(err) {
		t.Errorf("a folder within a file: %v", err)
	}
	dir = t.TempDir()
	write(t, filepath.Join(dir, ".manifest.json.host-1"+partEnding), []byte("half"))
	mustStart(t, dir, m, Options{}) // what a crash left is no other thing
}

func TestATamperedManifestIsRefused(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	mustStart(t, dir, m, Options{}).Close()
	path := filepath.Join(dir, manifestName)
	write(t, path, []byte(strings.Replace(string(read(t, path)), `"seed": 1`, `"seed": 2`, 1)))
	_, err := Open(dir)
	refusal(t, err, "plan_hash")
}

// Whichever letter or digit is changed, also of what the plan does not name, it is the same manifest or refused.
func TestNothingInAManifestIsChangedUnnoticed(t *testing.T) {
	dir := t.TempDir()
	mustStart(t, dir, testManifest(3, 0), Options{}).Close()
	path := filepath.Join(dir, manifestName)
	text := read(t, path)
	want, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	for at, c := range text {
		if at%stride() > 0 || !('0' <= c && c <= '9' || 'a' <= c && c <= 'z') {
			continue
		}
		changed := bytes.Clone(text)
		changed[at] ^= 1
		write(t, path, changed)
		if got, err := Open(dir); err == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("byte %d of %q is changed, and nobody says so", at, text[max(0, at-20):at+1])
		} else if err != nil && !Unusable(err) {
			t.Errorf("byte %d: %v", at, err)
		}
	}
}

func TestResultsThatAreNoneAreRefused(t *testing.T) {
	m := testManifest(3, 0)
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	_, err := OpenResults(dir, false)
	refusal(t, err, "not finished")
	addAll(t, s, most)
	mustFinish(t, s)
	path := filepath.Join(dir, resultsName)
	good := read(t, path)
	for cut := 0; cut < len(good); cut += 1 + cut/50 {
		write(t, path, good[:cut])
		_, err := OpenResults(dir, false)
		refusal(t, err, path)
	}
	write(t, path, []byte("PAR1 not really PAR1"))
	_, err = OpenResults(dir, false)
	refusal(t, err, "no Parquet")
	_, err = Start(dir, m, Options{Resume: true})
	refusal(t, err, "move it away")
	otherDir := t.TempDir()
	other := testManifest(4, 0)
	s = mustStart(t, otherDir, other, Options{})
	addAll(t, s, most)
	mustFinish(t, s)
	write(t, path, read(t, filepath.Join(otherDir, resultsName)))
	_, err = OpenResults(dir, false)
	refusal(t, err, "another plan")
}

func TestTransientErrors(t *testing.T) {
	if !Transient(&os.PathError{Op: "write", Err: transient[0]}) || Transient(os.ErrPermission) {
		t.Error("a full disk is, a lack of rights is not worth another try")
	}
}
