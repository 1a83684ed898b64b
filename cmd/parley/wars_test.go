package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/cmd/internal/cli"
)

// warArm is an arm of two wars in JSON.
type warArm struct {
	Name          string
	Settled       interval `json:"settled_first"`
	SettledSecond interval `json:"settled_second"`
	Difference    interval
	Kept          interval `json:"kept_difference"`
	Finding       string
}

type twoWars struct {
	Arms  []warArm
	Rungs []struct {
		Rung          string
		First, Second interval
		Difference    interval
		Differ        bool
	}
}

func compared(t *testing.T, args ...string) (w twoWars) {
	t.Helper()
	decode(t, &w, append([]string{"compare", "minimal", "--reps", "100", "--decompose", "0"}, args...)...)
	return w
}

// A war beside itself, whichever way it is put, has no history that differs.
func TestAWarBesideItselfIsTheSame(t *testing.T) {
	same := filepath.Join(t.TempDir(), "same.toml")
	if err := os.WriteFile(same, []byte("format = 1\nextends = \"minimal\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"--what-if", "months=60"}, {same}} {
		w := compared(t, args...)
		if len(w.Arms) != 3 || len(w.Rungs) != 2 {
			t.Fatalf("%v: %+v", args, w)
		}
		for _, a := range w.Arms {
			if a.Finding != "no outcome differs" || a.Settled != a.SettledSecond {
				t.Errorf("%v: %+v", args, a)
			}
		}
	}
}

// Two wars are what compare says of each by itself, and their difference is that of shares.
func TestTwoWarsAreWhatEachIsByItself(t *testing.T) {
	const change = "mediator.un.interest=0.1"
	w := compared(t, "--what-if", change)
	for i, set := range []string{"months=60", change} {
		var alone struct{ Arms []struct{ Settled interval } }
		decode(t, &alone, "compare", "minimal", "--reps", "100", "--decompose", "0", "--regimes", "networked,lead,independent", "--set", set)
		for k, arm := range w.Arms {
			if got := [2]interval{arm.Settled, arm.SettledSecond}[i]; got != alone.Arms[k].Settled {
				t.Errorf("%s, %s: %+v, by itself %+v", set, arm.Name, got, alone.Arms[k].Settled)
			}
		}
	}
	lead := w.Rungs[1]
	if got := w.Arms[1].Difference.Difference - w.Arms[0].Difference.Difference; lead.Rung != "lead" || got-lead.Difference.Difference > 1e-5 || lead.Difference.Difference-got > 1e-5 {
		t.Errorf("the lead adds %+v more, by its arms %v", lead.Difference, got)
	}
	if !(lead.Difference.Low < lead.Difference.Difference && lead.Difference.Difference < lead.Difference.High) {
		t.Errorf("%+v", lead)
	}
}

// Who comes when all is over, a shock that presses nobody, and an act of one who is not
// scripted to do more move no draw of anybody else.
func TestWhatIsAddedWithoutEffectMovesNoDraw(t *testing.T) {
	for _, change := range []string{
		`mediator.late={name="Late", enter="2005-12", interest=0, exit="2005-12", roles={convener=0}}`,
		`shock.rumour={name="A rumour", start="2002-01"}`,
		`link.north.south=0`,
	} {
		for _, a := range compared(t, "--what-if", change, "--regimes", "informed,networked").Arms {
			if a.Finding != "no outcome differs" {
				t.Errorf("%s, %s: %+v", change, a.Name, a)
			}
		}
	}
}

// What is set in vain, dropped, or drawn anew by a what-if is said above its answer.
func TestNotesOnAWhatIf(t *testing.T) {
	for change, want := range map[string]string{
		"mediator.un.roles.monitor=0": "",
		"mediator.un.interest=0.90":   "NOTE: what if: it sets what holds already, so that the two wars are equal.",
		"party.rebels.status_quo=0.5": "NOTE: what if: no effect: party.rebels.status_quo: status_quo is that of a party on no front.",
		"months=48":                   "NOTE: the first war is followed for 60 months and the second for 48: a longer one has more time to be settled.",
		"implementation=12":           "NOTE: settlements of the first war are followed for 60 months and those of the second for 12, so that what is kept is not compared.",
		"un=none":                     "NOTE: what if: dropped: coordination.lead: the lead is left out.",
		`shock.s={name="S", start="2001-03", pressure.rebels=1}`: "NOTE: what if: shocks that last one month, as they have no end, and wear off: s; a point of pressure is worth 0.05 of value",
		`party.militia={name="Militia", side=0}`: "NOTE: positions, leverage and consent are drawn party by party in the order of ids, so that those of rebels are drawn anew: " +
			"that is in the difference too.",
	} {
		args := []string{"compare", "minimal", "--reps", "5", "--decompose", "0", "--what-if", change}
		if strings.HasPrefix(change, "party.militia") {
			args = append(args, "--set", `front.main={first="government", second="rebels"}`)
		}
		text := strings.Join(strings.Fields(output(t, args...)), " ")
		if want == "" && strings.Contains(text, "NOTE") || !strings.Contains(text, want) {
			t.Errorf("%s: want %q in\n%s", change, want, text)
		}
	}
}

func TestAWhatIfMayLeaveOut(t *testing.T) {
	want := compared(t, "--what-if", "mediator.north=none")
	if want.Arms[0].Finding == "no outcome differs" {
		t.Fatalf("north does nothing: %+v", want.Arms[0])
	}
	for _, change := range []string{"north=none", "without north", `mediator.north = "none"`} {
		if got := compared(t, "--what-if", change); got.Arms[0] != want.Arms[0] {
			t.Errorf("%s: %+v, want %+v", change, got.Arms[0], want.Arms[0])
		}
	}
	// The lead is left out: what wants one is not played.
	if w := compared(t, "--what-if", "un=none"); len(w.Arms) != 2 || len(w.Rungs) != 0 {
		t.Errorf("without the lead: %+v", w)
	}
}

// What may be asked is said where it is asked otherwise.
func TestAWhatIfThatIsNoneSaysWhatIsAllowed(t *testing.T) {
	const allowed = "want path=value, as in mediator.un.interest=0.5, or what is left out, as in 'without un' or un=none"
	for change, want := range map[string]string{
		"un": allowed, "without": allowed, "WITHOUT un": allowed, "mediator.un.interest=": allowed, "=none": allowed, "": allowed,
		"without mediator.un, north": "want one change, and the option again for each other: --what-if 'without mediator.un' --what-if 'without north'",
		"without zzzz":               "--what-if: zzzz: nothing of this name can be left out: want one of issue.ceasefire, issue.elections, issue.power, mediator.un, mediator.north, mediator.south",
		"months=none":                "--what-if: months = none: want a whole number, 1 to 600",
		"without nort":               "did you mean north?",
	} {
		var stderr bytes.Buffer
		code := run([]string{"compare", "minimal", "--what-if", change}, strings.NewReader(""), &bytes.Buffer{}, &stderr)
		if code != cli.ExitBadInput || !strings.Contains(stderr.String(), want) {
			t.Errorf("%q: exit %d, %s, want %s", change, code, stderr.String(), want)
		}
	}
}

func TestTwoWarsFitAScreenAndSayHowToPlayThemAgain(t *testing.T) {
	text := output(t, "compare", "minimal", "--what-if", "mediator.un.interest=0.1", "--what-if", "without north", "--reps", "200")
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) > 25 {
		t.Errorf("%d lines:\n%s", len(lines), text)
	}
	for _, line := range lines {
		if n := len([]rune(line)); n > 80 && !strings.HasPrefix(line, "Again: ") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
	for _, want := range []string{"What if mediator.un.interest=0.1 and without north, as mediated under networked?", "What varies, and what the words mean: --more.",
		"Again: parley compare minimal --seed 1 --reps 200 --what-if mediator.un.interest=0.1 --what-if 'without north'\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if again := output(t, "compare", "minimal", "--what-if", "mediator.un.interest=0.1", "--what-if", "without north", "--reps", "200", "--workers", "3"); again != text {
		t.Error("workers show")
	}
}

// Who leads changes nothing where nobody does: the answer is about the arm in which it shows.
func TestAWhatIfIsAnsweredWhereItShows(t *testing.T) {
	text := strings.Join(strings.Fields(output(t, "compare", "minimal", "--what-if", "coordination.lead=south", "--reps", "100", "--decompose", "8")), " ")
	if !strings.Contains(text, "What if coordination.lead=south, as mediated under lead?") || !strings.Contains(text, "With all doubt counted") {
		t.Error(text)
	}
}

func TestTwoWarsRefuse(t *testing.T) {
	for want, args := range map[string][]string{
		"--what-if: nort: nothing of this name can be left out; did you mean north?":    {"minimal", "--what-if", "nort=none"},
		"--what-if: mediator.un.intrest = 0.1: unknown key; did you mean interest?":     {"minimal", "--what-if", "mediator.un.intrest=0.1"},
		"minimul: no shipped scenario and no file of this name; did you mean minimal?":  {"minimal", "minimul"},
		"want one scenario, or two to compare":                                          {"minimal", "minimal", "minimal"},
		"--what-if: it changes one scenario; with two, change a file":                   {"minimal", "minimal", "--what-if", "north=none"},
		"a second scenario and --what-if: only with the regimes, and this asks another": {"minimal", "--what-if", "north=none", "--leads", "all"},
		"--histories: the two wars have not the same parties, third parties and issues": {"minimal", "--what-if", "north=none", "--histories", "h.csv"},
	} {
		var stdout, stderr bytes.Buffer
		if code := run(append([]string{"compare"}, args...), strings.NewReader(""), &stdout, &stderr); code != cli.ExitBadInput || !strings.Contains(stderr.String(), want) {
			t.Errorf("%v: code %d, %s", args, code, &stderr)
		}
	}
}
