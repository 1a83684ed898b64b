package fit

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"

	"parley/cmd/internal/cli"
	"parley/sim/infer/abc"
)

// Whichever digit of a state is changed, it is the same state or refused, and the file stays.
func TestNoDigitOfAStateIsChangedUnnoticed(t *testing.T) {
	f := &calibrateFlags{ScenarioFlags: cli.ScenarioFlags{Out: t.TempDir()}, resume: true}
	now := &work{Command: "parley calibrate war --seed 1", Model: "2", Hash: []string{"ab12"}, Summaries: []string{"talks.first"}}
	whole := &abc.State{Target: "c0ffee", Simulations: 150, Generations: []abc.Generation{{Tolerance: 3, Acceptance: 1, ESS: 50, Simulations: 150}},
		Particles: []abc.Particle{{U: []float64{0.25, 0.123456789012345678}, Weight: 0.5, Distance: 1.0 / 3}},
		Begun:     &abc.Begun{Next: 7, Accepted: []abc.Particle{{U: []float64{1e-7, 0.75}, Weight: 1, Distance: 0.2}}}}
	if err := f.save(now, whole); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(f.Out, calibrationWork)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := f.begin(now); err != nil || !reflect.DeepEqual(got, whole) {
		t.Fatalf("read again it is %v, %v", got, err)
	}
	for _, at := range regexp.MustCompile(`\d`).FindAllIndex(text, -1) {
		changed := append([]byte{}, text...)
		changed[at[0]] = '0' + (changed[at[0]]-'0'+1)%10
		if err := os.WriteFile(path, changed, 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := f.begin(now); err == nil && !reflect.DeepEqual(got, whole) {
			t.Errorf("byte %d is changed, and nobody says so", at[0])
		} else if err != nil && cli.ExitCode(err) != cli.ExitBadInput {
			t.Errorf("byte %d: exit code %d, want %d", at[0], cli.ExitCode(err), cli.ExitBadInput)
		}
	}
}
