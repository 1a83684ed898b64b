package play

import (
	"testing"

	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/scenarios"
	"parley/sim"
)

// Where only some third parties take part, all who would lead are among them, with a lead and without.
func TestWhoWouldLeadTakesPartWithoutALeadToo(t *testing.T) {
	arm := sim.Arm{Regime: sim.RegimeLead, Lead: 1, ThirdParties: 2}
	arm.CoChairs.Add(0)
	arm.Successors[0] = sim.Succession{Lead: 2, From: 12}
	some := baseArm(arm, 4)
	if some.Lead != 1 || some.CoChairs != arm.CoChairs || some.Successors != arm.Successors {
		t.Errorf("%+v", some)
	}
	all := baseArm(arm, 2)
	if none := (sim.Arm{}); all.Lead >= 0 || all.CoChairs != none.CoChairs || all.Successors != none.Successors {
		t.Errorf("%+v", all)
	}
}

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
