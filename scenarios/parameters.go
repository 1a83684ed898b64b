package scenarios

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/agents"
	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/scenarios/syntax"
	"parley/sim"
)

// checkPriors refuses bounds of a prior that --set gives where parameters come from a
// posterior that was fitted under others.
func (t *Template) checkPriors(d *form.Document, faults *fault.Collector) {
	if d.Parameters.Mode.V != sim.ParameterModeNames[sim.ParametersPosterior] {
		return
	}
	for _, x := range d.Parameters.Each {
		own := t.fittedHere() && slices.ContainsFunc(t.bounds, func(b *form.Parameter) bool { return b.ID == x.ID && b.Range == x.Range })
		if x.Bounded() && x.From.At.File == fault.SetOrigin && !own {
			x.Wrong(faults, "bounds of a prior, and the parameters come from a posterior: want a number, or parameters.mode = prior")
		}
	}
	for _, x := range d.Structure.Each {
		if x.Weights != nil && x.From.At.File == fault.SetOrigin {
			x.Wrong(faults, "weights of the prior, and "+x.Field.Enum+
				" comes from a posterior: want one of "+strings.Join(form.Enums[x.Field.Enum], ", ")+", or parameters.mode = prior")
		}
	}
}

func (b *builder) parameters() sim.ParameterSet {
	set := sim.ParameterSet{Mode: sim.ParameterMode(slices.Index(sim.ParameterModeNames, b.d.Parameters.Mode.V))}
	for _, x := range slices.Concat(b.d.Parameters.Each, b.d.Structure.Each) {
		p, ok := x.Field.Parameter(x.ID)
		switch {
		case !ok || !x.Set:
		case x.Weights != nil:
			copy(set.Weight[p][:], x.Weights)
		case x.Bounded():
			set.Range[p] = x.Range
		default:
			set.Fix(p, x.V)
		}
	}
	return set
}

// completeParameters lists the parameters that are not set, with their priors.
func completeParameters(d *form.Document) {
	nothing := func(int, *form.Parameter) {}
	form.Complete(&d.Structure.Each, "structure", form.Enums["switch"], nothing)
	ids := form.IDs(d.Parameters.Each)
	for _, id := range form.Enums["parameter"] {
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	form.Complete(&d.Parameters.Each, "parameters", ids, nothing)
	for _, x := range d.Parameters.Each {
		p, _ := sim.ParameterByID(x.ID)
		info := &sim.ParameterTable[p]
		if x.Bounded() {
			x.Note = form.PriorText(info, x.Range, d.Parameters.Mode.V)
		} else if !x.Set {
			x.Note = form.PriorText(info, sim.PriorRange{Low: info.Low, High: info.High}, d.Parameters.Mode.V)
		}
	}
}

// attachPosterior gives a configuration the sample that it draws from.
func (t *Template) attachPosterior(out *Scenario) error {
	p := t.options.Posterior
	if p == nil {
		if p = t.shipped(); p == nil {
			return fmt.Errorf("parameters.mode = posterior: no posterior is shipped for %s: want prior or point, or --parameters FILE", t.name)
		}
	}
	out.posterior, out.Window, out.Until = p, p.Fitted(t.name), p.Until(t.name)
	out.Config.Parameters.Sample = p.For(out.Config.Parameters, p.Doubts(t.name, t.plainHash(), t.ownHash())...)
	return nil
}

// shippedPosteriorOf a scenario; tests ship others.
var shippedPosteriorOf = posterior.Shipped

// findShipped is the posterior shipped for a scenario: that of its name, else that of several
// wars together, but for a file that says itself what its parameters are drawn from.
func (t *Template) findShipped() *posterior.Posterior {
	if p := shippedPosteriorOf(t.name); p != nil && p.Scenario == t.name {
		return p
	}
	if t.ownPriors {
		return nil
	}
	return shippedPosteriorOf(posterior.Joint)
}

// priorHash of a scenario under overrides, its parameters from the prior; "" if it
// cannot be read so.
func priorHash(s syntax.Source, o Options) string {
	set := append(slices.Clone(o.Set), "parameters.mode="+sim.ParameterModeNames[sim.ParametersPrior])
	_, d, err := begin(s, Options{Set: set, Without: o.Without})
	if err != nil {
		return ""
	}
	return hashOf(d, nil)
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
func (t *Template) fittedHere() bool {
	return t.options.Posterior != nil && t.options.Posterior.Hash == t.ownHash()
}

// eachSettings calls what is to be done with the settings of everybody who has a strategy.
func eachSettings(d *form.Document, do func(path string, chosen *form.Text, settings []*form.Number) []*form.Number) {
	for _, p := range d.Party {
		p.Settings = do(p.Path, &p.Strategy, p.Settings)
	}
	for _, m := range d.Mediator {
		m.Settings = do(m.Path, &m.Strategy, m.Settings)
	}
}

// checkSettings wants settings that the strategy has, in their ranges. A setting
// holds for the strategy it was written for: where a later layer chose another
// one, it is put aside.
func checkSettings(d *form.Document, w *window) {
	eachSettings(d, func(_ string, chosen *form.Text, given []*form.Number) []*form.Number {
		if chosen.Bad {
			return given
		}
		return slices.DeleteFunc(given, func(s *form.Number) bool {
			of, ok := agents.Named(form.Strategies[chosen.Field.Enum], saidBy(chosen, s.From.At.Layer))
			declared, has := of.Setting(s.ID)
			switch {
			case ok && !has:
				w.faults.Add(s.From.At.Named(), s.Path, s.From.Render(), unknownSetting(of, chosen, s.ID))
			case ok:
				if want := form.SettingField(s.Field, declared).Span; !s.Bad && !want.Has(s.V) {
					s.Wrong(w.faults, "want "+want.String())
				}
			case chosen.From == nil:
				s.Wrong(w.faults, "want "+chosen.Path+" too: settings are those of a strategy")
			}
			if of.Name != chosen.V {
				d.SetAside(s.Path, chosen.Said())
			}
			return of.Name != chosen.V
		})
	})
}

// saidBy is the text as it was said up to a layer, the default before.
func saidBy(t *form.Text, layer int) string {
	n := t.From
	for n != nil && n.At.Layer > layer {
		n = n.Was
	}
	if s, ok := n.Text(); ok {
		return s
	}
	return t.Field.Def
}

// unknownSetting says what is wrong with the name of a setting: it is another
// strategy's, or nobody's.
func unknownSetting(of form.Strategy, chosen *form.Text, name string) string {
	own := of.Name + " has " + cmp.Or(strings.Join(names(of), ", "), "no settings")
	var owners []string
	for _, other := range form.Strategies[chosen.Field.Enum] {
		if _, ok := other.Setting(name); ok {
			owners = append(owners, other.Name)
		}
	}
	if len(owners) > 0 {
		return fmt.Sprintf("a setting of %s, and the strategy here is %s: want %s = %q; %s",
			strings.Join(owners, ", "), of.Name, chosen.Path, owners[0], own)
	}
	return "unknown setting of " + of.Name + cmp.Or(fault.DidYouMean(name, names(of)), ":") + " " + own
}

// names of the settings of a strategy.
func names(of form.Strategy) []string {
	return form.Collect(of.Settings, func(s agents.Setting) string { return s.Name })
}

// completeSettings lists all settings of every strategy, in its order.
func completeSettings(d *form.Document) {
	eachSettings(d, func(path string, chosen *form.Text, all []*form.Number) []*form.Number {
		of, _ := agents.Named(form.Strategies[chosen.Field.Enum], chosen.V)
		form.Complete(&all, path+".settings", names(of), func(i int, s *form.Number) { s.Fill(of.Settings[i].Default) })
		for i, s := range all {
			s.Field = form.SettingField(s.Field, of.Settings[i])
		}
		return all
	})
}
