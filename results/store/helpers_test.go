package store

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

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

// testRecord is made up from its number alone; every seventh point is refused.
func testRecord(p *sweep.Plan, point int) *sweep.Record {
	r := &sweep.Record{Point: point, Values: p.Point(point).Values}
	if point%7 == 5 {
		r.Fault = fmt.Sprintf("line one of %d\nline two", point)
		return r
	}
	for a, name := range []string{"lead", "networked"} {
		n := int64(p.Reps)
		settled := int64((point + a) % (p.Reps + 1))
		r.Arms = append(r.Arms, sweep.ArmRecord{Name: name, Regime: name, Reps: n,
			Endings:     sweep.Endings{Settled: settled, Unsettled: n - settled, Kept: settled / 2},
			SettledBoth: settled / 2, WarTime: sweep.WarTime{WarMonths: 10 * n, WarMonthsSquared: 120 * n},
			Course: sweep.Course[int64]{Acts: int64(point)}})
		for k := range p.Reps {
			if !p.Histories {
				break
			}
			h := sweep.History{Replication: k, Arm: a, End: sim.EndUnsettled, Month: 12, Winner: -1, Collapsed: sim.Never,
				Opened: sim.Never, FirstTruce: int32(k % 3), Course: sweep.Course[int32]{Acts: int32(point + k)}}
			r.Histories = append(r.Histories, h)
		}
	}
	return r
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
			if err := s.Append(testRecord(&s.Plan, i)); err != nil {
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
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
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
	return tables(t, dir)
}

func tables(t testing.TB, dir string) [2][]byte {
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
	got := tables(t, dir)
	for i, name := range []string{resultsName, historiesName} {
		if !bytes.Equal(got[i], want[i]) {
			t.Errorf("%s: other bytes than an unbroken run's", name)
		}
	}
}

func journals(t testing.TB, dir string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "journal-*"))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

func write(t testing.TB, path string, b []byte) {
	t.Helper()
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
}
