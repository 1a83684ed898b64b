package scenarios

import (
	"errors"
	"io/fs"

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
	// Entries are all resolved values in document order.
	Entries []Entry
	// Notes are sentences on what the file means without saying it.
	Notes []string
}

// Options are what the command line says about a scenario.
type Options struct {
	// Set holds path=value with values of TOML; bare words are text.
	Set []string
	// Without holds ids, or paths such as link.russia.iran, to leave out with
	// all that refers to them.
	Without []string
}

// Load reads a shipped scenario by name, or a file. The error is a *Faults.
func Load(nameOrPath string, o Options) (*Scenario, error) {
	if text, ok := Source(nameOrPath); ok {
		return load(shippedSource(nameOrPath, text), o)
	}
	text, err := readFile(nameOrPath)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, oneFault(nameOrPath, unknownScenario(nameOrPath))
	}
	if err != nil {
		return nil, oneFault(nameOrPath, err.Error())
	}
	return Parse(nameOrPath, text, o)
}

// Parse makes a scenario of the text of a file; name is its path, used in
// messages and to find what it extends. The error is a *Faults.
func Parse(name string, text []byte, o Options) (*Scenario, error) {
	return load(source{file: name, text: text}, o)
}

func load(s source, o Options) (*Scenario, error) {
	var faults collector
	tree, lost := readTree(s, o.Set, &faults)
	if tree == nil {
		return nil, faults.err()
	}
	root := origin{file: s.file}
	d := bind(tree, root, lost != lossNone, &faults)
	checkOrder(d, &faults)
	if lost != lossNone {
		if lost == lossKeys {
			checkReferences(d, &faults)
		}
		return nil, faults.err()
	}
	w, ok := check(d, root, o.Without, &faults)
	if !ok || faults.any() {
		return nil, faults.err()
	}
	name := stem(s.file)
	complete(d, w, name)
	out := &Scenario{Name: name}
	out.Config, out.Arm = build(d, w, name)
	if err := out.Config.Validate(); err != nil {
		return nil, oneFault(s.file, err.Error())
	}
	out.Entries, out.Notes = entries(d), notes(d, w)
	return out, nil
}

// readTree merges the layers of a scenario. It returns nil where no more can be
// said.
func readTree(s source, set []string, faults *collector) (tree *node, lost loss) {
	chain := layers(s, faults)
	if chain == nil {
		return nil, lossTables
	}
	for _, l := range chain {
		lost = max(lost, l.lost)
		if l.lost == lossNone && l.tree.child("format") == nil {
			faults.add(l.tree.at, "format", "", "missing: want format = 1")
		}
		if tree == nil {
			tree = l.tree
		} else {
			merge(format(), tree, l.tree)
		}
	}
	override(tree, set, len(chain), faults)
	before := len(faults.list)
	checkSizes(tree, faults)
	if len(faults.list) > before {
		return nil, lossTables
	}
	return tree, lost
}

// check applies --without and checks what must hold between keys.
func check(d *document, root origin, without []string, faults *collector) (*window, bool) {
	checkNewcomers(d, faults)
	leaveOut(d, without, faults)
	checkReferences(d, faults)
	w, ok := newWindow(d, faults)
	if ok {
		checkDates(d, w)
	}
	checkParties(d, root, faults)
	checkShares(d, faults)
	checkTwins(d, faults)
	checkFronts(d, root, faults)
	checkIssues(d, root, faults)
	checkLinks(d, faults)
	checkLead(d, faults)
	checkActs(d, faults)
	return w, ok
}
