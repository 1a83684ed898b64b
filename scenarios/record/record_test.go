package record

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/posterior"
	"parley/sim"
)

func tajikRecord(t *testing.T) (*scenarios.Scenario, *Record) {
	t.Helper()
	s := mustLoad(t, "tajikistan")
	r, err := Shipped(s.Name, s)
	if err != nil {
		t.Fatal(err)
	}
	return s, r
}

func TestTheRecordOfRolesNamesThirdPartiesThatAreThereThen(t *testing.T) {
	s, err := scenarios.Load("tajikistan", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	entries := RoleTable(mustLoad(t, "tajikistan"))
	if len(entries) != 26 { // 28 entries of the table, less two who did the same for one actor
		t.Errorf("%d entries, want 26", len(entries))
	}
	periods := map[string]bool{}
	for _, e := range entries {
		periods[e.Start.String()] = true
		m := mediatorBy(t, s, e.Mediator)
		if first := s.Config.Start; e.Start > e.End || int(e.End-first) < m.Enter {
			t.Errorf("%s %s: %s comes only in round %d", e.Start, e.Mediator, e.Mediator, m.Enter)
		}
	}
	if len(periods) != 7 {
		t.Errorf("%d periods, want the seven columns of the table", len(periods))
	}
	if RoleTable(mustLoad(t, "minimal")) != nil {
		t.Error("an invented war has a record")
	}
}

// A row that does not fit the scenario, or another row, is told and is no fault.
func TestDoubtsAboutRolesNameTheirLines(t *testing.T) {
	s := mustLoad(t, "tajikistan")
	for rows, want := range map[string]string{
		"1994-01,1994-06,facilitator,un": "",
		"1994-01,1994-06,facilitator,un\n1994-06,1994-08,facilitator,un\n1994-06,1994-08,convener,un": "roles.csv, line 3: " + roleDoubts[0] + ".",
		"1996-01,2012-11,facilitator,un":     "roles.csv, line 2: " + roleDoubts[1] + ".",
		"1997-07,2012-11,facilitator,un":     "", // all of it is outside the window, which an observer says
		"1993-08,1993-10,monitor,kyrgyzstan": "roles.csv, line 2: " + roleDoubts[2] + ".",
		"1994-04,1994-05,facilitator,ngos":   "roles.csv, line 2: " + roleDoubts[2] + ".",
		"1994-01,1994-02,enforcer,osce":      "roles.csv, line 2: " + roleDoubts[3] + ".",
	} {
		dir := t.TempDir()
		text := "start,end,role,mediator,basis,provenance,confidence\n"
		for row := range strings.SplitSeq(rows, "\n") {
			text += row + ",text,press,high\n"
		}
		write(t, dir, "roles.csv", text)
		r, err := Load(dir, s)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Doubts(), "\n"); got != want {
			t.Errorf("%s: %q, want %q", rows, got, want)
		}
	}
	if _, r := tajikRecord(t); !slices.Contains(r.Doubts(), "roles.csv, line 2, 5, 99: "+roleDoubts[2]+".") {
		t.Errorf("%q", r.Doubts())
	}
}

// Eight rounds and six meetings of the leaders, as the General Agreement counts
// them: the fifth round had three phases, the eighth two.
func TestTheRecordHasTheRoundsThatTheGeneralAgreementCounts(t *testing.T) {
	_, r := tajikRecord(t)
	phases, summits := 0, 0
	for _, x := range r.Rounds {
		phases += asOne(x.Kind == KindRound)
		summits += asOne(x.Kind == KindSummit)
		if x.Kind == KindSummit && x.Level != sim.LevelTop {
			t.Errorf("%s: leaders met at level %s", x.ID, sim.LevelNames[x.Level])
		}
	}
	if phases-2-1 != 8 || summits != 6 {
		t.Errorf("%d rounds by phase and %d meetings of the leaders", phases, summits)
	}
}

func asOne(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestEveryIssueOfTheScenarioIsSettledOnceAndBeforeTheSettlement(t *testing.T) {
	s, r := tajikRecord(t)
	end := slices.IndexFunc(r.Documents, func(d Document) bool { return d.Kind == DocSettlement })
	settled := map[int]bool{}
	for _, d := range r.Documents {
		if d.Kind == DocProtocol {
			settled[d.Issue] = true
			if d.Date.Compare(r.Documents[end].Date) >= 0 {
				t.Errorf("%s is settled on %s, after the settlement", s.Config.Issues[d.Issue].ID, d.Date)
			}
		}
	}
	if len(settled) != len(s.Config.Issues) || len(r.Positions) != len(s.Config.Issues) {
		t.Errorf("%d issues settled, %d positions: want %d", len(settled), len(r.Positions), len(s.Config.Issues))
	}
}

func TestEveryMonthOfTheWarHasItsViolence(t *testing.T) {
	s, r := tajikRecord(t)
	for i, v := range r.Violence {
		if int(v.Month-s.Config.Start) != i {
			t.Fatalf("row %d is %s", i, v.Month)
		}
	}
	if len(r.Violence) != s.Config.Months {
		t.Errorf("%d months, want %d", len(r.Violence), s.Config.Months)
	}
}

// Every folder of the corpus is refused, with the messages that stand beside it.
func TestBadRecords(t *testing.T) {
	s := mustParse(t, small, scenarios.Options{Set: []string{"issue.land.cluster=country"}})
	folders, err := filepath.Glob("testdata/bad/*.golden")
	if err != nil || len(folders) < 14 && !*update {
		t.Fatalf("%d bad records, %v", len(folders), err)
	}
	if *update {
		folders, _ = filepath.Glob("testdata/bad/*")
	}
	for _, name := range folders {
		if folder, isGolden := strings.CutSuffix(name, ".golden"); isGolden != *update {
			t.Run(filepath.Base(folder), func(t *testing.T) { checkBadRecord(t, folder, s) })
		}
	}
}

func checkBadRecord(t *testing.T, folder string, s *scenarios.Scenario) {
	r, err := Load(folder, s)
	var faults *fault.List
	if !errors.As(err, &faults) || len(faults.List) == 0 {
		t.Fatalf("got %v and %v, want faults", r, err)
	}
	got := filepath.ToSlash(err.Error()) + "\n"
	if *update {
		if err := os.WriteFile(folder+".golden", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(folder + ".golden")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
}

func TestARecordIsAFolderThatIsThere(t *testing.T) {
	s := mustParse(t, small, scenarios.Options{})
	_, err := Load("testdata/nowhere", s)
	wantFault(t, err, "testdata/nowhere: file does not exist")
	_, err = Load("record_test.go", s)
	wantFault(t, err, "this is a file: want a folder with rounds.csv")
	_, err = Shipped("minimal", s)
	wantFault(t, err, "no record of this war is built in")
}

// A spreadsheet may put a byte order mark first and end lines with CR LF or CR.
func TestARecordMayComeFromASpreadsheet(t *testing.T) {
	s := mustParse(t, small, scenarios.Options{})
	for _, end := range []string{"\n", "\r\n", "\r"} {
		dir := t.TempDir()
		text := "\ufeffmonth,ordinal,note,provenance,confidence\n2001-01,3,\"a,\nb\",press,high\n2001-02,2,,press,high\n"
		write(t, dir, "violence.csv", strings.ReplaceAll(text, "\n", end))
		r, err := Load(dir, s)
		if err != nil {
			t.Fatalf("lines ended with %q: %v", end, err)
		}
		if len(r.Violence) != 2 || r.Violence[0].Ordinal != 3 || r.Violence[0].Note != "a,\nb" || !r.Has("violence.csv") || r.Has("roles.csv") {
			t.Errorf("lines ended with %q: read %+v", end, r)
		}
	}
}

func FuzzRecord(f *testing.F) {
	s, err := scenarios.Parse("test.toml", []byte(small), scenarios.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add("rounds.csv", "id,kind,start,end,precision,level,outcome,provenance,confidence\nr1,round,2001-03-01,2001-03-04,day,low,none,press,high\n")
	f.Add("protocols.csv", "id,date,precision,kind,cluster,issue,provenance,confidence\np1,2001-03-01,day,protocol,power,power,press,high\n")
	f.Add("ceasefires.csv", "id,kind,agreed,start,end,precision,provenance,confidence\nc2,ceasefire,2001-02-28,2001-03-01,,day,press,low\n")
	f.Add("roles.csv", "start,end,role,mediator,basis,provenance,confidence\n2001-03,2001-04,monitor,un,text,press,high\n")
	f.Add("positions.csv", "issue,position,provenance,confidence\n\"power\" , \"0,5\" ,\"two\nlines\",hgih\npower\n")
	f.Fuzz(func(t *testing.T, name, text string) {
		if !slices.Contains(recordFiles(), name) {
			return
		}
		dir := t.TempDir()
		write(t, dir, name, text)
		r, err := Load(dir, s)
		var faults *fault.List
		if (err == nil) == errors.As(err, &faults) || err == nil && !r.Has(name) {
			t.Errorf("%v and %v", r, err)
		}
		if err != nil {
			checkMarks(t, faults)
		}
	})
}

// checkMarks wants each mark within its line.
func checkMarks(t *testing.T, faults *fault.List) {
	t.Helper()
	for _, f := range faults.List {
		if f.From < 0 || f.From > f.To || f.To > len(f.Text) || strings.Contains(f.Text, "\n") {
			t.Errorf("%s: bytes %d to %d of %q", f, f.From, f.To, f.Text)
		}
	}
}

// shippedPosteriors of this program, each with the window it must have.
func shippedPosteriors(t *testing.T) map[string]*posterior.Posterior {
	t.Helper()
	until, err := sim.ParseMonth("1995-12")
	if err != nil {
		t.Fatal(err)
	}
	return map[string]*posterior.Posterior{
		"1993-01 to 1997-06": posterior.Shipped("tajikistan"),
		"1993-01 to 1995-12": posterior.ShippedUntil("tajikistan", until),
	}
}

func TestShippedPosteriorsAreOfThisScenarioAndThisModel(t *testing.T) {
	tmpl, err := scenarios.Prepare("tajikistan", scenarios.Options{Set: []string{"parameters.mode=prior"}})
	if err != nil {
		t.Fatal(err)
	}
	prior := tmpl.Scenario().Config.Parameters
	record, err := Shipped("tajikistan", tmpl.Scenario())
	if err != nil {
		t.Fatal(err)
	}
	for window, p := range shippedPosteriors(t) {
		if p == nil {
			t.Errorf("%s: none is shipped", window)
			continue
		}
		if why := p.Doubts("tajikistan", tmpl.Hash()); why != nil || p.Window != window {
			t.Errorf("%s: %s, window %s: want it made again", window, why, p.Window)
		}
		if p.Record != record.Checksum {
			t.Errorf("%s: fitted to the record of checksum %s, and that shipped is %s: want it made again", window, p.Record, record.Checksum)
		}
		squares := 0.0
		for _, w := range p.Weights() {
			squares += w * w
		}
		if ess := 1 / squares; ess < 300 {
			t.Errorf("%s: effective sample size %.0f, want 300 or more", window, ess)
		}
		for q := range sim.NumParameters {
			for i, row := range p.Sample.Rows {
				if q.IsSwitch() || !slices.Contains(p.Columns, q) {
					continue
				}
				if r := prior.Prior(q); row[q] < r.Low-1e-6*(r.High-r.Low) || row[q] > r.High+1e-6*(r.High-r.Low) {
					t.Fatalf("%s: particle %d, %s = %g is outside its prior", window, i+1, sim.ParameterTable[q].ID, row[q])
				}
			}
		}
	}
}
