package sweep

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"parley/sim"
	"parley/sim/stats"
)

// fake plays made-up outcomes that depend on arm and replication alone, and
// reuses its slices as a World does.
type fake struct {
	protocols [2]int
	agreed    [2]float64
	played    func()
}

func (f *fake) Run(arm *sim.Arm, _ sim.Seed, k int) sim.Outcome {
	if f.played != nil {
		f.played()
	}
	x := (k*7919 + int(arm.Regime)*104729) % 1000
	o := sim.Outcome{Structure: sim.Structure{uint8(k % 3), uint8(k / 3 % 3), uint8(k % 2)}, End: sim.EndReason(x % int(sim.NumEndReasons)), Month: x % 12, Winner: -1, Collapsed: sim.Never,
		Opened: x % 12, FirstTruce: sim.Never, Truces: x % 4, Acts: x, Meetings: x % 7, TruceMonths: x % 5}
	switch o.End {
	case sim.EndUnsettled:
		o.Month, o.Opened = 12, sim.Never
	case sim.EndVictory:
		o.Winner = x % 2
	case sim.EndSettlement:
		if x%5 == 0 {
			o.Collapsed = 1 + x%6
		}
	}
	f.protocols = [2]int{sim.Never, x % 12}
	f.agreed = [2]float64{0, float64(x) / 1000}
	o.Protocols, o.Agreed = f.protocols[:], f.agreed[:]
	return o
}

func fakeCell(n, workers int) Cell {
	return Cell{
		Config:       &sim.Config{Months: 12, Implementation: 6, Parties: make([]sim.Party, 2), Issues: make([]sim.Issue, 2), Mediators: make([]sim.Mediator, 1)},
		Arms:         []sim.Arm{{Name: "a", Regime: sim.RegimeSingle}, {Name: "b", Regime: sim.RegimeLead}, {Name: "c", Regime: sim.RegimePlacebo}},
		Replications: n,
		Workers:      workers,
	}
}

func fakeTally(p Cell) *Tally {
	return NewTally(p.Config, len(p.Arms), Pairs(len(p.Arms)), fakeOutputs...)
}

func newFake() (player, error) { return &fake{}, nil }

func mustRun(t *testing.T, p Cell) *Tally {
	t.Helper()
	p.Tally = fakeTally(p)
	if err := run(context.Background(), p, newFake); err != nil {
		t.Fatal(err)
	}
	return p.Tally
}

// equal but for the outputs, which are functions.
func equal(a, b *Tally) bool {
	x, y := *a, *b
	x.Outputs, y.Outputs = nil, nil
	return reflect.DeepEqual(x, y)
}

func TestWorkersNeverShow(t *testing.T) {
	for _, n := range []int{1, 5, 64, 1000} {
		want := mustRun(t, fakeCell(n, 1))
		if want.Replications != n {
			t.Fatalf("counted %d of %d replications", want.Replications, n)
		}
		for _, workers := range []int{2, 3, 8} {
			if got := mustRun(t, fakeCell(n, workers)); !equal(got, want) {
				t.Errorf("%d replications with %d workers: another tally than with one", n, workers)
			}
		}
	}
}

func TestTallyCountsEveryHistory(t *testing.T) {
	const n = 999
	p := fakeCell(n, 4)
	tally := mustRun(t, p)
	f := &fake{}
	for a := range p.Arms {
		var ends [sim.NumEndReasons]int64
		var kept, months, squares, acts, position, opened, meetings, truce int64
		for k := range n {
			o := f.Run(&p.Arms[a], sim.Seed{}, k)
			ends[o.End]++
			if o.Kept() {
				kept++
			}
			opened, meetings, truce = opened+int64(stats.Bit(o.Opened != sim.Never)), meetings+int64(o.Meetings), truce+int64(o.TruceMonths)
			months += int64(o.Month)
			squares += int64(o.Month * o.Month)
			acts += int64(o.Acts)
			position += int64(o.Acts) * (PositionUnit / 1000)
		}
		got := tally.Arms[a]
		if got.Came[Settled].Sum != ends[sim.EndSettlement] || got.Came[Kept].Sum != kept || got.Came[Months] != (stats.Sums{N: n, Sum: months, Squares: squares}) || got.Sums[1].Sum != acts {
			t.Errorf("arm %d: counts differ from a plain loop: %+v", a, got)
		}
		if came := [3]int64{got.Came[Opened].Sum, got.Came[Meetings].Sum, got.Came[TruceMonths].Sum}; came != [3]int64{opened, meetings, truce} {
			t.Errorf("arm %d: %v of talks, meetings and ceasefires", a, came)
		}
		for end, want := range ends {
			if Count(got.Ended[end]) != want {
				t.Errorf("arm %d: endings by month do not add up", a)
			}
		}
		if Count(got.Collapsed)+kept != ends[sim.EndSettlement] {
			t.Errorf("arm %d: kept and collapsed do not add up to settled", a)
		}
		if Count(got.Issues[0].In) != 0 || Count(got.Issues[1].In) != n || got.Issues[1].Position != position {
			t.Errorf("arm %d: protocols %+v", a, got.Issues)
		}
	}
}

func TestPairsAreCountedReplicationByReplication(t *testing.T) {
	const n = 500
	p := fakeCell(n, 2)
	tally := mustRun(t, p)
	if len(tally.Contrasts) != 3 {
		t.Fatalf("%d pairs of 3 arms", len(tally.Contrasts))
	}
	f := &fake{}
	for _, pair := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
		var settled, kept stats.Table
		var months stats.Sums
		for k := range n {
			a := f.Run(&p.Arms[pair[0]], sim.Seed{}, k)
			b := f.Run(&p.Arms[pair[1]], sim.Seed{}, k)
			settled[stats.Bit(a.Settled())][stats.Bit(b.Settled())]++
			kept[stats.Bit(a.Kept())][stats.Bit(b.Kept())]++
			months.Add(int64(a.Month - b.Month))
		}
		if got := tally.Table(pair[0], pair[1], Settled); got != settled {
			t.Errorf("pair %v: settled %v, want %v", pair, got, settled)
		}
		if got := tally.Table(pair[0], pair[1], Kept); got != kept {
			t.Errorf("pair %v: kept %v, want %v", pair, got, kept)
		}
		if got := tally.Less(pair[0], pair[1]).Sums[Months]; got != months {
			t.Errorf("pair %v: months %v, want %v", pair, got, months)
		}
	}
}

func TestAPairIsCountedByTheStructureThatItMet(t *testing.T) {
	p := fakeCell(500, 3)
	p.Tally = NewTally(p.Config, len(p.Arms), Pairs(len(p.Arms)))
	pair := p.Tally.Less(0, 2)
	pair.Levels = new([sim.NumSwitches][sim.MaxLevels]Sums)
	if err := run(context.Background(), p, newFake); err != nil {
		t.Fatal(err)
	}
	f := &fake{}
	var want [sim.NumSwitches][sim.MaxLevels]Sums
	for k := range 500 {
		outcomes := []sim.Outcome{f.Run(&p.Arms[0], sim.Seed{}, k), f.Run(&p.Arms[2], sim.Seed{}, k)}
		of := CameOf(outcomes)
		for i, level := range outcomes[0].Structure {
			for m := range NumMeasures {
				want[i][level][m].Add(int64(of[0][m]) - int64(of[1][m]))
			}
		}
	}
	if *pair.Levels != want {
		t.Errorf("%+v, want %+v", *pair.Levels, want)
	}
	if p.Tally.Less(0, 1).Levels != nil {
		t.Error("a pair is counted by structure that was not asked for")
	}
}

func TestExtendingEqualsRunningAtOnce(t *testing.T) {
	want := mustRun(t, fakeCell(700, 1))
	p := fakeCell(0, 4)
	p.Tally = fakeTally(p)
	for _, n := range []int{100, 233, 700} {
		p.Replications = n
		if err := run(context.Background(), p, newFake); err != nil {
			t.Fatal(err)
		}
	}
	if !equal(p.Tally, want) {
		t.Error("a tally extended in three looks differs from one run")
	}
}

func TestStoppingLeavesAPrefix(t *testing.T) {
	for _, workers := range []int{1, 2, 8} {
		ctx, cancel := context.WithCancel(context.Background())
		var late atomic.Int64
		var stopped atomic.Bool
		p := fakeCell(1_000_000, workers)
		p.Progress = func(done, _ int) {
			if done >= 1000 {
				cancel()
				stopped.Store(true)
			}
		}
		tally := fakeTally(p)
		p.Tally = tally
		err := run(ctx, p, func() (player, error) {
			return &fake{played: func() {
				if stopped.Load() {
					late.Add(1)
				}
			}}, nil
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped sweep: error %v", err)
		}
		if tally.Replications == 0 {
			t.Errorf("%d workers: nothing counted", workers)
		}
		// Each worker leaves the chunk it is in, and takes no other.
		if most := int64(workers * chunkSize * len(p.Arms)); late.Load() > most {
			t.Errorf("%d workers: %d histories played after the stop, want at most %d", workers, late.Load(), most)
		}
		if want := mustRun(t, fakeCell(tally.Replications, 1)); !equal(tally, want) {
			t.Errorf("%d workers: what was counted is not the first %d replications", workers, tally.Replications)
		}
	}
}

func TestStoppedBeforeTheStart(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := fakeCell(100, 2)
	p.Tally = fakeTally(p)
	if err := run(ctx, p, newFake); !errors.Is(err, context.Canceled) || p.Tally.Replications != 0 {
		t.Errorf("error %v, %d replications", err, p.Tally.Replications)
	}
}

func TestHistoriesComeInOrder(t *testing.T) {
	const n = 1000
	p := fakeCell(n, 8)
	next := 0
	f := &fake{}
	p.History = func(k int, outcomes []sim.Outcome) error {
		if k != next {
			t.Fatalf("replication %d where %d was due", k, next)
		}
		next++
		for a := range outcomes {
			if want := f.Run(&p.Arms[a], sim.Seed{}, k); !reflect.DeepEqual(outcomes[a], want) {
				t.Fatalf("replication %d, arm %d: %+v, want %+v", k, a, outcomes[a], want)
			}
		}
		return nil
	}
	mustRun(t, p)
	if next != n {
		t.Errorf("saw %d of %d histories", next, n)
	}
}

func TestFailuresStopTheSweep(t *testing.T) {
	disk := errors.New("disk full")
	for _, workers := range []int{1, 8} {
		p := fakeCell(100_000, workers)
		p.History = func(k int, _ []sim.Outcome) error {
			if k == 200 {
				return disk
			}
			return nil
		}
		p.Tally = fakeTally(p)
		if err := run(context.Background(), p, newFake); !errors.Is(err, disk) || p.Tally.Replications != 200 {
			t.Errorf("%d workers: error %v after %d replications", workers, err, p.Tally.Replications)
		}
	}
	p := fakeCell(10, 2)
	p.Tally = fakeTally(p)
	none := func() (player, error) { return nil, errors.New("no world") }
	if err := run(context.Background(), p, none); err == nil || err.Error() != "no world" {
		t.Errorf("no player: error %v", err)
	}
	broken := func() (player, error) { return &fake{played: func() { panic("sim: impossible") }}, nil }
	if err := run(context.Background(), p, broken); err == nil || !strings.Contains(err.Error(), "impossible") {
		t.Errorf("a panicking model: error %v", err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	p := fakeCell(333, 3)
	last := 0
	p.Progress = func(done, total int) {
		if done <= last || total != 333 {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last = done
	}
	mustRun(t, p)
	if last != 333 {
		t.Errorf("progress ended at %d", last)
	}
}

func ExampleTally_Less() {
	tally := NewTally(&sim.Config{}, 3, Pairs(3))
	c := tally.Less(0, 2)
	fmt.Println(c.Weights)
	// Output: [{0 1} {2 -1}]
}
