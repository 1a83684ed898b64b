package validate

import (
	"context"
	"fmt"
	"slices"

	"parley/sim"
)

// Structure is a rival of the same engine: what it keeps of it, and the overrides of
// the scenario that leave out the rest.
type Structure struct {
	Name  string   `json:"name"`
	Keeps string   `json:"keeps"`
	Set   []string `json:"set"`
	// Late says that it was added in the light of an evaluation: in-sample.
	Late bool `json:"late"`
}

// Rival is a structure, built, with parameters from their priors.
type Rival struct {
	Structure
	Config *sim.Config
	Arm    sim.Arm
}

// painless and unteaching: a war that costs nothing, and beliefs too firm for battles
// to move them; the most that a scenario may set.
const unteaching = 1_000_000

// Structures that compete for a war; the last one is the fitted structure itself, unfitted.
func Structures(c *sim.Config) []Structure {
	lead, alone := "coordination.regime=lead", "coordination.regime=independent"
	still := append([]string{"parameters.fatigue=0"}, unpressed(c)...)
	numb := []string{"parameters.war_cost=0", fmt.Sprintf("parameters.belief_weight=%d", unteaching)}
	return []Structure{
		{Name: "all", Keeps: "a lead, interests that move, a war that costs and teaches", Set: []string{lead}},
		{Name: "coordination alone", Keeps: "a lead", Set: slices.Concat([]string{lead}, still, numb)},
		{Name: "interest shift alone", Keeps: "patrons' fatigue and shocks that press", Set: slices.Concat([]string{alone}, numb)},
		{Name: "exhaustion alone", Keeps: "a war that costs and teaches", Set: slices.Concat([]string{alone}, still)},
		{Name: "as coded", Keeps: "the scenario's own regime and all of its structure", Late: true},
	}
}

// unpressed takes the pressure out of shocks; their violence stays.
func unpressed(c *sim.Config) (set []string) {
	for i := range c.Shocks {
		for p, pressure := range c.Shocks[i].Pressure {
			if pressure != 0 {
				set = append(set, fmt.Sprintf("shock.%s.pressure.%s=0", c.Shocks[i].ID, c.Parties[p].ID))
			}
		}
	}
	return set
}

// rivals are scored like the hindcast, each from the state that it reaches itself.
func (v *Validation) rivals(ctx context.Context, p *progress, list []quantity, r *Report) error {
	for i := range v.Rivals {
		rival := &v.Rivals[i]
		f, err := v.forecast(ctx, p, rival.Config, rival.Arm, v.seed(rivalPart+i), list)
		if err != nil {
			return fmt.Errorf("rival %s: %w", rival.Name, err)
		}
		r.Rivals = append(r.Rivals, RivalScore{Score: v.scored(rival.Name, list, f), Keeps: rival.Keeps, Late: rival.Late, reached: f.reached})
	}
	return nil
}
