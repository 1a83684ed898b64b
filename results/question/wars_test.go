package question

import (
	"testing"

	"parley/results/experiment"
	"parley/results/internal/toywar"
	"parley/sim/stats"
	"parley/sim/sweep"
)

// Where peace is followed in one war alone, or for longer, what is kept is another thing in each: it makes no
// difference between them, and is not waited for.
func TestWhatIsKeptIsComparedWherePeaceIsFollowedAlike(t *testing.T) {
	for implementation, differ := range map[int]bool{24: true, 12: false, 0: false} {
		first, second := toyExperiment(), toyExperiment()
		first.Arms, second.Arms = toywar.Arms(), toywar.Arms()
		first.Config.Mediators, second.Config.Mediators = nil, nil
		p := PlanWars(first, second)
		for i, e := range []*experiment.Experiment{first, second} {
			p.Wars[i].Tally = counted(e, 30, 30, 30, 30)
		}
		second.Config.Implementation = implementation
		for _, c := range p.contrasts {
			c.Sums[sweep.Settled], c.Sums[sweep.Kept] = stats.Sums{N: 100}, stats.Sums{N: 100, Sum: 30, Squares: 30}
		}
		s := WarsOf(p, nil)
		if s.Arms[0].Compared.Followed != differ {
			t.Errorf("implementation %d: kept compared: %v", implementation, s.Arms[0].Compared.Followed)
		}
		for i := range s.Rungs {
			if s.Rungs[i].Differ != differ {
				t.Errorf("implementation %d, %s: differs: %v", implementation, s.Rungs[i].Rung, s.Rungs[i].Differ)
			}
		}
		settled := p.contrasts[0].Difference(sweep.Settled, stats.Level).HalfWidth()
		if wider := p.Widest() > settled; wider != differ {
			t.Errorf("implementation %d: widest %.4f, of settled %.4f", implementation, p.Widest(), settled)
		}
	}
}

// The headline is about the first arm in which an outcome differs, and about the first where none does.
func TestTheHeadlineIsAboutTheFirstArmThatDiffers(t *testing.T) {
	for want, more := range map[string]int64{"networked": 0, "lead": 20} {
		first, second := toyExperiment(), toyExperiment()
		first.Config.Mediators, second.Config.Mediators = nil, nil
		p := PlanWars(first, second)
		p.Wars[0].Tally, p.Wars[1].Tally = counted(first, 30, 30, 30, 30), counted(second, 30, 30, 30, 30)
		for _, c := range p.contrasts {
			c.Sums[sweep.Settled] = stats.Sums{N: 100}
		}
		p.contrasts[1].Sums[sweep.Settled] = stats.Sums{N: 100, Sum: more, Squares: more} // of the lead
		if s := WarsOf(p, nil); s.Headline != want || s.Answer().Name != want {
			t.Errorf("%d more under the lead: about %s, want %s", more, s.Headline, want)
		}
	}
}

func TestWhatIsAddedSaysWhichOutcomeDiffers(t *testing.T) {
	none, some := stats.Difference{Low: -0.1, High: 0.1}, stats.Difference{Difference: 0.1, Low: 0.05, High: 0.15}
	for want, x := range map[string]WarRung{
		"settled differs": {Difference: some, KeptDiff: none, Differ: true, followed: true},
		"kept differs":    {Difference: none, KeptDiff: some, Differ: true, followed: true},
		"both differ":     {Difference: some, KeptDiff: some, Differ: true, followed: true},
		"differs":         {Difference: some, KeptDiff: some, Differ: true},
		"undecided":       {Difference: none, KeptDiff: none, followed: true},
	} {
		if got := x.Cell(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
