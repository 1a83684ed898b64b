package play

import (
	"cmp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"parley/cmd/internal/cli"
	"parley/scenarios"
	"parley/scenarios/fault"
	"parley/sim"
)

// defaultRegimes of compare, the lead first: with it others are compared.
var defaultRegimes = []sim.Regime{sim.RegimeLead, sim.RegimeNetworked, sim.RegimeInformed, sim.RegimeIndependent,
	sim.RegimeSingle, sim.RegimeLeadOnly, sim.RegimePlacebo}

// compareFlags ask compare a question, and say how much to play for it.
type compareFlags struct {
	cli.SweepFlags
	regimes, leads, whatIf  []string
	mechanisms, roles, more bool
}

func Compare(a *cli.App) *cobra.Command {
	var f compareFlags
	c := &cobra.Command{
		Use:   "compare SCENARIO [SECOND]",
		Short: "What a lead changes: regimes side by side on common random numbers",
		Long: `compare plays the same wars under several regimes. The answer is a ladder: ` + "`lead` against `independent`" + `,
and what each step between them adds (` + "`informed`, `networked`, `lead`" + `). ` + cli.ScenarioHelp + `

With a SECOND scenario it says what that one changes, in the same wars as far as they are the same, and whether it changes what
a lead adds; --what-if changes the one: path=value, path=none or 'without ID' for what is left out.

Other questions, one at a time: --leads, who should lead; --mechanisms, through what a lead works;
--roles, what is missing: what one more act of each role buys where nobody leads;
--map, --do or any factor (--consensus, --acceptance, --third-parties, --lead, --from, --mandate),
when it helps and when not. With these, --reps is 2000 unless given, or 1000 at the first look.`,
		Example: `  parley compare tajikistan --precision 0.01
  parley compare tajikistan --leads all
  parley compare tajikistan --mechanisms --precision 0.01
  parley compare tajikistan --roles
  parley compare mywar.toml otherwise.toml
  parley compare tajikistan --what-if russia=none --what-if mediator.un.interest=0.5
  parley compare tajikistan --consensus 0:1:5 --third-parties 2,5,all`,
		Args: oneOrTwo,
		RunE: func(c *cobra.Command, args []string) error {
			name, err := asked(c.Flags())
			if err != nil {
				return err
			}
			if name != "regimes" {
				if len(args) > 1 || len(f.whatIf) > 0 {
					return cli.BadInputf("parley: a second scenario and --what-if: only with the regimes, and this asks another question")
				}
				if f.Decompose != cli.SideByHistories {
					return cli.BadInputf("parley: --decompose: only with the regimes, and this asks another question")
				}
				if !c.Flags().Changed("reps") {
					f.Reps = defaultManyReps
					if f.Precision > 0 {
						f.Reps = defaultManyLook
					}
				}
			}
			f.More = cli.Typed(c.Flags(), "reps", "precision", "histories")
			var q *query
			if len(args) > 1 || len(f.whatIf) > 0 {
				q, err = f.wars(args)
			} else {
				q, err = f.question(name, c.Flags(), args[0])
			}
			if err != nil {
				return err
			}
			return play(c.Context(), a, &f.SweepFlags, q)
		},
	}
	f.Add(c)
	flags := c.Flags()
	flags.Var(cli.List(&f.regimes), "regimes", "regimes to play, as `A,B` (default all; parley list regimes)")
	flags.BoolVar(&f.more, "more", false, "print all arms and pairs, each structure, and the variance decomposition too")
	flags.Var(cli.List(&f.leads), "leads", "try third parties as lead and rank them: `A,B`, or all")
	flags.Var(cli.Repeated(&f.whatIf), "what-if", "compare with what this changes: `path=value`, path=none or 'without ID' (repeatable)")
	flags.BoolVar(&f.mechanisms, "mechanisms", false, "what each mechanism and each cost of the lead is worth (Shapley values)")
	flags.BoolVar(&f.roles, "roles", false, "what is missing: what one more act of each role each month buys")
	addCrossFlags(flags)
	return c
}

const (
	// defaultManyReps is --reps where a question wants many arms, defaultManyLook the
	// first look there.
	defaultManyReps = 2000
	defaultManyLook = 1000
)

// askCells is the question of all flags that cross; the others have the name of their flag.
const askCells = "cells"

// asked is the question that the flags ask; none is that of regimes.
func asked(given *pflag.FlagSet) (string, error) {
	questions := map[string]string{"regimes": "regimes", "leads": "leads", "mechanisms": "mechanisms", "roles": "roles", presetMap: askCells, presetDo: askCells}
	for _, f := range crossFactors {
		questions[f.flag] = askCells
	}
	var flags, found []string
	given.Visit(func(f *pflag.Flag) {
		if q := questions[f.Name]; q != "" && f.Value.String() != "false" && !slices.Contains(found, q) {
			flags, found = append(flags, "--"+f.Name), append(found, q)
		}
	})
	if len(found) > 1 {
		return "", cli.BadInputf("parley: %s: ask one of them at a time", strings.Join(flags, " and "))
	}
	return cmp.Or(strings.Join(found, ""), "regimes"), nil
}

// question of a name about a scenario.
func (f *compareFlags) question(name string, given *pflag.FlagSet, scenario string) (*query, error) {
	regimes, err := RegimesNamed(f.regimes)
	if err != nil {
		return nil, err
	}
	s, err := f.Load(scenario)
	if err != nil {
		return nil, err
	}
	switch name {
	case "mechanisms":
		return mechanismsQuestion(&f.SweepFlags, s)
	case "roles":
		return rolesQuestion(&f.SweepFlags, s)
	case "leads", askCells:
		t, err := f.Prepare()
		switch {
		case err != nil:
			return nil, err
		case name == "leads":
			return leadsQuestion(&f.SweepFlags, t, f.leads)
		}
		return crossQuestion(&f.SweepFlags, t, typedLevels(given, s.Config))
	}
	arms, left := CompareArms(s, regimes)
	if len(f.regimes) > 0 && len(left) > 0 {
		return nil, cli.NoLead(s, "--regimes", strings.Join(left, ","))
	}
	e := newExperiment(&f.SweepFlags, "compare", s, arms)
	e.More = f.more
	if len(left) > 0 {
		e.Left, e.LeadGone = left, s.LeadGone
	}
	return regimesQuestion(e), nil
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
