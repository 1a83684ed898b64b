package scenarios

import (
	"slices"
	"strings"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/syntax"
	"parley/sim"
)

// checkPriors refuses bounds of a prior that --set gives where parameters come from a
// posterior that was fitted under others.
func (t *Template) checkPriors(d *form.Document, faults *fault.Collector) {
	if d.Parameters.Mode.V != sim.ParameterModeNames[sim.ParametersPosterior] {
		return
	}
	own := map[string]sim.PriorRange{}
	if t.fittedHere() {
		for _, b := range t.bounds {
			own[b.ID] = b.Value.Range
		}
	}
	for _, p := range d.Parameters.Each {
		x := &p.Value
		if bounds, ok := own[p.ID]; x.Bounded() && x.From.At.File == fault.SetOrigin && !(ok && bounds == x.Range) {
			x.Wrong(faults, "bounds of a prior, and the parameters come from a posterior: want a number, or parameters.mode = prior")
		}
	}
	switches := d.Structure.Switches()
	for p := sim.FirstSwitch; p < sim.NumParameters; p++ {
		x := switches[p]
		if x.Weights != nil && x.From.At.File == fault.SetOrigin {
			x.Wrong(faults, "weights of the prior, and "+sim.ParameterTable[p].ID+
				" comes from a posterior: want one of "+strings.Join(form.Levels(p)(), ", ")+", or parameters.mode = prior")
		}
	}
}

func (b *builder) parameters() sim.ParameterSet {
	p := sim.ParameterSet{Mode: sim.ParameterMode(slices.Index(sim.ParameterModeNames, b.d.Parameters.Mode.V))}
	for _, f := range b.d.Parameters.Each {
		id, ok := sim.ParameterByID(f.ID)
		switch {
		case !ok || !f.Value.Set:
		case f.Value.Bounded():
			p.Range[id] = f.Value.Range
		default:
			p.Fix(id, f.Value.V)
		}
	}
	fixStructure(&b.d.Structure, &p)
	return p
}

// completeParameters lists the parameters that are not set, with their priors.
func completeParameters(d *form.Document) {
	f, mode := form.Format().ByName["parameters"].Table.Rest, d.Parameters.Mode.V
	for p := range sim.FirstSwitch {
		info := &sim.ParameterTable[p]
		if given := form.Find(d.Parameters.Each, info.ID); given != nil {
			if x := &given.Value; x.Bounded() {
				x.Note = form.PriorText(info, x.Range, mode)
			}
			continue
		}
		path := syntax.JoinPath("parameters", info.ID)
		l := form.Leaf{Field: form.ParameterField(f, path), Path: path, Note: form.PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, mode)}
		d.Parameters.Each = append(d.Parameters.Each, &form.ParameterOf{Item: form.Item{ID: info.ID, Path: path}, Value: form.Parameter{Leaf: l}})
	}
}

// fix puts the table into a set of parameters.
func fixStructure(s *form.Structure, set *sim.ParameterSet) {
	for p, x := range s.Switches() {
		if x.Level != "" {
			level, _ := sim.ParameterTable[p].LevelByID(x.Level)
			set.Fix(p, float64(level))
		}
		copy(set.Weight[p][:], x.Weights)
	}
}
