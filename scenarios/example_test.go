package scenarios_test

import (
	"fmt"

	"parley/scenarios"
)

// A shipped scenario under an override, and where one of its numbers comes from.
func ExampleLoad() {
	s, err := scenarios.Load("minimal", scenarios.Options{Set: []string{"coordination.regime=lead"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Config.Title, "under", s.Arm.Name)
	for _, e := range s.Entries {
		if e.Path == "coordination.regime" || e.Path == "model.fallback" {
			fmt.Println(e.Path, "=", e.Value, "by", e.Origin)
		}
	}
	// Output:
	// A small war under lead un
	// model.fallback = held by default
	// coordination.regime = lead by --set
}

// All that is wrong with a file is told at once: where, what, what is allowed.
func ExampleParse() {
	_, err := scenarios.Parse("war.toml", []byte(`format = 1
start = "1993-13"
[party.government]
optimism = 1.5
[party.rebels]
cohesoin = 0.4
[issue.power]
`), scenarios.Options{})
	fmt.Println(err)
	// Output:
	// war.toml:2: start = "1993-13": want a month in quotes, as in "1993-01", from 1800-01 to 2200-12
	// war.toml:4: party.government.optimism = 1.5: want more than 0 and less than 1
	// war.toml:6: party.rebels.cohesoin = 0.4: unknown key; did you mean cohesion?
}

// A template is read once and built many times.
func ExampleTemplate_Build() {
	t, err := scenarios.Prepare("minimal", scenarios.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, months := range []string{"12", "36"} {
		s, err := t.Build([]string{"months=" + months})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(s.Config.Months, "months from", s.Config.Start)
	}
	_, err = t.Build([]string{"months=0"})
	fmt.Println(err)
	// Output:
	// 12 months from 2001-01
	// 36 months from 2001-01
	// --set: months = 0: want 1 to 600
}
