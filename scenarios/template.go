package scenarios

import (
	"slices"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/posterior"
	"parley/scenarios/syntax"
)

// Template is a scenario that is read once and built many times, each time with
// other overrides. Any number of goroutines may use it at once.
type Template struct {
	name    string
	root    fault.Origin
	without []string
	layers  int                 // files that extend each other
	tree    *syntax.Node        // with the overrides of Options
	bounds  []*form.ParameterOf // that the tree gives parameters
	faults  fault.Collector     // of that document; none once prepared
	built   *Scenario
	hash    string
	ids     map[string][]string // of keyed tables, by the path of the table

	posterior *posterior.Posterior
	prior     bool                        // no posterior by default
	shipped   func() *posterior.Posterior // of the scenario's name; nil if there is none
	plainHash func() string               // as priorHash, without overrides
	ownHash   func() string               // as priorHash, under the overrides of Options
}

// Prepare reads a shipped scenario by name, or a file, with what it extends. It
// refuses what Load refuses, with the same *fault.List.
func Prepare(nameOrPath string, o Options) (*Template, error) {
	s, err := open(nameOrPath)
	if err != nil {
		return nil, err
	}
	return prepare(s, o)
}

func prepare(s syntax.Source, o Options) (*Template, error) {
	t, d, err := bound(s, o)
	if err != nil {
		return nil, err
	}
	built, err := t.finish(d, &t.faults)
	if err != nil {
		return nil, err
	}
	t.built, t.hash, t.ids = built, hashOf(d, built.posterior), idsOf(d)
	return t, nil
}

// Build makes the scenario with further overrides, each as "path=value": the
// same as Load with all of them, but for Entries, which stay empty. The error
// is a *fault.List.
func (t *Template) Build(set []string) (*Scenario, error) { return t.build(set, &fault.Collector{}) }

// BuildPoint is the same, but that its faults name no file or line. What they
// say then depends on Hash and the overrides alone, as the scenario itself does.
func (t *Template) BuildPoint(set []string) (*Scenario, error) {
	return t.build(set, &fault.Collector{Placeless: true})
}

func (t *Template) build(set []string, faults *fault.Collector) (*Scenario, error) {
	tree := form.Override(t.tree, set, t.layers, faults)
	return t.finish(form.Bind(tree, t.root, false, faults), faults)
}

// Scenario is the template as it stands, without further overrides or Entries.
// It is shared: do not change it.
func (t *Template) Scenario() *Scenario { return t.built }

// Offers completes path=value as it is typed for an override, as form.Offers does. A nil
// template knows no ids.
func (t *Template) Offers(typed string, list bool) (offers []form.Offer, hint string) {
	return form.Offers(t.IDs, typed, list)
}

// IDs lists the ids that the tables of a path define, such as mediator or
// party.gov.faction, in the order of the file; all there are, sorted, for "".
func (t *Template) IDs(path string) []string {
	if t == nil {
		return nil
	}
	if path != "" {
		return slices.Clone(t.ids[path])
	}
	var all []string
	for _, ids := range t.ids {
		all = append(all, ids...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
