package sim

// World is one war in motion, with the buffers of one worker. It is not safe
// for use by two goroutines; make one each.
type World struct {
	c *Config
}

// NewWorld makes the buffers for a configuration, after Validate.
func NewWorld(c *Config) (*World, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	panic("being written")
}

// Run plays one history. The same arguments give the same Outcome, whatever
// was run before.
func (w *World) Run(arm *Arm, seed Seed, replication int) Outcome { panic("being written") }

// Trace plays one history and tells it.
func (w *World) Trace(arm *Arm, seed Seed, replication int) ([]Event, Outcome) {
	panic("being written")
}

// Needs holds how much a unit of each role would now add to the chance of the
// next step, [0,1], by NeedIndex.
type Needs struct{ Value []float64 }

// NeedIndex places a role and a target (a party, or Everyone) among the needs
// of a war with the given number of parties.
func NeedIndex(r Role, party, parties int) int { return int(r)*(parties+1) + party + 1 }
