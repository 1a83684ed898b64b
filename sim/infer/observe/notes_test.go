package observe_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim/infer/observe"
)

// changed is the observer of a changed Tajikistan by its record.
func changed(t *testing.T, o scenarios.Options) *observe.Observer {
	t.Helper()
	s, err := scenarios.Load("tajikistan", o)
	if err != nil {
		t.Fatal(err)
	}
	r, err := record.Shipped(s.Name, s)
	if err != nil {
		t.Fatal(err)
	}
	return observer(t, s.Config, r, s.Config.Months)
}

// Whoever is left out, the rest of the record is what it was, and the note counts the rows.
func TestRowsAboutWhomTheWarLacksAreLeftOutAndNothingElse(t *testing.T) {
	s, r := load(t, "tajikistan")
	whole := observer(t, s.Config, r, 54)
	for i := range s.Config.Mediators {
		id := s.Config.Mediators[i].ID
		o := changed(t, scenarios.Options{Without: []string{id}})
		if !slices.Equal(o.Periods(), whole.Periods()) {
			t.Errorf("without %s: other periods", id)
		}
		rows := 0
		for _, e := range r.Roles {
			if e.Mediator == id {
				rows++
			}
		}
		want := []string{fmt.Sprintf("%d rows of the record are left out, about %s: not in this war as it is set.", rows, id)}
		if rows == 1 {
			want[0] = "1 row of the record is left out, about " + id + ": not in this war as it is set."
		}
		if rows == 0 {
			want = nil
		}
		if !slices.Equal(o.Notes(), want) {
			t.Errorf("%q, want %q", o.Notes(), want)
		}
		unlike := func(x observe.Summary) bool { // counts and confidence of roles change
			return strings.HasSuffix(x.Name, ".count") || strings.HasSuffix(x.Name, ".recall") || strings.HasSuffix(x.Name, ".precision") || strings.Contains(x.Name, "."+id+".")
		}
		got := slices.DeleteFunc(slices.Clone(o.Record()), unlike)
		if want := slices.DeleteFunc(slices.Clone(whole.Record()), unlike); !slices.Equal(got, want) {
			t.Errorf("without %s: other summaries:\n%v\n%v", id, got, want)
		}
	}
}

func TestAnIssueThatTheWarLacksIsLeftOutOfTheRecord(t *testing.T) {
	o := changed(t, scenarios.Options{Without: []string{"legalisation"}})
	if want := []string{"2 rows of the record are left out, about legalisation: not in this war as it is set."}; !slices.Equal(o.Notes(), want) {
		t.Errorf("%q, want %q", o.Notes(), want)
	}
	wantValues(t, o.Record(), map[string]float64{"protocols.count": 7, "position.opposition_units": 0.5})
}

// A paper may settle any issue, so what is known by issue waits for its coder; the settlement does not.
func TestAPaperToBeCodedLeavesOutWhatIsKnownByIssue(t *testing.T) {
	s, r := load(t, "mozambique")
	r.Documents = slices.Clone(r.Documents)
	r.Documents[3].Kind = record.DocPaper
	date := r.Documents[3].Date
	o := observer(t, s.Config, r, s.Config.Months)
	if want := []string{"Papers in protocols.csv that nobody has coded yet: 1; until then what is known by issue is missing."}; !slices.Equal(o.Notes(), want) {
		t.Errorf("%q, want %q", o.Notes(), want)
	}
	missing := func(o *observe.Observer, name string) bool {
		return o.Record()[slices.IndexFunc(o.Record(), func(x observe.Summary) bool { return x.Name == name })].Missing
	}
	for _, name := range []string{"framework.first", "protocols.count", "cluster.security.first", "cluster.political.complete"} {
		if !missing(o, name) {
			t.Errorf("%s is not missing", name)
		}
	}
	if missing(o, "settlement.month") || missing(o, "settlement.kept") || missing(o, "talks.first") {
		t.Error("what rests on no paper is missing")
	}
	if before := observer(t, s.Config, r, int(date.Month-s.Config.Start)); missing(before, "protocols.count") || len(before.Notes()) > 0 {
		t.Error("a paper after the window counts")
	}
}

// Who comes after the last month is in no row of the window.
func TestAShorterWarHasTheFirstMonthsOfTheRecord(t *testing.T) {
	s, r := load(t, "tajikistan")
	for _, months := range []int{4, 12, 30, 53} {
		o := changed(t, scenarios.Options{Set: []string{fmt.Sprintf("months=%d", months)}})
		if whole := observer(t, s.Config, r, months); !slices.Equal(o.Record(), whole.Record()) || !slices.Equal(o.Periods(), whole.Periods()) {
			t.Errorf("%d months: other summaries than those months of the record", months)
		}
		if len(o.Notes()) > 0 {
			t.Errorf("%d months: %q", months, o.Notes())
		}
	}
}

func TestMonthsWithoutARowOfViolenceAreNamed(t *testing.T) {
	s, _ := load(t, "tajikistan")
	for _, c := range []struct{ months, want string }{
		{"1993-01 1993-02 1993-03 1993-04 1993-05 1993-06", ""},
		{"1993-01 1993-02 1993-03 1993-04 1993-05", "1993-06"},
		{"1993-02 1993-03 1993-06", "1993-01, 1993-04, 1993-05"},
		{"1993-12 1994-07", "1993-07, 1993-08, 1993-09, 1993-10, 1993-11, 1994-01, 1994-02, 1994-03, 1994-04, 1994-05, 1994-06, 1994-08, 1994-09, 1994-10, 1994-11, 1994-12"},
	} {
		dir := t.TempDir()
		text := "month,ordinal,provenance,confidence\n"
		for month := range strings.FieldsSeq(c.months) {
			text += month + ",1,press,high\n"
		}
		writeFile(t, dir+"/violence.csv", text)
		r, err := record.Load(dir, s)
		if err != nil {
			t.Fatal(err)
		}
		notes := observer(t, s.Config, r, 54).Notes()
		switch {
		case c.want == "" && len(notes) > 0, c.want != "" && (len(notes) != 1 || !strings.HasPrefix(notes[0], "violence.csv has no row for "+c.want+": ")):
			t.Errorf("rows for %s: %q, want %q", c.months, notes, c.want)
		}
	}
}

func TestASettlementThatLeavesIssuesOpenIsNoted(t *testing.T) {
	s, r := load(t, "mozambique")
	papers, last := r.Documents, len(s.Config.Issues)-1
	for _, n := range []int{0, 1, last + 1} {
		r.Documents = slices.DeleteFunc(slices.Clone(papers), func(d record.Document) bool {
			return d.Kind == record.DocProtocol && d.Issue < n
		})
		var ids []string
		for _, k := range s.Config.Issues[:n] {
			if k.Essential {
				ids = append(ids, k.ID)
			}
		}
		var want []string
		if ids != nil {
			want = []string{"protocols.csv has a settlement in 1992-10 and no row of kind protocol on " + strings.Join(ids, ", ") +
				" by then, so that what it settled of this counts as open: want a row for each issue that it settles."}
		}
		if notes := observer(t, s.Config, r, s.Config.Months).Notes(); !slices.Equal(notes, want) {
			t.Errorf("%q, want %q", notes, want)
		}
	}
}
