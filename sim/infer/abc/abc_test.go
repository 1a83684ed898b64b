package abc

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"reflect"
	"sync"
	"testing"

	"parley/sim"
)

// noisy sees each coordinate with normal noise: where the truth lies inside the
// cube, the posterior is known.
type noisy struct{ sd float64 }

func (m noisy) Simulate(u []float64, luck sim.Seed, number int, out []float64) {
	s := newStream(luck, number)
	for k := range out {
		out[k] = u[k] + m.sd*s.normal()
	}
}

func toy(target []float64, sd float64) *Problem {
	p := &Problem{Seed: sim.NewSeed(7), Particles: 400, Budget: 60_000, Workers: 2,
		NewModel: func() (Model, error) { return noisy{sd}, nil }}
	for k, x := range target {
		name := string(rune('a' + k))
		p.Names = append(p.Names, name)
		p.Target = append(p.Target, Summary{Name: name, Value: x, Scale: sd, Weight: 1})
	}
	return p
}

// quick has as many histories and fewer particles, of which each weighs with all of the generation before.
func quick(target []float64, sd float64) *Problem {
	p := toy(target, sd)
	p.Particles = 100
	return p
}

func run(t *testing.T, p *Problem) *State {
	t.Helper()
	s, err := Run(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// found is the posterior of a normal model, for all who read it.
var found = sync.OnceValues(func() (*State, error) { return Run(context.Background(), toy([]float64{0.5, 0.6}, 0.1), nil) })

func TestTheKnownPosteriorOfANormalModelIsFound(t *testing.T) {
	const sd = 0.1
	s, err := found()
	if err != nil {
		t.Fatal(err)
	}
	for k, m := range Marginals(s.Particles) {
		want := []float64{0.5, 0.6}[k]
		if math.Abs(m.Mean-want) > 0.02 {
			t.Errorf("%d: mean %.3f, want %.1f", k, m.Mean, want)
		}
		if got := math.Sqrt((1 - m.Contraction) * priorVariance); got < 0.9*sd || got > 1.35*sd {
			t.Errorf("%d: sd %.3f, want %.2f and a little for the tolerance", k, got, sd)
		}
	}
	if last := s.Generations[len(s.Generations)-1]; last.ESS < 200 || last.Tolerance > 0.6 {
		t.Errorf("ESS %.0f at tolerance %.2f", last.ESS, last.Tolerance)
	}
}

func TestTolerancesFallFromGenerationToGeneration(t *testing.T) {
	s, err := found()
	if err != nil || len(s.Generations) < 4 {
		t.Fatalf("%d generations, %v", len(s.Generations), err)
	}
	for i := 1; i < len(s.Generations); i++ {
		if s.Generations[i].Tolerance >= s.Generations[i-1].Tolerance {
			t.Errorf("generation %d: tolerance %g after %g", i, s.Generations[i].Tolerance, s.Generations[i-1].Tolerance)
		}
	}
}

func TestWithMoreHistoriesTheLastGenerationComesNearer(t *testing.T) {
	before := float64(Farthest)
	for budget := 8_000; budget <= 18_000; budget += 2_000 {
		p := toy([]float64{0.5, 0.6}, 0.1)
		p.Particles, p.Budget = 200, budget
		s := run(t, p)
		last := s.Generations[len(s.Generations)-1]
		if last.Tolerance >= before || s.Simulations > budget {
			t.Errorf("budget %d: tolerance %g after %g, with %d simulations", budget, last.Tolerance, before, s.Simulations)
		}
		before = last.Tolerance
	}
}

// Twenty coordinates, most of whose cube lies near an edge.
func TestFromTheParticlesOfThePriorThePriorIsProposed(t *testing.T) {
	const n, d = 300, 20
	draws := newStream(sim.NewSeed(3), 0)
	particles := make([]Particle, n)
	for i := range particles {
		particles[i] = Particle{U: make([]float64, d), Weight: 1.0 / n}
		for k := range d {
			particles[i].U[k] = draws.uniform()
		}
	}
	p := newPopulation(particles, nil)
	proposals, atEdges := make([]Particle, n), 0.0
	for i := range proposals {
		proposals[i].U = make([]float64, d)
		p.propose(draws, proposals[i].U)
		proposals[i].Log = -p.logDensity(proposals[i].U)
		for _, u := range proposals[i].U {
			if u < 0.1 || u >= 0.9 {
				atEdges++
			}
		}
	}
	if share := atEdges / (n * d); share < 0.185 || share > 0.215 {
		t.Errorf("%.3f of the coordinates lie in the outer fifth", share)
	}
	if err := new(Problem).weigh(context.Background(), 0, proposals, 0); err != nil {
		t.Fatal(err)
	}
	if ess := ESS(proposals); ess < 0.6*n {
		t.Errorf("ESS %.0f of %d", ess, n)
	}
}

func TestTheDensityOfAStepIntegratesToOne(t *testing.T) {
	for _, sd := range []float64{0.02, 0.1, math.Sqrt(widening * priorVariance)} {
		for _, from := range []float64{0, 0.03, 0.5, 0.999} {
			const n = 10_000
			sum := 0.0
			for i := range n {
				sum += stepDensity(from, (float64(i)+0.5)/n, sd) / (sd * math.Sqrt(2*math.Pi) * n)
			}
			if math.Abs(sum-1) > 1e-5 {
				t.Errorf("from %g with sd %g: %g", from, sd, sum)
			}
		}
	}
}

func TestAnyNumberOfWorkersGivesTheSamePosterior(t *testing.T) {
	one, five := quick([]float64{0.3, 0.6}, 0.1), quick([]float64{0.3, 0.6}, 0.1)
	one.Workers, five.Workers = 1, 5
	if !reflect.DeepEqual(run(t, one), run(t, five)) {
		t.Error("five workers infer something else than one")
	}
}

var errKilled = errors.New("killed")

// Killed at every checkpoint, and going on from what JSON kept of it.
func TestACalibrationKilledAgainAndAgainEndsTheSame(t *testing.T) {
	want := run(t, quick([]float64{0.3, 0.6, 0.5}, 0.05))
	var saved []byte
	kills := 0
	for range 200 {
		p := quick([]float64{0.3, 0.6, 0.5}, 0.05)
		p.Checkpoint = func(s *State) error {
			text, err := json.Marshal(s)
			if err != nil {
				return err
			}
			if string(text) != string(saved) {
				saved, kills = text, kills+1
				return errKilled
			}
			return nil
		}
		var from *State
		if saved != nil {
			from = &State{}
			if err := json.Unmarshal(saved, from); err != nil {
				t.Fatal(err)
			}
		}
		got, err := Run(context.Background(), p, from)
		if errors.Is(err, errKilled) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if kills < 4 || !reflect.DeepEqual(got.Particles, want.Particles) || !reflect.DeepEqual(got.Generations, want.Generations) {
			t.Errorf("after %d kills: %+v, unbroken %+v", kills, got.Generations, want.Generations)
		}
		return
	}
	t.Fatal("it never ends")
}

func TestAnInterruptedCalibrationGivesAwayWhereItGoesOn(t *testing.T) {
	want := run(t, quick([]float64{0.3, 0.6}, 0.05))
	ctx, cancel := context.WithCancel(context.Background())
	p := quick([]float64{0.3, 0.6}, 0.05)
	p.Progress = func(now Progress) {
		if n := len(now.Whole); n > 2 {
			t.Error("the third generation is whole")
		} else if n == 2 && now.Simulations > now.Whole[0].Simulations+now.Whole[1].Simulations {
			cancel()
		}
	}
	var kept *State
	p.Checkpoint = func(s *State) error { kept = s; return nil }
	if _, err := Run(ctx, p, nil); !errors.Is(err, context.Canceled) || kept == nil || kept.Begun == nil || kept.Begun.Next == 0 {
		t.Fatalf("%v, and of the generation that was begun there is nothing: %+v", err, kept)
	}
	got, err := Run(context.Background(), quick([]float64{0.3, 0.6}, 0.05), kept)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("going on it ends otherwise, %v", err)
	}
}

// The truth lies in the central 90 % about as often as it should: 100 truths of two parameters, sd 2.
func TestTheTruthLiesInTheNinetyPerCentRegionNineTimesInTen(t *testing.T) {
	inside, n := 0, 100
	for i := range n {
		luck := newStream(sim.NewSeed(99), i)
		truth := []float64{luck.uniform(), luck.uniform()}
		p := toy([]float64{truth[0] + 0.15*luck.normal(), truth[1] + 0.15*luck.normal()}, 0.15)
		p.Seed, p.Particles, p.Budget = sim.NewSeed(int64(i)), 100, 4_000
		s := run(t, p)
		for k, m := range Marginals(s.Particles) {
			if truth[k] >= m.Quantiles[0] && truth[k] <= m.Quantiles[4] {
				inside++
			}
		}
	}
	if share := float64(inside) / float64(2*n); share < 0.83 || share > 0.97 {
		t.Errorf("%.3f of the truths lie in the 90 %% region", share)
	}
}

func TestWhatIsMissingCountsAsFarAway(t *testing.T) {
	target := []Summary{{"a", 10, 0, 2, 1}, {"b", 0, 0, 1, 1}}
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{10, 0}, 0}, {[]float64{12, 0}, math.Sqrt(0.5)}, {[]float64{math.NaN(), 0}, Farthest / math.Sqrt2}, {[]float64{1e9, math.NaN()}, Farthest},
	} {
		if got := Distance(target, c.values); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: distance %g, want %g", c.values, got, c.want)
		}
	}
}

func TestDifferencesWithinTheSlackCountAsNoneAndWeightsCountSquared(t *testing.T) {
	target := []Summary{{"a", 10, 1, 2, 1}, {"b", 0, 0, 1, 2}}
	for _, c := range []struct {
		values []float64
		want   float64
	}{{[]float64{11, 0}, 0}, {[]float64{13, 0}, math.Sqrt(0.2)}, {[]float64{10, 1}, math.Sqrt(0.8)}} {
		if got := Distance(target, c.values); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v: distance %g, want %g", c.values, got, c.want)
		}
	}
}

func TestAStateOfAnotherDistanceIsRefused(t *testing.T) {
	for what, change := range map[string]func(*Summary){
		"value":  func(s *Summary) { s.Value += 0.01 },
		"slack":  func(s *Summary) { s.Slack += 0.01 },
		"scale":  func(s *Summary) { s.Scale *= 2 },
		"weight": func(s *Summary) { s.Weight *= 2 },
	} {
		p := toy([]float64{0.3, 0.6}, 0.1)
		p.Budget = 1000
		s := run(t, p)
		change(&p.Target[1])
		if _, err := Run(context.Background(), p, s); !errors.Is(err, ErrTarget) {
			t.Errorf("another %s: %v", what, err)
		}
	}
}

// leveled sees yes or no, by the level of the first coordinate, and the second coordinate
// with normal noise.
type leveled struct{ cuts, yes []float64 }

func (m leveled) Simulate(u []float64, luck sim.Seed, number int, out []float64) {
	s := newStream(luck, number)
	if at, _ := level(m.cuts, u[0]); s.uniform() < m.yes[at] {
		out[0] = 1
	} else {
		out[0] = 0
	}
	out[1] = u[1] + 0.1*s.normal()
}

// By Bayes: after a yes the levels have the shares prior times chance of a yes, over all.
func TestTheKnownPosteriorOfLevelsIsFound(t *testing.T) {
	m := leveled{[]float64{0.5, 0.8}, []float64{0.1, 0.5, 0.9}}
	p := &Problem{Names: []string{"level", "number"}, Cuts: [][]float64{m.cuts, nil}, Seed: sim.NewSeed(8), Particles: 1000, Budget: 40_000, Workers: 2,
		Target: []Summary{{"yes", 1, 0, 0.1, 1}, {"number", 0.4, 0, 0.1, 1}}, NewModel: func() (Model, error) { return m, nil }}
	s := run(t, p)
	last := s.Generations[len(s.Generations)-1]
	if last.Tolerance > 0.6 || last.ESS < 500 {
		t.Fatalf("tolerance %g, ESS %.0f", last.Tolerance, last.ESS)
	}
	var share [3]float64
	for i := range s.Particles {
		at, _ := level(m.cuts, s.Particles[i].U[0])
		share[at] += s.Particles[i].Weight
	}
	for at, want := range []float64{0.05 / 0.38, 0.15 / 0.38, 0.18 / 0.38} {
		if math.Abs(share[at]-want) > 0.05 {
			t.Errorf("level %d has %.3f, want %.3f", at, share[at], want)
		}
	}
}

func TestALevelEndsAtItsCut(t *testing.T) {
	for _, c := range []struct {
		cuts  []float64
		u     float64
		at    int
		width float64
	}{
		{[]float64{0.5, 0.75}, 0.4, 0, 0.5}, {[]float64{0.5, 0.75}, 0.5, 1, 0.25}, {[]float64{0.5, 0.75}, 0.99, 2, 0.25},
		{[]float64{0, 0.5}, 0, 1, 0.5}, {[]float64{0.5, 1}, 0.99, 1, 0.5}, {[]float64{0.5, 0.5}, 0.5, 2, 0.5},
	} {
		if at, width := level(c.cuts, c.u); at != c.at || width != c.width {
			t.Errorf("%v at %g: level %d of width %g, want %d of %g", c.cuts, c.u, at, width, c.at, c.width)
		}
	}
}
