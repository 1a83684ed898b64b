package sweeps

import (
	"strings"

	"parley/cmd/internal/cli"
	"parley/cmd/internal/play"
	"parley/scenarios"
	"parley/sim"
	"parley/sim/sweep"
)

// planArms is what a plan plays at a point: the scenario's own arm, or the
// regimes side by side as compare plays them.
func planArms(p *sweep.Plan, s *scenarios.Scenario) ([]sim.Arm, error) {
	if !p.Compare {
		return []sim.Arm{s.Arm}, nil
	}
	regimes, err := play.RegimesNamed(p.Regimes)
	if err != nil {
		return nil, err
	}
	arms, left := play.CompareArms(s, regimes)
	if len(p.Regimes) > 0 && len(left) > 0 {
		return nil, cli.BadInputf("regimes %s want a lead, and the scenario has none; name one with coordination.lead=ID", strings.Join(left, ", "))
	}
	return arms, nil
}
