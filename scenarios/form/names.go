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

// Sets of strategies.
const (
	PartyStrategy    = "party strategy"
	MediatorStrategy = "mediator strategy"
)

// Coders are the values of coding.coder.
var Coders = []string{"both", "a", "b"}

// Enums are the closed sets of names that do not depend on a scenario.
var Enums = map[string][]string{
	"fallback": sim.FallbackNames, "stage": sim.StageNames, "track": sim.TrackNames, "mode": sim.ParameterModeNames, "cost": sim.AllCosts.IDs(),
	"scale": Scales, "coder": Coders, "capability": {"coded", "equal"}, "design": Designs, "confidence": {"low", "medium", "high"},
	"structure.attention": sim.ParameterTable[sim.SwitchAttention].LevelIDs(),
	"structure.needs":     sim.ParameterTable[sim.SwitchNeeds].LevelIDs(),
	"structure.hurt":      sim.ParameterTable[sim.SwitchHurt].LevelIDs(),
	"structure.table":     sim.ParameterTable[sim.SwitchTable].LevelIDs(),
	"structure.parties":   sim.ParameterTable[sim.SwitchParties].LevelIDs(),
	"regime":              Collect(sim.Regimes[:], func(r sim.RegimeInfo) string { return r.ID }),
	"mechanism":           Collect(sim.Mechanisms[:], func(m sim.MechanismInfo) string { return m.ID }),
	"role":                Collect(sim.Roles[:], func(r sim.RoleInfo) string { return r.ID }),
	"parameter":           Collect(sim.ParameterTable[:sim.FirstSwitch], func(p sim.ParameterInfo) string { return p.ID }),
	PartyStrategy:         Collect(Strategies[PartyStrategy], func(s Strategy) string { return s.Name }),
	MediatorStrategy:      Collect(Strategies[MediatorStrategy], func(s Strategy) string { return s.Name }),
}

// Collect something of each element of a list.
func Collect[T, X any](list []T, of func(T) X) []X {
	all := make([]X, len(list))
	for i, e := range list {
		all[i] = of(e)
	}
	return all
}

// SettingKey is the key of keyed tables whose names depend on a strategy, one of the set
// that its tag names.
const SettingKey = "setting"

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
	own.Span = span{low: s.Low, High: s.High}
	own.Unit, own.Doc, own.Def, own.Unset = s.Unit, s.Meaning, syntax.FormatNumber(s.Default), ""
	return &own
}

// settingHint says where a setting belongs that stands beside the strategy. A
// role is meant as one more often than as a weight.
func settingHint(name, path string) string {
	kind, _, ok := strings.Cut(path, ".")
	if _, role := sim.RoleByID(name); !ok || role || kind != "party" && kind != "mediator" || strings.Count(path, ".") != 1 {
		return ""
	}
	if !slices.Contains(SettingNames(kind+" strategy"), name) {
		return ""
	}
	return "; it is a setting of a strategy: want " + path + ".settings." + name
}

// Parameter is a global parameter as a scenario gives it: a number that fixes it,
// or a range that bounds its prior.
type Parameter struct {
	Leaf
	V     float64
	Range sim.PriorRange // zero where V stands
}

func (x *Parameter) Take(n *syntax.Node) (want string) {
	list, ok := n.Value.([]any)
	if !ok {
		x.V, want = toNumber(n, x.Field.Span)
		return want
	}
	if len(list) != 2 {
		return "want one number that fixes it, or two that bound its prior, as [low, high]"
	}
	ends, want := toNumbers(list, x.Field.Span, "low", "high")
	if want != "" {
		return want
	}
	r := sim.PriorRange{Low: ends[0], High: ends[1]}
	switch {
	case r.Low >= r.High:
		return "want low below high, as [low, high]; a single number fixes it"
	case x.Field.logarithmic && r.Low <= 0:
		return "want low above 0: its prior is log-uniform"
	}
	x.Range = r
	return ""
}

// Bounded says that it bounds the prior and fixes nothing.
func (x *Parameter) Bounded() bool { return x.Range != sim.PriorRange{} }

func (x *Parameter) Show() string {
	if x.Bounded() {
		return "from " + syntax.FormatNumber(x.Range.Low) + " to " + syntax.FormatNumber(x.Range.High)
	}
	return syntax.FormatNumber(x.V)
}

// ParameterField gives a global parameter the range of its own.
func ParameterField(f *Field, path string) *Field {
	id := path[strings.LastIndexByte(path, '.')+1:]
	p, ok := sim.ParameterByID(id)
	if !ok {
		return f
	}
	info := &sim.ParameterTable[p]
	own := *f
	own.Span, own.logarithmic = span{low: info.Min, High: info.Max}, info.LogUniform
	own.Unit, own.Doc = info.Unit, info.Meaning
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

// switched is a switch of structure as a scenario gives it: a level that fixes it, or
// the prior weights of its levels in their order.
type switched struct {
	Leaf
	Level   string
	Weights []float64 // nil where Level stands, or nothing is given
}

func (x *switched) Take(n *syntax.Node) string {
	levels := Enums[x.Field.Enum]
	switch v := n.Value.(type) {
	case string:
		want := x.Field.oneOf(v)
		if want == "" {
			x.Level = v
		}
		return want
	case []any:
		return x.takeWeights(v, levels)
	}
	return fault.OneOf(levels) + ", or the weights of these in this order"
}

func (x *switched) takeWeights(list []any, levels []string) string {
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

func (x *switched) Show() string {
	if x.Level != "" {
		return `"` + x.Level + `"`
	}
	return "[" + strings.Join(Collect(x.Weights, syntax.FormatNumber), ", ") + "]"
}

// Structure is the table [structure]; see the switches of package sim.
type Structure struct {
	Source    Text     `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Attention switched `toml:"attention" enum:"structure.attention" unset:"drawn, all levels alike" doc:"how a party takes in more contacts than it can"`
	Needs     switched `toml:"needs" enum:"structure.needs" unset:"drawn, all levels alike" doc:"how third parties diagnose what is needed"`
	Hurt      switched `toml:"hurt" enum:"structure.hurt" unset:"drawn, all levels alike" doc:"what a month of war costs: in proportion to the intensity at time zero, or to the intensity"`
	Table     switched `toml:"table" enum:"structure.table" unset:"drawn, all levels alike" doc:"whether fear keeps sides from the table"`
	Parties   switched `toml:"parties" enum:"structure.parties" unset:"drawn, all levels alike" doc:"how parties behave whose strategy is not set; dual_track: the side with the higher odds"`
}

// Switches are the fields of the table by their parameter.
func (s *Structure) Switches() map[sim.Parameter]*switched {
	return map[sim.Parameter]*switched{
		sim.SwitchAttention: &s.Attention, sim.SwitchNeeds: &s.Needs, sim.SwitchHurt: &s.Hurt, sim.SwitchTable: &s.Table, sim.SwitchParties: &s.Parties,
	}
}
