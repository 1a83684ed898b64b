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
	for _, p := range d.Parameters.Each {
		x := &p.Value
		own := t.fittedHere() && slices.ContainsFunc(t.bounds, func(b *form.ParameterOf) bool { return b.ID == p.ID && b.Value.Range == x.Range })
		if x.Bounded() && x.From.At.File == fault.SetOrigin && !own {
			x.Wrong(faults, "bounds of a prior, and the parameters come from a posterior: want a number, or parameters.mode = prior")
		}
	}
	for _, p := range d.Structure.Each {
		if x := &p.Value; x.Weights != nil && x.From.At.File == fault.SetOrigin {
			x.Wrong(faults, "weights of the prior, and "+x.Field.Enum+
				" comes from a posterior: want one of "+strings.Join(form.Enums[x.Field.Enum], ", ")+", or parameters.mode = prior")
		}
	}
}

func (b *builder) parameters() sim.ParameterSet {
	set := sim.ParameterSet{Mode: sim.ParameterMode(slices.Index(sim.ParameterModeNames, b.d.Parameters.Mode.V))}
	for _, f := range slices.Concat(b.d.Parameters.Each, b.d.Structure.Each) {
		x := &f.Value
		p, ok := x.Field.Parameter(f.ID)
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
	absent := func(table, id string) *form.ParameterOf {
		path := syntax.JoinPath(table, id)
		l := form.Leaf{Field: form.Format().ByName[table].Table.Rest.Of(id), Path: path}
		return &form.ParameterOf{Item: form.Item{ID: id, Path: path}, Value: form.Parameter{Leaf: l}}
	}
	var switches []*form.ParameterOf
	for _, id := range form.Enums["switch"] {
		switches = append(switches, cmp.Or(form.Find(d.Structure.Each, id), absent("structure", id)))
	}
	d.Structure.Each = switches
	for p := range sim.FirstSwitch {
		info := &sim.ParameterTable[p]
		given, r := form.Find(d.Parameters.Each, info.ID), sim.PriorRange{Low: info.Low, High: info.High}
		if given == nil {
			given = absent("parameters", info.ID)
			d.Parameters.Each = append(d.Parameters.Each, given)
		} else if r = given.Value.Range; !given.Value.Bounded() {
			continue
		}
		given.Value.Note = form.PriorText(info, r, d.Parameters.Mode.V)
	}
}

// attachPosterior gives a configuration the sample that it draws from.
func (t *Template) attachPosterior(out *Scenario) error {
	p := t.posterior
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
func (t *Template) fittedHere() bool { return t.posterior != nil && t.posterior.Hash == t.ownHash() }

// eachSettings calls what is to be done with the settings of everybody who has a strategy.
func eachSettings(d *form.Document, do func(path string, chosen *form.Text, settings []*form.NumberOf) []*form.NumberOf) {
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
	eachSettings(d, func(_ string, chosen *form.Text, given []*form.NumberOf) []*form.NumberOf {
		if chosen.Bad {
			return given
		}
		return slices.DeleteFunc(given, func(s *form.NumberOf) bool {
			of, ok := agents.Named(form.Strategies[chosen.Field.Enum], saidBy(chosen, s.From.At.Layer))
			declared, has := of.Setting(s.ID)
			switch {
			case ok && !has:
				w.faults.Add(s.From.At.Named(), s.Path, s.From.Render(), unknownSetting(of, chosen, s.ID))
			case ok:
				if want := form.SettingField(s.Value.Field, declared).Span; !s.Value.Bad && !want.Has(s.Value.V) {
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
	names := form.Collect(of.Settings, func(s agents.Setting) string { return s.Name })
	own := of.Name + " has " + cmp.Or(strings.Join(names, ", "), "no settings")
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
	return "unknown setting of " + of.Name + cmp.Or(fault.DidYouMean(name, names), ":") + " " + own
}

// completeSettings lists all settings of every strategy, in its order.
func completeSettings(d *form.Document) {
	eachSettings(d, func(path string, chosen *form.Text, given []*form.NumberOf) (all []*form.NumberOf) {
		of, _ := agents.Named(form.Strategies[chosen.Field.Enum], chosen.V)
		f := form.Format().ByName[path[:strings.IndexByte(path, '.')]].Table.ByName["settings"]
		for _, s := range of.Settings {
			one := form.Find(given, s.Name)
			if one == nil {
				path := syntax.JoinPath(syntax.JoinPath(path, f.Name), s.Name)
				one = &form.NumberOf{Item: form.Item{ID: s.Name, Path: path}, Value: form.Number{Leaf: form.Leaf{Path: path, Set: true}, V: s.Default}}
			}
			one.Value.Field = form.SettingField(f, s)
			all = append(all, one)
		}
		return all
	})
}
