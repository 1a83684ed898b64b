package form

import (
	"fmt"
	"slices"
	"strings"

	"parley/agents"
	"parley/scenarios/fault"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Scales name the margins of [coding.margins].
var Scales = []string{
	"interest", "bias", "outline", "resolve", "leverage", "consent", "acceptance_as_lead", "autonomy", "capability",
	"strength_share", "optimism", "cohesion", "skill", "trust", "war_support", "status_quo", "held", "odds",
	"intensity", "link", "position", "salience", "capacity", "consensus_coded", "stock",
}

// Designs of an experiment: how its points are laid out.
var Designs = []string{"grid", "random", "lhs", "sobol", "one-at-a-time", "table"}

const (
	PartyStrategy    = "party strategy" // as the next a set of strategies
	MediatorStrategy = "mediator strategy"
	SettingKey       = "setting" // of keyed tables whose names depend on a strategy, one of the set that its tag names
	switchPrefix     = "structure."
)

// Coders are the values of coding.coder.
var Coders = []string{"both", "a", "b", "c"}

// Enums are the closed sets of names that do not depend on a scenario.
var Enums = withLevels(map[string][]string{
	"fallback": sim.FallbackNames, "stage": sim.StageNames, "track": sim.TrackNames, "mode": sim.ParameterModeNames, "cost": sim.AllCosts.IDs(),
	"scale": Scales, "coder": Coders, "capability": {"coded", "equal"}, "design": Designs, "confidence": {"low", "medium", "high"},
	"article":        sim.ArticleNames,
	"regime":         Collect(sim.Regimes[:], func(r sim.RegimeInfo) string { return r.ID }),
	"mechanism":      Collect(sim.Mechanisms[:], func(m sim.MechanismInfo) string { return m.ID }),
	"role":           Collect(sim.Roles[:], func(r sim.RoleInfo) string { return r.ID }),
	"parameter":      Collect(sim.ParameterTable[:sim.FirstSwitch], func(p sim.ParameterInfo) string { return p.ID }),
	PartyStrategy:    Collect(Strategies[PartyStrategy], func(s Strategy) string { return s.Name }),
	MediatorStrategy: Collect(Strategies[MediatorStrategy], func(s Strategy) string { return s.Name }),
})

// withLevels adds the switches of structure, and the levels of each by its id.
func withLevels(enums map[string][]string) map[string][]string {
	for _, p := range sim.ParameterTable[sim.FirstSwitch:] {
		enums["switch"] = append(enums["switch"], strings.TrimPrefix(p.ID, switchPrefix))
		enums[p.ID] = p.LevelIDs()
	}
	return enums
}

// Collect something of each element of a list.
func Collect[T, X any](list []T, of func(T) X) []X {
	all := make([]X, len(list))
	for i, e := range list {
		all[i] = of(e)
	}
	return all
}

// Strategy is one of a party or a mediator, without what makes it.
type Strategy = agents.Info[struct{}]

// Strategies by the name of their set.
var Strategies = map[string][]Strategy{PartyStrategy: plain(agents.Parties()), MediatorStrategy: plain(agents.Mediators())}

func plain[S any](list []agents.Info[S]) []Strategy {
	return Collect(list, func(i agents.Info[S]) Strategy { return Strategy{Name: i.Name, Rule: i.Rule, Settings: i.Settings} })
}

// SettingNames of any strategy of a set.
func SettingNames(set string) (names []string) {
	for _, of := range Strategies[set] {
		for _, s := range of.Settings {
			if !slices.Contains(names, s.Name) {
				names = append(names, s.Name)
			}
		}
	}
	return names
}

// SettingField gives a setting the range of its own.
func SettingField(f *Field, s agents.Setting) *Field {
	own := *f
	own.Span = span{Low: s.Low, High: s.High}
	own.Unit, own.Doc, own.Def, own.Unset = s.Unit, s.Meaning, syntax.FormatNumber(s.Default), ""
	return &own
}

// Parameter is a global parameter as a scenario gives it: a number or a level that fixes
// it, a range that bounds its prior, or weights of the levels of a switch in their order.
type Parameter struct {
	Leaf
	V       float64        // a switch: the number of the level
	Range   sim.PriorRange // zero where it bounds nothing
	Weights []float64      // nil where it weighs nothing
}

func (x *Parameter) Take(n *syntax.Node) (want string) {
	list, ok := n.Value.([]any)
	switch levels := Enums[x.Field.Enum]; {
	case ok && levels != nil:
		return x.takeWeights(list, levels)
	case ok:
		return x.takeRange(list)
	case levels != nil:
		level, ok := n.Value.(string)
		if !ok {
			return fault.OneOf(levels) + ", or the weights of these in this order"
		}
		x.V = float64(slices.Index(levels, level))
		return x.Field.oneOf(level)
	}
	x.V, want = toNumber(n, x.Field.Span)
	return want
}

func (x *Parameter) takeRange(list []any) string {
	if len(list) != 2 {
		return "want one number that fixes it, or two that bound its prior, as [low, high]"
	}
	ends, want := toNumbers(list, x.Field.Span, "low", "high")
	switch {
	case want != "":
		return want
	case ends[0] >= ends[1]:
		return "want low below high, as [low, high]; a single number fixes it"
	case x.Field.logarithmic && ends[0] <= 0:
		return "want low above 0: its prior is log-uniform"
	}
	x.Range = sim.PriorRange{Low: ends[0], High: ends[1]}
	return ""
}

func (x *Parameter) takeWeights(list []any, levels []string) string {
	wanted := fmt.Sprintf("want %d weights, of %s, as in %s", len(levels), strings.Join(levels, ", "), "["+strings.TrimSuffix(strings.Repeat("1, ", len(levels)), ", ")+"]")
	if len(list) != len(levels) {
		return wanted
	}
	weights, want := toNumbers(list, parseSpan("0.."), "a weight")
	if x.Weights = weights; want == "" && slices.Max(weights) <= 0 {
		return wanted + ", not all 0"
	}
	return want
}

// Bounded says that it bounds the prior and fixes nothing.
func (x *Parameter) Bounded() bool { return x.Range != sim.PriorRange{} }

func (x *Parameter) Show() string {
	switch levels := Enums[x.Field.Enum]; {
	case x.Weights != nil:
		return "[" + strings.Join(Collect(x.Weights, syntax.FormatNumber), ", ") + "]"
	case x.Bounded():
		return "from " + syntax.FormatNumber(x.Range.Low) + " to " + syntax.FormatNumber(x.Range.High)
	case levels != nil:
		return `"` + levels[int(x.V)] + `"`
	}
	return syntax.FormatNumber(x.V)
}

// Parameter that a name in a table of parameters or switches stands for.
func (f *Field) Parameter(name string) (sim.Parameter, bool) {
	switch f.Key {
	case "parameter":
		return sim.ParameterByID(name)
	case "switch":
		return sim.ParameterByID(switchPrefix + name)
	}
	return 0, false
}

// Of is the field of one entry with a known name: a parameter has its own range, unit and
// meaning.
func (f *Field) Of(name string) *Field {
	p, ok := f.Parameter(name)
	if !ok {
		return f
	}
	own, info := *f, &sim.ParameterTable[p]
	own.Unit, own.Doc = info.Unit, info.Meaning
	if p.IsSwitch() {
		own.Kind, own.Enum, own.Unset = kindSwitched, info.ID, "drawn, all levels alike"
		return &own
	}
	own.Span, own.logarithmic = span{Low: info.Min, High: info.Max}, info.LogUniform
	own.Unset = PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, sim.ParameterModeNames[sim.ParametersPrior])
	return &own
}

// PriorText says where a parameter with a prior in some range comes from under a mode.
func PriorText(p *sim.ParameterInfo, r sim.PriorRange, mode string) string {
	if r.Low == r.High {
		return syntax.FormatNumber(r.Low)
	}
	if mode == sim.ParameterModeNames[sim.ParametersPosterior] {
		return "drawn together with the others from the posterior"
	}
	s := "drawn uniformly from "
	if p.LogUniform {
		s = "drawn log-uniformly from "
	}
	if mode == sim.ParameterModeNames[sim.ParametersPoint] {
		s = "median of a number " + s
	}
	return s + syntax.FormatNumber(r.Low) + " to " + syntax.FormatNumber(r.High)
}
