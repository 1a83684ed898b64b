package study

import (
	"testing"

	"parley/scenarios"
)

// alone is who acts under the regime single in a small war with some overrides.
func alone(t *testing.T, set ...string) *Single {
	t.Helper()
	s, err := scenarios.Load("minimal", scenarios.Options{Set: append([]string{"coordination.regime=single", "months=24"}, set...)})
	if err != nil {
		t.Fatal(err)
	}
	x, err := WhoIsSingle(s.Config, s.Arm, 1, 60)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestTheSingleOneIsWhoeverCanAndWantsMost(t *testing.T) {
	x := alone(t, "mediator.north.interest=0.05", "mediator.south.interest=0.05", "mediator.un.interest=0.9")
	if len(x.Actors) != 1 || x.Actors[0].Mediator != "un" || x.Actors[0].Share != 1 || x.Actors[0].Histories != 60 || x.Changes != 0 {
		t.Errorf("%+v", x)
	}
}

func TestWhoEntersAndCanDoMoreTakesOver(t *testing.T) {
	x := alone(t, "mediator.north.interest=0.9", "mediator.south.interest=0.05", "mediator.un.interest=0.9", "mediator.un.enter=\"2001-07\"")
	if x.Changes == 0 || len(x.Actors) < 2 {
		t.Errorf("%+v", x)
	}
	sum := 0.0
	for _, a := range x.Actors {
		sum += a.Share
	}
	if sum < 0.999 || sum > 1.001 {
		t.Errorf("shares add up to %g", sum)
	}
}
