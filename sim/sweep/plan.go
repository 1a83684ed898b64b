package sweep

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
)

// The most points of a plan, and replications of a point.
const (
	MaxPoints = 1_000_000_000
	MaxReps   = 1_000_000_000
)

// planFormat moves when the same plan would make other points.
const planFormat = 1

// Plan is an experiment: what is varied, how, what is played at each point, and by
// which model. It decides every result.
type Plan struct {
	// Scenario is the name or file it came from, for people; ScenarioHash is
	// what it says.
	Scenario     string `json:"scenario"`
	ScenarioHash string `json:"scenario_hash"`
	// Model is the version of the model that plays it, sim.ModelVersion.
	Model string `json:"model"`
	// Set and Without apply at every point.
	Set     []string `json:"set,omitempty"`
	Without []string `json:"without,omitempty"`

	Factors []Factor `json:"factors"`
	// Inputs are how many of the factors, the first, are no keys of the scenario but inputs
	// of a sensitivity analysis, or groups of them.
	Inputs int    `json:"inputs,omitempty"`
	Design Design `json:"design"`
	// Points of a design that samples, base points of a sensitivity analysis; other designs
	// have as many as they have.
	Points int `json:"points,omitempty"`
	// Rows of a table, a value for each factor; an empty one leaves the
	// scenario's own in place.
	Rows [][]string `json:"rows,omitempty"`

	// Reps is the number of replications at each point.
	Reps int   `json:"reps"`
	Seed int64 `json:"seed"`
	// Compare plays Regimes side by side, all if none is named; otherwise the
	// scenario's own regime is played.
	Compare bool     `json:"compare,omitempty"`
	Regimes []string `json:"regimes,omitempty"`
	// Histories keeps a row for each history.
	Histories bool `json:"histories,omitempty"`
}

// Hash names the plan: two with the same hash have the same results. It does
// not depend on where the scenario was read from.
func (p *Plan) Hash() string {
	q := *p
	q.Scenario = ""
	q.Factors = append([]Factor{}, p.Factors...) // none is none, nil or not
	text, err := json.Marshal(struct {
		Format int
		Plan   *Plan
	}{planFormat, &q})
	if err != nil {
		panic("sweep: a plan that JSON cannot hold: " + err.Error())
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// PlanError says what is wrong with a plan.
type PlanError struct {
	// Field as in [experiment].
	Field string
	text  string
}

func (e *PlanError) Error() string { return e.text }

func wrong(field, format string, args ...any) error {
	return &PlanError{field, fmt.Sprintf(format, args...)}
}

// Validate says what is wrong with a plan; names of keys are the business of
// whoever knows the scenario. The error is a *PlanError.
func (p *Plan) Validate() error {
	if p.Reps < 1 || p.Reps > MaxReps {
		return wrong("reps", "reps = %d: want 1 to %d", p.Reps, MaxReps)
	}
	if !slices.Contains(Designs, p.Design) && !p.Design.Analyses() {
		return wrong("design", "design = %s: want one of %v", shorten(string(p.Design)), Designs)
	}
	if err := p.checkFactors(); err != nil {
		return err
	}
	if p.Design == Table && len(p.Rows) == 0 {
		return wrong("table", "the table has no rows")
	}
	_, err := p.Size()
	return err
}

func (p *Plan) checkFactors() error {
	for i := range p.Factors {
		f := &p.Factors[i]
		if err := f.check(); err != nil {
			return wrong("vary", "%v", err)
		}
		if slices.ContainsFunc(p.Factors[:i], func(g Factor) bool { return g.Path == f.Path }) {
			return wrong("vary", "%s: varied twice", f.Path)
		}
		switch {
		case p.Design == Table:
		case f.Levels == nil && f.Range == nil:
			return wrong("vary", "%s: no levels", f.Path)
		case f.Size() == 0 && !p.Design.samples():
			return wrong("vary", "%s = %s: design %s wants levels, as low:high:count", f.Path, shorten(f.values()), p.Design)
		}
	}
	switch {
	case p.Design.samples() && len(p.Factors) == 0:
		return wrong("vary", "design %s wants something to vary", p.Design)
	case p.Design == Sobol && len(p.Factors) > MaxSobol:
		return wrong("vary", "%d factors: design sobol knows at most %d", len(p.Factors), MaxSobol)
	}
	return nil
}

// Size is the number of points. Nothing is allocated for it, and more than
// MaxPoints is an error.
func (p *Plan) Size() (int, error) {
	n, field := int64(1), "vary"
	switch {
	case p.Design.samples():
		if n, field = int64(p.Points), "points"; n < 1 {
			return 0, wrong("points", "points = %d: design %s wants to know how many, at least 1", p.Points, p.Design)
		}
		if p.Design.Analyses() {
			n = min(n, MaxPoints) * int64(p.Columns()*Blocks)
		}
	case p.Points != 0:
		return 0, wrong("points", "points = %d: design %s has as many as its levels make", p.Points, p.Design)
	case p.Design == Table:
		n = int64(len(p.Rows))
	case p.Design == OneAtATime:
		for i := range p.Factors {
			n = min(n+int64(p.Factors[i].Size()), 2*MaxPoints)
		}
	default:
		for i := range p.Factors {
			n = min(n*int64(p.Factors[i].Size()), 2*MaxPoints) // the product of two fits
		}
	}
	if n > MaxPoints {
		return 0, wrong(field, "%d points or more: want at most %d", n, MaxPoints)
	}
	return int(n), nil
}
