package why

import "parley/sim"

// measure of a month.
type measure struct {
	ID, Words, Unit string
	of              func(*sim.Seen) float64
}

func yes(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// Measures of a month, in the order of ties: the sides, the talks, the war, third parties.
var measures = append([]measure{
	{"readiness", "readiness of the sides", "share", func(s *sim.Seen) float64 { return s.Readiness }},
	{"attendance", "willingness to attend", "share", func(s *sim.Seen) float64 { return s.Attendance }},
	{"talks_open", "talks open", "share", func(s *sim.Seen) float64 { return yes(s.Open) }},
	{"meeting", "months with a meeting", "share", func(s *sim.Seen) float64 { return yes(s.Met) }},
	{"high_level", "meetings of high or top level", "share", func(s *sim.Seen) float64 { return yes(s.Met && s.Level > sim.LevelLow) }},
	{"agreed", "share of issues agreed", "share", agreed},
	{"ceasefire_held", "months in which a ceasefire held", "share", func(s *sim.Seen) float64 { return yes(s.TruceHeld) }},
	{"violations", "violations of a ceasefire", "per history", func(s *sim.Seen) float64 { return float64(s.Violations) }},
	{"intensity", "intensity of the fighting", "per history", func(s *sim.Seen) float64 { return s.Intensity }},
}, acts()...)

func agreed(s *sim.Seen) float64 {
	n := 0
	for _, month := range s.Protocols {
		if month != sim.Never {
			n++
		}
	}
	return float64(n) / float64(max(1, len(s.Protocols)))
}

// acts by role.
func acts() (list []measure) {
	for role := range sim.NumRoles {
		list = append(list, measure{"acts." + role.String(), "acts: " + sim.Roles[role].Name, "per history", func(s *sim.Seen) float64 {
			n := 0
			for i := range s.Acts {
				n += int(yes(s.Acts[i].Role == role && s.Acts[i].Effort > 0))
			}
			return float64(n)
		}})
	}
	return list
}

// Course of a history: how it ended, and each measure in each month of war.
type Course struct {
	End sim.EndReason
	// Month in which the war ended, the horizon if it went on.
	Month int
	Kept  bool
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
	c.End, c.Month, c.Kept = out.End, out.Month, out.Kept()
	return c
}

// settled says whether it did.
func (c *Course) settled() bool { return c.End == sim.EndSettlement }
