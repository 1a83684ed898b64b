package observe_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/record"
	"parley/sim"
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
				" from 1990-07 until then, so that what it settled of this counts as open: want a row for each issue that it settles."}
		}
		if notes := observer(t, s.Config, r, s.Config.Months).Notes(); !slices.Equal(notes, want) {
			t.Errorf("%q, want %q", notes, want)
		}
	}
}

func TestASettlementBeforeTheWindowIsNoted(t *testing.T) {
	s, r := load(t, "mozambique")
	for date, want := range map[sim.Month][]string{
		s.Config.Start - 1:                          {"protocols.csv has a settlement in 1990-06, before the window begins in 1990-07: the war counts as not settled."},
		s.Config.Start + sim.Month(s.Config.Months): nil,
	} {
		r.Documents = []record.Document{{Kind: record.DocSettlement, Date: record.Date{Month: date, Day: 1}}}
		if notes := observer(t, s.Config, r, s.Config.Months).Notes(); !slices.Equal(notes, want) {
			t.Errorf("%s: %q, want %q", date, notes, want)
		}
	}
}

// The war of minimal is of 2001 to 2005.
func TestRowsInNoSummaryAreNamed(t *testing.T) {
	s, err := scenarios.Load("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const outside = "outside the window, 2001-01 to 2005-12, and in no summary."
	for _, c := range []struct{ file, header, rows, want string }{
		{"rounds.csv", "id,kind,start,end,precision,level,outcome", "r1,round,2005-12-20,2006-01-02,day,high,none\nr2,round,2000-12-20,2001-01-02,day,high,none", "line 2: " + outside},
		{"protocols.csv", "id,date,precision,kind,cluster,issue", "p1,2000-12-31,day,statement,,\np2,2006-01-01,day,statement,,\np3,2001-01-01,day,statement,,", "line 2, 3: " + outside},
		{"ceasefires.csv", "id,kind,agreed,start,end,precision", "c1,ceasefire,2000-12-31,2001-01-01,,day", "line 2: " + outside},
		{"ceasefires.csv", "id,kind,agreed,start,end,precision",
			"b1,breakdown,,2001-02-01,2001-02-02,day\nc1,ceasefire,2001-03-01,2001-03-01,2001-04-10,day\nb2,breakdown,,2001-04-20,2001-04-21,day\nb3,breakdown,,2001-04-22,2001-04-23,day\nb4,breakdown,,2001-05-01,2001-05-02,day",
			"line 2, 6: a breakdown in no term of a ceasefire signed by then, and in no summary."},
		{"violence.csv", "month,ordinal", "2006-01,1\n2005-12,1\n2000-12,1", "line 2, 4: " + outside},
		{"violence_yearly.csv", "year,low,best,high", "2000,1,1,1\n2001,1,1,1\n2006,1,1,1", "line 2, 4: " + outside},
		{"roles.csv", "start,end,role,mediator,basis", "2000-10,2000-12,monitor,un,text\n2000-10,2001-01,monitor,un,text\n2006-01,2006-02,monitor,un,text", "line 2, 4: " + outside},
		{"roles.csv", "start,end,role,mediator,basis", "2001-01,2001-06,monitor,un,table2\n2001-02,2001-06,convener,un,text\n2001-03,2001-07,convener,un,inferred",
			"line 3: another basis than table2, in the months of a table that is complete, and in no summary."},
		{"rounds.csv", "id,kind,start,end,precision,level,outcome,note", "r1,round,2001-01-01,2001-01-02,day,high,none,later rounds are not coded",
			"line 2: rounds are not coded, while talks.meetings, talks.gap, meetings.RESULT, meetings.LEVEL rest on every round: leave these out of the summaries to fit ([calibration] summaries, or --summaries)."},
		{"rounds.csv", "id,kind,start,end,precision,level,outcome,note", "r1,round,2001-01-01,2001-01-02,day,high,none,first", ""},
	} {
		dir := t.TempDir()
		writeFile(t, dir+"/"+c.file, c.header+",provenance,confidence\n"+strings.ReplaceAll(c.rows, "\n", ",press,high\n")+",press,high\n")
		r, err := record.Load(dir, s)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{c.file + ", " + c.want}
		if c.want == "" {
			want = nil
		}
		if got := observer(t, s.Config, r, s.Config.Months).RowNotes(); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.rows, got, want)
		}
	}
}
