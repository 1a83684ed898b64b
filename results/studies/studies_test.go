package studies

import (
	"strings"
	"testing"

	"parley/sim/infer/study"
)

// pageOf a report of one effect and one curve, with more.
func pageOf(t *testing.T, change func(*study.Report)) string {
	t.Helper()
	r := &study.Report{
		Title: "A war", Draws: 10, Histories: 12345,
		Effects: []study.Effect{{A: "lead", B: "networked", Points: study.Interval{Value: 0.0123, Low: -0.00001, High: 0.03}}},
		Curves:  []study.Curve{{Regime: "lead", Numbers: []int{1, 7}, Settled: make([]study.Interval, 2), Peak: 7}},
	}
	if change != nil {
		change(r)
	}
	var page strings.Builder
	if err := Markdown(&page, r, "parley study war --out DIR"); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

func expect(t *testing.T, page string, want ...string) {
	t.Helper()
	for _, text := range want {
		if !strings.Contains(page, text) {
			t.Errorf("no %q in\n%s", text, page)
		}
	}
}

func TestThePageHasItsNumbersInPoints(t *testing.T) {
	expect(t, pageOf(t, nil), "Made by `parley study war --out DIR`: 10 draws", "12,345 histories", "| lead - networked | +1.23 (0.00 to +3.00) |",
		"| regime | 1 | 7 | peak |", "| lead | 0.0 (0.0 to 0.0) | 0.0 (0.0 to 0.0) | 7 |")
}

// Where draws differ by noise alone a corrected share would be that of their mean, repeated.
func TestSharesOfDrawsThatDifferByNoiseAloneAreNotCorrected(t *testing.T) {
	for reliability, want := range map[study.Number]string{0: "| - [0.0 %] | - [0.0 %] | - [0.0 %] |", 0.1: "| 0.0 % (0.0 to 0.0) [0.0 %] | 0.0 %"} {
		page := pageOf(t, func(r *study.Report) { r.Effects[0].Reliability = reliability })
		if expect(t, page, want); strings.Contains(page, "A dash is where") != (reliability == 0) {
			t.Errorf("reliability %g:\n%s", reliability, page)
		}
	}
}

func TestThePageSaysWhatIsMissing(t *testing.T) {
	page := pageOf(t, nil)
	expect(t, page, "A side has fewer than two partisans: nothing to balance.", "No record of roles is known for this war.")
	if strings.Contains(page, "## 8") || strings.Contains(page, "level of the structure") {
		t.Errorf("a section of nothing in\n%s", page)
	}
}

func TestRolesAreJudgedByChanceAndByTheirCoding(t *testing.T) {
	for _, c := range []struct {
		p, area, capability study.Number
		want                string
	}{
		{0.2, 0.9, 0.5, "is not told from chance."}, {0.01, 0.9, 0.95, "goes with it, but no better than the coded capability alone"},
		{0.01, 0.9, 0.5, "goes with it, and better than the coded capability alone."},
	} {
		page := pageOf(t, func(r *study.Report) {
			r.Roles = &study.Roles{P: c.p, Area: c.area, Capability: c.capability, LeftOut: 2, Periods: []study.Period{{
				Start: "1993-01", End: "1993-05", Who: []study.RoleCell{
					{Mediator: "un", Role: "convener", Share: 0.05, Recorded: true}, {Mediator: "iran", Role: "monitor", Share: 0.1}, {Mediator: "itd", Role: "monitor", Share: 0.09},
				},
			}}}
		})
		expect(t, page, c.want, "2 entries of the record are left out", "*1993-01 to 1993-05*: **un convener 5**; iran monitor 10.")
	}
}
