package agents

import (
	"math"
	"reflect"
	"testing"

	"parley/sim"
)

// view of a mediator that can explore, press either of two parties, and carry
// messages, all equally well.
func view(interest float64) *sim.MediatorView {
	const parties = 2
	v := &sim.MediatorView{
		MonthView: &sim.MonthView{
			Need: make([]float64, int(sim.NumRoles)*(parties+1)),
			Back: []float64{1, 1}, Noise: 0.2,
			Issues: []sim.IssueView{{Index: 1, Open: true, Gap: 1, Salience: 0.5}, {Index: 0}},
		},
		Pull:     new(sim.Pulls),
		Interest: interest, Stock: 1, Idle: 1, Capacity: 2, Inducers: [2]int{1, 3}, Own: &[sim.MaxCapacity]int{-1, -1, -1},
	}
	for _, c := range []sim.Candidate{
		{Role: sim.Explorer, Party: sim.Everyone}, {Role: sim.Inducer, Party: 0}, {Role: sim.Inducer, Party: 1}, {Role: sim.Envisioner, Party: sim.Everyone},
	} {
		v.Candidates = append(v.Candidates, c)
		v.Reach = append(v.Reach, 1)
		v.At = append(v.At, uint8(sim.NeedIndex(c.Role, c.Party, parties)))
	}
	return v
}

func (v tally) add(acts []sim.Act) {
	for _, a := range acts {
		v[a.Role]++
	}
}

type tally map[sim.Role]int

// play lets a strategy choose in many months of fresh stream.
func play(s sim.MediatorStrategy, v *sim.MediatorView) tally {
	counts := tally{}
	for round := range 2000 {
		counts.add(s.Propose(v, sim.NewStream(sim.NewSeed(1), 0, "un", round), nil))
	}
	return counts
}

func TestInterestDoesWhatIsNeededMost(t *testing.T) {
	v := view(0.9)
	for at := range v.Pull {
		v.Pull[at] = 0.01
	}
	v.Pull[v.At[0]] = 100
	got := play(&Interest{}, v)
	if got[sim.Explorer] < 1900 || got[sim.Inducer] > 200 {
		t.Errorf("in 2000 months with a need of exploring alone: %v", got)
	}
}

func TestInterestDoesNothingThatIsNotWorthTheEffort(t *testing.T) {
	v := view(0.1)
	for at := range v.Pull {
		v.Pull[at] = 1
	}
	v.Idle = 1e9
	if got := play(&Interest{}, v); len(got) != 0 {
		t.Errorf("acts at a weight of idleness of 1e9: %v", got)
	}
}

func TestInterestAgainstASettlementOnlyHoldsBack(t *testing.T) {
	v := view(-0.5)
	for at := range v.Pull {
		v.Pull[at] = 100
	}
	v.Back = []float64{1, 50}
	got := play(&Interest{}, v)
	if got[sim.Inducer] == 0 || len(got) != 1 {
		t.Errorf("a mediator against a settlement: %v, want pressure and nothing else", got)
	}
}

func TestInterestWorksOnIssuesThatAreOpen(t *testing.T) {
	v := view(0.9)
	v.Pull[v.At[3]] = 1e6
	for _, a := range (&Interest{}).Propose(v, sim.NewStream(sim.NewSeed(1), 0, "un", 0), nil) {
		if a.Role == sim.Envisioner && a.Issue != 1 {
			t.Errorf("works on issue %d, want the open one, 1", a.Issue)
		}
	}
}

func TestScriptedPlaysItsDatesAndNothingElse(t *testing.T) {
	s := Scripted{Script: []ScriptedAct{{Role: sim.Monitor, Party: sim.Everyone, Issue: sim.NoIssue, Start: 3, End: 4, Effort: 0.5}}}
	for round := range 8 {
		v := view(1)
		v.Round = round
		var want []sim.Act
		if round == 3 || round == 4 {
			want = []sim.Act{{Role: sim.Monitor, Party: sim.Everyone, Issue: sim.NoIssue, Effort: 0.5}}
		}
		if got := s.Propose(v, nil, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("round %d: %+v, want %+v", round, got, want)
		}
	}
}

func TestDualTrackIsRationalOnceItIsReady(t *testing.T) {
	ready := &sim.PartyView{Readiness: 0.7, TruceChance: 0.4}
	if a, b := (Rational{}).Stance(ready), party(t, "dual_track").Stance(ready); a != b {
		t.Errorf("rational %+v, dual track %+v, want the same", a, b)
	}
}

func TestAStyleWithAllBeyondItsRepertoireIsInterest(t *testing.T) {
	v := view(0.8)
	want := play(&Interest{}, v)
	for _, name := range []string{"facilitative", "formulative", "manipulative", "contingent"} {
		how, _ := Named(Mediators(), name)
		if got := play(how.New(how.With(map[string]float64{"beyond": 1})), v); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
}

func TestASpoilerCompliesInNameOnly(t *testing.T) {
	for _, how := range Mediators() {
		d, ok := how.New(how.With(nil)).(sim.Defier)
		if defies := ok && d.Defies(); defies != (how.Name == "spoiler") {
			t.Errorf("%s defies a lead: %v", how.Name, defies)
		}
	}
}

func TestWeightedSeesNeedsNoBetterThanOthersDo(t *testing.T) {
	v := view(0.9)
	v.Noise, v.Need[v.At[0]] = 1, 1
	how, _ := Named(Mediators(), "weighted")
	sure := play(how.New(how.With(map[string]float64{"noise": 0.01})), v)
	if sure[sim.Explorer] == 0 || len(sure) < 2 {
		t.Errorf("under much noise of the diagnosis its own noise of 0.01 makes it sure: %v", sure)
	}
}

func party(t *testing.T, name string) sim.PartyStrategy {
	how, ok := Named(Parties(), name)
	if !ok {
		t.Fatalf("no strategy %s", name)
	}
	return how.New(how.With(nil))
}

func TestEveryStrategySaysWhatItIs(t *testing.T) {
	describe(t, Parties())
	describe(t, Mediators())
}

func describe[S any](t *testing.T, list []Info[S]) {
	names := map[string]bool{}
	for _, i := range list {
		if names[i.Name] || i.Rule == "" || i.Known == "" || i.Source == "" {
			t.Errorf("%+v", i)
		}
		names[i.Name] = true
		settings := map[string]bool{}
		for _, s := range i.Settings {
			if settings[s.Name] || s.Unit == "" || s.Meaning == "" || s.Source == "" || !(s.Low <= s.Default && s.Default <= s.High && s.Low < s.High) {
				t.Errorf("%s: setting %+v", i.Name, s)
			}
			settings[s.Name] = true
		}
	}
}

func TestAnUndeclaredSettingPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a setting that is not declared was read")
		}
	}()
	Settings{}.Of("yeild")
}

// acts of a mediator at a reach of so much to exploring, of which alone there is need.
func explorersAt(reach, interest float64, s sim.MediatorStrategy) float64 {
	v := view(interest)
	v.ActCost = 0.1
	v.Idle = v.IdleWeight(max(interest, -interest))
	for i := range v.Reach {
		v.Reach[i] *= reach
		v.Pull[v.At[i]] = 0
	}
	v.Capacity = 1
	v.Pull[v.At[0]] = 3
	return float64(play(s, v)[sim.Explorer]) / 2000
}

// The weight of an act is reach x pull, beside exp(act cost / interest / noise) for
// doing nothing: at reach r, pull 3, act cost .1, interest .5 and noise .2 it is chosen
// with chance 3r / (3r + e), of e = 2.718.
func TestAnActIsWeighedByItsPlainReach(t *testing.T) {
	for reach, want := range map[float64]float64{1: 0.52463, 0.5: 0.35558, 0.1: 0.09940, 1e-9: 0} {
		got := explorersAt(reach, 0.5, &Interest{})
		if tolerance := 4 * math.Sqrt(want*(1-want)/2000); math.Abs(got-want) > tolerance {
			t.Errorf("reach %g: acts in %.4f of months, want %.4f within %.4f", reach, got, want, tolerance)
		}
	}
}

func TestAnInterestOfZeroDoesNothingUnderAnyStrategyThatHasOne(t *testing.T) {
	for _, how := range Mediators() {
		if how.Name == "scripted" || how.Name == "spoiler" { // the record's acts; a drive of its own
			continue
		}
		for _, interest := range []float64{0, 1e-12} {
			if got := explorersAt(1, interest, how.New(how.With(nil))); got != 0 && (interest == 0 || how.Name != "weighted") {
				t.Errorf("%s at an interest of %g acts in %g of months, want none", how.Name, interest, got)
			}
		}
	}
}

// stanceAt is how a party stands that would come with chance .3 and concede with .1.
func stanceAt(t *testing.T, name string, attendance, readiness float64) sim.Stance {
	return party(t, name).Stance(&sim.PartyView{Attendance: attendance, Readiness: readiness, TruceChance: 0.4, War: 0.6, Trust: 0.4})
}

func TestAHardlinerComesAndGivesLittle(t *testing.T) {
	got := stanceAt(t, "hardliner", 0.9, 0.5)
	if want := (sim.Stance{Attend: 0.9, Ready: 0.35, Yield: 0.3, Truce: 0.28, Sign: 0.6, Breach: 1}); !close(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestDualTrackComesToBuyTimeAndGivesWhatItMeans(t *testing.T) {
	for _, c := range []struct {
		attendance, readiness float64
		want                  sim.Stance
	}{
		{0.3, 0.1, sim.Stance{Attend: 0.5, Ready: 0.1, Yield: 0.25, Truce: 0.4, Sign: 1, Breach: 1.5}},
		{0.8, 0.1, sim.Stance{Attend: 0.8, Ready: 0.1, Yield: 0.25, Truce: 0.4, Sign: 1, Breach: 1.5}},
		{0.3, 0.5, sim.Stance{Attend: 0.3, Ready: 0.5, Yield: 1, Truce: 0.4, Sign: 1, Breach: 1}},
	} {
		if got := stanceAt(t, "dual_track", c.attendance, c.readiness); !close(got, c.want) {
			t.Errorf("attendance %g, readiness %g: %+v, want %+v", c.attendance, c.readiness, got, c.want)
		}
	}
}

func TestConciliatoryAddsToComingAndToConceding(t *testing.T) {
	got := stanceAt(t, "conciliatory", 0.5, 0.2)
	if want := (sim.Stance{Attend: 0.6, Ready: 0.36, Yield: 1.5, Truce: 0.52, Sign: 1, Breach: 0.5}); !close(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// Motivation is 1 - .6/.8 = .25, optimism the trust of .4: their geometric mean is
// sqrt(.1), whatever the model's own attendance and readiness.
func TestReadinessComesAndConcedesByOneReadiness(t *testing.T) {
	got := stanceAt(t, "readiness", 0.9, 0.1)
	if want := (sim.Stance{Attend: 0.31622776601683794, Ready: 0.31622776601683794, Yield: 1, Truce: 0.4, Sign: 1, Breach: 1}); !close(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func TestASpoilerComesAndNeitherConcedesNorSigns(t *testing.T) {
	got := stanceAt(t, "spoiler", 0.9, 0.5)
	if want := (sim.Stance{Attend: 0.9, Ready: 0.5, Yield: 0.05, Truce: 0.2, Sign: 0.05, Breach: 2}); !close(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

func close(a, b sim.Stance) bool { return apart(a, b) < 1e-12 }
