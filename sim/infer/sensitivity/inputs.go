package sensitivity

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"parley/sim"
	"parley/sim/stats"
)

// Others is the factor of all inputs that no other factor names.
const Others = "everything else"

// Input is a number that every history draws.
type Input struct {
	// Path as in an override, the Group of which it is, and the Part of the group: of a
	// third party all its inputs in it, else the path.
	Path, Group, Part string
	// Levels of a switch, by value; nil of a number.
	Levels []string
	// Parameter, if it is not below 0; else Coded is the range of an expert coding.
	Parameter sim.Parameter
	Coded     sim.Coded
}

// Inputs of a war.
type Inputs struct {
	List []Input
	// Dependence is the largest rank correlation, in size, of two parameters of the
	// posterior, which are taken as independent here; 0 without a posterior.
	Dependence float64

	set       *sim.ParameterSet
	marginals [sim.NumParameters]marginal
}

// marginal is the distribution of a parameter over the rows of a posterior: its values in
// rising order, and the weight up to each.
type marginal struct{ values, upTo []float64 }

// at is the least value up to which a share u of the weight lies.
func (m *marginal) at(u float64) float64 {
	i, _ := slices.BinarySearch(m.upTo, u*m.upTo[len(m.upTo)-1])
	return m.values[min(i, len(m.values)-1)]
}

// NewInputs lists what the histories of a war draw, in a fixed order.
func NewInputs(c *sim.Config) *Inputs {
	in := &Inputs{set: &c.Parameters}
	if c.Parameters.Mode == sim.ParametersPosterior {
		in.readSample()
	}
	for p := range sim.NumParameters {
		if !in.draws(p) {
			continue
		}
		info := &sim.ParameterTable[p]
		path := info.ID
		if !p.IsSwitch() {
			path = "parameters." + info.ID
		}
		in.List = append(in.List, Input{Path: path, Group: path, Part: path, Parameter: p, Levels: info.LevelIDs()})
	}
	codings(c, func(path, group, part string, x *sim.Coded) {
		if !x.IsExact() {
			in.List = append(in.List, Input{Path: path, Group: group, Part: part, Parameter: -1, Coded: *x})
		}
	})
	return in
}

// readSample takes the posterior apart.
func (in *Inputs) readSample() {
	sample, before := in.set.Sample, 0.0
	var weights []float64
	var values [sim.NumParameters][]float64
	for i := range sample.Rows {
		if in.set.Admits(&sample.Rows[i]) {
			weights = append(weights, sample.UpTo[i]-before)
			for p, v := range sample.Rows[i] {
				values[p] = append(values[p], v)
			}
		}
		before = sample.UpTo[i]
	}
	var ranks [][]float64
	for p := range sim.NumParameters {
		m, sum := &in.marginals[p], 0.0
		for _, i := range stats.Order(values[p]) {
			sum += weights[i]
			m.values, m.upTo = append(m.values, values[p][i]), append(m.upTo, sum)
		}
		if !p.IsSwitch() && in.draws(p) {
			ranks = append(ranks, stats.Ranks(values[p]))
		}
	}
	for i := range ranks {
		for j := range i {
			in.Dependence = max(in.Dependence, math.Abs(stat.Correlation(ranks[i], ranks[j], weights)))
		}
	}
}

// draws says whether a parameter differs from one history to the next.
func (in *Inputs) draws(p sim.Parameter) bool {
	switch {
	case in.set.Set[p]:
		return false
	case in.set.Mode == sim.ParametersPosterior:
		values := in.marginals[p].values
		return values[0] < values[len(values)-1]
	case in.set.Mode == sim.ParametersPoint && !p.IsSwitch():
		return false
	}
	return in.set.Draws(p)
}

// quantile of a parameter's distribution.
func (in *Inputs) quantile(p sim.Parameter, u float64) float64 {
	if m := &in.marginals[p]; m.values != nil {
		return m.at(u)
	}
	fixed := sim.PriorAt(*in.set, []sim.Parameter{p}, []float64{u})
	return fixed.Value[p]
}

// Groups of all inputs, in order.
func (in *Inputs) Groups() []string {
	return in.names(func(x *Input) (string, bool) { return x.Group, true })
}

// Inside a group are its parts, inside a part its inputs; nil for any other name. What has
// one part only falls into the inputs of that.
func (in *Inputs) Inside(name string) []string {
	parts := in.names(func(x *Input) (string, bool) { return x.Part, x.Group == name })
	if len(parts) > 1 {
		return parts
	}
	return in.names(func(x *Input) (string, bool) { return x.Path, x.Group == name || x.Part == name })
}

// Parts of all groups, in order.
func (in *Inputs) Parts() []string {
	return in.names(func(x *Input) (string, bool) { return x.Part, true })
}

// names that a choice of inputs has, each once.
func (in *Inputs) names(of func(x *Input) (name string, ok bool)) (list []string) {
	for i := range in.List {
		if name, ok := of(&in.List[i]); ok && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// Frame says which inputs the factors of a plan move.
type Frame struct {
	*Inputs
	// Of each factor its inputs; none of what --vary adds.
	Of    [][]*Input
	owner map[string]int // by path
}

// Frame of factors, by the names of inputs, parts and groups.
func (in *Inputs) Frame(factors []string) *Frame {
	f := &Frame{in, make([][]*Input, len(factors)), map[string]int{}}
	for i := range in.List {
		x := &in.List[i]
		for _, name := range [...]string{x.Path, x.Part, x.Group, Others} {
			if at := slices.Index(factors, name); at >= 0 {
				f.Of[at], f.owner[x.Path] = append(f.Of[at], x), at
				break
			}
		}
	}
	return f
}

// Level of a switch at a quantile.
func (in *Inputs) Level(x *Input, u float64) int { return int(in.quantile(x.Parameter, u)) }

// Value of an input at a quantile, as a scenario has it.
func (in *Inputs) Value(x *Input, u float64) string {
	v := x.Coded.Low + float64(u*(x.Coded.High-x.Coded.Low))
	if x.Parameter >= 0 {
		v = in.quantile(x.Parameter, u)
	}
	if x.Levels != nil {
		return x.Levels[int(v)]
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// At is a war with the inputs of the factors at their places, the others in the middle; c
// itself stays. It may differ from the war of the inputs in what overrides set: what they
// fix stays fixed.
func (f *Frame) At(c *sim.Config, places []float64) *sim.Config {
	place := func(path string) float64 {
		switch at, ok := f.owner[path]; {
		case !ok:
			return 0.5
		case len(f.Of[at]) == 1:
			return places[at]
		default:
			return drawn(places[at], path)
		}
	}
	c = c.Clone()
	set := &c.Parameters
	for i := range f.List {
		if x := &f.List[i]; x.Parameter >= 0 && !set.Set[x.Parameter] {
			set.Fix(x.Parameter, f.quantile(x.Parameter, place(x.Path)))
		}
	}
	for p := range sim.NumParameters {
		if !set.Set[p] {
			set.Fix(p, f.quantile(p, 0.5))
		}
	}
	set.Mode, set.Sample = sim.ParametersPrior, nil // all are fixed
	codings(c, func(path, _, _ string, x *sim.Coded) {
		if !x.IsExact() {
			*x = sim.Exact(x.Low + float64(place(path)*(x.High-x.Low)))
		}
	})
	return c
}

// drawn is the quantile of one of several inputs in the draw that u names: a hash of its
// lower half, moved by half of the range in the upper half of [0,1), so that a step of
// half moves all inputs of a group by half.
func drawn(u float64, path string) float64 {
	low := math.Mod(u, 0.5)
	v := sim.NewStream(sim.NewSeed(int64(math.Float64bits(low))), 0, path, 0).Uniform(0)
	_, v = math.Modf(v + (u - low))
	return v
}

// codings visits the expert codings of a war, with the path, the group and the part of each.
func codings(c *sim.Config, visit func(path, group, part string, x *sim.Coded)) {
	// add numbers of a place, by their keys. Those of a third party have a part for each group.
	add := func(group, place, keys string, numbers ...*sim.Coded) {
		for i, key := range strings.Fields(keys) {
			path := place + "." + key
			part := path
			if id, ok := strings.CutPrefix(place, "mediator."); ok {
				part = id + "." + group
			}
			visit(path, group, part, numbers[i])
		}
	}
	add("coordination", "coordination", "consensus_coded", &c.ConsensusCoded)
	add("talks", "talks", "guarantee legitimacy", &c.Beginning.Guarantee, &c.Beginning.Legitimacy)
	for i := range c.Parties {
		p := &c.Parties[i]
		add("party", "party."+p.ID, "strength_share optimism cohesion skill trust war_support status_quo",
			&p.StrengthShare, &p.Optimism, &p.Cohesion, &p.Skill, &p.Trust, &p.WarSupport, &p.StatusQuo)
	}
	for i := range c.Fronts {
		f := &c.Fronts[i]
		add("front", "front."+f.ID, "held odds intensity", &f.Held, &f.Odds, &f.Intensity)
	}
	for i := range c.Issues {
		k := &c.Issues[i]
		for p := range c.Parties {
			id := c.Parties[p].ID
			add("issue", "issue."+k.ID, "ideal."+id+" position."+id+" salience."+id, &k.Ideal[p], &k.Position[p], &k.Salience[p])
		}
		add("issue", "issue."+k.ID, "agreed", &k.Agreed)
	}
	for i := range c.Mediators {
		m := &c.Mediators[i]
		place := "mediator." + m.ID
		add("interest", place, "interest bias outline", &m.Interest, &m.Bias, &m.Outline)
		add("leverage", place, "resolve", &m.Resolve)
		add("coordination", place, "acceptance_as_lead autonomy", &m.AcceptanceAsLead, &m.Autonomy)
		add("capabilities", place, "capacity", &m.Capacity)
		for p := range c.Parties {
			add("leverage", place, "leverage."+c.Parties[p].ID, &m.Leverage[p])
			add("consent", place, "consent."+c.Parties[p].ID, &m.Consent[p])
		}
		for r := range sim.NumRoles {
			add("capabilities", place, "roles."+r.String(), &m.Capability[r])
		}
	}
	for i := range c.Links {
		l := &c.Links[i]
		add("link", "link."+c.Mediators[l.A].ID, c.Mediators[l.B].ID, &l.Strength)
	}
}
