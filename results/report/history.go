package report

import (
	"parley/results/words"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// recorded is what a record says of a war, in numbers of a sentence; Ending is "" where it goes on.
type recorded struct {
	Meetings, Protocols, Terms, Broken int
	Ending                             string
}

// Recorded is nil where there is no record.
func (in page) Recorded() *recorded {
	x := in.Record
	if x == nil {
		return nil
	}
	s := &recorded{Meetings: len(x.Meetings), Terms: len(x.Terms)}
	for _, month := range x.Protocols {
		s.Protocols += stats.Bit(month != observe.Never)
	}
	for _, t := range x.Terms {
		s.Broken += stats.Bit(t.Broken != observe.Never)
	}
	if x.Ended < x.Months {
		s.Ending = "a side wins"
		if x.Settled != observe.Never {
			s.Ending = "it is settled"
		}
		s.Ending += " in " + words.Month(in.Config().Start+sim.Month(x.Ended))
	}
	return s
}
