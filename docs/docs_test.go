package docs

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"parley/results/words"
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestThePageOnValidationShowsWhatTheProgramPrinted(t *testing.T) {
	var printed []string
	for line := range strings.Lines(read(t, "studies/validation/validation.txt")) {
		printed = append(printed, strings.TrimSpace(line))
	}
	shown := 0
	for line := range strings.Lines(read(t, "studies/validation.md")) {
		if table, ok := strings.CutPrefix(line, "    "); ok {
			shown++
			if !slices.Contains(printed, strings.TrimSpace(table)) {
				t.Errorf("not in studies/validation/validation.txt: %s", table)
			}
		}
	}
	if shown < 50 {
		t.Errorf("%d lines are shown", shown)
	}
}

// The scores by number of histories are those that the log has of the same model and posteriors.
func TestThePageOnValidationHasTheScoresOfTheLog(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(Evaluations)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var validated struct{ Model, Posterior string }
	if err := json.Unmarshal([]byte(read(t, "studies/validation/validation.json")), &validated); err != nil {
		t.Fatal(err)
	}
	page, found := read(t, "studies/validation.md"), 0
	for reps, shown := range map[string]string{"1000": "1,000", "4000": "4,000", "16000": "16,000"} {
		for _, row := range rows {
			if row[2] != validated.Model || row[4] != validated.Posterior || strings.TrimPrefix(row[6], "'") != "--reps "+reps+" --parts hindcast" {
				continue
			}
			score, err := strconv.ParseFloat(row[8], 64)
			if err != nil {
				t.Fatal(err)
			}
			found++
			if want := fmt.Sprintf("| %s | %.2f | ", shown, score); !strings.Contains(page, want) {
				t.Errorf("the page has no row %s", want)
			}
		}
	}
	if found != 3 {
		t.Errorf("%d evaluations of the page are in the log, want 3", found)
	}
}

// The last row of the same table is the hindcast that is shown.
func TestThePageOnValidationHasTheScoresOfItsHindcast(t *testing.T) {
	type score struct{ Score, Margin float64 }
	var d struct {
		Scores []struct {
			score
			Name, Shocks string
			Played       int
			Farthest     float64
			Groups       []struct {
				score
				Group string
			}
		}
	}
	if err := json.Unmarshal([]byte(read(t, "studies/validation/validation.json")), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Scores) == 0 || d.Scores[0].Name != "hindcast" || d.Scores[0].Shocks != "main" {
		t.Fatal("the first score is not that of the hindcast under the main shocks")
	}
	x := &d.Scores[0]
	head, row := "| histories | score | ± |", fmt.Sprintf("| %s | %.2f | %.2f |", words.Thousands(int64(x.Played)), x.Score, x.Margin)
	for _, g := range x.Groups {
		head += " " + g.Group + " |"
		row += fmt.Sprintf(" %.2f |", g.Score)
	}
	head, row = head+" farthest kept |\n", row+fmt.Sprintf(" %.2f |\n", x.Farthest)
	_, table, ok := strings.Cut(read(t, "studies/validation.md"), head)
	if table, _, _ = strings.Cut(table, "\n\n"); !ok || !strings.HasSuffix(table+"\n", "\n"+row) {
		t.Errorf("no table with the head\n%sand at its end\n%s", head, row)
	}
}

func TestThePageOnValidationNamesTheLeastP(t *testing.T) {
	var d struct {
		SBC []struct {
			P float64 `json:"ks_p"`
		} `json:"sbc"`
	}
	if err := json.Unmarshal([]byte(read(t, "studies/validation/sbc.json")), &d); err != nil {
		t.Fatal(err)
	}
	least := 1.0
	for _, x := range d.SBC {
		least = min(least, x.P)
	}
	if want := fmt.Sprintf("the least p of %d tests is %.3f", len(d.SBC), least); !strings.Contains(read(t, "studies/validation.md"), want) {
		t.Errorf("the page does not say: %s", want)
	}
}

// The validation that is shown is one of the log, made to the plan as it stands.
func TestTheValidationShownIsLogged(t *testing.T) {
	var d struct {
		Model, Plan, Posterior, Run string
		Deviations                  []string
		Seed                        int64
		Scores                      []struct{ Score, Margin float64 }
	}
	if err := json.Unmarshal([]byte(read(t, "studies/validation/validation.json")), &d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(Evaluations)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{d.Model, d.Plan, d.Posterior, d.Run, "", fmt.Sprint(d.Seed), fmt.Sprintf("%.4f", d.Scores[0].Score)}
	if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row[2:9], want) }) || len(d.Deviations) > 0 {
		t.Errorf("no evaluation %v in the log, or it deviates: %v", want, d.Deviations)
	}
	if said := fmt.Sprintf("score %.2f ± %.2f (", d.Scores[0].Score, d.Scores[0].Margin); !strings.Contains(read(t, "studies/validation/validation.txt"), said) {
		t.Errorf("the text is of another run than the JSON: it does not say %s", said)
	}
	if d.Plan != Plan() {
		t.Errorf("the plan has changed since: %s, then %s", Plan(), d.Plan)
	}
}

// The forecasts of wars left out that are shown are one evaluation of the log, of all wars as planned.
func TestTheForecastsOfWarsLeftOutAreLogged(t *testing.T) {
	var d struct {
		Model, Run string
		Seed       int64
		Scores     []struct{ Brier [2][3]float64 }
	}
	if err := json.Unmarshal([]byte(read(t, "studies/wars/wars.json")), &d); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(Evaluations)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := []string{d.Model, "wars", "", d.Run, "", fmt.Sprint(d.Seed), fmt.Sprintf("%.4f", d.Scores[0].Brier[1][0])}
	if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row[2:9], want) }) {
		t.Errorf("no evaluation %v in the log", want)
	}
}

func TestThePageOnArchitectureNamesFilesAndPackagesThatAreThere(t *testing.T) {
	named := regexp.MustCompile(`\b(agents|sim|scenarios|results|cmd)(/[a-z]+)+(\.[a-z]+)?\b`).FindAllString(read(t, "architecture.md"), -1)
	if len(named) < 10 {
		t.Fatalf("only %v", named)
	}
	for _, name := range named {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
}
