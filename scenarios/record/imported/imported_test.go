package imported_test

import (
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/scenarios/record"
	"parley/scenarios/record/imported"
	"parley/sim"
)

func read(t *testing.T, text, from, until string, asked ...string) *imported.Taken {
	t.Helper()
	got, err := imported.Read("file.csv", []byte(text), asked, month(t, from), month(t, until))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func month(t *testing.T, s string) sim.Month {
	t.Helper()
	m, err := sim.ParseMonth(s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func file(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// want compares the rows of a file but its header, cut to some columns and joined.
func want(t *testing.T, rows [][]string, columns, rest string) {
	t.Helper()
	if len(rows) == 0 {
		t.Fatalf("no rows, want\n%s", rest)
	}
	var got []string
	for _, row := range rows[1:] {
		var cells []string
		for column := range strings.SplitSeq(columns, ",") {
			cells = append(cells, row[slices.Index(rows[0], column)])
		}
		got = append(got, strings.Join(cells, ","))
	}
	if diff := cmp.Diff(strings.Split(strings.TrimSpace(rest), "\n"), got); diff != "" {
		t.Errorf("%s: want -, got +\n%s", columns, diff)
	}
}

// The coder of the shipped records read the same data by hand.
func TestYearsAreThoseOfTheShippedRecords(t *testing.T) {
	for _, c := range []struct {
		war, from, until string
		dyads            []string
	}{
		{"mozambique", "1990-07", "1993-12", []string{"dyad 722"}},
		{"el_salvador", "1990-04", "1993-12", []string{"dyad 697"}},
		{"sudan_1993", "1993-05", "2001-12", []string{"dyad 663", "dyad 664"}},
		{"sudan_2002", "2002-01", "2005-12", []string{"dyad 663", "dyad 664"}},
		{"sri_lanka", "2000-02", "2006-12", []string{"dyad 776"}},
	} {
		got := read(t, file(t, "testdata/ucdp-brd-23.1.csv"), c.from, c.until, c.dyads...)
		shipped, err := csv.NewReader(strings.NewReader(file(t, "../"+c.war+"/violence_yearly.csv"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		rows := got.Rows["violence_yearly.csv"]
		if c.war != "mozambique" { // the coder's own notes, confidence and words
			for i := range rows {
				rows[i], shipped[i] = rows[i][:4], shipped[i][:4]
			}
		}
		if diff := cmp.Diff(shipped, rows); diff != "" {
			t.Errorf("%s: shipped -, imported +\n%s", c.war, diff)
		}
	}
}

// As a spreadsheet writes it on Windows.
func TestAByteOrderMarkAndWindowsLineEndsAreTakenAsTheyCome(t *testing.T) {
	text := file(t, "testdata/ucdp-brd-23.1.csv")
	plain, got := read(t, text, "1990-07", "1993-12", "dyad 722"), read(t, "\ufeff"+strings.ReplaceAll(text, "\n", "\r\n"), "1990-07", "1993-12", "dyad 722")
	if diff := cmp.Diff(plain.Rows, got.Rows); diff != "" {
		t.Error(diff)
	}
}

func TestACountThatIsNoneLeavesItsYearOut(t *testing.T) {
	got := read(t, file(t, "testdata/ucdp-brd-23.1.csv"), "1997-01", "1999-12", "dyad 776")
	want(t, got.Rows["violence_yearly.csv"], "year,best", "1997,2880\n1999,1882")
	if diff := cmp.Diff(map[string][]string{"no counts in the order of bd_low, bd_best, bd_high: their year is left out": {"line 45 (3763, 3762, 4420)"}}, got.Unplaced); diff != "" {
		t.Error(diff)
	}
}

// 17 deaths are 204 a year, and 84 are 1,008; the thresholds are 200 and 1,000. 400 deaths
// from February to April are in none of these months: of February nothing is known.
func TestEventsAreSummedByMonthAndYear(t *testing.T) {
	got := read(t, events, "2001-01", "2002-02", "conflict 7")
	want(t, got.Rows["violence.csv"], "month,ordinal,note,confidence", `
2001-01,2,deaths: 17,medium
2001-03,3,deaths: 84,low
2001-04,4,deaths: 417,low
2001-05,1,deaths: 16,medium
2001-06,2,deaths: 83,medium
2001-07,3,deaths: 416,medium
2001-08,0,no event,low
2001-09,0,no event,low
2001-10,0,no event,low
2001-11,0,no event,low
2001-12,1,deaths: 1,medium
2002-01,0,no event,low
2002-02,0,no event,low`)
	want(t, got.Rows["violence_yearly.csv"], "year,low,best,high,note", "2001,1328,1434,1544,\n2002,0,0,0,no event")
	if diff := cmp.Diff(map[string][]string{"more than 31 days: in the year, in no month": {"line 6 (400 deaths)"}}, got.Unplaced); diff != "" {
		t.Error(diff)
	}
	if got.Read != 10 {
		t.Errorf("%d rows in the window, want 10", got.Read)
	}
}

// Deaths that are in no month may be of any of their year: of a month without another event nothing is known.
func TestAnEventWithoutDatesLeavesTheQuietMonthsOfItsYearOut(t *testing.T) {
	for what, dates := range map[string]string{"days before months": "05/03/2001,05/03/2001", "an end before its start": "2001-07-31,2001-07-01", "no end": "2001-07-01,"} {
		got := read(t, strings.Replace(events, "2001-07-01,2001-07-31", dates, 1), "2001-06", "2002-01", "conflict 7")
		t.Log(what)
		want(t, got.Rows["violence.csv"], "month,ordinal,confidence", "2001-06,2,low\n2001-12,1,low\n2002-01,0,low")
		want(t, got.Rows["violence_yearly.csv"], "year,best", "2001,1434\n2002,0")
		if why := slices.Sorted(maps.Keys(got.Unplaced))[0]; !strings.Contains(why, "YYYY-MM-DD") || got.Unplaced[why][0] != "line 10 ("+strings.Replace(dates, ",", " to ", 1)+", 416 deaths)" {
			t.Errorf("%q", got.Unplaced)
		}
	}
}

const events = `id,year,conflict_new_id,conflict_name,dyad_new_id,dyad_name,date_start,date_end,best,high,low
1,2001,7,Land: Government,70,A - B,2001-01-03 00:00:00.000,2001-01-03 00:00:00.000,2,5,1
2,2001,7,Land: Government,71,A - C,2001-01-20 00:00:00.000,2001-02-10 00:00:00.000,15,15,10
3,2001,7,Land: Government,70,A - B,2001-02-28 00:00:00.000,2001-03-05 00:00:00.000,83,90,83
4,2001,7,Land: Government,70,A - B,2001-03-10,2001-03-10,1,1,1
5,2001,7,Land: Government,70,A - B,2001-02-01,2001-04-15,400,500,300
6,2001,7,Land: Government,70,A - B,2001-04-01,2001-04-30,417,417,417
7,2001,7,Land: Government,70,A - B,2001-05-01,2001-05-31,16,16,16
8,2001,7,Land: Government,70,A - B,2001-06-01,2001-06-30,83,83,83
9,2001,7,Land: Government,70,A - B,2001-07-01,2001-07-31,416,416,416
10,2001,7,Land: Government,70,A - B,2001-12-31,2001-12-31,1,1,1
11,2000,7,Land: Government,70,A - B,2000-12-31,2000-12-31,9,9,9
12,2002,8,Sea: Government,80,D - E,2002-01-01,2002-01-01,9,9,9
`

func TestWhatTheFileDoesNotReachIsNotKnown(t *testing.T) {
	got := read(t, events, "1999-12", "2003-01", "dyad 71")
	want(t, got.Rows["violence_yearly.csv"], "year,best", "2000,0\n2001,15\n2002,0")
	if rows := got.Rows["violence.csv"]; len(rows) != 1+36 || rows[1][0] != "2000-01" || rows[36][0] != "2002-12" {
		t.Errorf("%d months, from %s", len(rows)-1, rows[1][0])
	}
	if diff := cmp.Diff(map[string][]string{"what of the window is outside of the years of the file": {"2000 to 2002"}}, got.Unplaced); diff != "" {
		t.Error(diff)
	}
}

func TestAgreementsOfUCDP(t *testing.T) {
	pa := file(t, "testdata/ucdp-pa-22.1.csv")
	for _, c := range []struct{ what, from, until, id, rows string }{
		{"kept beyond five years, to 2013", "1990-07", "1995-06", "dyad 722", `
p1308,1991-05-28,procedure,,"UCDP PA 22.1, 1308",medium
p1302,1991-10-18,procedure,,"UCDP PA 22.1, 1302",medium
p1303,1991-11-13,paper,,"UCDP PA 22.1, 1303",high
p1306,1992-03-12,paper,,"UCDP PA 22.1, 1306",high
p1307,1992-08-07,procedure,,"UCDP PA 22.1, 1307",medium
p1020,1992-10-04,settlement,yes,"UCDP PA 22.1, 1020",high
p1020-own,1992-10-04,paper,,"UCDP PA 22.1, 1020",high`},
		{"of 2019 in a file to 2019: five years are not over", "2019-01", "2019-12", "conflict 332", `
p1639,2019-08-06,settlement,,"UCDP PA 22.1, 1639",high
p1639-own,2019-08-06,paper,,"UCDP PA 22.1, 1639",high`},
		{"a second full agreement is a paper", "2005-01", "2005-06", "conflict 309", `
p1282,2005-01-09,settlement,yes,"UCDP PA 22.1, 1282",high
p1282-own,2005-01-09,paper,,"UCDP PA 22.1, 1282",high
p1351,2005-06-18,paper,,"UCDP PA 22.1, 1351",high`},
		{"a dyad in a list of them", "2005-07", "2005-07", "dyad 665", `p1554,2005-07-05,procedure,,"UCDP PA 22.1, 1554",medium`},
	} {
		got := read(t, pa, c.from, c.until, c.id)
		t.Log(c.what)
		want(t, got.Rows["protocols.csv"], "id,date,kind,kept,provenance,confidence", strings.ReplaceAll(c.rows, `"`, ""))
	}
	got := read(t, pa, "1990-07", "1995-06", "dyad 722")
	if diff := cmp.Diff(map[string][]string{"a ceasefire, whose term is in no column: code it in ceasefires.csv": {"p1302", "p1020"}}, got.Unplaced); diff != "" {
		t.Error(diff)
	}
	var papers []string
	for _, p := range got.Papers {
		papers = append(papers, p.ID+" "+p.Name)
	}
	if diff := cmp.Diff([]string{"p1303 Agreement on Establishment and Recognition of Political Parties", "p1306 Agreement on Principles of the Electoral Act",
		"p1020-own The Acordo Geral de Paz (AGP)"}, papers); diff != "" {
		t.Error(diff)
	}
}

func TestASettlementIsKeptForSixtyMonthsOrNot(t *testing.T) {
	const head = "paid,conflict_id,conflict_name,dyad_id,dyad_name,pa_name,pa_date,pa_type,ended,duration,cease\n"
	for _, c := range []struct{ ended, duration, last, kept string }{
		{"True", "2005-12-31", "2020", "no"},
		{"True", "2006-01-01", "2020", "yes"},
		{"True", "2005-12-31", "2005", "no"},
		{"True", "", "2020", ""},
		{"", "", "2006", "yes"},
		{"", "", "2005", ""},
	} {
		text := head + "1,7,Land,70,A - B,Accord,2001-01-31,1," + c.ended + "," + c.duration + ",0\n2,8,Sea,80,C - D,Other," + c.last + "-02-01,3,,,0\n"
		want(t, read(t, text, "2001-01", "2001-12", "dyad 70").Rows["protocols.csv"], "id,kept", "p1,"+c.kept+"\np1-own,")
	}
}

func TestAgreementsOfPAX(t *testing.T) {
	got := read(t, papers, "2001-01", "2001-12", "conflict Land")
	want(t, got.Rows["protocols.csv"], "id,date,kind,kept,note,confidence", `
p1,2001-01-02,procedure,,Ground rules,medium
p2,2001-02-02,paper,,Truce, of Easter,high
p3,2001-03-02,paper,,Power,high
p4,2001-04-02,statement,,Offer,medium
p6,2001-06-02,settlement,,Accord,high
p6-own,2001-06-02,paper,,Accord,high
p7,2001-07-02,statement,,Again,medium`)
	if diff := cmp.Diff(map[string][]string{
		"a ceasefire, whose term is in no column: code it in ceasefires.csv": {"p2"},
		"local, not between the sides":                                       {"line 7 (Of two villages)"},
		"Stage is none of its names":                                         {"line 11 (New)"},
		"Dat does not begin with a year, as 1992 or 1992-10-04":              {"line 13 (01/06/2001)"},
	}, got.Unplaced); diff != "" {
		t.Error(diff)
	}
}

const papers = `Con,Contp,Reg,AgtId,Agt,Dat,Status,Lgt,Agtp,Stage,StageSub
Land,Government,Africa,1,Ground rules,2001-01-02,Multiparty signed/agreed,1,Intra,Pre,Proc
Land,Government,Africa,2,"Truce, of
Easter",2001-02-02,Multiparty signed/agreed,1,Intra,Cea,Ceas
Land,Government,Africa,3,Power,2001-03-02,Multiparty signed/agreed,1,Intra,SubPar,Iss
Land,Government,Africa,4,Offer,2001-04-02,Unilateral document,1,Intra,SubPar,Iss
Land,Government,Africa,5,Of two villages,2001-05-02,Multiparty signed/agreed,1,IntraLocal,SubPar,Iss
Land,Government,Africa,6,Accord,2001-06-02,Multiparty signed/agreed,1,Intra,SubComp,CompAgr
Land,Government,Africa,7,Again,2001-07-02,Multiparty signed/agreed,1,Intra,Ren,Reaf
Land,Government,Africa,8,How,2002-01-02,Multiparty signed/agreed,1,Intra,Imp,ImpMod
Land,Government,Africa,9,What,2001-08-02,Multiparty signed/agreed,1,Intra,New,New
Sea,Government,Africa,10,Else,2001-08-02,Multiparty signed/agreed,1,Intra,Pre,Proc
Land,Government,Africa,11,Late,01/06/2001,Multiparty signed/agreed,1,Intra,Pre,Proc
`

func TestWhatIsRefused(t *testing.T) {
	brd := file(t, "testdata/ucdp-brd-23.1.csv")
	for _, c := range []struct{ what, text, from, until, id, want string }{
		{"a column by another name", strings.Replace(brd, "bd_best", "bdbest", 1), "1990-01", "1991-01", "dyad 722",
			"most like UCDP BRD, without the columns bd_best (the file has bdbest)"},
		{"semicolons", strings.ReplaceAll(brd, ",", ";"), "1990-01", "1991-01", "dyad 722", "file.csv:1: columns separated by ';'"},
		{"days before months", strings.ReplaceAll(file(t, "testdata/ucdp-pa-22.1.csv"), ",1992-10-04,", ",4/10/1992,"), "1992-10", "1992-10", "dyad 722", "no row of dyad 722 from"},
		{"no year at all", "Con,AgtId,Agt,Dat,Status,Agtp,Stage\nLand,1,A,4/10/1992,Multiparty,Intra,Pre\n", "1992-10", "1992-10", "conflict Land",
			"no row of conflict Land has a Dat that begins with a year, as 1992 or 1992-10-04"},
		{"nothing but what has no place", strings.ReplaceAll(brd, "1577", "-99"), "1990-01", "1990-12", "dyad 722",
			"no row of dyad 722 can be placed: no counts in the order of bd_low, bd_best, bd_high: their year is left out: line 30 (327, -99, -99)"},
		{"an empty file", "", "1990-01", "1991-01", "dyad 722", "file.csv:1: no header: want the columns of UCDP Battle-Related Deaths Dataset, "},
		{"a row cut off", brd[:len(brd)-40], "1990-01", "1991-01", "dyad 722", "file.csv:54: not CSV, column 133"},
		{"an id by its name", brd, "1990-01", "1991-01", "conflict mozam", "conflict mozam is not in this file; did you mean 332 (Mozambique)?"},
		{"a name with a slip", brd, "1990-01", "1991-01", "conflict El Salvadro", "did you mean 316 (El Salvador)?"},
		{"a year of a dyad twice", brd + brd[strings.Index(brd, "\n")+1:], "1990-01", "1990-12", "dyad 722",
			"file.csv:83: year = 1990: line 30 has the same conflict_id, dyad_id, side_a, side_b, year: want each row once"},
		{"an event twice", strings.Replace(events, "\n2,", "\n1,", 1), "2001-01", "2001-12", "conflict 7", "file.csv:3: id = 1: line 2 has the same id"},
		{"a paper of UCDP twice", strings.ReplaceAll(file(t, "testdata/ucdp-pa-22.1.csv"), "1308,", "1302,"), "1990-01", "1992-12", "dyad 722", "paid = 1302: line "},
		{"a paper of PA-X twice", strings.Replace(papers, "Africa,3,", "Africa,1,", 1), "2001-01", "2001-12", "conflict Land", "file.csv:5: AgtId = 1: line 2 has the same AgtId"},
		{"a window before", brd, "1970-01", "1971-01", "dyad 722", "no row of dyad 722 from 1970-01 to 1971-01: want a window in 1989 to 2016"},
		{"a window between", brd, "2000-01", "2001-01", "dyad 722", "no row of dyad 722"},
	} {
		got, err := imported.Read("file.csv", []byte(c.text), []string{c.id}, month(t, c.from), month(t, c.until))
		if err == nil || !strings.Contains(err.Error(), c.want) || got != nil {
			t.Errorf("%s: %v, want %s", c.what, err, c.want)
		}
	}
}

// What is written is a record at once, and its papers are known to be uncoded.
func TestTheReaderAcceptsWhatIsImported(t *testing.T) {
	s, err := scenarios.Load("mozambique", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, got := range []*imported.Taken{
		read(t, file(t, "testdata/ucdp-pa-22.1.csv"), "1990-07", "1995-06", "dyad 722"),
		read(t, strings.NewReplacer("2000", "1990", "2001", "1991", "2002", "1992").Replace(events), "1990-07", "1995-06", "conflict 7"),
	} {
		for name, rows := range got.Rows {
			f, err := os.Create(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if err := csv.NewWriter(f).WriteAll(rows); err != nil {
				t.Fatal(err)
			}
			f.Close()
		}
	}
	r, err := record.Load(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	papers := 0
	for _, d := range r.Documents {
		if d.Kind == record.DocPaper {
			papers++
		}
	}
	if len(r.Violence) != 29 || len(r.Deaths) != 3 || len(r.Documents) != 7 || papers != 3 {
		t.Errorf("%d months, %d years, %d documents, %d of them papers", len(r.Violence), len(r.Deaths), len(r.Documents), papers)
	}
}

// Whatever a file holds, rows of a record come of it that are whole and in their window, or its faults with their marks.
func FuzzImported(f *testing.F) {
	for _, name := range []string{"testdata/ucdp-brd-23.1.csv", "testdata/ucdp-pa-22.1.csv"} {
		text, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add([]byte(strings.Join(strings.SplitAfterN(string(text), "\n", 4)[:3], "")), "dyad 663")
	}
	f.Add([]byte(events), "conflict 7")
	f.Add([]byte(strings.Replace(events, "2001-04-15", "9999-12-31", 1)), "dyad 70")
	f.Add([]byte(strings.Replace(events, "400,500,300", "9223372036854775807,9223372036854775807,300", 1)), "dyad 70")
	f.Add([]byte(papers), "conflict Land")
	from, until := sim.NewMonth(2001, 1), sim.NewMonth(2002, 2)
	f.Fuzz(func(t *testing.T, text []byte, asked string) {
		got, err := imported.Read("file.csv", text, []string{asked}, from, until)
		if err != nil {
			faults := (*fault.List)(nil)
			if !errors.As(err, &faults) || got != nil {
				t.Fatalf("%v and %v", got, err)
			}
			for _, f := range faults.List {
				if f.From < 0 || f.From > f.To || f.To > len(f.Text) {
					t.Errorf("%s marks [%d, %d) of %q", f, f.From, f.To, f.Text)
				}
			}
			return
		}
		if got.Read < 1 || len(got.Rows) == 0 {
			t.Errorf("%d rows read, %v", got.Read, got.Rows)
		}
		for name, rows := range got.Rows {
			for _, row := range rows[1:] {
				if len(row) != len(rows[0]) {
					t.Fatalf("%s: %q under %q", name, row, rows[0])
				}
				switch name {
				case "violence.csv":
					if m, err := sim.ParseMonth(row[0]); err != nil || m < from || m > until || !slices.Contains([]string{"0", "1", "2", "3", "4"}, row[1]) {
						t.Errorf("%s: %q", name, row)
					}
				case "violence_yearly.csv":
					low, err1 := strconv.Atoi(row[1])
					best, err2 := strconv.Atoi(row[2])
					high, err3 := strconv.Atoi(row[3])
					if errors.Join(err1, err2, err3) != nil || low < 0 || low > best || best > high || row[0] != "2001" && row[0] != "2002" {
						t.Errorf("%s: %q", name, row)
					}
				}
			}
		}
	})
}
