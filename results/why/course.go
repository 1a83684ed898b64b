package why

import (
	"parley/results/outcome"
	"parley/sim"
	"parley/sim/stats"
)

// measure of a month.
type measure struct {
	ID, Words string
	of        func(*sim.Seen) float64
}

func yes(is bool) float64 { return float64(stats.Bit(is)) }

// Measures of a month, in the order of ties: the sides, the talks, the war, third parties.
var measures = append([]measure{
	{"readiness", "readiness of the sides", func(s *sim.Seen) float64 { return s.Readiness }},
	{"attendance", "willingness to attend", func(s *sim.Seen) float64 { return s.Attendance }},
	{"talks_open", "talks open", func(s *sim.Seen) float64 { return yes(s.Open) }},
	{"meeting", "months with a meeting", func(s *sim.Seen) float64 { return yes(s.Met) }},
	{"high_level", "meetings of high or top level", func(s *sim.Seen) float64 { return yes(s.Met && s.Level > sim.LevelLow) }},
	{"agreed", "share of issues agreed", func(s *sim.Seen) float64 {
		return float64(outcome.Agreed(s.Protocols)) / float64(max(1, len(s.Protocols)))
	}},
	{"ceasefire_held", "months in which a ceasefire held", func(s *sim.Seen) float64 { return yes(s.TruceHeld) }},
	{"violations", "violations of a ceasefire", func(s *sim.Seen) float64 { return float64(s.Violations) }},
	{"intensity", "intensity of the fighting", func(s *sim.Seen) float64 { return s.Intensity }},
}, acts()...)

// acts by role.
func acts() (list []measure) {
	for role := range sim.NumRoles {
		list = append(list, measure{"acts." + role.String(), "acts: " + sim.Roles[role].Name, func(s *sim.Seen) float64 {
			n := 0.0
			for i := range s.Acts {
				n += yes(s.Acts[i].Role == role && s.Acts[i].Effort > 0)
			}
			return n
		}})
	}
	return list
}

// Course of a history: how it ended, and each measure in each month of war.
type Course struct {
	End sim.EndReason
	// Month in which the war ended, the horizon if it went on.
	Month int
	// Months by measure; single precision is enough for means of dozens.
	Months [][]float32
}

// Follow plays a history for its course.
func Follow(w *sim.World, arm *sim.Arm, seed sim.Seed, replication int) Course {
	c := Course{}
	out := w.Observe(arm, seed, replication, func(s *sim.Seen) {
		if s.Implementing {
			return
		}
		month := make([]float32, len(measures))
		for i := range measures {
			month[i] = float32(measures[i].of(s))
		}
		c.Months = append(c.Months, month)
	})
	c.End, c.Month = out.End, out.Month
	return c
}

// settled says whether it did.
func (c *Course) settled() bool { return c.End == sim.EndSettlement }
