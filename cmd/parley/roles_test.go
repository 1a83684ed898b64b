package main

import "testing"

// rolesSay is what compare --roles says.
type rolesSay struct {
	Networked struct{ Settled, Kept interval }
	Phases    []struct {
		Phase string
		Roles []struct {
			Role, Party           string
			Need                  float64
			Settled, Kept, Opened interval
			Meetings              interval
			TruceMonths           interval `json:"truce_months"`
		}
	}
}

// Where nobody calls the sides together, one who does opens talks more often than any
// other act would.
func TestAConvenerIsMissingWhereNobodyConvenes(t *testing.T) {
	var s rolesSay
	decode(t, &s, "compare", "minimal", "--roles", "--reps", "200", "--set", "mediator.un.roles.monitor=1", "--without", "north", "--without", "south")
	var convener interval
	most := 0.0
	for _, x := range s.Phases[0].Roles {
		if x.Role == "convener" {
			convener = x.Opened
		} else {
			most = max(most, x.Opened.Difference)
		}
	}
	if convener.Low < 0.05 || convener.Difference <= most {
		t.Errorf("a convener opens %+v more, another %.3f", convener, most)
	}
}

// What an extra does after signing changes nothing before it.
func TestAfterSigningNothingMoreIsSigned(t *testing.T) {
	var s rolesSay
	decode(t, &s, "compare", "minimal", "--roles", "--reps", "60")
	kept := 0.0
	for _, x := range s.Phases[3].Roles {
		if x.Settled.Difference != 0 || x.Opened.Difference != 0 || x.Meetings.Difference != 0 || x.TruceMonths.Difference != 0 {
			t.Errorf("after signing %s changes what came before", x.Role)
		}
		kept = max(kept, x.Kept.Difference)
	}
	if kept <= 0 {
		t.Error("no act after signing helps a peace to hold")
	}
}

func TestTheBaseOfRolesIsWhatTheRegimesSay(t *testing.T) {
	var s rolesSay
	decode(t, &s, "compare", "minimal", "--roles", "--reps", "40")
	var regimes struct {
		Arms []struct{ Settled, Kept interval }
	}
	decode(t, &regimes, "compare", "minimal", "--regimes", "networked", "--reps", "40", "--decompose", "0")
	if want := regimes.Arms[0]; s.Networked.Settled != want.Settled || s.Networked.Kept != want.Kept {
		t.Errorf("%+v, and by the regimes %+v", s.Networked, want)
	}
}

func TestWorkersNeverShowInRoles(t *testing.T) {
	args := []string{"compare", "minimal", "--roles", "--set", "months=30", "--reps", "24", "--format", "json", "--workers"}
	if one, four := output(t, append(args, "1")...), output(t, append(args, "4")...); one != four {
		t.Error("one and four workers give different bytes")
	}
}
