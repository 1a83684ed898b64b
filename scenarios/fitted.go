package scenarios

import (
	"fmt"
	"slices"

	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/scenarios/syntax"
	"parley/sim"
)

// attachPosterior gives a configuration the sample that it draws from.
func (t *Template) attachPosterior(out *Scenario) error {
	p := t.posterior
	if p == nil {
		p = t.shipped()
	}
	if p == nil {
		return fmt.Errorf("parameters.mode = posterior: no posterior is shipped for %s: want prior or point, or --parameters FILE", t.name)
	}
	out.posterior, out.Window = p, p.Window
	out.Config.Parameters.Sample = p.For(out.Config.Parameters, p.Doubts(t.name, t.plainHash(), t.ownHash())...)
	return nil
}

// shippedPosteriorOf a scenario; tests ship others.
var shippedPosteriorOf = posterior.Shipped

// findShipped is the posterior shipped under the name of a scenario; nil if there is none.
func (t *Template) findShipped() *posterior.Posterior {
	if p := shippedPosteriorOf(t.name); p != nil && p.Scenario == t.name {
		return p
	}
	return nil
}

// chooseMode takes the parameters from the shipped posterior where nothing says
// whence.
func (t *Template) chooseMode(d *form.Document) {
	mode := &d.Parameters.Mode
	if !t.prior && mode.From == nil && !mode.Bad && t.shipped() != nil {
		mode.V, mode.Why = sim.ParameterModeNames[sim.ParametersPosterior], "default, as a posterior is shipped"
	}
}

// priorHash of a scenario under overrides, its parameters from the prior; "" if it
// cannot be read so.
func priorHash(s syntax.Source, o Options) string {
	set := append(slices.Clone(o.Set), "parameters.mode="+sim.ParameterModeNames[sim.ParametersPrior])
	t, err := prepare(s, Options{Set: set, Without: o.Without})
	if err != nil {
		return ""
	}
	return t.Hash()
}

// Changed says whether the overrides make another war of what the text says.
func (t *Template) Changed() bool { return t.ownHash() != t.plainHash() }

// Borrowed says whether the posterior that parameters come from was fitted to the war as
// it was before the overrides changed it.
func (t *Template) Borrowed() bool {
	return t.built.Config.Parameters.Mode == sim.ParametersPosterior && t.Changed() && !t.fittedHere()
}

// fittedHere says whether there is a posterior that was fitted under these very overrides,
// so that bounds of priors among them are its own.
func (t *Template) fittedHere() bool { return t.posterior != nil && t.posterior.Hash == t.ownHash() }
