package validate

import (
	"context"
	"flag"
	"fmt"
	"math"
	"testing"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/infer/calibrate"
)

// records: make sbc asks for thirty of two parameters, which is a minute or two, and twelve of all.
var simulatedRecords = flag.Int("records", 0, "simulated records that are fitted by sequential search")

// The sequential search, not only rejection from a table: histories with known
// parameters are written down as records, and each is fitted as a real one would be.
func TestASequentialFitFindsTheParametersOfSimulatedRecords(t *testing.T) {
	records := *simulatedRecords
	if records == 0 {
		t.Skip("some ten thousand histories; make sbc plays them")
	}
	c, arm := twoFree(t)
	free := sim.FreeParameters(&c.Parameters)
	if len(free) != 2 {
		t.Fatalf("%d parameters are free, want 2", len(free))
	}
	inside, fitted, prior := 0, 0.0, 0.0
	for i := range records {
		at := []float64{sim.NewStream(sim.NewSeed(31), i, "truth", 0).Uniform(0), sim.NewStream(sim.NewSeed(31), i, "truth", 0).Uniform(1)}
		war := *c
		war.Parameters = sim.PriorAt(c.Parameters, free, at)
		record, _ := played(t, &war, arm, sim.NewSeed(32), i)
		f := &calibrate.Fitting{Seed: int64(i), Particles: 60, Budget: 1200, Workers: 2, Wars: []calibrate.War{{Config: c, Arm: arm, Record: record, Months: 36,
			Summaries: []string{"talks", "meetings", "ceasefire.first", "ceasefire.new", "ceasefire.months", "framework.first", "protocols.count", "settlement.month"}}}}
		s, _, err := calibrate.Fit(context.Background(), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		for k := range free {
			below, away := 0.0, 0.0
			for _, p := range s.Particles {
				away += p.Weight * math.Abs(p.U[k]-at[k])
				if p.U[k] < at[k] {
					below += p.Weight
				}
			}
			if below > 0.05 && below < 0.95 {
				inside++
			}
			fitted += away
			prior += (at[k]*at[k] + (1-at[k])*(1-at[k])) / 2 // mean distance of a uniform number
		}
	}
	n := float64(2 * records)
	if share, error3 := float64(inside)/n, 3*math.Sqrt(0.9*0.1/n); share < 0.9-error3 || share > 0.9+error3 {
		t.Errorf("%.3f of %g truths lie in the middle 90 %% of their posteriors", share, n)
	}
	if fitted > 0.96*prior { // equal, but for luck, if the particles learned nothing
		t.Errorf("the posteriors lie %.3f from the truths, the priors %.3f: want a twenty-fifth less", fitted/n, prior/n)
	}
}

// Four histories of one war with the same parameters stand for four wars: fitted together
// they cover the truth at its rate, and come nearer to it than the first alone.
func TestAJointFitCoversTheTruthAndLearnsMoreThanOneWar(t *testing.T) {
	records := *simulatedRecords
	if records == 0 {
		t.Skip("some two million histories; make sbc plays them")
	}
	const together = 4 // of the first the record, of the others the outcome
	c, arm := twoFree(t)
	free := sim.FreeParameters(&c.Parameters)
	inside, away := 0.0, [2]float64{} // joint, and of the first war
	for i := range records {
		at := []float64{sim.NewStream(sim.NewSeed(41), i, "truth", 0).Uniform(0), sim.NewStream(sim.NewSeed(41), i, "truth", 0).Uniform(1)}
		var wars []calibrate.War
		for k := range together {
			war := *c
			war.Parameters = sim.PriorAt(c.Parameters, free, at)
			record, _ := played(t, &war, arm, sim.NewSeed(42), together*i+k)
			named := *c
			named.Name = fmt.Sprint("war ", k)
			wars = append(wars, calibrate.War{Config: &named, Arm: arm, Record: record, Months: 36,
				Summaries: []string{"talks", "meetings", "ceasefire.first", "ceasefire.new", "ceasefire.months", "framework.first", "protocols.count", "settlement.month"}})
		}
		for n, some := range [][]calibrate.War{wars, wars[:1]} {
			s, _, err := calibrate.Fit(context.Background(), &calibrate.Fitting{Wars: some, Seed: int64(i), Particles: 60, Budget: 2_000, Workers: 2}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for k := range free {
				below := 0.0
				for _, p := range s.Particles {
					away[n] += p.Weight * math.Abs(p.U[k]-at[k])
					if p.U[k] < at[k] {
						below += p.Weight
					}
				}
				if n == 0 && below > 0.05 && below < 0.95 {
					inside++
				}
			}
		}
	}
	n := float64(2 * records)
	t.Logf("%.3f of %g truths inside; mean distance %.3f together, %.3f alone", inside/n, n, away[0]/n, away[1]/n)
	if share, error3 := inside/n, 3*math.Sqrt(0.9*0.1/n); share < 0.9-error3 || share > 0.9+error3 {
		t.Errorf("%.3f of %g truths lie in the middle 90 %% of their posteriors", share, n)
	}
	if away[0] > 0.97*away[1] {
		t.Errorf("together the posteriors lie %.3f from the truths, alone %.3f: want less", away[0]/n, away[1]/n)
	}
}

// With all that is fitted of the shipped war, on histories with as much of a record: the
// posterior that is written has nine truths in ten in its middle 90 %. Beside it stands how
// often the record lies among new histories.
func TestASequentialFitOfAllParametersCoversThoseOfSimulatedRecords(t *testing.T) {
	records := *simulatedRecords
	if records == 0 {
		t.Skip("some hundred thousand histories; make sbc plays them")
	}
	_, s := tajikistan(t)
	var inside, n, right, switches float64
	var in calibrate.Coverage
	for number, fitted := 0, 0; fitted < records; number++ {
		draw := sim.PriorDraw(s.Config.Parameters, sim.NewSeed(33), number)
		war := *s.Config
		war.Parameters = draw
		record, out := played(t, &war, s.Arm, sim.NewSeed(34), number)
		if !out.Settled() || len(record.Rounds) < 6 {
			continue
		}
		fitted++
		f := &calibrate.Fitting{Wars: []calibrate.War{{Config: s.Config, Arm: s.Arm, Record: record, Months: s.Config.Months}}, Seed: int64(number), Particles: 300, Budget: 30_000, Workers: 2}
		_, r, err := calibrate.Fit(context.Background(), f, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Parameters {
			q, _ := sim.ParameterByID(p.ID)
			n++
			inside += within(p.Quantiles, draw.Value[q])
		}
		for _, x := range r.Structure {
			q, _ := sim.ParameterByID(x.ID)
			l := x.Levels[int(draw.Value[q])]
			switches, right = switches+1, right+l.Posterior/l.Prior
		}
		in.Fitted, in.Inside50, in.Inside90 = in.Fitted+r.Coverage.Fitted, in.Inside50+r.Coverage.Inside50, in.Inside90+r.Coverage.Inside90
		t.Logf("record %d: tolerance %.2f, effective sample size %.0f, %d histories, %+v", number, r.Reached, r.ESS, r.Histories, r.Coverage)
	}
	t.Logf("%.3f of %g truths lie in the middle 90 %% of their posteriors; of %d summaries %d in the middle half of new histories and %d in the middle 90 %%",
		inside/n, n, in.Fitted, in.Inside50, in.Inside90)
	if share, error3 := inside/n, 3*math.Sqrt(0.9*0.1/n); share < 0.9-error3 || share > 0.9+error3 {
		t.Errorf("%.3f of %g truths lie in the middle 90 %% of their posteriors", share, n)
	}
	t.Logf("levels of structure that were played have %.2f times their share of the prior, in the mean of %g", right/switches, switches)
	if right <= switches {
		t.Errorf("the level that was played gains no share: %.2f times the prior's", right/switches)
	}
}

// within the outer quantiles, 1, or not, 0.
func within(q [5]float64, truth float64) float64 {
	if q[0] <= truth && truth <= q[4] {
		return 1
	}
	return 0
}

// twoFree is the war with all parameters but two at the middle of their priors.
func twoFree(t *testing.T) (*sim.Config, sim.Arm) {
	t.Helper()
	set := []string{"parameters.mode=prior"}
	for p := range sim.NumParameters {
		info := &sim.ParameterTable[p]
		middle := sim.PriorAt(sim.ParameterSet{}, []sim.Parameter{p}, []float64{0.5}).Value[p]
		switch {
		case p == sim.ParamC || p == sim.ParamTheta || info.Fixed():
		case p.IsSwitch():
			set = append(set, info.ID+"="+info.Levels[int(middle)].ID)
		default:
			set = append(set, fmt.Sprintf("parameters.%s=%g", info.ID, middle))
		}
	}
	s, err := scenarios.Load("tajikistan", scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return s.Config, s.Arm
}
