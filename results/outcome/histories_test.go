package outcome_test

import (
	"slices"
	"strings"
	"testing"

	"parley/results/internal/toywar"
	"parley/results/outcome"
	"parley/sim"
)

func TestHistoriesFile(t *testing.T) {
	var b strings.Builder
	c := toywar.War()
	h, err := outcome.NewHistories(&b, c, toywar.Arms()[:2])
	if err != nil {
		t.Fatal(err)
	}
	settled := sim.Outcome{Structure: sim.Structure{1, 0, 0, 0, 2}, End: sim.EndSettlement, Month: 6, Winner: -1, Collapsed: 7, Opened: 3, Meetings: 3,
		Suspensions: 1, FirstTruce: 3, Truces: 1, TruceMonths: 2, Violations: 2, Battles: 1, Protocols: []int{6, 3}, Agreed: []float64{0.5, 0.4}}
	open := sim.Outcome{End: sim.EndUnsettled, Month: 12, Winner: -1, Collapsed: sim.Never, Opened: sim.Never,
		FirstTruce: sim.Never, Acts: 9, Protocols: []int{sim.Never, sim.Never}, Agreed: []float64{0.3, 0}}
	if err := h.Add(5, []sim.Outcome{open, settled}); err != nil {
		t.Fatal(err)
	}
	want := "replication,arm,regime,lead,structure.attention,structure.needs,structure.hurt,structure.table,structure.parties,end,end_month,months_at_war,winner,kept,collapsed_after,talks_month," +
		"meetings,suspensions,frameworks,broken_issues,ceasefire_month,ceasefires,extensions,lapses,breakdowns,ceasefire_months,violations," +
		"battles,acts,coordinated,agreed.power,position.power,agreed.land,position.land\n" +
		"5,networked,networked,,dilute,marginal,relative,free,rational,unsettled,,12,,0,,,0,0,0,0,,0,0,0,0,0,0,0,9,0,,,,\n" +
		"5,lead,lead,un,queue,marginal,relative,free,readiness,settlement,7,6,,0,7,4,3,1,0,0,4,1,0,0,0,2,2,1,0,0,7,0.5,4,0.4\n"
	if got := withoutNew(b.String(), want); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// withoutNew leaves the columns of a table that another has, so that a new output of
// the codebook needs no new numbers here.
func withoutNew(got, want string) string {
	var lines []string
	known := strings.Split(strings.Split(want, "\n")[0], ",")
	header := strings.Split(strings.Split(got, "\n")[0], ",")
	for line := range strings.SplitSeq(got, "\n") {
		var kept []string
		for i, cell := range strings.Split(line, ",") {
			if slices.Contains(known, header[i]) {
				kept = append(kept, cell)
			}
		}
		lines = append(lines, strings.Join(kept, ","))
	}
	return strings.Join(lines, "\n")
}
