// Package scenarios is the TOML form of a war: shipped files, strict loading, overrides,
// and building a sim.Config and the scenario's sim.Arm.
//
//  1. Text becomes a tree whose every key knows its line (package syntax). A file may
//     extend another, and --set lies on top, key by key.
//  2. The tree is bound to the form of a scenario, which describes each key once: type,
//     range, unit, default, meaning (package form). Faults of single keys are found here.
//  3. What --without names is left out, and what must hold between keys is checked.
//  4. Defaults that follow from other keys are filled in, and coders' ranges widened.
//  5. The complete document is built into a Scenario; its parameters come from priors or
//     from a posterior.
//
// A Template goes through steps 1 and 2 once and can be built many times, with further
// overrides. All faults of a scenario are collected and reported together.
package scenarios

import (
	"errors"
	"fmt"
	"slices"
	"sync"

	"parley/scenarios/fault"
	"parley/scenarios/form"
	"parley/scenarios/notes"
	"parley/scenarios/posterior"
	"parley/scenarios/syntax"
	"parley/sim"
)

// Scenario is a war that can be run, and where each of its numbers comes from.
type Scenario struct {
	// Name is the shipped name, or that of the file without its ending.
	Name   string
	Config *sim.Config
	// Arm is the way of mediating that the scenario describes. Its Name is the
	// regime, with the lead where the regime needs one.
	Arm sim.Arm
	// Entries are all resolved values in document order; Template.Build leaves
	// them out.
	Entries []Entry
	// Experiment is what the scenario says about how to vary it.
	Experiment form.Experiment
	// Calibration is what it says about how to fit it.
	Calibration form.Calibration
	// Coding says how coded numbers are read; empty if as they are given.
	Coding string
	// Window of the record to which the posterior was fitted that the parameters
	// come from, as "1993-01 to 1997-06"; empty if they do not.
	Window string
	// Until is the last month of it that is of this war's own record, 0 if none is.
	Until sim.Month
	// LeadGone is why the lead that the scenario names is not in it; "" if it names none.
	LeadGone string
	// Notes are on what the file means without saying it; Template.Build leaves them out too.
	Notes []notes.Note
	// Named are the third parties and the issues, with their clusters, that the file names. The war may
	// lack some: what --without leaves out, and what is there in none of its months. A record may tell of them.
	Named struct {
		Mediators []string
		Issues    []sim.Issue
	}

	posterior *posterior.Posterior // that the parameters come from, or nil
}

// Options are what the command line says about a scenario.
type Options struct {
	// Set holds path=value with values of TOML; bare words are text.
	Set []string
	// Without holds ids, or paths such as link.russia.iran, to leave out with
	// all that refers to them.
	Without []string
	// Posterior, if there is one, is used in place of a shipped one where
	// parameters.mode is posterior.
	Posterior *posterior.Posterior
	// Prior leaves out the shipped posterior: where nothing says whence the
	// parameters come, it is from their priors.
	Prior bool
}

// Load reads a shipped scenario by name, or a file. The error is a *fault.List.
func Load(nameOrPath string, o Options) (*Scenario, error) { return built(Prepare(nameOrPath, o)) }

// Parse makes a scenario of the text of a file; name is its path, used in
// messages and to find what it extends. The error is a *fault.List.
func Parse(name string, text []byte, o Options) (*Scenario, error) {
	return built(prepare(syntax.Source{File: name, Text: text}, o))
}

func built(t *Template, err error) (*Scenario, error) {
	if err != nil {
		return nil, err
	}
	return t.built, nil
}

// finish checks what must hold between the keys of a document, fills in what
// follows from them, and builds. It changes the document.
func (t *Template) finish(d *form.Document, faults *fault.Collector) (*Scenario, error) {
	checkOrder(d, faults)
	chooseCoder(d)
	if mode := &d.Parameters.Mode; !t.options.Prior && mode.From == nil && !mode.Bad && t.shipped() != nil {
		mode.V, mode.Why = sim.ParameterModeNames[sim.ParametersPosterior], "default, as a posterior is shipped"
	}
	out := &Scenario{Name: t.name}
	out.Named.Mediators = form.IDs(d.Mediator)
	out.Named.Issues = form.Collect(d.Issue, func(k *form.Issue) sim.Issue { return sim.Issue{ID: k.ID, Cluster: k.Cluster.V} })
	w, ok := check(d, t.root, t.options.Without, faults)
	t.checkPriors(d, faults)
	if !ok || faults.Any() {
		return nil, faults.Err()
	}
	complete(d, w, t.name)
	out.Config, out.Arm = build(d, w, t.name)
	out.Experiment, out.Calibration, out.LeadGone = d.Experiment, d.Calibration, d.Coordination.Lead.Gone
	out.Coding = codingWords(&d.Coding, len(d.Mediator))
	if out.Config.Parameters.Mode == sim.ParametersPosterior {
		if err := t.attachPosterior(out); err != nil {
			return nil, fault.One(t.root.File, err.Error())
		}
	}
	if err := out.Config.Validate(); err != nil {
		return nil, fault.One(t.root.File, err.Error())
	}
	return out, nil
}

// check applies --without and checks what must hold between keys; ok says whether the window is known.
func check(d *form.Document, root fault.Origin, without []string, faults *fault.Collector) (w *window, ok bool) {
	leaveOut(d, without, faults)
	checkReferences(d, faults)
	w = &window{d.Start.V, d.Months.V, d.Implementation.V, max(d.Start.Layer(), d.Months.Layer()), root, faults}
	if ok = d.Start.Given() && !d.Months.Bad; ok {
		checkDates(d, w)
		checkTalks(d, w)
		checkWarGoesOn(d, w)
		checkLeads(d, w)
	}
	for _, check := range []func(*form.Document, *window){
		checkTable, checkParties, checkShares, checkTwins, checkFronts, checkIssues, checkLinks, checkLead, checkActs, checkSettings,
	} {
		check(d, w)
	}
	return w, ok
}

// Template is a scenario that is read once and built many times, each time with
// other overrides. Any number of goroutines may use it at once.
type Template struct {
	name    string
	root    fault.Origin
	options Options
	layers  int               // files that extend each other
	tree    *syntax.Node      // with the overrides of Options
	bounds  []*form.Parameter // that the tree gives parameters
	built   *Scenario
	hash    func() string

	own       bool                        // a shipped text
	ownPriors bool                        // a file bounds a prior or weighs a switch
	shipped   func() *posterior.Posterior // for the scenario; nil if there is none
	plainHash func() string               // as priorHash, without overrides
	ownHash   func() string               // as priorHash, under the overrides of Options
}

// Prepare reads a shipped scenario by name, or a file, with what it extends. It
// refuses what Load refuses, with the same *fault.List.
func Prepare(nameOrPath string, o Options) (*Template, error) {
	s, want := find(nameOrPath, nameOrPath)
	if want != "" {
		return nil, fault.One(nameOrPath, want)
	}
	return prepare(s, o)
}

func prepare(s syntax.Source, o Options) (*Template, error) {
	t, d, err := begin(s, o)
	if err != nil {
		return nil, err
	}
	t.built.Notes = t.notes(d)
	answers := notes.Texts(t.built.Notes, notes.Answer)
	items := 0 // as check lists them
	for _, n := range t.built.Notes {
		if n.Kind == notes.Doubt {
			items += max(1, len(n.Clauses))
		}
	}
	if items > 0 && !t.own {
		answers = append(answers, fmt.Sprintf("values without effect in this war, or with another than the name says, as parley check %s lists them: %d", t.root.File, items))
	}
	t.built.Config.Notes = answers
	t.built.Entries = entries(d)
	t.hash = sync.OnceValue(func() string { return hashOf(d, t.built.posterior) })
	return t, nil
}

// begin is a template without notes, entries and hash, and the complete document that they are of.
func begin(s syntax.Source, o Options) (*Template, *form.Document, error) {
	t := &Template{name: stem(s.File), root: fault.Origin{File: s.File}, options: o, own: s.Shipped}
	var faults fault.Collector
	if t.tree, t.layers = readTree(s, 1, &faults); t.tree == nil {
		return nil, nil, faults.Err()
	}
	t.tree = form.Override(t.tree, o.Set, t.layers, &faults)
	d := form.Bind(t.tree, t.root, &faults)
	t.bounds = slices.Clone(d.Parameters.Each)
	for _, x := range slices.Concat(d.Parameters.Each, d.Structure.Each) {
		t.ownPriors = t.ownPriors || (x.Bounded() || x.Weights != nil) && x.From.At.File != fault.SetOrigin
	}
	t.plainHash = sync.OnceValue(func() string { return priorHash(s, Options{}) })
	if t.ownHash = t.plainHash; len(o.Set)+len(o.Without) > 0 {
		t.ownHash = sync.OnceValue(func() string { return priorHash(s, o) })
	}
	t.shipped = sync.OnceValue(t.findShipped)
	var err error
	t.built, err = t.finish(d, &faults)
	return t, d, err
}

// Build makes the scenario with further overrides, each as "path=value": the
// same as Load with all of them, but for Entries and Notes. The error is a
// *fault.List.
func (t *Template) Build(set []string) (*Scenario, error) {
	var faults fault.Collector
	tree := form.Override(t.tree, set, t.layers, &faults)
	return t.finish(form.Bind(tree, t.root, &faults), &faults)
}

// BuildPoint is the same, but that its faults name no file or line. What they
// say then depends on Hash and the overrides alone, as the scenario itself does.
func (t *Template) BuildPoint(set []string) (*Scenario, error) {
	s, err := t.Build(set)
	if faults := (*fault.List)(nil); errors.As(err, &faults) {
		for i, f := range faults.List {
			if f.File != fault.SetOrigin {
				faults.List[i] = fault.Fault{Origin: fault.Origin{File: "scenario"}, Path: f.Path, Value: f.Value, Want: f.Want}
			}
		}
	}
	return s, err
}

// Scenario is the template as it stands, without further overrides.
// It is shared: do not change it.
func (t *Template) Scenario() *Scenario { return t.built }
