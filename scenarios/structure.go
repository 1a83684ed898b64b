package scenarios

import (
	"fmt"
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/sim"
)

// switched is a switch of structure as a scenario gives it: a level that fixes it, or
// the prior weights of its levels in their order.
type switched struct {
	leaf
	Level   string
	Weights []float64 // nil where Level stands, or nothing is given
}

func (*switched) kind() string { return "level or weights" }

func (x *switched) take(n *node) string {
	levels := enums[x.field.enum]()
	switch v := n.value.(type) {
	case string:
		if !slices.Contains(levels, v) {
			return fault.OneOf(levels) + fault.DidYouMean(v, levels)
		}
		x.Level = v
		return ""
	case []any:
		return x.takeWeights(v, levels)
	}
	return fault.OneOf(levels) + ", or the weights of these in this order"
}

func (x *switched) takeWeights(list []any, levels []string) string {
	want := fmt.Sprintf("want %d weights, of %s, as in %s", len(levels), strings.Join(levels, ", "), "["+strings.TrimSuffix(strings.Repeat("1, ", len(levels)), ", ")+"]")
	if len(list) != len(levels) {
		return want
	}
	sum := 0.0
	for _, e := range list {
		w, fault := toNumber(&node{value: e}, span{noHigh: true})
		if fault != "" {
			return fault + " for a weight"
		}
		x.Weights = append(x.Weights, w)
		sum += w
	}
	if sum <= 0 {
		return want + ", not all 0"
	}
	return ""
}

func (x *switched) show() string {
	if x.Level != "" {
		return `"` + x.Level + `"`
	}
	var parts []string
	for _, w := range x.Weights {
		parts = append(parts, formatNumber(w))
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

// structure is the table [structure]; see the switches of package sim.
type structure struct {
	Source    text     `toml:"source" unset:"not given" doc:"where the choice comes from"`
	Attention switched `toml:"attention" enum:"structure.attention" unset:"drawn, all levels alike" doc:"how a party takes in more contacts than it can"`
	Needs     switched `toml:"needs" enum:"structure.needs" unset:"drawn, all levels alike" doc:"how third parties diagnose what is needed"`
	Hurt      switched `toml:"hurt" enum:"structure.hurt" unset:"drawn, all levels alike" doc:"what a month of war costs: in proportion to the intensity at time zero, or to the intensity"`
	Table     switched `toml:"table" enum:"structure.table" unset:"drawn, all levels alike" doc:"whether fear keeps sides from the table"`
	Parties   switched `toml:"parties" enum:"structure.parties" unset:"drawn, all levels alike" doc:"how parties behave whose strategy is not set; dual_track: the side with the higher odds"`
}

// switches are the fields of the table by their parameter.
func (s *structure) switches() map[sim.Parameter]*switched {
	return map[sim.Parameter]*switched{
		sim.SwitchAttention: &s.Attention, sim.SwitchNeeds: &s.Needs, sim.SwitchHurt: &s.Hurt, sim.SwitchTable: &s.Table, sim.SwitchParties: &s.Parties,
	}
}

// fix puts the table into a set of parameters.
func (s *structure) fix(set *sim.ParameterSet) {
	for p, x := range s.switches() {
		if x.Level != "" {
			level, _ := sim.ParameterTable[p].LevelByID(x.Level)
			set.Fix(p, float64(level))
		}
		copy(set.Weight[p][:], x.Weights)
	}
}

// levels are the closed sets of the switches, by the name of their enum.
func levels(p sim.Parameter) func() []string {
	return sim.ParameterTable[p].LevelIDs
}
