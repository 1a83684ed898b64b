package play

import (
	"testing"

	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/scenarios"
)

// Ways of mediating that are the same are played once.
func TestTheSameArmIsPlayedOnce(t *testing.T) {
	template, err := scenarios.Prepare("minimal", scenarios.Options{})
	if err != nil {
		t.Fatal(err)
	}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	addCrossFlags(flags)
	if err := flags.Parse([]string{"--consensus", "0.2,0.8", "--acceptance", "0,0.5,1", "--third-parties", "2,all"}); err != nil {
		t.Fatal(err)
	}
	factors, err := factorsOf(template, flags)
	if err != nil {
		t.Fatal(err)
	}
	c, _, err := crossing(&cli.SweepFlags{}, template, factors...)
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Cells) != 12 || len(c.Wars) != 2 || len(c.Wars[0].Arms) != 6+2 {
		t.Errorf("%d cells, %d wars, %d arms; want 12, 2, and 6 leads with 2 networked", len(c.Cells), len(c.Wars), len(c.Wars[0].Arms))
	}
}
