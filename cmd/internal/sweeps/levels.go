package sweeps

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/scenarios/fault"
	"parley/sim/sweep"
)

const (
	// mostTried points are built beforehand, to see whether the scenario takes any.
	mostTried = 100
	// mostChecked values of a column of a table are checked beforehand.
	mostChecked = 1000
)

// check refuses a plan that cannot be played as it was meant, before anything is
// played or written.
func (e *study) check() error {
	faults := e.planFaults()
	if len(faults) == 0 {
		faults = e.valueFaults()
	}
	if len(faults) > 0 {
		return cli.Bad(errors.Join(faults...))
	}
	return e.refusedEverywhere()
}

// planFaults are those of the plan itself and of the paths of its factors.
func (e *study) planFaults() (faults []error) {
	place := e.factorPlace()
	for i := range e.plan.Factors {
		path := e.plan.Factors[i].Path
		if err := e.template.CheckPath(path); err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", place, err))
		}
		if path == regimePath && e.plan.Compare {
			faults = append(faults, fmt.Errorf("%s: %s: --compare plays the regimes already", place, path))
		}
	}
	if _, err := play.RegimesNamed(e.plan.Regimes); err != nil {
		faults = append(faults, err)
	}
	if err := e.plan.Validate(); err != nil {
		faults = append(faults, e.placed(err))
	}
	return faults
}

// factorPlace is where the factors were given.
func (e *study) factorPlace() string {
	if e.plan.Design == sweep.Table {
		return e.places.Of("table") + ": " + e.table
	}
	return e.places.Of("vary")
}

// keyOf a field of a plan in [experiment].
var keyOf = map[string]string{"factors": "vary", "rows": "table"}

// placed says where what is wrong with the plan was given.
func (e *study) placed(err error) error {
	key := ""
	if wrong := (*sweep.PlanError)(nil); errors.As(err, &wrong) {
		if key = keyOf[wrong.Field]; key == "" {
			key = wrong.Field
		}
	}
	for _, k := range []string{key, "design"} {
		if at := e.places[k]; at != "" {
			if rest, ok := strings.CutPrefix(err.Error(), k+" = "); ok {
				return fmt.Errorf("%s = %s", at, rest)
			}
			return fmt.Errorf("%s: %w", at, err)
		}
	}
	return fmt.Errorf("parley: %w", err)
}

// valueFaults are what is wrong with levels, ends of ranges and cells of a table, each by itself.
func (e *study) valueFaults() (faults []error) {
	for i := range e.plan.Factors {
		f := &e.plan.Factors[i]
		if want := e.wantWhole(f); want != "" {
			faults = append(faults, fmt.Errorf("%s: %s", e.factorPlace(), want))
			continue
		}
		for _, v := range e.values(i) {
			if err := e.template.CheckValue(f.Path, v.text); err != nil {
				faults = append(faults, faultsAt(e.factorPlace()+v.at, err)...)
			}
		}
	}
	return faults
}

// faultsAt gives the faults of an override the place where the override comes from.
func faultsAt(place string, err error) (all []error) {
	var faults *fault.List
	if !errors.As(err, &faults) {
		return []error{fmt.Errorf("%s: %w", place, err)}
	}
	for _, fault := range faults.List {
		fault.File = place
		all = append(all, errors.New(fault.String()))
	}
	return all
}

// wantWhole says what a range wants at a key of whole numbers.
func (e *study) wantWhole(f *sweep.Factor) string {
	r := f.Range
	if r == nil || !e.template.IsWhole(f.Path) || r.Whole() {
		return ""
	}
	low, high := math.Ceil(r.Low), math.Floor(r.High)
	want := fmt.Sprintf("%s: want whole numbers", f)
	if low < high && high-low < sweep.MaxPoints {
		want += fmt.Sprintf(", as %g:%g:%g", low, high, high-low+1)
	}
	return want
}

// level of a factor, and where in a table it is.
type level struct{ text, at string }

// values of a factor that differ: levels, the ends of a range, or the first cells of a
// table's column.
func (e *study) values(i int) (all []level) {
	f := &e.plan.Factors[i]
	texts := f.Levels
	if f.Range != nil {
		low, high := f.Range.Ends()
		texts = slices.Compact([]string{low, high})
	}
	for _, text := range texts {
		all = append(all, level{text: text})
	}
	seen := map[string]bool{"": true}
	for r := 0; r < len(e.plan.Rows) && len(seen) <= mostChecked; r++ {
		if text := e.plan.Rows[r][i]; !seen[text] {
			seen[text] = true
			all = append(all, level{text, fmt.Sprintf(": row %d", r+1)})
		}
	}
	return all
}

// refusedEverywhere says that the scenario takes no point of a plan of not too many.
func (e *study) refusedEverywhere() error {
	if e.size() > mostTried {
		return nil
	}
	var first error
	for i := range e.size() {
		_, _, err := e.build(e.plan.Overrides(e.plan.Point(i)))
		if err == nil {
			return nil
		}
		if first == nil {
			first = err
		}
	}
	return cli.BadInputf("parley: the scenario is refused at every point; at point 0:\n%w", first)
}
