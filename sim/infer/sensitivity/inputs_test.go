package sensitivity_test

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"parley/scenarios"
	"parley/sim"
	"parley/sim/infer/sensitivity"
	"parley/sim/stats"
)

func load(t *testing.T, name string, set ...string) *sim.Config {
	t.Helper()
	s, err := scenarios.Load(name, scenarios.Options{Set: set})
	if err != nil {
		t.Fatal(err)
	}
	return s.Config
}

func TestEveryCodingThatIsDrawnIsAnInputOnce(t *testing.T) {
	for _, name := range []string{"tajikistan", "sri_lanka", "minimal"} {
		c := load(t, name)
		var all func(v reflect.Value) int
		all = func(v reflect.Value) (n int) {
			switch v.Kind() {
			case reflect.Struct:
				if x, ok := v.Interface().(sim.Coded); ok {
					return stats.Bit(!x.IsExact())
				}
				for i := range v.NumField() {
					n += all(v.Field(i))
				}
			case reflect.Slice, reflect.Array:
				for i := range v.Len() {
					n += all(v.Index(i))
				}
			}
			return n
		}
		in := sensitivity.NewInputs(c)
		codings, seen := 0, map[string]bool{}
		for _, x := range in.List {
			codings += stats.Bit(x.Parameter < 0)
			if seen[x.Path] {
				t.Errorf("%s: %s twice", name, x.Path)
			}
			seen[x.Path] = true
		}
		if want := all(reflect.ValueOf(*c)); codings != want || want == 0 {
			t.Errorf("%s: %d codings, and %d are drawn", name, codings, want)
		}
	}
}

// Every input is reached from its group, by what is inside, and no other group has it.
func TestGroupsFallIntoTheirInputs(t *testing.T) {
	in := sensitivity.NewInputs(load(t, "tajikistan"))
	var found []string
	var fall func(name string)
	fall = func(name string) {
		switch inside := in.Inside(name); {
		case inside == nil || len(inside) == 1 && inside[0] == name:
			found = append(found, name)
		default:
			for _, x := range inside {
				fall(x)
			}
		}
	}
	for _, group := range in.Groups() {
		fall(group)
	}
	var paths []string
	for _, x := range in.List {
		paths = append(paths, x.Path)
	}
	slices.Sort(paths)
	slices.Sort(found)
	if !slices.Equal(found, paths) {
		t.Errorf("%d inputs found in groups, %d are there", len(found), len(paths))
	}
	if n := len(in.Groups()); n > 40 {
		t.Errorf("%d groups: too many to tell apart", n)
	}
}

// Every path of an input is one that an override may set.
func TestPathsOfInputsAreThoseOfTheScenario(t *testing.T) {
	template, err := scenarios.Prepare("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range sensitivity.NewInputs(template.Scenario().Config).List {
		if err := template.CheckPath(x.Path); err != nil {
			t.Error(err)
		}
	}
}

// What a war comes to at many points is what it comes to where each history draws for
// itself: the inputs have their distributions. Under the prior, where they are independent.
func TestPointsHaveTheDistributionsOfHistories(t *testing.T) {
	const n = 2000
	c := load(t, "el_salvador", "parameters.mode=prior", "months=24", "implementation=0")
	in := sensitivity.NewInputs(c)
	groups := in.Groups()
	frame := in.Frame(groups)
	arm := sim.Arm{Lead: -1, Regime: sim.RegimeNetworked, Mechanisms: sim.AllMechanisms, Costs: sim.AllCosts}
	settled := func(at func(k int) *sim.Config) (count, opened int64) {
		var w *sim.World
		var before *sim.Config
		for k := range n {
			if now := at(k); now != before {
				var err error
				if w, err = sim.NewWorld(now); err != nil {
					t.Fatal(err)
				}
				before = now
			}
			o := w.Run(&arm, sim.NewSeed(5), k)
			count, opened = count+int64(stats.Bit(o.Settled())), opened+int64(stats.Bit(o.Opened != sim.Never))
		}
		return count, opened
	}
	a, openedA := settled(func(int) *sim.Config { return c })
	random := sim.NewStream(sim.NewSeed(9), 0, "places", 0)
	slot := 0
	b, openedB := settled(func(int) *sim.Config {
		places := make([]float64, len(groups))
		for i := range places {
			places[i] = random.Uniform(slot)
			slot++
		}
		return frame.At(c, places)
	})
	for _, x := range [][2]int64{{a, b}, {openedA, openedB}} {
		p, q := float64(x[0])/n, float64(x[1])/n
		if se := math.Sqrt((p*(1-p) + q*(1-q)) / n); math.Abs(p-q) > 3.5*se {
			t.Errorf("%.3f of the histories that draw, %.3f of the points (standard error %.3f)", p, q, se)
		}
	}
}

func TestAPointMovesItsFactorAlone(t *testing.T) {
	c := load(t, "tajikistan")
	in := sensitivity.NewInputs(c)
	parts := in.Parts()
	frame := in.Frame(parts)
	places := slices.Repeat([]float64{0.25}, len(parts))
	base := frame.At(c, places)
	i := slices.Index(parts, "russia.leverage")
	if i < 0 || len(in.Inside("russia.leverage")) != 3 {
		t.Fatalf("parts %v", parts)
	}
	places[i] = 0.75 // the same draw, moved by half
	moved := frame.At(c, places)
	for k := range c.Mediators {
		a, b, of := base.Mediators[k], moved.Mediators[k], c.Mediators[k]
		if a.ID != "russia" {
			if !reflect.DeepEqual(a.Leverage, b.Leverage) {
				t.Errorf("%s moved too", a.ID)
			}
			continue
		}
		for p := range a.Leverage {
			if got := math.Abs(a.Leverage[p].Low-b.Leverage[p].Low) / (of.Leverage[p].High - of.Leverage[p].Low); math.Abs(got-0.5) > 1e-12 {
				t.Errorf("leverage over party %d moved by %g of its range, want half", p, got)
			}
		}
		if a.Interest != b.Interest {
			t.Error("interest moved with leverage")
		}
	}
	if !reflect.DeepEqual(base.Parameters, moved.Parameters) || base.Parameters.Mode != sim.ParametersPrior {
		t.Error("parameters moved, or are drawn still")
	}
}

func TestFixedInputsAreNone(t *testing.T) {
	c := load(t, "tajikistan", "parameters.fear=0.3", "structure.attention=queue", "mediator.russia.resolve=0.5")
	for _, x := range sensitivity.NewInputs(c).List {
		if x.Path == "parameters.fear" || x.Path == "structure.attention" {
			t.Errorf("%s is fixed", x.Path)
		}
	}
	set := sensitivity.NewInputs(c).Frame([]string{sensitivity.Others}).At(c, []float64{0.7}).Parameters
	if set.Value[sim.ParamF0] != 0.3 || !set.Set[sim.ParamF0] {
		t.Errorf("fear is %g", set.Value[sim.ParamF0])
	}
}
