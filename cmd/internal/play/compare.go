package play

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"parley/cmd/internal/cli"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
)

// defaultRegimes of compare, the lead first: with it others are compared.
var defaultRegimes = []sim.Regime{sim.RegimeLead, sim.RegimeNetworked, sim.RegimeInformed, sim.RegimeIndependent,
	sim.RegimeSingle, sim.RegimeLeadOnly, sim.RegimePlacebo}

func Compare(a *cli.App) *cobra.Command {
	var f cli.SweepFlags
	var names []string
	var more bool
	var ask compareFlags
	c := &cobra.Command{
		Use:   "compare SCENARIO",
		Short: "What a lead changes: regimes side by side on common random numbers",
		Long: "compare plays the same wars under several regimes. The answer is a ladder: `lead` against `independent`,\n" +
			"and what each step between them adds (`informed`, `networked`, `lead`). " + cli.ScenarioHelp + "\n\n" +
			"Other questions, one at a time: --leads, who should lead; --mechanisms, through what a lead works;\n" +
			"--roles, what is missing: what one more act of each role buys where nobody leads;\n" +
			"--map, --do or any factor (--consensus, --acceptance, --third-parties, --lead, --from, --mandate),\n" +
			"when it helps and when not. With these, --reps is 2000 unless given, or 1000 at the first look.",
		Example: "  parley compare tajikistan --precision 0.01\n  parley compare tajikistan --regimes lead,networked --set coordination.lead=russia\n" +
			"  parley compare tajikistan --leads all\n  parley compare tajikistan --mechanisms --precision 0.01\n" +
			"  parley compare tajikistan --roles\n" +
			"  parley compare tajikistan --consensus 0:1:5 --third-parties 2,5,all",
		Args: cli.OneScenario,
		RunE: func(c *cobra.Command, args []string) error {
			f.More = cli.Typed(c.Flags(), "reps", "precision", "histories")
			name, err := ask.chosen(c.Flags())
			switch {
			case err != nil:
				return err
			case name != "":
				return compareOther(a, c, &f, &ask, name, args[0])
			}
			regimes, err := RegimesNamed(names)
			if err != nil {
				return err
			}
			s, err := f.Load(args[0])
			if err != nil {
				return err
			}
			arms, left := CompareArms(s, regimes)
			if len(names) > 0 && len(left) > 0 {
				return f.NoLead("--regimes", strings.Join(left, ","))
			}
			e := newExperiment(&f, "compare", s, arms)
			e.More = more
			if len(left) > 0 {
				e.Left, e.LeadGone = left, f.LeadGone()
			}
			return play(a, c.Context(), &f, regimesQuestion(e))
		},
	}
	f.Add(c)
	ask.add(c)
	c.Flags().Var(cli.List(&names), "regimes", "regimes to play, as `A,B` (default all; parley list regimes)")
	c.Flags().BoolVar(&more, "more", false, "print all arms and pairs, each structure, and the variance decomposition too")
	return c
}

// RegimesNamed reads the names of regimes; none is the default.
func RegimesNamed(names []string) ([]sim.Regime, error) {
	if len(names) == 0 {
		return defaultRegimes, nil
	}
	var regimes []sim.Regime
	for _, name := range names {
		r, err := regimeNamed("--regimes", name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(regimes, r) {
			return nil, cli.BadInputf("parley: --regimes = %s: named twice", name)
		}
		regimes = append(regimes, r)
	}
	return regimes, nil
}

func regimeNamed(flag, name string) (sim.Regime, error) {
	if r, ok := sim.RegimeByID(name); ok {
		return r, nil
	}
	var ids []string
	for _, r := range sim.Regimes {
		ids = append(ids, r.ID)
	}
	return 0, cli.BadInputf("parley: %s = %s: want one of %s%s", flag, cli.Given(name), strings.Join(ids, ", "), fault.DidYouMean(name, ids))
}

// CompareArms makes an arm of each regime. left names those that want a lead.
func CompareArms(s *scenarios.Scenario, regimes []sim.Regime) (arms []sim.Arm, left []string) {
	for _, r := range regimes {
		if sim.Regimes[r].NeedsLead && s.Arm.Lead < 0 {
			left = append(left, r.String())
			continue
		}
		arms = append(arms, armOf(s, r))
	}
	return arms, left
}

// armOf is the scenario's arm under another regime.
func armOf(s *scenarios.Scenario, r sim.Regime) sim.Arm {
	arm := s.Arm
	arm.Regime, arm.Name = r, r.String()
	return arm
}
