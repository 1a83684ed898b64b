package store

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"parley/results/outcome"
	"parley/sim"
	"parley/sim/sweep"
)

var long = flag.Bool("long", false, "every case; make long")

// stride through cases that are alike: short of all but with -long.
func stride() int {
	if *long {
		return 1
	}
	return 7
}

func init() { leastReplications = 1 }

// testPlan has 3 x levels points and keeps histories.
func testPlan(levels int) sweep.Plan {
	return sweep.Plan{Scenario: "test", ScenarioHash: "0", Model: "abc", Design: sweep.Grid, Reps: 4, Seed: 1, Compare: true, Histories: true,
		Factors: []sweep.Factor{
			{Path: "structure.attention", Levels: []string{"dilute", "queue", "both"}},
			{Path: "parameters.war_cost", Range: &sweep.Range{Low: 0, High: 1, Count: levels}},
		}}
}

func testManifest(levels, shards int) Manifest {
	return Manifest{Plan: testPlan(levels), Shards: shards, Version: "test", Command: "parley sweep test"}
}

// testOutcome is made up from its numbers alone.
func testOutcome(point, arm, replication int) sim.Outcome {
	o := sim.Outcome{End: sim.EndUnsettled, Month: 12, Winner: -1, Collapsed: sim.Never,
		Opened: sim.Never, FirstTruce: replication % 3, Acts: point + replication}
	if (point+arm+replication)%3 == 0 {
		o.End, o.Month = sim.EndSettlement, replication
	}
	return o
}

// addPoint adds a point made up from its number.
func addPoint(s *Set, point int) error {
	r, histories := testRecord(&s.Plan, point)
	for k, outcomes := range histories {
		if err := s.History(r, k, outcomes); err != nil {
			return err
		}
	}
	return s.Append(r)
}

// testRecord is made up from its number; every seventh point is refused.
func testRecord(p *sweep.Plan, point int) (r *sweep.Record, histories [][]sim.Outcome) {
	r = &sweep.Record{Point: point}
	if point%7 == 5 {
		r.Fault = fmt.Sprintf("line one of %d\nline two", point)
		return r, nil
	}
	r.Cell = testCell("lead", "networked")
	for k := range p.Reps {
		outcomes := []sim.Outcome{testOutcome(point, 0, k), testOutcome(point, 1, k)}
		r.Tally.Add(outcomes)
		if p.Histories {
			histories = append(histories, outcomes)
		}
	}
	return r, histories
}

// testCell has arms that are called as their regimes, of which nothing is counted yet.
func testCell(regimes ...string) sweep.Cell {
	c := sweep.Cell{Config: &sim.Config{Months: 12}}
	var contrasts []*sweep.Contrast
	for i, name := range regimes {
		regime, _ := sim.RegimeByID(name)
		c.Arms = append(c.Arms, sim.Arm{Name: name, Regime: regime, Lead: -1})
		contrasts = append(contrasts, sweep.Less(0, i))
	}
	c.Tally = sweep.NewTally(c.Config, len(regimes), contrasts[1:], outcome.Values()...)
	return c
}

func mustStart(t testing.TB, dir string, m Manifest, o Options) *Set {
	t.Helper()
	s, err := Start(dir, m, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// addAll does what is left, at most n points.
func addAll(t testing.TB, s *Set, n int) {
	t.Helper()
	for _, span := range s.Todo() {
		for i := span.First; i < span.End && n > 0; i++ {
			if err := addPoint(s, i); err != nil {
				t.Fatal(err)
			}
			n--
		}
	}
}

func mustFinish(t testing.TB, s *Set) Summary {
	t.Helper()
	done, err := s.Finish()
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	return done
}

const most = 1 << 30

// whole is what one unbroken process makes of a manifest.
func whole(t testing.TB, m Manifest) [2][]byte {
	t.Helper()
	m.Shards = 0
	dir := t.TempDir()
	s := mustStart(t, dir, m, Options{})
	addAll(t, s, most)
	mustFinish(t, s)
	return tablesOf(t, dir)
}

func tablesOf(t testing.TB, dir string) [2][]byte {
	t.Helper()
	m, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := [2][]byte{read(t, filepath.Join(dir, resultsName))}
	if m.Plan.Histories {
		files[1] = read(t, filepath.Join(dir, historiesName))
	}
	return files
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sameTables(t testing.TB, dir string, want [2][]byte) {
	t.Helper()
	got := tablesOf(t, dir)
	for i, name := range []string{resultsName, historiesName} {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("%s: other bytes than an unbroken run's", name)
		}
	}
}

// partFiles of a result set, by name.
func partFiles(t testing.TB, dir string) (paths []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, partsFolder))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		paths = append(paths, filepath.Join(dir, partsFolder, e.Name()))
	}
	return paths
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
}
