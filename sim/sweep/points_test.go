package sweep

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parley/sim"
	"parley/sim/stats"
)

// fakeBatch varies the horizon, which the fake player's outcomes do not show, and
// a number that refuses some points.
func fakeBatch(t testing.TB, reps, workers int) *Batch {
	t.Helper()
	p := &Plan{Design: Grid, Reps: reps, Seed: 3, Factors: factors(t, "months=12:60:49", "x=0,1,bad")}
	n, err := p.Size()
	if err != nil {
		t.Fatal(err)
	}
	return &Batch{Plan: p, Todo: Indices{{End: n}}, Workers: workers, Build: fakeBuild, Outputs: fakeOutputs}
}

// fakeOutputs are yes or no, a number that every history has, one that need not exist,
// and one that is read from a slice which the next Run reuses.
var fakeOutputs = []Output{
	func(o *sim.Outcome) int { return stats.Bit(o.Settled()) },
	func(o *sim.Outcome) int { return o.Acts },
	func(o *sim.Outcome) int { return o.Opened },
	func(o *sim.Outcome) int { return o.Protocols[1] },
}

func fakeBuild(set []string) (*sim.Config, []sim.Arm, error) {
	months, err := strconv.Atoi(strings.TrimPrefix(set[0], "months="))
	if err != nil {
		return nil, nil, err
	}
	if set[1] == "x=bad" {
		return nil, nil, fmt.Errorf("x = bad: want a number, at %d months", months)
	}
	cell := fakeCell(1, 1)
	cell.Config.Months = months
	return cell.Config, cell.Arms, nil
}

// shifted is a fake that shows the point it plays at.
type shifted struct {
	fake
	months int
}

func (s *shifted) Run(arm *sim.Arm, seed sim.Seed, k int) sim.Outcome {
	o := s.fake.Run(arm, seed, k)
	o.Acts += s.months
	return o
}

func newShifted(c *sim.Config) (player, error) { return &shifted{months: c.Months}, nil }

// told is a history as it was handed over.
type told struct {
	replication int
	outcomes    []sim.Outcome
}

// collected is a record with its histories.
type collected struct {
	Record
	histories []told
}

// collect plays a batch and returns its records by point.
func collect(t testing.TB, b *Batch, newPlayer func(*sim.Config) (player, error)) (map[int]*collected, error) {
	t.Helper()
	records := map[int]*collected{}
	b.gather(t, records)
	err := b.run(context.Background(), newPlayer)
	return records, err
}

// gather puts what a batch hands over into records.
func (b *Batch) gather(t testing.TB, records map[int]*collected) {
	last := -1
	var histories []told
	b.History = func(r *Record, k int, outcomes []sim.Outcome) error {
		if r.Point <= last || len(outcomes) != len(r.Arms) {
			t.Errorf("point %d: %d histories after point %d", r.Point, len(outcomes), last)
		}
		histories = append(histories, told{k, outcomes})
		return nil
	}
	b.Sink = func(r *Record) error {
		if r.Point <= last {
			t.Errorf("point %d after %d", r.Point, last)
		}
		last = r.Point
		if r.History = nil; r.Tally != nil { // functions are equal to none
			r.Tally.Outputs = nil
		}
		records[r.Point] = &collected{*r, histories}
		histories = nil
		return nil
	}
}

func TestWorkersNeverShowInRecords(t *testing.T) {
	for _, reps := range []int{1, 100, 3*chunkSize + 1} {
		for _, histories := range []bool{false, true} {
			b := fakeBatch(t, reps, 1)
			b.Plan.Histories = histories
			want, err := collect(t, b, newShifted)
			if err != nil || len(want) != b.Todo.Count() {
				t.Fatalf("%d records of %d: %v", len(want), b.Todo.Count(), err)
			}
			for _, workers := range []int{0, 2, 8} {
				b.Workers = workers
				got, err := collect(t, b, newShifted)
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("%d replications, %d workers: other records than with one; %v", reps, workers, err)
				}
			}
		}
	}
}

func TestRecordsCountEveryHistory(t *testing.T) {
	const reps = 2*chunkSize + 77
	b := fakeBatch(t, reps, 4)
	b.Plan.Histories = true
	records, err := collect(t, b, newShifted)
	if err != nil {
		t.Fatal(err)
	}
	const point = 3 * 7 // 19 months, x = 0
	r := records[point]
	if r.Point != point || r.Fault != "" || len(r.histories) != reps {
		t.Fatalf("point %d: fault %q, %d histories", r.Point, r.Fault, len(r.histories))
	}
	cell := fakeCell(reps, 1)
	want := make([][]stats.Sums, len(cell.Arms))
	for a := range want {
		want[a] = make([]stats.Sums, len(fakeOutputs))
	}
	player := &shifted{months: 19}
	for k, h := range r.histories {
		var outcomes []sim.Outcome
		for a := range cell.Arms {
			o := player.Run(&cell.Arms[a], sim.Seed{}, k)
			o.Protocols, o.Agreed = slices.Clone(o.Protocols), slices.Clone(o.Agreed)
			outcomes = append(outcomes, o)
		}
		if h.replication != k || !reflect.DeepEqual(h.outcomes, outcomes) {
			t.Fatalf("history %d: %+v, want %+v", k, h, outcomes)
		}
		for a := range outcomes {
			for i, value := range fakeOutputs {
				x, s := int64(value(&outcomes[a])), &want[a][i]
				if x == sim.Never {
					continue
				}
				s.N, s.Sum, s.Squares = s.N+1, s.Sum+x, s.Squares+x*x
			}
		}
	}
	for a, arm := range r.Arms {
		if got := r.Tally.Arms[a].Sums; r.Tally.Replications != reps || !reflect.DeepEqual(got, want[a]) {
			t.Errorf("arm %d of %d histories:\n got %v\nwant %v", a, r.Tally.Replications, got, want[a])
		}
		if arm != cell.Arms[a] {
			t.Errorf("arm %d: %s, %s", a, arm.Name, arm.Regime)
		}
	}
	if n := r.Tally.Arms[0].Sums[2].N; n == 0 || n == reps {
		t.Errorf("talks opened in %d histories of %d", n, reps)
	}
}

func TestAnArmIsComparedWithTheFirst(t *testing.T) {
	b := fakeBatch(t, 300, 2)
	b.Todo = Indices{{0, 1}}
	arms := []sim.Arm{{Name: "lead", Regime: sim.RegimeLead}, {Name: "networked", Regime: sim.RegimeNetworked}, {Name: "single", Regime: sim.RegimeSingle}}
	b.Build = func([]string) (*sim.Config, []sim.Arm, error) { return fakeCell(1, 1).Config, arms, nil }
	records, err := collect(t, b, func(*sim.Config) (player, error) { return &fake{}, nil })
	if err != nil {
		t.Fatal(err)
	}
	f := &fake{}
	for a := 1; a < len(arms); a++ {
		var want stats.Table
		for k := range 300 {
			there, here := f.Run(&arms[0], sim.Seed{}, k), f.Run(&arms[a], sim.Seed{}, k)
			want[stats.Bit(there.Settled())][stats.Bit(here.Settled())]++
		}
		if got := records[0].Tally.Table(0, a, Settled); got != want {
			t.Errorf("%s: settled %v, want %v", arms[a].Name, got, want)
		}
	}
}

func TestARefusedPointIsARecordAndTheRestGoesOn(t *testing.T) {
	b := fakeBatch(t, 600, 2)
	records, err := collect(t, b, newShifted)
	if err != nil {
		t.Fatal(err)
	}
	faults := 0
	for i, r := range records {
		if bad := i%3 == 2; bad != (r.Fault != "") || bad != (r.Arms == nil) {
			t.Errorf("point %d: %+v", i, r)
		} else if bad {
			faults++
		}
	}
	if got, want := records[2].Fault, "x = bad: want a number, at 12 months"; got != want || faults != 49 {
		t.Errorf("fault %q of %d, want %q", got, faults, want)
	}
}

func TestAPanicIsTheFaultOfItsPoint(t *testing.T) {
	for _, workers := range []int{1, 8} {
		b := fakeBatch(t, 3*chunkSize, workers)
		records, err := collect(t, b, func(c *sim.Config) (player, error) {
			if c.Months == 14 {
				return nil, errors.New("sim: no world of 14 months")
			}
			return panicking{&shifted{months: c.Months}}, nil
		})
		if err != nil || len(records) != 147 {
			t.Fatalf("%d records: %v", len(records), err)
		}
		for i, want := range map[int]string{
			3: "replication 300: internal error: out of luck", // 13 months
			4: "replication 300: internal error: out of luck",
			6: "sim: no world of 14 months",
			9: "",
		} {
			if got := records[i].Fault; got != want || (want != "" && records[i].Arms != nil) {
				t.Errorf("%d workers, point %d: fault %q, want %q", workers, i, got, want)
			}
		}
	}
}

// panicking plays all but the later replications of 13 months.
type panicking struct{ *shifted }

func (p panicking) Run(arm *sim.Arm, seed sim.Seed, k int) sim.Outcome {
	if p.months == 13 && k >= 300 {
		panic("out of luck")
	}
	return p.shifted.Run(arm, seed, k)
}

// TestStoppedAndResumedEqualsUnbroken stops a batch at random moments, each time
// going on with what is missing.
func TestStoppedAndResumedEqualsUnbroken(t *testing.T) {
	b := fakeBatch(t, 2*chunkSize+10, 1)
	b.Plan.Histories = true
	want, err := collect(t, b, newShifted)
	if err != nil {
		t.Fatal(err)
	}
	for _, workers := range []int{1, 2, 8} {
		got := map[int]*collected{}
		stops := 0
		for len(got) < len(want) {
			ctx, cancel := context.WithCancel(context.Background())
			left := rand.Int64N(20_000) + 2000
			b.Todo = missing(got, len(want))
			b.Workers = workers
			b.gather(t, got)
			var played atomic.Int64
			before := len(got)
			err := b.run(ctx, func(c *sim.Config) (player, error) {
				return &shifted{months: c.Months, fake: fake{played: func() {
					if played.Add(1) == left {
						cancel()
					}
				}}}, nil
			})
			cancel()
			if err != nil {
				stops++
			}
			if (err == nil) != (len(got) == len(want)) || (err != nil && !errors.Is(err, context.Canceled)) {
				t.Fatalf("%d to %d records of %d: %v", before, len(got), len(want), err)
			}
		}
		if stops < 2 {
			t.Errorf("%d workers: stopped %d times", workers, stops)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%d workers: stopped %d times, other records than unbroken", workers, stops)
		}
	}
}

func missing(got map[int]*collected, n int) (x Indices) {
	for i := range n {
		if got[i] == nil {
			x = x.Add(i)
		}
	}
	return x
}

func TestAFullDiskEndsTheBatch(t *testing.T) {
	disk := errors.New("disk full")
	for _, workers := range []int{1, 8} {
		b := fakeBatch(t, 100, workers)
		taken := 0
		b.Sink = func(r *Record) error {
			if r.Point == 40 {
				return disk
			}
			taken++
			return nil
		}
		if err := b.run(context.Background(), newShifted); !errors.Is(err, disk) || taken != 40 {
			t.Errorf("%d workers: error %v after %d records", workers, err, taken)
		}
	}
}

func TestABatchWithoutPointsEnds(t *testing.T) {
	b := fakeBatch(t, 1, 2)
	b.Todo = nil
	if records, err := collect(t, b, newShifted); err != nil || len(records) != 0 {
		t.Errorf("nothing to do: %v", err)
	}
}

func TestProgressOfPointsEndsAtTheTotal(t *testing.T) {
	b := fakeBatch(t, 300, 4)
	b.Todo = Indices{{3, 10}, {20, 25}}
	b.Plan.Reps = chunkSize + 5
	last, told := 0, 0
	b.Progress = func(done, total int) {
		if done <= last || total != 12*b.Plan.Reps {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last, told = done, told+1
	}
	records, err := collect(t, b, newShifted)
	if err != nil || last != 12*b.Plan.Reps || told != 24 || records[3] == nil || records[24] == nil || records[10] != nil {
		t.Errorf("progress ended at %d with %d records: %v", last, len(records), err)
	}
}

func TestTheSameWarKeepsItsPlayer(t *testing.T) {
	b := fakeBatch(t, 300, 1)
	cell := fakeCell(1, 1)
	b.Build = func([]string) (*sim.Config, []sim.Arm, error) { return cell.Config, cell.Arms, nil }
	made := 0
	if _, err := collect(t, b, func(c *sim.Config) (player, error) { made++; return newShifted(c) }); err != nil || made != 1 {
		t.Errorf("%d players made, %v", made, err)
	}
}

// TestNoWorkerIsLeftBehind counts goroutines after every way in which a batch ends.
func TestNoWorkerIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 5 {
		b := fakeBatch(t, 100, 8)
		if _, err := collect(t, b, newShifted); err != nil {
			t.Fatal(err)
		}
		b.Sink = func(*Record) error { return errors.New("no") }
		if b.run(context.Background(), newShifted) == nil {
			t.Error("no error")
		}
		ctx, cancel := context.WithCancel(context.Background())
		b.Sink = func(*Record) error { cancel(); return nil }
		if err := b.run(ctx, newShifted); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		cancel()
	}
	// The last goroutine of a batch closes a channel and then ends.
	for wait := 0; runtime.NumGoroutine() > before && wait < 1000; wait++ {
		time.Sleep(time.Millisecond)
	}
	if now := runtime.NumGoroutine(); now > before {
		t.Errorf("%d goroutines, %d before", now, before)
	}
}
