package outcome_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"parley/results/outcome"
	"parley/sim"
)

// Every number of an outcome gets another value: each is that of one output, so that
// none is forgotten or taken for its neighbour.
func TestEveryNumberOfAnOutcomeIsAnOutput(t *testing.T) {
	o := sim.Outcome{End: sim.EndSettlement, Protocols: make([]int, 1000)}
	v := reflect.ValueOf(&o).Elem()
	fields := map[int]string{}
	for i := range v.NumField() {
		if v.Field(i).Kind() == reflect.Int && v.Type().Field(i).Name != "Winner" {
			fields[100+i] = v.Type().Field(i).Name
			v.Field(i).SetInt(int64(100 + i))
		}
	}
	for _, x := range outcome.OfHistories() {
		delete(fields, x.Value(&o))
	}
	if len(fields) > 0 {
		t.Errorf("no output gives %v", fields)
	}
	o.End, o.Winner = sim.EndVictory, 1
	if x := outcome.Outputs[outcome.Index("winner")]; x.Value(&o) != 1 {
		t.Error("the winner is another")
	}
}

func TestValuesByHand(t *testing.T) {
	settled := &sim.Outcome{End: sim.EndSettlement, Month: 4, Winner: -1, Collapsed: 7, Opened: 2, FirstTruce: sim.Never, Protocols: []int{3, sim.Never, 4}}
	unsettled := &sim.Outcome{End: sim.EndUnsettled, Month: 60, Winner: -1, Collapsed: sim.Never, Opened: sim.Never, FirstTruce: 0}
	for id, want := range map[string][2]int{
		"end": {int(sim.EndSettlement), int(sim.EndUnsettled)}, "settled": {1, 0}, "kept": {0, 0}, "victory": {0, 0}, "unsettled": {0, 1},
		"settled_month": {4, sim.Never}, "end_month": {4, sim.Never}, "months_at_war": {4, 60}, "winner": {sim.Never, sim.Never},
		"collapsed_after": {7, sim.Never}, "talks_month": {2, sim.Never}, "ceasefire_month": {sim.Never, 0}, "agreed_issues": {2, 0},
	} {
		x := outcome.Outputs[outcome.Index(id)]
		if got := [2]int{x.Value(settled), x.Value(unsettled)}; got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

func TestIDsAndMeanings(t *testing.T) {
	var ids []string
	for i, x := range outcome.Outputs {
		if slices.Contains(ids, x.ID) || x.Meaning == "" && !x.OfArms || (x.Kind == outcome.Word) != (len(x.Words) > 0) {
			t.Errorf("row %d, %s: twice, without a meaning or without words", i, x.ID)
		}
		ids = append(ids, x.ID)
	}
	ids = nil
	for _, f := range outcome.Figures() {
		if slices.Contains(ids, f.ID) || f.Meaning == "" || f.Unit == "" {
			t.Errorf("figure %s: twice, without a meaning or a unit", f.ID)
		}
		ids = append(ids, f.ID)
	}
}

// What a history came to, by the codebook.
func ExampleOutput() {
	o := &sim.Outcome{End: sim.EndSettlement, Month: 17, Collapsed: sim.Never, Opened: 3, FirstTruce: sim.Never}
	for _, id := range []string{"end", "talks_month", "ceasefire_month"} {
		x := &outcome.Outputs[outcome.Index(id)]
		switch v := x.Value(o); {
		case v == sim.Never:
			fmt.Println(id, "does not exist")
		case x.Kind == outcome.Word:
			fmt.Println(id, x.Words[v])
		default:
			fmt.Println(id, x.Shown(v))
		}
	}
	// Output:
	// end settlement
	// talks_month 4
	// ceasefire_month does not exist
}
