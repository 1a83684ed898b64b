package main

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"parley/cmd/internal/cli"
	"parley/results/question"
	"parley/scenarios"
	"parley/sim"
)

// interval as JSON has it: of a share or a difference.
type interval struct{ Mean, Difference, Low, High float64 }

type effect struct {
	Lead                string
	Settled             interval
	SettledWithout      interval `json:"settled_without"`
	Difference, LogOdds interval
	KeptDifference      interval `json:"kept_difference"`
}

func decode(t *testing.T, into any, args ...string) {
	t.Helper()
	if err := json.Unmarshal([]byte(output(t, append(args, "--format", "json")...)), into); err != nil {
		t.Fatal(err)
	}
}

// regimesSay is what compare says of lead and networked by itself.
func regimesSay(t *testing.T, args ...string) effect {
	t.Helper()
	var s struct {
		Arms      []struct{ Settled interval }
		Contrasts []struct{ Settled, Kept interval }
	}
	decode(t, &s, append([]string{"compare", "minimal", "--reps", "40", "--regimes", "lead,networked"}, args...)...)
	return effect{Settled: s.Arms[0].Settled, SettledWithout: s.Arms[1].Settled, Difference: s.Contrasts[0].Settled,
		KeptDifference: s.Contrasts[0].Kept}
}

func sameEffect(t *testing.T, what string, got, want effect) {
	t.Helper()
	got.Lead, got.LogOdds = want.Lead, want.LogOdds
	if got != want {
		t.Errorf("%s: %+v\ncompare --regimes: %+v", what, got, want)
	}
}

func TestACellIsWhatTheRegimesSayThere(t *testing.T) {
	var s struct{ Cells []effect }
	decode(t, &s, "compare", "minimal", "--reps", "40", "--consensus", "coded,0.75", "--acceptance", "0.9,coded", "--third-parties", "all,2",
		"--lead", "un,south", "--from", "0,2002-01", "--mandate", "all,pool+forum")
	if len(s.Cells) != 64 {
		t.Fatalf("%d cells, want 64", len(s.Cells))
	}
	sameEffect(t, "first cell", s.Cells[0], regimesSay(t, "--set", "coordination.acceptance=0.9"))
	sameEffect(t, "last cell", s.Cells[63], regimesSay(t, "--set", "coordination.consensus=0.75", "--set", "model.third_parties=2",
		"--set", "coordination.lead=south", "--set", "coordination.from=2002-01", "--set", `coordination.mechanisms=["pool","forum"]`))
}

func TestALeadTriedIsWhatTheRegimesSayOfIt(t *testing.T) {
	for _, more := range [][]string{nil, {"--set", "model.third_parties=2"}} {
		var s struct{ Leads []effect }
		decode(t, &s, append([]string{"compare", "minimal", "--reps", "40", "--leads", "all"}, more...)...)
		for _, lead := range s.Leads {
			sameEffect(t, lead.Lead, lead, regimesSay(t, append([]string{"--set", "coordination.lead=" + lead.Lead}, more...)...))
		}
	}
}

func TestMechanismsSumToWhatTheRegimesSay(t *testing.T) {
	var s struct {
		Mechanisms, Costs []struct{ Settled interval }
		Sum               struct{ Settled, Kept interval }
	}
	decode(t, &s, "compare", "minimal", "--reps", "12", "--mechanisms")
	sum := 0.0
	for _, w := range append(s.Mechanisms, s.Costs...) {
		sum += w.Settled.Difference
	}
	want := regimesSay(t, "--reps", "12")
	if s.Sum.Settled != want.Difference || s.Sum.Kept != want.KeptDifference {
		t.Errorf("sums %+v, want %+v", s.Sum, want)
	}
	if math.Abs(sum-want.Difference.Difference) > 1e-5 { // ten values of six decimals
		t.Errorf("values sum to %g, want %g", sum, want.Difference.Difference)
	}
}

// The twenty third parties of the shipped case, with all their strategies: with
// no mechanism and no cost each history is that of networked.
func TestABareLeadPlaysTheShippedCasesAsNetworkedDoes(t *testing.T) {
	for _, info := range scenarios.List() {
		s, err := scenarios.Load(info.Name, scenarios.Options{Set: []string{"coordination.regime=lead"}})
		if err != nil {
			t.Fatal(err)
		}
		w, err := sim.NewWorld(s.Config)
		if err != nil {
			t.Fatal(err)
		}
		bare, networked := question.PlanMechanisms(s.Config, s.Arm).Arms[0], s.Arm
		networked.Regime = sim.RegimeNetworked
		for k := range 60 {
			want, _ := json.Marshal(w.Run(&networked, sim.NewSeed(1), k))
			if got, _ := json.Marshal(w.Run(&bare, sim.NewSeed(1), k)); string(got) != string(want) {
				t.Fatalf("%s, replication %d: %s\nnetworked: %s", info.Name, k, got, want)
			}
		}
	}
}

func TestTheAnswerFitsAScreen(t *testing.T) {
	reps := "40"
	if *long {
		reps = "300"
	}
	for _, info := range scenarios.List() {
		text := output(t, "compare", info.Name, "--reps", reps, "--decompose", "4")
		lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
		if len(lines) > 25 {
			t.Errorf("%s: %d lines, want 25 at most:\n%s", info.Name, len(lines), text)
		}
		for _, line := range lines {
			if n := len([]rune(line)); n > 80 {
				t.Errorf("%s: %d columns, want 80 at most: %s", info.Name, n, line)
			}
		}
	}
}

func TestWorkersNeverShowInOtherQuestions(t *testing.T) {
	for _, query := range []string{"--leads=all", "--mechanisms", "--map"} {
		args := []string{"compare", "minimal", query, "--set", "months=30", "--reps", "24", "--format", "json", "--workers"}
		if one, four := output(t, append(args, "1")...), output(t, append(args, "4")...); one != four {
			t.Errorf("%s: one and four workers give different bytes", query)
		}
	}
}

func TestACrossingInterruptedTellsWhatItHas(t *testing.T) {
	args := []string{"compare", "minimal", "--consensus", "0.2,0.8", "--reps", "10000000"}
	text, _ := interrupted(t, args...)
	for _, want := range []string{"INTERRUPTED: ", "Interrupted: 1 cell was not played.", "Again: parley compare minimal"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var stdout, stderr bytes.Buffer
	if code := runContext(ctx, args, strings.NewReader(""), &stdout, &stderr); code != cli.ExitInterrupted || stdout.Len() > 0 {
		t.Errorf("stopped at once: exit code %d, stdout %s", code, &stdout)
	}
}
