package narrative_test

import (
	"fmt"

	"parley/results/document"
	"parley/results/internal/toywar"
	"parley/results/narrative"
	"parley/sim"
)

// Two months of a war, told.
func ExampleChronicle() {
	none := sim.Event{Shock: -1, Mediator: -1, Party: -1, Faction: -1, Front: -1, Issue: -1, Other: -1}
	battle, won := none, none
	battle.Kind, battle.Front, battle.Party, battle.Value = sim.EventBattle, 0, 1, 20
	won.Kind, won.Round, won.Party = sim.EventVictory, 1, 1
	h := &narrative.History{Scenario: "small", Rerun: "parley trace small", Config: toywar.War(), Arm: &toywar.Arms()[0], Seed: 1,
		Events: []sim.Event{battle, won},
		Outcome: &sim.Outcome{End: sim.EndVictory, Month: 1, Winner: 1, Opened: sim.Never, Collapsed: sim.Never, Battles: 1,
			Protocols: []int{sim.Never, sim.Never}}}
	d := narrative.Chronicle(h)
	d.Sections = d.Sections[1:3] // the months
	fmt.Print(d.Text(document.Screen{}))
	// Output:
	// A small war (small), replication 0 of seed 1
	//
	// January 1993 (month 1)
	//   Nobody called the sides to talks. The rebels won 1 battle; 20 of 20 forts are
	//   now in the hands of the rebels. No third party was active.
	//
	// February 1993 (month 2)
	//   No third party was active.
	//   The rebels won the war.
}
