package report

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"parley/docs"
	"parley/scenarios"
	"parley/sim/infer/calibrate"
	"parley/sim/infer/validate"
)

// hindcast of n quantities of which so many fell within the range of nine tenths, beside
// a simple rule in each group, with verdicts on the model by group.
func hindcast(n, inside int, verdicts ...string) *validate.Report {
	var quantities, baselines []string
	for i := range n {
		quantities = append(quantities, fmt.Sprintf(`{"quantity": "q%d", "observed": 1, "inside90": %v, "expected50": 0.6, "expected90": 0.95}`, i, i < inside))
	}
	for i, s := range verdicts {
		baselines = append(baselines, fmt.Sprintf(`{"name": "r", "group": %q, "verdict": %q}`, validate.Groups[i], s))
	}
	return builtIn[validate.Report](fmt.Sprintf(`{"hindcast": [%s], "baselines": [%s]}`, strings.Join(quantities, ","), strings.Join(baselines, ",")))
}

func TestTheVerdictOnTheModelFollowsItsForecasts(t *testing.T) {
	better, worse, even := validate.VerdictBetter, validate.VerdictWorse, validate.VerdictUnclear
	for _, c := range []struct {
		v     *validate.Report
		wants []string
	}{
		{hindcast(20, 19, better, better), []string{"beats every simple rule in 2 of 2 respects", "loses to one in 0", "19 of 20 quantities", "(19.0 expected, as ranges of whole numbers hold more)", "Better on “" + validate.Groups[0] + "” and “" + validate.Groups[1] + "”."}},
		{hindcast(20, 12, worse, worse, better), []string{"in 1 of 3 respects", "loses to one in 2", "12 of 20 quantities", "Better on “" + validate.Groups[2] + "”. Worse on “" + validate.Groups[0]}},
		{hindcast(20, 19, even, even), []string{"in 0 of 2 respects", "loses to one in 0"}},
		{hindcast(20, 19), []string{"Not compared with", "19 of 20 quantities"}},
	} {
		in := small(t)
		in.Validation = c.v
		text := said(t, in, "Is the model")
		for _, want := range c.wants {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in %q", want, text)
			}
		}
	}
}

func TestAnEarlierLookIsToldWithTheVerdict(t *testing.T) {
	in := small(t)
	in.Validation = hindcast(5, 5, validate.VerdictWorse)
	if text := said(t, in, "Is the model"); strings.Contains(text, "earlier look") || !strings.Contains(text, validate.Groups[0]) {
		t.Error(text)
	}
	yes := true
	in.Validation.InSample = &yes
	if text := said(t, in, "Is the model"); !strings.Contains(text, "earlier look") {
		t.Error(text)
	}
}

// shippedChecks is the section on the shipped war with its shipped fit and validation.
func shippedChecks(t *testing.T) (text string) {
	t.Helper()
	in := small(t)
	s, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	in.Scenario = s
	in.Shipped()
	_, text, _ = strings.Cut(written(t, in), `<section id="is-the-model`)
	_, text, _ = strings.Cut(text, ">")
	text, _, _ = strings.Cut(text, "</section>")
	return text
}

func TestChecksNameNothingAsAMachineDoes(t *testing.T) {
	page := shippedChecks(t)
	if machine := regexp.MustCompile(`[a-z]+[0-9]?\.[a-zA-Z_]+|[a-z]+_[a-z]+`); machine.MatchString(visible(page)) {
		t.Errorf("%q", machine.FindAllString(visible(page), -1))
	}
}

// visible is the text of a page without its marks and style.
func visible(page string) string {
	return regexp.MustCompile(`(?s)<[^>]*>`).ReplaceAllString(page, " ")
}

// What is shipped has every key that is read of it, and no other.
func TestTheShippedFitAndValidationAreThoseOfThisProgram(t *testing.T) {
	fit, ok := docs.Calibration("tajikistan")
	if !ok {
		t.Fatal("no fit is shipped")
	}
	for text, into := range map[string]any{fit: new(calibrate.Report), docs.Validation: new(validate.Report)} {
		d := json.NewDecoder(strings.NewReader(text))
		d.DisallowUnknownFields()
		if err := d.Decode(into); err != nil {
			t.Fatal(err)
		}
		again, err := json.MarshalIndent(into, "", "  ")
		if err != nil || strings.TrimSpace(string(again)) != strings.TrimSpace(text) {
			t.Errorf("written again it is another text, %v", err)
		}
	}
}
