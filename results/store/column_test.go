package store

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/results/outcome"
	"parley/scenarios/form"
	"parley/sim/stats"
	"parley/sim/sweep"
)

func TestTheCodebookIsWhole(t *testing.T) {
	p := testPlan(3)
	keys := map[string]bool{}
	for _, k := range form.Keys() {
		keys[k.Path] = true
	}
	for _, columnsOf := range []func(*sweep.Plan) []Column{Columns, HistoryColumns} {
		columns := columnsOf(&p)
		seen := map[string]bool{}
		for i, c := range columns {
			if c.Meaning == "" || c.Kind == "" || seen[c.Name] {
				t.Errorf("%s: no meaning, no kind, or twice", c.Name)
			}
			q := p
			q.Factors = append(slices.Clone(p.Factors), sweep.Factor{Path: c.Name})
			if i > len(p.Factors) && keys[c.Name] && slices.ContainsFunc(columnsOf(&q)[len(q.Factors)+1:], func(d Column) bool { return d.Name == c.Name }) {
				t.Errorf("%s: a key of scenarios, and as a factor there would be two", c.Name)
			}
			seen[c.Name] = true
		}
	}
}

// run --histories writes CSV and sweep --histories a table: what is in both has one name.
func TestHistoriesOfRunAndSweepHaveTheSameNames(t *testing.T) {
	run, swept := map[string]bool{}, map[string]bool{}
	for _, c := range outcome.Columns() {
		run[c.Name] = true
	}
	for _, x := range historyOutputs {
		swept[x.ID] = true
	}
	for _, own := range []string{"replication", "arm", "regime", "lead", "agreed.ISSUE", "position.ISSUE"} {
		delete(run, own) // the results of a sweep have them, or it has no issues
	}
	delete(swept, "agreed_issues")
	if diff := cmp.Diff(run, swept); diff != "" {
		t.Errorf("run - and sweep +:\n%s", diff)
	}
}

func TestKindsOfFactors(t *testing.T) {
	p := sweep.Plan{Design: sweep.Table, Factors: []sweep.Factor{{Path: "a"}, {Path: "b"}, {Path: "c"}},
		Rows: [][]string{{"1", "true", ""}, {"", "false", "un"}}}
	for i, want := range []Kind{Double, Bool, Text} {
		if got := pointColumns(&p)[1+i].Kind; got != want {
			t.Errorf("factor %d: %s, want %s", i, got, want)
		}
	}
}

// Figures of ten histories, by hand. In the first arm 4 settle, in this one 3, in
// both 2: the difference is (4-3)/10. 2 are kept in the first alone, which is (3-1)/10.
func TestFiguresByHand(t *testing.T) {
	r := &sweep.Record{Cell: testCell("lead", "single")}
	r.Tally.Replications = 10
	less := r.Tally.Less(0, 1)
	less.Sums[sweep.Settled], less.Sums[sweep.Kept] = stats.Sums{N: 10, Sum: 1, Squares: 3}, stats.Sums{N: 10, Sum: 2, Squares: 2}
	for id, s := range map[string]stats.Sums{
		"settled": {N: 10, Sum: 3}, "kept": {N: 10, Sum: 1}, "victory": {N: 10, Sum: 2}, "divided": {N: 10, Sum: 1},
		"unsettled": {N: 10, Sum: 4}, "months_at_war": {N: 10, Sum: 60, Squares: 450}, "settled_month": {N: 3, Sum: 9},
		"collapsed_after": {N: 2, Sum: 8}, "talks_month": {N: 4, Sum: 10}, "meetings": {N: 10, Sum: 25}} {
		r.Tally.Arms[1].Sums[outcome.Index(id)] = s
	}
	columns := Columns(&sweep.Plan{})[1:]
	row := appendArm(nil, r, 1)
	for name, want := range map[string]string{
		"arm": "single", "regime": "single", "lead": "", "divided": "1", "n": "10", "settled": "3", "kept": "1", "victory": "2",
		"unsettled": "4", "settled_share": "0.3", "settled_difference": "0.1", "kept_difference": "0.2", "months_at_war": "6",
		"settled_month": "4", "held_months": "4", "talks": "4", "talks_month": "3.5", "meetings": "2.5", "ceasefire_month": "",
		// Wilson's (.3 + z2/20 -+ z sqrt(.021 + z2/400)) / (1 + z2/10), z2 = 3.841459.
		"settled_share_low": "0.107791", "settled_share_high": "0.603222",
		// 6 -+ t(9) * sqrt((450 - 360)/9/10), t(9) = 2.262157.
		"months_at_war_low": "3.737843", "months_at_war_high": "8.262157",
	} {
		i, err := ColumnNamed(name, columns)
		if err != nil {
			t.Fatal(err)
		}
		got := String(row[i])
		if strings.HasSuffix(name, "_low") || strings.HasSuffix(name, "_high") {
			got = String(float64(int64(row[i].(float64)*1e6+0.5)) / 1e6)
		}
		if got != want {
			t.Errorf("%s = %s, want %s", name, got, want)
		}
	}
	if i, _ := ColumnNamed("settled_difference", columns); appendArm(nil, r, 0)[i] != nil {
		t.Error("the first arm differs from itself")
	}
}

func TestConditions(t *testing.T) {
	columns := []Column{{Name: "point", Kind: Int}, {Name: "x", Kind: Double}, {Name: "on", Kind: Bool}, {Name: "arm", Kind: Text}}
	row := Row{int64(3), 0.5, true, nil}
	for text, want := range map[string]bool{
		"point=3": true, "point!=3": false, "point=4,3": true, "point!=4,3": false, "x=0.50": true, "x=0.1,0.5": true, "x<0.5": false, "x<=0.5": true, "x >= 0.5": true, "x>0.5": false,
		"on=true": true, "on!=true": false, "arm=": true, "arm!=": false, "arm=lead": false,
	} {
		c, err := ParseCondition(text, columns)
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if c.holds(row) != want {
			t.Errorf("%s: want %v", text, want)
		}
	}
	for _, bad := range []string{"", "x", "x=half", "on=maybe", "arm<lead", "y=1", "point=0.5"} {
		if _, err := ParseCondition(bad, columns); err == nil {
			t.Errorf("%q is taken", bad)
		}
	}
}

// Whatever a file holds, it is read or damaged.
func FuzzTable(f *testing.F) {
	m := testManifest(1, 0)
	good := whole(f, m)
	for _, b := range good {
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(t.TempDir(), "x.parquet")
		write(t, path, b)
		table, err := openTable(path)
		if err == nil {
			defer table.close()
			err = table.each(func(Row) error { return nil })
		}
		if err != nil && !errors.As(err, new(*damaged)) {
			t.Error(err)
		}
	})
}
