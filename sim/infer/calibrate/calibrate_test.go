package calibrate

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/abc"
	"parley/sim/infer/observe"
)

// small fits two years of the Tajik record, with all parameters but two numbers and a
// switch set.
func small(t testing.TB) *Fitting {
	t.Helper()
	set := []string{"parameters.mode=prior"}
	for p := range sim.NumParameters {
		info := &sim.ParameterTable[p]
		middle := sim.PriorAt(sim.ParameterSet{}, []sim.Parameter{p}, []float64{0.5}).Value[p]
		switch {
		case p == sim.ParamF0 || p == sim.ParamMuF || p == sim.SwitchTable || info.Fixed():
		case p.IsSwitch():
			set = append(set, info.ID+"="+info.Levels[int(middle)].ID)
		default:
			set = append(set, fmt.Sprintf("parameters.%s=%v", info.ID, middle))
		}
	}
	s, err := scenarios.Load("tajikistan", scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Shipped("tajikistan", s)
	if err != nil {
		t.Fatal(err)
	}
	return &Fitting{Wars: []War{{Config: s.Config, Arm: s.Arm, Record: r, Months: 24, Summaries: []string{"talks", "ceasefire.first", "violence"}}}, Seed: 2, Particles: 40, Budget: 300, Workers: 1, Pilot: 200, AtLast: 20, Predicted: 200}
}

// smallFit is what one worker makes of it, for all who read it.
func smallFit(t *testing.T) (*abc.State, *Report) {
	t.Helper()
	var err error
	if fitted.state == nil {
		fitted.state, fitted.report, err = Fit(context.Background(), small(t), nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return fitted.state, fitted.report
}

var fitted struct {
	state  *abc.State
	report *Report
}

func TestAFittingIsTheSameWithAnyNumberOfWorkers(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	one, three := small(t), small(t)
	three.Workers = 3
	s1, r1 := smallFit(t)
	s3, r3, err := Fit(context.Background(), three, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(s1, s3) || !reflect.DeepEqual(r1, r3) {
		t.Error("three workers fit something else than one")
	}
	if len(s1.Generations) < 2 || len(r1.Parameters) != 2 || len(r1.Structure) != 1 {
		t.Errorf("%d generations, %d parameters, %d switches", len(s1.Generations), len(r1.Parameters), len(r1.Structure))
	}
	rows, weights := one.Rows(s1)
	if len(rows) != 40 || len(weights) != 40 || rows[0][sim.ParamS] != sim.ParameterTable[sim.ParamS].Low {
		t.Errorf("%d rows; s = %g", len(rows), rows[0][sim.ParamS])
	}
	fearful := 0.0
	for i, row := range rows {
		if f := row[sim.ParamF0]; f < 0.1 || f > 0.5 {
			t.Errorf("fear %g is outside its prior", f)
		}
		if row[sim.SwitchTable] == sim.TableFearful {
			fearful += weights[i]
		}
	}
	levels := r1.Structure[0].Levels
	if got := levels[sim.TableFearful].Posterior; math.Abs(got-fearful) > 1e-12 || levels[sim.TableFree].Prior != 0.5 {
		t.Errorf("fearful in %g of the rows, and the report has %+v", fearful, levels)
	}
}

// A switch of which a scenario leaves one level is that level in every row.
func TestASwitchWithOneLevelLeftIsNotFitted(t *testing.T) {
	f := small(t)
	f.Wars[0].Config.Parameters.Weight[sim.SwitchTable] = [sim.MaxLevels]float64{0, 1, 0}
	rows, _ := f.Rows(&abc.State{Particles: []abc.Particle{{U: []float64{0.5, 0.5}, Weight: 1}}})
	if got := rows[0][sim.SwitchTable]; got != sim.TableFearful {
		t.Errorf("table is %g, want the level that is left", got)
	}
	set := &f.Wars[0].Config.Parameters
	set.Weight[sim.SwitchNeeds] = [sim.MaxLevels]float64{1, 0, 3}
	if got := cuts(set, sim.SwitchNeeds); !slices.Equal(got, []float64{0.25, 0.25}) {
		t.Errorf("cuts of weights 1, 0, 3: %v", got)
	}
}

func TestARecordWithoutAFileIsFittedToTheRest(t *testing.T) {
	f := small(t)
	f.Wars[0].Months, f.Wars[0].Summaries = f.Wars[0].Config.Months, nil
	whole, err := f.Wars[0].choose()
	if err != nil || len(whole.notes) > 0 {
		t.Fatalf("%v, %v", whole.notes, err)
	}
	all, dir := f.Wars[0].Record, t.TempDir()
	source := os.DirFS("../../../scenarios/record/tajikistan")
	if err := os.CopyFS(dir, source); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(os.Remove(dir+"/roles.csv"), os.Remove(dir+"/ceasefires.csv")); err != nil {
		t.Fatal(err)
	}
	war, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	war.Config = f.Wars[0].Config
	less, err := record.Load(dir, war)
	if err != nil {
		t.Fatal(err)
	}
	f.Wars[0].Record = less
	got, err := f.Wars[0].choose()
	if err != nil {
		t.Fatal(err)
	}
	if len(got.notes) != 2 || got.notes[1] != "Not fitted, as the record has no roles.csv: roles.ERA.count." {
		t.Errorf("notes %q", got.notes)
	}
	for _, i := range got.At {
		if file := observe.FamilyNamed(got.Record[i].Family).File; !less.Has(file) {
			t.Errorf("%s is fitted without %s", got.Record[i].Name, file)
		}
	}
	if len(got.At) < 10 {
		t.Errorf("%d summaries are left", len(got.At))
	}
	f.Wars[0].Record, f.Wars[0].Months = all, 36
	if got, err = f.Wars[0].choose(); err != nil || !slices.Equal(got.notes, []string{"Not fitted, as the record up to 1995-12 does not know it: settlement.kept."}) {
		t.Errorf("%v, %v", got.notes, err)
	}
}

// Whoever names them, or all of their group.
func TestWhatAnyRecordHasIsNotFitted(t *testing.T) {
	f := small(t)
	f.Wars[0].Months = f.Wars[0].Config.Months
	for _, names := range [][]string{nil, {"roles", "papers"}} {
		f.Wars[0].Summaries = names
		c, err := f.Wars[0].choose()
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range c.At {
			if c.Record[i].ByConstruction {
				t.Errorf("%v: %s is fitted", names, c.Record[i].Name)
			}
		}
	}
	for _, name := range []string{"roles.ERA.recall", "roles.table2.precision", "protocols.order"} {
		f.Wars[0].Summaries = []string{"talks", name}
		if _, err := f.Wars[0].choose(); err == nil || !strings.Contains(err.Error(), name+": any record has 1 here") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What a window does not see is not played, and the rest is as it was.
func TestAModelPlaysWhatTheWindowSees(t *testing.T) {
	f := small(t)
	f.Wars[0].Months, f.Wars[0].Summaries = 36, nil
	p, err := f.Problem()
	if err != nil {
		t.Fatal(err)
	}
	m, err := f.Wars[0].newModel(p.Wars[0].At)
	if err != nil {
		t.Fatal(err)
	}
	if m.config.Months != 36 || m.config.Implementation != 0 {
		t.Errorf("%d months and %d after", m.config.Months, m.config.Implementation)
	}
	whole, err := sim.NewWorld(f.Wars[0].Config)
	if err != nil {
		t.Fatal(err)
	}
	o, err := observe.New(f.Wars[0].Config, f.Wars[0].Record, 36)
	if err != nil {
		t.Fatal(err)
	}
	got, u := make([]float64, len(p.Target)), []float64{0.2, 0.6, 0.4}
	base, settled := f.Wars[0].Config.Parameters, 0
	for k := range 300 {
		m.Simulate(u, sim.NewSeed(3), k, got)
		f.Wars[0].Config.Parameters = sim.PriorAt(base, m.free, u)
		want, out := o.Play(whole, &f.Wars[0].Arm, sim.NewSeed(3), k)
		if out.Settled() {
			settled++
		}
		for j, i := range p.Wars[0].At {
			if x := Value(&want[i]); x != got[j] && !(math.IsNaN(x) && math.IsNaN(got[j])) {
				t.Fatalf("history %d: %s is %g, in a shorter war %g", k, want[i].Name, x, got[j])
			}
		}
	}
	if settled < 20 {
		t.Errorf("%d of the wars were settled: too few to test anything", settled)
	}
}

func TestASearchThatCollapsedOntoFewParticlesIsWarnedOf(t *testing.T) {
	list := []abc.Generation{{ESS: 100}, {ESS: 19}, {ESS: 60}}
	if w := warnings(list, 2); len(w) != 1 || !strings.Contains(w[0], "is only 19 in generation 1") {
		t.Errorf("19 for 2 parameters: %v", w)
	}
	if w := warnings(list, 1); w == nil || len(w) != 0 {
		t.Errorf("19 for one parameter: %v", w)
	}
}

func TestAPosteriorMatchesOnlyTheFittingItIsFrom(t *testing.T) {
	p, err := small(t).Posterior(&abc.State{})
	if err != nil {
		t.Fatal(err)
	}
	for want, change := range map[string]func(*Fitting){
		"":               func(f *Fitting) { f.Seed, f.Particles, f.Budget = 3, 50, 400 },
		"to 1994-12":     func(f *Fitting) { f.Wars[0].Months = 12 },
		"another record": func(f *Fitting) { r := *f.Wars[0].Record; r.Checksum = "ab"; f.Wars[0].Record = &r },
	} {
		f := small(t)
		change(f)
		err := f.Matches(p)
		if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("want %q, got %v", want, err)
		}
	}
}

func TestAFittingSaysUpToWhenTheRecordHasNoSuchSummary(t *testing.T) {
	f := small(t)
	f.Wars[0].Months, f.Wars[0].Summaries = 1, []string{"roles.ERA.count"}
	if _, err := f.Choose(); err == nil || !strings.Contains(err.Error(), "the record up to 1993-01 knows none of the summaries roles.ERA.count") {
		t.Error(err)
	}
}

var errStop = errors.New("stop")

func TestAFittingGoesOnWhereItWasKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("some thousands of histories")
	}
	want, _ := smallFit(t)
	killed := small(t)
	var saved *abc.State
	killed.Checkpoint = func(s *abc.State) error {
		saved = s
		return errStop
	}
	if _, _, err := Fit(context.Background(), killed, nil); !errors.Is(err, errStop) {
		t.Fatal(err)
	}
	got, _, err := Fit(context.Background(), small(t), saved)
	if err != nil || !reflect.DeepEqual(got.Particles, want.Particles) {
		t.Errorf("going on gives other particles, or %v", err)
	}
}

// By its own name and its group's a summary is fitted once.
func TestASummaryThatIsNamedTwiceIsFittedOnce(t *testing.T) {
	f := small(t)
	once, err := f.Wars[0].choose()
	if err != nil {
		t.Fatal(err)
	}
	f.Wars[0].Summaries = append(f.Wars[0].Summaries, "talks.first", "ceasefire.first")
	if twice, err := f.Wars[0].choose(); err != nil || !slices.Equal(once.At, twice.At) {
		t.Errorf("%v and %v, %v", once.At, twice.At, err)
	}
}

func TestUnknownSummariesAreRefusedWithTheNearestName(t *testing.T) {
	f := small(t)
	f.Wars[0].Summaries = []string{"talks.frist"}
	if _, _, err := Fit(context.Background(), f, nil); err == nil || !strings.Contains(err.Error(), "did you mean talks.first") {
		t.Errorf("%v", err)
	}
}

func TestNothingLeftToFitIsSaid(t *testing.T) {
	f := small(t)
	for p := range sim.NumParameters {
		f.Wars[0].Config.Parameters.Fix(p, sim.ParameterTable[p].Low)
	}
	if _, _, err := Fit(context.Background(), f, nil); err == nil || !strings.Contains(err.Error(), "nothing is left to fit") {
		t.Errorf("%v", err)
	}
}

func someRecord() observe.Summaries {
	return observe.Summaries{
		{Name: "talks.first", Family: "talks.first", Group: "talks", Value: 15, Tolerance: 1, Confidence: "high"},
		{Name: "talks.gap", Family: "talks.gap", Group: "talks", Missing: true, Confidence: "high"},
		{Name: "framework.first", Family: "framework.first", Group: "papers", Value: 0.5, Tolerance: 0.1, Confidence: "low"},
		{Name: "protocols.count", Family: "protocols.count", Group: "papers", Value: 0.5, Tolerance: 0.1, Confidence: "low"},
	}
}

func TestGroupsCountTheSameHoweverManySummariesTheyHave(t *testing.T) {
	record := someRecord()
	chosen := slices.Concat(called(record, "talks"), called(record, "papers"))
	if !slices.Equal(chosen, []int{0, 2, 3}) {
		t.Fatalf("%v: want what the record knows", chosen)
	}
	prior := [][]float64{{10, 0, 0.5}, {20, 1, math.NaN()}, {30, 0, 0.5}}
	list := target(&Chosen{Record: record, At: chosen}, prior)
	papers := list[1].Weight*list[1].Weight + list[2].Weight*list[2].Weight
	if list[0].Weight != 1 || math.Abs(papers-0.16) > 1e-12 {
		t.Errorf("talks weigh %g, all papers together %g; want 1 and the square of low confidence", list[0].Weight, papers)
	}
	if list[0].Slack != 1 || math.Abs(list[0].Scale-14.826) > 1e-9 {
		t.Errorf("slack %g, scale %g: want the record's tolerance and the spread of 10, 20, 30", list[0].Slack, list[0].Scale)
	}
	if list[2].Scale != 0.1 {
		t.Errorf("scale %g where the prior's histories are all alike: want the tolerance", list[2].Scale)
	}
}

func TestTailSharesCountTiesByHalf(t *testing.T) {
	values := []float64{1, 2, 2, 3, math.NaN()}
	if x := NewCheck(&observe.Summary{Value: 2}, true, values); math.Abs(x.Missing-0.2) > 1e-12 || x.P != 1 {
		t.Errorf("missing %g, p %g; want .2 and 1", x.Missing, x.P)
	}
	if x := NewCheck(&observe.Summary{Value: 9}, true, values); x.P != 0 {
		t.Errorf("p %g beyond all histories, want 0", x.P)
	}
}
