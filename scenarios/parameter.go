package scenarios

import (
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/sim"
)

// parameter is a global parameter as a scenario gives it: a number that fixes it,
// or a range that bounds its prior.
type parameter struct {
	leaf
	V     float64
	Range sim.PriorRange // zero where V stands
}

func (*parameter) kind() string { return "number or [low, high]" }

func (x *parameter) take(n *node) (want string) {
	list, ok := n.value.([]any)
	if !ok {
		x.V, want = toNumber(n, x.field.span)
		return want
	}
	if len(list) != 2 {
		return "want one number that fixes it, or two that bound its prior, as [low, high]"
	}
	var r sim.PriorRange
	for i, end := range []*float64{&r.Low, &r.High} {
		if *end, want = toNumber(&node{value: list[i]}, x.field.span); want != "" {
			return want + " for " + []string{"low", "high"}[i]
		}
	}
	switch {
	case r.Low >= r.High:
		return "want low below high, as [low, high]; a single number fixes it"
	case x.field.logarithmic && r.Low <= 0:
		return "want low above 0: its prior is log-uniform"
	}
	x.Range = r
	return ""
}

func (x *parameter) bounded() bool { return x.Range != sim.PriorRange{} }

func (x *parameter) show() string {
	if x.bounded() {
		return "from " + formatNumber(x.Range.Low) + " to " + formatNumber(x.Range.High)
	}
	return formatNumber(x.V)
}

// parameterField gives a global parameter the range of its own.
func parameterField(f *field, path string) *field {
	id := path[strings.LastIndexByte(path, '.')+1:]
	p, ok := sim.ParameterByID(id)
	if !ok {
		return f
	}
	info := &sim.ParameterTable[p]
	own := *f
	own.span, own.logarithmic = span{low: info.Min, high: info.Max}, info.LogUniform
	own.unit, own.doc = info.Unit, info.Meaning
	return &own
}

// completeParameters lists the parameters that are not set, with their priors.
func completeParameters(d *document) {
	f, mode := format().byName["parameters"].table.rest, d.Parameters.Mode.V
	for p := range sim.FirstSwitch {
		info := &sim.ParameterTable[p]
		if i := find(d.Parameters.Each, info.ID); i >= 0 {
			if x := &d.Parameters.Each[i].Value; x.bounded() {
				x.note = priorText(info, x.Range, mode)
			}
			continue
		}
		path := joinPath("parameters", info.ID)
		l := leaf{field: parameterField(f, path), path: path, note: priorText(info, sim.PriorRange{Low: info.Low, High: info.High}, mode)}
		d.Parameters.Each = append(d.Parameters.Each, parameterOf{item{ID: info.ID, path: path}, parameter{leaf: l}})
	}
}

func priorText(p *sim.ParameterInfo, r sim.PriorRange, mode string) string {
	if r.Low == r.High {
		return formatNumber(r.Low)
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
	return s + formatNumber(r.Low) + " to " + formatNumber(r.High)
}

// checkPriors refuses bounds of a prior that --set gives where parameters come from a
// posterior that was fitted under others.
func (t *Template) checkPriors(d *document, faults *fault.Collector) {
	if d.Parameters.Mode.V != sim.ParameterModeNames[sim.ParametersPosterior] {
		return
	}
	own := map[string]sim.PriorRange{}
	if t.fittedHere() {
		for i := range t.bounds {
			own[t.bounds[i].ID] = t.bounds[i].Value.Range
		}
	}
	for i := range d.Parameters.Each {
		x := &d.Parameters.Each[i].Value
		if bounds, ok := own[d.Parameters.Each[i].ID]; x.bounded() && x.from.at.File == fault.SetOrigin && !(ok && bounds == x.Range) {
			faults.Add(x.from.at, x.path, x.from.render(), "bounds of a prior, and the parameters come from a posterior: want a number, or parameters.mode = prior")
		}
	}
	switches := d.Structure.switches()
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		x := switches[p]
		if x.Weights != nil && x.from.at.File == fault.SetOrigin {
			faults.Add(x.from.at, x.path, x.from.render(), "weights of the prior, and "+sim.ParameterTable[p].ID+
				" comes from a posterior: want one of "+strings.Join(levels(p)(), ", ")+", or parameters.mode = prior")
		}
	}
}

func (b *builder) parameters() sim.ParameterSet {
	p := sim.ParameterSet{Mode: sim.ParameterMode(slices.Index(sim.ParameterModeNames, b.d.Parameters.Mode.V))}
	for i := range b.d.Parameters.Each {
		f := &b.d.Parameters.Each[i]
		id, ok := sim.ParameterByID(f.ID)
		switch {
		case !ok || !f.Value.set:
		case f.Value.bounded():
			p.Range[id] = f.Value.Range
		default:
			p.Fix(id, f.Value.V)
		}
	}
	b.d.Structure.fix(&p)
	return p
}
