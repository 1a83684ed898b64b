package report

import (
	"parley/results/words"
	"parley/scenarios/record"
	"parley/sim"
	"parley/sim/infer/observe"
	"parley/sim/stats"
)

// ReadRecord finds the record that belongs to the scenario, if there is one.
func (in *Input) ReadRecord() error {
	s := in.Scenario
	if !record.Of(s.Name) {
		return nil
	}
	coded, err := record.Shipped(s.Name, s)
	if err != nil {
		in.NoRecord = "it names third parties or issues that this scenario does not."
		return nil
	}
	o, err := observe.New(s.Config, coded, s.Config.Months)
	if err == nil {
		in.Record, in.RecordNotes = o.Recorded(), o.Notes()
	}
	return err
}

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
