package observe

import (
	"math"

	"parley/scenarios/record"
	"parley/sim"
)

// announced is how far the sides must move, summed over parties and issues, for
// a record to say that something was conceded; modelling choice.
const announced = 0.1

// weights of the ordinals in a year's violence, as the coder of the record set
// them: incidents 1, peak 15.
var weights = [5]float64{0, 1, 2.5, 6, 15}

// see adds a month of a history to the chronicle.
func (o *Observer) see(s *sim.Seen) {
	c := &o.played
	if s.Implementing || s.Round >= c.Months {
		return
	}
	if p := o.periodOf[s.Round]; p >= 0 {
		for i := range s.Acts {
			if a := &s.Acts[i]; a.Effort > 0 {
				c.Seen[p][a.Role].Add(a.Mediator)
			}
		}
	}
	signed, essential := o.seeProtocols(s)
	if s.Met {
		c.meet(Meeting{s.Round, s.Level, resultOf(s, signed, essential)})
	}
	if s.Framework && c.Framework == Never {
		c.Framework = s.Round
	}
	switch {
	case s.TruceSigned:
		c.sign(Term{s.Round, s.Round + s.Term - 1, float64(s.Term), Never})
	case s.TruceProlonged:
		c.sign(Term{s.Round, s.Round + s.Term, float64(s.Term), Never})
	}
	if (s.TruceSigned || s.TruceProlonged) && !s.Met {
		c.Carried = append(c.Carried, Carried{s.Round, messengers(s)})
	}
	if s.TruceBroken {
		c.breakdown(s.Round)
	}
	c.Ordinals[s.Round] = min(int8(s.Intensity+0.5), 4)
	if y := o.yearOf[s.Round]; y >= 0 {
		c.Years[y] += weights[c.Ordinals[s.Round]]
	}
	if s.End != sim.EndUnsettled {
		c.Ended = s.Round
	}
	if s.End == sim.EndSettlement {
		c.Settled = s.Round
	}
}

const keptName = "settlement.kept"

// peace is how many months a settlement must hold to be kept.
const peace = 60

// seePeace notes whether a settlement of the window was kept, if it was followed for
// as long.
func (o *Observer) seePeace(out *sim.Outcome) {
	switch c := &o.played; {
	case c.Settled == Never:
	case out.Collapsed != sim.Never && out.Collapsed <= peace:
		c.Kept = record.AnswerNo
	case o.config.Implementation >= peace:
		c.Kept = record.AnswerYes
	}
}

// messengers of a month.
func messengers(s *sim.Seen) (who sim.MediatorSet) {
	for i := range s.Acts {
		if a := &s.Acts[i]; a.Role == sim.Messenger && a.Effort > 0 {
			who.Add(a.Mediator)
		}
	}
	return who
}

// seeProtocols notes which issues stand agreed; signed says whether one was agreed this
// month, essential whether it was one without which there is no peace.
func (o *Observer) seeProtocols(s *sim.Seen) (signed, essential bool) {
	c := &o.played
	for k, month := range s.Protocols {
		if c.Protocols[k], c.Positions[k] = month, s.Agreed[k]; month == Never {
			c.Positions[k] = math.NaN()
		}
		signed = signed || month == s.Round
		essential = essential || month == s.Round && o.config.Issues[k].Essential
	}
	return signed, essential
}

// resultOf a meeting. Its main purpose is met when an issue is settled without
// which there is no peace, a new ceasefire comes about, or the war ends.
func resultOf(s *sim.Seen, signed, essential bool) record.Result {
	switch {
	case essential, s.TruceSigned, s.End == sim.EndSettlement:
		return record.ResultAgreement
	case signed, s.TruceProlonged, s.Framework, s.Yielded >= announced:
		return record.ResultPartial
	}
	return record.ResultNone
}
