package agents

import "parley/sim"

var adaptiveInfo = MediatorInfo{
	Name:   "adaptive",
	Rule:   "chooses as interest does, but leans to what was followed by good news when it did it before: a running value per need, from the public news of the month after its own acts",
	Known:  "reinforcement learning; law of effect; learning by doing",
	Source: "Roth & Erev 1995, Games and Economic Behavior 8(1); Sutton & Barto 1998, Reinforcement Learning, on recency-weighted averages",
	Settings: []Setting{
		{"memory", 0.8, 0, 1, "share", "of a value that stems from before last month", modelling},
		{"gain", 2, 0, 10, "logarithm", "by which a value of 1 raises the weight of an act", modelling},
		{"meeting", 0.5, -1, 1, "value", "of a meeting in the news", modelling},
		{"protocol", 1, -1, 1, "value", "of an issue agreed", modelling},
		{"truce", 0.5, -1, 1, "value", "of a ceasefire signed", modelling},
		{"violation", -0.5, -1, 1, "value", "of a truce violated", modelling},
		{"suspension", -1, -1, 1, "value", "of talks suspended", modelling},
	},
	New: func(s Settings) sim.MediatorStrategy {
		return &adaptive{
			memory: s.Of("memory"), gain: s.Of("gain"),
			meeting: s.Of("meeting"), protocol: s.Of("protocol"), truce: s.Of("truce"),
			violation: s.Of("violation"), suspension: s.Of("suspension"),
		}
	},
}

// adaptive knows what everybody can read and what it did itself. It cannot tell
// what would have happened without it, and does not try to.
type adaptive struct {
	choice                                          sim.Choice
	memory, gain                                    float64
	meeting, protocol, truce, violation, suspension float64
	value                                           sim.Pulls // by NeedIndex, [-1,1]
}

func (s *adaptive) Start() { s.value = sim.Pulls{} }

func (s *adaptive) Propose(v *sim.MediatorView, stream *sim.Stream, acts []sim.Act) []sim.Act {
	s.learn(v)
	s.choice.Weigh(v)
	total := 0.0
	for i, at := range v.At {
		if s.value[at] != 0 {
			s.choice.Weight[i] = float64(s.choice.Weight[i] * sim.Exp(s.gain*s.value[at]))
		}
		total += s.choice.Weight[i]
	}
	return s.choice.Draw(v, stream, total, v.Idle, acts)
}

// learn moves the values of last month's own acts towards the news. In months in
// which a lead gives it its acts, it is not asked and learns nothing; where it
// waits for a plan, the news it reads is a month older than its acts.
func (s *adaptive) learn(v *sim.MediatorView) {
	news := s.read(v)
	for _, at := range v.Own {
		if at >= 0 {
			s.value[at] = float64(s.memory*s.value[at]) + float64((1-s.memory)*news)
		}
	}
}

// read is what the news is worth to the mediator, [-1,1]: to one against a
// settlement bad news is good.
func (s *adaptive) read(v *sim.MediatorView) float64 {
	p := &v.Public
	worth := float64(s.meeting*float64(p.Meetings)) + float64(s.protocol*float64(p.Protocols)) + float64(s.truce*float64(p.Truces)) +
		float64(s.violation*float64(p.Violations)) + float64(s.suspension*float64(p.Suspensions))
	if v.Interest < 0 {
		worth = -worth
	}
	return min(max(worth, -1), 1)
}
