package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// swept is the folder of a small sweep.
func swept(t *testing.T, points string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "set")
	output(t, "sweep", "minimal", "--set", "months=3", "--set", "implementation=1", "--vary", "coordination.acceptance=0:1", "--vary", "issue.power.hard=true,false",
		"--design", "lhs", "--points", points, "--compare", "--regimes", "lead,networked", "--reps", "4", "--out", dir)
	return dir
}

func TestThePageOfASweepDoesNotGrowWithItsPoints(t *testing.T) {
	size := func(points string) int64 {
		page := filepath.Join(t.TempDir(), "page.html")
		output(t, "report", swept(t, points), "--out", page)
		info, err := os.Stat(page)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	if few, many := size("30"), size("300"); many > few+few/100 {
		t.Errorf("%d bytes of 30 points, %d of 300", few, many)
	}
}

func TestThePageOfASweepAddsUpItsRows(t *testing.T) {
	dir := swept(t, "40")
	pictures := filepath.Join(t.TempDir(), "pictures")
	output(t, "report", dir, "--out", filepath.Join(t.TempDir(), "page.html"), "--figures", pictures)
	want := map[string][2]int{} // histories and settled, by level and arm
	for _, row := range table(t, output(t, "results", dir, "--format", "csv")) {
		sum := want[row["issue.power.hard"]+","+row["arm"]]
		sum[0] += parsedInt(t, row["n"])
		sum[1] += parsedInt(t, row["settled"])
		want[row["issue.power.hard"]+","+row["arm"]] = sum
	}
	text, err := os.ReadFile(filepath.Join(pictures, "factor-2.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := table(t, string(text))
	if len(rows) != len(want) || len(rows) < 4 {
		t.Fatalf("%d rows of %d", len(rows), len(want))
	}
	for _, row := range rows {
		sum := want[row["issue.power.hard"]+","+row["arm"]]
		share := strconv.FormatFloat(100*float64(sum[1])/float64(sum[0]), 'f', 1, 64)
		if row["histories"] != strconv.Itoa(sum[0]) || row["settled of 100"] != share {
			t.Errorf("%v, want %d histories and %s settled of 100", row, sum[0], share)
		}
	}
}

func TestAPageTakesTheAnalysisOfItsOwnWarAlone(t *testing.T) {
	war := []string{"minimal", "--set", "months=12", "--set", "implementation=1"}
	moves, page := filepath.Join(t.TempDir(), "moves"), filepath.Join(t.TempDir(), "page.html")
	output(t, append(append([]string{"sensitivity"}, war...), "--points", "16", "--reps", "4", "--out", moves)...)
	report := []string{"--quick", "--reps", "20", "--out", page, "--sensitivity"}
	output(t, append(append([]string{"report"}, war...), append(report, moves)...)...)
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "16 base points, each with a point more for each factor") {
		t.Error("the page does not have the analysis")
	}
	for want, args := range map[string][]string{
		`of scenario "minimal"; want "tajikistan"`: append([]string{"report", "tajikistan"}, append(report, moves)...),
		"want the war as it is here":               append([]string{"report", "minimal"}, append(report, moves)...),
		"want the folder of parley sensitivity":    append(append([]string{"report"}, war...), append(report, swept(t, "30"))...),
	} {
		var out, errs strings.Builder
		if code := run(args, nil, &out, &errs); code != 2 || !strings.Contains(errs.String(), want) {
			t.Errorf("%v: code %d, %s", args, code, errs.String())
		}
	}
}

// table is CSV by column.
func table(t *testing.T, text string) (rows []map[string]string) {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, head := range all[0] {
			row[head] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func parsedInt(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
