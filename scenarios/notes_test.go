package scenarios

import (
	"slices"
	"strings"
	"testing"
)

func TestNotes(t *testing.T) {
	sides := "side +1: government; side -1: rebels"
	for _, c := range []struct {
		set  []string
		want []string
	}{
		{nil, []string{sides}},
		{[]string{"party.government.side=-1"}, []string{"side +1: nobody; side -1: government, rebels"}},
		{[]string{"party.rebels.side=0"}, []string{"side +1: government; side -1: nobody; side 0: rebels"}},
		{[]string{"issue.power.essential=false"}, []string{sides}},
		{[]string{"issue.power.essential=false", "issue.land.essential=false", "issue.land.from=2001-03"},
			[]string{sides, "no issue is essential: the sides can sign as soon as one is agreed"}},
		{[]string{"issue.land.from=2001-03"},
			[]string{sides, "land (essential) comes up only from 2001-03: a settlement signed before does not need it"}},
		{[]string{"issue.land.from=2001-01"}, []string{sides}},
		{[]string{"issue.land.from=2001-03", "issue.land.essential=false"}, []string{sides}},
		{[]string{"model.third_parties=3"}, []string{sides}},
		{[]string{"model.third_parties=4"}, []string{sides, "model.third_parties = 4: there are 3, so all take part"}},
		{[]string{"mediator.un.strategy=scripted"}, []string{sides, "un is scripted and has no [act]: it does nothing"}},
		{[]string{"mediator.un.strategy=scripted", "act.a.mediator=un", "act.a.role=convener", "act.a.start=2001-02"}, []string{sides}},
	} {
		if got := mustParse(t, small, Options{Set: c.set}).Notes; !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%s\nwant\n%s", c.set, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
