package scenarios

import (
	"crypto/sha256"
	"embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"parley/sim"
)

// Posterior is a weighted sample of the global parameters, fitted to the record
// of a war by some version of the model.
type Posterior struct {
	// Scenario and Hash name the war it was fitted to, as Template.Hash does under the
	// overrides of the fitting and parameters.mode = prior; Model is the Fingerprint of
	// the model.
	Scenario, Hash, Model string
	// Window is what of the record was used, as "1993-01 to 1997-06".
	Window string
	// Record is the checksum of the record, as Record.Checksum; Summaries are the names of
	// those that were fitted.
	Record    string
	Summaries []string
	// Seed of the fitting, 0 or more.
	Seed   int64
	Sample *sim.ParameterSample
}

// NewPosterior of rows and their weights.
func NewPosterior(rows []sim.Parameters, weights []float64) *Posterior {
	s := &sim.ParameterSample{Rows: rows}
	sum := 0.0
	for _, w := range weights {
		sum += w
		s.UpTo = append(s.UpTo, sum)
	}
	return &Posterior{Sample: s}
}

// Weights of the rows, as they were given.
func (p *Posterior) Weights() []float64 {
	w := make([]float64, len(p.Sample.UpTo))
	before := 0.0
	for i, upTo := range p.Sample.UpTo {
		w[i], before = upTo-before, upTo
	}
	return w
}

// attachPosterior gives a configuration the sample that it draws from.
func (t *Template) attachPosterior(out *Scenario) error {
	p, why := t.posterior, ""
	if p == nil {
		p, why = t.shipped()
		why = afterColon("the shipped posterior", why)
	} else {
		why = afterColon(t.posteriorFile, p.fits(t.name, t.plainHash(), t.ownHash()))
	}
	switch {
	case why != "":
		return errors.New(why)
	case p == nil:
		return fmt.Errorf("parameters.mode = posterior: no posterior is shipped for %s: want prior or point, or --parameters FILE", t.name)
	}
	out.Config.Parameters.Sample, out.Window = p.Sample, p.Window
	return nil
}

func afterColon(what, why string) string {
	if why == "" {
		return ""
	}
	return what + ": " + why
}

// findShipped is the posterior shipped under the name of a scenario, nil if there
// is none, and why it is not one of this text and this model.
func (t *Template) findShipped() (p *Posterior, why string) {
	if p = ShippedPosterior(t.name); p == nil || p.Scenario != t.name {
		return nil, ""
	}
	return p, p.fits(t.name, t.plainHash())
}

// chooseMode takes the parameters from the shipped posterior where nothing says
// whence. If there is one that does not fit, it says why not.
func (t *Template) chooseMode(d *document) (why string) {
	mode := &d.Parameters.Mode
	if t.prior || mode.from != nil || mode.bad {
		return ""
	}
	p, why := t.shipped()
	if p != nil && why == "" {
		mode.V, mode.why = sim.ParameterModeNames[sim.ParametersPosterior], "default, as a posterior is shipped"
	}
	return why
}

// checksum names the sample of a posterior: its values and weights to the last bit.
func checksum(s *sim.ParameterSample) string {
	h := sha256.New()
	_ = binary.Write(h, binary.LittleEndian, s.Rows) // a hash takes all
	_ = binary.Write(h, binary.LittleEndian, s.UpTo)
	return hex.EncodeToString(h.Sum(nil))
}

//go:embed posterior
var embedded embed.FS

// posteriors that are shipped; tests ship others.
var posteriors fs.FS = embedded

// ShippedPosterior of a shipped scenario, fitted to all of its months; nil if there
// is none.
func ShippedPosterior(scenario string) *Posterior { return shippedPosterior(scenario) }

// ShippedPosteriorUntil is the same, fitted to the months up to until; nil if there
// is none of this window.
func ShippedPosteriorUntil(scenario string, until sim.Month) *Posterior {
	return shippedPosterior(scenario + "-" + until.String())
}

func shippedPosterior(name string) *Posterior {
	f, err := posteriors.Open("posterior/" + name + ".csv")
	if err != nil {
		return nil
	}
	defer f.Close()
	p, err := ReadPosterior("the shipped posterior "+name, f)
	if err != nil {
		panic(err) // it is built in
	}
	return p
}

// fits says why a posterior is not one of this scenario, by any of its hashes, and this
// model; "" if it is.
func (p *Posterior) fits(scenario string, hashes ...string) string {
	switch {
	case p.Scenario != scenario:
		return fmt.Sprintf("it was fitted to %s, and this is %s", p.Scenario, scenario)
	case !slices.Contains(hashes, p.Hash):
		return fmt.Sprintf("it was fitted to another version of %s, or under a --set or --without that is not given here", scenario)
	case p.Model != Fingerprint():
		return fmt.Sprintf("it was fitted by another version of the model, %s; this is %s", p.Model, Fingerprint())
	}
	return ""
}

// priorHash of a scenario under overrides, its parameters from the prior; "" if it
// cannot be read so.
func priorHash(s source, o Options) string {
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
